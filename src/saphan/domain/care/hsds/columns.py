"""How a table of HSDS is described, and what a value of it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

#: One value as the house holds it. What is not known has no value at all.
Value = str | int | bool | Decimal | date | time | datetime | UUID | tuple[str, ...]
#: One row by its columns, without those that are not known.
Row = dict[str, Value]
#: Rows by table and key.
Rows = dict[str, dict[UUID, Row]]


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    KEY = "key"
    DAY = "day"
    CLOCK = "clock"
    INSTANT = "instant"
    WHOLE = "whole"
    NUMBER = "number"
    DIGITS = "digits"
    EMAIL = "email"
    ADDRESS = "address"
    CODE = "code"
    FLAG = "flag"
    LIST = "list"


#: The longest text, in letters; of some columns it is shorter.
LONGEST = 10_000
_SHORTER = {
    "name": 300,
    "key": 80,
    "number": 300,
    "menu": 6,
    "province": 6,
    "place": 300,
    "address": 300,
    "phone_printed": 300,
    "other_number": 300,
    "hours_printed": 300,
    "verified_by": 300,
    "link_entity": 40,
    "field": 40,
    "kind": 24,
}
#: Columns of one line besides the shorter ones.
_OF_ONE_LINE = frozenset({*_SHORTER, "alternate_name", "document"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``needed`` must have a value, ``always`` must be there, though it may be blank.

    ``to`` is the table whose key it holds, ``attribute`` its name in our own tables where that
    differs; ``ours`` marks what HSDS does not have.
    """

    name: str
    kind: Kind = Kind.TEXT
    needed: bool = False
    always: bool = False
    to: str = ""
    codes: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    ours: bool = False
    attribute: str = ""

    @property
    def most(self) -> int:
        """The longest text it holds, in letters."""
        return _SHORTER.get(self.name, LONGEST)

    @property
    def of_one_line(self) -> bool:
        """Whether a line break in its text is a blank."""
        return self.name in _OF_ONE_LINE

    @property
    def kept_as(self) -> str:
        """Its name in our tables."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of another table inside a JSON object, as a list or (``one``) as a single object.

    ``by`` is the column that joins them: of the other table for a list, of this one for a single
    object.
    """

    name: str
    table: str
    by: str
    one: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its CSV file, its columns, what stands inside its JSON objects.

    ``kept`` is false for what is read and checked but not kept, since it names persons.
    """

    name: str
    file: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...] = ()
    kept: bool = True
    linked: bool = True

    def column(self, name: str) -> Column | None:
        """A column by its name."""
        return next((one for one in self.columns if one.name == name), None)


def key(to: str = "", name: str = "") -> Column:
    """The key of the row itself, or of a row of another table."""
    return (
        Column(name or f"{to}_id", Kind.KEY, to=to) if to else Column("id", Kind.KEY, needed=True)
    )


def texts(*names: str) -> tuple[Column, ...]:
    """Columns of text."""
    return tuple(Column(name) for name in names)


def always(*names: str) -> tuple[Column, ...]:
    """Columns of text that must be there, though they may be blank."""
    return tuple(Column(name, always=True) for name in names)


def needed(*names: str) -> tuple[Column, ...]:
    """Columns of text that must have a value."""
    return tuple(Column(name, needed=True) for name in names)


def days(*names: str) -> tuple[Column, ...]:
    """Columns of days."""
    return tuple(Column(name, Kind.DAY) for name in names)


def wholes(*names: str) -> tuple[Column, ...]:
    """Columns of whole numbers."""
    return tuple(Column(name, Kind.WHOLE) for name in names)


def keys(*tables: str) -> tuple[Column, ...]:
    """Columns that point to rows of other tables, named after them."""
    return tuple(key(table) for table in tables)


def codes(name: str, known: tuple[str, ...], *, ours: bool = True) -> Column:
    """A column of codes."""
    return Column(name, Kind.CODE, codes=known, ours=ours)
