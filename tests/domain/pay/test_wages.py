"""Minimum and agreed wages, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from saphan.domain.pay.claim import changes, claim
from saphan.domain.pay.codes import Bound, Reckoned
from saphan.domain.pay.lines import Claim
from saphan.domain.pay.records import Paid, Stint

from .worlds import JUNE, Row, baht, days, law_of, pay_rows, rows, stint, taken

LAW = law_of("400")
JULY_1 = date(2025, 7, 1)
RISE = law_of("372", "400", turns=(JULY_1,))
MINIMUM = "minimum_wage"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # 26 x 400 = 10,400
        (
            stint(rate=400, days=26, hours=8, paid=10400),
            [(MINIMUM, "10400.00", "10400.00", "0.00", "permitted", "as_due")],
        ),
        (
            stint(rate=350, days=26, hours=8, paid=9100),
            [(MINIMUM, "10400.00", "9100.00", "1300.00", "prohibited", "below")],
        ),
        # 26 x 400 and 26 x (450 - 400) = 1,300 above; 11,000 - 10,400 = 600 of it was paid
        (
            stint(rate=450, days=26, hours=8, paid=11000),
            [
                (MINIMUM, "10400.00", "10400.00", "0.00", "permitted", "as_due"),
                ("agreed_wage", "1300.00", "600.00", "700.00", "prohibited", "below"),
            ],
        ),
        # Half a day's work of a full day: 25.5 x 400 = 10,200
        (
            stint(rate=400, days="25.5", hours=8, paid=10000),
            [(MINIMUM, "10200.00", "10000.00", "200.00", "prohibited", "below")],
        ),
        # The hours of a daily paid day are not known: it counts as a day of work
        (
            stint(days=10, paid=3000),
            [(MINIMUM, "4000.00", "3000.00", "1000.00", "prohibited", "below")],
        ),
        # 4 hours of 8: 20 x 4 x (400 / 8) = 4,000 at least
        (
            stint(rate=200, days=20, hours=4, paid=4000),
            [(MINIMUM, "4000.00", "4000.00", None, "unknown", "part_day")],
        ),
        (
            stint(rate=150, days=20, hours=4, paid=3000),
            [(MINIMUM, "4000.00", "3000.00", "1000.00", "prohibited", "below_at_least")],
        ),
        (
            stint(rate=400, days=26, hours=8),
            [(MINIMUM, "10400.00", None, None, "unknown", "paid_unknown")],
        ),
        (
            stint(rate=400, hours=8, paid=9000),
            [(MINIMUM, None, "9000.00", None, "unknown", "days_unknown")],
        ),
    ],
)
def test_daily_wage(told: Stint, expected: list[Row]) -> None:
    assert pay_rows(LAW, told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # 45 baht an hour, 26 days of 8 hours: 26 x 8 x 50 = 10,400
        (
            stint(basis="hourly", rate=45, days=26, hours=8, paid=9360),
            [(MINIMUM, "10400.00", "9360.00", "1040.00", "prohibited", "below")],
        ),
        # 60 an hour: 60 x 8 = 480 a day, 80 above the minimum, x 26 = 2,080
        (
            stint(basis="hourly", rate=60, days=26, hours=8, paid=12480),
            [
                (MINIMUM, "10400.00", "10400.00", "0.00", "permitted", "as_due"),
                ("agreed_wage", "2080.00", "2080.00", "0.00", "permitted", "as_due"),
            ],
        ),
        (
            stint(basis="hourly", rate=45, days=26, paid=9360),
            [(MINIMUM, None, "9360.00", None, "unknown", "hours_unknown")],
        ),
        # Piece work for 24 days of 8 hours: 24 x 400 = 9,600
        (
            stint(basis="piece", days=24, hours=8, paid=8000),
            [(MINIMUM, "9600.00", "8000.00", "1600.00", "prohibited", "below")],
        ),
        (
            stint(basis="piece", days=24, paid=8000),
            [(MINIMUM, None, "8000.00", None, "unknown", "hours_unknown")],
        ),
        # A month of 30 days: 30 x 400 = 12,000, whatever the days worked
        (
            stint(basis="monthly", rate=11000, days=26, hours=8, paid=11000),
            [(MINIMUM, "12000.00", "11000.00", "1000.00", "prohibited", "below")],
        ),
        # (15,000 / 30 - 400) x 30 = 3,000 above the minimum
        (
            stint(basis="monthly", rate=15000, hours=8, paid=14000),
            [
                (MINIMUM, "12000.00", "12000.00", "0.00", "permitted", "as_due"),
                ("agreed_wage", "3000.00", "2000.00", "1000.00", "prohibited", "below"),
            ],
        ),
        # 31 days are a month of thirty; 10 days are 10 of thirty
        (
            stint(days("2025-07-01", "2025-07-31"), "monthly", hours=8, paid=12000),
            [(MINIMUM, "12000.00", "12000.00", "0.00", "permitted", "as_due")],
        ),
        (
            stint(days("2025-02-01", "2025-02-28"), "monthly", hours=8, paid=12000),
            [(MINIMUM, "12000.00", "12000.00", "0.00", "permitted", "as_due")],
        ),
        (
            stint(days("2025-06-21", "2025-06-30"), "monthly", hours=8, paid=3000),
            [(MINIMUM, "4000.00", "3000.00", "1000.00", "prohibited", "below")],
        ),
        # 16 January to 15 March are two months: 24,000
        (
            stint(days("2025-01-16", "2025-03-15"), "monthly", hours=8, paid=20000),
            [(MINIMUM, "24000.00", "20000.00", "4000.00", "prohibited", "below")],
        ),
    ],
)
def test_other_ways_to_count_pay(told: Stint, expected: list[Row]) -> None:
    assert pay_rows(LAW, told) == expected


def test_a_month_is_unknown_without_its_conversion() -> None:
    law = law_of("400", month_days=None)
    told = stint(basis="monthly", rate=11000, hours=8, paid=11000)
    assert pay_rows(law, told) == [
        (MINIMUM, None, "11000.00", None, "unknown", "unverified"),
    ]


CROSSING = days("2025-06-16", "2025-07-15")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # All 30 days worked: 15 x 372 = 5,580 and 15 x 400 = 6,000
        (
            stint(CROSSING, days=30, hours=8, paid=11000),
            [
                (MINIMUM, "5580.00", "5580.00", "0.00", "permitted", "as_due"),
                (MINIMUM, "6000.00", "5420.00", "580.00", "prohibited", "below"),
            ],
        ),
        # 26 of 30 days: at least 11 lie after the change, 15 x 372 + 11 x 400 = 9,980
        (
            stint(CROSSING, days=26, hours=8, paid=9000),
            [
                (MINIMUM, "5580.00", "5580.00", None, "unknown", "days_of_each_rate"),
                (MINIMUM, "4400.00", "3420.00", "980.00", "prohibited", "below_at_least"),
            ],
        ),
        # A monthly wage: 15 of thirty at 372, 15 of thirty at 400
        (
            stint(CROSSING, "monthly", hours=8, paid=11160),
            [
                (MINIMUM, "5580.00", "5580.00", "0.00", "permitted", "as_due"),
                (MINIMUM, "6000.00", "5580.00", "420.00", "prohibited", "below"),
            ],
        ),
    ],
)
def test_a_period_is_split_where_the_wage_changes(told: Stint, expected: list[Row]) -> None:
    assert pay_rows(RISE, told) == expected
    found = [line.period for line in claim([told], RISE).lines if line.kind.value == MINIMUM]
    assert found == [days("2025-06-16", "2025-06-30"), days("2025-07-01", "2025-07-15")]


def test_a_split_can_be_asked_for_beforehand() -> None:
    assert changes(CROSSING, RISE) == (
        days("2025-06-16", "2025-06-30"),
        days("2025-07-01", "2025-07-15"),
    )
    assert changes(JUNE, RISE) == (JUNE,)
    apart = [
        stint(days("2025-06-16", "2025-06-30"), days=13, hours=8, paid=4836),
        stint(days("2025-07-01", "2025-07-15"), days=13, hours=8, paid=4836),
    ]
    # 13 x 372 = 4,836 and 13 x 400 = 5,200
    assert pay_rows(RISE, *apart) == [
        (MINIMUM, "4836.00", "4836.00", "0.00", "permitted", "as_due"),
        (MINIMUM, "5200.00", "4836.00", "364.00", "prohibited", "below"),
    ]


def test_days_that_may_lie_where_the_wage_is_unknown_are_left_out() -> None:
    law = law_of(None, "400", turns=(JULY_1,))
    told = stint(CROSSING, rate=400, days=26, hours=8, paid=0)
    # 15 days may lie in June; 11 x 400 = 4,400 is sure, and what was agreed for the others
    assert pay_rows(law, told) == [
        (MINIMUM, None, "0.00", None, "unknown", "unverified"),
        ("agreed_wage", "6000.00", "0.00", "6000.00", "prohibited", "below_at_least"),
        (MINIMUM, "4400.00", "0.00", "4400.00", "prohibited", "below_at_least"),
    ]


def test_an_agreed_wage_needs_a_rule_that_it_must_be_paid() -> None:
    law = law_of("400", wages_paid=None)
    told = stint(rate=450, days=10, hours=8, paid=4000)
    assert pay_rows(law, told)[1] == ("agreed_wage", None, None, None, "unknown", "unverified")


def test_money_in_hand_counts_with_what_was_deducted() -> None:
    told: dict[str, Any] = {"rate": 400, "days": 26, "hours": 8}
    social = (taken("social_security", 520),)
    assert baht(claim([stint(**told, paid=9880, deductions=social)], LAW)) == 0
    before = Paid(Fraction(9880), reckoned=Reckoned.BEFORE_DEDUCTIONS)
    short = claim([stint(**told, paid=before, deductions=social)], LAW)
    # 10,400 - 9,880 = 520, and 520 was taken where 5 % of 9,880 = 494
    assert [line.short.minor for line in short.lines if line.short] == [52_000, 2_600]
    unknown = claim([stint(**told, paid=9880, deductions=None)], LAW)
    assert rows(unknown, MINIMUM)[0][4:] == ("unknown", "deductions_unknown")


def test_the_sum_says_how_sure_it_is() -> None:
    exact = claim([stint(rate=350, days=26, hours=8, paid=9100)], LAW)
    assert (baht(exact), exact.bound) == (Decimal(1300), Bound.EXACT)
    floor = claim([stint(rate=350, days=26, hours=8, paid=9100, overtime=None)], LAW)
    assert (baht(floor), floor.bound) == (Decimal(1300), Bound.AT_LEAST)
    nothing = claim([stint(rate=400, days=26, hours=8, paid=10400, overtime=None)], LAW)
    assert (baht(nothing), nothing.bound) == (None, Bound.UNKNOWN)


def codes(found: Claim) -> set[str]:
    return {assumed.code for assumed in found.assumptions}


def test_what_was_assumed_is_said() -> None:
    plain = claim([stint(rate=400, days=26, hours=8, paid=10400)], LAW)
    assert codes(plain) == {"rounding", "holidays_off_left_out"}
    assert "full_days" in codes(claim([stint(days=26, paid=10400)], LAW))
    assert "hours_above_limit" in codes(claim([stint(days=26, hours=10, paid=10400)], LAW))
    monthly = claim([stint(basis="monthly", hours=8, paid=10400, housing=True)], LAW)
    assert {"days_of_a_month", "month_worked", "in_kind_not_counted"} <= codes(monthly)
    crossing = claim([stint(CROSSING, days=26, hours=8, overtime=3, paid=1)], RISE)
    assert {"days_at_lower_rate", "hours_at_lower_rate", "paid_in_order"} <= codes(crossing)
    unsaid = law_of("400", work=None)
    assert "ordinary_work" in codes(claim([stint(days=26, paid=10400)], unsaid))
    silent = law_of("400", money=None)
    assert "in_kind_left_out" in codes(claim([stint(days=26, paid=1, food=True)], silent))
