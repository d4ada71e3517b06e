"""The tables that show how the rows of a file will be read, before any is kept."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from saphan.domain.money import Currency, Money
from saphan.domain.recruitment.records import Interview, Payment, Rate, Worker
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import RowRefused
from saphan.foundation.figures import shown
from saphan.foundation.tables import Column, Table
from saphan.pillars.recruitment.extract.preview import Preview
from saphan.pillars.recruitment.forms.naming import code_name, field_name
from saphan.pillars.recruitment.pages.speech import sentence_here

#: Rows on one page of each table; enough to see whether the columns are right.
_AT_ONCE = 25
#: A payment that is lost because its interview is.
_FOLLOWS = "payment.interview_refused"


def tables(kind: Kind, looked: Preview) -> list[Table[Any]]:
    """What will not be used, with the reasons, and what will be kept."""
    kept: dict[Kind, list[Table[Any]]] = {
        Kind.ROSTER: [_workers(looked)],
        Kind.INTERVIEWS: [_interviews(looked), _payments(looked)],
        Kind.RATES: [_rates(looked)],
    }
    lost = [refused_table(looked.refused)] if looked.refused else []
    return [*lost, *kept[kind]]


def refused_table(rows: tuple[RowRefused, ...]) -> Table[RowRefused]:
    """Rows with the reason why they will not be used."""
    return Table(
        name="refused",
        columns=[
            Column("sheet", _("Sheet"), lambda one: one.sheet),
            Column("row", _("Row"), lambda one: one.row, "number"),
            Column("column", _("Column"), lambda one: _column(one.column)),
            Column("reason", _("Why it will not be used"), _why),
        ],
        rows=_once(rows),
        caption=_("Rows that will not be used"),
        page_rows=_AT_ONCE,
    )


def rows_not_used(rows: tuple[RowRefused, ...]) -> int:
    """How many rows something is not used of."""
    return len({(one.sheet, one.row) for one in rows})


def _once(rows: tuple[RowRefused, ...]) -> list[RowRefused]:
    """Without the payments of a row whose interview is told already."""
    told = {(one.sheet, one.row) for one in rows if one.code != _FOLLOWS}
    return [one for one in rows if one.code != _FOLLOWS or (one.sheet, one.row) not in told]


def _why(refused: RowRefused) -> str:
    """The reason, and for a word that nobody knows where to say what it means."""
    if refused.code != "code.unknown":
        return sentence_here(refused)
    told = _("The word “{value}” is not known. Say on the page before what it means.")
    return told.format(value=refused.facts.get("value", ""))


def _column(heading: str) -> str:
    """The heading of the file; a field that no heading gives has the name a person calls it."""
    return field_name(heading)


def _coded(field: str) -> Column[Any]:
    def words(row: Any) -> str:
        code = getattr(row, field)
        return shown(None) if code is None else code_name(field, code.value)

    return Column(field, field_name(field), words)


def _place() -> Column[Any]:
    return Column("row", _("Row"), lambda one: one.place.row, "number")


def _text(field: str, value: Callable[[Any], object]) -> Column[Any]:
    return Column(field, field_name(field), value)


def _workers(looked: Preview) -> Table[Worker]:
    return Table(
        name="workers",
        columns=[
            _text("worker_code", lambda one: one.code),
            _place(),
            _coded("nationality"),
            _text("agent", lambda one: one.agent),
            _coded("scheme"),
            _text("arrival_month", lambda one: one.arrival),
            _coded("status"),
            _text("left_on", lambda one: one.left_on),
        ],
        rows=looked.workers,
        caption=_("Workers as they will be kept"),
        empty=_("No worker could be read."),
        page_rows=_AT_ONCE,
    )


def _interviews(looked: Preview) -> Table[Interview]:
    return Table(
        name="interviews",
        columns=[
            _text("interview_code", lambda one: one.code),
            _place(),
            _text("worker_code", lambda one: one.worker),
            _coded("nationality"),
            _text("agent", lambda one: one.agent),
            _coded("scheme"),
            _text("arrival_month", lambda one: one.arrival),
            Column(
                "wage",
                field_name("first_month_wage"),
                lambda one: _money(one.wage, one.wage_currency),
                "number",
            ),
            _coded("sex"),
        ],
        rows=looked.interviews,
        caption=_("Interviews as they will be kept"),
        empty=_("No interview could be read."),
        page_rows=_AT_ONCE,
    )


def _payments(looked: Preview) -> Table[Payment]:
    codes = {one.index: one.code for one in looked.interviews}
    return Table(
        name="payments",
        columns=[
            _text("interview_code", lambda one: codes.get(one.interview, one.interview)),
            _place(),
            _coded("item"),
            Column("low", _("Amount"), lambda one: _money(one.low, one.currency), "number"),
            Column("high", _("Up to"), _up_to, "number"),
            _text("paid_on", lambda one: one.paid_on),
            _coded("paid_to"),
            _coded("borne_by"),
            _coded("receipt"),
            Column(
                "refunded",
                field_name("refunded"),
                lambda one: _money(one.refunded, one.currency) if one.refunded else None,
                "number",
            ),
        ],
        rows=looked.payments,
        caption=_("Payments as they will be kept"),
        empty=_("No payment could be read."),
        page_rows=_AT_ONCE,
    )


def _up_to(one: Payment) -> Money | None:
    return None if one.low == one.high else _money(one.high, one.currency)


def _rates(looked: Preview) -> Table[Rate]:
    return Table(
        name="rates",
        columns=[
            _text("date", lambda one: one.day),
            Column("currency", field_name("currency"), lambda one: one.currency.value),
            Column(
                "rate",
                field_name("thb_per_unit"),
                lambda one: one.thb_per_unit,
                "number",
                words=lambda one: f"{float(one.thb_per_unit):.10g}",
            ),
            _text("source", lambda one: one.source),
        ],
        rows=looked.rates,
        caption=_("Rates as they will be kept"),
        empty=_("No rate could be read."),
        page_rows=_AT_ONCE,
    )


def _money(amount: Fraction | None, currency: Currency | None) -> Money | None:
    return None if amount is None or currency is None else Money.of(amount, currency)
