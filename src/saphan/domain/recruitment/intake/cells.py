"""Reading the cells of one row, noting every reason why the row cannot be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache
from typing import TypeVar

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.refusals import Place, RowRefused
from saphan.domain.text import clean, currency_in, fold, parse_date, parse_number

Code = TypeVar("Code", bound=StrEnum)

#: Above this many major units a single recruitment payment or monthly wage is taken for a typing
#: error (each bound lies far above any figure in the handbook). Method, not law.
ABSURD: dict[Currency, int] = {
    Currency.THB: 5_000_000,
    Currency.USD: 150_000,
    Currency.MMK: 500_000_000,
    Currency.KHR: 600_000_000,
    Currency.LAK: 3_000_000_000,
    Currency.VND: 4_000_000_000,
}
_LONGEST_TEXT = 200
#: Characters of a code of an interview or a worker; the id of a form's server takes 41.
LONGEST_CODE = 42
_PLAIN = frozenset({str, int, float, dt.date})
_READABLE = (str, int, float, Decimal, Fraction, dt.date, PartialDate)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by canonical column, and where the row stands."""

    place: Place
    cells: Mapping[str, object]


@dataclass(slots=True)
class Reading:
    """One row being read; ``refused`` gathers why it cannot be used, cell by cell."""

    row: Row
    refused: list[RowRefused] = field(default_factory=list)

    def refuse(self, column: str, code: str, **facts: object) -> None:
        """Note one reason; the first that is found says why a cell cannot be used."""
        if all(one.column != column for one in self.refused):
            self.refused.append(self.row.place.refuse(column, code, **facts))

    def raw(self, column: str) -> object:
        """The cell as it is; a formula without a value or a cell in error is refused as blank."""
        value = self.row.cells.get(column)
        if value is None or value.__class__ in _PLAIN or isinstance(value, _READABLE):
            return value
        facts = getattr(value, "facts", {})
        self.refuse(column, getattr(value, "refusal", "cell.unreadable"), **facts)
        return None

    def text(self, column: str, most: int = _LONGEST_TEXT) -> str:
        """The cell as clean text of at most so many characters, empty when blank."""
        value = self.raw(column)
        text = _cleaned(value) if isinstance(value, str) else clean(value)
        if len(text) > most:
            self.refuse(column, "cell.too_long", most=most)
            return ""
        return text

    def code(self, column: str, codes: type[Code], blank: Code | None) -> Code | None:
        """The cell as one of the codes; ``blank`` stands for an empty cell (None: refused)."""
        text = self.text(column)
        if not text:
            if blank is None:
                self.refuse(column, "cell.missing")
            return blank
        found = _coded(codes, text)
        if found is None:
            self.refuse(column, "code.unknown", value=text[:40], codes=" ".join(codes))
        return found

    def number(self, column: str) -> Fraction | None:
        """The cell as an exact number that is not negative."""
        value = self.raw(column)
        try:
            number = _numbered(value)
        except ValueError as error:
            self.refuse(column, f"number.{error.args[0]}", value=clean(value)[:40])
            return None
        if number is not None and number.numerator < 0:
            self.refuse(column, "number.negative", value=clean(value)[:40])
            return None
        return number

    def amount(self, column: str, currency: Currency | None) -> Fraction | None:
        """The cell as an amount of a believable size, in no other currency than the row's."""
        number = self.number(column)
        if number is None:
            return None
        value = self.row.cells.get(column)
        if number.numerator > ABSURD[currency or Currency.VND] * number.denominator:
            self.refuse(column, "amount.absurd", value=clean(value)[:40])
            return None
        if isinstance(value, str) and currency is not None and _contradicts(value, currency):
            facts = {"value": clean(value)[:40], "currency": currency.value}
            self.refuse(column, "amount.other_currency", **facts)
            return None
        return number

    def date(self, column: str) -> PartialDate | None:
        """The cell as a date to the day, month or year, in either era."""
        value = self.raw(column)
        if isinstance(value, PartialDate):
            return value
        try:
            return _dated(value) if isinstance(value, str) else parse_date(value)
        except ValueError as error:
            self.refuse(column, f"date.{error.args[0]}", value=clean(value)[:40])
            return None

    def month(self, column: str, as_of: dt.date) -> PartialDate | None:
        """The cell as a month that has begun by the as-of date."""
        found = self.date(column)
        if found is None:
            return None
        if found.month is None:
            self.refuse(column, "date.month_missing", value=str(found))
            return None
        if found.first > as_of:
            self.refuse(column, "date.in_future", value=str(found), as_of=as_of.isoformat())
            return None
        return PartialDate(found.year, found.month)


# A hundred thousand rows hold the same few thousand texts: each is read once.
_MOST_KEPT = 1 << 14


@lru_cache(_MOST_KEPT)
def _cleaned(text: str) -> str:
    return clean(text)


@lru_cache(_MOST_KEPT)
def _dated(text: str) -> PartialDate | None:
    return parse_date(text)


@lru_cache(_MOST_KEPT, typed=True)
def _numbered(value: object) -> Fraction | None:
    return parse_number(value, decimal="." if isinstance(value, str) else None)


@lru_cache(_MOST_KEPT)
def _contradicts(text: str, currency: Currency) -> bool:
    """Whether a currency is named beside the number that is not the one of the row."""
    try:
        return currency_in(text) not in (None, currency)
    except ValueError:
        return True


def _coded(codes: type[Code], text: str) -> Code | None:
    """The code that a text spells, whatever its case, spacing or digits."""
    spelled = _spelled(codes)
    return spelled.get(text) or spelled.get(fold(text))


@cache
def _spelled(codes: type[Code]) -> dict[str, Code]:
    return {fold(code): code for code in codes} | {code.value: code for code in codes}
