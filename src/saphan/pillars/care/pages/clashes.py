"""What two people changed at once: saved, or shown beside each other for a person to choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django import forms
from django.http import HttpRequest

from saphan.domain.care.case import Clash
from saphan.domain.refusals import Conflict, Refused
from saphan.people.queries import member_names
from saphan.pillars.care.forms.seen import again, taken
from saphan.pillars.care.pages.rooms import Room

F = TypeVar("F", bound=forms.Form)


@dataclass(frozen=True, slots=True)
class Edited(Generic[F]):
    """A form that changes something: what became of it, and what has to be said about it."""

    form: F
    status: int = 200
    done: bool = False
    refused: Refused | None = None
    clash: Mapping[str, object] | None = None

    @property
    def facts(self) -> dict[str, object]:
        """What a page with the form and ``care/clash.html`` needs."""
        return {"form": self.form, "refused": self.refused, "clash": self.clash}


def edited(
    request: HttpRequest, here: Room, make: Callable[[Any], F], save: Callable[[F], object]
) -> Edited[F]:
    """The form, saved when it was sent and nobody else changed the same meanwhile.

    ``make`` makes the form of what was sent (None: nothing), ``save`` raises
    ``Conflict("case.changed", clash=...)`` where a person has to choose; another conflict flies.
    """
    if request.method != "POST":
        return Edited(make(None))
    form = make(taken(request.POST))
    if not form.is_valid():
        return Edited(form, 422)
    try:
        save(form)
    except Conflict as conflict:
        if conflict.code != "case.changed":
            raise
        clash = cast("Clash", conflict.facts["clash"])
        form = make(again(request.POST, clash.revision, clash.differences))
        return Edited(form, 409, clash=_shown(here, form, clash))
    except Refused as refusal:
        return Edited(form, 422, refused=refusal)
    return Edited(form, done=True)


def _shown(here: Room, form: forms.Form, clash: Clash) -> dict[str, object]:
    """Who was first, when, and each field with what it says now."""
    names = member_names(here.viewer, organisation=here.case.organisation)
    return {
        "by": names.get(clash.by, clash.by),
        "at": clash.at,
        "fields": [
            (one.field, form.fields[one.field].label, _told(form.fields[one.field], one.now))
            for one in clash.differences
        ],
    }


def _told(field: forms.Field, value: object) -> str:
    """A value of a field in words: those of its choice, where it is one."""
    if isinstance(value, tuple):
        return " · ".join(_told(field, one) for one in value) or "–"
    words = {str(code): said for code, said in getattr(field, "choices", ())}
    return str(words.get("" if value is None else str(value), value) or "–")
