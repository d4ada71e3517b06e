"""The plain-language pages: what they cite holds, all languages say the same, faults are named."""

from __future__ import annotations

import re
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from saphan.domain.refusals import FileRefused
from saphan.foundation.words import LANGUAGES
from saphan.rulebook.book import Rulebook, load
from saphan.rulebook.plain import TOPICS, Citation, Page, State, read_page, tell
from saphan.rulebook.plain.inspection import FOLDER, inspect_pages

from .samples import CASES, CHECKOUT, RULE, write
from .test_command_line import run

WORDS = CHECKOUT / "words"
#: The day on which the pages were held against the law book.
CHECKED = date(2026, 11, 25)

PAGE = """\
---
title: An invented page
review: draft
checked: 2026-11-25
---

## One

- It costs something. [^th.test.amount]
* Keep a photo.

## Two

- It costs {th.test.amount}.
"""


def page(language: str, topic: str) -> Page:
    return read_page(WORDS / language / FOLDER / f"{topic}.md")


def pages() -> list[Page]:
    return [page(language, topic) for language in LANGUAGES for topic in TOPICS]


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """The real pages, to be spoilt."""
    folder = tmp_path / "words"
    for language in LANGUAGES:
        shutil.copytree(WORDS / language / FOLDER, folder / language / FOLDER)
    return folder


def told(words: Path, book: Rulebook, on: date = CHECKED) -> list[str]:
    """What the inspection says, without the folder."""
    found = inspect_pages(words, book, languages=LANGUAGES, source="en", on=on)
    return [str(defect).removeprefix(f"{words}/") for defect in found]


def spoil(words: Path, where: str, old: str, new: str) -> None:
    path = words / where
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def made(tmp_path: Path, text: str) -> Page:
    path = tmp_path / "page.md"
    path.write_text(text, "utf-8")
    return read_page(path)


# The pages of this checkout -------------------------------------------------------------------


def test_the_pages_are_right(book: Rulebook) -> None:
    assert told(WORDS, book) == []


def test_every_statement_about_law_cites_rules_that_answer(book: Rulebook) -> None:
    checked = 0
    for one in pages():
        for statement in one.statements:
            for cited in statement.citations:
                answer = book.answer(cited.rule, on=CHECKED, here=cited.here)
                assert answer.known is (cited.use != "open"), f"{one.path}:{statement.line}"
                assert answer.standing not in {"unverified", "disputed"} or cited.use == "open"
                checked += 1
            assert bool(statement.citations) is not statement.advice
    assert checked > len(LANGUAGES) * 60


@pytest.mark.parametrize("topic", TOPICS)
def test_every_language_says_the_same_in_the_same_order(topic: str) -> None:
    shapes = {
        language: [
            [(each.advice, sorted(each.citations)) for each in section.statements]
            for section in page(language, topic).sections
        ]
        for language in LANGUAGES
    }
    assert len(shapes["en"]) >= 2
    assert {language: shape for language, shape in shapes.items() if shape != shapes["en"]} == {}


def test_no_number_stands_in_the_words() -> None:
    for one in pages():
        texts = [one.title, *(s.heading for s in one.sections), *(s.prose for s in one.statements)]
        assert not [t for t in texts if any(unicodedata.category(c)[0] == "N" for c in t)]


def test_every_language_uses_its_own_letters() -> None:
    scripts = {"th": "THAI", "my": "MYANMAR", "km": "KHMER", "lo": "LAO"}
    for language, script in scripts.items():
        for topic in TOPICS:
            for statement in page(language, topic).statements:
                names = [unicodedata.name(c, "") for c in statement.prose if c.isalpha()]
                assert sum(name.startswith(script) for name in names) > len(names) / 2
                foreign = {name.split()[0] for name in names} - {script, "LATIN", "MODIFIER"}
                assert not foreign, f"{language}/{topic}:{statement.line}"


# What the inspection names --------------------------------------------------------------------

SPOILT = [
    ("my/rights/wages.md", "th.pay.frequency", "th.pay.nonsense", "there is no rule th.pay.nons"),
    ("en/rights/wages.md", "@TH-10", "", "is not asked for one case"),
    ("en/rights/wages.md", "least once", "least 1", "a number stands in the words"),
    ("my/rights/wages.md", "နေ့တိုင်း", "၁", "a number stands in the words"),
    ("th/rights/fees.md", "[^?th.fees", "[^th.fees", "no longer carries this statement"),
    ("en/rights/wages.md", "[^th.pay.freq", "[^?th.pay.freq", "says we do not know, but"),
    ("en/rights/wages.md", " [^th.pay.frequency]", "", "a statement about law cites a rule"),
    ("en/rights/wages.md", "* Write", "* {th.hours.day} Write", "advice (*) cites no rule"),
    ("en/rights/wages.md", "[^th.pay.frequency]", "{th.pay.frequency}", "is not a number that can"),
    ("lo/rights/wages.md", "[^th.pay.frequency]", "[^th.hours.day]", "out of step with en/rights"),
    ("km/rights/wages.md", "\n* ", "\n- ", "out of step with en/rights"),
    ("vi/rights/wages.md", "2026-11-25", "2026-11-24", "out of step with en/rights"),
    ("vi/rights/wages.md", "draft", "maybe", "review must be one of"),
    ("vi/rights/wages.md", "\n- ", "\n\nText.\n\n- ", "every sentence stands in a list"),
    ("vi/rights/wages.md", "\n- ", "\n1. ", "headings (##) and lists (- and *) only"),
    (
        "vi/rights/wages.md",
        "(/pay/)",
        "(https://example.org/)",
        "one of our own pages, like /help/",
    ),
    ("vi/rights/wages.md", "[^th.pay.frequency]", "[^th pay]", "a rule is cited like"),
    ("en/rights/wages.md", "{th.hours.day}", "{th hours}", "a rule is cited like"),
    (
        "en/rights/wages.md",
        "[^th.pay.frequency]",
        "[^th.pay.frequency] [^?th.clocks.claim-limitation]",
        "one statement cannot both know and not know",
    ),
]


@pytest.mark.parametrize(("where", "old", "new", "says"), SPOILT, ids=[row[3] for row in SPOILT])
def test_a_fault_is_named(
    words: Path, book: Rulebook, where: str, old: str, new: str, says: str
) -> None:
    spoil(words, where, old, new)
    found = told(words, book)
    assert any(says in line and line.startswith(where) for line in found), found
    assert not [line for line in found if "warning" in line]


def test_a_missing_page_and_a_strange_one_are_named(words: Path, book: Rulebook) -> None:
    (words / "lo" / FOLDER / "fees.md").rename(words / "lo" / FOLDER / "food.md")
    assert told(words, book) == [
        "lo/rights/fees.md:1: the page is missing in this language",
        "lo/rights/food.md:1: no topic has this name",
    ]


def test_too_many_statements_are_named(words: Path, book: Rulebook) -> None:
    path = words / "en" / FOLDER / "fees.md"
    path.write_text(path.read_text("utf-8") + "* One more.\n", "utf-8")
    assert "en/rights/fees.md:1: a page has at most 12 statements" in told(words, book)


def test_a_rule_that_ends_soon_is_a_warning_and_one_that_ended_a_fault(
    words: Path, book: Rulebook
) -> None:
    soon = told(words, book, date(2027, 10, 1))
    assert soon
    assert all("warning:" in line and "answers only until 2027-11-23" in line for line in soon)
    over = told(words, book, date(2027, 11, 24))
    assert any("th.pay.frequency no longer carries this statement" in line for line in over)
    assert not [line for line in over if "warning" in line]


# What may be said on a day --------------------------------------------------------------------


def test_a_statement_is_lost_when_its_rule_expires(tmp_path: Path, folder: Path) -> None:
    one = made(tmp_path, PAGE)
    law = load(folder)
    states = [tell(s, law, checked=one.checked, on=CHECKED).state for s in one.statements]
    assert states == [State.LAW, State.ADVICE, State.LAW]
    later = [tell(s, law, checked=one.checked, on=date(2027, 11, 24)) for s in one.statements]
    assert [each.state for each in later] == [State.LOST, State.ADVICE, State.LOST]
    assert {each.since for each in later if each.state is State.LOST} == {date(2027, 11, 24)}
    assert not later[2].values


def test_a_claim_is_lost_when_the_rule_says_something_else_but_a_value_follows(
    tmp_path: Path, folder: Path
) -> None:
    one = made(tmp_path, PAGE)
    change = RULE.replace("until: null", "until: 2026-12-31") + (
        "  - from: 2027-01-01\n    until: null\n    value: 300\n    standing: verified\n"
        "    checked: 2026-11-23\n    sources: [gazette]\n"
    )
    write(folder, change, CASES)
    claim, _, value = (
        tell(s, load(folder), checked=one.checked, on=date(2027, 1, 1)) for s in one.statements
    )
    assert (claim.state, claim.since) == (State.LOST, date(2027, 1, 1))
    assert value.state is State.LAW
    assert [place.value for place in value.values.values()] == [300]


def test_a_rule_that_is_gone_loses_the_statement_without_a_day(
    tmp_path: Path, folder: Path
) -> None:
    one = made(tmp_path, PAGE.replace("[^th.test.amount]", "[^th.test.gone]"))
    claim = tell(next(one.statements), load(folder), checked=one.checked, on=CHECKED)
    assert (claim.state, claim.since) == (State.LOST, None)


def test_what_is_read_of_a_page(tmp_path: Path) -> None:
    one = made(tmp_path, PAGE)
    assert (one.title, one.review, one.checked) == ("An invented page", "draft", CHECKED)
    assert [section.heading for section in one.sections] == ["One", "Two"]
    law, advice, value = one.statements
    assert (law.text, law.citations) == ("It costs something.", (Citation("th.test.amount", ""),))
    assert (law.line, advice.line, value.line) == (9, 10, 14)
    assert advice.advice
    assert value.prose == "It costs ."
    assert str(value.citations[0]) == "th.test.amount"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# no head\n", 1),
        (PAGE.replace("review: draft\n", ""), 2),
        (PAGE.replace("2026-11-25", "yesterday"), 4),
        (PAGE.replace("## One", "# One"), 7),
        (PAGE.replace("## One\n", ""), 8),
        (PAGE.replace("* Keep", "  * Keep"), 10),
        (PAGE.replace("something.", "some\n  thing."), 9),
        (PAGE.split("## One")[0], 6),
    ],
)
def test_a_page_of_another_build_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    with pytest.raises(FileRefused) as refused:
        made(tmp_path, text)
    assert refused.value.facts["line"] == line


# The command line -----------------------------------------------------------------------------


def test_the_check_reads_our_pages_with_our_law(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--on", CHECKED.isoformat()) == 0
    assert "The rights pages are right, with 0 warnings." in capsys.readouterr().out


def test_the_check_fails_for_a_page_that_is_wrong(
    words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(words, "my/rights/fees.md", "th.recruitment.return-cost", "th.recruitment.no-cost")
    assert run("check", "--on", CHECKED.isoformat(), "--words", words) == 1
    shown = capsys.readouterr().out
    assert re.search(r"my/rights/fees\.md:\d+: there is no rule th\.recruitment\.no-cost\n", shown)
    assert "The rights pages are right" not in shown


def test_the_check_of_another_law_book_leaves_our_pages_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--rules", folder, "check", "--on", CHECKED.isoformat()) == 0
    assert "pages" not in capsys.readouterr().out
