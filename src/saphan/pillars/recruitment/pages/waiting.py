"""A file that waits until somebody has said what its columns are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.kobo import is_form_export
from saphan.domain.recruitment.mapping import Mapping, from_json, to_json
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Conflict, FileRefused, Incomplete, NotFound
from saphan.foundation.held import Held, find, hold, note, opened, waiting
from saphan.foundation.sheets import read_tables
from saphan.foundation.uploads import Kept
from saphan.pillars.recruitment.extract.mapped import Book, fitted, open_book, suggested
from saphan.pillars.recruitment.pages.rooms import Room, room
from saphan.pillars.recruitment.queries import (
    MappingRecord,
    brought_before,
    imports,
    mappings,
)

#: What waits here: files of an audit whose columns are still to be said.
KIND = "audit"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The file, what is chosen so far, and the saved mapping that it began with (empty: none)."""

    here: Room
    held: Held
    book: Book
    mapping: Mapping
    saved: str

    @property
    def kind(self) -> Kind:
        """What the file brings."""
        return self.mapping.kind


def begin(here: Room, kind: Kind, file: Kept) -> Held:
    """Keep the file; a saved mapping that fits it is chosen, else what the headings suggest.

    Raises ``FileRefused`` when it is no table, ``Conflict("import.same_file")`` and
    ``Incomplete("import.roster_first")``.
    """
    if brought_before(here.viewer, code=here.code, kind=kind, digest=file.digest):
        raise Conflict("import.same_file", file=file.name)
    there = {one.kind for one in imports(here.viewer, code=here.code) if not one.undone_at}
    if kind is Kind.INTERVIEWS and Kind.ROSTER not in there:
        raise Incomplete("import.roster_first")
    book = open_book(file.path, name=file.name)
    if not any(grid.rows for grid in book.grids):
        raise FileRefused("file.no_rows", file=file.name)
    found, saved = next(_fitting(here, kind, book), (None, None))
    mapping = found or suggested(book, kind)
    facts = _facts(here.code, mapping, str(saved.id) if saved else "")
    return hold(file, kind=KIND, owner=here.viewer.code, at=timezone.now(), facts=facts)


def from_form_server(file: Kept) -> bool:
    """Whether the file is an export of KoboToolbox or ODK, which needs no mapping.

    Raises ``FileRefused`` when it is no table.
    """
    return is_form_export(read_tables(file.path, name=file.name))


def waiting_file(request: HttpRequest, code: str, key: UUID) -> Waiting:
    """A file that waits for this member and this audit.

    Raises ``NotFound("upload.unknown")`` and as ``room``.
    """
    here = room(request, code, Permission.RECRUITMENT_IMPORT)
    held = find(key, kinds={KIND}, owner=here.viewer.code, at=timezone.now())
    if held.facts["audit"] != code:
        raise NotFound("upload.unknown")
    with opened(held) as file:
        book = open_book(file.path, name=file.name)
    return Waiting(here, held, book, from_json(held.facts["mapping"]), held.facts["saved"])


def choose(asked: Waiting, mapping: Mapping, *, saved: str | None = None) -> None:
    """Keep what was chosen until the rows are kept; ``saved`` names another saved mapping."""
    began = asked.saved if saved is None else saved
    note(asked.held, _facts(asked.here.code, mapping, began))


def fitting(asked: Waiting) -> list[tuple[Mapping, MappingRecord]]:
    """The saved mappings whose headings the file has, fitted to it, newest first."""
    return list(_fitting(asked.here, asked.kind, asked.book))


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One file that waits for this member in this audit."""

    key: UUID
    name: str
    kind: Kind
    at: datetime


def unfinished(here: Room) -> list[Unfinished]:
    """The files that wait for this member in this audit, newest first."""
    found = waiting(owner=here.viewer.code, at=timezone.now(), kind=KIND)
    return [
        Unfinished(one.key, one.name, Kind(one.facts["mapping"]["kind"]), one.at)
        for one in found
        if one.facts["audit"] == here.code
    ]


def _fitting(here: Room, kind: Kind, book: Book) -> Iterator[tuple[Mapping, MappingRecord]]:
    for one in mappings(here.viewer):
        if one.kind is kind and one.organisation == here.audit.organisation:
            found = fitted(book, from_json(one.columns))
            if found is not None:
                yield found, one


def _facts(code: str, mapping: Mapping, saved: str) -> dict[str, object]:
    return {"audit": code, "mapping": to_json(mapping), "saved": saved}
