"""Two languages on one paper: every sentence in Thai and in English, as two people read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from saphan.domain.period import PartialDate
from saphan.foundation.law_words import CATALOGUE as LAW
from saphan.foundation.law_words import reason_told
from saphan.foundation.paper.document import Run, Text
from saphan.foundation.words import Said, Words, date_both_eras, money, month_both_eras, number

#: A fact that reads differently in each language, such as an amount or a day.
Told = Callable[[str], str]
Fact = str | int | Told
#: The frame of every paper, the sentences of the fee audit, and those of the law book.
CATALOGUES = ("papers", "fee_audit", LAW)
LEADING, FOLLOWING = "th", "en"


def baht(minor: int) -> Told:
    """An amount of satang with the word for baht."""
    return lambda language: money(minor, "THB", language)


def figure(minor: int) -> str:
    """An amount of satang without a unit; Thai and English write it alike."""
    return money(minor, "THB", FOLLOWING, unit=False)


def count(value: int) -> str:
    """A whole number with separators; Thai and English write it alike."""
    return number(value, FOLLOWING)


def day(value: date) -> Told:
    """A day in both eras."""
    return lambda language: date_both_eras(value, language)


def month(value: PartialDate) -> Told:
    """A month in both eras."""
    return lambda language: month_both_eras(value.year, value.month or 1, language)


@dataclass(slots=True)
class Tongues:
    """Says sentences in Thai and English; one instance serves one paper."""

    thai: Words = field(default_factory=lambda: Words(LEADING, *CATALOGUES))
    english: Words = field(default_factory=lambda: Words(FOLLOWING, *CATALOGUES))

    @property
    def draft(self) -> bool:
        """Whether anything was said that nobody reviewed yet."""
        return self.thai.said_unreviewed

    def pair(self, msgid: str, /, **facts: Fact) -> tuple[Said, Said]:
        """The sentence in Thai and in English."""
        return self._say(self.thai, msgid, facts), self._say(self.english, msgid, facts)

    def lines(self, msgid: str, /, **facts: Fact) -> Text:
        """Thai on one line, English on the next; only once where both are the same."""
        return self._joined("\n", *self.pair(msgid, **facts))

    def short(self, msgid: str, /, **facts: Fact) -> Text:
        """Thai and English on one line."""
        return self._joined(" · ", *self.pair(msgid, **facts))

    def flat(self, msgid: str, /, **facts: Fact) -> str:
        """Thai and English on one line, as plain text for a spreadsheet."""
        thai, english = self.pair(msgid, **facts)
        return str(thai) if thai == english else f"{english} · {thai}"

    def value(self, fact: Fact) -> Text:
        """A fact in both languages, on two lines."""
        if not callable(fact):
            return str(fact)
        return self._joined("\n", fact(LEADING), fact(FOLLOWING))

    def inner(self, msgid: str) -> Fact:
        """A sentence as a fact of another sentence, each in its language."""
        thai, english = self.pair(msgid)
        return lambda language: thai if language == LEADING else english

    def known(self, text: str) -> tuple[str, str]:
        """A sentence of the law book in Thai, where it is translated, and as it stands there."""
        said = reason_told(text, self.thai)
        return "" if said.fell_back else said, text

    def _say(self, words: Words, msgid: str, facts: Mapping[str, Fact]) -> Said:
        """``count`` stays a number, since it chooses the plural form."""
        told = {
            name: fact(words.language) if callable(fact) else fact for name, fact in facts.items()
        }
        return words.told(msgid, told)

    def _joined(self, between: str, thai: str, english: str) -> Text:
        if thai == english:
            return thai
        return (thai, between, Run(english, FOLLOWING)) if thai else (Run(english, FOLLOWING),)
