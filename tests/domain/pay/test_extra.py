"""Overtime and work on holidays, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from saphan.domain.pay.claim import claim
from saphan.domain.pay.formula import Factor, Operation, Step, Unit
from saphan.domain.pay.records import HolidayWork, Paid, Stint

from .worlds import JUNE, Row, days, law_of, off, pay_rows, rows, stint

LAW = law_of("400")
EXTRA = ("overtime", "holiday_work", "holiday_overtime")


def extra_rows(told: Stint, **law: Any) -> list[Row]:
    """The lines about overtime and holidays."""
    return rows(claim([told], law_of("400", **law)), *EXTRA)


#: Wages of 10,400 are paid apart, so that a test sees what was paid for other work.
def worked(**more: Any) -> Stint:
    told: dict[str, Any] = {"rate": 400, "days": 26, "hours": 8}
    told |= {"paid": Paid(Fraction(10400), Fraction(0), Fraction(0))}
    return stint(**(told | more))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # 400 / 8 = 50; 20 x 50 x 1.5 = 1,500
        (
            worked(overtime=20),
            [("overtime", "1500.00", "0.00", "1500.00", "prohibited", "below")],
        ),
        # 420 / 8 = 52.5; 8 x 52.5 x 1.5 = 630
        (
            worked(rate=420, overtime=8),
            [("overtime", "630.00", "0.00", "630.00", "prohibited", "below")],
        ),
        # Paid less than the minimum wage: the hour is worth 50 all the same
        (
            worked(rate=300, overtime=20),
            [("overtime", "1500.00", "0.00", "1500.00", "prohibited", "below")],
        ),
        # 60 baht an hour: 10 x 60 x 1.5 = 900
        (
            worked(basis="hourly", rate=60, overtime=10),
            [("overtime", "900.00", "0.00", "900.00", "prohibited", "below")],
        ),
        # 15,000 / (30 x 8) = 62.5; 10 x 62.5 x 1.5 = 937.50
        (
            worked(basis="monthly", rate=15000, overtime=10),
            [("overtime", "937.50", "0.00", "937.50", "prohibited", "below")],
        ),
        # The agreed wage is not known: 10 x 50 x 1.5 = 750 at least
        (
            worked(rate=None, overtime=10),
            [("overtime", "750.00", "0.00", "750.00", "prohibited", "below_at_least")],
        ),
        # The hours of a day are not known: a day of at most 8 hours, so 50 an hour at least
        (
            worked(hours=None, rate=800, overtime=10),
            [("overtime", "750.00", "0.00", "750.00", "prohibited", "below_at_least")],
        ),
        (
            worked(basis="piece", rate=None, overtime=10),
            [("overtime", "750.00", "0.00", "750.00", "prohibited", "below_at_least")],
        ),
        (
            worked(overtime=None),
            [("overtime", None, "0.00", None, "unknown", "overtime_hours_unknown")],
        ),
        # 10 hours a day: 2 x 26 = 52 hours above the limit; 400 / 10 = 40 < 400 / 8 = 50
        (
            worked(hours=10, overtime=0),
            [("overtime", "3900.00", "0.00", "3900.00", "prohibited", "below_at_least")],
        ),
        # 500 for 10 hours: 52 x 50 x 1.5 = 3,900, of which 26 x (500 - 400) lie in the wage
        (
            worked(hours=10, rate=500, overtime=0),
            [("overtime", "1300.00", "0.00", "1300.00", "prohibited", "below_at_least")],
        ),
        # 18,000 a month is 600 a day of 10 hours: 52 x 60 x 1.5 = 4,680 less 26 x (600 - 480)
        (
            worked(basis="monthly", hours=10, rate=18000, overtime=0),
            [("overtime", "1560.00", "0.00", "1560.00", "prohibited", "below_at_least")],
        ),
        # Rounded once: 0.0875 h x 50 x 1.5 = 6.5625
        (
            worked(rate=None, hours=8, overtime="0.0875"),
            [("overtime", "6.56", "0.00", "6.56", "prohibited", "below_at_least")],
        ),
        (worked(overtime=0), []),
    ],
)
def test_overtime(told: Stint, expected: list[Row]) -> None:
    assert extra_rows(told) == expected


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        # Paid for the day anyway: 8 x 50 x 1 on top; not paid: 8 x 50 x 2
        (
            off("public_holiday", 8, paid=True),
            [("holiday_work/public_holiday", "400.00", "0.00", "400.00", "prohibited", "below")],
        ),
        (
            off("rest_day", 8, paid=False),
            [("holiday_work/rest_day", "800.00", "0.00", "800.00", "prohibited", "below")],
        ),
        (
            off("rest_day", 8),
            [("holiday_work/rest_day", "400.00", "0.00", "400.00", "prohibited", "below_at_least")],
        ),
        # 2 x 50 x 3 = 300
        (
            off("rest_day", 0, 2),
            [("holiday_overtime/rest_day", "300.00", "0.00", "300.00", "prohibited", "below")],
        ),
        (
            off("rest_day", None, None),
            [
                ("holiday_work/rest_day", None, "0.00", None, "unknown", "holiday_hours_unknown"),
                (
                    "holiday_overtime/rest_day",
                    None,
                    "0.00",
                    None,
                    "unknown",
                    "holiday_hours_unknown",
                ),
            ],
        ),
    ],
)
def test_holidays(work: HolidayWork, expected: list[Row]) -> None:
    assert extra_rows(worked(holidays=(work,))) == expected


def test_unknown_holidays_are_a_line_not_zero() -> None:
    found = extra_rows(worked(holidays=None))
    assert found == [("holiday_work", None, "0.00", None, "unknown", "holiday_hours_unknown")]


def test_without_a_known_rate_normal_pay_is_the_floor() -> None:
    """The invented law has no rate for holidays; the day is a day of work all the same."""
    law: dict[str, str | None] = {"holiday_paid": None, "holiday_unpaid": None}
    worked_off = (off("rest_day", 8),)
    assert extra_rows(worked(holidays=worked_off), **law) == [
        ("holiday_work/rest_day", "400.00", "0.00", "400.00", "prohibited", "below_at_least")
    ]
    paid = Paid(Fraction(10800), Fraction(0), Fraction(400))
    assert extra_rows(worked(holidays=worked_off, paid=paid), **law) == [
        ("holiday_work/rest_day", "400.00", "400.00", None, "unknown", "holiday_rate_unknown")
    ]
    monthly = worked(basis="monthly", rate=12000, holidays=worked_off)
    assert extra_rows(monthly, **law) == [
        ("holiday_work/rest_day", None, "0.00", None, "unknown", "unverified")
    ]


def test_a_floor_cites_the_rule_that_it_rests_on() -> None:
    told = worked(holidays=(off("rest_day", 8),))
    law = law_of("400", holiday_paid=None, holiday_unpaid=None)
    line = next(line for line in claim([told], law).lines if line.kind.value == "holiday_work")
    assert line.finding.rule == "invented.minimum_wage"
    assert line.finding.standing == "verified"
    assert "invented.holiday_paid" in {each.rule for each in line.provisions}


def test_money_for_all_work_counts_for_wages_first() -> None:
    # 10,400 for wages, 10,900 - 10,400 = 500 for overtime of 1,500
    told = worked(overtime=20, paid=10900)
    assert pay_rows(LAW, told) == [
        ("minimum_wage", "10400.00", "10400.00", "0.00", "permitted", "as_due"),
        ("overtime", "1500.00", "500.00", "1000.00", "prohibited", "below"),
    ]
    # Paid apart: too much overtime pay is no wage
    paid = Paid(Fraction(11900), Fraction(2000))
    assert pay_rows(LAW, worked(overtime=20, paid=paid)) == [
        ("minimum_wage", "10400.00", "9900.00", "500.00", "prohibited", "below"),
        ("overtime", "1500.00", "2000.00", "0.00", "permitted", "as_due"),
    ]


def test_overtime_across_a_change_counts_at_the_lower_rate() -> None:
    law = law_of("372", "400", turns=(date(2025, 7, 1),))
    crossing = days("2025-06-16", "2025-07-15")
    # 10 x (372 / 8) x 1.5 = 697.50
    assert rows(claim([worked(period=crossing, rate=372, overtime=10)], law), "overtime") == [
        ("overtime", "697.50", "0.00", "697.50", "prohibited", "below_at_least")
    ]
    # 480 a day is above both: 10 x 60 x 1.5 = 900, exactly
    assert rows(claim([worked(period=crossing, rate=480, overtime=10)], law), "overtime") == [
        ("overtime", "900.00", "0.00", "900.00", "prohibited", "below")
    ]


def test_unknown_rules_stay_unknown() -> None:
    assert extra_rows(worked(overtime=10), overtime=None) == [
        ("overtime", None, "0.00", None, "unknown", "unverified")
    ]
    # Without the hours of a day, the agreed 400 / 8 = 50 is all that is known of an hour
    assert extra_rows(worked(overtime=10), day_hours=None) == [
        ("overtime", "750.00", "0.00", "750.00", "prohibited", "below_at_least")
    ]
    assert extra_rows(worked(overtime=10, rate=None), day_hours=None) == [
        ("overtime", None, "0.00", None, "unknown", "unverified")
    ]
    assert extra_rows(worked(holidays=(off("rest_day", 0, 2),)), holiday_overtime=None) == [
        ("holiday_overtime/rest_day", None, "0.00", None, "unknown", "unverified")
    ]


def test_the_formula_can_be_printed() -> None:
    told = stint(JUNE, rate=420, days=26, hours=8, overtime=8, paid=10920)
    line = next(line for line in claim([told], LAW).lines if line.kind.value == "overtime")
    assert line.steps == (
        Step(
            Operation.QUOTIENT,
            (Factor(Fraction(420), Unit.BAHT_A_DAY), Factor(Fraction(8), Unit.HOURS_A_DAY)),
            Factor(Fraction(105, 2), Unit.BAHT_AN_HOUR),
        ),
        Step(
            Operation.PRODUCT,
            (
                Factor(Fraction(8), Unit.HOURS),
                Factor(Fraction(105, 2), Unit.BAHT_AN_HOUR),
                Factor(Fraction(3, 2), Unit.TIMES),
            ),
            Factor(Fraction(630), Unit.BAHT),
        ),
    )
