"""Tables that filter, sort, page, print and export, with or without JavaScript.

A page describes the columns once; ``Table.asked`` reads the address of the page (``?q=``,
``?sort=``, ``?page=``, ``?export=``) and the template tag ``{% table %}`` draws the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Literal, TypeVar

from django.http import HttpRequest, QueryDict

from saphan.domain.text import fold
from saphan.foundation.figures import order, plain, shown

Row = TypeVar("Row")
Kind = Literal["text", "number", "badge"]

#: Rows on one page of a table; more are reached by "next".
PAGE_ROWS = 250


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: a key for the address, a heading, and the value of a row.

    ``value`` gives a plain value (text, int, Decimal, Fraction, Money, date, None): it is what is
    sorted and exported. ``words`` gives the text on screen when it differs, ``link`` the path the
    cell opens, ``tone`` a badge tone (see ``{% badge %}``) for ``kind="badge"``.
    """

    key: str
    heading: str
    value: Callable[[Row], object]
    kind: Kind = "text"
    words: Callable[[Row], str] | None = None
    link: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    sortable: bool = True

    def text(self, row: Row) -> str:
        """What stands in the cell on the screen."""
        return self.words(row) if self.words else shown(self.value(row))


@dataclass(frozen=True, slots=True)
class Cell:
    """One drawn cell."""

    text: str
    kind: Kind
    link: str
    tone: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One drawn heading: where its link sorts to, and how the table is sorted now."""

    key: str
    text: str
    kind: Kind
    link: str
    sorted: Literal["", "ascending", "descending"]


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A table as a page describes it.

    ``name`` tells two tables of one page apart (letters only, empty for the only one).
    ``empty`` is said when there are no rows at all. ``totals`` maps column keys to values that
    stand below (of all rows, never of the filtered ones: the page computes them).
    """

    columns: Sequence[Column[Row]]
    rows: Iterable[Row]
    caption: str
    empty: str = ""
    name: str = ""
    sort: str = ""
    totals: dict[str, object] = field(default_factory=dict)
    page_rows: int = PAGE_ROWS

    def asked(self, request: HttpRequest) -> AskedTable[Row]:
        """The table as the address of this request wants it."""
        return AskedTable(self, request.GET, request.path)


@dataclass(frozen=True)
class AskedTable(Generic[Row]):
    """A table filtered, sorted and cut as one address says; drawn by ``{% table %}``."""

    table: Table[Row]
    query: QueryDict
    path: str

    @property
    def identity(self) -> str:
        """The id of the table in the page."""
        return f"table-{self.table.name or 'main'}"

    def named(self, key: str) -> str:
        """The name of one of its parameters in the address."""
        return f"{self.table.name}.{key}" if self.table.name else key

    def parameter(self, key: str) -> str:
        """The value of one of its parameters, empty when absent."""
        return self.query.get(self.named(key), "")

    @property
    def filter_name(self) -> str:
        """The name of its filter in the address."""
        return self.named("q")

    @property
    def filter_words(self) -> str:
        """What it is filtered by."""
        return self.parameter("q")

    def address(self, **changed: str) -> str:
        """This page with parameters of the table changed; an empty value removes one."""
        query = self.query.copy()
        for key, value in changed.items():
            query.pop(self.named(key), None)
            if value:
                query[self.named(key)] = value
        return f"{self.path}?{query.urlencode()}"

    @cached_property
    def all_rows(self) -> list[Row]:
        """Every row, before filtering."""
        return list(self.table.rows)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows that the filter keeps, in order; all pages."""
        words = fold(self.parameter("q")).split()
        kept = [row for row in self.all_rows if not words or self._has(row, words)]
        return self._sorted(kept)

    def _has(self, row: Row, words: list[str]) -> bool:
        line = fold(" ".join(column.text(row) for column in self.table.columns))
        return all(word in line for word in words)

    @property
    def sort_key(self) -> str:
        """The column it is sorted by, with a minus when descending."""
        return self.parameter("sort") or self.table.sort

    def _sorted(self, rows: list[Row]) -> list[Row]:
        key, down = self.sort_key.removeprefix("-"), self.sort_key.startswith("-")
        column = next((c for c in self.table.columns if c.key == key and c.sortable), None)
        if column is None:
            return rows
        known = [row for row in rows if column.value(row) not in {None, ""}]
        unknown = [row for row in rows if column.value(row) in {None, ""}]
        return sorted(known, key=lambda row: order(column.value(row)), reverse=down) + unknown

    @cached_property
    def pages(self) -> int:
        """How many pages the rows fill, at least one."""
        return max(1, -(-len(self.rows) // self.table.page_rows))

    @cached_property
    def page(self) -> int:
        """The page shown, from 1."""
        asked = self.parameter("page")
        return min(self.pages, max(1, int(asked))) if asked.isascii() and asked.isdigit() else 1

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1."""
        return (self.page - 1) * self.table.page_rows + 1

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(len(self.rows), self.page * self.table.page_rows)

    @cached_property
    def lines(self) -> list[list[Cell]]:
        """The drawn rows of this page."""
        rows = self.rows[self.first - 1 : self.last]
        return [[_cell(column, row) for column in self.table.columns] for row in rows]

    @property
    def headings(self) -> list[Heading]:
        """The drawn headings."""
        return [self._heading(column) for column in self.table.columns]

    def _heading(self, column: Column[Row]) -> Heading:
        up, down = self.sort_key == column.key, self.sort_key == f"-{column.key}"
        turn = f"-{column.key}" if up else column.key
        link = self.address(sort=turn, page="") if column.sortable else ""
        now: Literal["", "ascending", "descending"] = (
            "ascending" if up else "descending" if down else ""
        )
        return Heading(column.key, column.heading, column.kind, link, now)

    @property
    def footings(self) -> list[str]:
        """The totals under the columns; empty when the table has none."""
        totals = self.table.totals
        return [
            shown(totals[c.key]) if c.key in totals else "" for c in self.table.columns if totals
        ]

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """The other parameters of the address, which the filter form carries along."""
        mine = {self.named("q"), self.named("page"), self.named("export")}
        return [(k, v) for k, values in self.query.lists() for v in values if k not in mine]

    @property
    def export(self) -> str:
        """The file that is asked for: ``csv``, ``xlsx`` or empty."""
        asked = self.parameter("export")
        return asked if asked in {"csv", "xlsx"} else ""

    def sheet(self) -> list[list[object]]:
        """Headings and every kept row as plain values, for a file."""
        heads: list[object] = [column.heading for column in self.table.columns]
        return [heads, *([_exported(c, row) for c in self.table.columns] for row in self.rows)]

    @property
    def csv_address(self) -> str:
        """Where the CSV file is."""
        return self.address(export="csv", page="")

    @property
    def xlsx_address(self) -> str:
        """Where the spreadsheet is."""
        return self.address(export="xlsx", page="")

    @property
    def clear_address(self) -> str:
        """The page without this table's filter."""
        return self.address(q="", page="")

    @property
    def next_address(self) -> str:
        """The next page, empty on the last."""
        return self.address(page=str(self.page + 1)) if self.page < self.pages else ""

    @property
    def previous_address(self) -> str:
        """The page before, empty on the first."""
        return self.address(page=str(self.page - 1)) if self.page > 1 else ""


def _cell(column: Column[Row], row: Row) -> Cell:
    link = column.link(row) if column.link else ""
    tone = column.tone(row) if column.tone else ""
    return Cell(column.text(row), column.kind, link, tone)


def _exported(column: Column[Row], row: Row) -> object:
    value = column.value(row)
    worded = column.words is not None and (value is None or isinstance(value, str))
    return column.text(row) if worded else plain(value)
