"""Is my pay right? Pay periods and the law of their days in; every line of the claim out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from saphan.domain.pay.codes import Basis, LineKind, Reckoned, Topic
from saphan.domain.pay.days import day_of
from saphan.domain.pay.deductions import deduction_lines
from saphan.domain.pay.extra import extra_dues
from saphan.domain.pay.law import PayLaw
from saphan.domain.pay.lines import Assumption, Claim, Line
from saphan.domain.pay.records import Stint, days_in, problems
from saphan.domain.pay.settling import Settled, settle
from saphan.domain.pay.social import social_lines
from saphan.domain.pay.wages import wage_dues
from saphan.domain.period import Period


def claim(stints: Sequence[Stint], law: PayLaw) -> Claim:
    """What should have been paid and taken in these pay periods, line by line.

    The order of the stints has no say. Errors: ``ValueError`` when ``records.problems`` finds one;
    ask it first.
    """
    wrong = problems(stints)
    if wrong:
        raise ValueError(wrong[0].code)
    in_order = sorted(stints, key=lambda stint: stint.period.first)
    settled = [_settled(stint, law) for stint in in_order]
    lines: list[Line] = []
    for each in settled:
        lines += each.lines
        lines += deduction_lines(each, law)
    lines += social_lines(settled, law)
    return Claim(tuple(lines), tuple(_assumptions(settled, law)))


def changes(period: Period, law: PayLaw) -> tuple[Period, ...]:
    """The parts of a closed period between which the minimum wage changes its amount.

    Where there are several, days worked are counted exactly only if they are given for each part.
    """
    parts: list[Period] = []
    before = object()
    for part in law.parts(Topic.MINIMUM_WAGE, period):
        if parts and part.value == before:
            parts[-1] = replace(parts[-1], last=part.period.last)
        else:
            parts.append(part.period)
        before = part.value
    return tuple(parts)


def _settled(stint: Stint, law: PayLaw) -> Settled:
    if stint.holidays is not None:
        in_order = sorted(stint.holidays, key=repr)
        stint = replace(stint, holidays=tuple(in_order))
    return settle(stint, [*wage_dues(stint, law), *extra_dues(stint, law)])


def _assumptions(settled: Sequence[Settled], law: PayLaw) -> Iterator[Assumption]:
    yield Assumption("rounding")
    if law.work is None:
        yield Assumption("ordinary_work")
    if law.sector is None:
        yield Assumption("no_sector")
    if law.elsewhere:
        places = ", ".join(law.elsewhere)
        yield Assumption("whole_province", {"province": law.province, "elsewhere": places})
    in_kind = [each.stint.period for each in settled if each.stint.housing or each.stint.food]
    if in_kind:
        money = law.steady(Topic.MONEY, in_kind[0])
        code = "in_kind_left_out" if money.value is None else "in_kind_not_counted"
        yield Assumption(code, {"rule": money.rule, "article": money.article})
    found = {code for each in settled for code in _of_stint(each, law)}
    yield from (Assumption(code) for code in sorted(found))


def _of_stint(settled: Settled, law: PayLaw) -> Iterator[str]:
    stint = settled.stint
    if stint.basis is Basis.MONTHLY:
        yield "days_of_a_month"
        yield "month_worked"
    elif stint.basis is Basis.DAILY and stint.hours is None:
        yield "full_days"
    if stint.basis is not Basis.MONTHLY:
        yield "holidays_off_left_out"
    if day_of(stint, law).over:
        yield "hours_above_limit"
    if stint.paid.reckoned is Reckoned.IN_HAND and stint.deductions and settled.gross is not None:
        yield "deductions_added"
    kinds = {line.kind for line in settled.lines if line.kind is not LineKind.SKILL_WAGE}
    apart = stint.paid.overtime is not None and stint.paid.holidays is not None
    if settled.gross is not None and len(kinds) > 1 and not apart:
        yield "paid_in_order"
    yield from _at_lower_rate(settled, law)


def _at_lower_rate(settled: Settled, law: PayLaw) -> Iterator[str]:
    stint = settled.stint
    if len(changes(stint.period, law)) < 2:
        return
    if stint.basis is not Basis.MONTHLY and stint.days not in (None, 0, days_in(stint.period)):
        yield "days_at_lower_rate"
    if stint.overtime or stint.holidays:
        yield "hours_at_lower_rate"
