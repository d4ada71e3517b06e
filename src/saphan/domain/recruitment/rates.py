"""Conversion at the payment date: the latest rate on or before it, at most 31 days old."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.records import Rate
from saphan.domain.refusals import Refused

#: How old a rate may be on the day of the payment, in days.
OLDEST = 31


class Exchange:
    """The rates by currency and day. A month stands for its first day; a year is too vague."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        self._days: dict[Currency, list[date]] = defaultdict(list)
        self._rates: dict[Currency, list[Rate]] = defaultdict(list)
        for rate in sorted(rates, key=lambda rate: (rate.day, rate.currency)):
            self._days[rate.currency].append(rate.day)
            self._rates[rate.currency].append(rate)

    def on(self, currency: Currency, paid_on: PartialDate | None) -> Fraction:
        """Baht for one unit of the currency on the payment date.

        Raises ``Refused``: ``rate.no_date``, ``rate.vague_date`` or ``rate.none``.
        """
        if currency is Currency.THB:
            return Fraction(1)
        if paid_on is None:
            raise Refused("rate.no_date", currency=currency.value)
        if paid_on.month is None:
            raise Refused("rate.vague_date", currency=currency.value, day=str(paid_on))
        position = bisect_right(self._days[currency], paid_on.first) - 1
        if position >= 0:
            rate = self._rates[currency][position]
            if (paid_on.first - rate.day).days <= OLDEST:
                return rate.thb_per_unit
        raise Refused("rate.none", currency=currency.value, day=str(paid_on), oldest=OLDEST)
