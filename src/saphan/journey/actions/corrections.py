"""What is put right in the shared record by hand: a journey, a payment that was told by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from saphan.domain.journey.codes import Confidence, Happening
from saphan.domain.journey.corrections import said_before
from saphan.domain.journey.rows import Amount, NewPayment, check_payment
from saphan.domain.people.roles import Permission
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import (
    Bearer,
    Item,
    Nationality,
    Payee,
    Receipt,
    Scheme,
    Status,
)
from saphan.domain.refusals import Conflict, Incomplete, NotFound
from saphan.foundation.audit import record
from saphan.journey.actions.within_timeline import tell
from saphan.journey.models import Change, Journey, Payment
from saphan.people.queries import Viewer, within


class PaymentChanges(TypedDict, total=False):
    """What can be corrected on a payment line."""

    item: Item
    amount: Amount
    paid_on: PartialDate | None
    paid_to: Payee
    borne_by: Bearer
    receipt: Receipt
    refunded: int
    confidence: Confidence
    interview_code: str


@transaction.atomic
def change_journey(
    *,
    by: Viewer,
    at: datetime,
    journey: UUID,
    nationality: Nationality,
    scheme: Scheme,
    agent: str,
    site: str,
) -> None:
    """Say something else about a journey; ``agent`` and ``site`` are the names to show.

    A link to an agent or a site on record stays while its name stays. Raises
    ``NotFound("journey.unknown")``.
    """
    found = _journey(by, journey)
    found.nationality, found.scheme = nationality, scheme
    if agent != (found.agent.name if found.agent else found.agent_written):
        found.agent, found.agent_written = None, agent
    if site != (found.site.name if found.site else found.site_written):
        found.site, found.site_written = None, site
    found.save()
    record(by=by, at=at, action="journey.change_journey", subject=found)


@transaction.atomic
def change_payment(
    *,
    by: Viewer,
    at: datetime,
    payment: UUID,
    reason: str,
    seen: int | None = None,
    **new: Unpack[PaymentChanges],
) -> int:
    """Correct a payment line and return its new revision; what it said before is kept.

    ``seen`` is the revision that was on the screen. Nothing is written when nothing differs.

    Raises ``NotFound("payment.unknown")``, ``Incomplete("change.reason_missing")``,
    ``Conflict("payment.changed_meanwhile")`` or what ``check_payment`` raises.
    """
    found = _changeable(by, payment)
    if not reason.strip():
        raise Incomplete("change.reason_missing")
    if seen is not None and seen != found.revision:
        raise Conflict("payment.changed_meanwhile", revision=found.revision)
    before = found.as_new()
    after = replace(before, **new)
    check_payment(after)
    if after == before:
        return found.revision
    _write_change(by, at, found, before, after, reason.strip())
    return found.revision


@transaction.atomic
def mark_left(*, by: Viewer, at: datetime, journey: UUID, left_on: date | None) -> None:
    """The worker has left the site, on a day that may be unknown.

    Raises ``NotFound("journey.unknown")``.
    """
    found = _journey(by, journey)
    found.status, found.left_on = Status.LEFT, left_on
    found.save(update_fields=["status", "left_on"])
    facts = {"left_on": left_on.isoformat() if left_on else None}
    tell(by, at, found.organisation_id, Happening.LEFT, [(found.pk, facts)])
    record(by=by, at=at, action="journey.mark_left", subject=found, facts=facts)


@transaction.atomic
def take_back_payment(*, by: Viewer, at: datetime, payment: UUID) -> None:
    """Take back a payment line that somebody typed; the timeline keeps that it was there.

    Raises ``NotFound("payment.unknown")`` or ``Conflict("payment.imported")``: what came with an
    import goes with it.
    """
    found = _changeable(by, payment)
    if found.batch_id is not None:
        raise Conflict("payment.imported")
    facts = {"payment": str(payment)}
    organisation = found.journey.organisation_id
    tell(by, at, organisation, Happening.UNDONE, [(found.journey_id, facts)])
    record(by=by, at=at, action="journey.take_back_payment", subject=found, facts=facts)
    found.delete()


def _journey(by: Viewer, key: UUID) -> Journey:
    found = Journey.objects.filter(within(by, Permission.JOURNEYS_CHANGE), pk=key).first()
    if found is None:
        raise NotFound("journey.unknown")
    return found


def _changeable(by: Viewer, payment: UUID) -> Payment:
    """The line, locked until the transaction ends."""
    permitted = within(by, Permission.JOURNEYS_CHANGE, "journey__organisation")
    lines = Payment.objects.select_for_update(of=("self",)).select_related("journey")
    found = lines.filter(permitted, pk=payment).first()
    if found is None:
        raise NotFound("payment.unknown")
    return found


def _write_change(
    by: Viewer, at: datetime, found: Payment, before: NewPayment, after: NewPayment, reason: str
) -> None:
    said = said_before(before, after)
    found.take(after)
    found.revision += 1
    found.save()
    Change.objects.create(
        payment=found,
        revision=found.revision,
        before=said,
        reason=reason,
        at=at,
        by=by.code,
    )
    facts = {"payment": str(found.pk), "revision": found.revision, "changed": sorted(said)}
    organisation = found.journey.organisation_id
    tell(by, at, organisation, Happening.PAYMENT_CHANGED, [(found.journey_id, facts)])
    record(by=by, at=at, action="journey.change_payment", subject=found, facts=facts)
