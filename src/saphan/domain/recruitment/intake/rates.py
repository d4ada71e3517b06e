"""Exchange rates: dated facts that the user supplies, each with its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from saphan.domain.money import Currency
from saphan.domain.recruitment.intake.cells import Reading, Row
from saphan.domain.recruitment.records import Rate
from saphan.domain.refusals import Place, RowRefused

#: Baht for one unit of a currency of the corridors lies far between these; a rate outside is a
#: typing error or the inverse of one. Method, not law.
LEAST, MOST = Fraction(1, 1_000_000), Fraction(1_000)


Known = Mapping[tuple[date, Currency], Fraction]


def read_rates(
    rows: Iterable[Row], known: Known | None = None
) -> tuple[list[Rate], list[RowRefused]]:
    """The rates that can be used; a day with two different rates has none.

    ``known`` are rates brought before: the same rate again adds nothing, another one is refused.
    """
    before = known or {}
    found: dict[tuple[date, Currency], list[tuple[Rate, Place]]] = defaultdict(list)
    refused: list[RowRefused] = []
    for row in rows:
        reading = Reading(row)
        rate = _rate(reading)
        if rate is not None and not reading.refused:
            found[rate.day, rate.currency].append((rate, row.place))
        refused.extend(reading.refused)
    kept: list[Rate] = []
    for key in sorted(found):
        stated = found[key]
        values = {rate.thb_per_unit for rate, _ in stated}
        if key in before:
            refused.extend(_others(stated, before[key]))
        elif len(values) == 1:
            kept.append(min((rate for rate, _ in stated), key=lambda rate: rate.source))
        else:
            refused.extend(place.refuse("thb_per_unit", "rate.two_values") for _, place in stated)
    return kept, refused


def _others(stated: Iterable[tuple[Rate, Place]], kept: Fraction) -> Iterable[RowRefused]:
    """Rates that differ from the one that was brought before."""
    said = f"{(Decimal(kept.numerator) / kept.denominator).normalize():f}"
    for rate, place in stated:
        if rate.thb_per_unit != kept:
            yield place.refuse("thb_per_unit", "rate.other_kept", kept=said)


def _rate(reading: Reading) -> Rate | None:
    day = reading.date("date")
    if day is None or day.day is None:
        if not reading.refused:
            reading.refuse("date", "rate.day_missing")
        return None
    currency = reading.code("currency", Currency, None)
    value = reading.number("thb_per_unit")
    source = reading.text("source")
    if not source:
        reading.refuse("source", "rate.no_source")
    if value is None:
        reading.refuse("thb_per_unit", "cell.missing")
    elif value == 0:
        reading.refuse("thb_per_unit", "rate.zero")
    elif not LEAST <= value <= MOST:
        reading.refuse("thb_per_unit", "rate.absurd", most=MOST)
    if currency is Currency.THB and value not in (None, 1):
        reading.refuse("thb_per_unit", "rate.baht_not_one")
    if value is None or currency is None:
        return None
    return Rate(day.first, currency, value, source)
