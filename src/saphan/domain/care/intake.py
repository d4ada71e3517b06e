"""Intake: what one person tells, with the least that is needed. Source: form F3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from saphan.domain.care.casework import AgeBand, Answered, Channel, Holder, MigrationStage
from saphan.domain.care.triage import Indicator, Triage
from saphan.domain.journey.records import Payment
from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency, Money
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import SafeContact
from saphan.domain.people.identity import Identity
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import (
    Bearer,
    Item,
    Nationality,
    Payee,
    Receipt,
    Scheme,
    Sex,
)
from saphan.domain.refusals import Incomplete, Refused


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one question of consent, as it was given. ``witness`` is a member's code.

    ``on`` is the day on which it was given, None for the day of the visit.
    """

    purpose: Purpose
    party: UUID
    answer: Answer
    medium: Medium
    witness: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who agreed that a record is kept. Only ``language`` and ``consents`` are needed.

    ``employer`` and ``agent`` are as she calls them; ``birth_year`` of the common era;
    ``province`` an ISO 3166-2 code; ``occupation`` two digits of ISCO-08; ``permit_expires`` a day
    that stands on a document of hers.
    """

    language: str
    consents: tuple[Given, ...]
    identity: Identity = field(default_factory=Identity)
    contact: SafeContact = field(default_factory=SafeContact)
    sex: Sex = Sex.UNKNOWN
    birth_year: int | None = None
    age: AgeBand = AgeBand.UNKNOWN
    nationality: Nationality = Nationality.UNKNOWN
    scheme: Scheme = Scheme.UNKNOWN
    stage: MigrationStage = MigrationStage.UNKNOWN
    province: str = ""
    sector: str = ""
    occupation: str = ""
    employer: str = ""
    agent: str = ""
    triage: Triage = field(default_factory=Triage)
    permit_expires: date | None = None
    follow_up_on: date | None = None
    note: str = ""


class PersonChanges(TypedDict, total=False):
    """What can be told anew about a person, as ``NewPerson`` says it; what is left out stays.

    ``thai_name`` is one of her aliases in Thai letters, ``alias`` the others, separated by commas.
    ``held_…`` says who has that document now, None that nothing was told of it.
    """

    own_name: str
    document_name: str
    thai_name: str
    alias: str
    sex: Sex
    birth_year: int | None
    age: AgeBand
    nationality: Nationality
    language: str
    employer: str
    agent: str
    scheme: Scheme
    province: str
    sector: str
    occupation: str
    stage: MigrationStage
    danger: Answered
    child: Answered
    indicators: tuple[Indicator, ...]
    held_passport: Holder | None
    held_identity_certificate: Holder | None
    held_identity_card: Holder | None
    held_work_permit: Holder | None
    held_bank_card: Holder | None
    held_phone: Holder | None
    held_other: Holder | None
    deadline: date | None
    permit_expires: date | None
    follow_up_on: date | None
    note: str


class PaymentTold(TypedDict, total=False):
    """A payment as somebody tells it, in major units; ``highest`` where the amount is a range."""

    item: Item
    amount: Decimal
    highest: Decimal | None
    currency: Currency
    paid_on: PartialDate | None
    paid_to: Payee
    borne_by: Bearer
    receipt: Receipt
    refunded: Decimal | None


def payment_told(line: Payment) -> PaymentTold:
    """A payment line as somebody tells it."""
    currency = line.amount.currency
    low, high, back = (
        Money(minor, currency).major for minor in (line.amount.low, line.amount.high, line.refunded)
    )
    return PaymentTold(
        item=line.item,
        amount=low,
        highest=None if line.amount.exact else high,
        currency=currency,
        paid_on=line.paid_on,
        paid_to=line.paid_to,
        borne_by=line.borne_by,
        receipt=line.receipt,
        refunded=back or None,
    )


def amount_of(told: PaymentTold) -> Amount:
    """The amount or range of a payment in minor units."""
    low = Money.of(told["amount"], told["currency"]).minor
    highest = told.get("highest")
    high = low if highest is None else Money.of(highest, told["currency"]).minor
    return Amount(low, high, told["currency"])


def refund_of(told: PaymentTold) -> int:
    """What was paid back of a payment, in minor units."""
    return Money.of(told.get("refunded") or 0, told["currency"]).minor


@dataclass(frozen=True, slots=True)
class Visit:
    """One contact: when, how, in which language, how many came, what was asked and given."""

    on: date
    channel: Channel
    language: str
    interpreter: bool = False
    people: int = 1
    needs: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    minutes: int | None = None


def check_visit(visit: Visit, *, today: date) -> None:
    """A visit has a language, somebody who came and a day that has been.

    Raises ``Incomplete("contact.language_missing")``, ``Refused("contact.in_the_future")`` or
    ``Refused("contact.of_nobody")``.
    """
    if not visit.language:
        raise Incomplete("contact.language_missing")
    if visit.on > today:
        raise Refused("contact.in_the_future", on=visit.on)
    if visit.people < 1:
        raise Refused("contact.of_nobody")


def check_person(person: NewPerson, *, keeper: UUID) -> None:
    """A record of a person needs her language and that she agreed that ``keeper`` keeps it.

    Raises ``Incomplete("contact.language_missing")`` or ``Refused("consent.record_needed")``.
    """
    if not person.language:
        raise Incomplete("contact.language_missing")
    if not agreed(person.consents, Purpose.RECORD, keeper):
        raise Refused("consent.record_needed")


def agreed(consents: Iterable[Given], purpose: Purpose, party: UUID) -> bool:
    """Whether the last answer to this question is yes."""
    said = [one.answer for one in consents if (one.purpose, one.party) == (purpose, party)]
    return bool(said) and said[-1] is Answer.GIVEN


def age_band(birth_year: int | None, *, on: date) -> AgeBand:
    """The band of somebody born in this year; on a border the younger one, which is the safer."""
    if birth_year is None:
        return AgeBand.UNKNOWN
    age = on.year - birth_year - 1
    bands = (
        (15, AgeBand.UNDER_15),
        (18, AgeBand.AGE_15_17),
        (25, AgeBand.AGE_18_24),
        (35, AgeBand.AGE_25_34),
        (45, AgeBand.AGE_35_44),
        (60, AgeBand.AGE_45_59),
    )
    return next((band for limit, band in bands if age < limit), AgeBand.AGE_60_UP)
