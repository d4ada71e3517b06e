"""Payment lines: amount or range, currency, date, payee, bearer, proof, refund."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import Bearer, Item, Payee, Receipt
from saphan.domain.recruitment.intake.cells import Reading, Row
from saphan.domain.recruitment.records import Payment
from saphan.domain.refusals import RowRefused

_NOTHING = Fraction(0)


def read_payments(
    rows: Iterable[Row], *, known: frozenset[str], dropped: frozenset[str], as_of: date
) -> tuple[list[Payment], list[RowRefused]]:
    """The payments that can be used, and why the others cannot.

    ``known`` are the indexes of usable interviews, ``dropped`` those of refused interviews.
    """
    payments: list[Payment] = []
    refused: list[RowRefused] = []
    for row in rows:
        reading = Reading(row)
        payment = _payment(reading, known, dropped, as_of)
        if payment is None or reading.refused:
            refused.extend(reading.refused)
        else:
            payments.append(payment)
    return payments, refused


def _payment(
    reading: Reading, known: frozenset[str], dropped: frozenset[str], as_of: date
) -> Payment | None:
    interview = _interview(reading, known, dropped)
    item = reading.code("item", Item, None)
    currency = reading.code("currency", Currency, None)
    span = _span(reading, currency)
    paid_on = reading.date("paid_on")
    if paid_on is not None and paid_on.first > as_of:
        reading.refuse("paid_on", "date.in_future", value=str(paid_on), as_of=as_of.isoformat())
    refunded = reading.amount("refunded", currency) or _NOTHING
    paid_to = reading.code("paid_to", Payee, Payee.UNKNOWN)
    borne_by = reading.code("borne_by", Bearer, Bearer.UNKNOWN)
    receipt = reading.code("receipt", Receipt, Receipt.UNKNOWN)
    if refunded and span is not None and refunded > span[1]:
        reading.refuse("refunded", "refund.above_amount")
    if interview is None or item is None or currency is None or span is None:
        return None
    if paid_to is None or borne_by is None or receipt is None:
        return None
    return Payment(
        interview=interview,
        item=item,
        low=span[0],
        high=span[1],
        currency=currency,
        paid_on=paid_on,
        paid_to=paid_to,
        borne_by=borne_by,
        receipt=receipt,
        refunded=refunded,
        place=reading.row.place,
    )


def _interview(reading: Reading, known: frozenset[str], dropped: frozenset[str]) -> str | None:
    index = reading.text("_parent_index")
    if index in known:
        return index
    code = "payment.interview_refused" if index in dropped else "payment.no_interview"
    reading.refuse("_parent_index", code, value=index)
    return None


def _span(reading: Reading, currency: Currency | None) -> tuple[Fraction, Fraction] | None:
    """Lowest and highest amount; equal for an exact one. Nothing at all is unknown, not zero."""
    before = len(reading.refused)
    exact = reading.amount("amount", currency)
    low = reading.amount("amount_min", currency)
    high = reading.amount("amount_max", currency)
    if len(reading.refused) > before:
        return None
    bounds = [bound for bound in (low, high) if bound is not None]
    if exact is None and not bounds:
        reading.refuse("amount", "amount.missing")
        return None
    if low is not None and high is not None and low > high:
        reading.refuse("amount_min", "amount.range_reversed")
        return None
    if exact is None:
        return bounds[0], bounds[-1]
    if any((low is not None and exact < low, high is not None and exact > high)):
        reading.refuse("amount", "amount.outside_range")
        return None
    return exact, exact
