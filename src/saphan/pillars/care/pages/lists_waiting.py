"""A list of people that waits: encrypted, for the member who uploaded it, until it is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from saphan.domain.care.case import check_open
from saphan.domain.care.listed.fields import suggested
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotAllowed, NotFound, RowRefused
from saphan.foundation.held import Held, find, hold, note, opened, waiting
from saphan.foundation.sentences import SENTENCES
from saphan.foundation.sheets import write_workbook
from saphan.foundation.uploads import Kept
from saphan.foundation.words import fill
from saphan.parties.queries import organisations, own_organisations
from saphan.people.queries import Viewer, member_of
from saphan.pillars.care.extract.people_list import Book, open_list, rows_to_correct
from saphan.pillars.care.forms.lists import ListForm
from saphan.pillars.care.pages.rooms import Room, page, room

_LIST, _REST = "people", "people_rest"
#: Answers about everybody of which there may be several.
_SEVERAL = frozenset({"complaints"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes: who brings it, the organisation, and the case, None for a new one."""

    viewer: Viewer
    keeper: UUID
    here: Room | None

    @property
    def code(self) -> str:
        """The code of the case, empty for a new one."""
        return self.here.code if self.here else ""

    def form(self, said: QueryDict | None = None, **options: Any) -> ListForm:
        """The questions about everybody of a list."""
        others = organisations(self.viewer, held_by=self.keeper)
        parties = [(one.id, one.name) for one in others if one.id != self.keeper]
        return ListForm(said, parties=parties, new=self.here is None, **options)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list that waits: the file, its sheets, what its columns hold, what holds for everybody."""

    place: Place
    held: Held
    book: Book
    uses: Mapping[int, str]
    said: ListForm


def place_for(request: HttpRequest, code: str) -> Place:
    """Where a list of this member goes; without a code a new case of her own organisation.

    Raises as ``room`` does, ``Conflict("case.closed")`` and ``NotAllowed("permission.missing")``.
    """
    if code:
        here = room(request, code, Permission.CASES_RECORD)
        check_open(here.case.closed_on)
        return Place(here.viewer, here.case.organisation, here)
    viewer = member_of(request.user)
    own = own_organisations(viewer, Permission.CASES_RECORD)
    if not own:
        raise NotAllowed("permission.missing", permission=Permission.CASES_RECORD.value)
    return Place(viewer, own[0].id, None)


def begin(place: Place, file: Kept, said: QueryDict) -> Held:
    """Keep an uploaded list until it is looked at. Raises ``FileRefused`` when it is no table."""
    book = open_list(file)
    uses = suggested(book.people.headings)
    answers = {name: said.getlist(name) for name in said if said.getlist(name)}
    answers.pop("csrfmiddlewaretoken", None)
    facts = {"case": place.code, "said": answers, "uses": _plain(uses)}
    return hold(file, kind=_LIST, owner=place.viewer.code, at=timezone.now(), facts=facts)


def choose(asked: Waiting, uses: Mapping[int, str]) -> None:
    """Keep what was chosen for the columns."""
    note(asked.held, {**asked.held.facts, "uses": _plain(uses)})


def waiting_list(request: HttpRequest, key: UUID) -> Waiting:
    """A list that waits for this member.

    Raises ``NotFound("upload.unknown")`` and as ``place_for``.
    """
    held = _held(request, key, _LIST)
    place = place_for(request, held.facts["case"])
    said = QueryDict(mutable=True)
    for name, values in held.facts["said"].items():
        said.setlist(name, values)
    form = place.form(said)
    if not form.is_valid():
        raise NotFound("upload.unknown")
    with opened(held) as file:
        book = open_list(file)
    uses = {int(at): use for at, use in held.facts["uses"].items()}
    return Waiting(place, held, book, uses, form)


def list_page(
    request: HttpRequest, place: Place, template: str, status: int = 200, **facts: object
) -> HttpResponse:
    """A page of a list: under the tabs of its case, or by itself for a new one."""
    if place.here:
        under = {"under": "care/room.html", "place": place}
        return page(request, template, place.here, "care:members", status, **under, **facts)
    under = {"under": "care/list_new.html", "place": place}
    return render(request, f"care/{template}.html", {**under, **facts}, status=status)


def held_any(request: HttpRequest, key: UUID) -> Held:
    """A list, or the rest of one, that waits for this member."""
    return _held(request, key, _LIST, _REST)


def unfinished(place: Place) -> tuple[list[Held], list[Held]]:
    """The lists that wait for this place, and the rests of lists to correct, newest first."""
    return _of_place(place, _LIST), _of_place(place, _REST)


def said_before(rests: Sequence[Held]) -> dict[str, Any]:
    """What was said for everybody of the list whose rest is corrected now; else nothing."""
    said = rests[0].facts["said"] if rests else {}
    return {name: values if name in _SEVERAL else values[-1] for name, values in said.items()}


def rest_of(book: Book, refused: Sequence[RowRefused]) -> bytes:
    """The rows that were not taken as a workbook, each with what is wrong."""
    made = BytesIO()
    reasons = [sentence_here(one) for one in refused]
    write_workbook(made, rows_to_correct(book, refused, reasons, _("What is wrong")))
    return made.getvalue()


def hold_rest(asked: Waiting, refused: Sequence[RowRefused], *, code: str, at: datetime) -> None:
    """Keep the rows to correct for this member, for a day at most."""
    content = rest_of(asked.book, refused)
    with tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        path = Path(folder) / "rest.xlsx"
        path.write_bytes(content)
        file = Kept(path, path.name, sha256(content).hexdigest())
        rows = len({(one.sheet, one.row) for one in refused})
        said = asked.held.facts["said"]
        facts = {"case": code, "rows": rows, "said": said}
        hold(file, kind=_REST, owner=asked.place.viewer.code, at=at, facts=facts)


def is_rest(held: Held) -> bool:
    """Whether it is the rest of a list, made by us."""
    return held.kind == _REST


def sentence_here(refused: RowRefused) -> str:
    """Why a row was not taken, in the language of the page."""
    return fill(_(SENTENCES[refused.code]), refused.facts)


def _of_place(place: Place, kind: str) -> list[Held]:
    found = waiting(owner=place.viewer.code, at=timezone.now(), kind=kind)
    return [one for one in found if one.facts["case"] == place.code]


def _held(request: HttpRequest, key: UUID, *kinds: str) -> Held:
    return find(key, kinds=kinds, owner=member_of(request.user).code, at=timezone.now())


def _plain(uses: Mapping[int, str]) -> dict[str, str]:
    return {str(at): use for at, use in uses.items()}
