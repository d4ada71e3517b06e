"""Is this charge legal? Six languages, one question a screen, an answer that is a link."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from saphan.domain.recruitment.codes import Item, Nationality, Payee, Scheme
from saphan.foundation.words import LANGUAGES, Words, check_catalogues
from saphan.rulebook.official import TARIFF_RULES
from saphan.web.public import charge_visit, charge_words
from saphan.web.public.charge_answer import answer
from saphan.web.public.charge_pictures import DRAWINGS
from saphan.web.public.charge_query import SCHEMES, Given, entry_name, read
from tests.apps.care.lists import bring_shipped
from tests.web.seen import Node, seen

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
START = "from=MM&scheme=mou&when=2026-11"
FULL = (
    f"{START}&item=service_fee&service_fee=16500&service_fee-to=origin_agency"
    "&item=passport&passport=500&passport-to=employer&passport-2=300&passport-2-to=thai_agency"
    "&item=work_permit&work_permit-to=official&answer=1"
)
CAPPED = (
    "from=MM&scheme=mou&when=2023-05&item=service_fee&answer=1"
    "&service_fee=200000&service_fee-in=MMK&service_fee-to=origin_agency"
)
NOT_ADVICE = "This is not legal advice. Talk to an organisation that helps workers:"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


def page(client: Client, query: str = "", language: str = "en") -> Node:
    response = client.get(f"/{language}/charge/?{query}")
    assert response.status_code == 200
    return seen(response)


def understood(query: str) -> Given:
    return read(QueryDict(query), today=TODAY)


def answers(shown: Node, item: str) -> list[tuple[str, str, str]]:
    """Every answer about an item: tone, words, body of rules."""
    return [
        (
            one.first("b").attributes["class"].removeprefix("badge "),
            one.first("b").text,
            one.first("span").text,
        )
        for one in shown.first("section", id=item).all("li")
        if "badge" in next(one.all("b"), Node("b")).attributes.get("class", "")
    ]


STEPS = {
    "": "Where do you come from?",
    "from=MM": "How did you come to work in Thailand?",
    "from=MM&scheme=mou": "When did you pay, or when must you pay?",
    START: "What must you pay for?",
    f"{START}&item=visa&item=passport": "Passport or identity paper",
    f"{START}&item=visa&item=passport&passport-to=employer": "Visa",
    FULL: "Is this charge legal?",
}


@pytest.mark.parametrize(("query", "question"), STEPS.items())
def test_one_question_a_screen(client: Client, query: str, question: str) -> None:
    assert page(client, query).first("h1").text == question


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[Words]:
    """The words that pages speak, as they are made."""
    made: list[Words] = []

    def words(*named: str) -> Words:
        made.append(Words(*named))
        return made[-1]

    monkeypatch.setattr(charge_visit, "Words", words)
    return made


FAULTY = (
    f"{START}&item=visa&visa=abc",
    f"{START}&item=visa&visa=9999999999&visa-to=employer",
    f"{START}&item=visa&asked=visa",
    f"{START}&chosen=1",
    "from=XX",
    "from=MM&scheme=x",
    "from=MM&scheme=mou&when=yesterday",
    "from=VN&scheme=mou&when=2026-11&item=service_fee&wage=x&service_fee-to=employer",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_speaks_its_language_whole(
    client: Client, language: str, spoken: list[Words]
) -> None:
    bring_shipped()
    for query in (*STEPS, *FAULTY, CAPPED):
        response: Any = client.get(f"/{language}/charge/?{query}")
        shells = [one["shell"] for one in response.context if "shell" in one]
        assert shells
        assert not any(one.words.fell_back for one in shells), query
        assert not spoken[-1].fell_back, query
        html = seen(response)
        assert html.first("html").attributes["lang"] == language
    assert client.get(f"/{language}/charge/share/?{FULL}").status_code == 200
    assert not spoken[-1].fell_back


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_possible_answer_is_in_its_language(language: str) -> None:
    words = Words(language, *charge_words.CATALOGUES)
    payees = [list(Payee)[at : at + 3] for at in (0, 3, 6)]
    for origin, scheme, when, paid in product(
        Nationality, (Scheme.MOU, Scheme.REGISTRATION), ("2026-11", "2017", "unknown"), payees
    ):
        query = [("from", origin.value), ("scheme", scheme.value), ("when", when)]
        for item in Item:
            query += [("item", item.value)]
            query += [(f"{entry_name(item, n)}-to", one.value) for n, one in enumerate(paid)]
        found = told(answer(understood(urlencode(query)), words, today=TODAY))
        same = [
            one
            for one, other in zip(found, in_english(urlencode(query)), strict=True)
            if one == other
        ]
        assert bool(same) == (language == "en")
    assert not words.fell_back


@cache
def in_english(query: str) -> tuple[str, ...]:
    english = Words("en", *charge_words.CATALOGUES)
    return tuple(told(answer(understood(query), english, today=TODAY)))


def told(found: Any) -> Iterator[str]:
    for thing in found.things:
        for payment in thing.payments:
            for said in payment.said:
                yield said.reason
                yield said.headline


def test_the_catalogue_is_complete_and_the_codes_have_words() -> None:
    assert not [fault for fault in check_catalogues() if "/charge:" in fault]
    assert set(charge_words.ITEMS) == set(Item) == set(DRAWINGS)
    assert set(charge_words.PAYEES) == set(Payee)
    assert set(charge_words.COUNTRIES) == set(Nationality)
    assert set(charge_words.OFFICIAL) == set(TARIFF_RULES)


def test_the_drawings_are_small_and_without_letters() -> None:
    whole = "".join(DRAWINGS.values())
    assert len(whole) < 6_000
    assert "<text" not in whole
    assert len(set(DRAWINGS.values())) == len(Item)


def test_three_verdicts_stand_side_by_side(client: Client) -> None:
    shown = page(client, FULL)
    assert answers(shown, "passport") == [
        ("stop", "The employer must pay", "International standard (ILO)"),
        ("fine", "You may be asked to pay", "Law of Thailand"),
        ("unknown", "We do not know", "Law of Myanmar"),
        ("stop", "The employer must pay", "International standard (ILO)"),
        ("unknown", "We do not know", "Law of Thailand"),
        ("unknown", "We do not know", "Law of Myanmar"),
    ]


def test_an_expired_rule_says_since_when_and_not_the_old_limit(client: Client) -> None:
    section = page(client, FULL).first("section", id="service_fee").text
    assert "We do not know since 1 March 2024 (B.E. 2567)" in section
    assert "300,000" not in section


def test_a_limit_adds_up_over_payments(client: Client) -> None:
    more = "&service_fee-2=100001&service_fee-2-in=MMK&service_fee-2-to=origin_agency"
    assert answers(page(client, CAPPED), "service_fee")[2][:2] == (
        "fine",
        "You may be asked to pay, up to 300,000 kyat",
    )
    above = answers(page(client, CAPPED + more), "service_fee")
    assert [above[2][:2], above[5][:2]] == [("stop", "Not allowed: more than 300,000 kyat")] * 2
    open_ = answers(page(client, CAPPED + "&service_fee-2-to=origin_agency"), "service_fee")
    assert [open_[2][0], open_[5][0]] == ["ask", "ask"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_red_or_green_answer_has_its_rule_and_whom_to_talk_to(
    client: Client, language: str
) -> None:
    bring_shipped()
    for query in (FULL, CAPPED):
        shown = page(client, query, language)
        rules = {one.attributes["id"] for one in shown.all("li") if "id" in one.attributes}
        decided = [
            one
            for one in shown.all("li")
            if re.match(
                "badge (stop|fine)", next(one.all("b"), Node("b")).attributes.get("class", "")
            )
        ]
        assert decided
        for one in decided:
            assert one.first("a").attributes["href"].removeprefix("#") in rules
        said = Words(language, "rights").say(NOT_ADVICE)
        assert said in shown.first("main").text
        assert len([a for a in shown.all("a") if a.attributes["href"].startswith("tel:")]) >= 3


def test_official_amounts_carry_their_source(client: Client) -> None:
    shown = page(client, f"{START}&item=visa&answer=1")
    assert "Visa for 2 years, MoU: 500 baht" in shown.first("section", id="visa").text
    rules = shown.first("section", **{"class": "rules"})
    assert "th.fees.visa-mou" in rules.text
    assert "11 November 2023" in rules.text
    assert any("bangkokpost" in a.attributes["href"] for a in rules.all("a"))
    old = page(client, f"{START}&item=medical_test&answer=1")
    assert "We do not know since 1 February 2022" in old.first("section", id="medical_test").text


def test_an_answer_can_be_changed_without_losing_the_rest(client: Client) -> None:
    shown = page(client, FULL)
    hidden = dict_of(shown.first("form", id="again"))
    assert understood(urlencode(hidden)) == understood(FULL)
    again = page(client, f"{FULL}&change=scheme")
    assert again.first("h1").text == "How did you come to work in Thailand?"
    links = [
        a.attributes["href"].lstrip("?") for a in again.first("ul", **{"class": "topics"}).all("a")
    ]
    assert [understood(link).scheme for link in links] == list(SCHEMES)
    assert all(understood(link).entries == understood(FULL).entries for link in links)


@pytest.mark.parametrize("change", ["when", "item", "passport", "service_fee", "work_permit"])
def test_a_form_keeps_what_it_does_not_ask(client: Client, change: str) -> None:
    shown = page(client, f"{FULL}&change={change}")
    sent = [*dict_of(shown.first("form")), *typed(shown.first("form"))]
    assert replaced(understood(urlencode(sent))) == replaced(understood(FULL))


def replaced(given: Given) -> object:
    """What was given, but for how the screens follow each other."""
    return given.origin, given.scheme, given.items, dict(given.entries), given.wage


def dict_of(form: Node) -> list[tuple[str, str]]:
    return [
        (one.attributes["name"], one.attributes["value"])
        for one in form.all("input", type="hidden")
    ]


def typed(form: Node) -> Iterator[tuple[str, str]]:
    """What a browser sends for fields that nobody touches."""
    for one in form.all("input"):
        kind = one.attributes.get("type", "text")
        if kind == "text" or (kind in {"radio", "checkbox"} and "checked" in one.attributes):
            yield one.attributes["name"], one.attributes["value"]
    for one in form.all("select"):
        chosen = [each for each in one.all("option") if "selected" in each.attributes]
        if chosen:
            yield one.attributes["name"], chosen[0].attributes["value"]


DIGITS = {"th": "๑๖๕๐๐", "my": "၁၆၅၀၀", "km": "១៦៥០០", "lo": "໑໖໕໐໐", "en": "16500"}


@pytest.mark.parametrize(("language", "digits"), DIGITS.items())
def test_digits_of_five_scripts_are_read(client: Client, language: str, digits: str) -> None:
    query = f"{START}&item=visa&visa={digits}&visa-to=thai_agency"
    assert understood(query).entries == understood(query.replace(digits, "16500")).entries
    assert answers(page(client, query, language), "visa")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("abc", "unreadable"),
        ("1.500", "unreadable"),
        ("-5", "unreadable"),
        ("1.005", "unreadable"),
        ("\U0001f600", "unreadable"),
        ("๑2๓x", "unreadable"),
        ("$5 kyat", "unreadable"),
        ("<b>1</b>", "unreadable"),
        ("9" * 39, "absurd"),
        ("9" * 4000, "unreadable"),
        ("5000001", "absurd"),
    ],
)
def test_an_amount_nobody_can_use_is_asked_again_in_plain_words(
    client: Client, written: str, fault: str
) -> None:
    query = urlencode(
        [*parse_qsl(START), ("item", "visa"), ("visa", written), ("visa-to", "employer")]
    )
    shown = page(client, query)
    assert shown.first("h1").text == "Visa"
    faults = [li.text for li in shown.first("div", role="alert").all("li")]
    assert faults == [charge_words.FAULTS[fault]]
    field = shown.first("input", id="visa")
    assert field.attributes["value"] == ""
    assert field.attributes["aria-invalid"] == "true"


def test_who_was_paid_must_be_said(client: Client) -> None:
    shown = page(client, f"{START}&item=visa&visa=500&asked=visa")
    assert shown.first("div", role="alert").first("a").attributes["href"] == "#visa-to"
    assert shown.first("input", id="visa").attributes["value"] == "500"


CRAFTED = (
    "from=<script>alert(1)</script>",
    f"{START}&item=visa&visa='\"><svg onload=x>&visa-to=employer",
    f"{START}&item=visa&visa=%00%00&visa-to=%F0%9F%98%80",
    f"{START}&item=<b>&item=visa&item=visa&item=../../etc",
    f"{START}&change=<i>&more=<i>&asked=<i>&wage=<i>&answer=<i>",
    "from=MM&scheme=irregular&when=2026-13",
    "from=MM&scheme=mou&when=0000-00",
    "from=MM&scheme=mou&when=99999999999",
    "from=MM&scheme=mou&year=²&month=x",
    "from=MM&scheme=mou&when=" + "9" * 1_000_000,
    f"{START}&item=visa&visa=" + "๙" * 300_000,
    f"{START}&item=visa&" + "&".join(f"visa-{n}=1" for n in range(900)),
)


@pytest.mark.parametrize("query", CRAFTED)
@pytest.mark.parametrize("place", ["", "share/", "card.png"])
def test_a_crafted_link_gives_a_plain_page_and_comes_back_nowhere(
    client: Client, query: str, place: str
) -> None:
    response = client.get(f"/my/charge/{place}?{query}")
    assert response.status_code in ((200,) if not place else (200, 404))
    html = response.content.decode("utf-8", "replace")
    for bad in (
        "<script>alert",
        "<svg onload",
        "<b>",
        "<i>",
        "etc/passwd",
        "\U0001f600",
        "\x00\x00",
    ):
        assert bad not in html.replace('<b class="badge', "").replace(
            "<b>", "<b>" if bad == "<i>" else ""
        )


def test_thousands_of_fields_are_refused_plainly(client: Client) -> None:
    response = client.get("/en/charge/?" + "&".join(f"item={n}" for n in range(5000)))
    assert response.status_code == 400
    assert "Traceback" not in response.content.decode()


def test_a_page_leaves_no_trace(client: Client) -> None:
    for place in ("", "share/", "card.png"):
        response = client.get(f"/en/charge/{place}?{FULL}")
        assert not response.cookies
        assert response.headers["Referrer-Policy"] == "same-origin"
    html = client.get(f"/en/charge/?{FULL}").content.decode()
    assert not re.search(r'<(?:img|script|link)[^>]*(?:src|href)="https?:', html)
    assert "<title>Is this charge legal? · Saphan</title>" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_light(client: Client, language: str) -> None:
    bring_shipped()
    for query in (*STEPS, CAPPED):
        body = client.get(f"/{language}/charge/?{query}").content
        assert len(body) <= (25_000 if language in {"en", "vi"} or query != FULL else 32_000)
        assert len(gzip.compress(body)) <= 8_000


def test_an_unknown_language_is_not_found(client: Client) -> None:
    for place in ("", "share/", "card.png"):
        assert client.get(f"/xx/charge/{place}").status_code == 404


def test_the_escaped_form_of_words_is_what_stands_on_the_page(client: Client) -> None:
    html = client.get("/vi/charge/").content.decode()
    assert escape(Words("vi", "charge").say("Where do you come from?")) in html
