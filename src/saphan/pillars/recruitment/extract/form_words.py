"""What the labels of the interview form stand for: exports may hold labels instead of codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saphan.domain.recruitment import kobo
from saphan.domain.recruitment.survey import FORM, LISTS, Question, questions
from saphan.domain.text import fold
from saphan.foundation.words import LANGUAGES, Words

CATALOGUE = "interview"
#: The columns that are read from an export: the canonical ones and the two answers of consent.
COLUMNS = frozenset({*kobo.INTERVIEWS, *kobo.PAYMENTS, *kobo.CONSENT})


def form_words() -> kobo.Words:
    """Labels of the form in every language as ``from_form`` wants them.

    A label that means two things in two languages is left out: nobody can tell which was meant.
    """
    voices = [Words(language, CATALOGUE) for language in LANGUAGES]
    read = [question for question in questions(FORM) if question.name in COLUMNS]
    found = {"": _clear(_headings(read, voices))}
    for question in read:
        if question.options:
            found[question.name] = _clear(_values(question, voices))
    return found


def _headings(read: Iterable[Question], voices: Iterable[Words]) -> Iterator[tuple[str, str]]:
    for words in voices:
        for question in read:
            if question.label:
                yield str(words.say(question.label)), question.name


def _values(question: Question, voices: Iterable[Words]) -> Iterator[tuple[str, str]]:
    for words in voices:
        for code, label in LISTS[question.options]:
            yield str(words.say(label)), code


def _clear(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each label means, folded, as long as it means one thing."""
    meant: dict[str, set[str]] = {}
    for label, meaning in pairs:
        meant.setdefault(fold(label), set()).add(meaning)
    return {label: meanings.pop() for label, meanings in meant.items() if len(meanings) == 1}
