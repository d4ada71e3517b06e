"""What normal work should have brought: the minimum wage, and what was agreed above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from saphan.domain.pay.codes import Basis, Bound, LineKind, Topic
from saphan.domain.pay.days import Day, day_of, spread, thirtieths
from saphan.domain.pay.formula import Factor, Step, Unit, difference, product, quotient
from saphan.domain.pay.law import PayLaw, Provision
from saphan.domain.pay.lines import Due
from saphan.domain.pay.records import Stint, days_in

_NOWHERE = Fraction(-1)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Baht agreed for a day, and how that was worked out."""

    value: Fraction
    steps: tuple[Step, ...]
    also: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class _Share:
    """One part of a stint with one minimum wage, and the days that fall into it."""

    minimum: Provision
    units: Factor
    reason_code: str


def wage_dues(stint: Stint, law: PayLaw) -> Iterator[Due]:
    """The lines about normal work; a change of the minimum wage within the stint splits them."""
    day = day_of(stint, law)
    agreed = agreed_day(stint, law)
    why = _not_countable(stint, law, day)
    if why is not None:
        yield Due(LineKind.MINIMUM_WAGE, stint.period, why[0], reason_code=why[1])
    else:
        for share in _shares(stint, law, day, agreed):
            yield _minimum(share, day)
            yield from _above(law, share, day, agreed)
    for part in law.parts(Topic.SKILL_WAGE, stint.period):
        if part.reason_code != "no_rule":
            yield Due(LineKind.SKILL_WAGE, part.period, part, reason_code=part.reason_code)


def _not_countable(stint: Stint, law: PayLaw, day: Day) -> tuple[Provision, str] | None:
    """Why nobody can say how many days of minimum wage are due, and by which rule."""
    month = law.steady(Topic.MONTH_DAYS, stint.period)
    wage = law.parts(Topic.MINIMUM_WAGE, stint.period)[0]
    if stint.basis is Basis.MONTHLY and month.value is None:
        return month, month.reason_code
    if stint.basis is not Basis.MONTHLY and stint.days is None:
        return wage, "days_unknown"
    if day.hours is None:
        by_hour = stint.basis in (Basis.HOURLY, Basis.PIECE)
        return (wage, "hours_unknown") if by_hour else None
    return (day.limit, day.limit.reason_code) if day.limit.value is None else None


def agreed_day(stint: Stint, law: PayLaw) -> Agreed | None:
    """The agreed wage for a day of the agreed hours; None when nobody knows or for piece work."""
    if stint.rate is None:
        return None
    if stint.basis is Basis.DAILY:
        return Agreed(stint.rate, (), ())
    if stint.basis is Basis.HOURLY and stint.hours is not None:
        rate, hours = Factor(stint.rate, Unit.BAHT_AN_HOUR), Factor(stint.hours, Unit.HOURS_A_DAY)
        step = product(Unit.BAHT_A_DAY, rate, hours)
        return Agreed(step.result.value, (step,), ())
    month = law.steady(Topic.MONTH_DAYS, stint.period)
    if stint.basis is Basis.MONTHLY and month.value is not None:
        wage, days = Factor(stint.rate, Unit.BAHT_A_MONTH), Factor(month.value, Unit.DAYS_A_MONTH)
        step = quotient(Unit.BAHT_A_DAY, wage, days)
        return Agreed(step.result.value, (step,), (month,))
    return None


def _shares(stint: Stint, law: PayLaw, day: Day, agreed: Agreed | None) -> Iterator[_Share]:
    """Each part of the stint with the days that fall into it at least."""
    parts = law.parts(Topic.MINIMUM_WAGE, stint.period)
    if stint.basis is Basis.MONTHLY:
        month = law.steady(Topic.MONTH_DAYS, stint.period).value or Fraction(0)
        each = thirtieths(stint.period, month) / days_in(stint.period)
        for part in parts:
            yield _Share(part, Factor(each * days_in(part.period), Unit.THIRTIETHS), "")
        return
    total, wage = stint.days or Fraction(0), agreed.value if agreed else Fraction(0)
    worth = [
        _NOWHERE if part.value is None else max(wage, part.value * day.share) for part in parts
    ]
    rates = {part.value for part in parts}
    sure = len(rates) == 1 or total in (0, days_in(stint.period))
    for part, days in zip(parts, spread(total, parts, worth), strict=True):
        yield _Share(part, Factor(days, Unit.DAYS), "" if sure else "days_of_each_rate")


def _minimum(share: _Share, day: Day) -> Due:
    """The minimum wage for the days of one part."""
    part = share.minimum
    due = Due(LineKind.MINIMUM_WAGE, part.period, part, reason_code=part.reason_code)
    if part.value is None:
        return due
    rate = Factor(part.value, Unit.BAHT_A_DAY)
    if day.share == 1 or day.hours is None or day.limit.value is None:
        steps: tuple[Step, ...] = (product(Unit.BAHT, share.units, rate),)
        also: tuple[Provision, ...] = ()
    else:
        hour = quotient(Unit.BAHT_AN_HOUR, rate, Factor(day.limit.value, Unit.HOURS_A_DAY))
        hours = Factor(day.hours, Unit.HOURS_A_DAY)
        steps = (hour, product(Unit.BAHT, share.units, hours, hour.result))
        also = (day.limit,)
    reason = "part_day" if day.share < 1 else share.reason_code
    bound = Bound.AT_LEAST if reason else Bound.EXACT
    return Due(LineKind.MINIMUM_WAGE, part.period, part, steps, bound, reason, also)


def _above(law: PayLaw, share: _Share, day: Day, agreed: Agreed | None) -> Iterator[Due]:
    """What was agreed above the minimum wage; all of it where the minimum wage is unknown."""
    if agreed is None:
        return
    wage = Factor(agreed.value, Unit.BAHT_A_DAY)
    floor = Factor((share.minimum.value or Fraction(0)) * day.share, Unit.BAHT_A_DAY)
    more = difference(Unit.BAHT_A_DAY, wage, floor)
    if more.result.value <= 0:
        return
    total = product(Unit.BAHT, share.units, more.result)
    paid = law.steady(Topic.WAGES_PAID, share.minimum.period)
    bound = Bound.AT_LEAST if share.reason_code else Bound.EXACT
    steps = (*agreed.steps, more, total)
    kind, period = LineKind.AGREED_WAGE, share.minimum.period
    if paid.value is None:
        yield Due(kind, period, paid, reason_code=paid.reason_code)
        return
    yield Due(kind, period, paid, steps, bound, share.reason_code, agreed.also)
