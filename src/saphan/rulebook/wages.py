"""Minimum wages in Thailand: the rate of a district, its province, or a sector."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from saphan.rulebook.answers import Answer, Reason, answer
from saphan.rulebook.book import Rulebook
from saphan.rulebook.rows import Rule

#: Baht a day by province, and by district where a district has its own rate.
DAILY = "th.wage.minimum.daily"

#: Baht a day by sector, in named areas or in the whole country.
SECTOR = "th.wage.minimum.sector"


def minimum_wage(
    book: Rulebook,
    *,
    province: str,
    on: date,
    district: str | None = None,
    sector: str | None = None,
) -> Answer:
    """The minimum wage in baht a day.

    ``province`` is an ISO 3166-2 code, ``district`` and ``sector`` are codes of the two rules. A
    district replaces its province; of the rates of place and sector the higher one is the answer.
    When the sector's rate is unknown, so is the answer, because it could be the higher one.
    """
    place = frozenset(code for code in (province, district) if code)
    found = answer(book.rule(DAILY), on=on, codes=place)
    if district is None:
        found = _with_caveat(found, _elsewhere(book.rule(DAILY), {province}, "district", on))
    if sector is None:
        return found
    by_sector = answer(book.rule(SECTOR), on=on, codes=place | {sector})
    if by_sector.reason in (Reason.PLACE_UNKNOWN, Reason.NOT_YET):
        areas = _elsewhere(book.rule(SECTOR), {province, sector}, "area", on)
        return _with_caveat(found, areas)
    if not by_sector.known or not found.known:
        return by_sector if not by_sector.known else found
    return max((found, by_sector), key=lambda each: Decimal(str(each.value)))


def _elsewhere(rule: Rule, codes: set[str], condition: str, on: date) -> str:
    """Which parts of the province have their own rate on that day, in a sentence."""
    parts = sorted(
        code
        for row in rule.rows
        if row.spans(on) and codes <= {each for known in row.where.values() for each in known}
        for code in row.where.get(condition, ())
    )
    return f"Another rate applies in {', '.join(parts)}." if parts else ""


def _with_caveat(found: Answer, caveat: str) -> Answer:
    both = " ".join(part for part in (found.caveat, caveat) if part)
    return replace(found, caveat=both)
