"""Dates as people write them: three precisions, two eras, six languages."""

from __future__ import annotations

import re
from datetime import date, datetime

from saphan.domain.period import BUDDHIST_OFFSET, PartialDate
from saphan.domain.text.cleaning import fold
from saphan.domain.text.months import AROUND, BUDDHIST, COMMON, MONTH_NAME, month_of

#: A year at or above this one can only be of the Buddhist era.
_FIRST_BUDDHIST = 2400
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

_CLOCK = re.compile(
    r"(?<=\d)(?:t|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|\s?[+-]\d{2}:?\d{2})?$"
)
_NUMBERS = re.compile(r"\d+")
_SEPARATORS = re.compile(r"[\s,./\-\u2010-\u2015\u2212|@]*")


def parse_date(value: object) -> PartialDate | None:
    """The date in a cell to the day, the month or the year; None when it is blank.

    Reads date objects, ISO forms, day/month/year, month names of the six languages, digits of
    the scripts; a year from 2400 on is of the Buddhist era. A plain number is a year.

    Raises ``ValueError``: ``not_a_date`` (also when no such day exists) or ``ambiguous_year``
    (two digits of a year without its era, or an era that contradicts the year).
    """
    if value is None:
        return None
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return _checked(_common_year(day.year, era=None), day.month, day.day)
    if isinstance(value, str):
        return _from_text(fold(value))
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise ValueError("not_a_date")
    return PartialDate(_common_year(int(value), era=None))


def _from_text(text: str) -> PartialDate | None:
    if not text or _SEPARATORS.fullmatch(text):
        return None
    text = _CLOCK.sub("", text)
    text, era = _without_era(text)
    named = MONTH_NAME.search(text)
    if named is None:
        return _in_numbers(_numbers(text), era)
    before, after = text[: named.start()], text[named.end() :]
    return _around_name(_numbers(before), month_of(named[0]), _numbers(after), era)


def _without_era(text: str) -> tuple[str, str | None]:
    """The text without the mark of its era, and the era ("BE", "CE" or None)."""
    for pattern, era in ((BUDDHIST, "BE"), (COMMON, "CE")):
        if pattern.search(text):
            return pattern.sub(" ", text, count=1), era
    return text, None


def _numbers(text: str) -> list[str]:
    """The numbers of a text that holds nothing else but separators and words for day or year."""
    bare = AROUND.sub(" ", text)
    if not _SEPARATORS.fullmatch(_NUMBERS.sub("", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", bare))):
        raise ValueError("not_a_date")
    found = _NUMBERS.findall(bare)
    if any(len(number) > 4 for number in found):
        raise ValueError("not_a_date")
    return found


def _in_numbers(numbers: list[str], era: str | None) -> PartialDate:
    """Year, year-month, month-year, year-month-day or day-month-year."""
    if not 1 <= len(numbers) <= 3:
        raise ValueError("not_a_date")
    year_first = len(numbers[0]) == 4
    year, *rest = numbers if year_first else numbers[::-1]
    if len(numbers) < 3 and len(year) != 4 and era is None:
        raise ValueError("not_a_date")
    month, day = [*(int(number) for number in rest), None, None][:2]
    return _checked(_written_year(year, era), month, day)


def _around_name(before: list[str], month: int, after: list[str], era: str | None) -> PartialDate:
    """Day Month Year, Year Month Day, Month Day Year, Month Year."""
    numbers = before + after
    if not 1 <= len(numbers) <= 2:
        raise ValueError("not_a_date")
    if len(numbers) == 1:
        return _checked(_written_year(numbers[0], era), month, None)
    year_first = len(numbers[0]) == 4
    year, day = numbers if year_first else numbers[::-1]
    return _checked(_written_year(year, era), month, int(day))


def _written_year(digits: str, era: str | None) -> int:
    if len(digits) == 2 and era == "BE":
        return _common_year(2500 + int(digits), era)
    if len(digits) < 3:
        raise ValueError("ambiguous_year")
    return _common_year(int(digits), era)


def _common_year(year: int, era: str | None) -> int:
    """The year of the common era for a year as written."""
    buddhist = year >= _FIRST_BUDDHIST
    if era is not None and buddhist != (era == "BE"):
        raise ValueError("ambiguous_year")
    common = year - BUDDHIST_OFFSET if buddhist else year
    if not _FIRST_YEAR <= common <= _LAST_YEAR:
        raise ValueError("not_a_date")
    return common


def _checked(year: int, month: int | None, day: int | None) -> PartialDate:
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise ValueError("not_a_date") from error
    return PartialDate(year, month, day)
