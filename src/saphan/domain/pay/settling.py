"""What was paid, counted against what is due: the lines about pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from saphan.domain.finding import Verdict
from saphan.domain.money import Currency, Money
from saphan.domain.pay.codes import Bound, LineKind, Reckoned
from saphan.domain.pay.lines import Due, Line, satang
from saphan.domain.pay.records import Stint

_ON_HOLIDAYS = (LineKind.HOLIDAY_WORK, LineKind.HOLIDAY_OVERTIME)
_WAGES = (LineKind.MINIMUM_WAGE, LineKind.AGREED_WAGE)
_SKILL = LineKind.SKILL_WAGE


@dataclass(frozen=True, slots=True)
class Settled:
    """The pay lines of a stint, what was paid before deductions, and what of it were wages.

    ``wages`` is the least of ``gross`` that was paid for normal work; both are None when unknown.
    """

    stint: Stint
    lines: tuple[Line, ...]
    gross: Money | None
    wages: Money | None


def gross_of(stint: Stint) -> tuple[Money | None, str]:
    """What was paid before deductions; None with the reason when nobody knows."""
    paid = stint.paid
    if paid.total is None:
        return None, "paid_unknown"
    if paid.reckoned is Reckoned.BEFORE_DEDUCTIONS:
        return satang(paid.total), ""
    if stint.deductions is None:
        return None, "deductions_unknown"
    amounts = [each.amount for each in stint.deductions if each.amount is not None]
    if len(amounts) < len(stint.deductions):
        return None, "deduction_amount_unknown"
    return satang(paid.total + sum(amounts, start=Fraction(0))), ""


def settle(stint: Stint, dues: Sequence[Due]) -> Settled:
    """Count the money paid for a stint against its dues.

    Money paid apart for overtime or holidays counts for those lines only. All other money counts
    for the lines in their order, so that what is missing altogether is never overstated.
    """
    gross, why = gross_of(stint)
    apart = _apart(stint, dues)
    left = None if gross is None else gross.minor - sum(money.minor for _, money in apart)
    named = {id(due) for those, _ in apart for due in those}
    was: dict[int, int] = {}
    for those, money in [*apart, ([due for due in dues if id(due) not in named], left)]:
        if money is not None:
            pool = money.minor if isinstance(money, Money) else money
            was |= _share_out(those, pool)
    lines = tuple(_line(due, was.get(id(due)), why) for due in dues)
    return Settled(stint, lines, gross, _wages(lines, gross, apart))


def _apart(stint: Stint, dues: Sequence[Due]) -> list[tuple[list[Due], Money]]:
    """The money that was paid for overtime or for holidays alone, with the lines it is for."""
    given = [
        (stint.paid.overtime, (LineKind.OVERTIME,)),
        (stint.paid.holidays, _ON_HOLIDAYS),
    ]
    found = [
        ([due for due in dues if due.kind in kinds], satang(amount))
        for amount, kinds in given
        if amount is not None
    ]
    return [(those, money) for those, money in found if those]


def _share_out(dues: Sequence[Due], pool: int) -> dict[int, int]:
    """Satang for each due by its identity; what is left over goes to the first line.

    A due of unknown amount gets a figure only when nothing was paid or the line stands alone.
    """
    if not pool or len(dues) == 1:
        return {id(due): pool for due in dues}
    given: dict[int, int] = {}
    for due in dues:
        if due.amount is not None:
            given[id(due)] = min(pool, satang(due.amount).minor)
            pool -= given[id(due)]
    if pool:
        given[id(dues[0])] = given.get(id(dues[0]), 0) + pool
    return given


def _line(due: Due, was: int | None, why: str) -> Line:
    amount = None if due.amount is None else satang(due.amount)
    short: int | None = None
    if amount is None:
        verdict, code, bound = Verdict.UNKNOWN, due.reason_code, Bound.UNKNOWN
    elif was is None:
        verdict, code, bound = Verdict.UNKNOWN, why or "paid_unknown", due.bound
    elif was < amount.minor:
        short, bound = amount.minor - was, due.bound
        verdict = Verdict.PROHIBITED
        code = "below" if bound is Bound.EXACT else "below_at_least"
    elif due.bound is Bound.EXACT:
        verdict, code, bound, short = Verdict.PERMITTED, "as_due", Bound.EXACT, 0
    else:
        verdict, code, bound = Verdict.UNKNOWN, due.reason_code, due.bound
    return Line(
        kind=due.kind,
        period=due.period,
        subject=due.subject,
        steps=due.steps,
        due=amount,
        was=_baht(was),
        short=_baht(short),
        bound=bound,
        finding=due.law.finding(verdict, code),
        provisions=(due.law, *due.also),
    )


def _baht(minor: int | None) -> Money | None:
    return None if minor is None else Money(minor, Currency.THB)


def _wages(
    lines: Sequence[Line],
    gross: Money | None,
    apart: Sequence[tuple[list[Due], Money]],
) -> Money | None:
    """The least that was paid for normal work."""
    if gross is None:
        return None
    extra = [line for line in lines if line.kind not in _WAGES and line.kind is not _SKILL]
    named = sum(len(those) for those, _ in apart)
    if len(extra) == named:
        return Money(gross.minor - sum(money.minor for _, money in apart), Currency.THB)
    sure = [
        min(line.was.minor, line.due.minor)
        for line in lines
        if line.kind in _WAGES and line.was and line.due
    ]
    return Money(sum(sure), Currency.THB)
