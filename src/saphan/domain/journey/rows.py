"""What is put into the shared record: one journey, its terms, its payments, its loans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from saphan.domain.journey.codes import Confidence, Housing, Lender, Side, WagePer
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
from saphan.domain.refusals import Incomplete, Refused


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount (``low == high``) or a range, in minor units of one currency."""

    low: int
    high: int
    currency: Currency

    @property
    def exact(self) -> bool:
        """Whether one amount is known."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class NewJourney:
    """One worker's way to one site. ``agent`` and ``site_name`` are as they were written."""

    worker_code: str
    nationality: Nationality
    scheme: Scheme = Scheme.UNKNOWN
    agent: str = ""
    agent_id: UUID | None = None
    site_name: str = ""
    site_id: UUID | None = None
    arrival: PartialDate | None = None
    status: Status = Status.CURRENT
    left_on: date | None = None
    sex: Sex = Sex.UNKNOWN


@dataclass(frozen=True, slots=True)
class NewPayment:
    """One payment line; ``refunded`` is in minor units of the same currency."""

    journey: UUID
    item: Item
    amount: Amount
    paid_on: PartialDate | None = None
    paid_to: Payee = Payee.UNKNOWN
    borne_by: Bearer = Bearer.UNKNOWN
    receipt: Receipt = Receipt.UNKNOWN
    refunded: int = 0
    confidence: Confidence = Confidence.UNKNOWN
    interview_code: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """What is held back from each wage; the amount in minor units, None when not known."""

    what: str
    minor: int | None = None


@dataclass(frozen=True, slots=True)
class NewTerms:
    """Terms of work, promised or actual. Times are whole minutes a day and days a month."""

    journey: UUID
    side: Side
    wage_minor: int | None = None
    wage_currency: Currency | None = None
    wage_per: WagePer = WagePer.UNKNOWN
    first_month_minor: int | None = None
    minutes_a_day: int | None = None
    rest_days_a_month: int | None = None
    housing: Housing = Housing.UNKNOWN
    deductions: tuple[Deduction, ...] = ()


@dataclass(frozen=True, slots=True)
class NewLoan:
    """Money borrowed for the journey. ``interest`` is percent a month."""

    journey: UUID
    source: Lender
    principal_minor: int
    currency: Currency
    interest: Decimal | None = None
    collateral: str = ""
    outstanding_minor: int | None = None


def check_journey(row: NewJourney) -> None:
    """A journey needs a worker, and only who has left has a day of leaving.

    Raises ``Incomplete("journey.worker_missing")`` or ``Refused("journey.left_while_current")``.
    """
    if not row.worker_code.strip():
        raise Incomplete("journey.worker_missing")
    if row.left_on and row.status is Status.CURRENT:
        raise Refused("journey.left_while_current", left_on=row.left_on.isoformat())


def check_payment(row: NewPayment) -> None:
    """No amount below zero, and a range in its order.

    Raises ``Refused("payment.negative")`` or ``Refused("payment.range_reversed")``.
    """
    if min(row.amount.low, row.amount.high, row.refunded) < 0:
        raise Refused("payment.negative")
    if row.amount.low > row.amount.high:
        raise Refused("payment.range_reversed", low=row.amount.low, high=row.amount.high)


def check_terms(row: NewTerms) -> None:
    """A wage has a currency; nothing is below zero; a day has 24 hours and a month 31 days.

    Raises ``Incomplete("terms.currency_missing")``, ``Refused("terms.negative")`` or
    ``Refused("terms.hours_impossible")``.
    """
    amounts = [minor for minor in (row.wage_minor, row.first_month_minor) if minor is not None]
    amounts += [held.minor for held in row.deductions if held.minor is not None]
    if amounts and row.wage_currency is None:
        raise Incomplete("terms.currency_missing")
    if min(amounts, default=0) < 0:
        raise Refused("terms.negative")
    if not 0 <= (row.minutes_a_day or 0) <= 24 * 60 or not 0 <= (row.rest_days_a_month or 0) <= 31:
        raise Refused("terms.hours_impossible")


def check_loan(row: NewLoan) -> None:
    """Nothing of a loan is below zero. Raises ``Refused("loan.negative")``."""
    if min(row.principal_minor, row.outstanding_minor or 0, row.interest or 0) < 0:
        raise Refused("loan.negative")
