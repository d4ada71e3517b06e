"""Dates of somebody's own spreadsheet: years with two digits, and years that a program guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from saphan.domain.period import BUDDHIST_OFFSET, PartialDate
from saphan.domain.recruitment.mapping.plan import Written
from saphan.domain.text import fold, parse_date
from saphan.domain.text.months import COMMON

#: Fields that hold dates.
DATES = ("arrival_month", "paid_on", "left_on", "date")

#: Two digits from here on are a year of the Buddhist era (2533 is 1990), below of the common one.
#: Method, not law: the other reading lies before 1990 or in the future for each of them.
_FIRST_SHORT_BUDDHIST, _LAST_SHORT_BUDDHIST = 33, 75
#: A spreadsheet program turns 15/3/67 into 1967; no year that people write so means one before.
_EARLIEST = 1976
#: 1967 for 2567 of the Buddhist era, which is 2024.
_LOST = 600 - BUDDHIST_OFFSET
_SHORT_YEAR = re.compile(r"(?<!\d)\d{2}$")
_MONTH_FIRST = re.compile(r"^(\d{1,2})([\s./-]+)(\d{1,2})([\s./-]+\d{2,4})")
_PLAIN = Written()


@dataclass(frozen=True, slots=True)
class LongAgo:
    """A date so far back that a program guessed the century of a year with two digits."""

    text: str
    refusal: ClassVar[str] = "date.too_long_ago"

    def __str__(self) -> str:
        return self.text


def dated(cell: object, written: Written = _PLAIN) -> object:
    """The date in a cell, or the cell as it is when the intake must tell what is wrong with it."""
    try:
        found = _from_text(cell, written) if isinstance(cell, str) else parse_date(cell)
    except ValueError:
        return cell
    if found is None:
        return cell
    if found.year >= _EARLIEST:
        return found
    moved = PartialDate(found.year + _LOST, found.month, found.day) if _moves(found) else None
    return moved if moved and written.buddhist else LongAgo(str(found))


def _moves(found: PartialDate) -> bool:
    """Whether the day exists in the year that was meant; 1964 has a 29 February, 2021 has none."""
    return found.year >= 1900 + _FIRST_SHORT_BUDDHIST and (found.month, found.day) != (2, 29)


@lru_cache(1 << 14)
def _from_text(text: str, written: Written) -> PartialDate | None:
    """The date in a text. Raises ``ValueError`` as ``parse_date`` does."""
    if written.month_first:
        text = _MONTH_FIRST.sub(r"\3\2\1\4", fold(text))
    try:
        return parse_date(text)
    except ValueError as error:
        if error.args[0] != "ambiguous_year":
            raise
        return parse_date(_with_whole_year(fold(text), written))


def _with_whole_year(text: str, written: Written) -> str:
    """The text with four digits for a year of two at its end, where only one era is possible."""
    found = _SHORT_YEAR.search(text)
    if found is None or COMMON.search(text):
        return text
    year = int(found[0])
    if written.buddhist or _FIRST_SHORT_BUDDHIST <= year <= _LAST_SHORT_BUDDHIST:
        return f"{text[: found.start()]}{2500 + year - BUDDHIST_OFFSET}"
    return f"{text[: found.start()]}{2000 + year}" if year < _FIRST_SHORT_BUDDHIST else text
