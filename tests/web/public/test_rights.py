"""Rights in plain language: every page in six languages, sourced, safe, and silent when unsure."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from saphan.domain.refusals import FileRefused
from saphan.foundation import plain
from saphan.foundation.law_words import reason_said
from saphan.foundation.plain import page_of, safe_html, show_page, shown_value
from saphan.foundation.words import LANGUAGES, Words, date_both_eras
from saphan.rulebook.book import Rulebook, load
from saphan.rulebook.plain import TOPICS, Place, State, Statement
from tests.rules.samples import CHECKOUT

CHECKED = date(2026, 11, 25)
#: A day on which no rule that is looked up once a year answers any more.
LATER = date(2027, 12, 1)
LI = re.compile(r'<li class="(\w+)">(.*?)</li>', re.DOTALL)
NOT_ADVICE = "This is not legal advice. Talk to an organisation that helps workers:"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the pages were held against the rules."""
    monkeypatch.setattr(timezone, "localdate", lambda: CHECKED)


def get(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_leads_to_every_topic(client: Client, language: str) -> None:
    shown = get(client, f"/{language}/rights/")
    assert f'<html lang="{language}"' in shown
    for topic in TOPICS:
        assert f'<a href="{topic}/">{page_of(language, topic).title}</a>' in shown
    assert str(Words(language, "rights").say(NOT_ADVICE)) in shown
    assert 'href="../help/"' in shown


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_about_law_opens_to_its_source(
    client: Client, language: str, topic: str
) -> None:
    shown = get(client, f"/{language}/rights/{topic}/")
    statements = list(page_of(language, topic).statements)
    lines = LI.findall(shown.split('<main id="main"')[1])
    assert len(lines) == len(statements)
    for (state, inside), statement in zip(lines, statements, strict=True):
        assert state == ("advice" if statement.advice else "law" if _knows(statement) else "open")
        assert inside.count("<details") == (0 if statement.advice else 1)
        for cited in statement.citations:
            assert f"<code>{cited.rule}</code>" in inside
    assert not re.search(r"\[\^|\{[a-z]{2,3}\.", shown)
    assert str(Words(language, "rights").say(NOT_ADVICE)) in shown
    assert 'href="../../help/"' in shown
    assert f'<html lang="{language}"' in shown


def _knows(statement: Statement) -> bool:
    return all(cited.use != "open" for cited in statement.citations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_pages_falls_back_to_english(client: Client, language: str) -> None:
    for address in ("", "fees/", "wages/"):
        shown = get(client, f"/{language}/rights/{address}")
        assert language == "en" or '<span lang="en">' not in shown


def test_the_source_names_rule_article_dates_standing_and_address(client: Client) -> None:
    shown = get(client, "/en/rights/documents/")
    assert "<code>th.documents.retention</code>" in shown
    assert "s.131" in shown
    assert "28 March 2018" in shown
    assert "Reported by others; the text of the law itself was not seen" in shown
    assert (
        'href="https://www.drthawip.com/book/export/html/3263" rel="noreferrer nofollow"' in shown
    )


def test_a_caveat_of_the_rule_stands_with_its_source(client: Client) -> None:
    caveat = plain.law_book().answer("th.recruitment.mou-employer-recoverable", on=CHECKED).caveat
    assert caveat
    burmese = reason_said(caveat, "my")
    assert burmese.language == "my"
    assert f'<dd lang="my">{escape(burmese)}</dd>' in get(client, "/my/rights/fees/")


def test_a_page_is_a_draft_until_it_is_reviewed(client: Client) -> None:
    shown = get(client, "/en/rights/fees/")
    assert "It is a draft." in shown
    assert f"held against the rules on {date_both_eras(CHECKED, 'en')}" in shown


@pytest.mark.parametrize(
    "address",
    [
        "/en/rights/food/",
        "/xx/rights/fees/",
        "/xx/rights/",
        "/en/rights/FEES/",
        "/my/rights/fees-md/",
    ],
)
def test_an_unknown_topic_or_language_is_a_page_that_says_so(client: Client, address: str) -> None:
    answer = client.get(address)
    language = address.split("/")[1]
    sentence = "There is no such page"
    if language in LANGUAGES:
        told = f"{sentence}. Its address may be mistyped, or it has moved."
        sentence = Words(language, "public").say(told)
    assert answer.status_code == 404
    assert sentence in answer.content.decode()


def test_the_pages_only_read(client: Client) -> None:
    assert client.post("/en/rights/").status_code == 405
    assert client.post("/en/rights/fees/").status_code == 405


# Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "wage"),
    [
        ("en", "400\u00a0baht"),
        ("th", "400\u00a0บาท"),
        ("my", "400\u00a0ဘတ်"),
        ("km", "400\u00a0បាត"),
    ],
)
def test_an_amount_comes_from_its_rule(client: Client, language: str, wage: str) -> None:
    assert f"<b>{wage}</b>" in get(client, f"/{language}/rights/wages/")


def test_shares_numbers_and_ranges_are_shown_in_the_language() -> None:
    book = plain.law_book()
    rate = book.rule("th.pay.overtime-rate")
    value = book.answer(rate.rule, on=CHECKED).value
    assert shown_value(Place(rate, value), "en") == "1.5"
    assert shown_value(Place(rate, value), "vi") == "1,5"
    cap = book.rule("th.deductions.cap-each")
    assert shown_value(Place(cap, book.answer(cap.rule, on=CHECKED).value), "th") == "10%"
    share = book.rule("th.compensation.fund-contribution")
    shown = shown_value(Place(share, book.answer(share.rule, on=CHECKED).value), "en")
    assert shown == "0.2%–1%"


# Safety ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ('<b onclick="x">&amp;</b>', "&lt;b onclick=&quot;x&quot;&gt;&amp;amp;&lt;/b&gt;"),
        ("[a](https://example.org/)", "[a](https://example.org/)"),
        ("[a](javascript:x)", "[a](javascript:x)"),
        ("[a](//example.org/help/)", "[a](//example.org/help/)"),
        ("[a](/help/../login/)", "[a](/help/../login/)"),
        ("![a](/help/)", '!<a href="../../help/">a</a>'),
        ("[a](/rights/fees/)", '<a href="../../rights/fees/">a</a>'),
        ('[a](/help/ "x\\" onclick=y")', '<a href="../../help/">a</a>'),
        ("**a** *b*", "<strong>a</strong> <em>b</em>"),
        ("a `b` https://example.org", "a `b` https://example.org"),
    ],
)
def test_only_emphasis_and_our_own_links_become_markup(text: str, expected: str) -> None:
    assert safe_html(text, {}, "en") == expected


def test_markup_in_a_file_comes_out_as_letters(tmp_path: Path) -> None:
    folder = spoilt(tmp_path, "Ask for a receipt", "<img src=x onerror=y> Ask")
    shown = show_page(page_of("en", "fees", folder=folder), law(), language="en", on=CHECKED)
    lines = [line.safe for part in shown.parts for line in part.lines]
    assert any(line.startswith("&lt;img src=x onerror=y&gt; Ask") for line in lines)


def test_a_page_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        page_of("en", "fees", folder=spoilt(tmp_path, "review: draft", "review: none"))
    with pytest.raises(LookupError):
        page_of("en", "../fees")


def law() -> Rulebook:
    return plain.law_book()


def spoilt(tmp_path: Path, old: str, new: str) -> Path:
    """The English page about fees with other words, in a folder of its own."""
    path = tmp_path / "en" / "rights" / "fees.md"
    path.parent.mkdir(parents=True)
    text = (CHECKOUT / "words" / "en" / "rights" / "fees.md").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return tmp_path


# When a rule stops to answer ------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_is_silent_once_its_rule_has_expired(
    client: Client, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: LATER)
    shown = get(client, f"/{language}/rights/wages/")
    since = date_both_eras(date(2027, 11, 24), language)
    told = str(Words(language, "rights").say("We do not know since {day}", day=since))
    claims = [s for s in page_of(language, "wages").statements if not s.advice and _knows(s)]
    assert claims
    assert shown.count(f"<span>{told}</span>") == len(claims)
    for claim in claims:
        assert max(re.split(r"\{[^}]*\}", claim.text), key=len) not in shown
    assert "400" not in shown


def test_a_rule_that_ended_in_a_law_book_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(CHECKOUT / "rules", folder)
    path = folder / "th" / "recruitment" / "th.recruitment.return-cost.yaml"
    text = path.read_text("utf-8")
    assert "until: null" in text
    path.write_text(text.replace("until: null", "until: 2026-10-31"), "utf-8")
    shown = show_page(page_of("en", "fees"), load(folder), language="en", on=CHECKED)
    lost = [line for part in shown.parts for line in part.lines if line.state is State.LOST]
    assert [(line.safe, line.since) for line in lost] == [
        ("", date_both_eras(date(2026, 11, 1), "en"))
    ]
    assert lost[0].bases[0].answer.rule == "th.recruitment.return-cost"


def test_a_claim_whose_rule_is_gone_says_only_that_we_do_not_know(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [rule for rule in law() if rule.rule != "th.documents.retention"]
    monkeypatch.setattr("saphan.web.public.rights.law_book", lambda: Rulebook(kept))
    shown = get(client, "/en/rights/documents/")
    assert shown.count("<span>We do not know</span>") == 3
    assert "It is an offence" not in shown
