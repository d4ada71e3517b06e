"""The nouns of the law book: a rule, its rows, and the sources they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from saphan.domain.finding import Standing


class Kind(StrEnum):
    """What a rule answers with."""

    AMOUNT = "amount"
    PERCENT = "percent"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    LIST = "list"
    TABLE = "table"
    CHARGE = "charge"


class Starts(StrEnum):
    """Why a row begins where it begins."""

    BEGAN = "began"
    FIRST_SEEN = "first_seen"
    UNKNOWN = "unknown"


class Ends(StrEnum):
    """Why a row ends where it ends."""

    ENDED = "ended"
    LAST_SEEN = "last_seen"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read; ``via`` names an intermediary that was read instead of the text."""

    key: str
    title: str
    url: str
    via: str = ""

    def __str__(self) -> str:
        shown = f"{self.title}, {self.url}" if self.url else self.title
        return f"{shown} (read in: {self.via})" if self.via else shown


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a dispute: what is claimed, how well attested, and by whom."""

    claim: object
    standing: Standing
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One dated value of a rule.

    ``where`` maps a condition to the codes it accepts; an empty map means "everywhere".
    ``number`` counts the rows of the file from 1. ``details`` carries what the source adds to the
    value (a penalty, the parts of a sum). ``note`` is for the reader of the file, ``caveat`` is
    shown with every answer.
    """

    number: int
    value: object
    standing: Standing
    first: date | None
    last: date | None
    starts: Starts
    ends: Ends
    checked: date
    article: str = ""
    sources: tuple[Source, ...] = ()
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reason: str = ""
    caveat: str = ""
    note: str = ""
    facts: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)
    cap: Mapping[str, object] | None = None

    @property
    def holds_until(self) -> date | None:
        """The last day for which the row may answer: its end, or a year after its last check."""
        return year_after(self.checked) if self.last is None else self.last

    def spans(self, day: date) -> bool:
        """Whether the day lies between the dates written in the row."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def fits(self, codes: frozenset[str]) -> bool:
        """Whether every condition of the row accepts one of the codes."""
        return all(not accepted.isdisjoint(codes) for accepted in self.where.values())

    def narrower_than(self, other: Row) -> bool:
        """Whether the row has all conditions of the other one and at least one more."""
        return set(other.where) < set(self.where)


@dataclass(frozen=True, slots=True)
class Rule:
    """One question and every value it has had."""

    rule: str
    question: str
    jurisdiction: str
    topic: str
    kind: Kind
    rows: tuple[Row, ...]
    sources: Mapping[str, Source]
    file: Path
    unit: str = ""
    currency: str = ""
    bound: str = ""
    law: str = ""
    continuous: bool = False


def year_after(day: date) -> date:
    """The same day of the next year; 28 February stands in for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
