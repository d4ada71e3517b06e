"""Inspection of the plain-language pages: every defect as one sentence with its file and line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from saphan.domain.refusals import FileRefused
from saphan.rulebook.answers import Answer, Reason
from saphan.rulebook.book import Rulebook
from saphan.rulebook.files import Defect
from saphan.rulebook.plain.page import (
    OWN_PAGE,
    TOPICS,
    Citation,
    Page,
    Section,
    Statement,
    read_page,
)
from saphan.rulebook.plain.told import SHOWABLE, State, tell

#: The folder of the pages inside the folder of a language.
FOLDER = "rights"

#: How long before a rule stops to answer a page that rests on it is named.
SOON = timedelta(days=60)

#: A page has at most so many statements, and so few or many headings.
MOST_STATEMENTS = 12
HEADINGS = range(2, 5)

_DAY = timedelta(days=1)
_LINK = re.compile(r"\]\(([^)]*)\)")
_UNASKED = (Reason.PLACE_MISSING, Reason.PLACE_UNKNOWN, Reason.AMBIGUOUS)


def inspect_pages(
    folder: Path, book: Rulebook, *, languages: Sequence[str], source: str, on: date
) -> list[Defect]:
    """Everything that is wrong with the pages in the folder of words, sorted by file and line.

    ``languages`` are those that must have every page; ``source`` is the one whose statements the
    others follow. A rule that stops to answer within ``SOON`` is reported as a warning.
    """
    found: list[Defect] = []
    for topic in TOPICS:
        pages = {code: _read(_path(folder, code, topic), found) for code in languages}
        first = pages[source]
        for code, page in pages.items():
            if page is not None:
                found += _of_page(page, book, on)
            if page is not None and first is not None and code != source:
                found += _out_of_step(first, page)
    found += _strangers(folder, languages)
    return sorted(found)


def _path(folder: Path, language: str, topic: str) -> Path:
    return folder / language / FOLDER / f"{topic}.md"


def _read(path: Path, found: list[Defect]) -> Page | None:
    if not path.is_file():
        found.append(Defect(str(path), 1, "the page is missing in this language"))
        return None
    try:
        return read_page(path)
    except FileRefused as refusal:
        facts = refusal.facts
        said = str(facts.get("sentence") or "the file cannot be read as UTF-8 text")
        found.append(Defect(str(path), int(str(facts["line"])), said))
        return None


def _strangers(folder: Path, languages: Sequence[str]) -> Iterator[Defect]:
    for code in languages:
        for path in sorted((folder / code / FOLDER).glob("*")):
            if path.name not in {f"{topic}.md" for topic in TOPICS}:
                yield Defect(str(path), 1, "no topic has this name")


def _of_page(page: Page, book: Rulebook, on: date) -> Iterator[Defect]:
    if len(page.sections) not in HEADINGS:
        yield Defect(str(page.path), 1, f"a page has {HEADINGS[0]} to {HEADINGS[-1]} headings")
    if len(list(page.statements)) > MOST_STATEMENTS:
        yield Defect(str(page.path), 1, f"a page has at most {MOST_STATEMENTS} statements")
    if page.checked > on:
        yield Defect(str(page.path), 4, "checked lies after the day of this inspection")
    for line, text in [(2, page.title), *((each.line, each.heading) for each in page.sections)]:
        yield from _digits(page, line, text)
    for statement in page.statements:
        yield from _digits(page, statement.line, statement.prose)
        yield from _links(page, statement)
        yield from (
            Defect(str(page.path), statement.line, sentence, warning)
            for sentence, warning in _of_statement(statement, book, page.checked, on)
        )


def _digits(page: Page, line: int, text: str) -> Iterator[Defect]:
    if any(unicodedata.category(letter).startswith("N") for letter in text):
        sentence = "a number stands in the words; let a rule say it, like {th.hours.day}"
        yield Defect(str(page.path), line, sentence)


def _links(page: Page, statement: Statement) -> Iterator[Defect]:
    for address in _LINK.findall(statement.text):
        if not OWN_PAGE.fullmatch(address):
            sentence = f"a link leads to one of our own pages, like /help/, not to {address}"
            yield Defect(str(page.path), statement.line, sentence)


def _of_statement(
    statement: Statement, book: Rulebook, checked: date, on: date
) -> Iterator[tuple[str, bool]]:
    """What is wrong with one statement, and whether that is only a warning."""
    if statement.advice:
        if statement.citations:
            yield "advice (*) cites no rule; a statement about law begins with -", False
        return
    if not statement.citations:
        yield "a statement about law cites a rule; advice begins with *", False
    if len({cited.use == "open" for cited in statement.citations}) > 1:
        yield "one statement cannot both know and not know", False
    known = {rule.rule for rule in book}
    strange = [cited.rule for cited in statement.citations if cited.rule not in known]
    for rule in strange:
        yield f"there is no rule {rule}", False
    if not strange:
        for cited in statement.citations:
            yield from _of_citation(cited, book, on)
        yield from _of_time(statement, book, checked, on)


def _of_citation(cited: Citation, book: Rulebook, on: date) -> Iterator[tuple[str, bool]]:
    answer = book.answer(cited.rule, on=on, here=cited.here)
    if answer.reason in _UNASKED:
        yield f"{cited} is not asked for one case: {answer.sentence}", False
    elif cited.use == "open" and answer.known:
        yield f"the page says we do not know, but {cited.rule} answers: {answer.sentence}", False
    elif cited.use != "open" and not answer.known:
        yield f"{cited} no longer carries this statement: {answer.sentence}", False
    elif cited.use == "value" and book.rule(cited.rule).kind not in SHOWABLE:
        yield f"the value of {cited.rule} is not a number that can stand in a sentence", False
    elif cited.use != "open":
        yield from _soon(cited, book, on)


def _soon(cited: Citation, book: Rulebook, on: date) -> Iterator[tuple[str, bool]]:
    later = book.answer(cited.rule, on=on + SOON, here=cited.here)
    if not later.known:
        yield f"{cited} answers only until {_last(later)}", True


def _last(later: Answer) -> date | str:
    return later.since - _DAY if later.since else "a day that is not known"


def _of_time(
    statement: Statement, book: Rulebook, checked: date, on: date
) -> Iterator[tuple[str, bool]]:
    """Whether a rule came to say something else since somebody held the page against it."""
    told = tell(statement, book, checked=checked, on=on)
    if told.state is State.LOST and all(answer.known for answer in told.answers):
        yield f"a rule changed on {told.since}, after this page was checked on {checked}", False


def _out_of_step(source: Page, page: Page) -> Iterator[Defect]:
    """Where a page stops saying the same as its source, statement by statement."""
    if page.checked != source.checked:
        sentence = f"checked on {page.checked}, its source on {source.checked}"
        yield Defect(str(page.path), 4, f"out of step with {_name(source)}: {sentence}")
    if len(page.sections) != len(source.sections):
        sentence = f"{len(page.sections)} headings instead of {len(source.sections)}"
        yield Defect(str(page.path), 1, f"out of step with {_name(source)}: {sentence}")
        return
    for theirs, ours in zip(source.sections, page.sections, strict=True):
        yield from _section_out_of_step(source, page, theirs, ours)


def _section_out_of_step(
    source: Page, page: Page, theirs: Section, ours: Section
) -> Iterator[Defect]:
    said = f"out of step with {_name(source)}"
    if len(theirs.statements) != len(ours.statements):
        sentence = f"{len(ours.statements)} statements instead of {len(theirs.statements)}"
        yield Defect(str(page.path), ours.line, f"{said}: {sentence}")
        return
    for one, other in zip(theirs.statements, ours.statements, strict=True):
        if _shape(one) != _shape(other):
            sentence = "another kind of statement, or other rules, than on line"
            yield Defect(str(page.path), other.line, f"{said}: {sentence} {one.line}")


def _shape(statement: Statement) -> tuple[bool, list[Citation]]:
    return statement.advice, sorted(statement.citations)


def _name(page: Page) -> str:
    return "/".join(page.path.parts[-3:])
