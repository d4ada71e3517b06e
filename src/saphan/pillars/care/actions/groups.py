"""What is done when people come together: all of them are received and one case is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.casework import Complaint, Urgency
from saphan.domain.care.intake import NewPerson, Visit
from saphan.domain.care.triage import most_urgent, sort
from saphan.domain.journey.codes import Confidence
from saphan.domain.journey.rows import Amount, NewPayment
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Bearer, Item, Payee, Receipt
from saphan.domain.refusals import Incomplete, NotFound
from saphan.journey.actions import add_payments
from saphan.journey.queries import journeys
from saphan.people.queries import Viewer
from saphan.pillars.care.actions.cases import Opened, open_case
from saphan.pillars.care.actions.claims import compute_claims
from saphan.pillars.care.actions.intake import count_contact, register_person
from saphan.pillars.care.queries.intake import has_come_before, told_by


@dataclass(frozen=True, slots=True)
class Charge:
    """One payment somebody tells of; a range when she is not sure."""

    item: Item
    amount: Amount
    paid_on: PartialDate | None = None
    paid_to: Payee = Payee.UNKNOWN
    borne_by: Bearer = Bearer.WORKER
    receipt: Receipt = Receipt.UNKNOWN
    refunded: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came: new (``person``) or known already (``worker``), and what she paid."""

    person: NewPerson | None = None
    worker: UUID | None = None
    charges: tuple[Charge, ...] = ()


@transaction.atomic
def receive_group(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    visit: Visit,
    arrivals: Sequence[Arrival],
    complaints: Sequence[Complaint] = (),
    province: str = "",
    story: str = "",
) -> Opened:
    """Receive everybody who came and open one case for them, as urgent as the most urgent one.

    It is one contact for each person. All of it is kept or nothing. Raises ``Incomplete`` with
    ``case.nobody``, ``NotFound("worker.unknown")`` for somebody whom the organisation does not
    know, and what ``register_person``, ``add_payments`` and ``open_case`` raise.
    """
    if not arrivals:
        raise Incomplete("case.nobody")
    alone = replace(visit, people=1)
    workers = [_receive(by, at, organisation, alone, one) for one in arrivals]
    found = open_case(
        by=by,
        at=at,
        organisation=organisation,
        on=visit.on,
        workers=workers,
        complaints=complaints,
        urgency=_urgency(by, workers, visit),
        province=province,
        story=story,
    )
    compute_claims(by=by, at=at, case=found.id)
    return found


def _receive(by: Viewer, at: datetime, organisation: UUID, visit: Visit, one: Arrival) -> UUID:
    if one.person is not None:
        made = register_person(
            by=by, at=at, organisation=organisation, visit=visit, person=one.person
        )
        worker, journey = made.worker, made.journey
    elif one.worker is not None:
        worker = one.worker
        ways = journeys(by, organisation=organisation, worker=worker)
        if not ways:
            raise NotFound("worker.unknown")
        known = has_come_before(by, worker=worker)
        count_contact(
            by=by, at=at, organisation=organisation, visit=visit, worker=worker, returning=known
        )
        journey = ways[-1].id
    else:
        raise Incomplete("case.nobody")
    lines = [_payment(charge, journey) for charge in one.charges]
    if lines:
        add_payments(by=by, at=at, organisation=organisation, rows=lines)
    return worker


def _payment(charge: Charge, journey: UUID) -> NewPayment:
    return NewPayment(
        journey=journey,
        item=charge.item,
        amount=charge.amount,
        paid_on=charge.paid_on,
        paid_to=charge.paid_to,
        borne_by=charge.borne_by,
        receipt=charge.receipt,
        refunded=charge.refunded,
        confidence=Confidence.UNKNOWN,
    )


def _urgency(by: Viewer, workers: Sequence[UUID], visit: Visit) -> Urgency:
    """How soon somebody must act, by what each of them told at intake."""
    said = told_by(by, workers=workers).values()
    return most_urgent(sort(one.triage, age=one.age, on=visit.on).urgency for one in said)
