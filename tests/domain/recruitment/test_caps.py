"""A cap holds for the sum of what one worker paid under it; only the part above is owed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.finding import Standing, Verdict
from saphan.domain.money import Currency, half_up
from saphan.domain.period import Period
from saphan.domain.recruitment.charges import Cap, ChargeRule, Effect
from saphan.domain.recruitment.codes import Item, Law
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.terms import RangeChoice
from tests.audit.tables import Tables, payment, rate

from .worlds import amounts, decided

BAHT = Cap(Fraction(1000), Currency.THB)


def capped(cap: Cap) -> tuple[ChargeRule, ...]:
    """One rule of the law at destination with such a cap on service fees."""
    rule = ChargeRule(
        rule="invented.cap",
        law=Law.DESTINATION,
        period=Period(date(2020, 1, 1)),
        effect=Effect.CAPPED,
        standing=Standing.VERIFIED,
        article="an article",
        source="a source",
        reason="A reason.",
        items=frozenset({Item.SERVICE_FEE}),
        cap=cap,
    )
    return (rule,)


def judged_by(cap: Cap, *paid: dict[str, object], **chosen: Any) -> Outcome:
    tables = Tables.of_amounts(0)
    tables.interviews[0] |= {"first_month_wage": 9000, "wage_currency": "THB"}
    tables.payments = [payment(1, **cells) for cells in paid]
    tables.rates = [rate("2024-03-01", "USD", "40"), rate("2024-03-01", "MMK", "0.02")]
    return decided(tables, capped(cap), method="individual", definition="law", **chosen)


def verdicts(outcome: Outcome) -> set[tuple[str, str]]:
    found = (line.verdicts[Law.DESTINATION] for line in outcome.judged)
    return {(one.verdict.value, one.reason_code) for one in found}


@pytest.mark.parametrize(
    ("paid", "verdict", "owed"),
    [
        ([400, 600], ("permitted", "within_cap"), 0),
        ([1000], ("permitted", "within_cap"), 0),
        (["1000.01"], ("over_cap", "over_cap"), 1),
        ([700, 700], ("over_cap", "over_cap"), 40_000),
        ([0], ("permitted", "within_cap"), 0),
    ],
)
def test_the_sum_is_held_against_the_cap(
    paid: list[object], verdict: tuple[str, str], owed: int
) -> None:
    outcome = judged_by(BAHT, *({"amount": amount} for amount in paid))
    assert verdicts(outcome) == {verdict}
    assert amounts(outcome) == {"W1": owed}


def test_the_cap_of_one_worker_is_not_the_cap_of_another() -> None:
    tables = Tables.of_amounts(600, 600, 1500)
    outcome = decided(tables, capped(BAHT), method="individual", definition="law")
    assert amounts(outcome) == {"W1": 0, "W2": 0, "W3": 50_000}


def test_amounts_in_other_currencies_are_compared_at_their_rate() -> None:
    outcome = judged_by(BAHT, {"amount": 20, "currency": "USD"}, {"amount": 300})
    assert verdicts(outcome) == {("over_cap", "over_cap")}
    assert amounts(outcome) == {"W1": 10_000}
    kyat = judged_by(Cap(Fraction(50_000), Currency.MMK), {"amount": 1200})
    assert amounts(kyat) == {"W1": 20_000}


def test_without_a_rate_nobody_can_say() -> None:
    outcome = judged_by(BAHT, {"amount": 9, "currency": "LAK"}, {"amount": 5000})
    assert verdicts(outcome) == {("unknown", "cap_not_comparable")}
    assert amounts(outcome) == {"W1": 0}
    assert len(list(outcome.to_clarify)) == 2


def test_a_cap_in_months_of_wage_needs_the_wage() -> None:
    months = Cap(months_of_wage=Fraction(1, 2))
    assert amounts(judged_by(months, {"amount": 5000})) == {"W1": 50_000}
    tables = Tables.of_amounts(5000)
    outcome = decided(tables, capped(months), method="individual", definition="law")
    assert verdicts(outcome) == {("unknown", "cap_not_comparable")}


def test_below_a_ceiling_a_lower_one_may_apply() -> None:
    ceiling = Cap(Fraction(1000), Currency.THB, within=Effect.UNKNOWN)
    assert verdicts(judged_by(ceiling, {"amount": 900})) == {("unknown", "within_unknown")}
    assert amounts(judged_by(ceiling, {"amount": 1300})) == {"W1": 30_000}


def test_what_the_employer_bore_does_not_fill_the_cap() -> None:
    outcome = judged_by(BAHT, {"amount": 900}, {"amount": 900, "borne_by": "employer"})
    assert verdicts(outcome) == {
        ("permitted", "within_cap"),
        ("not_applicable", "borne_by_employer"),
    }
    assert amounts(outcome) == {"W1": 0}


def test_a_refund_is_subtracted_from_the_part_above_the_cap() -> None:
    outcome = judged_by(BAHT, {"amount": 1500, "refunded": 200})
    assert amounts(outcome) == {"W1": 30_000}
    assert amounts(judged_by(BAHT, {"amount": 1500, "refunded": 900})) == {"W1": 0}


PAID = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 900)), min_size=1, max_size=4)


@given(PAID)
def test_ranges_and_caps_never_lower_what_is_owed(paid: list[tuple[int, int]]) -> None:
    rows = [
        {"amount": "", "amount_min": Decimal(low), "amount_max": Decimal(low + more)}
        for low, more in paid
    ]
    low, middle, high = (
        judged_by(BAHT, *rows, range_choice=choice).plan.total_minor for choice in RangeChoice
    )
    assert low <= middle <= high
    assert low == 100 * max(0, sum(low for low, _ in paid) - 1000)
    assert high == 100 * max(0, sum(low + more for low, more in paid) - 1000)
    twice = Fraction(sum(2 * low + more for low, more in paid), 2)
    assert middle == half_up(100 * max(Fraction(0), twice - 1000))


def test_the_reason_tells_the_comparison_and_the_rule() -> None:
    [line] = judged_by(BAHT, {"amount": 1500}).judged
    finding = line.verdicts[Law.DESTINATION]
    assert finding.verdict is Verdict.OVER_CAP
    assert finding.reason == "The sum of these payments lies above the cap. A reason."
    assert (finding.rule, finding.article, finding.source) == (
        *("invented.cap", "an article"),
        "a source",
    )
