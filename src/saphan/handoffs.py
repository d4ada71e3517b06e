"""Hand-offs: the only place where one pillar's fact becomes another's work.

Pillars know nothing of each other. Whatever leads from one to another is written here, called by
pages of ``web`` only, and done as the member who asks: her rights in both pillars decide.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.case import CaseRecord
from saphan.domain.care.casework import (
    Complaint,
    MigrationStage,
    Standing,
    StepKind,
    Urgency,
)
from saphan.domain.care.triage import most_urgent
from saphan.domain.people.consent import Purpose, State
from saphan.domain.recruitment.outcome import decide
from saphan.domain.recruitment.terms import Terms
from saphan.domain.refusals import Conflict, NotFound, Refused
from saphan.foundation.audit import record
from saphan.foundation.plain import law_book
from saphan.journey.queries import journeys
from saphan.people.queries import Viewer, consent_states
from saphan.pillars.care.actions.cases import Opened, change_case, open_case, write_down
from saphan.pillars.care.actions.claims import compute_claims
from saphan.pillars.care.actions.following import follow_up
from saphan.pillars.care.queries.cases import case as case_called
from saphan.pillars.care.queries.cases import cases_of, members, steps
from saphan.pillars.care.queries.intake import told
from saphan.pillars.recruitment.queries import audit, fee_lines, intake_of, versions


@dataclass(frozen=True, slots=True)
class Overcharged:
    """Somebody whom an interview shows to be owed fees: in baht, and whether she agreed.

    ``record`` is her last word on whether ``organisation`` keeps a record about her, ``case`` the
    code of an open case about these fees, empty without one.
    """

    organisation: UUID
    worker: UUID
    worker_code: str
    interview: str
    owed: Fraction
    record: State
    case: str


def overcharged(
    viewer: Viewer, *, audit_code: str, interviews: Collection[str]
) -> list[Overcharged]:
    """The workers of these interviews of a fee audit to whom something is owed back.

    Decided like the pages of the audit: with the terms of its newest plan and the rules of today.
    Raises ``NotFound`` with ``fee_audit.unknown`` or ``interview.unknown``.
    """
    here = audit(viewer, code=audit_code)
    decided = versions(viewer, code=audit_code)
    terms = decided[0].terms if decided else Terms(as_of=timezone.localdate())
    outcome = decide(intake_of(viewer, code=audit_code), terms, law_book().charges())
    owed = {one.code: outcome.owed.by_interview[one.index] for one in outcome.intake.interviews}
    workers = {
        code: _worker_of(viewer, audit_code, code) for code in interviews if owed.get(code, 0) > 0
    }
    keys = [worker for worker, _ in workers.values()]
    said = consent_states(viewer, workers=keys, purpose=Purpose.RECORD, party=here.organisation)
    return [
        Overcharged(
            organisation=here.organisation,
            worker=worker,
            worker_code=name,
            interview=code,
            owed=owed[code],
            record=said[worker],
            case=_open_about_fees(viewer, worker),
        )
        for code, (worker, name) in workers.items()
    ]


@transaction.atomic
def case_from_overcharge(
    *, by: Viewer, at: datetime, audit_code: str, interviews: Collection[str]
) -> Opened:
    """An overcharge found in recruitment opens a case; its payment lines become the claim.

    Each of the workers has agreed that the organisation keeps a record. Raises as ``overcharged``
    and ``open_case``, ``Refused("handoff.nothing_owed")``, ``Refused("consent.record_needed")`` or,
    when one of them has an open case about fees, ``Conflict("handoff.case_open", case=...)``.
    """
    found = overcharged(by, audit_code=audit_code, interviews=interviews)
    if {one.interview for one in found} != set(interviews) or not found:
        raise Refused("handoff.nothing_owed")
    for one in found:
        if one.case:
            raise Conflict("handoff.case_open", case=one.case)
    opened = open_case(
        by=by,
        at=at,
        organisation=found[0].organisation,
        on=timezone.localdate(at),
        workers=[one.worker for one in found],
        complaints=[Complaint.FEE_OVERCHARGE],
    )
    compute_claims(by=by, at=at, case=opened.id)
    facts = {"audit": audit_code, "interviews": len(found)}
    record(
        by=by,
        at=at,
        action="handoffs.case_from_overcharge",
        subject=("case", opened.id),
        facts=facts,
    )
    return opened


@transaction.atomic
def protocol_from_indicators(*, by: Viewer, at: datetime, case: str) -> UUID:
    """Signs of forced labour open the protocol; the case is urgent at least. Gives the step.

    Nobody is told of it, least of all an employer: it is work of the centre. Raises
    ``NotFound("case.unknown")``, ``Conflict("case.closed")``, ``Refused("handoff.no_indicators")``
    or ``Conflict("handoff.protocol_open")``.
    """
    found = case_called(by, code=case)
    if not _has_indicators(by, found):
        raise Refused("handoff.no_indicators")
    done = steps(by, case=found.id)
    if any(one.kind is StepKind.PROTOCOL_OPENED and not one.struck for one in done):
        raise Conflict("handoff.protocol_open")
    on = timezone.localdate(at)
    step = write_down(by=by, at=at, case=found.id, kind=StepKind.PROTOCOL_OPENED, on=on)
    urgency = most_urgent([found.urgency, Urgency.URGENT])
    change_case(
        by=by,
        at=at,
        case=found.id,
        revision=found.revision,
        seen={"urgency": found.urgency},
        changes={"urgency": urgency},
    )
    record(by=by, at=at, action="handoffs.protocol_from_indicators", subject=("case", found.id))
    return step


@transaction.atomic
def claim_follows(*, by: Viewer, at: datetime, worker: UUID, on: date) -> tuple[str, ...]:
    """A returnee's open claim stays open and follows her; gives the codes of its cases.

    ``on`` is the day on which she is asked how it goes, in the country she returned to. Raises
    ``Refused("handoff.no_open_claim")`` and as ``follow_up``.
    """
    open_ = [
        one.code
        for one in cases_of(by, worker=worker)
        if one.closed_on is None and _takes_part(by, one, worker)
    ]
    if not open_:
        raise Refused("handoff.no_open_claim")
    follow_up(by=by, at=at, worker=worker, stage=MigrationStage.RETURNED, on=on)
    facts = {"cases": len(open_)}
    record(by=by, at=at, action="handoffs.claim_follows", subject=("worker", worker), facts=facts)
    return tuple(open_)


def _worker_of(by: Viewer, audit_code: str, interview: str) -> tuple[UUID, str]:
    """The key and code of the worker behind an interview in which something was paid."""
    lines = fee_lines(by, code=audit_code, interview=interview)
    (way,) = journeys(by, keys=[lines[0].journey])
    return way.worker, way.worker_code


def _open_about_fees(by: Viewer, worker: UUID) -> str:
    for one in cases_of(by, worker=worker):
        if one.closed_on is None and Complaint.FEE_OVERCHARGE in one.complaints:
            return one.code
    return ""


def _has_indicators(by: Viewer, case: CaseRecord) -> bool:
    for one in members(by, case=case.id):
        if one.worker is None or one.standing is not Standing.ACTIVE:
            continue
        try:
            if told(by, worker=one.worker).triage.indicators:
                return True
        except NotFound:
            continue
    return False


def _takes_part(by: Viewer, case: CaseRecord, worker: UUID) -> bool:
    return any(
        one.worker == worker and one.standing is Standing.ACTIVE
        for one in members(by, case=case.id)
    )
