"""What a phone keeps: whole in six languages, the same answers as the pages, nothing of anybody."""

from __future__ import annotations

import gzip
import json
import logging
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from saphan.domain.recruitment.check import check
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme
from saphan.foundation.plain import law_book
from saphan.foundation.words import LANGUAGES, Words, check_catalogues
from saphan.rulebook.wages import minimum_wage
from saphan.web.public import kept, offline_charge, offline_pay
from saphan.web.public.addresses import ANSWERS, CHARGE, PAY, pages
from saphan.web.public.charge_query import SCHEMES
from saphan.web.public.offline_data import answers_of, answers_script, rules_as_of
from saphan.web.public.offline_layout import Question, given, layout, years
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
def english() -> dict[str, Any]:
    return {checker: answers_of("en", checker, on=TODAY) for checker in ANSWERS}


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
    assert 'data-worker="/sw.js" data-home="/my/" data-charge="/my/answers-charge.js"' in public
    assert "offline.js" not in client.get("/login/").content.decode()


def test_the_scripts_stay_small() -> None:
    def packed(data: bytes) -> int:
        return len(gzip.compress(data))

    assert (STATIC / "offline.js").stat().st_size <= 1_500
    own = {CHARGE: ("kept", "kept-charge"), PAY: ("kept", "kept-count", "kept-pay")}
    for checker, most in ((CHARGE, 22_000), (PAY, 28_000)):
        scripts = sum(packed((STATIC / f"{name}.js").read_bytes()) for name in own[checker])
        for language in LANGUAGES:
            answers = packed(answers_script(language, checker, on=TODAY).encode())
            assert answers <= 16_000, (language, checker)
            assert scripts + answers <= most, (language, checker)


# The answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("checker", ANSWERS)
def test_the_answers_come_packed_and_without_a_cookie(client: Client, checker: str) -> None:
    packed = client.get(f"/th/{ANSWERS[checker]}", headers={"accept-encoding": "gzip"})
    plain = client.get(f"/th/{ANSWERS[checker]}")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    text = plain.content.decode()
    assert text == answers_script("th", checker, on=TODAY)
    assert "</" not in text, "a script could be ended from within"
    assert not plain.cookies
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_there_are_answers_for_what_we_have(client: Client) -> None:
    assert client.get("/xx/answers-pay.js").status_code == 404
    assert client.get("/th/answers-help.js").status_code == 404


def row_of(when: str, times: dict[str, Any]) -> int:
    """The row of a time as the script finds it."""
    if when == "unknown":
        return int(times[when])
    flat = times["months" if "-" in when else "years"]
    rows = [row for first, row in zip(flat[::2], flat[1::2], strict=True) if first <= when]
    return int(rows[-1])


#: Times on both sides of every change of a rule on charges.
TIMES = (
    *("unknown", "2014", "2016", "2017", "2018", "2022", "2024", "2026", "2014-01", "2016-08"),
    *("2017-05", "2017-06", "2018-03", "2021-12", "2022-05", "2024-02", "2024-03", "2026-11"),
    *("2027-10", "2027-11", "2027-12"),
)


def test_every_time_has_the_row_of_its_own_rules() -> None:
    found, charges = layout(TODAY, law_book().digest), law_book().charges()
    for when in TIMES:
        for origin, scheme in ((Nationality.MM, Scheme.MOU), (Nationality.VN, Scheme.UNKNOWN)):
            row = found.rows.things[row_of(when, found.times[f"{origin} {scheme}"])]
            asked = [Question(origin, scheme, when, item, to) for item in Item for to in Payee]
            checked = check(given(asked).asked(), charges, as_of=TODAY)
            for number, one in list(enumerate(checked))[:: len(TIMES) // 3]:
                item, to = divmod(number, len(Payee))
                for law, blocks in zip(Law, row, strict=False):
                    block = found.blocks.things[found.lists.things[blocks][item]]
                    said = found.sayings.things[block[to]].question
                    again = check(given([said]).asked(), charges, as_of=TODAY)
                    assert again[0].told[law] == one.told[law], (when, one.line, law)


def test_every_question_of_the_form_has_an_answer(english: dict[str, Any]) -> None:
    charge = english[CHARGE]["charge"]
    assert len(charge["times"]) == len(Nationality) * len(SCHEMES)
    assert {len(row) for row in charge["rows"]} == {len(Law) + 1}
    assert {len(items) for items in charge["lists"]} == {len(Item)}
    assert {len(payees) for payees in charge["blocks"]} == {len(Payee)}
    for times in charge["times"].values():
        assert times["months"][0] == f"{min(years(TODAY))}-01"
        assert times["years"][0] == f"{min(years(TODAY))}"


def test_rules_that_nobody_looked_at_answer_nothing() -> None:
    charge, pay = (answers_of("en", checker, on=LATER) for checker in (CHARGE, PAY))
    texts = told_now(charge)
    assert any("We do not know since" in text for text in texts)
    assert not [text for text in texts if "badge stop" in text]
    rules: Any = pay["pay"]
    for strand in rules["strands"]:
        assert rules["provisions"][strand[-1][1]][0] is None


def told_now(answers: Any) -> set[str]:
    """Every verdict for the day of the answers, but those that an amount decides."""
    charge = answers["charge"]
    rows = [charge["rows"][times["unknown"]] for times in charge["times"].values()]
    lists = [charge["lists"][number] for row in rows for number in row[: len(Law)]]
    blocks = {block for numbers in lists for block in numbers}
    said = {number for block in blocks for number in charge["blocks"][block]}
    plain = [charge["said"][one] for one in said if len(charge["said"][one]) == 2]
    return {answers["pieces"][text] for _, text in plain}


def test_answers_end_within_a_year(english: dict[str, Any]) -> None:
    ends = {PAY: offline_pay.holds_until, CHARGE: offline_charge.holds_until}
    for checker, until in ends.items():
        assert english[checker]["until"] == until(TODAY).isoformat()
        assert TODAY < until(TODAY) <= date(2027, 11, 25)


def test_the_wages_are_those_of_the_law_book(english: dict[str, Any]) -> None:
    pay = english[PAY]["pay"]
    assert len(pay["wages"]) > 89
    for code in offline_pay.codes():
        province, _, place = code.partition("/")
        said = minimum_wage(law_book(), province=province, on=TODAY, district=place or None)
        strand = pay["strands"][pay["wages"][code]]
        number = next(number for first, number, _ in reversed(strand) if first <= str(TODAY))
        assert pay["provisions"][number][0] == str(said.value), code


def test_the_age_of_the_rules_is_told(english: dict[str, Any]) -> None:
    assert rules_as_of(TODAY) <= TODAY
    for checker in ANSWERS:
        assert f"{rules_as_of(TODAY).day} November 2026" in english[checker]["says"]["end"]
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
