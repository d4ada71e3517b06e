"""What is done when people come together: all of them are received and one case is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from saphan.domain.care.casework import Complaint
from saphan.domain.care.intake import NewPerson, Visit
from saphan.domain.journey.codes import Confidence
from saphan.domain.journey.rows import Amount, NewPayment
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Bearer, Item, Payee, Receipt
from saphan.domain.refusals import Incomplete, NotFound
from saphan.journey.actions.entries import add_payments
from saphan.journey.queries import journeys
from saphan.people.queries import Viewer
from saphan.pillars.care.actions.cases import Opened, open_case
from saphan.pillars.care.actions.claims import compute_claims
from saphan.pillars.care.actions.intake import count_contact, register_person
from saphan.pillars.care.actions.within_intake import urgency_of
from saphan.pillars.care.queries.intake import case_of_entry, has_come_before


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

    def line(self, journey: UUID) -> NewPayment:
        """The payment line on a journey."""
        return NewPayment(
            journey=journey,
            item=self.item,
            amount=self.amount,
            paid_on=self.paid_on,
            paid_to=self.paid_to,
            borne_by=self.borne_by,
            receipt=self.receipt,
            refunded=self.refunded,
            confidence=Confidence.UNKNOWN,
        )


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
    entry: UUID | None = None,
) -> Opened:
    """Receive everybody who came and open one case for them, as urgent as the most urgent one.

    It is one contact for each person. All of it is kept or nothing. ``entry`` is the key of a form
    that was filled in without a network; one that was received before gives the case it became,
    and nothing is kept a second time. Raises ``Incomplete`` with
    ``case.nobody``, ``NotFound("worker.unknown")`` for somebody whom the organisation does not
    know, and what ``register_person``, ``add_payments`` and ``open_case`` raise.
    """
    if not arrivals:
        raise Incomplete("case.nobody")
    if known := _became(by, organisation, entry):
        return known
    alone = replace(visit, people=1)
    try:
        with transaction.atomic():
            workers = [_receive(by, at, organisation, alone, one) for one in arrivals]
            found = open_case(
                by=by,
                at=at,
                organisation=organisation,
                on=visit.on,
                workers=workers,
                complaints=complaints,
                urgency=urgency_of(by, workers, visit),
                province=province,
                story=story,
                entry=entry,
            )
    except IntegrityError:
        if known := _became(by, organisation, entry):  # It came twice at the same time.
            return known
        raise
    compute_claims(by=by, at=at, case=found.id)
    return found


def _became(by: Viewer, organisation: UUID, entry: UUID | None) -> Opened | None:
    found = case_of_entry(by, organisation=organisation, entry=entry) if entry else None
    return Opened(found.id, found.code) if found else None


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
    lines = [charge.line(journey) for charge in one.charges]
    if lines:
        add_payments(by=by, at=at, organisation=organisation, rows=lines)
    return worker
