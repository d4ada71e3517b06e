"""What is done to the payments that members tell of: one more, put right, taken back."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from saphan.domain.care.intake import PaymentTold, amount_of, payment_told, refund_of
from saphan.domain.journey.records import Payment
from saphan.domain.refusals import NotFound
from saphan.foundation.audit import record
from saphan.journey.actions.corrections import change_payment, take_back_payment
from saphan.journey.actions.entries import add_payments
from saphan.journey.queries import changes as corrections_of
from saphan.journey.queries import payments
from saphan.people.queries import Viewer
from saphan.pillars.care.actions.groups import Charge
from saphan.pillars.care.actions.within_changes import settled
from saphan.pillars.care.actions.within_claims import compute
from saphan.pillars.care.actions.within_ways import member_told_of, way_begun
from saphan.pillars.care.models import CaseMember


@transaction.atomic
def tell_payment(*, by: Viewer, at: datetime, member: UUID, charge: Charge) -> UUID:
    """One more payment of a member; her claim is computed anew. Gives the key of the line.

    Raises ``NotFound("member.unknown")``, ``Conflict("case.closed")``,
    ``Refused("consent.record_needed")`` and what ``add_payments`` raises.
    """
    found = member_told_of(by, member)
    journey = way_begun(by, at, found)
    organisation = found.case.organisation_id
    line = charge.line(journey)
    (made,) = add_payments(by=by, at=at, organisation=organisation, rows=[line])
    compute(by, at, [found])
    record(by=by, at=at, action="care.tell_payment", subject=found, facts={"payment": made})
    return made


@transaction.atomic
def correct_payment(
    *,
    by: Viewer,
    at: datetime,
    member: UUID,
    payment: UUID,
    seen: PaymentTold,
    changes: PaymentTold,
    reason: str,
) -> None:
    """Put a payment right; what it said before is kept with the reason.

    ``seen`` is what stood before the person, as in ``change_case``. Raises as ``tell_payment`` and
    ``change_payment``, ``NotFound("payment.unknown")`` and ``Conflict("case.changed", clash=...)``.
    """
    found = member_told_of(by, member)
    line = _line(by, found, payment)
    now = payment_told(line)
    before = corrections_of(by, payment=payment)
    who, when = (before[-1].by, before[-1].at) if before else (found.by, found.at)
    altered = settled(now=now, seen=seen, wanted=changes, who=who, at=when)
    if not altered:
        return
    said = cast("PaymentTold", {**now, **altered})
    change_payment(
        by=by,
        at=at,
        payment=payment,
        reason=reason,
        seen=line.revision,
        item=said["item"],
        amount=amount_of(said),
        paid_on=said["paid_on"],
        paid_to=said["paid_to"],
        borne_by=said["borne_by"],
        receipt=said["receipt"],
        refunded=refund_of(said),
    )
    compute(by, at, [found])
    facts = {"payment": payment, "fields": sorted(altered)}
    record(by=by, at=at, action="care.correct_payment", subject=found, facts=facts)


@transaction.atomic
def forget_payment(*, by: Viewer, at: datetime, member: UUID, payment: UUID) -> None:
    """Take back a payment that was told by mistake, with its lines of the claim.

    Raises as ``tell_payment``, ``NotFound("payment.unknown")`` or ``Conflict("payment.imported")``.
    """
    found = member_told_of(by, member)
    _line(by, found, payment)
    take_back_payment(by=by, at=at, payment=payment)
    compute(by, at, [found])
    record(by=by, at=at, action="care.forget_payment", subject=found, facts={"payment": payment})


def _line(by: Viewer, member: CaseMember, payment: UUID) -> Payment:
    lines = payments(by, journeys=[member.journey_id]) if member.journey_id else []
    found = next((one for one in lines if one.id == payment), None)
    if found is None:
        raise NotFound("payment.unknown")
    return found
