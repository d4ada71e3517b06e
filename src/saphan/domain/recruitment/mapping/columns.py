"""A mapping as a person sees it: for each column of a sheet, what it holds.

A use is a field (``nationality``), ``fee:`` and an item for a column of amounts
(``fee:passport``), ``left:`` and a field for what is said about the amounts to its left only
(``left:paid_on``), or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace

from saphan.domain.recruitment.mapping.plan import (
    COLUMNS,
    JOINS,
    PAYMENTS,
    Fee,
    Mapping,
    SheetMapping,
)
from saphan.domain.recruitment.mapping.suggest import currency_of
from saphan.domain.recruitment.mapping.values import ENUMS
from saphan.domain.recruitment.tables import Kind
from saphan.domain.text import fold

#: What is said about an amount beside it.
DETAILS = ("currency", "paid_on", "paid_to", "borne_by", "receipt", "refunded")
#: Fields of a payment that stands in a row of its own, on the sheet of the interviews.
LINE = ("item", "amount", "amount_min", "amount_max", *DETAILS)
_FEE, _LEFT = "fee:", "left:"
_IN_A_ROW = frozenset({"item", "amount", "amount_min", "amount_max"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """One sheet: where its headings stand, and the use of each column by its place from 0."""

    sheet: str
    heading_row: int
    heading_rows: int
    headings: Sequence[str]
    uses: Dictionary[int, str]


def uses_open(kind: Kind, *, of_payments: bool, apart: bool) -> dict[str, tuple[str, ...]]:
    """The uses a column may have, by group: ``row``, ``payment``, ``fee``, ``left``.

    ``of_payments`` is the sheet of payments alone, ``apart`` a main sheet beside such a one.
    """
    if of_payments:
        joins = tuple(name for name in ("interview_code", "worker_code", "_parent_index"))
        return {"row": joins, "payment": LINE}
    row = tuple(name for name in COLUMNS[kind])
    if kind is not Kind.INTERVIEWS or apart:
        return {"row": row}
    fees = tuple(_FEE + item for item in ENUMS["item"])
    return {
        "row": row,
        "fee": fees,
        "payment": LINE,
        "left": tuple(_LEFT + name for name in DETAILS),
    }


def uses_of(mapping: Mapping, headings: Sequence[str], *, of_payments: bool) -> dict[int, str]:
    """The use of each column of the main sheet, or of a sheet of payments apart."""
    known = {fold(heading): at for at, heading in reversed(list(enumerate(headings)))}
    found: dict[int, str] = {}
    for use, heading in _pairs(mapping, of_payments=of_payments):
        at = known.get(fold(heading))
        if at is not None:
            found.setdefault(at, use)
    return found


def _pairs(mapping: Mapping, *, of_payments: bool) -> Iterator[tuple[str, str]]:
    if of_payments:
        yield from _listed(mapping.payments.columns if mapping.payments else {})
        return
    yield from _listed(mapping.main.columns)
    if mapping.payments is not None and mapping.one_sheet:
        yield from _listed(mapping.payments.columns)
    for fee in mapping.fees:
        yield _FEE + fee.item, fee.heading
    for fee in mapping.fees:
        for field, heading in _listed(fee.columns):
            shared = all(heading in other.columns.get(field, ()) for other in mapping.fees)
            yield field if shared else _LEFT + field, heading


def _listed(columns: Dictionary[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    return ((field, heading) for field, headings in columns.items() for heading in headings)


def chosen_mapping(before: Mapping, main: Chosen, paid: Chosen | None) -> Mapping:
    """The mapping that a person chose; its words, defaults and fixed facts are those of before."""
    fees = tuple(_fees(before, main)) if paid is None else ()
    line = _columns(main, LINE) if paid is None else {}
    payments = None
    if paid is not None:
        payments = _sheet(paid, _columns(paid, (*LINE, *JOINS)))
    elif not _IN_A_ROW.isdisjoint(line):
        payments = _sheet(main, line)
    elif line:
        fees = tuple(replace(fee, columns={**line, **fee.columns}) for fee in fees)
    own = _sheet(main, _columns(main, COLUMNS[before.kind]))
    return replace(before, main=own, payments=payments, fees=tuple(map(_without_doubles, fees)))


def _without_doubles(fee: Fee) -> Fee:
    """A fact that a column tells is not fixed."""
    fixed = {name: text for name, text in fee.fixed.items() if name not in fee.columns}
    return replace(fee, fixed=fixed)


def _sheet(chosen: Chosen, columns: Dictionary[str, tuple[str, ...]]) -> SheetMapping:
    return SheetMapping(chosen.sheet, chosen.heading_row, chosen.heading_rows, columns)


def _columns(chosen: Chosen, fields: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The headings of each field from left to right."""
    wanted = frozenset(fields)
    found: dict[str, tuple[str, ...]] = {}
    for at in sorted(chosen.uses):
        use = chosen.uses[at]
        if use in wanted:
            found[use] = (*found.get(use, ()), chosen.headings[at])
    return found


def _fees(before: Mapping, main: Chosen) -> Iterator[Fee]:
    """Every column of amounts with what stands to its right about it alone."""
    fixed = {fold(fee.heading): fee.fixed for fee in before.fees}
    made: list[Fee] = []
    for at in sorted(main.uses):
        use, heading = main.uses[at], main.headings[at]
        if use.startswith(_FEE):
            currency = currency_of(heading)
            known = fixed.get(fold(heading), {"currency": currency} if currency else {})
            made.append(Fee(heading, use.removeprefix(_FEE), {}, known))
        elif use.startswith(_LEFT) and made:
            field = use.removeprefix(_LEFT)
            columns = made[-1].columns
            more = {**columns, field: (*columns.get(field, ()), heading)}
            made[-1] = replace(made[-1], columns=more)
    yield from made


def with_fixed(mapping: Mapping, place: int, **facts: str) -> Mapping:
    """The mapping with facts that are the same for all amounts of one fee; blank takes one away."""
    fee = mapping.fees[place]
    kept = {name: text for name, text in {**fee.fixed, **facts}.items() if text}
    fees = (*mapping.fees[:place], replace(fee, fixed=kept), *mapping.fees[place + 1 :])
    return replace(mapping, fees=fees)


__all__ = [
    "DETAILS",
    "LINE",
    "PAYMENTS",
    "Chosen",
    "chosen_mapping",
    "uses_of",
    "uses_open",
    "with_fixed",
]
