"""What people of a list paid: from columns of their row, or from a sheet of payments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from saphan.domain.care.listed.cells import coded, is_blank
from saphan.domain.care.listed.fields import FEE, MOST_PAYMENTS, PAID, use_of
from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency, Money
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Item, Payee, Receipt
from saphan.domain.recruitment.intake.cells import Reading, Row
from saphan.domain.refusals import RowRefused
from saphan.domain.text import clean, currency_in


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment; what is None was not said in the list. A blank currency is baht."""

    amount: Amount
    item: Item | None = None
    paid_on: PartialDate | None = None
    paid_to: Payee | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Payments:
    """The payments by the code of the worker, who has one that cannot be read, and why."""

    of: Mapping[str, tuple[Paid, ...]]
    faulty: frozenset[str]
    refused: tuple[RowRefused, ...]


def paid_in_row(reading: Reading, as_of: date) -> Iterator[Paid]:
    """The payments that stand in columns of a person's row."""
    for number in range(1, MOST_PAYMENTS + 1):
        names = {field: use_of(field, number) for field in PAID}
        if any(not is_blank(reading.row.cells.get(name)) for name in names.values()):
            yield from _one(reading, names, None, as_of)
    for item in Item:
        use = FEE + item
        if clean(reading.row.cells.get(use)) not in {"", "-", "–", "0"}:
            nowhere = {field: f"{use} {field}" for field in PAID}
            yield from _one(reading, nowhere | {"amount": use}, item, as_of)


def read_payments(
    rows: Iterable[Row], known: Collection[str], passed: Collection[str], *, as_of: date
) -> Payments:
    """The rows of a sheet of payments, by the code of the worker.

    ``known`` are the codes of people who come in, ``passed`` of those who do not.
    """
    of: dict[str, tuple[Paid, ...]] = {}
    faulty: set[str] = set()
    refused: list[RowRefused] = []
    names = {field: field for field in PAID}
    for row in rows:
        reading = Reading(row)
        code = reading.text("code")
        if code in passed and code not in known:
            continue
        if code not in known:
            reading.refuse("code", "list.code_unknown" if code else "cell.missing", value=code[:40])
        found = tuple(_one(reading, names, None, as_of))
        if reading.refused:
            faulty.add(code)
        refused.extend(reading.refused)
        of[code] = (*of.get(code, ()), *found)
    return Payments(of, frozenset(faulty), tuple(refused))


def _one(
    reading: Reading, names: Mapping[str, str], item: Item | None, as_of: date
) -> Iterator[Paid]:
    """One payment, none when something of it cannot be read."""
    before = len(reading.refused)
    currency = _currency(reading, names)
    low = reading.amount(names["amount"], currency)
    high = reading.amount(names["amount_max"], currency)
    if low is None and high is None and len(reading.refused) == before:
        reading.refuse(names["amount"], "amount.missing")
    if low is not None and high is not None and high < low:
        reading.refuse(names["amount_max"], "amount.range_reversed")
    paid_on = reading.date(names["paid_on"])
    if paid_on is not None and paid_on.first > as_of:
        reading.refuse(names["paid_on"], "list.in_future", value=str(paid_on))
    found = Paid(
        amount=_amount([bound for bound in (low, high) if bound is not None], currency),
        item=item or coded(reading, names["item"], Item, None),
        paid_on=paid_on,
        paid_to=coded(reading, names["paid_to"], Payee, None),
        receipt=coded(reading, names["receipt"], Receipt, None),
    )
    if len(reading.refused) == before:
        yield found


def _amount(bounds: Sequence[Fraction], currency: Currency) -> Amount:
    if not bounds:
        return Amount(0, 0, currency)
    minor = [Money.of(one, currency).minor for one in bounds]
    return Amount(minor[0], minor[-1], currency)


def _currency(reading: Reading, names: Mapping[str, str]) -> Currency:
    """The currency that is named in its column or beside the amount; else baht."""
    said = coded(reading, names["currency"], Currency, None)
    if said is not None:
        return said
    try:
        beside = currency_in(clean(reading.row.cells.get(names["amount"])))
    except ValueError:
        return Currency.THB
    return beside or Currency.THB
