"""A spreadsheet of people: its sheets, what their columns hold, and the rows to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from openpyxl.utils import get_column_letter

from saphan.domain.care.listed.cells import is_blank
from saphan.domain.care.listed.fields import has_payments, suggested
from saphan.domain.care.listed.reading import Listed, Sheet, read_list
from saphan.domain.refusals import RowRefused
from saphan.domain.text import clean
from saphan.domain.text.tables import Table
from saphan.foundation.sheets import Column, guess_heading_row, headed, read_grids
from saphan.foundation.sheets import Sheet as Written
from saphan.foundation.uploads import Kept

#: Rows of one sheet; a case has 600 members at most, and people pay several times.
MOST_ROWS = 4_000
#: Columns that are offered on the page.
MOST_COLUMNS = 120


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a list as tables.

    ``main`` is the place of the people from 0, ``paid`` that of a sheet of payments, if any.
    """

    tables: tuple[Table, ...]
    main: int
    paid: int | None

    @property
    def people(self) -> Table:
        """The sheet of the people."""
        return self.tables[self.main]

    def read(self, uses: Mapping[int, str], *, as_of: date) -> Listed:
        """The people of the list when its columns hold this."""
        paid = None if self.paid is None else Sheet(self.tables[self.paid], self._uses_of_paid())
        return read_list(Sheet(self.people, uses), paid, as_of=as_of)

    def unread(self, uses: Mapping[int, str]) -> tuple[list[str], list[str]]:
        """Columns in which something stands that is not read, and sheets that are not read."""
        read = {self.main: uses}
        if self.paid is not None:
            read[self.paid] = self._uses_of_paid()
        columns = [
            heading
            for at, known in read.items()
            for place, heading in enumerate(self.tables[at].headings)
            if place not in known and _written_in(self.tables[at], place)
        ]
        sheets = [
            table.name for at, table in enumerate(self.tables) if at not in read and table.rows
        ]
        return columns, sheets

    def _uses_of_paid(self) -> dict[int, str]:
        table = self.tables[self.paid or 0]
        return suggested(table.headings, of_payments=True)


def open_list(file: Kept) -> Book:
    """The sheets of an uploaded list. Raises ``FileRefused`` as ``read_grids`` does.

    The name of the file stays out of every sentence: it may name a person.
    """
    name = f"list{PurePath(file.name).suffix[:10].lower()}"
    return _book(file.path, name)


def _written_in(table: Table, place: int) -> bool:
    return any(not is_blank(row.cells[place]) for row in table.rows)


def _book(path: Path, name: str) -> Book:
    grids = read_grids(path, name=name, most_rows=MOST_ROWS)
    tables = tuple(headed(grid, heading_row=guess_heading_row(grid)) for grid in grids)
    told = tuple(_named(table) for table in tables)
    places = range(len(told))
    main = max(places, key=lambda at: (len(suggested(told[at].headings)), -at))
    paid = (at for at in places if at != main and has_payments(told[at].headings))
    return Book(told, main, next(paid, None))


def _named(table: Table) -> Table:
    """The table with a name for every column; one without heading is called by its letters."""
    headings = tuple(
        clean(heading) or f"({get_column_letter(at)})"
        for at, heading in enumerate(table.headings, 1)
    )
    return Table(table.name, headings, table.rows)


def rows_to_correct(
    book: Book, refused: Sequence[RowRefused], reasons: Sequence[str], heading: str
) -> list[Written]:
    """The rows that were not taken, each with what is wrong first, below their own headings.

    ``reasons`` are the sentences for ``refused``. Payments of people on a sheet of their own come
    along, so that the corrected file is brought in like the first one.
    """
    why: dict[tuple[str, int], list[str]] = {}
    for one, sentence in zip(refused, reasons, strict=True):
        said = f"{one.column}: {sentence}" if one.column else sentence
        why.setdefault((one.sheet, one.row), []).append(said)
    found = [_sheet(book.people, why, heading, all_of=None)]
    if book.paid is not None:
        codes = {
            code
            for row in book.people.rows
            if (book.people.name, row.number) in why and (code := _code(book.people, row.cells))
        }
        found.append(_sheet(book.tables[book.paid], why, heading, all_of=codes))
    return found


def _sheet(
    table: Table, why: Mapping[tuple[str, int], list[str]], heading: str, *, all_of: set[str] | None
) -> Written:
    rows = []
    for row in table.rows:
        reasons = why.get((table.name, row.number), [])
        if reasons or (all_of is not None and _code(table, row.cells) in all_of):
            rows.append([" ".join(reasons), *map(_plain, row.cells)])
    return Written(table.name, [Column(heading), *map(Column, table.headings)], rows)


def _plain(cell: object) -> str | int | None:
    """The cell as it is written again; a whole number stays one, as a telephone number may be."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == cell // 1:
        return int(cell)
    return clean(cell) or None


def _code(table: Table, cells: Sequence[object]) -> str:
    uses = suggested(table.headings, of_payments=True)
    places = [at for at, use in uses.items() if use == "code"]
    return clean(cells[places[0]]) if places else ""
