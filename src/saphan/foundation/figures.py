"""Figures: how a value of a record stands on the screen, in a spreadsheet, and in an order."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils import timezone, translation
from django.utils.dates import MONTHS_3

from saphan.domain.money import Money, half_up
from saphan.domain.period import PartialDate, buddhist_year
from saphan.domain.text import fold
from saphan.foundation.words import LANGUAGES, SOURCE_LANGUAGE, money, number

_DIGITS = re.compile(r"(\d+)")

#: What stands where nothing is known.
NOTHING = "–"


def language_now() -> str:
    """The language of the page being made, English when it is not one of the house."""
    now = (translation.get_language() or SOURCE_LANGUAGE).split("-")[0]
    return now if now in LANGUAGES else SOURCE_LANGUAGE


def shown(value: object) -> str:
    """The value as words of the page's language; None becomes a dash."""
    match value:
        case None:
            return NOTHING
        case Money():
            return money(value.minor, value.currency, language_now())
        case bool():
            return str(value)
        case int() | Decimal():
            return number(value, language_now(), places=_places(value))
        case Fraction():
            return number(_two_places(value), language_now(), places=2)
        case datetime():
            return f"{short_date(timezone.localtime(value))} {timezone.localtime(value):%H:%M}"
        case date():
            return short_date(value)
        case PartialDate():
            return _partial(value)
        case _:
            return str(value)


def short_date(day: date) -> str:
    """The day as staff read it: 23 Nov 2026, in Thai 23 พ.ย. 2569."""
    return f"{day.day} {_month(day.month)} {_year(day.year)}"


def _partial(day: PartialDate) -> str:
    if day.month is None:
        return str(_year(day.year))
    month = f"{_month(day.month)} {_year(day.year)}"
    return month if day.day is None else f"{day.day} {month}"


def _month(month: int) -> str:
    return str(MONTHS_3[month]).title()


def _year(year: int) -> int:
    return buddhist_year(year) if language_now() == "th" else year


def _places(value: int | Decimal) -> int:
    if isinstance(value, int):
        return 0
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _two_places(value: Fraction) -> Decimal:
    return Decimal(half_up(value * 100)).scaleb(-2)


def plain(value: object) -> object:
    """The value as a spreadsheet keeps it: exact decimals, dates, text; None stays blank."""
    match value:
        case Money():
            return value.major
        case Fraction():
            return _two_places(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
        case datetime():
            return timezone.localtime(value).replace(tzinfo=None)
        case bool() | PartialDate():
            return str(value)
        case None | int() | Decimal() | date():
            return value
        case _:
            return str(value)


Order = tuple[int, tuple[tuple[int, int | Fraction, str], ...]]


def order(value: object) -> Order:
    """A key that sorts numbers by size, dates by day, and ``W-2`` before ``W-10``."""
    match value:
        case Money():
            return 0, ((1, Fraction(value.major), value.currency),)
        case int() | Decimal() | Fraction():
            return 0, ((1, Fraction(value), ""),)
        case datetime() | date():
            return 0, ((1, 0, value.isoformat()),)
        case PartialDate():
            return 0, ((1, 0, value.first.isoformat()),)
        case _:
            return 1, tuple(_natural(fold(value)))


def _natural(text: str) -> list[tuple[int, int | Fraction, str]]:
    parts = [part for part in _DIGITS.split(text) if part]
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
