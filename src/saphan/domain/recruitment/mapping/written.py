"""A column mapping as JSON: written so that a person can edit it, read so that nothing slips in."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from typing import Any

from saphan.domain.recruitment.mapping.plan import (
    COLUMNS,
    JOINS,
    PAYMENTS,
    Fee,
    Mapping,
    SheetMapping,
    Written,
)
from saphan.domain.recruitment.mapping.values import ENUMS
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Incomplete

#: Entries that a person reads and the program does not.
_REMARKS = ("unused",)
_PARTS = ("kind", "main", "payments", "fees", "values", "defaults", "written", *_REMARKS)
_MOST_HEADING_ROWS = 10
_OF_FEES = tuple(name for name in PAYMENTS if name not in {"item", "amount", "_parent_index"})


def to_json(mapping: Mapping) -> dict[str, Any]:
    """The mapping as plain JSON values."""
    return {
        "kind": mapping.kind.value,
        "main": _sheet_out(mapping.main),
        "payments": _sheet_out(mapping.payments) if mapping.payments else None,
        "fees": [
            {
                "heading": fee.heading,
                "item": fee.item,
                "columns": {column: list(names) for column, names in fee.columns.items()},
                "fixed": dict(fee.fixed),
            }
            for fee in mapping.fees
        ],
        "values": {column: dict(words) for column, words in mapping.values.items()},
        "defaults": dict(mapping.defaults),
        "written": {
            "decimal": mapping.written.decimal or "",
            "month_first": mapping.written.month_first,
            "buddhist": mapping.written.buddhist,
        },
    }


def _sheet_out(sheet: SheetMapping) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "heading_row": sheet.heading_row,
        "heading_rows": sheet.heading_rows,
        "columns": {column: list(headings) for column, headings in sheet.columns.items()},
    }


def from_json(saved: object) -> Mapping:
    """The mapping from what ``to_json`` gave, or from what a person made of it.

    A field without heading and a word without code are left out, so that they may wait to be
    filled in. Raises ``Incomplete("mapping.damaged")`` with ``where`` it is anything else.
    """
    whole = _dictionary(saved, "{}", _PARTS)
    kind = _kind(whole)
    payments = whole.get("payments")
    if payments is not None and kind is not Kind.INTERVIEWS:
        raise _damaged("payments")
    return Mapping(
        kind=kind,
        main=_sheet_in(whole.get("main"), "main", COLUMNS[kind]),
        payments=None if payments is None else _sheet_in(payments, "payments", _of_payments()),
        fees=_fees_in(whole.get("fees") or [], kind),
        values=_values_in(whole.get("values") or {}),
        defaults=_fixed_in(whole.get("defaults") or {}, "defaults", _fields(kind)),
        written=_written_in(whole.get("written") or {}),
    )


def _of_payments() -> tuple[str, ...]:
    return (*PAYMENTS, *sorted(JOINS - set(PAYMENTS)))


def _fields(kind: Kind) -> tuple[str, ...]:
    return (*COLUMNS[kind], *PAYMENTS) if kind is Kind.INTERVIEWS else COLUMNS[kind]


def _damaged(where: str) -> Incomplete:
    return Incomplete("mapping.damaged", where=where)


def _kind(whole: Dictionary[str, Any]) -> Kind:
    try:
        return Kind(str(whole.get("kind")))
    except ValueError as error:
        raise _damaged("kind") from error


def _dictionary(given: object, where: str, allowed: Iterable[str] = ()) -> Dictionary[str, Any]:
    """The dictionary; a key that is not allowed is named, since it may be a misspelt one."""
    if not isinstance(given, Dictionary) or not all(isinstance(key, str) for key in given):
        raise _damaged(where)
    known = frozenset(allowed)
    strange = [key for key in given if known and key not in known]
    if strange:
        raise _damaged(strange[0] if where == "{}" else f"{where}.{strange[0]}")
    return given


def _sheet_in(saved: object, where: str, fields: Iterable[str]) -> SheetMapping:
    given = _dictionary(saved, where, ("sheet", "heading_row", "heading_rows", "columns"))
    sheet = given.get("sheet", 0)
    named = isinstance(sheet, str) and sheet.strip()
    counted = isinstance(sheet, int) and not isinstance(sheet, bool) and sheet >= 0
    if not named and not counted:
        raise _damaged(f"{where}.sheet")
    row = _whole(given.get("heading_row", 1), f"{where}.heading_row")
    rows = _whole(given.get("heading_rows", 1), f"{where}.heading_rows")
    if rows > _MOST_HEADING_ROWS:
        raise _damaged(f"{where}.heading_rows")
    return SheetMapping(
        sheet, row, rows, _columns_in(given.get("columns"), f"{where}.columns", fields)
    )


def _whole(given: object, where: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or given < 1:
        raise _damaged(where)
    return given


def _columns_in(saved: object, where: str, fields: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for column, names in _dictionary(saved, where, fields).items():
        listed = [names] if isinstance(names, str) else names
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            raise _damaged(f"{where}.{column}")
        if filled := tuple(name for name in listed if name.strip()):
            found[column] = filled
    return found


def _fees_in(saved: object, kind: Kind) -> tuple[Fee, ...]:
    if not isinstance(saved, list) or (saved and kind is not Kind.INTERVIEWS):
        raise _damaged("fees")
    return tuple(_fee_in(fee, f"fees[{place}]") for place, fee in enumerate(saved))


def _fee_in(saved: object, where: str) -> Fee:
    given = _dictionary(saved, where, ("heading", "item", "columns", "fixed"))
    heading, item = given.get("heading"), given.get("item")
    if not isinstance(heading, str) or not heading.strip():
        raise _damaged(f"{where}.heading")
    if not isinstance(item, str) or item not in set(ENUMS["item"]):
        raise _damaged(f"{where}.item")
    return Fee(
        heading=heading,
        item=item,
        columns=_columns_in(given.get("columns") or {}, f"{where}.columns", _OF_FEES),
        fixed=_fixed_in(given.get("fixed") or {}, f"{where}.fixed", _OF_FEES),
    )


def _values_in(saved: object) -> dict[str, dict[str, str]]:
    return {
        column: _words_in(words, f"values.{column}", column)
        for column, words in _dictionary(saved, "values", ENUMS).items()
    }


def _words_in(saved: object, where: str, column: str) -> dict[str, str]:
    found = {}
    for word, code in _dictionary(saved, where).items():
        if code in ("", None):
            continue
        if code not in set(ENUMS[column]):
            raise _damaged(f"{where}.{word}")
        found[word] = str(code)
    return found


def _written_in(saved: object) -> Written:
    given = _dictionary(saved, "written", ("decimal", "month_first", "buddhist"))
    decimal = given.get("decimal") or None
    if decimal not in (None, ".", ","):
        raise _damaged("written.decimal")
    said = {name: given.get(name, False) for name in ("month_first", "buddhist")}
    for name, value in said.items():
        if not isinstance(value, bool):
            raise _damaged(f"written.{name}")
    return Written(decimal, **said)


def _fixed_in(saved: object, where: str, fields: Iterable[str]) -> dict[str, str]:
    """What is the same for every row: a code where the field has codes, else a text."""
    found = {}
    for column, value in _dictionary(saved, where, fields).items():
        if value in ("", None):
            continue
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if not text or (column in ENUMS and text not in set(ENUMS[column])):
            raise _damaged(f"{where}.{column}")
        found[column] = text
    return found
