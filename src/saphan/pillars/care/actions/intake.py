"""What is done at intake: a contact is counted, a person who agreed is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.casework import AgeBand
from saphan.domain.care.intake import NewPerson, Visit, age_band, check_person, check_visit
from saphan.domain.journey.rows import NewJourney
from saphan.domain.people.records import NewWorker
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.foundation.audit import record_each
from saphan.foundation.ids import new_code
from saphan.journey.actions.entries import add_journeys
from saphan.people.actions.consent import record_consents
from saphan.people.actions.identity import record_contacts, record_identities
from saphan.people.actions.workers import register_workers
from saphan.people.queries import Viewer, homes_of, require
from saphan.pillars.care.actions.within_intake import answers_given, write_documents, write_triage
from saphan.pillars.care.models import Contact, Intake


@dataclass(frozen=True, slots=True)
class Registered:
    """Who was registered: the worker, her code and journey, and the contact that was counted."""

    worker: UUID
    code: str
    journey: UUID
    contact: str


@dataclass(frozen=True, slots=True)
class Coming:
    """One contact of a visit: of whom, ``about`` what is counted, whether she came before."""

    worker: UUID | None = None
    about: NewPerson | None = None
    returning: bool = False


@transaction.atomic
def count_contact(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    visit: Visit,
    worker: UUID | None = None,
    about: NewPerson | None = None,
    returning: bool = False,
) -> str:
    """One more contact; gives its code. ``about`` tells sex, age and nationality for the counting.

    Raises ``NotAllowed``, ``NotFound("worker.unknown")`` or what ``check_visit`` raises.
    """
    come = Coming(worker, about, returning)
    (code,) = count_contacts(by=by, at=at, organisation=organisation, visit=visit, contacts=[come])
    return code


@transaction.atomic
def count_contacts(
    *, by: Viewer, at: datetime, organisation: UUID, visit: Visit, contacts: Sequence[Coming]
) -> list[str]:
    """One contact for each who came to one visit; gives their codes in this order.

    Raises as ``count_contact`` does.
    """
    require(by, Permission.CASES_RECORD, organisation)
    check_visit(visit, today=timezone.localdate(at))
    known = {one.worker for one in contacts if one.worker is not None}
    if homes_of(by, workers=known, permission=Permission.CASES_RECORD).keys() != known:
        raise NotFound("worker.unknown")
    made = Contact.objects.bulk_create(
        Contact(
            organisation_id=organisation,
            worker_id=one.worker,
            on=visit.on,
            channel=visit.channel,
            language=visit.language,
            interpreter=visit.interpreter,
            returning=one.returning,
            people=visit.people,
            needs=list(visit.needs),
            given=list(visit.given),
            minutes=visit.minutes,
            at=at,
            by=by.code,
            **_counted(one.about, visit),
        )
        for one in contacts
    )
    facts = {"people": visit.people}
    record_each(by=by, at=at, action="care.count_contact", subjects=made, facts=facts)
    return [one.code for one in made]


def _counted(about: NewPerson | None, visit: Visit) -> dict[str, Any]:
    if about is None:
        return {}
    band = _band(about, visit)
    return {"sex": about.sex, "age_band": band, "nationality": about.nationality}


@transaction.atomic
def register_person(
    *, by: Viewer, at: datetime, organisation: UUID, visit: Visit, person: NewPerson
) -> Registered:
    """Somebody new who agreed that a record is kept, with the contact at which she came.

    Raises ``NotAllowed``, what ``check_visit`` and ``check_person`` raise,
    ``Incomplete("contact.address_missing")`` or ``Incomplete("consent.witness_missing")``.
    """
    (made,) = register_people(by=by, at=at, organisation=organisation, visit=visit, people=[person])
    return made


@transaction.atomic
def register_people(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    visit: Visit,
    people: Sequence[NewPerson],
    batch: UUID | None = None,
) -> list[Registered]:
    """Several new people, in their order; all of them or none. ``batch`` is a list they came with.

    Raises as ``register_person`` does.
    """
    require(by, Permission.CASES_RECORD, organisation)
    for person in people:
        check_person(person, keeper=organisation)
    codes = [new_code("P") for _ in people]
    news = [
        NewWorker(code, person.sex, person.birth_year, person.language)
        for code, person in zip(codes, people, strict=True)
    ]
    keys = register_workers(by=by, at=at, organisation=organisation, rows=news, batch=batch)
    who = {keys[code]: person for code, person in zip(codes, people, strict=True)}
    said = [one for key, person in who.items() for one in answers_given(key, person, at)]
    record_consents(by=by, at=at, answers=said)
    named = {key: person.identity for key, person in who.items() if person.identity.names}
    record_identities(by=by, at=at, identities=named)
    contacts = {key: person.contact for key, person in who.items()}
    record_contacts(by=by, at=at, contacts=contacts)
    ways = [_way(code, person) for code, person in zip(codes, people, strict=True)]
    journeys = add_journeys(by=by, at=at, organisation=organisation, rows=ways, batch=batch)
    _keep_intakes(by, at, organisation, who, visit)
    coming = [Coming(key, person) for key, person in who.items()]
    counted = count_contacts(by=by, at=at, organisation=organisation, visit=visit, contacts=coming)
    subjects = [("worker", key) for key in who]
    record_each(by=by, at=at, action="care.register_person", subjects=subjects)
    return list(map(Registered, who, codes, journeys, counted))


def _way(code: str, person: NewPerson) -> NewJourney:
    return NewJourney(
        code,
        person.nationality,
        scheme=person.scheme,
        agent=person.agent,
        site_name=person.employer,
        sex=person.sex,
    )


def _keep_intakes(
    by: Viewer, at: datetime, organisation: UUID, who: Mapping[UUID, NewPerson], visit: Visit
) -> None:
    Intake.objects.bulk_create(
        Intake(
            worker_id=worker,
            organisation_id=organisation,
            age_band=_band(person, visit),
            stage=person.stage,
            province=person.province,
            sector=person.sector,
            occupation=person.occupation,
            permit_expires=person.permit_expires,
            follow_up_on=person.follow_up_on,
            triage=write_triage(person.triage),
            documents=write_documents(person.triage),
            note=person.note,
            at=at,
            by=by.code,
        )
        for worker, person in who.items()
    )


def _band(person: NewPerson, visit: Visit) -> AgeBand:
    if person.age is not AgeBand.UNKNOWN:
        return person.age
    return age_band(person.birth_year, on=visit.on)
