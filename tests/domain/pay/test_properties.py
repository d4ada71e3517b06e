"""What must hold of every claim, whatever is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import prod
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.finding import Verdict
from saphan.domain.money import half_up
from saphan.domain.pay.claim import claim
from saphan.domain.pay.codes import Basis, Bound, Consent, Holiday, LineKind, Reckoned, Taken, Topic
from saphan.domain.pay.formula import Operation, Step
from saphan.domain.pay.law import PayLaw
from saphan.domain.pay.lines import Claim
from saphan.domain.pay.records import Deduction, HolidayWork, Paid, Stint, problems
from saphan.domain.period import Period

from .worlds import VALUES, law_of, turned

PAY = {
    LineKind.MINIMUM_WAGE,
    LineKind.AGREED_WAGE,
    LineKind.OVERTIME,
    LineKind.HOLIDAY_WORK,
    LineKind.HOLIDAY_OVERTIME,
}
FIRST = date(2025, 3, 1)

halves = st.integers(0, 24).map(lambda n: Fraction(n, 2))
satang = st.integers(0, 3_000_000).map(lambda n: Fraction(n, 100))
holiday_work = st.builds(
    HolidayWork,
    holiday=st.sampled_from(Holiday),
    hours=halves,
    beyond=halves,
    paid_when_off=st.booleans(),
)
deduction = st.builds(
    Deduction, taken=st.sampled_from(Taken), amount=satang, consent=st.sampled_from(Consent)
)
laws = st.builds(
    lambda first, second, turn: law_of(str(first), str(second), turns=(turn,)),
    st.integers(300, 400),
    st.integers(300, 400),
    st.integers(1, 60).map(lambda n: FIRST + timedelta(days=n)),
)


@st.composite
def stints(draw: st.DrawFn, first: date = FIRST) -> Stint:
    """A stint about which everything is known, of at most two months."""
    length = draw(st.integers(7, 62))
    basis = draw(st.sampled_from(Basis))
    rate = draw(
        {Basis.HOURLY: st.integers(30, 80), Basis.MONTHLY: st.integers(6000, 20000)}.get(
            basis, st.integers(200, 600)
        )
    )
    overtime, holidays = draw(halves), tuple(draw(st.lists(holiday_work, max_size=2)))
    return Stint(
        period=Period(first, first + timedelta(days=length - 1)),
        basis=basis,
        rate=None if basis is Basis.PIECE else Fraction(rate),
        days=Fraction(draw(st.integers(0, length))),
        hours=Fraction(draw(st.sampled_from([4, 7, 8, 9, 12]))),
        overtime=overtime,
        holidays=holidays,
        paid=Paid(draw(satang), reckoned=Reckoned.BEFORE_DEDUCTIONS),
        deductions=tuple(draw(st.lists(deduction, max_size=3))),
    )


known = stints().filter(lambda stint: not problems([stint]))


def due(found: Claim) -> Fraction:
    """Everything that should have been paid, before any rounding."""
    lines = [line for line in found.lines if line.kind in PAY and line.steps]
    return sum((line.steps[-1].result.value for line in lines), start=Fraction(0))


def short(found: Claim) -> int:
    """What is missing of pay, in satang, as far as it is known."""
    return sum(line.short.minor for line in found.lines if line.kind in PAY and line.short)


def unpaid(stint: Stint) -> Stint:
    """The same stint for which nothing was paid, so that all that is due is missing."""
    return replace(stint, paid=Paid(Fraction(0), reckoned=Reckoned.BEFORE_DEDUCTIONS))


@given(known, st.integers(300, 420), st.integers(1, 61), st.sampled_from(Topic))
def test_a_rule_written_in_two_rows_changes_nothing(
    stint: Stint, wage: int, turn: int, topic: Topic
) -> None:
    law = law_of(str(wage))
    split = turned(law, topic, FIRST + timedelta(days=turn))
    one, two = claim([stint], law), claim([stint], split)
    assert due(one) == due(two)
    assert {line.bound for line in one.lines} == {line.bound for line in two.lines}
    assert abs(short(one) - short(two)) <= len(two.lines)


@given(st.integers(2, 60), st.data(), st.integers(200, 600), st.integers(300, 420))
def test_days_told_in_two_periods_come_to_the_same(
    length: int, data: st.DataObject, rate: int, wage: int
) -> None:
    cut = data.draw(st.integers(1, length - 1))
    before, after = data.draw(st.integers(0, cut)), data.draw(st.integers(0, length - cut))
    nothing = Paid(Fraction(0))

    def told(first: int, last: int, days: int) -> Stint:
        span = Period(FIRST + timedelta(days=first), FIRST + timedelta(days=last))
        return Stint(
            *(span, Basis.DAILY, Fraction(rate), Fraction(days), Fraction(8), Fraction(0), ()),
            *(nothing, ()),
        )

    law = law_of(str(wage))
    whole = claim([told(0, length - 1, before + after)], law)
    parts = claim([told(0, cut - 1, before), told(cut, length - 1, after)], law)
    assert due(whole) == due(parts)
    assert short(whole) == short(parts)


@given(known, laws)
def test_nothing_missing_is_below_zero_and_nothing_unknown_is_a_number(
    stint: Stint, law: PayLaw
) -> None:
    found = claim([stint], law)
    for line in found.lines:
        assert line.short is None or line.short.minor >= 0
        assert (line.finding.verdict is Verdict.UNKNOWN) == (
            line.short is None and line.finding.verdict is not Verdict.PROHIBITED
        )
        assert line.finding.reason
        assert line.finding.rule
    if found.short is not None and found.short.minor == 0:
        assert found.bound is Bound.EXACT


@given(known, laws)
def test_all_money_paid_is_counted_once(stint: Stint, law: PayLaw) -> None:
    found = claim([stint], law)
    was = sum(line.was.minor for line in found.lines if line.kind in PAY and line.was)
    assert was == half_up((stint.paid.total or Fraction(0)) * 100)


@given(known, laws, st.sampled_from(["overtime", "holiday", "days"]), st.integers(1, 8))
def test_more_work_is_never_worth_less(stint: Stint, law: PayLaw, what: str, more: int) -> None:
    if what == "overtime":
        longer = replace(stint, overtime=(stint.overtime or Fraction(0)) + more)
    elif what == "days":
        longer = replace(stint, days=(stint.days or Fraction(0)) + more)
    else:
        extra = HolidayWork(Holiday.REST_DAY, Fraction(more), Fraction(more), paid_when_off=True)
        longer = replace(stint, holidays=(*(stint.holidays or ()), extra))
    if problems([longer]):
        return
    assert due(claim([longer], law)) >= due(claim([stint], law))
    assert short(claim([unpaid(longer)], law)) >= short(claim([unpaid(stint)], law))


@given(known, laws)
def test_the_order_of_things_told_has_no_say(stint: Stint, law: PayLaw) -> None:
    last = stint.period.last or FIRST
    later = replace(
        stint,
        period=Period(last + timedelta(days=1), last + timedelta(days=62)),
        holidays=tuple(reversed(stint.holidays or ())),
        deductions=tuple(reversed(stint.deductions or ())),
    )
    assert claim([stint, later], law) == claim([later, stint], law)
    turned_round = replace(
        stint,
        holidays=tuple(reversed(stint.holidays or ())),
        deductions=tuple(reversed(stint.deductions or ())),
    )
    assert claim([turned_round], law) == claim([stint], law)
    shuffled = replace(law, provisions=tuple(reversed(law.provisions)))
    assert claim([stint], shuffled) == claim([stint], law)


@given(known, laws)
def test_rounding_happens_once_a_line(stint: Stint, law: PayLaw) -> None:
    found = claim([stint], law)
    for line in found.lines:
        if line.kind in PAY and line.due is not None:
            assert line.due.minor == half_up(line.steps[-1].result.value * 100)
        if line.kind in PAY and line.short is not None and line.due and line.was:
            assert line.short.minor == max(0, line.due.minor - line.was.minor)
    total = sum(line.short.minor for line in found.lines if line.short)
    assert (found.short.minor if found.short else 0) == total


def computed(step: Step) -> Fraction:
    """A step worked out again from its parts."""
    first, *others = (part.value for part in step.parts)
    return {
        Operation.PRODUCT: first * prod(others, start=Fraction(1)),
        Operation.QUOTIENT: first / (prod(others, start=Fraction(1)) or 1),
        Operation.DIFFERENCE: first - sum(others, start=Fraction(0)),
        Operation.LEAST: min(first, *others, first),
        Operation.GREATEST: max(first, *others, first),
    }[step.operation]


@given(known, laws)
def test_every_formula_can_be_recomputed(stint: Stint, law: PayLaw) -> None:
    for line in claim([stint], law).lines:
        for step in line.steps:
            assert step.result.value == computed(step)


HIDDEN = ["rate", "days", "hours", "overtime", "holidays"]


@given(known, laws, st.sets(st.sampled_from(HIDDEN), min_size=1))
def test_what_is_not_known_only_lowers_the_floor(
    stint: Stint, law: PayLaw, hidden: set[str]
) -> None:
    """A day of unknown hours counts as a full day, so part-time work is left out here.

    For days above the limit the wage does not change here: the floor is then looser on purpose.
    """
    if stint.hours is not None and stint.hours < 8:
        stint = replace(stint, hours=Fraction(8))
    if stint.hours is not None and stint.hours > 8:
        law = law_of("350")
    if problems([stint]):
        return
    nothing: dict[str, Any] = dict.fromkeys(hidden)
    fewer = replace(stint, **nothing)
    assert short(claim([fewer], law)) <= short(claim([stint], law))
    assert due(claim([unpaid(fewer)], law)) <= due(claim([unpaid(stint)], law))


@given(known, st.integers(300, 420), st.sets(st.sampled_from(sorted(VALUES)), min_size=1))
def test_an_unknown_rule_never_adds_to_a_claim(stint: Stint, wage: int, silent: set[Topic]) -> None:
    nothing: dict[str, Any] = dict.fromkeys(silent)
    full, less = law_of(str(wage)), law_of(str(wage), **nothing)
    assert short(claim([unpaid(stint)], less)) <= short(claim([unpaid(stint)], full))


@given(known, st.integers(300, 420))
def test_without_a_minimum_wage_nothing_of_it_is_claimed(stint: Stint, wage: int) -> None:
    found = claim([stint], law_of(None))
    for line in found.lines:
        if line.kind is LineKind.MINIMUM_WAGE:
            assert (line.due, line.short, line.bound) == (None, None, Bound.UNKNOWN)
    assert short(claim([unpaid(stint)], law_of(None))) <= short(
        claim([unpaid(stint)], law_of(str(wage)))
    )


@given(st.lists(known, min_size=1, max_size=3), laws)
def test_pay_of_later_periods_does_not_change_earlier_lines(told: list[Stint], law: PayLaw) -> None:
    first = told[0]
    groups: dict[bool, int] = defaultdict(int)
    start = first.period.last or FIRST
    later = [
        replace(
            each,
            period=Period(
                start + timedelta(days=1 + 62 * number), start + timedelta(days=62 * (number + 1))
            ),
        )
        for number, each in enumerate(told[1:])
    ]
    alone = [line for line in claim([first], law).lines if line.kind in PAY]
    together = [line for line in claim([first, *later], law).lines if line.kind in PAY]
    for line in together:
        groups[line.period.first <= start] += 1
    assert together[: len(alone)] == alone
    assert groups[True] == len(alone)
