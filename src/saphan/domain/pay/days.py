"""What a normal day and a normal hour of a worker come to, and where the days worked lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from saphan.domain.pay.codes import Basis, Topic
from saphan.domain.pay.formula import Factor, Step, Unit, product, quotient
from saphan.domain.pay.law import PayLaw, Provision
from saphan.domain.pay.records import Stint, days_in
from saphan.domain.period import Period

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Day:
    """The normal working day: its hours, the legal limit, and how much of a full day it is.

    ``share`` is 1 when the hours are not known: a day of work then counts as a full day.
    """

    hours: Fraction | None
    limit: Provision
    share: Fraction

    @property
    def over(self) -> Fraction:
        """Hours above the limit; they are overtime, whatever the employer calls them."""
        if self.hours is None or self.limit.value is None:
            return Fraction(0)
        return max(Fraction(0), self.hours - self.limit.value)


def day_of(stint: Stint, law: PayLaw) -> Day:
    """The normal working day of a stint."""
    limit = law.steady(Topic.DAY_HOURS, stint.period)
    if stint.hours is None or limit.value is None:
        return Day(stint.hours, limit, Fraction(1))
    return Day(stint.hours, limit, min(Fraction(1), stint.hours / limit.value))


def thirtieths(period: Period, days_a_month: Fraction) -> Fraction:
    """Days of a monthly wage: each whole month counts so many days, the rest day by day."""
    months, rest = whole_months(period)
    return months * days_a_month + rest


def whole_months(period: Period) -> tuple[int, int]:
    """How many whole months a closed period has, counted from its first day, and days left."""
    end = period.first + timedelta(days=days_in(period))
    months = (end.year - period.first.year) * _MONTHS_A_YEAR + end.month - period.first.month
    while _months_later(period.first, months) > end:
        months -= 1
    return months, (end - _months_later(period.first, months)).days


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; a month that is too short gives its day after the last."""
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return _months_later(date(day.year, day.month, 1), months + 1)


def spread(
    total: Fraction, parts: Sequence[Provision], worth: Sequence[Fraction]
) -> list[Fraction]:
    """Days put into the parts of a period so that they are worth as little as they can be.

    ``worth`` is baht a day in each part, below zero where it is unknown.
    """
    left, placed = total, [Fraction(0)] * len(parts)
    for index in sorted(range(len(parts)), key=lambda index: (worth[index], index)):
        placed[index] = min(left, Fraction(days_in(parts[index].period)))
        left -= placed[index]
    return placed


@dataclass(frozen=True, slots=True)
class Hour:
    """What a normal hour is worth at least, how that was worked out, and why it may be more."""

    value: Fraction
    steps: tuple[Step, ...]
    reason_code: str
    also: tuple[Provision, ...]


def hour_of(stint: Stint, law: PayLaw, minimum: Provision, day: Day) -> Hour | None:
    """The wage for a normal hour while one minimum wage holds; None when nothing can be said.

    It is the higher of the agreed wage and the minimum wage, each divided by the hours of a day.
    """
    found = [each for each in (_agreed(stint, law, day), least_hour(minimum, day)) if each]
    if not found:
        return None
    best = max(found, key=lambda each: each.value)
    reason = next((code for code in _doubts(stint, minimum, day, best) if code), "")
    return Hour(best.value, best.steps, reason, best.also)


def least_hour(minimum: Provision, day: Day) -> Hour | None:
    """The minimum wage for an hour of a full day; None when it is unknown."""
    limit = day.limit.value
    if minimum.value is None or limit is None:
        return None
    step = quotient(
        Unit.BAHT_AN_HOUR,
        Factor(minimum.value, Unit.BAHT_A_DAY),
        Factor(limit, Unit.HOURS_A_DAY),
    )
    return Hour(step.result.value, (step,), "", (minimum, day.limit))


def _agreed(stint: Stint, law: PayLaw, day: Day) -> Hour | None:
    """The agreed wage for an hour; None where the hours that divide it are unknown."""
    if stint.rate is None or stint.basis is Basis.PIECE:
        return None
    if stint.basis is Basis.HOURLY:
        rate = Factor(stint.rate, Unit.BAHT_AN_HOUR)
        return Hour(stint.rate, (product(Unit.BAHT_AN_HOUR, rate),), "", ())
    if day.hours is None:
        return None
    divisor = Factor(day.hours, Unit.HOURS_A_DAY)
    if stint.basis is Basis.DAILY:
        step = quotient(Unit.BAHT_AN_HOUR, Factor(stint.rate, Unit.BAHT_A_DAY), divisor)
        return Hour(step.result.value, (step,), "", ())
    month = law.steady(Topic.MONTH_DAYS, stint.period)
    if month.value is None:
        return None
    wage, thirty = Factor(stint.rate, Unit.BAHT_A_MONTH), Factor(month.value, Unit.DAYS_A_MONTH)
    step = quotient(Unit.BAHT_AN_HOUR, wage, thirty, divisor)
    return Hour(step.result.value, (step,), "", (month,))


def _doubts(stint: Stint, minimum: Provision, day: Day, best: Hour) -> tuple[str, ...]:
    """Every reason for which the hour may be worth more than what is known."""
    part_day = (
        minimum.value is not None
        and day.hours is not None
        and day.share < 1
        and best.value * day.hours < minimum.value
    )
    return (
        "piece_rate" if stint.basis is Basis.PIECE else "",
        "rate_unknown" if stint.rate is None and stint.basis is not Basis.PIECE else "",
        "hours_a_day_unknown" if day.hours is None else "",
        "above_day_limit" if day.over else "",
        "minimum_unknown" if minimum.value is None else "",
        "day_limit_unknown" if day.limit.value is None else "",
        "part_day" if part_day else "",
    )
