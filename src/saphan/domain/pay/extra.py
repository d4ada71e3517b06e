"""What work beyond the normal day should have brought: overtime, and work on holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from saphan.domain.pay.codes import Basis, Bound, LineKind, Topic
from saphan.domain.pay.days import Day, Hour, day_of, hour_of, least_hour
from saphan.domain.pay.formula import Factor, Step, Unit, difference, greatest, product, quotient
from saphan.domain.pay.law import PayLaw, Provision
from saphan.domain.pay.lines import Due
from saphan.domain.pay.records import HolidayWork, Stint
from saphan.domain.pay.wages import agreed_day


def extra_dues(stint: Stint, law: PayLaw) -> Iterator[Due]:
    """The lines about overtime and holidays.

    Such hours are not split where the minimum wage changes, because nobody knows on which side
    they lie: they are counted at the lower rate, as the least they can come to.
    """
    day = day_of(stint, law)
    hour, why = _cheapest(stint, law, day)
    yield from _overtime(stint, law, day, hour, why)
    if stint.holidays is None:
        unpaid = law.steady(Topic.HOLIDAY_UNPAID, stint.period)
        yield Due(LineKind.HOLIDAY_WORK, stint.period, unpaid, reason_code="holiday_hours_unknown")
    for work in stint.holidays or ():
        yield from _on_holiday(stint, law, work, hour, why)
        yield from _beyond(stint, law, work, hour, why)


def _cheapest(stint: Stint, law: PayLaw, day: Day) -> tuple[Hour | None, str]:
    """The lowest worth of an hour in the stint; None, with the reason, where one is unknown."""
    parts = law.parts(Topic.MINIMUM_WAGE, stint.period)
    hours = [hour_of(stint, law, part, day) for part in parts]
    for part, hour in zip(parts, hours, strict=True):
        if hour is None:
            return None, part.reason_code if part.value is None else day.limit.reason_code
    known = [hour for hour in hours if hour is not None]
    lowest = min(known, key=lambda hour: (hour.value, not hour.reason_code))
    if len({hour.value for hour in known}) > 1:
        lowest = replace(lowest, reason_code=lowest.reason_code or "hours_of_each_rate")
    return lowest, ""


def _overtime(stint: Stint, law: PayLaw, day: Day, hour: Hour | None, why: str) -> Iterator[Due]:
    hours, doubt = _hours(stint, day)
    times = law.steady(Topic.OVERTIME, stint.period)
    due = Due(LineKind.OVERTIME, stint.period, times)
    if hours == 0 and doubt:
        yield replace(due, reason_code=doubt)
    elif hours > 0:
        found = _times(due, Factor(hours, Unit.HOURS), hour, why, doubt)
        yield _less_wage(stint, law, day, found) if day.over else found


def _less_wage(stint: Stint, law: PayLaw, day: Day, due: Due) -> Due:
    """Overtime within long days, less what the agreed wage already holds for those hours.

    A wage agreed for a day of ten hours pays ten hours; only eight of them are normal. The part
    above the wage of the normal hours (or the minimum wage, if that is more) is counted once.
    """
    agreed, limit = agreed_day(stint, law), day.limit.value
    if due.amount is None or agreed is None or limit is None or not stint.days:
        return replace(due, also=(*due.also, day.limit))
    parts = law.parts(Topic.MINIMUM_WAGE, stint.period)
    least = Factor(min(part.value or Fraction(0) for part in parts), Unit.BAHT_A_DAY)
    wage = Factor(agreed.value, Unit.BAHT_A_DAY)
    hour = quotient(Unit.BAHT_AN_HOUR, wage, Factor(day.hours or limit, Unit.HOURS_A_DAY))
    normal = product(Unit.BAHT_A_DAY, hour.result, Factor(limit, Unit.HOURS_A_DAY))
    whole = greatest(Unit.BAHT_A_DAY, wage, least)
    floor = greatest(Unit.BAHT_A_DAY, normal.result, least)
    more = difference(Unit.BAHT_A_DAY, whole.result, floor.result)
    held = product(Unit.BAHT, Factor(stint.days, Unit.DAYS), more.result)
    if held.result.value == 0:
        return replace(due, also=(*due.also, day.limit))
    left = difference(Unit.BAHT, due.steps[-1].result, held.result)
    steps = (*due.steps, *agreed.steps, hour, normal, whole, floor, more, held, left)
    return replace(due, steps=steps, also=(*due.also, day.limit))


def _hours(stint: Stint, day: Day) -> tuple[Fraction, str]:
    """Hours of overtime on working days as far as known, and what is not known about them."""
    doubts = []
    if stint.overtime is None:
        doubts.append("overtime_hours_unknown")
    if day.over and stint.days is None:
        doubts.append("days_unknown")
    within = (stint.days or Fraction(0)) * day.over
    return (stint.overtime or Fraction(0)) + within, doubts[0] if doubts else ""


def _times(
    due: Due,
    hours: Factor,
    hour: Hour | None,
    why: str,
    doubt: str,
) -> Due:
    """Hours times the worth of an hour times the rate of the law."""
    if due.law.value is None:
        return replace(due, reason_code=due.law.reason_code)
    if hour is None:
        return replace(due, reason_code=why)
    rate = Factor(due.law.value, Unit.TIMES)
    worth = Factor(hour.value, Unit.BAHT_AN_HOUR)
    reason = doubt or hour.reason_code
    return replace(
        due,
        steps=(*_shown(hour), product(Unit.BAHT, hours, worth, rate)),
        bound=Bound.AT_LEAST if reason else Bound.EXACT,
        reason_code=reason,
        also=hour.also,
    )


def _shown(hour: Hour) -> tuple[Step, ...]:
    """How an hour was worked out; an agreed hourly wage needs no arithmetic."""
    return tuple(step for step in hour.steps if len(step.parts) > 1)


def _on_holiday(
    stint: Stint, law: PayLaw, work: HolidayWork, hour: Hour | None, why: str
) -> Iterator[Due]:
    times = _holiday_rate(stint, law, work)
    due = Due(LineKind.HOLIDAY_WORK, stint.period, times, subject=work.holiday)
    if work.hours is None:
        yield replace(due, reason_code="holiday_hours_unknown")
    elif work.hours > 0:
        hours = Factor(work.hours, Unit.HOURS)
        if times.value is None and stint.basis is not Basis.MONTHLY:
            yield _ordinary(stint, law, due, hours)
        else:
            doubt = "" if work.paid_when_off is not None else "paid_when_off_unknown"
            yield _times(due, hours, hour, why, doubt)


def _holiday_rate(stint: Stint, law: PayLaw, work: HolidayWork) -> Provision:
    """The rate for the worker: on top of a day that is paid anyway, or for one that is not."""
    paid = law.steady(Topic.HOLIDAY_PAID, stint.period)
    unpaid = law.steady(Topic.HOLIDAY_UNPAID, stint.period)
    if work.paid_when_off is not None:
        return paid if work.paid_when_off else unpaid
    if paid.value is None or unpaid.value is None:
        return paid if paid.value is None else unpaid
    return min((paid, unpaid), key=lambda each: each.value or Fraction(0))


def _ordinary(stint: Stint, law: PayLaw, due: Due, hours: Factor) -> Due:
    """A holiday on which somebody worked is a day of work: the minimum wage is due at least."""
    day = day_of(stint, law)
    parts = law.parts(Topic.MINIMUM_WAGE, stint.period)
    floors = [least_hour(part, day) for part in parts]
    known = [floor for floor in floors if floor is not None]
    if len(known) < len(floors):
        return replace(due, reason_code=due.law.reason_code)
    hour = min(known, key=lambda floor: floor.value)
    return replace(
        due,
        law=hour.also[0],
        steps=(*hour.steps, product(Unit.BAHT, hours, Factor(hour.value, Unit.BAHT_AN_HOUR))),
        bound=Bound.AT_LEAST,
        reason_code="holiday_rate_unknown",
        also=(due.law, *hour.also[1:]),
    )


def _beyond(
    stint: Stint, law: PayLaw, work: HolidayWork, hour: Hour | None, why: str
) -> Iterator[Due]:
    times = law.steady(Topic.HOLIDAY_OVERTIME, stint.period)
    due = Due(LineKind.HOLIDAY_OVERTIME, stint.period, times, subject=work.holiday)
    if work.beyond is None:
        yield replace(due, reason_code="holiday_hours_unknown")
    elif work.beyond > 0:
        yield _times(due, Factor(work.beyond, Unit.HOURS), hour, why, "")
