"""A column mapping: how somebody's own spreadsheet says what the canonical columns say."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from saphan.domain.recruitment.kobo import INTERVIEWS, PAYMENTS
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Incomplete
from saphan.domain.text import fold
from saphan.domain.text.numbers import DecimalMark

ROSTER = (*("worker_code", "nationality", "agent", "scheme", "arrival_month", "status", "left_on"),)
RATES = ("date", "currency", "thb_per_unit", "source")
COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.INTERVIEWS: INTERVIEWS,
    Kind.ROSTER: ROSTER,
    Kind.RATES: RATES,
}
#: Fields by which a payment on a sheet of its own may find its interview.
JOINS = frozenset({"_parent_index", "_index", "interview_code", "worker_code"})
_NEEDED = {Kind.ROSTER: ("worker_code",), Kind.RATES: RATES}


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One sheet, by name or by place from 0; its headings; field -> heading(s).

    The cells of several headings are joined from left to right (day, month and year apart).
    """

    sheet: str | int = 0
    heading_row: int = 1
    heading_rows: int = 1
    columns: Dictionary[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self, sheet: str, place: int) -> bool:
        """Whether this is the sheet of that name at that place."""
        if isinstance(self.sheet, int):
            return self.sheet == place
        return fold(self.sheet) == fold(sheet)


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
class Written:
    """How a file writes what could be read in two ways; by itself a doubtful cell is refused.

    ``decimal`` is the mark before decimals. ``month_first`` reads 3/15/2024 as a day in March.
    ``buddhist`` reads years of two digits as of the Buddhist era, also where a spreadsheet program
    took the 67 of 2567 for 1967.
    """

    decimal: DecimalMark | None = None
    month_first: bool = False
    buddhist: bool = False


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
    written: Written = Written()

    def require(self) -> None:
        """Nothing when files can be read with it.

        Raises ``Incomplete``: ``mapping.lacks``, ``mapping.shared_refund``.
        """
        if lacking := self.lacks:
            raise Incomplete("mapping.lacks", columns=", ".join(lacking))
        if heading := self.shared_refund:
            raise Incomplete("mapping.shared_refund", column=heading)

    def heading_of(self, sheet: str, place: int) -> tuple[int, int]:
        """The heading row of a sheet and how many rows the headings take."""
        for part in (self.main, self.payments):
            if part is not None and part.names(sheet, place):
                return part.heading_row, part.heading_rows
        return 1, 1

    @property
    def one_sheet(self) -> bool:
        """Whether the payments stand in rows of the main sheet."""
        return self.payments is not None and self.payments.sheet == self.main.sheet

    @property
    def shared_refund(self) -> str:
        """A heading of refunds that several fees share: each would be lessened by all of it."""
        named = [name for fee in self.fees for name in fee.columns.get("refunded", ())]
        return next((name for name in named if named.count(name) > 1), "")

    @property
    def lacks(self) -> tuple[str, ...]:
        """The fields that are needed and that neither a heading nor a default gives.

        An interview without any payment would be read as one that cost nothing.
        """
        given = self.main.columns.keys() | self.defaults.keys()
        if self.kind is not Kind.INTERVIEWS:
            return tuple(name for name in _NEEDED[self.kind] if name not in given)
        paid = self.payments.columns.keys() | self.defaults.keys() if self.payments else set()
        lacking = [] if {"interview_code", "worker_code"} & given else ["interview_code"]
        if self.payments is not None:
            lacking += [] if "item" in paid else ["item"]
            lacking += [] if {"amount", "amount_min", "amount_max"} & paid else ["amount"]
            joined = self.one_sheet or not JOINS.isdisjoint(paid)
            lacking += [] if joined else ["_parent_index"]
        elif not self.fees:
            lacking.append("amount")
        return tuple(lacking)


__all__ = [
    "COLUMNS",
    "INTERVIEWS",
    "JOINS",
    "PAYMENTS",
    "Fee",
    "Mapping",
    "SheetMapping",
    "Written",
]
