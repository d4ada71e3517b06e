"""What is told is looked at before anything is worked out, and every code has its sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from saphan.domain import pay
from saphan.domain.pay.claim import changes, claim
from saphan.domain.pay.codes import Topic
from saphan.domain.pay.days import whole_months
from saphan.domain.pay.reasons import ASSUMPTIONS, PROBLEMS, REASONS
from saphan.domain.pay.records import Paid, Stint, days_in, problems
from saphan.domain.period import Period
from saphan.rulebook.answers import Reason

from .worlds import JUNE, days, law_of, off, rows, stint, taken, turned

LAW = law_of("400")


@pytest.mark.parametrize(
    ("told", "field", "code"),
    [
        (stint(Period(date(2025, 6, 1))), "period", "period_open"),
        (stint(days("2025-06-30", "2025-06-01")), "period", "period_reversed"),
        (stint(days("2010-06-30", "2025-06-01")), "period", "period_too_long"),
        (stint(days=31), "days", "more_than_the_days"),
        (stint(days=-1), "days", "negative"),
        (stint(paid=-1), "paid", "negative"),
        (stint(rate=10**9), "rate", "absurd"),
        (stint(hours=25), "hours", "not_hours_of_a_day"),
        (stint(hours=0), "hours", "not_hours_of_a_day"),
        (stint(overtime=721), "overtime", "more_than_the_hours"),
        (stint(holidays=(off("rest_day", -1),)), "holiday_0", "negative"),
        (stint(deductions=(taken("fine", -5),)), "deduction_0", "negative"),
        (stint(paid=Paid(Fraction(10), Fraction(11))), "paid", "parts_above_total"),
    ],
)
def test_what_cannot_be_is_named(told: Stint, field: str, code: str) -> None:
    found = problems([told])
    assert (field, code) in {(each.field, each.code) for each in found}
    assert {each.code for each in found} <= set(PROBLEMS)
    with pytest.raises(ValueError, match=found[0].code):
        claim([told], LAW)


def test_a_day_told_twice_is_named() -> None:
    told = [stint(days("2025-06-30", "2025-07-05")), stint(JUNE)]
    assert [(each.stint, each.code) for each in problems(told)] == [(0, "overlap")]
    assert problems([stint(JUNE), stint(days("2025-07-01", "2025-07-05"))]) == ()


def test_an_empty_claim_is_empty() -> None:
    found = claim([], LAW)
    assert (found.lines, found.short and found.short.minor) == ((), 0)


def test_a_law_with_a_hole_is_unknown_there() -> None:
    told = stint(days("2019-12-01", "2019-12-31"), rate=400, days=20, hours=8, paid=1)
    found = rows(claim([told], LAW), "minimum_wage")
    assert found == [("minimum_wage", None, "1.00", None, "unknown", "no_rule")]
    gap = replace(LAW, provisions=())
    assert {row[4] for row in rows(claim([told], gap))} == {"unknown"}
    across = LAW.parts(Topic.MINIMUM_WAGE, days("2019-12-31", "2020-01-01"))
    assert [part.reason_code for part in across] == ["no_rule", "in_force"]


@pytest.mark.parametrize(
    ("first", "last", "months", "rest"),
    [
        ("2025-02-01", "2025-02-28", 1, 0),
        ("2025-01-31", "2025-02-28", 1, 0),
        ("2024-02-01", "2024-02-28", 0, 28),
        ("2025-01-16", "2025-02-15", 1, 0),
        ("2025-01-01", "2025-12-31", 12, 0),
        ("2025-12-16", "2026-01-20", 1, 5),
        ("2025-06-01", "2025-06-01", 0, 1),
    ],
)
def test_whole_months(first: str, last: str, months: int, rest: int) -> None:
    assert whole_months(days(first, last)) == (months, rest)


def test_every_reason_of_the_law_book_has_a_sentence() -> None:
    assert {reason.value for reason in Reason} <= set(REASONS)


def test_every_sentence_is_one_sentence_and_no_two_are_the_same() -> None:
    for sentences in (REASONS, ASSUMPTIONS, PROBLEMS):
        assert len(set(sentences.values())) == len(sentences)
        for text in sentences.values():
            assert re.fullmatch(r"[A-Z][^{}]*\.", text), text


def test_every_code_is_one_that_the_domain_speaks() -> None:
    """A sentence that no code needs would be translated six times for nothing."""
    folder = Path(pay.__file__).parent
    spoken = " ".join(
        path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "reasons.py"
    )
    of_the_book = {reason.value for reason in Reason} | {
        *("rule_changed", "work_exception", "start_unknown"),
    }
    unused = {
        code
        for code in {*REASONS, *ASSUMPTIONS, *PROBLEMS} - of_the_book
        if f'"{code}"' not in spoken
    }
    assert unused == set()


def test_a_value_that_changes_within_a_period_is_unknown() -> None:
    """Only the minimum wage is split; of any other change nobody knows which hours it concerns."""
    two = turned(law_of("400"), Topic.OVERTIME, date(2025, 6, 16))
    rows_of = tuple(
        replace(row, value=Fraction(2)) if row.rule == "invented.later" else row
        for row in two.provisions
    )
    told = stint(JUNE, rate=400, days=20, hours=8, overtime=4, paid=8000)
    found = rows(claim([told], replace(two, provisions=rows_of)), "overtime")
    assert found == [("overtime", None, None, None, "unknown", "changed_within")]
    assert rows(claim([told], two), "overtime")[0][1] == "300.00"
    same = turned(law_of("400"), Topic.MINIMUM_WAGE, date(2025, 6, 16))
    assert changes(JUNE, same) == (JUNE,)


def test_long_days_of_an_unknown_number_make_a_floor() -> None:
    told = stint(
        JUNE, "monthly", rate=12000, hours=10, overtime=4, paid=Paid(Fraction(12000), Fraction(0))
    )
    # 4 x 50 x 1.5 = 300; the two hours above the limit on each day are not counted
    found = rows(claim([told], LAW), "overtime")
    assert found == [("overtime", "300.00", "0.00", "300.00", "prohibited", "below_at_least")]
    silent = replace(told, overtime=Fraction(0))
    assert rows(claim([silent], LAW), "overtime")[0][4:] == ("unknown", "days_unknown")


def test_an_unknown_deduction_hides_what_was_paid() -> None:
    told = stint(JUNE, days=20, hours=8, paid=8000, deductions=(taken("housing", None),))
    found = rows(claim([told], LAW), "minimum_wage")
    assert found[0][4:] == ("unknown", "deduction_amount_unknown")


def test_neither_rate_nor_minimum_wage_leaves_nothing_to_count() -> None:
    law = law_of(None, holiday_paid=None, holiday_unpaid=None)
    told = stint(JUNE, days=20, hours=8, overtime=1, holidays=(off("rest_day", 8),), paid=0)
    found = rows(claim([told], law), "overtime", "holiday_work")
    assert [(row[1], row[5]) for row in found] == [(None, "unverified"), (None, "unverified")]


def test_an_open_period_has_no_days() -> None:
    with pytest.raises(ValueError, match="open"):
        days_in(Period(date(2025, 6, 1)))
