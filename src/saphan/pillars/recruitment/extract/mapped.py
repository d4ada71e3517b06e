"""Somebody's own spreadsheet, read with a column mapping as canonical rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping import Mapping, SheetMapping, apply, from_json
from saphan.domain.recruitment.mapping.suggest import suggest, suggest_between
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import FileRefused, Incomplete
from saphan.domain.text import fold
from saphan.domain.text.tables import Row, Shared, Table
from saphan.foundation.sheets import (
    Grid,
    guess_heading_row,
    guess_heading_rows,
    headed,
    read_grids,
)

_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Book:
    """A file whose sheets are known, before anybody has said what its columns are."""

    name: str
    grids: tuple[Grid, ...]

    def place_of(self, sheet: str | int) -> int | None:
        """Where a sheet stands, None when the file lacks it."""
        part = SheetMapping(sheet)
        places = (at for at, grid in enumerate(self.grids) if part.names(grid.name, at))
        return next(places, None)

    def guess(self, place: int) -> tuple[int, int]:
        """The row that most looks like headings, and how many rows they take."""
        row = guess_heading_row(self.grids[place])
        return row, guess_heading_rows(self.grids[place], row)

    def table(self, place: int, heading_row: int, heading_rows: int) -> Table:
        """One sheet below its headings; every column has a name of its own."""
        grid = self.grids[place]
        found = headed(grid, heading_row=heading_row, heading_rows=heading_rows, merged="fill")
        return Table(grid.name, tuple(_names(found.headings)), _told(grid, found.rows))

    def tables(self, mapping: Mapping) -> list[Table]:
        """Every sheet, headed as the mapping says."""
        return [
            self.table(place, *mapping.heading_of(grid.name, place))
            for place, grid in enumerate(self.grids)
        ]


def open_book(path: Path, *, name: str = "") -> Book:
    """The sheets of a file. Raises ``FileRefused`` as ``read_grids`` does."""
    shown = name or path.name
    return Book(shown, tuple(read_grids(path, name=shown)))


def read_with(book: Book, mapping: Mapping) -> Canonical:
    """The canonical rows of a file, its payments, and the rows that cannot be read.

    Raises ``FileRefused``: ``file.sheet_missing``, ``file.column_missing``, ``file.no_rows``, and
    ``Incomplete`` as ``Mapping.require`` does.
    """
    mapping.require()
    tables = book.tables(mapping)
    found = apply(mapping, tables, file=book.name)
    if not any(table.rows for table in tables):
        raise FileRefused("file.no_rows", file=book.name)
    return found


def suggested(
    book: Book,
    kind: Kind,
    *,
    main: SheetMapping | None = None,
    payments: SheetMapping | None = None,
) -> Mapping:
    """What the headings suggest; ``main`` and ``payments`` say which sheets and heading rows."""
    heads = {grid.name: book.guess(at) for at, grid in enumerate(book.grids)}
    for part in filter(None, (main, payments)):
        heads[str(part.sheet)] = (part.heading_row, part.heading_rows)
    tables = [book.table(at, *heads[grid.name]) for at, grid in enumerate(book.grids)]
    if main is None:
        return suggest(tables, kind, heads=heads)
    of = {table.name: table for table in tables}
    paid = of[str(payments.sheet)] if payments else None
    return suggest_between(of[str(main.sheet)], paid, kind, heads=heads)


def fitted(book: Book, mapping: Mapping) -> Mapping | None:
    """The mapping for this file: as it is, or with its headings found elsewhere in the file.

    Months have sheets of other names and titles of other heights. None when headings are missing.
    """
    main = _found(book, mapping.main, _needed(mapping))
    if main is None:
        return None
    if mapping.payments is None:
        return replace(mapping, main=main)
    needed = [name for names in mapping.payments.columns.values() for name in names]
    if mapping.one_sheet:
        columns = mapping.payments.columns
        fits = _holds(book, main, needed)
        return (
            replace(mapping, main=main, payments=replace(main, columns=columns)) if fits else None
        )
    payments = _found(book, mapping.payments, needed)
    return replace(mapping, main=main, payments=payments) if payments else None


def _needed(mapping: Mapping) -> list[str]:
    of_fees = [names for fee in mapping.fees for names in fee.columns.values()]
    listed = [*mapping.main.columns.values(), *of_fees]
    return [*(name for names in listed for name in names), *(fee.heading for fee in mapping.fees)]


def _found(book: Book, part: SheetMapping, needed: Sequence[str]) -> SheetMapping | None:
    """The sheet that holds the headings: the one that is named, else the first that does."""
    named = book.place_of(part.sheet)
    if named is not None:
        part = replace(part, sheet=book.grids[named].name)
        if _holds(book, part, needed):
            return part
    places = [*([] if named is None else [named]), *range(len(book.grids))]
    for place in places:
        row, rows = book.guess(place)
        moved = replace(part, sheet=book.grids[place].name, heading_row=row, heading_rows=rows)
        if _holds(book, moved, needed):
            return moved
    return None


def _holds(book: Book, part: SheetMapping, needed: Sequence[str]) -> bool:
    place = book.place_of(part.sheet)
    if place is None:
        return False
    table = book.table(place, part.heading_row, part.heading_rows)
    return {fold(name) for name in needed} <= {fold(heading) for heading in table.headings}


def read_mapping(path: Path, kind: Kind) -> Mapping:
    """The mapping that a person keeps as a JSON file.

    Raises ``FileRefused("file.missing")`` and ``Incomplete``: ``mapping.not_json``,
    ``mapping.file_damaged``, ``mapping.other_kind``.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
        found = from_json(json.loads(content.decode("utf-8-sig")))
    except OSError as error:
        raise FileRefused("file.missing", file=path.name) from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise Incomplete("mapping.not_json", file=path.name, line=line) from error
    except Incomplete as error:
        raise Incomplete("mapping.file_damaged", file=path.name, **error.facts) from error
    if found.kind is not kind:
        raise Incomplete(
            "mapping.other_kind", file=path.name, kind=found.kind.value, wanted=kind.value
        )
    return found


def _names(headings: Sequence[str]) -> Iterator[str]:
    """A name for every column: its letters where it has none, a number where it comes again."""
    times: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = heading or f"[{letters(at)}]"
        times[fold(name)] = times.get(fold(name), 0) + 1
        yield name if times[fold(name)] == 1 else f"{name} ({times[fold(name)]})"


def letters(column: int) -> str:
    """The letters that a spreadsheet shows above a column, counted from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _told(grid: Grid, rows: list[Row]) -> list[Row]:
    """The rows with the cells of merged areas marked as such."""
    if not grid.merged:
        return rows
    cells = {row.number: list(row.cells) for row in rows}
    for top, left, bottom, right in grid.merged:
        numbers = sorted(cells.keys() & range(top, bottom + 1))
        if not numbers or left >= len(cells[numbers[0]]):
            continue
        value = cells[numbers[0]][left]
        if value is None or (top == bottom and left == right):
            continue
        shared = Shared(value, bottom - top + 1, range(left, right + 1))
        for number in numbers:
            width = min(right + 1, len(cells[number])) - left
            cells[number][left : left + width] = [shared] * width
    return [Row(row.number, tuple(cells[row.number])) for row in rows]
