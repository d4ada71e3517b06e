"""What a fee audit is made from: interviews, payments, roster and rates, each checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import (
    Bearer,
    Item,
    Nationality,
    Payee,
    Receipt,
    Scheme,
    Sex,
    Status,
)
from saphan.domain.refusals import Place, RowRefused


@dataclass(frozen=True, slots=True)
class Interview:
    """One worker's interview. ``worker`` is empty when no roster code was noted.

    ``wage`` is the first month's wage in major units of ``wage_currency``; ``arrival`` is known
    to the month or not at all.
    """

    index: str
    code: str
    worker: str
    site: str
    nationality: Nationality
    agent: str
    scheme: Scheme
    arrival: PartialDate | None
    wage: Fraction | None
    wage_currency: Currency | None
    sex: Sex
    place: Place


@dataclass(frozen=True, slots=True)
class Payment:
    """One fee line. ``low`` and ``high`` are major units; they are equal for an exact amount.

    ``refunded`` is in the same currency and converted at the same rate. ``interview`` is the
    index of the interview it belongs to.
    """

    interview: str
    item: Item
    low: Fraction
    high: Fraction
    currency: Currency
    paid_on: PartialDate | None
    paid_to: Payee
    borne_by: Bearer
    receipt: Receipt
    refunded: Fraction
    place: Place


@dataclass(frozen=True, slots=True)
class Worker:
    """One row of the roster: a code, never a name."""

    code: str
    nationality: Nationality
    agent: str
    scheme: Scheme
    arrival: PartialDate | None
    status: Status
    left_on: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Rate:
    """Baht for one unit of a currency on a day, with the source that states it."""

    day: date
    currency: Currency
    thb_per_unit: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was accepted but that a person should know: a code and facts."""

    code: str
    place: Place


@dataclass(frozen=True, slots=True)
class Unusable:
    """A worker of the roster whose row contradicts itself: listed as unresolved, never dropped."""

    worker: str
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that could be used, in an order that does not depend on the files' order."""

    interviews: tuple[Interview, ...]
    payments: tuple[Payment, ...]
    workers: tuple[Worker, ...]
    unusable: tuple[Unusable, ...]
    rates: tuple[Rate, ...]
    rejected: tuple[RowRefused, ...]
    notices: tuple[Notice, ...]
