"""Tables: what a spreadsheet gives once it is read, before anybody judges a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose result was never saved in the file, so that nobody knows its value."""

    text: str = ""
    refusal: ClassVar[str] = "cell.formula_without_value"

    def __str__(self) -> str:
        return f"={self.text}"


@dataclass(frozen=True, slots=True)
class CellError:
    """The result of a formula that failed, such as ``#REF!``."""

    text: str = "#N/A"
    refusal: ClassVar[str] = "cell.error"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Shared:
    """The value of a merged area as each of its cells has it, and how far the area goes.

    ``rows`` counts the rows of the area, ``columns`` are its columns from 0. What a whole area
    says holds for each of its rows, but an amount of money does not: nobody knows whose it is.
    """

    value: object
    rows: int
    columns: range
    refusal: ClassVar[str] = "cell.merged"

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; ``number`` is what the spreadsheet shows beside it, from 1.

    A blank cell is None; others are str, float, int, bool, date, datetime, time, timedelta,
    ``Formula``, ``CellError`` or, where merged areas are told, ``Shared``.
    """

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, its headings and every row below them that is not blank.

    ``cells`` of each row are as many as ``headings``; a column without heading has "".
    """

    name: str
    headings: tuple[str, ...]
    rows: list[Row]
