"""What the shared record answers: plain rows without a name, for every line of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from saphan.domain.journey.codes import Confidence, Happening, Housing, Lender, Side, WagePer
from saphan.domain.journey.rows import Amount, Deduction
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


@dataclass(frozen=True, slots=True)
class Journey:
    """One journey with the worker's code. ``agent`` and ``site`` are the names to show."""

    id: UUID
    organisation: UUID
    worker: UUID
    worker_code: str
    sex: Sex
    nationality: Nationality
    scheme: Scheme
    agent: str
    agent_id: UUID | None
    site: str
    site_id: UUID | None
    arrival: PartialDate | None
    status: Status
    left_on: date | None
    batch: UUID | None


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment line; ``revision`` grows with every change."""

    id: UUID
    journey: UUID
    worker_code: str
    interview_code: str
    item: Item
    amount: Amount
    paid_on: PartialDate | None
    paid_to: Payee
    borne_by: Bearer
    receipt: Receipt
    refunded: int
    confidence: Confidence
    revision: int
    batch: UUID | None


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of work of one side of one journey."""

    journey: UUID
    side: Side
    wage_minor: int | None
    wage_currency: Currency | None
    wage_per: WagePer
    first_month_minor: int | None
    minutes_a_day: int | None
    rest_days_a_month: int | None
    housing: Housing
    deductions: tuple[Deduction, ...]


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan of one journey."""

    id: UUID
    journey: UUID
    source: Lender
    principal_minor: int
    currency: Currency
    interest: Decimal | None
    collateral: str
    outstanding_minor: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a journey's timeline."""

    at: datetime
    by: str
    kind: Happening
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One correction of a payment line: what its columns said before, and why."""

    revision: int
    before: Mapping[str, object]
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One import: what file, when, by whom, and whether it was taken back."""

    id: UUID
    organisation: UUID
    title: str
    digest: str
    at: datetime
    by: str
    undone_at: datetime | None
