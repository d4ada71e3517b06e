"""Deciding a plan and correcting a fee line: always a new version, with who and why."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from saphan import __version__
from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.frozen import (
    digest,
    freeze,
    freeze_terms,
    pack,
)
from saphan.domain.recruitment.outcome import decide
from saphan.domain.recruitment.terms import Terms
from saphan.domain.refusals import Incomplete, NotFound
from saphan.foundation.audit import record
from saphan.journey.actions.corrections import PaymentChanges, change_payment
from saphan.journey.queries import payments
from saphan.people.queries import Viewer
from saphan.pillars.recruitment.models import FeeAudit, Interview, PlanVersion
from saphan.pillars.recruitment.queries import audit_row, keyed_intake_of
from saphan.rulebook.charges import load_charges, snapshot

_PLAN = Permission.RECRUITMENT_PLAN


@transaction.atomic
def decide_plan(*, by: Viewer, at: datetime, audit: str, terms: Terms, reason: str) -> int:
    """A new version of the plan with everything it is decided from; answers its number.

    Raises ``NotFound``, ``Incomplete("plan.no_reason")``, ``Incomplete("plan.no_workers")``.
    """
    place = audit_row(by, code=audit, permission=_PLAN, held=True)
    if not reason.strip():
        raise Incomplete("plan.no_reason")
    intake = keyed_intake_of(by, code=audit)
    if not intake.workers:
        raise Incomplete("plan.no_workers")
    rules = load_charges()
    outcome = decide(intake, terms, rules)
    number = (place.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
    made = PlanVersion.objects.create(
        audit=place,
        number=number,
        reason=reason.strip(),
        at=at,
        by=by.code,
        terms=freeze_terms(terms),
        rules=snapshot(rules),
        inputs=pack(freeze(intake)),
        fingerprint=digest(outcome),
        total_minor=outcome.plan.total_minor,
        workers=len(outcome.plan.lines),
        unresolved=len(outcome.plan.unresolved),
        program=__version__,
    )
    facts = {"fee_audit": place.pk, "number": number, "fingerprint": made.fingerprint}
    record(by=by, at=at, action="recruitment.decide_plan", subject=made, facts=facts)
    return number


@transaction.atomic
def change_fee_line(
    *,
    by: Viewer,
    at: datetime,
    audit: str,
    payment: UUID,
    reason: str,
    terms: Terms,
    seen: int | None = None,
    **new: Unpack[PaymentChanges],
) -> int:
    """Correct one payment line of an interview and decide a new version with who and why.

    Raises as ``change_payment`` of the shared record and ``decide_plan``.
    """
    place = audit_row(by, code=audit, permission=_PLAN, held=True)
    _check_here(by, place, payment)
    change_payment(by=by, at=at, payment=payment, reason=reason, seen=seen, **new)
    return decide_plan(by=by, at=at, audit=place.code, terms=terms, reason=reason)


def _check_here(by: Viewer, place: FeeAudit, payment: UUID) -> None:
    """The line was heard in this audit; another audit would be decided anew for nothing."""
    heard = set(Interview.objects.filter(audit=place).values_list("journey_id", flat=True))
    if all(line.id != payment for line in payments(by, journeys=heard)):
        raise NotFound("payment.unknown")
