"""Grids: a sheet before anybody has said which row holds the headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from saphan.domain.text import clean
from saphan.domain.text.tables import CellError, Formula, Row, Table

Merged = Literal["keep", "fill"]

#: First row (from 1), first column (from 0), last row, last column; the ends are included.
Area = tuple[int, int, int, int]

_HEAD = 30
_BETWEEN_LEVELS = " / "


@dataclass(frozen=True, slots=True)
class Grid:
    """Every row of a sheet that is not blank, all of one width, and its merged areas."""

    name: str
    rows: list[Row]
    merged: tuple[Area, ...] = ()


def headed(
    grid: Grid,
    *,
    heading_row: int | None = None,
    heading_rows: int = 1,
    merged: Merged = "keep",
) -> Table:
    """The table below the heading row.

    ``heading_row`` is the number that the spreadsheet shows (None: the first row that is not
    blank), ``heading_rows`` how many rows the headings take; headings of several rows are joined
    from top to bottom. ``merged="fill"`` repeats the value of a merged area in all its cells.
    """
    if not grid.rows:
        return Table(grid.name, (), [])
    rows = _filled(grid) if merged == "fill" else grid.rows
    first = heading_row if heading_row is not None else rows[0].number
    last = first + heading_rows - 1
    head = [row for row in _filled(grid, last) if first <= row.number <= last]
    width = len(rows[0].cells)
    headings = tuple(_joined([row.cells[at] for row in head]) for at in range(width))
    return Table(grid.name, headings, [row for row in rows if row.number > last])


def guess_heading_row(grid: Grid) -> int:
    """The row (as the spreadsheet shows it) that most looks like headings below a title.

    It is the first of the top rows whose different words reach six tenths of the most words in
    any of them; a title that is merged across the sheet is one word.
    """
    top = _filled(grid, 1 << 30, grid.rows[:_HEAD])
    words = [_words(row) for row in top]
    if not words:
        return 1
    enough = max(2, 0.6 * max(words))
    return next((row.number for row, n in zip(top, words, strict=True) if n >= enough), 1)


def guess_heading_rows(grid: Grid, heading_row: int) -> int:
    """How many rows the headings take: as many as areas merged sideways there reach down to."""
    depth = 1
    for first, left, last, right in grid.merged:
        if first == heading_row and last > first:
            depth = max(depth, last - first + 1)
        elif first == heading_row and right > left:
            depth = max(depth, 2)
    return depth


def _words(row: Row) -> int:
    """How many different texts a row holds that are not numbers."""
    return len({cell for cell in row.cells if isinstance(cell, str) and clean(cell)})


def _joined(parts: list[object]) -> str:
    """The heading of one column; a part that repeats the one above it is said once."""
    words: list[str] = []
    for part in parts:
        word = "" if isinstance(part, Formula | CellError) else clean(part)
        if word and word not in words:
            words.append(word)
    return _BETWEEN_LEVELS.join(words)


def _filled(grid: Grid, last: int = 1 << 30, rows: list[Row] | None = None) -> list[Row]:
    """The rows up to ``last``, the value of each merged area repeated in all its cells."""
    kept = [row for row in (grid.rows if rows is None else rows) if row.number <= last]
    if not grid.merged:
        return kept
    cells = {row.number: list(row.cells) for row in kept}
    for top, left, bottom, right in grid.merged:
        if top in cells and left < len(cells[top]):
            value = cells[top][left]
            for number in cells.keys() & range(top, bottom + 1):
                width = min(right + 1, len(cells[number])) - left
                cells[number][left : left + width] = [value] * width
    return [Row(row.number, tuple(cells[row.number])) for row in kept]
