"""What the law book says in English can be said in all six languages, days included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polib
import pytest

from saphan.domain.finding import Standing
from saphan.domain.recruitment.audit import AGAINST_CAP
from saphan.domain.recruitment.verdicts import REASONS
from saphan.foundation.law_words import (
    CATALOGUE,
    TEMPLATES,
    reason_said,
    reason_told,
    standing_said,
)
from saphan.foundation.words import Words, check_catalogues, date_both_eras
from saphan.rulebook.answers import SENTENCES, SINCE_NOT_STATED, Reason
from saphan.rulebook.book import Rulebook
from saphan.rulebook.charges import AFTER, BEGAN, FIRST_SEEN
from saphan.rulebook.rows import Ends

from .samples import CHECKOUT

SIX = ("en", "th", "my", "km", "lo", "vi")
OTHERS = SIX[1:]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PLACE = re.compile(r"\{\w+\}")
BAN = "Brokerage commission may not be charged to workers."


def entries(language: str) -> dict[str, polib.POEntry]:
    """The sentences of the law book in one language."""
    path = CHECKOUT / "words" / language / "LC_MESSAGES" / f"{CATALOGUE}.po"
    return {entry.msgid: entry for entry in polib.pofile(str(path))}


def reasons(book: Rulebook) -> set[str]:
    """Every reason that a finding about a charge can carry, without and with a limit."""
    plain = {charge.reason for charge in book.charges()} | set(REASONS.values())
    return plain | {before + reason for before in AGAINST_CAP.values() for reason in plain}


def answers(book: Rulebook) -> Iterator[str]:
    """What the book says of itself when it does not know, of days before, within and after."""
    for rule in book:
        for day in (date(1900, 1, 1), date(2024, 6, 1), date(2090, 1, 1)):
            found = book.answer(rule.rule, on=day)
            if found.reason in {Reason.NOT_CHECKED, Reason.LAST_SEEN, Reason.ENDED}:
                yield found.sentence
            if found.reason in {Reason.NOT_YET, Reason.NOT_SEEN_BEFORE}:
                yield found.sentence


@pytest.mark.parametrize("language", SIX)
def test_every_reason_of_a_finding_is_said(book: Rulebook, language: str) -> None:
    wanted = reasons(book)
    assert len(wanted) > 200
    for reason in sorted(wanted):
        said = reason_said(reason, language)
        assert (said.language, said.fell_back) == (language, False), reason
        assert not re.search(r"\{\w+\}|  ", said), said
        assert (said == reason) == (language == "en" and not DAY.search(reason)), reason


@pytest.mark.parametrize("language", SIX)
def test_no_iso_day_is_left_and_every_day_is_said(book: Rulebook, language: str) -> None:
    dated = {text for text in (*reasons(book), *answers(book)) if DAY.search(text)}
    assert len(dated) > 20
    for text in dated:
        said = reason_said(text, language)
        assert said.language == language, text
        assert not DAY.search(said), said
        for day in DAY.findall(text):
            assert date_both_eras(date.fromisoformat(day), language) in said, text


@pytest.mark.parametrize("language", SIX)
def test_every_caveat_of_the_law_book_is_said(book: Rulebook, language: str) -> None:
    caveats = {row.caveat for rule in book for row in rule.rows if row.caveat}
    caveats |= {SINCE_NOT_STATED, *(f"{caveat} {SINCE_NOT_STATED}" for caveat in caveats)}
    assert len(caveats) > 30
    assert {reason_said(caveat, language).language for caveat in caveats} == {language}


@pytest.mark.parametrize("language", SIX)
def test_the_catalogue_keeps_the_places_of_every_template(language: str) -> None:
    known = entries(language)
    assert set(TEMPLATES) == {BEGAN, FIRST_SEEN, *AFTER.values(), *SENTENCES.values()}
    for template in TEMPLATES:
        kept = PLACE.findall(known[template].msgstr)
        assert sorted(kept) == sorted(PLACE.findall(template)), template


@pytest.mark.parametrize("language", OTHERS)
def test_numbers_and_lawyers_stay(language: str) -> None:
    """What would change a meaning first: a figure, a section, the advice to ask a lawyer."""
    lawyer = {"th": "ทนายความไทย", "my": "ထိုင်းရှေ့နေ", "km": "មេធាវីថៃ", "lo": "ທະນາຍຄວາມໄທ"}
    for msgid, entry in entries(language).items():
        wanted = re.findall(r"\d+", PLACE.sub("", msgid))
        found = re.findall(r"\d+", PLACE.sub("", entry.msgstr))
        assert not set(wanted) - set(found), msgid
        if "ask a Thai lawyer" in msgid:
            assert lawyer.get(language, "luật sư Thái Lan") in entry.msgstr


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_tells_its_review(language: str) -> None:
    states = {"review: draft", "review: reviewed", "review: official"}
    assert {entry.comment for entry in entries(language).values()} <= states
    assert not [fault for fault in check_catalogues() if f"/{CATALOGUE}:" in fault]


def test_no_sentence_of_the_catalogue_is_left_over(book: Rulebook) -> None:
    """Every sentence is one that the law book or a decision says, or a condition of a row."""
    said = {charge.reason for charge in book.charges()}
    said |= {row.caveat for rule in book for row in rule.rows}
    said |= {key for rule in book for row in rule.rows for key in row.where}
    said |= {*REASONS.values(), *AGAINST_CAP.values(), *TEMPLATES, SINCE_NOT_STATED}
    assert not entries("en").keys() - said


def test_a_day_is_said_in_the_era_of_the_reader() -> None:
    reason = AFTER[Ends.LAST_SEEN].format(last="2024-02-29")
    assert "29 กุมภาพันธ์ พ.ศ. 2567 (ค.ศ. 2024)" in reason_said(reason, "th")
    assert "ngày 29 tháng 2 năm 2024" in reason_said(reason, "vi")
    assert "29 February 2024" in reason_said(reason, "en")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "text",
    [
        "A sentence that nobody translated.",
        "Braces {here} and {there}.",
        "The rule ended on 2024-02-30; no source says what followed.",
        "Unknown: no source attests it. A note that nobody translated.",
        "Unknown: sources differ (Worded differently or 7500).",
        "Unknown: the answer depends on province, moonlight; say for which one.",
        f"{AGAINST_CAP['over_cap']}A reason that nobody translated.",
        f"A caveat that nobody translated. {SINCE_NOT_STATED}",
    ],
)
def test_what_is_not_known_stays_english_as_a_whole(language: str, text: str) -> None:
    said = reason_said(text, language)
    assert (str(said), said.language, said.state) == (text, "en", "missing")
    assert reason_said(text, "en").language == "en"
    assert reason_said(text, "en") == text


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_inside_a_sentence_is_said(language: str) -> None:
    said = reason_said(f"Unknown: {BAN}", language)
    assert said.language == language
    assert reason_said(BAN, language) in said
    assert reason_said("Unknown: no source attests it.", language).language == language
    assert "6000 / 7500" in reason_said("Unknown: sources differ (6000 or 7500).", language)
    asked = reason_said(
        "Unknown: the answer depends on items, paid_to; say for which one.", language
    )
    assert asked.language == language
    assert "paid_to" not in asked


def test_the_words_remember_what_was_said() -> None:
    words = Words("th", CATALOGUE)
    assert not reason_told(BAN, words).fell_back
    assert (words.said_unreviewed, words.fell_back) == (True, set())
    reason_told("A sentence that nobody translated.", words)
    assert words.fell_back == {"A sentence that nobody translated."}
    assert reason_told("", words) == ""


def test_the_weakest_review_counts(tmp_path: Path) -> None:
    """A reviewed sentence with a draft inside is a draft."""
    folder = tmp_path / "th" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    made.append(
        polib.POEntry(msgid="Unknown: {why}", msgstr="ไม่ทราบ: {why}", comment="review: reviewed")
    )
    made.append(polib.POEntry(msgid=BAN, msgstr="ห้าม", comment="review: draft"))
    made.append(polib.POEntry(msgid=BEGAN, msgstr="{first}", comment="review: reviewed"))
    made.save(str(folder / "law.po"))
    words = Words("th", CATALOGUE, folder=tmp_path)
    assert reason_told(f"Unknown: {BAN}", words).state == "draft"
    assert reason_told(BEGAN.format(first="2020-01-01"), words).state == "reviewed"


@pytest.mark.parametrize("language", SIX)
def test_every_standing_has_words(language: str) -> None:
    said = [standing_said(standing, language) for standing in Standing]
    assert len(set(said)) == len(Standing)
    assert {each.language for each in said} == {language}
    assert standing_said("invented", language) == "invented"
    assert standing_said("invented", language).language == "en"
