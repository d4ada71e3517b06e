"""The worker's share of social security, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from saphan.domain.pay.claim import claim
from saphan.domain.pay.codes import LineKind, Reckoned, Topic
from saphan.domain.pay.formula import Unit
from saphan.domain.pay.law import PayLaw
from saphan.domain.pay.records import Paid, Stint
from saphan.domain.period import Period

from .worlds import JUNE, Row, days, law_of, number, off, provision, rows, stint, taken

LAW = law_of("400")


def told(paid: object, social: object, period: Period = JUNE, **more: Any) -> Stint:
    """A month of pay before deductions, and what was taken for social security."""
    money = paid
    if not isinstance(paid, Paid):
        money = Paid(number(paid), reckoned=Reckoned.BEFORE_DEDUCTIONS)
    given: dict[str, Any] = {"basis": "monthly", "rate": 12000, "hours": 8} | more
    return stint(period, paid=money, deductions=(taken("social_security", social),), **given)


def social(*stints: Stint, law: PayLaw = LAW) -> list[Row]:
    """The lines about social security."""
    return rows(claim(stints, law), "social_security")


@pytest.mark.parametrize(
    ("paid", "taken_off", "due", "short", "verdict", "reason"),
    [
        # 5 % of 12,000 = 600
        (12000, 600, "600.00", "0.00", "permitted", "within_share"),
        (12000, 500, "600.00", "0.00", "permitted", "within_share"),
        (12000, 650, "600.00", "50.00", "over_cap", "over_cap"),
        (12000, 601, "600.00", "1.00", "over_cap", "over_cap"),
        # Below one baht it may be rounding: 5 % of 12,010 = 600.50
        (12010, 601, "600.50", None, "unknown", "rounding_not_stated"),
        # 5 % of the ceiling of 15,000 = 750
        (20000, 750, "750.00", "0.00", "permitted", "within_share"),
        (20000, 1000, "750.00", "250.00", "over_cap", "over_cap"),
        # 5 % of the floor of 1,650 = 82.50
        (1000, "82.5", "82.50", "0.00", "permitted", "within_share"),
        (12000, 0, "600.00", "0.00", "permitted", "nothing_taken"),
        # What was paid is not known: 750 is the most in any case
        (None, 700, "750.00", None, "unknown", "paid_unknown"),
        (None, 800, "750.00", "50.00", "over_cap", "over_cap_at_least"),
    ],
)
def test_share_of_a_month(
    paid: object, taken_off: object, due: str, short: str | None, verdict: str, reason: str
) -> None:
    [found] = social(told(paid, taken_off))
    assert (found[1], found[3], found[4], found[5]) == (due, short, verdict, reason)


def test_weeks_of_a_month_share_its_ceiling() -> None:
    """Two halves of 10,000 baht: 5 % of 15,000, not 5 % of 20,000."""
    halves = [
        told(10000, 500, days("2025-06-01", "2025-06-15"), basis="daily", days=15),
        told(10000, 500, days("2025-06-16", "2025-06-30"), basis="daily", days=15),
    ]
    assert social(*halves) == [
        ("social_security", "750.00", "1000.00", "250.00", "over_cap", "over_cap")
    ]


def test_overtime_may_or_may_not_count() -> None:
    """12,000 of wages and 1,500 of overtime: 600 is sure, 675 is the most."""
    paid = Paid(number(13500), number(1500), number(0), Reckoned.BEFORE_DEDUCTIONS)
    month = told(paid, 600, overtime=20)
    assert social(month)[0][4:] == ("permitted", "within_share")
    between = replace(month, deductions=(taken("social_security", 650),))
    assert social(between) == [
        ("social_security", "675.00", "650.00", None, "unknown", "base_not_stated")
    ]
    above = replace(month, deductions=(taken("social_security", 700),))
    assert social(above)[0][3:] == ("25.00", "over_cap", "over_cap_at_least")


@pytest.mark.parametrize(
    ("paid", "taken_off", "short", "verdict", "reason"),
    [
        # 5 % of one day's 400 = 20 is sure; 5 % of a month's ceiling of 15,000 = 750 is the most
        (400, 20, "0.00", "permitted", "within_share"),
        (400, "20.5", None, "unknown", "rounding_not_stated"),
        (400, 21, None, "unknown", "month_not_shown"),
        (400, 750, None, "unknown", "month_not_shown"),
        (400, 760, "10.00", "over_cap", "over_cap_at_least"),
        (400, 0, "0.00", "permitted", "nothing_taken"),
        (None, 600, None, "unknown", "paid_unknown"),
        (None, 760, "10.00", "over_cap", "over_cap_at_least"),
        # Whatever one day is said to have paid, no more than the ceiling counts
        (20000, 751, "1.00", "over_cap", "over_cap"),
    ],
)
def test_one_day_does_not_show_the_share_of_its_month(
    paid: object, taken_off: object, short: str | None, verdict: str, reason: str
) -> None:
    day = days("2025-06-02", "2025-06-02")
    [found] = social(told(paid, taken_off, day, basis="daily", days=1))
    assert (found[1], *found[3:]) == ("750.00", short, verdict, reason)


def test_the_most_of_a_part_of_a_month_is_told_a_month() -> None:
    day = days("2025-06-02", "2025-06-02")
    [line] = [
        line
        for line in claim([told(400, 30, day, basis="daily", days=1)], LAW).lines
        if line.kind is LineKind.SOCIAL_SECURITY
    ]
    worked = [(step.result.value, step.result.unit) for step in line.steps]
    assert worked == [
        (Fraction(400), Unit.BAHT),
        (Fraction(20), Unit.BAHT),
        (Fraction(750), Unit.BAHT_A_MONTH),
    ]


def test_weeks_with_a_gap_are_not_a_whole_month() -> None:
    """5 % of the 8,000 that are shown is 400; what the days between brought is not known."""
    weeks = [
        told(4000, 250, days("2025-06-01", "2025-06-10"), basis="daily", days=10),
        told(4000, 250, days("2025-06-21", "2025-06-30"), basis="daily", days=10),
    ]
    assert social(*weeks) == [
        ("social_security", "750.00", "500.00", None, "unknown", "month_not_shown")
    ]


def test_the_ceiling_of_the_days_counts() -> None:
    rows_of = [each for each in LAW.provisions if each.topic is not Topic.SOCIAL_CEILING]
    old = provision(Topic.SOCIAL_CEILING, "15000", Period(date(2020, 1, 1), date(2025, 12, 31)))
    new = provision(Topic.SOCIAL_CEILING, "17500", Period(date(2026, 1, 1)))
    law = replace(LAW, provisions=(*rows_of, old, new))
    december = told(20000, 800, days("2025-12-01", "2025-12-31"))
    january = told(20000, 875, days("2026-01-01", "2026-01-31"))
    between = told(20000, 800, days("2025-12-16", "2026-01-15"))
    assert [found[1:4] for found in social(december, law=law)] == [("750.00", "800.00", "50.00")]
    assert [found[1:4] for found in social(january, law=law)] == [("875.00", "875.00", "0.00")]
    assert social(between, law=law)[0][3:] == (None, "unknown", "base_not_stated")


def test_a_long_period_touches_several_ceilings() -> None:
    quarter = told(60000, 2300, days("2025-04-01", "2025-06-30"))
    assert social(quarter)[0][1:4] == ("2250.00", "2300.00", "50.00")


def test_work_outside_social_security() -> None:
    law = law_of("400", social_excluded="1")
    assert social(told(12000, 0), law=law)[0][3:] == (
        *("0.00", "not_applicable", "outside_social_security"),
    )
    assert social(told(12000, 600), law=law)[0][3:] == (None, "unknown", "outside_but_taken")
    unknown = stint(days=3, deductions=None)
    assert social(unknown, law=law)[0][3:] == (None, "unknown", "deductions_unknown")


@pytest.mark.parametrize(
    "topic", ["social_rate", "social_floor", "social_ceiling", "social_excluded"]
)
def test_unknown_rules_make_an_unknown_share(topic: str) -> None:
    nothing: dict[str, Any] = {topic: None}
    law = law_of("400", **nothing)
    assert social(told(12000, 600), law=law) == [
        ("social_security", None, "600.00", None, "unknown", "unverified")
    ]


def test_unknown_amounts_stay_unknown() -> None:
    missing = told(12000, None)
    assert social(missing)[0][2:] == (None, None, "unknown", "deduction_amount_unknown")
    resting = told(12000, 600, holidays=(off("rest_day", None),))
    assert social(resting)[0][4:] == ("permitted", "within_share")
