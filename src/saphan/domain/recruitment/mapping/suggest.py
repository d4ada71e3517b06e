"""Suggesting a column mapping from the headings of a file; a person confirms it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary

from saphan.domain.recruitment.mapping.headings import FIELDS
from saphan.domain.recruitment.mapping.plan import (
    COLUMNS,
    PAYMENTS,
    Fee,
    Mapping,
    SheetMapping,
    Written,
)
from saphan.domain.recruitment.mapping.values import CODES
from saphan.domain.recruitment.tables import Kind
from saphan.domain.text import clean, currency_in, fold
from saphan.domain.text.tables import Table

#: Signs that separate words in headings; brackets hold units and remarks.
_BETWEEN = re.compile(r"[\s_/\-:.,*]+")
_REMARK = re.compile(r"[(\[（].*?[)\]）]")
#: Shorter words are found inside others by accident ("no", "ญ").
_SHORTEST_INSIDE = 4
_COSTS = frozenset({"fee", "fees", "cost", "costs", "expense", "expenses", "phí", "chi"})
_WAGES = ("ค่าจ้าง", "ค่าแรง")
#: What a column may tell about the amounts beside it.
_DETAILS = ("paid_on", "paid_to", "borne_by", "receipt", "refunded")


#: Heading row and number of heading rows by the name of the sheet.
Heads = Dictionary[str, tuple[int, int]]


def suggest(
    tables: Sequence[Table],
    kind: Kind = Kind.INTERVIEWS,
    *,
    heading_row: int = 1,
    heads: Heads | None = None,
) -> Mapping:
    """The mapping that the headings suggest.

    Interviews may come with payments on a sheet of their own, with one row for each payment, or
    with one column for each fee item. A heading that says nothing known is left out. ``heads``
    tells where the headings of a sheet stand when it is not ``heading_row``.
    """
    heads = heads or {}
    main = max(tables, key=lambda table: len(_fields(table, COLUMNS[kind])))
    if kind is not Kind.INTERVIEWS:
        return suggest_between(main, None, kind, heading_row=heading_row, heads=heads)
    paid = max(tables, key=lambda table: len(_fields(table, PAYMENTS) & {"item", "amount"}))
    return suggest_between(main, paid, kind, heading_row=heading_row, heads=heads)


def suggest_between(
    main: Table,
    paid: Table | None,
    kind: Kind,
    *,
    heading_row: int = 1,
    heads: Heads | None = None,
) -> Mapping:
    """The same when the sheets are known; ``paid`` may hold the payments, if it holds any."""
    heads = heads or {}
    first = heads.get(main.name, (heading_row, 1))
    if kind is not Kind.INTERVIEWS:
        own = _sheet(main, COLUMNS[kind], first)
        return Mapping(kind, own, written=_written(own))
    paid = paid or main
    has_lines = {"item", "amount"} <= _fields(paid, PAYMENTS)
    second = heads.get(paid.name, (heading_row, 1))
    payments = _sheet(paid, _join(paid, main), second) if has_lines else None
    fees = () if has_lines else tuple(_fees(main))
    defaults = {} if payments and "currency" in payments.columns else _currency(main, paid)
    own = _sheet(main, COLUMNS[kind], first)
    return Mapping(kind, own, payments, fees, {}, defaults, _written(own))


def _written(sheet: SheetMapping) -> Written:
    """Files in the canonical form have a decimal point; of others nobody knows."""
    named = [fold(heading) == field for field, (heading, *_) in sheet.columns.items()]
    return Written(decimal=".") if named and all(named) else Written()


def field_of(heading: str, wanted: Sequence[str]) -> str | None:
    """The canonical field that a heading names: exactly, or as the longest known word in it."""
    whole = fold(heading)
    bare = _plain(heading)
    for name in (whole, bare, _plain(whole.rpartition(" / ")[2])):
        if FIELDS.get(name) in wanted:
            return FIELDS[name]
    if _names_a_cost(bare) and "amount" not in wanted:
        return None
    inside = [
        word
        for word, column in FIELDS.items()
        if column in wanted and len(word) >= _SHORTEST_INSIDE and _stands_in(word, bare)
    ]
    return FIELDS[max(inside, key=len)] if inside else None


def code_in(column: str, heading: str) -> str | None:
    """The code whose longest word stands in a heading ("ค่าหนังสือเดินทาง" names the passport)."""
    bare = _plain(heading)
    known = CODES[column]
    if bare in known:
        return known[bare]
    inside = [w for w in known if len(w) >= _SHORTEST_INSIDE and _stands_in(_plain(w), bare)]
    return known[max(inside, key=len)] if inside else None


def _names_a_cost(heading: str) -> bool:
    """Whether a heading is about money paid, so that "ค่านายหน้า" is a fee and no agent."""
    thai = heading.startswith("ค่า") and not heading.startswith(_WAGES)
    return thai or not _COSTS.isdisjoint(heading.split())


def _plain(heading: str) -> str:
    return _BETWEEN.sub(" ", _REMARK.sub(" ", fold(heading))).strip()


def _stands_in(word: str, heading: str) -> bool:
    """Whether a word stands in a heading; Latin words only as whole words."""
    if word.isascii():
        return f" {word} " in f" {heading} "
    return word in heading


def _fields(table: Table, wanted: Sequence[str]) -> set[str]:
    return {field for heading in table.headings if (field := field_of(heading, wanted))}


def _sheet(table: Table, wanted: Sequence[str], head: tuple[int, int]) -> SheetMapping:
    """Each field with the heading that names it best: an exact name before a part of one."""
    found: dict[str, tuple[str, ...]] = {}
    exact = [heading for heading in table.headings if FIELDS.get(fold(heading)) in wanted]
    for heading in (*exact, *table.headings):
        field = field_of(heading, wanted) if heading else None
        if field is not None and field not in found and (heading,) not in found.values():
            found[field] = (heading,)
    return SheetMapping(table.name, *head, found)


def _join(paid: Table, main: Table) -> tuple[str, ...]:
    """The fields to look for on the payments' sheet; the join may be a code of the interview."""
    return (*PAYMENTS, "interview_code", "worker_code") if paid is not main else PAYMENTS


def _fees(table: Table) -> Iterator[Fee]:
    """A heading that names a fee item and no other field holds amounts of that item.

    "Date of payment (visa)" tells of the visa's amounts, "Date of payment" of all amounts; a
    refund beside several amounts is nobody's.
    """
    told = {heading: field for heading in table.headings if (field := field_of(heading, _DETAILS))}
    items = {heading: item for heading in table.headings if (item := _item_of(heading, told))}
    for heading, item in items.items():
        currency = currency_of(heading)
        fixed = {"currency": currency} if currency else {}
        yield Fee(heading, item, _beside(item, told, alone=len(items) == 1), fixed)


def _item_of(heading: str, told: Dictionary[str, str]) -> str | None:
    """The fee item whose amounts stand below a heading, unless it names something else."""
    exact = FIELDS.get(_plain(heading))
    if not heading or heading in told or (exact is not None and exact != "amount"):
        return None
    return code_in("item", heading)


def _beside(item: str, told: Dictionary[str, str], *, alone: bool) -> dict[str, tuple[str, ...]]:
    """The headings that tell of the amounts of one item: its own before those of all."""
    own: dict[str, tuple[str, ...]] = {}
    shared: dict[str, tuple[str, ...]] = {}
    for heading, field in told.items():
        named = code_in("item", heading)
        if named == item:
            own.setdefault(field, (heading,))
        elif named is None and (alone or field != "refunded"):
            shared.setdefault(field, (heading,))
    return {**shared, **own}


def currency_of(heading: str) -> str | None:
    """The currency in the brackets of a heading: "ค่าวีซ่า (บาท)"."""
    for remark in _REMARK.findall(heading):
        found = currency_in("1 " + clean(remark)[1:-1])
        if found is not None:
            return found.value
    return None


def _currency(*tables: Table) -> dict[str, str]:
    """The one currency that headings name, as a default."""
    named = {currency_of(heading) for table in tables for heading in table.headings} - {None}
    return {"currency": str(named.pop())} if len(named) == 1 else {}
