"""Intake: what one person tells, with the least that is needed. Source: form F3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from saphan.domain.care.casework import AgeBand, Channel, MigrationStage
from saphan.domain.care.triage import Triage
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import SafeContact
from saphan.domain.people.identity import Identity
from saphan.domain.recruitment.codes import Nationality, Scheme, Sex
from saphan.domain.refusals import Incomplete, Refused


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one question of consent, as it was given. ``witness`` is a member's code."""

    purpose: Purpose
    party: UUID
    answer: Answer
    medium: Medium
    witness: str = ""


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
