"""Reading a list of people: who agreed and can come in, who did not agree, which rows cannot.

Whoever did not agree that a record is kept is counted and not read. Every other row comes in
whole or not at all, and then with the reason and its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saphan.domain.care.listed.cells import answered, coded, day, is_blank
from saphan.domain.care.listed.fields import ASKED, JOINED, PAID, PERSON
from saphan.domain.care.listed.paying import Paid, paid_in_row, read_payments
from saphan.domain.care.listed.person import Person, person_of
from saphan.domain.people.consent import Medium
from saphan.domain.people.identity import fold_name, fold_phone
from saphan.domain.recruitment.intake.cells import Reading, Row
from saphan.domain.recruitment.mapping.reading import MappedPlace
from saphan.domain.refusals import RowRefused
from saphan.domain.text import clean
from saphan.domain.text.tables import Row as Cells
from saphan.domain.text.tables import Table

__all__ = ["Listed", "Paid", "Person", "Sheet", "read_list"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and what its columns hold: place of the column from 0 -> its use."""

    table: Table
    uses: Mapping[int, str]

    def rows(self) -> Iterator[Row]:
        """Every row in which something stands that is read."""
        headings = {field: english for field, (english, _) in {**PERSON, **PAID}.items()}
        placed = sorted(self.uses.items(), reverse=True)
        headings |= {use: self.table.headings[at] for at, use in placed}
        for row in self.table.rows:
            cells = self._cells(row)
            if not all(map(is_blank, cells.values())):
                yield Row(MappedPlace("", self.table.name, row.number, headings), cells)

    def _cells(self, row: Cells) -> dict[str, object]:
        """The cells by their use; parts of a name are joined from left to right."""
        found: dict[str, object] = {}
        for at, use in sorted(self.uses.items()):
            cell = row.cells[at]
            if use in JOINED and use in found and not is_blank(cell):
                cell = f"{clean(found[use])} {clean(cell)}".strip()
            elif use in found:
                continue
            found[use] = cell
        return found


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list holds.

    ``silent`` are the numbers of the rows of those who did not agree that a record is kept,
    ``refused`` why rows cannot be used, ``zeros`` how many numbers had lost their first 0.
    """

    people: tuple[Person, ...]
    silent: tuple[int, ...]
    refused: tuple[RowRefused, ...]
    zeros: int = 0


def read_list(main: Sheet, paid: Sheet | None = None, *, as_of: date) -> Listed:
    """Read the people of a list, and what they paid from columns or from a sheet of its own."""
    good: list[Person] = []
    silent: list[int] = []
    quiet: set[str] = set()
    refused: list[RowRefused] = []
    for row in main.rows():
        reading = Reading(row)
        agreed = answered(reading, "record")
        if agreed is not True and not reading.refused:
            silent.append(row.place.row)
            quiet.add(_code(row))
            continue
        person = _person(reading, as_of)
        if person is None or reading.refused:
            refused.extend(reading.refused)
            quiet.add(_code(row))
        else:
            good.append(person)
    people = _once(good, refused)
    if paid is not None:
        people = _with_payments(people, paid, quiet, refused, as_of)
    zeros = sum(one.zero_put_back for one in people)
    told = sorted(refused, key=lambda one: (one.sheet != main.table.name, one.row))
    return Listed(tuple(people), tuple(silent), tuple(told), zeros)


def _code(row: Row) -> str:
    return clean(row.cells.get("code"))


def _person(reading: Reading, as_of: date) -> Person | None:
    """The person of a row; None with at least one reason noted."""
    answers = {
        purpose: said
        for field, purpose in ASKED.items()
        if (said := answered(reading, field)) is not None
    }
    medium = coded(reading, "medium", Medium, None)
    agreed_on = day(reading, "agreed_on", as_of)
    charges = tuple(paid_in_row(reading, as_of))
    found = person_of(reading, as_of)
    if found is None:
        return None
    return found.agreeing(answers, medium, agreed_on, charges)


def _once(people: Sequence[Person], refused: list[RowRefused]) -> list[Person]:
    """Each person and each code once: the row that stands first."""
    kept: list[Person] = []
    rows: dict[tuple[object, ...], int] = {}
    codes: dict[str, int] = {}
    for one in people:
        names = tuple(sorted(map(fold_name, one.identity.names)))
        same = (names, fold_phone(one.identity.phone), one.birth_year, one.age, one.code)
        if one.code and one.code in codes:
            refused.append(one.place.refuse("code", "list.code_twice", row=codes[one.code]))
        elif same in rows:
            refused.append(one.place.refuse("", "list.person_twice", row=rows[same]))
        else:
            kept.append(one)
            rows[same] = one.place.row
            codes[one.code] = one.place.row
    return kept


def _with_payments(
    people: Sequence[Person],
    paid: Sheet,
    quiet: set[str],
    refused: list[RowRefused],
    as_of: date,
) -> list[Person]:
    """The people with their payments; whoever has one that cannot be read waits with all of them.

    So that the corrected list brings a person once, and everything she paid with her. ``quiet``
    are the codes of people who do not come in: what they paid is passed over.
    """
    known = {one.code for one in people if one.code}
    found = read_payments(paid.rows(), known, quiet, as_of=as_of)
    refused.extend(found.refused)
    kept = []
    for one in people:
        if one.code and one.code in found.faulty:
            refused.append(one.place.refuse("code", "list.payment_wrong", sheet=paid.table.name))
        else:
            kept.append(one.paying(found.of.get(one.code, ())))
    return kept
