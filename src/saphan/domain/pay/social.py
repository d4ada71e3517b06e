"""Social security: the worker's share of a month's wage, between the floor and the ceiling.

The share is counted from the wage of the month. Days that are not a whole month show only what
part of it falls on their own wage, and the most that one month can bring: whoever is paid twice a
month may have the share of the whole month taken from one pay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saphan.domain.finding import Verdict
from saphan.domain.money import Currency, Money
from saphan.domain.pay.codes import Bound, LineKind, Taken, Topic
from saphan.domain.pay.days import whole_months
from saphan.domain.pay.formula import Factor, Step, Unit, greatest, least, product
from saphan.domain.pay.law import PayLaw, Provision
from saphan.domain.pay.lines import Line, satang
from saphan.domain.pay.records import days_in
from saphan.domain.pay.settling import Settled
from saphan.domain.period import Period

_BAHT = 100


@dataclass(frozen=True, slots=True)
class _Month:
    """Stints that are paid within one month, with what was paid and taken in satang.

    ``wages`` is the least and ``gross`` the most that the share is counted from; None is unknown.
    ``whole`` are all days of a month, ``part`` fewer; a longer period is neither.
    """

    period: Period
    whole: bool
    part: bool
    wages: int | None
    gross: int | None
    taken: int | None
    taken_why: str


@dataclass(frozen=True, slots=True)
class _Share:
    """The share that may be taken, in satang: surely this much, and at most so much."""

    sure: int
    most: int
    steps: tuple[Step, ...]


def social_lines(settled: Sequence[Settled], law: PayLaw) -> Iterator[Line]:
    """One line for each calendar month, or for a pay period that lies in two of them."""
    for those in _by_month(settled):
        yield _line(_month(those), law)


def _by_month(settled: Sequence[Settled]) -> Iterable[list[Settled]]:
    months: dict[tuple[int, int, int], list[Settled]] = defaultdict(list)
    for number, each in enumerate(settled):
        first, last = each.stint.period.first, each.stint.period.last
        same = last is not None and (first.year, first.month) == (last.year, last.month)
        months[(first.year, first.month, -1 if same else number)].append(each)
    return months.values()


def _month(those: list[Settled]) -> _Month:
    period = Period(
        min(each.stint.period.first for each in those),
        max(each.stint.period.last or each.stint.period.first for each in those),
    )
    gapless = sum(days_in(each.stint.period) for each in those) == days_in(period)
    whole = gapless and whole_months(period) == (1, 0)
    taken, why = _taken(those)
    return _Month(
        period=period,
        whole=whole,
        part=not whole and whole_months(period) <= (1, 0),
        wages=_sum(each.wages for each in those),
        gross=_sum(each.gross for each in those),
        taken=taken,
        taken_why=why,
    )


def _sum(amounts: Iterable[Money | None]) -> int | None:
    given = list(amounts)
    known = [money.minor for money in given if money is not None]
    return sum(known) if len(known) == len(given) else None


def _taken(those: list[Settled]) -> tuple[int | None, str]:
    """Satang taken for social security; None with the reason when nobody knows."""
    total = Fraction(0)
    for each in those:
        if each.stint.deductions is None:
            return None, "deductions_unknown"
        for deduction in each.stint.deductions:
            if deduction.taken is Taken.SOCIAL_SECURITY:
                if deduction.amount is None:
                    return None, "deduction_amount_unknown"
                total += deduction.amount
    return satang(total).minor, ""


def _line(month: _Month, law: PayLaw) -> Line:
    excluded = law.steady(Topic.SOCIAL_EXCLUDED, month.period)
    if excluded.value == 1:
        return _outside(month, excluded)
    rate = law.steady(Topic.SOCIAL_RATE, month.period)
    floors = () if month.part else (law.steady(Topic.SOCIAL_FLOOR, month.period),)
    ceilings = law.parts(Topic.SOCIAL_CEILING, month.period)
    used = (rate, *floors, *ceilings, excluded)
    unknown = [each for each in (excluded, rate, *floors, *ceilings) if each.value is None]
    if unknown:
        return _made(month, (unknown[0],), None, Verdict.UNKNOWN, unknown[0].reason_code)
    if floors:
        share = _share(month, rate, floors[0], ceilings)
    else:
        share = _share_of_part(month, rate, ceilings)
    verdict, code = _against(month, share)
    return _made(month, used, share, verdict, code)


def _outside(month: _Month, excluded: Provision) -> Line:
    if month.taken == 0:
        code = "outside_social_security"
        return _made(month, (excluded,), _Share(0, 0, ()), Verdict.NOT_APPLICABLE, code)
    code = month.taken_why or "outside_but_taken"
    return _made(month, (excluded,), None, Verdict.UNKNOWN, code)


def _share(
    month: _Month, rate: Provision, floor: Provision, ceilings: Sequence[Provision]
) -> _Share:
    """The share at its surest and at its highest, in satang."""
    times = Factor(_value(rate), Unit.TIMES)
    lowest = min(_value(each) for each in ceilings)
    highest = Factor(max(_value(each) for each in ceilings) * _months(month), Unit.BAHT)
    at_least = Factor(_value(floor), Unit.BAHT)
    steps: tuple[Step, ...] = ()
    base = highest
    if month.gross is not None:
        above = greatest(Unit.BAHT, Factor(Fraction(month.gross, _BAHT), Unit.BAHT), at_least)
        below = least(Unit.BAHT, above.result, highest)
        steps, base = (above, below), below.result
    total = product(Unit.BAHT, base, times)
    wages = Fraction(month.wages or 0, _BAHT)
    surely = max(wages, at_least.value) if month.whole and month.wages is not None else wages
    sure = satang(min(surely, lowest) * times.value).minor
    return _Share(sure, satang(total.result.value).minor, (*steps, total))


def _share_of_part(month: _Month, rate: Provision, ceilings: Sequence[Provision]) -> _Share:
    """What falls on the wage of these days, and the most that the month can bring."""
    times = Factor(_value(rate), Unit.TIMES)
    lowest = Factor(min(_value(each) for each in ceilings), Unit.BAHT)
    highest = Factor(max(_value(each) for each in ceilings), Unit.BAHT_A_MONTH)
    most = product(Unit.BAHT_A_MONTH, highest, times)
    own: tuple[Step, ...] = ()
    if month.wages is not None:
        below = least(Unit.BAHT, Factor(Fraction(month.wages, _BAHT), Unit.BAHT), lowest)
        own = (below, product(Unit.BAHT, below.result, times))
    sure = satang(own[-1].result.value).minor if own else 0
    return _Share(sure, satang(most.result.value).minor, (*own, most))


def _months(month: _Month) -> int:
    """For how many months the ceiling can count: one, or each that a longer period touches."""
    first, last = month.period.first, month.period.last or month.period.first
    if whole_months(month.period) <= (1, 0):
        return 1
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _value(provision: Provision) -> Fraction:
    return provision.value or Fraction(0)


def _against(month: _Month, share: _Share) -> tuple[Verdict, str]:
    if month.taken is None:
        return Verdict.UNKNOWN, month.taken_why
    if month.taken == 0:
        return Verdict.PERMITTED, "nothing_taken"
    if month.taken <= share.sure:
        return Verdict.PERMITTED, "within_share"
    if month.taken - share.most >= _BAHT:
        return Verdict.OVER_CAP, "over_cap" if share.sure == share.most else "over_cap_at_least"
    if month.gross is None:
        return Verdict.UNKNOWN, "paid_unknown"
    if month.taken - share.sure < _BAHT:
        return Verdict.UNKNOWN, "rounding_not_stated"
    return Verdict.UNKNOWN, "month_not_shown" if month.part else "base_not_stated"


def _made(
    month: _Month,
    used: tuple[Provision, ...],
    share: _Share | None,
    verdict: Verdict,
    code: str,
) -> Line:
    short = None
    if share is not None and month.taken is not None and verdict is not Verdict.UNKNOWN:
        short = max(0, month.taken - share.most)
    exact = share is not None and (share.sure == share.most or short == 0)
    return Line(
        kind=LineKind.SOCIAL_SECURITY,
        period=month.period,
        subject="",
        steps=share.steps if share else (),
        due=Money(share.most, Currency.THB) if share else None,
        was=None if month.taken is None else Money(month.taken, Currency.THB),
        short=None if short is None else Money(short, Currency.THB),
        bound=Bound.UNKNOWN if share is None else Bound.EXACT if exact else Bound.AT_LEAST,
        finding=used[0].finding(verdict, code),
        provisions=used,
    )
