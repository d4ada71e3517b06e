"""What a query string asks about a charge, and the query string that asks it again.

``from``, ``scheme``, ``when``, ``item`` (repeated); for each item its amount (``visa``), who was
paid (``visa-to``) and the currency unless baht (``visa-in``); a second payment is ``visa-2``.
Codes only, never a name. What is no code or number of ours is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Protocol, TypeVar

from saphan.domain.money import Currency
from saphan.domain.period import BUDDHIST_OFFSET, PartialDate
from saphan.domain.recruitment.check import Asked, Line
from saphan.domain.recruitment.codes import Item, Nationality, Payee, Scheme
from saphan.domain.recruitment.intake.cells import ABSURD
from saphan.domain.text import currency_in, parse_number, western_digits

Code = TypeVar("Code", bound=StrEnum)
Pairs = list[tuple[str, str]]

#: The channels that a public page asks for. Nobody has to say that they have no papers.
SCHEMES = (Scheme.MOU, Scheme.REGISTRATION, Scheme.BORDER_PASS, Scheme.UNKNOWN)
#: Payments for one item that are looked at.
MOST_LINES = 3
#: The first year that may be chosen: the earliest rule on charges is of 2016. Method, not law.
FIRST_YEAR = 2014
#: The longest value of the query string that is looked at, in letters.
_LONGEST = 40
_UNKNOWN = "unknown"
_WHEN = re.compile(r"(\d{4})(?:-(\d{1,2}))?", re.ASCII)


class Query(Protocol):
    """The values of a query string."""

    def get(self, key: str, default: str, /) -> str:
        """The last value of a name."""
        ...  # pragma: no cover

    def getlist(self, key: str, /) -> Sequence[str]:
        """Every value of a name."""
        ...  # pragma: no cover


class Step(StrEnum):
    """The questions in their order, and the answer."""

    ORIGIN = "from"
    SCHEME = "scheme"
    WHEN = "when"
    ITEMS = "item"
    AMOUNT = "amount"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Entry:
    """One payment as it was given; ``fault`` says why it cannot be used."""

    amount: Fraction | None
    currency: Currency
    paid_to: Payee | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given so far. ``when`` is a year or month, "unknown", or empty.

    ``faults`` are the questions that got an answer nobody can use. ``more`` is the item for which
    somebody else was paid as well, ``change`` what is to be answered again.
    """

    origin: Nationality | None = None
    scheme: Scheme | None = None
    when: str = ""
    items: tuple[Item, ...] = ()
    entries: Mapping[Item, tuple[Entry, ...]] = field(default_factory=dict)
    wage: Fraction | None = None
    faults: frozenset[str] = frozenset()
    change: str = ""
    more: Item | None = None
    enough: bool = False

    @property
    def paid_on(self) -> PartialDate | None:
        """The time of the payments, None when it is not known."""
        found = _WHEN.fullmatch(self.when)
        return PartialDate(int(found[1]), int(found[2]) if found[2] else None) if found else None

    @property
    def step(self) -> tuple[Step, Item | None]:
        """The next question; an amount is asked for one item at a time."""
        if self.change in (Step.ORIGIN, Step.SCHEME, Step.WHEN, Step.ITEMS):
            return Step(self.change), None
        for missing, step in (
            (self.origin is None, Step.ORIGIN),
            (self.scheme is None, Step.SCHEME),
            (not self.when, Step.WHEN),
            (not self.items, Step.ITEMS),
        ):
            if missing:
                return step, None
        # What was just answered wrongly comes first, so that its fault is seen.
        wrong = [item for item in self.items if any(e.fault for e in self.entries.get(item, ()))]
        open_ = [self.more, *wrong, *(item for item in self.items if self._asks(item))]
        item = next((one for one in open_ if one in self.items), None)
        return (Step.AMOUNT, item) if item else (Step.ANSWER, None)

    def _asks(self, item: Item) -> bool:
        entries = self.entries.get(item, ())
        if self.change == item.value:
            return True
        if item is Item.SERVICE_FEE and "wage" in self.faults:
            return True
        return not entries and not self.enough

    def asked(self) -> Asked:
        """The question for the rules; an item nobody said more about is asked about as it is."""
        return Asked(
            nationality=self.origin or Nationality.UNKNOWN,
            scheme=self.scheme or Scheme.UNKNOWN,
            paid_on=self.paid_on,
            lines=tuple(line for item in self.items for line in self._lines(item)),
            wage=self.wage,
        )

    def _lines(self, item: Item) -> Iterator[Line]:
        entries = self.entries.get(item) or (Entry(None, Currency.THB, Payee.UNKNOWN),)
        for entry in entries:
            yield Line(item, entry.paid_to or Payee.UNKNOWN, entry.amount, entry.currency)

    def pairs(self, *without: str) -> Pairs:
        """What was given, for a link or hidden fields; ``without`` leaves questions out."""
        said = [
            (Step.ORIGIN.value, self.origin.value if self.origin else ""),
            (Step.SCHEME.value, self.scheme.value if self.scheme else ""),
            (Step.WHEN.value, self.when),
            *((Step.ITEMS.value, item.value) for item in self.items),
        ]
        kept = [(name, value) for name, value in said if value and name not in without]
        for item in self.items:
            if item.value not in without:
                kept += _of_entries(item, self.entries.get(item, ()))
        if self.wage is not None and "wage" not in without:
            kept.append(("wage", plain_amount(self.wage)))
        if self.enough and "answer" not in without:
            kept.append(("answer", "1"))
        return kept


def _of_entries(item: Item, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(entries):
        name = entry_name(item, number)
        if entry.amount is not None:
            yield name, plain_amount(entry.amount)
        if entry.paid_to:
            yield f"{name}-to", entry.paid_to.value
        if entry.currency is not Currency.THB and (entry.amount is not None or entry.fault):
            yield f"{name}-in", entry.currency.value


def entry_name(item: Item, number: int) -> str:
    """The name of a payment in the query string; the first bears the name of its item."""
    return item.value if number == 0 else f"{item.value}-{number + 1}"


def plain_amount(amount: Fraction) -> str:
    """The amount with western digits and at most two decimals, as it stands in a link."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return f"{exact:f}" if amount.denominator == 1 else f"{exact:.2f}"


def read(query: Query, *, today: date) -> Given:
    """What a query string gives; every value that cannot be used becomes a fault or nothing."""
    chosen = set(query.getlist("item"))
    items = tuple(item for item in Item if item.value in chosen)
    origin = _code(Nationality, _value(query, "from"))
    scheme = _code(Scheme, _value(query, "scheme"))
    when = _when(query, today)
    wage = _wage(query)
    refused = {
        Step.ORIGIN.value: origin is None and bool(_value(query, "from")),
        Step.SCHEME.value: scheme is None and bool(_value(query, "scheme")),
        Step.WHEN.value: not when and bool(_value(query, "when") or _value(query, "month")),
        Step.ITEMS.value: not items and (bool(chosen) or _value(query, "chosen") == "1"),
        "wage": isinstance(wage, str),
    }
    entries = {item: found for item in items if (found := tuple(_entries(query, item)))}
    enough = _value(query, "answer") == "1"
    asked = _code(Item, _value(query, "asked"))
    refused["nobody"] = asked in items and asked not in entries and not enough
    return Given(
        origin=origin,
        scheme=scheme if scheme is None or scheme in SCHEMES else Scheme.UNKNOWN,
        when=when,
        items=items,
        entries=entries,
        wage=wage if isinstance(wage, Fraction) else None,
        faults=frozenset(name for name, wrong in refused.items() if wrong),
        change=_value(query, "change"),
        more=_code(Item, _value(query, "more")),
        enough=enough,
    )


def _value(query: Query, name: str) -> str:
    """A value; one that is longer than any of ours is taken as something nobody can use."""
    value = query.get(name, "").strip()
    return value if len(value) <= _LONGEST else "?"


def _code(codes: type[Code], value: str) -> Code | None:
    try:
        return codes(value) if value else None
    except ValueError:
        return None


def _when(query: Query, today: date) -> str:
    """The year or month, from one value or from two; empty when it cannot be used."""
    value = western_digits(_value(query, "when"))
    if not value and _value(query, "year"):
        value = "-".join(part for part in (_value(query, "year"), _value(query, "month")) if part)
    if value == _UNKNOWN:
        return value
    found = _WHEN.fullmatch(value)
    if found is None:
        return ""
    year, month = int(found[1]), int(found[2] or 0)
    year -= BUDDHIST_OFFSET if year > today.year + BUDDHIST_OFFSET // 2 else 0
    if not FIRST_YEAR <= year <= today.year + 1 or month > 12 or (found[2] and not month):
        return ""
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def _entries(query: Query, item: Item) -> Iterator[Entry]:
    for number in range(MOST_LINES):
        name = entry_name(item, number)
        written, to = _value(query, name), _value(query, f"{name}-to")
        if written or to:
            yield _entry(written, to, _value(query, f"{name}-in"))


def _entry(written: str, to: str, within: str) -> Entry:
    paid_to = _code(Payee, to)
    currency = _code(Currency, within) or Currency.THB
    try:
        named = currency_in(written)
    except ValueError:
        return Entry(None, currency, paid_to, "unreadable")
    currency = named or currency
    amount = _amount(written, ABSURD[currency])
    if isinstance(amount, str):
        return Entry(None, currency, paid_to, amount)
    return Entry(amount, currency, paid_to, "" if paid_to else "nobody")


def _amount(written: str, most: int) -> Fraction | str | None:
    """The amount, None when nothing was written, or why it cannot be used."""
    try:
        amount = parse_number(written)
    except ValueError:
        return "unreadable"
    if amount is None:
        return None
    if amount < 0 or 100 % amount.denominator:
        return "unreadable"
    return amount if amount <= most else "absurd"


def _wage(query: Query) -> Fraction | str | None:
    return _amount(_value(query, "wage"), ABSURD[Currency.THB])
