"""Plain-language pages on the screen: safe HTML, values in the language, rules one step away.

The reader knows emphasis and links to our own public pages, nothing else; markup in a file comes
out as the letters it is written with.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from saphan.foundation.words import (
    LANGUAGES,
    currency_name,
    date_both_eras,
    number,
    words_folder,
)
from saphan.rulebook.answers import Answer
from saphan.rulebook.book import Rulebook
from saphan.rulebook.book import load as load_book
from saphan.rulebook.plain import TOPICS, Page, Place, State, Told, read_page, tell
from saphan.rulebook.plain.page import OWN_PAGE, VALUE
from saphan.rulebook.rows import Kind

_ABOVE = "../.."


class _Prose(MarkdownIt):
    """A reader of sentences that makes links to our own pages only."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return bool(OWN_PAGE.fullmatch(url))


_PROSE = _Prose("zero").enable(["emphasis", "link"])


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule under a statement, with every date as words of the page's language."""

    answer: Answer
    starts: str
    ends: str
    since: str


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as it is shown. ``safe`` is HTML, empty when the claim may not be shown."""

    state: State
    safe: str
    since: str
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the lines below it."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page on a day: ``checked`` is the day on which it was held against the rules, in words."""

    title: str
    review: str
    checked: str
    parts: tuple[Part, ...]


@lru_cache(maxsize=1)
def law_book() -> Rulebook:
    """The law book of this installation, read once."""
    return load_book()


def page_of(language: str, topic: str, *, folder: Path | None = None) -> Page:
    """The page of a topic in a language.

    Raises ``LookupError`` for a topic or language the house does not have.
    """
    if topic not in TOPICS or language not in LANGUAGES:
        raise LookupError(topic)
    path = (folder or words_folder()) / language / "rights" / f"{topic}.md"
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Page:
    """A file that changed is read again."""
    return read_page(path)


def show_page(page: Page, book: Rulebook, *, language: str, on: date) -> Shown:
    """The page as it may be shown on a day, with what the rules say on that day."""
    parts = tuple(
        Part(
            section.heading,
            tuple(
                _line(tell(statement, book, checked=page.checked, on=on), language)
                for statement in section.statements
            ),
        )
        for section in page.sections
    )
    return Shown(page.title, page.review, date_both_eras(page.checked, language), parts)


def _line(told: Told, language: str) -> Line:
    lost = told.state is State.LOST
    safe = "" if lost else safe_html(told.statement.text, told.values, language)
    bases = tuple(_basis(answer, language) for answer in told.answers)
    return Line(told.state, safe, _day(told.since, language), bases)


def _basis(answer: Answer, language: str) -> Basis:
    days = (answer.starts, answer.ends, answer.since)
    return Basis(answer, *(_day(day, language) for day in days))


def _day(day: date | None, language: str) -> str:
    return date_both_eras(day, language) if day else ""


def safe_html(text: str, values: Mapping[str, Place], language: str) -> str:
    """A sentence as HTML without markup of its own, its places filled.

    Raises ``KeyError`` for a place without a value.
    """
    tokens = _PROSE.parseInline(text)
    for token in tokens[0].children or []:
        _lead_home(token)
    written = str(_PROSE.renderer.render(tokens, _PROSE.options, {}))
    return VALUE.sub(lambda found: _value_html(values[found[0][1:-1]], language), written)


def _lead_home(token: Token) -> None:
    """Make the address relative to the page of a topic, so that it also holds in plain files."""
    if token.type == "link_open":
        token.attrs = {"href": f"{_ABOVE}{token.attrGet('href')}"}


def _value_html(place: Place, language: str) -> str:
    return f"<b>{html.escape(shown_value(place, language))}</b>"


def shown_value(place: Place, language: str) -> str:
    """The number, share or amount of a rule in the language; a range has both ends."""
    if isinstance(place.value, dict):
        ends = [place.value[key] for key in ("min", "max") if key in place.value]
        return "–".join(shown_value(Place(place.rule, end), language) for end in ends)
    value = place.value
    if not isinstance(value, int | Decimal):
        return str(value)
    if place.rule.kind is Kind.PERCENT:
        return f"{_plain_number(value * 100, language)}%"
    shown = _plain_number(value, language)
    if place.rule.kind is not Kind.AMOUNT:
        return shown
    return f"{shown}\u00a0{currency_name(place.rule.currency, language)}"


def _plain_number(value: int | Decimal, language: str) -> str:
    exact = Decimal(value).normalize()
    exponent = exact.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return number(exact, language, places=places)
