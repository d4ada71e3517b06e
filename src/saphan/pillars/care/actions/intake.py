"""What is done at intake: a contact is counted, a person who agreed is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.casework import AgeBand
from saphan.domain.care.intake import NewPerson, Visit, age_band, check_person, check_visit
from saphan.domain.care.triage import Triage
from saphan.domain.journey.rows import NewJourney
from saphan.domain.people.records import NewWorker
from saphan.domain.people.roles import Permission
from saphan.foundation.audit import record
from saphan.foundation.ids import new_code
from saphan.journey.actions import add_journeys
from saphan.people.actions.consent import record_consent
from saphan.people.actions.identity import record_contact, record_identity
from saphan.people.actions.workers import register_workers
from saphan.people.queries import Viewer, require, worker_for
from saphan.pillars.care.models import Contact, Intake


@dataclass(frozen=True, slots=True)
class Registered:
    """Who was registered: the worker, her code and journey, and the contact that was counted."""

    worker: UUID
    code: str
    journey: UUID
    contact: str


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
    require(by, Permission.CASES_RECORD, organisation)
    check_visit(visit, today=timezone.localdate(at))
    if worker is not None:
        worker_for(by, worker, Permission.CASES_RECORD)
    counted = {}
    if about:
        age = _band(about, visit)
        counted = {"sex": about.sex, "age_band": age, "nationality": about.nationality}
    kept = Contact.objects.create(
        organisation_id=organisation,
        worker_id=worker,
        on=visit.on,
        channel=visit.channel,
        language=visit.language,
        interpreter=visit.interpreter,
        returning=returning,
        people=visit.people,
        needs=list(visit.needs),
        given=list(visit.given),
        minutes=visit.minutes,
        at=at,
        by=by.code,
        **counted,
    )
    record(by=by, at=at, action="care.count_contact", subject=kept, facts={"people": visit.people})
    return kept.code


@transaction.atomic
def register_person(
    *, by: Viewer, at: datetime, organisation: UUID, visit: Visit, person: NewPerson
) -> Registered:
    """Somebody new who agreed that a record is kept, with the contact at which she came.

    Raises ``NotAllowed``, what ``check_visit`` and ``check_person`` raise,
    ``Incomplete("contact.address_missing")`` or ``Incomplete("consent.witness_missing")``.
    """
    require(by, Permission.CASES_RECORD, organisation)
    check_person(person, keeper=organisation)
    code = new_code("P")
    new = NewWorker(code, person.sex, person.birth_year, person.language)
    worker = register_workers(by=by, at=at, organisation=organisation, rows=[new])[code]
    for said in person.consents:
        record_consent(
            by=by,
            at=at,
            worker=worker,
            purpose=said.purpose,
            party=said.party,
            answer=said.answer,
            language=person.language,
            medium=said.medium,
            witness=said.witness,
        )
    if person.identity.names:
        record_identity(by=by, at=at, worker=worker, identity=person.identity)
    record_contact(by=by, at=at, worker=worker, contact=person.contact)
    way = NewJourney(
        code,
        person.nationality,
        scheme=person.scheme,
        agent=person.agent,
        site_name=person.employer,
        sex=person.sex,
    )
    (journey,) = add_journeys(by=by, at=at, organisation=organisation, rows=[way])
    _keep_intake(by, at, organisation, worker, person, visit)
    contact = count_contact(
        by=by, at=at, organisation=organisation, visit=visit, worker=worker, about=person
    )
    record(by=by, at=at, action="care.register_person", subject=("worker", worker))
    return Registered(worker, code, journey, contact)


def _keep_intake(
    by: Viewer,
    at: datetime,
    organisation: UUID,
    worker: UUID,
    person: NewPerson,
    visit: Visit,
) -> None:
    Intake.objects.create(
        worker_id=worker,
        organisation_id=organisation,
        age_band=_band(person, visit),
        stage=person.stage,
        province=person.province,
        sector=person.sector,
        occupation=person.occupation,
        permit_expires=person.permit_expires,
        follow_up_on=person.follow_up_on,
        triage=_triage(person.triage),
        documents=_documents(person.triage),
        note=person.note,
        at=at,
        by=by.code,
    )


def _band(person: NewPerson, visit: Visit) -> AgeBand:
    if person.age is not AgeBand.UNKNOWN:
        return person.age
    return age_band(person.birth_year, on=visit.on)


def _triage(triage: Triage) -> str:
    return json.dumps(
        {
            "danger": triage.danger,
            "child": triage.child,
            "indicators": sorted(triage.indicators),
            "deadline": triage.deadline.isoformat() if triage.deadline else None,
        }
    )


def _documents(triage: Triage) -> str:
    return json.dumps([[one.document, one.holder, one.obtainable] for one in triage.documents])
