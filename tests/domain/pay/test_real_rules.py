"""Claims with the law book of this checkout, across the changes that it knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from saphan.domain.finding import Verdict
from saphan.domain.pay.claim import changes, claim
from saphan.domain.pay.codes import Reckoned, Topic, Work
from saphan.domain.pay.law import PayLaw
from saphan.domain.pay.records import Paid
from saphan.domain.period import Period
from saphan.rulebook.book import Rulebook, load
from saphan.rulebook.pay import pay_law

from .worlds import baht, days, number, off, rows, stint, taken

BOOK: Rulebook = load(Path(__file__).resolve().parents[3] / "rules")
MINIMUM = "minimum_wage"


def law_on(first: str, last: str, province: str = "TH-10", **place: Any) -> PayLaw:
    """The law of a place on these days."""
    return pay_law(BOOK, province=province, period=days(first, last), **place)


@pytest.mark.parametrize(
    ("first", "last", "place", "amounts"),
    [
        # Bangkok: 363 until 2024, 372 from 2025, 400 from July 2025; every day worked
        ("2024-12-30", "2025-01-02", {}, ["726.00", "744.00"]),
        ("2025-06-29", "2025-07-02", {}, ["744.00", "800.00"]),
        ("2024-12-31", "2025-07-01", {}, ["363.00", "67332.00", "400.00"]),
        # Ko Samui 345 in 2024, 400 from 2025; the rest of Surat Thani 352
        (
            "2024-12-31",
            "2025-01-01",
            {"province": "TH-84", "district": "ko-samui"},
            ["345.00", "400.00"],
        ),
        ("2024-12-31", "2025-01-01", {"province": "TH-84"}, ["345.00", "352.00"]),
        # Mueang Chiang Mai 350 in 2024, 380 from 2025
        (
            "2024-12-31",
            "2025-01-01",
            {"province": "TH-50", "district": "mueang"},
            ["350.00", "380.00"],
        ),
        # Hotels of type 2 to 4 in Tak: 352 of the province until June 2025, then 400
        (
            "2025-06-30",
            "2025-07-01",
            {"province": "TH-63", "sector": "hotel-type-2-4"},
            ["352.00", "400.00"],
        ),
        # No change in July 2025 for other work in Tak
        ("2025-06-30", "2025-07-01", {"province": "TH-63"}, ["704.00"]),
    ],
)
def test_a_period_across_a_real_change(
    first: str, last: str, place: dict[str, Any], amounts: list[str]
) -> None:
    law = law_on(first, last, **place)
    period = days(first, last)
    worked = (period.last or period.first) - period.first
    told = stint(period, days=worked.days + 1, hours=8, paid=0)
    found = rows(claim([told], law), MINIMUM)
    assert [row[1] for row in found] == amounts
    assert {row[4] for row in found} == {"prohibited"}
    assert len(changes(period, law)) == len(amounts)


def test_a_month_across_july_2025_to_the_satang() -> None:
    """A daily paid worker in Bangkok at 372 baht: 13 days before and 12 after 1 July 2025.

    Wages 13 x 372 = 4,836 and 12 x 400 = 4,800. Overtime 8 h x 46.50 x 1.5 = 558 before and
    6 h x 50 x 1.5 = 450 after. Paid 25 x 372 + 14 x 46.50 = 9,951.
    """
    law = law_on("2025-06-16", "2025-07-15")
    before = stint(
        days("2025-06-16", "2025-06-30"), rate=372, days=13, hours=8, overtime=8, paid=5208
    )
    after = stint(
        days("2025-07-01", "2025-07-15"), rate=372, days=12, hours=8, overtime=6, paid=4743
    )
    found = claim([before, after], law)
    assert rows(found, MINIMUM, "overtime") == [
        (MINIMUM, "4836.00", "4836.00", "0.00", "permitted", "as_due"),
        ("overtime", "558.00", "372.00", "186.00", "prohibited", "below"),
        (MINIMUM, "4800.00", "4743.00", "57.00", "prohibited", "below"),
        ("overtime", "450.00", "0.00", "450.00", "prohibited", "below"),
    ]
    assert baht(found) == Decimal("693.00")


def test_a_monthly_wage_uses_section_68() -> None:
    law = law_on("2025-07-01", "2025-07-31")
    told = stint(days("2025-07-01", "2025-07-31"), "monthly", rate=11000, hours=8, paid=11000)
    found = claim([told], law)
    assert rows(found, MINIMUM) == [
        (MINIMUM, "12000.00", "11000.00", "1000.00", "prohibited", "below")
    ]
    assert law.steady(Topic.MONTH_DAYS, told.period).article == "s.68"


def test_the_test_vector_of_the_facts() -> None:
    """400 a day of 8 hours: 50 an hour, overtime 75, overtime on a holiday 150."""
    july = days("2025-07-01", "2025-07-31")
    told = stint(july, rate=400, days=1, hours=8, overtime=1, holidays=(off("rest_day", 0, 1),))
    found = claim([told], law_on("2025-07-01", "2025-07-31"))
    assert [row[1] for row in rows(found, "overtime", "holiday_overtime")] == ["75.00", "150.00"]


def test_work_on_a_holiday_has_no_source_for_its_rate() -> None:
    july = days("2025-07-01", "2025-07-31")
    law = law_on("2025-07-01", "2025-07-31")
    monthly = stint(july, "monthly", rate=12000, hours=8, holidays=(off("rest_day", 8, 0, True),))
    [line] = [line for line in claim([monthly], law).lines if line.kind == "holiday_work"]
    assert (line.due, line.finding.verdict) == (None, Verdict.UNKNOWN)
    assert (line.finding.rule, line.finding.reason_code) == (
        *("th.pay.holiday-work-rate", "unverified"),
    )
    daily = stint(july, rate=400, days=26, hours=8, holidays=(off("rest_day", 8),), paid=10400)
    assert rows(claim([daily], law), "holiday_work") == [
        ("holiday_work/rest_day", "400.00", "0.00", "400.00", "prohibited", "below_at_least")
    ]


def test_every_red_or_green_line_names_rule_source_and_standing() -> None:
    july = days("2025-07-01", "2025-07-31")
    given = (
        taken("social_security", 900),
        taken("fine", 100),
        taken("union_dues", 5000, "no"),
        taken("advanced_costs", 5000),
    )
    told = stint(july, rate=500, days=26, hours=8, overtime=5, paid=9000, deductions=given)
    found = claim([told], law_on("2025-07-01", "2025-07-31")).lines
    spoken = [line.finding for line in found if line.finding.verdict is not Verdict.UNKNOWN]
    assert len(spoken) >= 6
    for finding in spoken:
        assert finding.rule.startswith("th.")
        assert "http" in finding.source
        assert finding.standing in ("secondary", "secondary_text", "verified")


@pytest.mark.parametrize(
    ("first", "last", "place", "reason"),
    [
        ("2023-05-01", "2023-05-31", {}, "not_yet"),
        ("2027-11-24", "2027-11-30", {}, "not_checked"),
        ("2026-05-01", "2026-05-31", {"province": "TH-99"}, "place_unknown"),
        ("2026-05-01", "2026-05-31", {"work": Work.DOMESTIC}, "work_exception"),
        ("2026-05-01", "2026-05-31", {"work": Work.AGRICULTURE}, "work_exception"),
        ("2026-05-01", "2026-05-31", {"work": Work.SEA_FISHING}, "work_exception"),
    ],
)
def test_what_the_law_book_does_not_know(
    first: str, last: str, place: dict[str, Any], reason: str
) -> None:
    told = stint(days(first, last), days=5, hours=8, paid=100)
    [line] = [
        line
        for line in claim([told], law_on(first, last, **place)).lines
        if line.kind == "minimum_wage"
    ]
    assert (line.due, line.short) == (None, None)
    assert (line.finding.verdict, line.finding.reason_code) == (Verdict.UNKNOWN, reason)


def test_an_expired_rule_says_since_when() -> None:
    law = law_on("2027-11-20", "2027-11-27")
    told = stint(days("2027-11-20", "2027-11-27"), days=8, paid=0)
    lines = [line for line in claim([told], law).lines if line.kind == "minimum_wage"]
    assert [(line.period.first, line.finding.since) for line in lines] == [
        (date(2027, 11, 20), None),
        (date(2027, 11, 24), date(2027, 11, 24)),
    ]
    # With the hours of a day told, the limit of a day is asked for, too, and it has expired
    [line] = [
        line
        for line in claim([replace(told, hours=number(8))], law).lines
        if line.kind == "minimum_wage"
    ]
    assert (line.finding.rule, line.finding.since) == ("th.hours.day", date(2027, 11, 24))


def test_hazardous_work_has_a_shorter_day() -> None:
    law = law_on("2025-07-01", "2025-07-31", work=Work.HAZARDOUS)
    told = stint(days("2025-07-01", "2025-07-31"), days=10, hours=7, overtime=0, paid=4000)
    assert rows(claim([told], law), MINIMUM)[0][4:] == ("permitted", "as_due")
    # 8 hours: one above the limit of 7, 10 x 400 / 7 x 1.5 = 857.142...
    longer = stint(days("2025-07-01", "2025-07-31"), days=10, hours=8, overtime=0, paid=4000)
    assert rows(claim([longer], law), "overtime")[0][1:5] == (
        *("857.14", "0.00", "857.14", "prohibited"),
    )


@pytest.mark.parametrize(
    ("first", "last", "most"),
    [
        ("2025-12-01", "2025-12-31", "750.00"),
        ("2026-01-01", "2026-01-31", "875.00"),
    ],
)
def test_social_security_of_the_year(first: str, last: str, most: str) -> None:
    paid = Paid(number(30000), reckoned=Reckoned.BEFORE_DEDUCTIONS)
    month = days(first, last)
    told = stint(
        month,
        "monthly",
        rate=30000,
        hours=8,
        paid=paid,
        deductions=(taken("social_security", 1000),),
    )
    found = rows(claim([told], law_on(first, last)), "social_security")
    assert [(row[1], row[4]) for row in found] == [(most, "over_cap")]


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (Work.DOMESTIC, "outside_social_security"),
        (Work.LIVESTOCK, "outside_social_security"),
        (Work.FORESTRY, "work_exception"),
        (Work.SEA_FISHING, "work_exception"),
        (Work.ORDINARY, "nothing_taken"),
    ],
)
def test_work_outside_social_security(work: Work, reason: str) -> None:
    law = law_on("2026-05-01", "2026-05-31", work=work)
    told = stint(days("2026-05-01", "2026-05-31"), days=20, hours=8, paid=8000)
    assert rows(claim([told], law), "social_security")[0][5] == reason


def test_a_certificate_may_mean_more_but_its_start_is_not_known() -> None:
    law = law_on("2026-05-01", "2026-05-31", certificate="bartender/level-2")
    told = stint(days("2026-05-01", "2026-05-31"), days=20, hours=8, paid=8000)
    [line] = [line for line in claim([told], law).lines if line.kind == "skill_wage"]
    assert (line.finding.reason_code, line.due) == ("start_unknown", None)
    assert "525" in line.provisions[0].note
    unknown = law_on("2026-05-01", "2026-05-31", certificate="juggler")
    [line] = [line for line in claim([told], unknown).lines if line.kind == "skill_wage"]
    assert line.finding.reason_code == "place_unknown"


def codes(law: PayLaw) -> dict[str, Any]:
    """The assumptions about the place."""
    found = claim([stint(days("2026-05-01", "2026-05-31"), days=1, hours=8, paid=1)], law)
    return {each.code: dict(each.facts) for each in found.assumptions}


def test_a_province_with_other_rates_in_it_says_so() -> None:
    assert codes(law_on("2026-05-01", "2026-05-31", "TH-90"))["whole_province"] == {
        "province": "TH-90",
        "elsewhere": "hat-yai",
    }
    assert "whole_province" not in codes(law_on("2026-05-01", "2026-05-31", "TH-63"))
    named = law_on("2026-05-01", "2026-05-31", "TH-90", district="hat-yai")
    assert "whole_province" not in codes(named)
    hotel = law_on("2026-05-01", "2026-05-31", "TH-21", sector="hotel-4-star-50")
    assert codes(hotel)["whole_province"]["elsewhere"] == "phe-subdistrict"


def test_the_law_covers_every_day_of_every_topic() -> None:
    period = days("2022-01-01", "2032-12-31")
    law = pay_law(BOOK, province="TH-10", period=period)
    for topic in Topic:
        if topic is Topic.SKILL_WAGE:
            continue
        parts = law.parts(topic, period)
        assert (parts[0].period.first, parts[-1].period.last) == (period.first, period.last)
        assert "no_rule" not in {part.reason_code for part in parts}
        for part in parts:
            assert (part.value is None) == (part.reason_code != "in_force")


def test_the_law_of_a_day_is_what_the_law_book_answers_on_it() -> None:
    period = days("2024-12-01", "2025-12-31")
    law = pay_law(BOOK, province="TH-84", district="ko-samui", period=period)
    for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 7, 1), date(2025, 12, 31)):
        [part] = law.parts(Topic.MINIMUM_WAGE, Period(day, day))
        asked = BOOK.answer("th.wage.minimum.daily", on=day, here="TH-84/ko-samui")
        assert part.value == number(asked.value)


def test_an_open_period_has_no_law() -> None:
    with pytest.raises(ValueError, match="open"):
        pay_law(BOOK, province="TH-10", period=Period(date(2025, 1, 1)))


def reworded(book: Rulebook, name: str, value: object) -> Rulebook:
    """The same law book with other words in the rows of one rule."""
    return Rulebook(
        replace(rule, rows=tuple(replace(row, value=value) for row in rule.rows))
        if rule.rule == name
        else rule
        for rule in book
    )


@pytest.mark.parametrize(
    ("name", "value", "topic"),
    [
        ("th.pay.hourly-rate-monthly-paid", "monthly_wage / 26", Topic.MONTH_DAYS),
        ("th.deductions.allowed", ["income tax"], Topic.DEDUCTIONS),
        ("th.pay.overtime-rate", "half as much again", Topic.OVERTIME),
        ("th.social-security.excluded-work", "domestic work", Topic.SOCIAL_EXCLUDED),
    ],
)
def test_a_rule_in_other_words_is_unknown_until_somebody_reads_it(
    name: str, value: object, topic: Topic
) -> None:
    july = days("2025-07-01", "2025-07-31")
    law = pay_law(reworded(BOOK, name, value), province="TH-10", period=july)
    part = law.steady(topic, july)
    assert (part.value, part.reason_code) == (None, "rule_changed")
