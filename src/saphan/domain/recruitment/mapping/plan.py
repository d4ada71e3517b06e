"""A column mapping: how somebody's own spreadsheet says what the canonical columns say."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from typing import Any

from saphan.domain.recruitment.kobo import INTERVIEWS, PAYMENTS
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Incomplete

ROSTER = (*("worker_code", "nationality", "agent", "scheme", "arrival_month", "status", "left_on"),)
RATES = ("date", "currency", "thb_per_unit", "source")
COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.INTERVIEWS: INTERVIEWS,
    Kind.ROSTER: ROSTER,
    Kind.RATES: RATES,
}


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One sheet, by name or by place from 0; its headings; field -> heading(s).

    The cells of several headings are joined from left to right (day, month and year apart).
    """

    sheet: str | int = 0
    heading_row: int = 1
    heading_rows: int = 1
    columns: Dictionary[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fee:
    """One column of amounts in a wide sheet: each filled cell is a payment of the row's worker.

    ``columns`` are headings that belong to this fee alone (``paid_on``, ``receipt``), ``fixed``
    what is the same for all its payments (``paid_to``, ``currency``).
    """

    heading: str
    item: str
    columns: Dictionary[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: Dictionary[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapping:
    """The whole mapping of one kind of file.

    ``payments`` may name the sheet of ``main``: then every row is a payment and repeats its
    interview. ``values`` turns words into codes by field (``{"nationality": {"พม่า": "MM"}}``),
    ``defaults`` fills a field that the sheet lacks or leaves blank.
    """

    kind: Kind
    main: SheetMapping
    payments: SheetMapping | None = None
    fees: tuple[Fee, ...] = ()
    values: Dictionary[str, Dictionary[str, str]] = field(default_factory=dict)
    defaults: Dictionary[str, str] = field(default_factory=dict)

    def heading_of(self, sheet: str, place: int) -> tuple[int, int]:
        """The heading row of a sheet and how many rows the headings take."""
        for part in (self.main, self.payments):
            if part is not None and part.sheet in (sheet, place):
                return part.heading_row, part.heading_rows
        return 1, 1


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
    }


def from_json(saved: Dictionary[str, Any]) -> Mapping:
    """The mapping from what ``to_json`` gave.

    Raises ``Incomplete("mapping.damaged")`` when it is anything else.
    """
    try:
        payments = saved.get("payments")
        return Mapping(
            kind=Kind(saved["kind"]),
            main=_sheet_in(saved["main"]),
            payments=_sheet_in(payments) if payments else None,
            fees=tuple(
                Fee(
                    heading=str(fee["heading"]),
                    item=str(fee["item"]),
                    columns=_columns_in(fee.get("columns", {})),
                    fixed=_words_in(fee.get("fixed", {})),
                )
                for fee in saved.get("fees", ())
            ),
            values={str(key): _words_in(words) for key, words in saved.get("values", {}).items()},
            defaults=_words_in(saved.get("defaults", {})),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Incomplete("mapping.damaged") from error


def _sheet_out(sheet: SheetMapping) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "heading_row": sheet.heading_row,
        "heading_rows": sheet.heading_rows,
        "columns": {column: list(headings) for column, headings in sheet.columns.items()},
    }


def _sheet_in(saved: Dictionary[str, Any]) -> SheetMapping:
    sheet = saved.get("sheet", 0)
    if not isinstance(sheet, str | int) or isinstance(sheet, bool):
        raise TypeError("a sheet has a name or a place")
    row, rows = int(saved.get("heading_row", 1)), int(saved.get("heading_rows", 1))
    if row < 1 or rows < 1:
        raise ValueError("rows count from 1")
    return SheetMapping(sheet, row, rows, _columns_in(saved["columns"]))


def _columns_in(saved: Dictionary[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        str(column): (names,) if isinstance(names, str) else tuple(str(name) for name in names)
        for column, names in saved.items()
    }


def _words_in(saved: Dictionary[str, Any]) -> dict[str, str]:
    return {str(word): str(code) for word, code in saved.items()}


__all__ = ["COLUMNS", "INTERVIEWS", "PAYMENTS", "Fee", "Mapping", "SheetMapping"]
