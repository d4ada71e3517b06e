"""The terms of an audit: every choice that changes a figure, stated once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Law, Nationality
from saphan.domain.refusals import Incomplete, Refused

#: The highest flat amount, in baht; above it a typing error is more likely. Method, not law.
MOST_FLAT = 5_000_000


class Method(StrEnum):
    """How the amount of a worker is found."""

    INDIVIDUAL = "individual"
    MEDIAN = "median"
    P75 = "p75"
    MAX = "max"
    FLAT = "flat"


class Definition(StrEnum):
    """Which body of rules decides what is owed back."""

    ILO = "ilo"
    LAW = "law"

    @property
    def body(self) -> Law:
        """The body of rules: the ILO definition or the law at destination."""
        return Law.ILO if self is Definition.ILO else Law.DESTINATION


class RangeChoice(StrEnum):
    """Which point of a stated range is used."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"

    def of(self, low: Fraction, high: Fraction) -> Fraction:
        """The amount that is used for a range."""
        if self is RangeChoice.MIDDLE:
            return (low + high) / 2
        return low if self is RangeChoice.LOW else high


class Window(StrEnum):
    """How arrivals are grouped in time."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def of(self, arrival: PartialDate | None) -> str:
        """The window of an arrival: 2024-03, 2024-Q1 or 2024; "unknown" without a month."""
        if arrival is None or arrival.month is None:
            return "unknown"
        if self is Window.YEAR:
            return f"{arrival.year:04d}"
        if self is Window.QUARTER:
            return f"{arrival.year:04d}-Q{(arrival.month + 2) // 3}"
        return f"{arrival.year:04d}-{arrival.month:02d}"


@dataclass(frozen=True, slots=True)
class Interest:
    """Simple interest a year (0.05 is five per cent) from payment to the as-of date, and why."""

    yearly: Fraction
    reason: str

    def __post_init__(self) -> None:
        if not 0 < self.yearly <= 1:
            raise Refused("interest.rate", rate=str(self.yearly))
        if not self.reason.strip():
            raise Incomplete("interest.no_reason")


@dataclass(frozen=True, slots=True)
class Terms:
    """Method, definition, choice in ranges, window, as-of date, instalments, interest.

    ``flat`` holds baht by nationality where the parties agreed on an amount; without it the
    median of the corridor is used. ``flat_reason`` says who agreed.
    """

    as_of: date
    method: Method = Method.MEDIAN
    definition: Definition = Definition.ILO
    range_choice: RangeChoice = RangeChoice.MIDDLE
    window: Window = Window.YEAR
    instalments: int = 1
    first_payroll: PartialDate | None = None
    interest: Interest | None = None
    flat: Mapping[Nationality, Fraction] = field(default_factory=dict)
    flat_reason: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.instalments <= 60:
            raise Refused("instalments.number", number=self.instalments)
        if self.flat and not self.flat_reason.strip():
            raise Incomplete("flat.no_reason")
        if any(not 0 <= amount <= MOST_FLAT for amount in self.flat.values()):
            raise Refused("flat.amount", most=MOST_FLAT)
