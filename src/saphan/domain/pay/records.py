"""What a worker tells about one pay period. None always means "not known", never zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from saphan.domain.pay.codes import Basis, Consent, Holiday, Reckoned, Taken
from saphan.domain.period import Period

#: No pay period is longer, and no amount or number larger; beyond is a typing error.
LONGEST_DAYS = 3660
MOST_BAHT = 10_000_000
_HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Paid:
    """Baht paid for the period: everything, and what of it was for overtime and for holidays.

    ``overtime`` and ``holidays`` are None when the money was not paid apart; ``total`` then stands
    for all work together. ``reckoned`` tells whether deductions were already taken off the total.
    """

    total: Fraction | None = None
    overtime: Fraction | None = None
    holidays: Fraction | None = None
    reckoned: Reckoned = Reckoned.IN_HAND


@dataclass(frozen=True, slots=True)
class HolidayWork:
    """Hours worked on rest days or public holidays in the whole period.

    ``hours`` lie within the hours of a normal working day, ``beyond`` above them. ``paid_when_off``
    tells whether the worker is paid for such a day when nobody works.
    """

    holiday: Holiday
    hours: Fraction | None = None
    beyond: Fraction | None = None
    paid_when_off: bool | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """One kind of deduction in the whole period, in baht."""

    taken: Taken
    amount: Fraction | None = None
    consent: Consent = Consent.UNKNOWN


@dataclass(frozen=True, slots=True)
class Stint:
    """One pay period: the days of it, how pay was agreed, what was worked, what was paid.

    ``rate`` is the agreed wage in baht a day, an hour or a month (none for piece work). ``days``
    are normal working days worked, ``hours`` the hours of a normal working day without rest and
    overtime, ``overtime`` the hours above them on working days. ``holidays`` and ``deductions``
    are complete lists, or None when nobody knows.
    """

    period: Period
    basis: Basis
    rate: Fraction | None = None
    days: Fraction | None = None
    hours: Fraction | None = None
    overtime: Fraction | None = None
    holidays: tuple[HolidayWork, ...] | None = None
    paid: Paid = field(default_factory=Paid)
    deductions: tuple[Deduction, ...] | None = None
    housing: bool | None = None
    food: bool | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be right: the index of the stint, its field, and a code of ``PROBLEMS``."""

    stint: int
    field: str
    code: str


def days_in(period: Period) -> int:
    """The number of days of a closed period."""
    if period.last is None:
        raise ValueError("the period is open")
    return (period.last - period.first).days + 1


def problems(stints: Sequence[Stint]) -> tuple[Problem, ...]:
    """Everything that keeps a claim from being worked out; empty when nothing does."""
    found = [
        Problem(number, field, code)
        for number, stint in enumerate(stints)
        for field, code in (*_of_period(stint), *_of_numbers(stint))
    ]
    return tuple(found or _overlaps(stints))


def _of_period(stint: Stint) -> Iterator[tuple[str, str]]:
    last = stint.period.last
    if last is None:
        yield "period", "period_open"
    elif last < stint.period.first:
        yield "period", "period_reversed"
    elif last - stint.period.first >= timedelta(days=LONGEST_DAYS):
        yield "period", "period_too_long"
    elif stint.days is not None and stint.days > days_in(stint.period):
        yield "days", "more_than_the_days"


def _of_numbers(stint: Stint) -> Iterator[tuple[str, str]]:
    baht = {
        "rate": stint.rate,
        "paid": stint.paid.total,
        "paid_overtime": stint.paid.overtime,
        "paid_holidays": stint.paid.holidays,
        **{f"deduction_{i}": each.amount for i, each in enumerate(stint.deductions or ())},
    }
    counted = {"days": stint.days, "hours": stint.hours, "overtime": stint.overtime}
    for i, work in enumerate(stint.holidays or ()):
        counted |= {f"holiday_{i}": work.hours, f"holiday_{i}_beyond": work.beyond}
    for name, value in (baht | counted).items():
        if value is not None and value < 0:
            yield name, "negative"
        elif value is not None and value > MOST_BAHT:
            yield name, "absurd"
    if stint.hours is not None and (stint.hours == 0 or stint.hours > _HOURS_A_DAY):
        yield "hours", "not_hours_of_a_day"
    if _more_hours_than_there_are(stint):
        yield "overtime", "more_than_the_hours"
    apart = (stint.paid.overtime or 0) + (stint.paid.holidays or 0)
    if stint.paid.total is not None and apart > _before(stint):
        yield "paid", "parts_above_total"


def _before(stint: Stint) -> Fraction:
    """The most that was paid before deductions, as far as the amounts are given."""
    taken = sum((each.amount or 0 for each in stint.deductions or ()), start=Fraction(0))
    added = taken if stint.paid.reckoned is Reckoned.IN_HAND else Fraction(0)
    return (stint.paid.total or Fraction(0)) + added


def _more_hours_than_there_are(stint: Stint) -> bool:
    last = stint.period.last
    if last is None or last < stint.period.first:
        return False
    on_holidays = sum(
        ((work.hours or 0) + (work.beyond or 0) for work in stint.holidays or ()),
        start=Fraction(0),
    )
    hours = (stint.overtime or 0) + (stint.days or 0) * (stint.hours or 0) + on_holidays
    return hours > _HOURS_A_DAY * days_in(stint.period)


def _overlaps(stints: Sequence[Stint]) -> list[Problem]:
    """Stints that share a day, which would be counted twice."""
    in_order = sorted(enumerate(stints), key=lambda pair: (pair[1].period.first, pair[0]))
    return [
        Problem(number, "period", "overlap")
        for (_, before), (number, after) in pairwise(in_order)
        if before.period.last is not None and after.period.first <= before.period.last
    ]
