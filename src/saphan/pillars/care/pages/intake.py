"""Somebody has come: those who came together are received on one page, and a case is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from saphan.domain.care.casework import Answered
from saphan.domain.people.consent import Medium, Purpose
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotAllowed, Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import needs
from saphan.parties.queries import own_organisations
from saphan.people.actions.identity import open_identities
from saphan.people.queries import Viewer, member_of
from saphan.pillars.care.actions.groups import receive_group
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.cases import day_said
from saphan.pillars.care.forms.intake import MOST, GroupForm, PersonForm
from saphan.pillars.care.queries.intake import Likely, likely_same

#: How many may be chosen at once; more are added one by one.
OFTEN = (1, 2, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the record who may be the same: her name, what is alike, her age."""

    found: Likely
    name: str
    alike: tuple[str | Promise, ...]
    age: str | Promise


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of those who came: her part of the form, and who she may be already."""

    number: int
    form: PersonForm
    likely: tuple[Known, ...] = ()


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """The intake. Whoever may be known already is asked about before anything is kept."""
    viewer = member_of(request.user)
    keeper = _keeper(viewer)
    many = _how_many(request)
    if request.method != "POST":
        group = GroupForm(initial=_first_said())
        return _page(request, group, [Somebody(n, _blank(n)) for n in range(1, many + 1)])
    if "more" in request.POST:
        many = min(MOST, many + 1)
        group = GroupForm(initial=_as_said(request, GroupForm()))
        return _page(request, group, [Somebody(n, _kept(request, n)) for n in range(1, many + 1)])
    group = GroupForm(request.POST)
    people = [PersonForm(request.POST, prefix=f"p{n}") for n in range(1, many + 1)]
    if not all([group.is_valid(), *(one.is_valid() for one in people)]):
        numbered = [Somebody(n, one) for n, one in enumerate(people, 1)]
        return _page(request, group, numbered, status=422)
    asked = [
        Somebody(n, one, _likely(viewer, keeper, group, one)) for n, one in enumerate(people, 1)
    ]
    if "checked" not in request.POST and any(one.likely for one in asked):
        return _page(request, group, asked, ask=True)
    try:
        code = _receive(viewer, keeper, group, people)
    except Refused as refused:
        return _page(request, group, asked, status=422, refused=refused)
    words = ngettext("{n} person was received.", "{n} people were received.", many)
    tell(request, words.format(n=many))
    return redirect("care:case", code)


def _receive(viewer: Viewer, keeper: UUID, group: GroupForm, people: Sequence[PersonForm]) -> str:
    shared = {**group.cleaned_data, "witness": viewer.code}
    return receive_group(
        by=viewer,
        at=timezone.now(),
        organisation=keeper,
        visit=group.visit(),
        arrivals=[one.arrival(shared, keeper=keeper) for one in people],
        complaints=group.complaints_told(),
        province=shared["province"],
        story=shared["story"],
    ).code


def _page(
    request: HttpRequest,
    group: GroupForm,
    people: Sequence[Somebody],
    *,
    status: int = 200,
    ask: bool = False,
    refused: Refused | None = None,
) -> HttpResponse:
    faulty = [one.form for one in people if one.form.errors]
    facts = {
        "group": group,
        "people": people,
        "many": len(people),
        "often": OFTEN,
        "ask": ask,
        "refused": refused,
        "faulty": faulty,
        "room_for_more": len(people) < MOST,
    }
    return render(request, "care/intake.html", facts, status=status)


def _keeper(viewer: Viewer) -> UUID:
    """The organisation that keeps the record: the counsellor's own.

    Raises ``NotAllowed("permission.missing")`` when there is none.
    """
    own = own_organisations(viewer, Permission.CASES_RECORD)
    if not own:
        raise NotAllowed("permission.missing", permission=Permission.CASES_RECORD.value)
    return own[0].id


def _how_many(request: HttpRequest) -> int:
    said = request.POST.get("many") or request.GET.get("people") or "1"
    return min(MOST, max(1, int(said))) if said.isascii() and said.isdigit() else 1


def _first_said() -> dict[str, object]:
    return {
        "on": day_said(timezone.localdate()),
        "danger": Answered.NOT_ASKED.value,
        "medium": Medium.SIGNATURE.value,
    }


def _blank(number: int) -> PersonForm:
    return PersonForm(prefix=f"p{number}")


def _kept(request: HttpRequest, number: int) -> PersonForm:
    """What was typed about somebody, without complaining about what is still missing."""
    prefix = f"p{number}"
    return PersonForm(prefix=prefix, initial=_as_said(request, PersonForm(prefix=prefix)))


def _as_said(request: HttpRequest, form: GroupForm | PersonForm) -> dict[str, object]:
    return {
        name: field.widget.value_from_datadict(request.POST, request.FILES, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def _likely(viewer: Viewer, keeper: UUID, group: GroupForm, one: PersonForm) -> tuple[Known, ...]:
    """Who this may be already, with the name that is kept; that it was read stays in the trail."""
    if one.cleaned_data["known"]:
        return ()
    found = likely_same(
        viewer,
        organisation=keeper,
        identity=one.identity(),
        age=one.age_told(),
        employer=group.cleaned_data["employer"],
        agent=group.cleaned_data["agent"],
    )
    likely = [each for each in found if each.certain or each.weight >= _ENOUGH]
    names = open_identities(
        by=viewer,
        at=timezone.now(),
        workers=[each.worker for each in likely],
        purpose=Purpose.RECORD,
    )
    return tuple(
        Known(
            each,
            " · ".join(names[each.worker].names) if each.worker in names else each.code,
            tuple(_ALIKE[what] for what in each.alike),
            labels.AGES[each.age],
        )
        for each in likely
    )


#: Somebody is asked about from this weight on: two parts of the name sound alike, or one does and
#: something else is the same.
_ENOUGH = 4
_ALIKE = {
    "name": _("the name"),
    "phone": _("the number"),
    "sound": _("the sound of the name"),
    "age": _("the age"),
    "employer": _("the employer"),
    "agent": _("the agent"),
}
