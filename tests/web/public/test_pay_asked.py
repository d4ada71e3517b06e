"""What stands in a query string about pay: every script, both eras, and nothing that breaks it."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from saphan.domain.pay.codes import Consent, Holiday, Taken
from saphan.domain.period import Period
from saphan.foundation.words import LANGUAGES, own_digits
from saphan.web.public.pay_asked import Asked, Fault, asked_for

pytestmark = pytest.mark.django_db
JULY = {"d1": "1", "m1": "7", "y1": "2568", "d2": "31", "m2": "7", "y2": "2568"}


def asked(given: dict[str, str], *took: str) -> Asked:
    return asked_for(given, took)


def period(given: dict[str, str]) -> Period | None:
    stint = asked(given).stint
    return stint.period if stint else None


def faults(given: dict[str, str], *took: str) -> list[tuple[str, str]]:
    found: tuple[Fault, ...] = asked(given, *took).faults
    return [(fault.field, fault.code) for fault in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", ["2568", "2025"])
def test_digits_of_every_script_and_years_of_both_eras(language: str, year: str) -> None:
    given = {
        name: own_digits(value, language) for name, value in (JULY | {"rate": "372.5"}).items()
    }
    given |= {"y1": own_digits(year, language), "hours": own_digits("8", language)}
    stint = asked(given).stint
    assert stint is not None
    assert stint.period == Period(date(2025, 7, 1), date(2025, 7, 31))
    assert (stint.rate, stint.hours) == (Fraction(745, 2), Fraction(8))


def test_the_link_is_written_in_western_digits() -> None:
    assert ("rate", "400") in asked({"rate": "၄၀၀"}).query()
    assert asked({"rate": "၄၀၀"}).given["rate"] == "၄၀၀"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"m1": "2", "y1": "2567"}, Period(date(2024, 2, 1), date(2024, 2, 29))),
        ({"m2": "2", "y2": "2569"}, Period(date(2026, 2, 1), date(2026, 2, 28))),
        (
            {"m1": "12", "y1": "2568", "m2": "1", "y2": "2026"},
            Period(date(2025, 12, 1), date(2026, 1, 31)),
        ),
        (
            {"d1": "16", "m1": "6", "y1": "พ.ศ. 2568", "m2": "7", "y2": "2568"},
            Period(date(2025, 6, 16), date(2025, 7, 31)),
        ),
        ({}, None),
    ],
)
def test_months_stand_for_all_their_days(given: dict[str, str], expected: Period | None) -> None:
    assert period(given) == expected
    assert faults(given) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"d1": "31", "m1": "2", "y1": "2569"}, ("d1", "not_a_date")),
        ({"d1": "5", "y1": "2569"}, ("m1", "no_month")),
        ({"m1": "13", "y1": "2569"}, ("m1", "no_month")),
        ({"m1": "2"}, ("y1", "ambiguous_year")),
        ({"m1": "2", "y1": "69"}, ("y1", "ambiguous_year")),
        ({"m1": "2", "y1": "9" * 300}, ("d1", "not_a_date")),
        ({"d1": "1/2", "m1": "2", "y1": "2569"}, ("d1", "not_a_date")),
        ({"d1": "\U0001f600", "m1": "2", "y1": "2569"}, ("d1", "not_a_date")),
        ({"d1": "1", "m1": "2", "y1": "2569"}, ("d2", "period_open")),
        ({"d2": "1", "m2": "2", "y2": "2569"}, ("d1", "first_day")),
        (JULY | {"y2": "2567"}, ("d1", "period_reversed")),
        (JULY | {"y2": "2600"}, ("d1", "period_too_long")),
        (JULY | {"rate": "abc"}, ("rate", "not_a_number")),
        (JULY | {"rate": "1" * 39}, ("rate", "absurd")),
        (JULY | {"rate": "1" * 1_000_000}, ("rate", "absurd")),
        (JULY | {"rate": "10.000"}, ("rate", "ambiguous_number")),
        (JULY | {"paid": "$400"}, ("paid", "other_currency")),
        (JULY | {"paid": "-5"}, ("paid", "negative")),
        (JULY | {"paid": "100", "paid_ot": "200"}, ("paid", "parts_above_total")),
        (JULY | {"hours": "0"}, ("hours", "not_hours_of_a_day")),
        (JULY | {"hours": "²"}, ("hours", "not_a_number")),
        (JULY | {"days": "32"}, ("days", "more_than_the_days")),
        (JULY | {"ot": "9000"}, ("ot", "more_than_the_hours")),
        (JULY | {"hol": "-1"}, ("hol", "negative")),
        (JULY | {"rest_ot": "99999999"}, ("rest_ot", "absurd")),
    ],
)
def test_what_cannot_be_right_is_named_at_its_field(
    given: dict[str, str], expected: tuple[str, str]
) -> None:
    assert expected in faults(given)


def test_an_amount_of_a_deduction_that_cannot_be_right_is_named() -> None:
    assert faults(JULY | {"a_food": "5", "a_fine": "-5"}, "food", "fine") == [
        ("a_fine", "negative")
    ]


def test_blank_is_not_known_and_nothing_is_nothing() -> None:
    stint = asked(JULY).stint
    assert stint is not None
    assert (stint.holidays, stint.deductions, stint.overtime) == (None, None, None)
    stint = asked(JULY | {"off": "no", "cut": "no", "ot": "0"}).stint
    assert stint is not None
    assert stint.holidays == ()
    assert stint.deductions == ()
    assert stint.overtime == 0


def test_days_off_and_deductions_are_read() -> None:
    given = JULY | {"rest": "8", "rest_paid": "yes", "a_fine": "50", "c_fine": "no"}
    stint = asked(given | {"c_food": "no"}, "fine", "magic").stint
    assert stint is not None
    assert stint.holidays is not None
    assert stint.deductions is not None
    [work] = stint.holidays
    assert (work.holiday, work.beyond) == (Holiday.REST_DAY, None)
    assert work.hours == 8
    assert work.paid_when_off is True
    [cut] = stint.deductions
    assert (cut.taken, cut.consent) == (Taken.FINE, Consent.NO)
    assert cut.amount == 50


def test_a_sector_is_ordinary_work_and_codes_of_others_are_not_known() -> None:
    hotel = asked({"work": "hotel-type-2-4"})
    assert (hotel.sector, hotel.work) == ("hotel-type-2-4", None)
    unknown = {"province": "TH-99", "work": "magic", "place": "moon", "basis": "weekly", "off": "?"}
    nobody = asked(unknown)
    assert nobody.given == {}


CRAFTED = (
    "rate=<script>alert(1)</script>&m1=7&y1=2568",
    "province=TH-10'%22><svg onload=x>&step=kind",
    "province=%F0%9F%98%80&place=../../etc/passwd&step=kind",
    "step=<b>magic</b>",
    "step=sums&took=magic&took=fine&a_fine=%F0%9F%98%80",
    "took=" + "&took=".join(["fine"] * 800),
    "d1=%00%00&m1=7&y1=2568",
    "zz=" + "y" * 1_000_000,
    "rate=" + "9" * 1_000_000 + "&m1=7&y1=2568",
    "province=TH-84&place=hat-yai&m1=7&y1=2568",
    "d1=1&m1=1&y1=2200&d2=31&m2=12&y2=2200&hours=8&days=1",
    "d1=1&m1=1&y1=1900&d2=2&m2=1&y2=1900",
    "a_fine=5&c_fine=no",
)


@pytest.mark.parametrize("query", CRAFTED)
@pytest.mark.parametrize("language", ["en", "my"])
def test_a_crafted_link_gives_a_plain_page(client: Client, query: str, language: str) -> None:
    answer = client.get(f"/{language}/pay/?{query}")
    assert answer.status_code in (200, 422)
    html = answer.content.decode()
    assert len(html) < 40_000
    for bad in ("<script>alert", "<svg onload", "etc/passwd", "yyyyyyyy", "magic", "\x00"):
        assert bad not in html


def test_thousands_of_fields_are_refused_plainly(client: Client) -> None:
    answer = client.get("/en/pay/?" + "&".join(f"a{n}=1" for n in range(5000)))
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


def test_a_fault_brings_its_question_back_with_everything_that_was_given(client: Client) -> None:
    given = JULY | {"province": "TH-84", "rate": "four hundred", "basis": "daily", "hours": "8"}
    answer = client.get(f"/en/pay/?{urlencode(given)}")
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Please look at this again:" in html
    assert '<a href="#rate">Write only a number here, such as 400.</a>' in html
    assert (
        'value="four hundred" aria-invalid="true" aria-describedby="rate-hint rate-fault"' in html
    )
    assert re.search(r'value="daily"[^>]* checked', html)
    for name in ("province", "d1", "m1", "y1", "d2", "m2", "y2", "hours"):
        assert f'<input type="hidden" name="{name}" value="{given[name]}">' in html


def test_a_step_is_not_left_while_something_before_it_cannot_be_right(client: Client) -> None:
    html = client.get("/en/pay/?m1=2&y1=69&rate=abc&step=hours").content.decode()
    assert "Write the whole year, such as 2569 or 2026." in html
    assert "Write only a number" not in html
    back = client.get("/en/pay/?m1=2&y1=69&step=when")
    assert back.status_code == 200
    assert "look at this again" not in back.content.decode()
