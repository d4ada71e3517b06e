"""Is my pay right? The page says what the domain decides, in six languages, without a trace."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client
from django.utils.html import escape

from saphan.domain.pay.claim import claim
from saphan.domain.pay.codes import Basis, Consent, Holiday, LineKind, Reckoned, Taken
from saphan.domain.pay.lines import Claim
from saphan.domain.pay.records import Deduction, HolidayWork, Paid, Stint
from saphan.domain.period import Period
from saphan.foundation.plain import law_book
from saphan.foundation.words import LANGUAGES, Words, money
from saphan.rulebook.pay import pay_law
from tests.apps.care.lists import bring_shipped

pytestmark = pytest.mark.django_db

JULY = {"province": "TH-10", "m1": "7", "y1": "2568"}
WORKED = JULY | {"basis": "daily", "rate": "400", "days": "26", "hours": "8"}
#: Nothing beyond normal days, nothing taken off.
PLAIN = {"ot": "0", "off": "no", "cut": "no"}
LONG = (
    "province=TH-10&work=ordinary&d1=16&m1=6&y1=2568&d2=15&m2=7&y2=2025&basis=daily&rate=372"
    "&paid=9000&hours=8&days=25&ot=14&rest=16&rest_ot=2&rest_paid=no&cut=yes&took=social_security"
    "&took=housing&took=fine&took=deposit&a_social_security=450&a_housing=500&a_fine=100"
    "&a_deposit=1000&c_deposit=no&house=yes"
)


def page(client: Client, query: Mapping[str, str] | str, language: str = "en") -> str:
    text = query if isinstance(query, str) else urlencode(query)
    answer = client.get(f"/{language}/pay/?{text}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def number(value: int | str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def told(
    first: date,
    last: date,
    place: Mapping[str, str],
    *,
    days: int | None = None,
    rate: int | None = None,
    overtime: int = 0,
    paid: int | None = None,
    basis: Basis = Basis.DAILY,
    holidays: tuple[HolidayWork, ...] = (),
    deductions: tuple[Deduction, ...] = (),
) -> Claim:
    """The claim of the domain for days of eight hours."""
    period = Period(first, last)
    law = pay_law(
        law_book(),
        province=place["province"],
        period=period,
        district=place.get("district"),
        sector=place.get("sector"),
    )
    stint = Stint(
        period=period,
        basis=basis,
        rate=number(rate),
        days=number(days),
        hours=Fraction(8),
        overtime=Fraction(overtime),
        holidays=holidays,
        paid=Paid(number(paid), reckoned=Reckoned.IN_HAND),
        deductions=deductions,
    )
    return claim([stint], law)


def as_shown(found: Claim, kind: LineKind, html: str) -> list[str]:
    """The amounts of the lines of a kind, each of which must stand on the page."""
    lines = [line for line in found.lines if line.kind is kind]
    amounts = [money(line.due.minor, "THB", "en") for line in lines if line.due]
    assert all(amount in html for amount in amounts)
    return amounts


# Worked examples across real changes -----------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "asked", "place", "due"),
    [
        # Bangkok: 363 until 2024, 372 from 2025, 400 from July 2025; every day worked
        (
            date(2024, 12, 30),
            date(2025, 1, 2),
            {"province": "TH-10"},
            {"province": "TH-10"},
            ["726.00", "744.00"],
        ),
        (
            date(2025, 6, 29),
            date(2025, 7, 2),
            {"province": "TH-10"},
            {"province": "TH-10"},
            ["744.00", "800.00"],
        ),
        # Ko Samui 400 from 2025, the rest of Surat Thani 352
        (
            date(2025, 1, 1),
            date(2025, 1, 2),
            {"province": "TH-84", "place": "ko-samui"},
            {"province": "TH-84", "district": "ko-samui"},
            ["800.00"],
        ),
        (
            date(2025, 1, 1),
            date(2025, 1, 2),
            {"province": "TH-84", "place": "other"},
            {"province": "TH-84"},
            ["704.00"],
        ),
        # Hotels of type 2 to 4 in Tak: 352 of the province until June 2025, then 400
        (
            date(2025, 6, 30),
            date(2025, 7, 1),
            {"province": "TH-63", "work": "hotel-type-2-4"},
            {"province": "TH-63", "sector": "hotel-type-2-4"},
            ["352.00", "400.00"],
        ),
    ],
)
def test_a_change_of_the_minimum_wage_is_told_as_the_domain_counts_it(
    client: Client,
    first: date,
    last: date,
    asked: dict[str, str],
    place: dict[str, str],
    due: list[str],
) -> None:
    days = (last - first).days + 1
    query = asked | PLAIN | {"basis": "daily", "hours": "8", "days": str(days), "paid": "0"}
    for which, day in (("1", first), ("2", last)):
        query |= {f"d{which}": str(day.day), f"m{which}": str(day.month)}
        query[f"y{which}"] = str(day.year + 543)
    html = page(client, query)
    found = told(first, last, place, days=days, paid=0)
    assert as_shown(found, LineKind.MINIMUM_WAGE, html) == [f"{one}\u00a0baht" for one in due]
    assert found.short is not None
    assert f"You may be short by {money(found.short.minor, 'THB', 'en')} for these days." in html
    assert ("ask about each part" in html) == (len(due) > 1)


def test_the_whole_of_a_claim_stands_on_the_page(client: Client) -> None:
    html = page(client, LONG)
    found = told(
        date(2025, 6, 16),
        date(2025, 7, 15),
        {"province": "TH-10"},
        days=25,
        rate=372,
        overtime=14,
        paid=9000,
        holidays=(HolidayWork(Holiday.REST_DAY, Fraction(16), Fraction(2), False),),
        deductions=(
            Deduction(Taken.SOCIAL_SECURITY, Fraction(450)),
            Deduction(Taken.HOUSING, Fraction(500)),
            Deduction(Taken.FINE, Fraction(100)),
            Deduction(Taken.DEPOSIT, Fraction(1000), Consent.NO),
        ),
    )
    assert found.short is not None
    assert f"short by at least {money(found.short.minor, 'THB', 'en')}" in html
    assert html.count('class="card pay-line"') == len(found.lines)
    for line in found.lines:
        for amount in (line.due, line.was):
            assert amount is None or money(amount.minor, "THB", "en") in html
    assert "14 hours × 46.50 baht an hour × 1.5 = 976.50 baht" in html


def test_a_monthly_wage_is_counted_as_the_law_counts_it(client: Client) -> None:
    query = JULY | PLAIN | {"basis": "monthly", "rate": "11000", "hours": "8", "paid": "11000"}
    html = page(client, query)
    assert "30 days of the month × 400 baht a day = 12,000 baht" in html
    assert "You may be short by 1,000.00\u00a0baht for these days." in html


def test_what_is_right_is_called_right_only_when_everything_is_known(client: Client) -> None:
    right = WORKED | PLAIN | {"paid": "10400"}
    assert "This looks right." in page(client, right)
    unsure = page(client, {name: value for name, value in right.items() if name != "ot"})
    assert "This looks right." not in unsure
    assert "We do not know." in unsure
    assert "What could be counted looks right, but not everything is known." in unsure
    html = page(client, {name: value for name, value in right.items() if name != "basis"})
    assert "This looks right." not in html
    assert "it was counted by the day" in html


def test_piece_work_and_unknown_hours(client: Client) -> None:
    html = page(client, JULY | PLAIN | {"basis": "piece", "days": "20", "hours": "8", "paid": "0"})
    assert "20 days × 400 baht a day = 8,000 baht" in html
    html = page(client, JULY | PLAIN | {"basis": "piece", "days": "20", "paid": "0"})
    assert "It is not known how many hours were worked." in html


def test_an_expired_rule_says_since_when_and_never_the_old_value(client: Client) -> None:
    query = WORKED | PLAIN | {"y1": "2027", "m1": "12", "paid": "1"}
    html = page(client, query)
    assert "We do not know since 24 November 2027 (B.E. 2570)" in html
    assert "400 baht a day =" not in html
    assert "You may be short" not in html


def test_nothing_known_still_gives_an_answer_and_contacts(client: Client) -> None:
    bring_shipped()
    html = page(client, "province=TH-10")
    assert "We do not know." in html
    assert "without the days for which it was paid" in html
    assert html.count('<article class="helper">') == 3
    html = page(client, {name: value for name, value in WORKED.items() if name != "province"})
    assert "The answer depends on the place or the kind of work." in html


# Sources and help ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_leads_to_its_rule_with_source_and_standing(
    client: Client, language: str
) -> None:
    bring_shipped()
    html = page(client, LONG, language)
    lines = re.findall(r'<section class="card pay-line">(.*?)</section>', html, re.DOTALL)
    assert len(lines) == 9
    bases = dict(re.findall(r'<li id="(rule-\d+)" value="\d+">(.*?)</li>', html, re.DOTALL))
    for line in lines:
        cited = re.findall(r'href="#(rule-\d+)"', line)
        assert cited
        assert all("<code>th." in bases[one] for one in cited)
    assert "https://www.tilleke.com/print-insight/" in html
    words = Words(language, "rights")
    assert words.say("Reported by others; the text of the law itself was not seen") in html
    assert (
        words.say("This is not legal advice. Talk to an organisation that helps workers:") in html
    )
    assert html.count('<article class="helper">') == 3
    assert 'href="tel:1546"' in html


def test_housing_is_named_as_not_counted(client: Client) -> None:
    html = page(client, WORKED | PLAIN | {"paid": "10400", "house": "yes"})
    assert "Housing and food are not counted as pay: wages are paid in money." in html


def test_a_province_with_other_rates_in_it_says_so(client: Client) -> None:
    html = page(client, WORKED | PLAIN | {"province": "TH-90"})
    assert "some districts of it have another rate. (Hat Yai district)" in html
    html = page(client, WORKED | PLAIN | {"province": "TH-90", "place": "other"})
    assert "some districts of it have another rate" not in html


def test_a_page_leaves_no_trace(client: Client) -> None:
    answer = client.get(f"/en/pay/?{LONG}")
    assert not answer.cookies
    html = answer.content.decode()
    assert not re.search(r'<(?:img|script|link)[^>]*(?:src|href)="https?:', html)
    assert client.post("/en/pay/").status_code == 405
    assert client.get("/xx/pay/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_stay_light(client: Client, language: str) -> None:
    bring_shipped()
    usual = urlencode(WORKED | PLAIN | {"paid": "9000", "work": "ordinary"})
    steps = [f"step={step}&province=TH-50" for step in ("kind", "when", "pay", "hours", "cuts")]
    for query in ("", *steps, f"step=sums&{LONG}", usual):
        assert len(client.get(f"/{language}/pay/?{query}").content) <= 25_000
    longest = client.get(f"/{language}/pay/?{LONG}").content
    assert len(longest) <= 32_000
    assert len(gzip.compress(longest)) <= 8_000


# The way through the questions -----------------------------------------------------------------

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_NEXT = re.compile(r'<button(?: name="step" value="(\w+)")?>')


def test_the_questions_lead_to_the_answer_and_lose_nothing(client: Client) -> None:
    given = parse_qsl(LONG)
    told_already: list[tuple[str, str]] = []
    step, seen = "where", []
    while step:
        html = page(client, urlencode([*told_already, ("step", step)]))
        form = html.split('<form method="get" class="form pay-form">')[1].split("</form>")[0]
        asked = set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', form))
        carried = _HIDDEN.findall(form)
        own = [pair for pair in given if pair[0] in asked - {name for name, _ in carried}]
        told_already = [*carried, *own]
        seen.append(step)
        step = _NEXT.findall(form)[-1]
    assert seen == ["where", "kind", "when", "pay", "hours", "cuts", "sums"]
    assert sorted(told_already) == sorted(given)
    assert page(client, urlencode(told_already)) == page(client, LONG)


def test_amounts_are_asked_for_only_where_something_was_taken(client: Client) -> None:
    assert "Line by line" in page(client, WORKED | PLAIN | {"step": "sums"})


def test_places_are_asked_for_only_where_one_has_its_own_rate(client: Client) -> None:
    assert 'name="place"' in page(client, "province=TH-84&step=kind")
    assert 'name="place"' not in page(client, "province=TH-63&step=kind")
    assert "four stars" not in page(client, "province=TH-63&step=kind")
    assert "four stars" in page(client, "province=TH-83&step=kind")


def test_the_other_languages_keep_the_question(client: Client) -> None:
    html = page(client, WORKED)
    assert re.search(r'href="/my/pay/\?province=TH-10&[^"]*rate=400', html)


def test_markup_is_never_reflected(client: Client) -> None:
    bad = '"><script>alert(1)</script>'
    answer = client.get("/en/pay/", {"rate": bad, "province": bad, "m1": "7", "y1": "2568"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<script>alert" not in html
    assert html.count(escape(bad)[:40]) == 1
