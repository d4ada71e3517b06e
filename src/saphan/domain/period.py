"""Dates as people know them: to the day, the month or the year, in either era."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

#: Years between the Buddhist era used in Thailand, Laos and Cambodia and the common era.
BUDDHIST_OFFSET = 543


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included; ``None`` as last day means open."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, the month (``day`` is None) or the year (``month`` is None too).

    Years are of the common era; ``parse_date`` in ``domain.text`` turns 2569 into 2026.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def from_date(cls, day: date) -> PartialDate:
        """The same day, known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def buddhist_year(year: int) -> int:
    """The year of the Buddhist era for a year of the common era."""
    return year + BUDDHIST_OFFSET
