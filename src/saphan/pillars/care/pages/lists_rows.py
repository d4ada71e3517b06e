"""A list of people is looked at: who comes in, who may be known, which rows cannot; then kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from saphan.domain.care.case import check_room
from saphan.domain.care.listed.fields import lacks_agreement
from saphan.domain.care.listed.reading import Listed, Person
from saphan.domain.people.consent import Purpose
from saphan.domain.people.identity import Identity
from saphan.domain.people.sounds import Likeness, likeness
from saphan.domain.refusals import Refused, RowRefused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.guards import needs
from saphan.foundation.held import drop
from saphan.foundation.tables import Column, Table
from saphan.people.actions.identity import open_identities
from saphan.pillars.care.actions.lists import Brought, Matter, bring_people
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.lists import from_list, untold
from saphan.pillars.care.pages.intake import ALIKE, ENOUGH, Known
from saphan.pillars.care.pages.lists_waiting import (
    Place,
    Waiting,
    hold_rest,
    list_page,
    sentence_here,
    waiting_list,
)
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.intake import Likely, Newcomer, likely_same_of_many
from saphan.pillars.care.queries.lists import MOST_MEMBERS

#: What may be answered about somebody who may be known, besides the key of who she is.
NEW, OUT = "new", "out"
#: So many who may be the same are looked at for each row; more would hide the likeliest.
_CLOSEST = 3
_LIKE = frozenset({Likeness.SAME, Likeness.LIKELY})


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody of a list as the page shows her: the row, her name, what she said."""

    row: int
    name: str
    age: str | Promise
    reach: str | Promise
    agreed: tuple[str | Promise, ...]
    payments: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody of a list who may be known already, and what was answered about her."""

    shown: Shown
    likely: tuple[Known, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A list as it was read: who of its people may be known, by the row; who is in the case.

    ``names`` are the kept names of those who may be. ``refused`` tells why the list cannot come in
    at all.
    """

    listed: Listed
    likely: Mapping[int, Sequence[Likely]]
    there: frozenset[UUID]
    names: Mapping[UUID, Identity] = field(default_factory=dict)
    refused: Refused | None = None


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look at who comes in; who may be known is asked about; only then is anything kept."""
    asked = waiting_list(request, key)
    if lacks_agreement(asked.uses):
        return redirect("care:list_columns", key)
    looked = _look(asked)
    refused, unanswered = looked.refused, 0
    if request.method == "POST" and refused is None:
        unanswered = sum(not _answer(request, *one) for one in looked.likely.items())
        if not unanswered:
            try:
                return _kept(request, asked, looked)
            except Refused as refusal:
                refused = refusal
    table = _table(looked.listed.refused).asked(request)
    if table.export:
        return download(table)
    facts = {"refused": refused, "unanswered": unanswered, "table": table}
    status = 422 if refused or unanswered else 200
    told = _told(request, asked, looked)
    return list_page(request, asked.place, "list_rows", status, **facts, **told)


def _told(request: HttpRequest, asked: Waiting, looked: Looked) -> dict[str, object]:
    """What the page tells of the list."""
    listed = looked.listed
    columns, sheets = asked.book.unread(asked.uses)
    return {
        "asked": asked,
        "unread_columns": columns,
        "unread_sheets": sheets,
        "listed": listed,
        "people": [_shown(one) for one in listed.people],
        "choices": _choices(request, looked),
        "there": looked.there,
        "wrong": _how_many(listed.refused),
        "untold": untold(listed.people, asked.said.cleaned_data),
        "fits": looked.refused is None,
    }


def _look(asked: Waiting) -> Looked:
    listed = asked.book.read(asked.uses, as_of=timezone.localdate())
    place = asked.place
    there = members(place.viewer, case=place.here.case.id) if place.here else []
    workers = frozenset(one.worker for one in there if one.worker)
    try:
        check_room([one.number for one in there], len(listed.people), most=MOST_MEMBERS)
    except Refused as refusal:
        return Looked(listed, {}, workers, refused=refusal)
    said = asked.said.cleaned_data
    found = likely_same_of_many(
        place.viewer,
        organisation=place.keeper,
        newcomers=[Newcomer(one.identity, one.age) for one in listed.people],
        employer=said["employer"],
        agent=said["agent"],
    )
    close = {
        person.place.row: [one for one in each if one.certain or one.weight >= ENOUGH][:_CLOSEST]
        for person, each in zip(listed.people, found, strict=True)
    }
    names = _names(asked, {one.worker for each in close.values() for one in each})
    likely = {
        one.place.row: kept
        for one in listed.people
        if (kept := [other for other in close[one.place.row] if _asks(one, other, names)])
    }
    return Looked(listed, likely, workers, names)


def _names(asked: Waiting, workers: Collection[UUID]) -> dict[UUID, Identity]:
    """The names that are kept; that they were read stays in the trail."""
    viewer, at = asked.place.viewer, timezone.now()
    return open_identities(by=viewer, at=at, workers=workers, purpose=Purpose.RECORD)


def _asks(one: Person, other: Likely, names: Mapping[UUID, Identity]) -> bool:
    """Whether a person is asked about: the number or a whole name is the same, or one is like it.

    In a list of hundreds two syllables in common tell nothing, as they do at a desk.
    """
    if other.certain or other.worker not in names:
        return True
    pairs = product(one.identity.names, names[other.worker].names)
    return any(likeness(mine, theirs) in _LIKE for mine, theirs in pairs)


def _answer(request: HttpRequest, row: int, likely: Sequence[Likely]) -> str:
    """What was answered about the person of a row; empty when it is nothing that is offered."""
    said = request.POST.get(f"row-{row}", "")
    return said if said in {NEW, OUT, *(str(one.worker) for one in likely)} else ""


def _choices(request: HttpRequest, looked: Looked) -> list[Choice]:
    """Who may be known, with the names that are kept."""

    def known(found: Likely) -> Known:
        there = looked.names.get(found.worker)
        name = " · ".join(there.names) if there else found.code
        alike = tuple(ALIKE[what] for what in found.alike)
        return Known(found, name, alike, labels.AGES[found.age])

    return [
        Choice(_shown(one), tuple(map(known, found)), _answer(request, one.place.row, found))
        for one in looked.listed.people
        if (found := looked.likely.get(one.place.row))
    ]


def _shown(one: Person) -> Shown:
    return Shown(
        row=one.place.row,
        name=" · ".join(one.identity.names) or one.code,
        age=labels.AGES[one.age],
        reach=labels.REACHES[one.contact.reach],
        agreed=tuple(labels.PURPOSES[purpose] for purpose, yes in one.answers.items() if yes),
        payments=len(one.paid),
    )


def _how_many(refused: Sequence[RowRefused]) -> int:
    return len({(one.sheet, one.row) for one in refused})


def _table(refused: Sequence[RowRefused]) -> Table[RowRefused]:
    return Table(
        columns=[
            Column("sheet", _("Sheet"), lambda one: one.sheet),
            Column("row", _("Row"), lambda one: one.row, "number"),
            Column("column", _("Column"), lambda one: one.column),
            Column("reason", _("What is wrong"), sentence_here),
        ],
        rows=refused,
        caption=_("Rows to correct"),
        empty=_("Every row can be used."),
    )


def _kept(request: HttpRequest, asked: Waiting, looked: Looked) -> HttpResponse:
    """Keep everybody, remove the file, and hold the rows to correct for a day."""
    coming = [
        (one, worker)
        for one in looked.listed.people
        for worker in [_worker(request, looked, one)]
        if worker != OUT and worker not in looked.there
    ]
    made = _bring(asked, looked.listed, coming)
    drop(asked.held)
    undo = reverse("care:take_back_list", args=[made.code, made.batch])
    words = ngettext("{n} person came in.", "{n} people came in.", len(coming))
    tell(request, words.format(n=len(coming)), undo=undo)
    wrong = looked.listed.refused
    if not wrong:
        return redirect("care:members", made.code)
    hold_rest(asked, wrong, code=made.code, at=timezone.now())
    n = _how_many(wrong)
    words = ngettext("{n} row has to be corrected.", "{n} rows have to be corrected.", n)
    tell(request, words.format(n=n), tone="ask")
    return redirect("care:people_list", made.code)


def _worker(request: HttpRequest, looked: Looked, one: Person) -> UUID | str | None:
    """Who somebody is in the record, None for somebody new, ``OUT`` for who is left out."""
    found = looked.likely.get(one.place.row)
    said = _answer(request, one.place.row, found) if found else NEW
    if said == NEW:
        return None
    return OUT if said == OUT else UUID(said)


def _bring(
    asked: Waiting, listed: Listed, coming: Sequence[tuple[Person, UUID | str | None]]
) -> Brought:
    place: Place = asked.place
    said = asked.said.shared(witness=place.viewer.code)
    return bring_people(
        by=place.viewer,
        at=timezone.now(),
        organisation=place.keeper,
        visit=asked.said.visit(),
        listed=[
            from_list(
                one, said, keeper=place.keeper, worker=worker if isinstance(worker, UUID) else None
            )
            for one, worker in coming
        ],
        digest=asked.held.digest,
        case=place.here.case.id if place.here else None,
        matter=Matter(asked.said.complaints_told(), said["province"], said["story"]),
        silent=len(listed.silent),
    )
