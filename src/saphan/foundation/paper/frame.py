"""The frame of a paper: page, code, date, labels, in every language of the paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from saphan.foundation.paper.document import Paper, Run, Slip, Tone
from saphan.foundation.words import LANGUAGES, Words, date_both_eras

#: Stand-ins for the page numbers, which only the typesetter knows.
PAGE, PAGES = "\ue000", "\ue001"
_TONES: dict[Tone, str] = {
    "plain": "Note",
    "ask": "Check this",
    "stop": "Not allowed",
    "unknown": "Not known",
}


def framed(msgid: str, languages: Iterable[str], **facts: object) -> tuple[Run | str, ...]:
    """The words of the frame in all the languages, a dot between them; equal ones only once."""
    said = dict.fromkeys(Words(language).told(msgid, facts) for language in languages)
    found: list[Run | str] = []
    for sentence in said:
        found += [" · "] if found else []
        found.append(Run(sentence, sentence.language))
    return tuple(found)


def page_words(languages: Iterable[str]) -> tuple[Run | str, ...]:
    """The words for "page x of y" with the stand-ins :data:`PAGE` and :data:`PAGES`."""
    return framed("Page {page} of {pages}", languages, page=PAGE, pages=PAGES)


def day_words(day: date, languages: Iterable[str]) -> tuple[Run | str, ...]:
    """The day in both eras in all the languages."""
    found: list[Run | str] = []
    for language in languages:
        found += [" · "] if found else []
        found.append(Run(date_both_eras(day, language), language))
    return tuple(found)


def tone_word(tone: Tone, language: str) -> str:
    """The word that says what the colour of a note says."""
    return Words(language).say(_TONES[tone])


def labels(paper: Paper | Slip) -> list[tuple[Run | str, ...]]:
    """The labels that stand on every page: invented data, unreviewed translation."""
    wanted = {
        "Invented demo data": getattr(paper, "demo", False),
        "Draft translation, not yet reviewed": getattr(paper, "draft", False),
    }
    return [framed(msgid, paper.languages) for msgid, shown in wanted.items() if shown]


def check_languages(paper: Paper | Slip) -> None:
    """Raise ``ValueError`` for a paper without a language or with one the house does not have."""
    if not paper.languages or not set(paper.languages) <= set(LANGUAGES):
        raise ValueError(paper.languages)
