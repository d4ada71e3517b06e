"""What a phone keeps: whole in six languages, the same answers as the pages, nothing of anybody."""

from __future__ import annotations

import gzip
import html
import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from saphan.domain.recruitment.codes import Item, Nationality, Payee
from saphan.foundation.plain import law_book
from saphan.foundation.words import LANGUAGES, Words, check_catalogues
from saphan.rulebook.wages import minimum_wage
from saphan.web.public import kept, offline_charge, offline_pay
from saphan.web.public.addresses import pages
from saphan.web.public.charge_query import SCHEMES
from saphan.web.public.offline_data import answers_of, answers_script, rules_as_of
from saphan.web.public.worker import worker_script

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
#: Nobody looked at any rule for more than a year.
LATER = date(2028, 3, 1)
STATIC = Path(kept.__file__).parents[1] / "static" / "public"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture(scope="module")
def english() -> dict[str, object]:
    return answers_of("en", on=TODAY)


def told(page: str) -> str:
    """The words of a page without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


# The worker -----------------------------------------------------------------------------------


def kept_by_worker() -> dict[str, object]:
    found = re.search(r"const KEPT = (\{.*\});", worker_script())
    assert found
    return dict(json.loads(found[1]))


def test_the_worker_is_a_script_that_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Service-Worker-Allowed" not in answer.headers
    assert not answer.cookies
    assert len(answer.content) < 8_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_kept_is_there(client: Client, language: str) -> None:
    known = kept_by_worker()
    below = [*known["first"], *known["afterwards"]]  # type: ignore[misc]
    assert [f"/{language}/{rest}" for rest in below] == pages(language)
    for address in pages(language):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" not in answer.headers.get("Cache-Control", "")
    fonts = known["fonts"][language]  # type: ignore[index]
    for name in [*known["files"], *fonts]:  # type: ignore[misc]
        assert finders.find(name.removeprefix("static/")), name
    own = [name for name in fonts if "NotoSans" in name]
    assert len(own) == (language in kept.SCRIPTS)


def test_no_page_of_staff_and_no_question_is_kept() -> None:
    text = json.dumps(kept_by_worker())
    assert "?" not in text
    for place in ("login", "recruitment", "patterns", "admin", "health/ "):
        assert f'"{place}' not in text
    assert "http" not in text


def test_the_version_follows_the_law_book(monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.version()

    class Other:
        digest = "0" * 64

    monkeypatch.setattr(kept, "law_book", Other)
    assert kept.version.__wrapped__() != before


def test_only_public_pages_register_it(client: Client) -> None:
    public = client.get("/my/rights/").content.decode()
    assert 'data-worker="/sw.js" data-home="/my/" data-answers="/my/answers.js"' in public
    assert "offline.js" not in client.get("/login/").content.decode()


def test_the_scripts_stay_small() -> None:
    assert (STATIC / "offline.js").stat().st_size <= 1_500
    assert (STATIC / "kept.js").stat().st_size <= 6_250
    for language in LANGUAGES:
        assert len(gzip.compress(answers_script(language, on=TODAY).encode())) <= 20_000


# The answers ----------------------------------------------------------------------------------


def test_the_answers_come_packed_and_without_a_cookie(client: Client) -> None:
    packed = client.get("/th/answers.js", headers={"accept-encoding": "gzip"})
    plain = client.get("/th/answers.js")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert plain.content.decode() == answers_script("th", on=TODAY)
    assert not plain.cookies
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert client.get("/xx/answers.js").status_code == 404


def test_a_script_cannot_be_ended_from_within() -> None:
    assert "</" not in answers_script("en", on=TODAY)


def combinations() -> Iterator[tuple[Nationality, str, str, Item, Payee]]:
    """Every seventy-first of the kept questions, so that all codes come up."""
    number = 0
    for when in offline_charge.times(TODAY):
        for origin in Nationality:
            for scheme in SCHEMES:
                for item in Item:
                    for payee in Payee:
                        number += 1
                        if number % 71 == 0:
                            yield origin, scheme, when, item, payee


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_says_what_the_page_says(client: Client, language: str) -> None:
    data = answers_of(language, on=TODAY)
    charge, pieces = data["charge"], data["pieces"]
    assert isinstance(charge, dict)
    assert isinstance(pieces, list)
    compared = 0
    for origin, scheme, when, item, payee in list(combinations())[:: len(LANGUAGES)]:
        row = charge["answers"][charge["rows"][f"{origin} {scheme} {when}"]]
        at = charge["items"].index(item) * len(charge["payees"]) + charge["payees"].index(payee)
        said, fee, rules = charge["parts"][row[at]]
        query = f"from={origin}&scheme={scheme}&when={when}&item={item}&{item}-to={payee}&answer=1"
        shown = told(client.get(f"/{language}/charge/?{query}").content.decode())
        verdicts = [re.findall(r"<span>([^<]+)</span>|<p>([^<]+)</p>", pieces[n]) for n in said]
        assert len(verdicts) == 3
        for parts in verdicts:
            for one in (html.unescape(first or second) for first, second in parts):
                assert one in shown, (query, one)
        for number in rules:
            code = re.search(r'<span lang="en">([a-z-]+\.[a-z0-9.-]+)</span>', pieces[number])
            assert code is None or code[1] in shown
        assert all(told(one) in shown for one in re.findall(r"<b>[^<]+</b>", pieces[fee]))
        compared += 1
    assert compared > 30


def test_every_question_of_the_form_has_an_answer(english: dict[str, object]) -> None:
    charge = english["charge"]
    assert isinstance(charge, dict)
    size = len(Item) * len(Payee)
    assert len(charge["rows"]) == len(offline_charge.times(TODAY)) * len(Nationality) * len(SCHEMES)
    assert {len(row) for row in charge["answers"]} == {size}
    assert max(max(row) for row in charge["answers"]) < len(charge["parts"])


def test_rules_that_nobody_looked_at_answer_nothing() -> None:
    data = answers_of("en", on=LATER)
    text = json.dumps(data["pieces"])
    assert "We do not know since" in text
    assert 'class=\\"badge stop' not in text
    assert all(satang is None for _, satang in data["pay"].values())  # type: ignore[attr-defined]


def test_answers_end_before_their_rules_do(english: dict[str, object]) -> None:
    until = english["until"]
    assert isinstance(until, dict)
    for checker, holds in (
        ("pay", offline_pay.holds_until),
        ("charge", offline_charge.holds_until),
    ):
        last = holds(TODAY)
        assert until[checker] == last.isoformat()
        assert TODAY < last <= date(2027, 11, 25)
    assert minimum_wage(law_book(), province="TH-74", on=offline_pay.holds_until(TODAY)).known


def test_the_wages_are_those_of_the_law_book(english: dict[str, object]) -> None:
    pay = english["pay"]
    assert isinstance(pay, dict)
    assert len(pay) > 77
    for code, (_, satang) in pay.items():
        province, _, place = code.partition("/")
        said = minimum_wage(law_book(), province=province, on=TODAY, district=place or None)
        assert satang == int(said.value) * 100, code  # type: ignore[call-overload]


def test_the_age_of_the_rules_is_told(english: dict[str, object]) -> None:
    says = english["says"]
    assert isinstance(says, dict)
    assert rules_as_of(TODAY) <= TODAY
    assert f"{rules_as_of(TODAY).day} November 2026" in says["end"]
    assert rules_as_of(date(2000, 1, 1)) == date(2000, 1, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_ours_falls_back(language: str) -> None:
    words = Words(language, "offline")
    assert not [fault for fault in check_catalogues() if fault.startswith(f"{language}/offline")]
    assert words.review_state("Answers that many people need") in {"draft", "source"}


# Traces ---------------------------------------------------------------------------------------


def test_no_log_holds_what_was_asked(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        for address in (
            "/my/charge/?from=MM&visa=16500",
            "/my/nothing/?need=violence",
            "/zz/?q=16500",
        ):
            client.get(address)
        client.post("/my/help/?need=violence", {"need": "violence"})
    for asked in ("16500", "violence", "need=", "from="):
        assert asked not in caplog.text
