"""Form F1, the interview of a worker, as an XLSForm workbook for KoboToolbox and ODK.

Source of the layout: https://xlsform.org/en/. The sentences come from the survey, their
translations from the catalogue ``interview``.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from saphan.domain.recruitment.survey import (
    ANSWER_NEEDED,
    DRAFT,
    FORM,
    LISTS,
    REVIEWED,
    Group,
    Part,
    Question,
    sentences,
)
from saphan.foundation.sheets import Column, Sheet, write_workbook
from saphan.foundation.words import SOURCE_LANGUAGE, Words
from saphan.pillars.recruitment.extract.form_words import CATALOGUE

FORM_ID = "saphan_interview"
TITLE = "Saphan: interview of a worker (F1)"
#: How form servers name the languages; the code in brackets tells a device which one it is.
LANGUAGES = {
    "en": "English (en)",
    "th": "ไทย (th)",
    "my": "မြန်မာ (my)",
    "km": "ខ្មែរ (km)",
    "lo": "ລາວ (lo)",
    "vi": "Tiếng Việt (vi)",
}

Cells = Mapping[str, str]
_Sheets = tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]

_TRANSLATED = ("label", "hint", "constraint_message", "required_message")
_PLAIN = (
    *("relevant", "constraint", "required", "appearance", "calculation", "default"),
    "repeat_count",
)
_ONE_PAGE = "field-list"
_CERTAIN = frozenset({"source", "reviewed", "official"})


def interview_form() -> bytes:
    """The workbook with the sheets survey, choices and settings; equal bytes for equal words."""
    voices = {language: Words(language, CATALOGUE) for language in LANGUAGES}
    survey = _filled(("type", "name", *_columns(_TRANSLATED), *_PLAIN), _survey(FORM, voices))
    choices = _filled(("list_name", "name", *_columns(("label",))), _choices(voices))
    return _packed((("survey", *survey), ("choices", *choices)))


def unreviewed(voices: Mapping[str, Words]) -> list[str]:
    """The languages of which a sentence is missing or was not reviewed."""
    return [
        language
        for language, words in voices.items()
        if any(words.review_state(sentence) not in _CERTAIN for sentence in sentences())
    ]


def _opening(voices: Mapping[str, Words]) -> Cells:
    """The first words of the form; English, the source, speaks about all the translations."""
    drafts = set(unreviewed(voices))
    if drafts:
        drafts.add(SOURCE_LANGUAGE)
    return {
        _column("label", language): str(words.say(DRAFT if language in drafts else REVIEWED))
        for language, words in voices.items()
    }


def _survey(parts: Sequence[Part], voices: Mapping[str, Words]) -> Iterator[Cells]:
    for part in parts:
        if isinstance(part, Group):
            kind = "repeat" if part.repeats else "group"
            yield {"type": f"begin_{kind}", "name": part.name, **_group(part, voices)}
            yield from _survey(part.members, voices)
            yield {"type": f"end_{kind}"}
        elif part.label == DRAFT:
            yield {**_question(part, voices), **_opening(voices)}
        else:
            yield _question(part, voices)


def _group(group: Group, voices: Mapping[str, Words]) -> Cells:
    return {
        **_said("label", group.label, voices),
        "relevant": group.relevant,
        "appearance": _ONE_PAGE if group.page else "",
        "repeat_count": group.times,
    }


def _question(question: Question, voices: Mapping[str, Words]) -> Cells:
    check = question.check
    return {
        "type": f"{question.kind} {question.options}".rstrip(),
        "name": question.name,
        **_said("label", question.label, voices),
        **_said("hint", question.hint, voices),
        **(_said("constraint_message", check.message, voices, check.facts) if check else {}),
        **_said("required_message", ANSWER_NEEDED if question.needed else "", voices),
        "relevant": question.relevant,
        "constraint": check.rule if check else "",
        "required": "yes" if question.needed else "",
        "appearance": question.appearance,
        "calculation": question.calculation,
        "default": question.default,
    }


def _choices(voices: Mapping[str, Words]) -> Iterator[Cells]:
    for name, choices in LISTS.items():
        for code, label in choices:
            yield {"list_name": name, "name": code, **_said("label", label, voices)}


def _said(
    kind: str, sentence: str, voices: Mapping[str, Words], facts: Mapping[str, str] | None = None
) -> Cells:
    """The sentence in every language under its columns; nothing for no sentence."""
    if not sentence:
        return {}
    return {
        _column(kind, language): str(words.told(sentence, facts or {}))
        for language, words in voices.items()
    }


def _column(kind: str, language: str) -> str:
    return f"{kind}::{LANGUAGES[language]}"


def _columns(kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(_column(kind, language) for kind in kinds for language in LANGUAGES)


def _filled(
    headings: tuple[str, ...], rows: Iterable[Cells]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The headings, and the rows with a cell for each; columns that stay blank are left out."""
    found = list(rows)
    used = tuple(one for one in headings if any(row.get(one) for row in found))
    return used, tuple(tuple(row.get(one, "") for one in used) for row in found)


@lru_cache(maxsize=2)
def _packed(sheets: _Sheets) -> bytes:
    """The workbook; its version follows from its content, so a server notices every change."""
    version = hashlib.sha256(repr(sheets).encode()).hexdigest()[:12]
    settings = {
        "form_title": TITLE,
        "form_id": FORM_ID,
        "version": version,
        "default_language": LANGUAGES[SOURCE_LANGUAGE],
        "style": "pages",
    }
    written = io.BytesIO()
    everything = (*sheets, ("settings", tuple(settings), (tuple(settings.values()),)))
    write_workbook(written, [_sheet(*sheet) for sheet in everything])
    return written.getvalue()


def _sheet(name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Sheet:
    blank_as_none = [[cell or None for cell in row] for row in rows]
    return Sheet(name, [Column(heading) for heading in headings], blank_as_none)
