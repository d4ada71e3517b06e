"""Money: integer minor units plus currency on paper, exact fractions in between; never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Currency(StrEnum):
    """The currencies of the corridors (ISO 4217 codes)."""

    THB = "THB"
    MMK = "MMK"
    KHR = "KHR"
    LAK = "LAK"
    VND = "VND"
    USD = "USD"


#: Digits after the decimal point of each currency. Source: ISO 4217, list one.
EXPONENT: dict[Currency, int] = {
    Currency.THB: 2,
    Currency.MMK: 2,
    Currency.KHR: 2,
    Currency.LAK: 2,
    Currency.VND: 0,
    Currency.USD: 2,
}


def half_up(value: Fraction | int, scale: int = 1) -> int:
    """``value * scale`` rounded to the nearest whole number, halves away from zero."""
    above, below = value.numerator * scale, value.denominator
    nearest = (2 * abs(above) + below) // (2 * below)
    return -nearest if above < 0 else nearest


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole minor units (satang, cents) of one currency."""

    minor: int
    currency: Currency

    @classmethod
    def of(cls, amount: Decimal | Fraction | int, currency: Currency) -> Money:
        """The amount in major units (baht, kyat), rounded half-up to the minor unit."""
        return cls(half_up(Fraction(amount) * 10 ** EXPONENT[currency]), currency)

    @property
    def major(self) -> Decimal:
        """The amount in major units, exactly."""
        return Decimal(self.minor).scaleb(-EXPONENT[self.currency])

    def __add__(self, other: Money) -> Money:
        if other.currency is not self.currency:
            raise ValueError("two currencies cannot be added")
        return Money(self.minor + other.minor, self.currency)


def shares(total: int, parts: int) -> list[int]:
    """Split whole minor units into ``parts`` that differ by at most one and add up to ``total``.

    The larger shares come first, so an early payment is never the smaller one.
    """
    if parts < 1:
        raise ValueError("at least one part")
    low, more = divmod(total, parts)
    return [low + 1] * more + [low] * (parts - more)
