"""Reading the cells of one row, noting every reason why the row cannot be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.refusals import Place, RowRefused
from saphan.domain.text import clean, fold, parse_date, parse_number

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
        """Note one reason."""
        self.refused.append(self.row.place.refuse(column, code, **facts))

    def raw(self, column: str) -> object:
        """The cell as it is; a formula without a value or a cell in error is refused as blank."""
        value = self.row.cells.get(column)
        if value is None or isinstance(value, _READABLE):
            return value
        self.refuse(column, getattr(value, "refusal", "cell.unreadable"))
        return None

    def text(self, column: str) -> str:
        """The cell as clean text, empty when blank."""
        text = clean(self.raw(column))
        if len(text) > _LONGEST_TEXT:
            self.refuse(column, "cell.too_long", most=_LONGEST_TEXT)
            return ""
        return text

    def code(self, column: str, codes: type[Code], blank: Code | None) -> Code | None:
        """The cell as one of the codes; ``blank`` stands for an empty cell (None: refused)."""
        text = self.text(column)
        if not text:
            if blank is None and not self.refused:
                self.refuse(column, "cell.missing")
            return blank
        found = _BY_FOLD.setdefault(codes, {fold(code): code for code in codes}).get(fold(text))
        if found is None:
            self.refuse(column, "code.unknown", value=text[:40], codes=" ".join(codes))
        return found  # type: ignore[return-value]

    def number(self, column: str) -> Fraction | None:
        """The cell as an exact number that is not negative."""
        value = self.raw(column)
        try:
            number = parse_number(value, decimal=".")
        except ValueError as error:
            self.refuse(column, f"number.{error.args[0]}", value=clean(value)[:40])
            return None
        if number is not None and number < 0:
            self.refuse(column, "number.negative", value=clean(value)[:40])
            return None
        return number

    def amount(self, column: str, currency: Currency | None) -> Fraction | None:
        """The cell as an amount of a believable size."""
        number = self.number(column)
        if number is not None and number > ABSURD[currency or Currency.VND]:
            self.refuse(column, "amount.absurd", value=clean(self.raw(column))[:40])
            return None
        return number

    def date(self, column: str) -> PartialDate | None:
        """The cell as a date to the day, month or year, in either era."""
        value = self.raw(column)
        if isinstance(value, PartialDate):
            return value
        try:
            return parse_date(value)
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


_BY_FOLD: dict[type[StrEnum], dict[str, StrEnum]] = {}
