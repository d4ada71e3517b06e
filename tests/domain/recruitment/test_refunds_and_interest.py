"""Refunds already made, interest with its reason, instalments by payroll month, flat amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.money import half_up
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Nationality
from saphan.domain.recruitment.terms import Interest, Terms
from saphan.domain.refusals import Incomplete, Refused
from tests.audit.tables import Tables, interview, payment, worker

from .worlds import AS_OF, amounts, decided, take

FIVE = Interest(Fraction(1, 20), "an agreement")


def one(amount: object, **cells: object) -> dict[str, int]:
    tables = Tables.of_amounts(0)
    tables.payments.append(payment(1, amount, **cells))
    return amounts(decided(tables, method="individual"))


def test_a_refund_is_subtracted() -> None:
    assert one(1000, refunded="250.50") == {"W1": 74_950}
    assert one(1000, refunded=1000) == {"W1": 0}
    assert one(1000, refunded="") == {"W1": 100_000}


def test_a_refund_of_one_payment_does_not_shorten_another() -> None:
    """The range may say less than came back; then nothing is owed, and nothing less than that."""
    tables = Tables.of_amounts(300)
    span = {"amount": "", "amount_min": 100, "amount_max": 900, "refunded": 500}
    tables.payments.append(payment(1, **span))
    owed = {choice: decided(tables, range_choice=choice) for choice in ("low", "middle", "high")}
    assert {name: one.plan.total_minor for name, one in owed.items()} == {
        "low": 30_000,
        "middle": 30_000,
        "high": 70_000,
    }


def test_more_refunded_than_paid_is_a_row_to_look_at() -> None:
    tables = Tables.of_amounts(1000)
    tables.payments[0]["refunded"] = "1000.01"
    told = [(one.row, one.column, one.code) for one in take(tables).rejected]
    assert told == [(2, "refunded", "refund.above_amount")]


def test_refunds_are_subtracted_from_what_the_worker_bore_only() -> None:
    assert one(1000, refunded=10, borne_by="employer") == {"W1": 0}
    assert one(1000, refunded=10, item="other") == {"W1": 0}


@given(
    st.decimals(0, 50_000, places=2),
    st.dates(date(2020, 1, 1), AS_OF),
    st.sampled_from(["0.05", "0.0725", "1"]),
)
def test_interest_is_simple_and_from_the_day_of_payment(
    amount: Decimal, paid_on: date, yearly: str
) -> None:
    tables = Tables.of_amounts(0)
    tables.payments = [payment(1, amount, paid_on=paid_on.isoformat())]
    interest = Interest(Fraction(yearly), "an agreement")
    days = AS_OF.toordinal() - paid_on.toordinal()
    expected = Fraction(amount) * (1 + Fraction(yearly) * Fraction(days, 365))
    found = amounts(decided(tables, method="individual", interest=interest))
    assert found == {"W1": half_up(expected * 100)}


@pytest.mark.parametrize(
    ("paid_on", "days"), [("2026-11", 0), ("2026-10", 23), ("2025", 327), ("", 0)]
)
def test_a_vague_date_bears_interest_from_its_last_day(paid_on: str, days: int) -> None:
    tables = Tables.of_amounts(0)
    tables.payments = [payment(1, 36_500, paid_on=paid_on)]
    found = amounts(decided(tables, method="individual", interest=FIVE))
    assert found == {"W1": 3_650_000 + days * 500}


def test_interest_runs_on_what_is_left_after_refunds() -> None:
    tables = Tables.of_amounts(0)
    tables.payments = [payment(1, 1000, paid_on="2025-11-23", refunded=1000)]
    assert amounts(decided(tables, method="individual", interest=FIVE)) == {"W1": 0}


def test_interest_needs_a_rate_and_a_reason() -> None:
    for yearly in (0, -1, Fraction(101, 100)):
        with pytest.raises(Refused, match=r"interest\.rate"):
            Interest(Fraction(yearly), "an agreement")
    with pytest.raises(Incomplete, match=r"interest\.no_reason"):
        Interest(Fraction(1, 20), "  ")
    said = {one.code: one.facts for one in decided(Tables.of_amounts(1), interest=FIVE).assumptions}
    assert said["interest.simple"] == {"percent": "5", "why": "an agreement"}
    without = {one.code for one in decided(Tables.of_amounts(1)).assumptions}
    assert "interest.none" in without
    assert "interest.simple" not in without


def test_instalments_follow_the_payroll_months() -> None:
    tables = Tables.of_amounts("100.01", more=1)
    tables.roster[1] |= {"status": "left"}
    plan = decided(tables, instalments=3, first_payroll=PartialDate(2026, 11)).plan
    current, left = (
        [(one.number, str(one.month), one.amount_minor) for one in line.instalments]
        for line in plan.lines
    )
    assert current == [(1, "2026-11", 3334), (2, "2026-12", 3334), (3, "2027-01", 3333)]
    assert left == [(1, "2026-11", 10_001)]


@pytest.mark.parametrize("number", [0, -1, 61])
def test_instalments_are_between_one_and_sixty(number: int) -> None:
    with pytest.raises(Refused, match=r"instalments\.number"):
        Terms(as_of=AS_OF, instalments=number)


def two_corridors() -> Tables:
    """Three from Myanmar, two from Cambodia of whom one was heard, one of an unheard agent."""
    khmer = {"nationality": "KH", "agent": "Agency K"}
    tables = Tables.of_amounts(100, 200, 600)
    tables.interviews.append(interview(4, "K1", **khmer))
    tables.payments.append(payment(4, 50))
    tables.roster += [worker("K1", **khmer), worker("K2", **khmer)]
    tables.roster.append(worker("X1", agent="Agency X"))
    return tables


def test_flat_is_the_median_of_the_corridor() -> None:
    plan = decided(two_corridors(), method="flat").plan
    assert {line.worker: line.amount_minor for line in plan.lines} == {
        **dict.fromkeys(("W1", "W2", "W3"), 20_000),
        **dict.fromkeys(("K1", "K2"), 5_000),
    }
    assert [(one.worker, one.reason) for one in plan.unresolved] == [
        ("X1", "cohort_without_interviews")
    ]


def test_an_agreed_flat_amount_needs_who_agreed() -> None:
    agreed = {Nationality.MM: Fraction("15000.005")}
    with pytest.raises(Incomplete, match=r"flat\.no_reason"):
        Terms(as_of=AS_OF, flat=agreed)
    outcome = decided(two_corridors(), method="flat", flat=agreed, flat_reason="a settlement")
    assert amounts(outcome) == dict.fromkeys(("W1", "W2", "W3"), 1_500_001)
    assert [(one.worker, one.reason) for one in outcome.plan.unresolved] == [
        ("K1", "corridor_without_amount"),
        ("K2", "corridor_without_amount"),
        ("X1", "cohort_without_interviews"),
    ]


@pytest.mark.parametrize("amount", [Fraction(-1), Fraction(5_000_001)])
def test_a_flat_amount_is_of_a_believable_size(amount: Fraction) -> None:
    with pytest.raises(Refused, match=r"flat\.amount"):
        Terms(as_of=AS_OF, flat={Nationality.MM: amount}, flat_reason="a settlement")
