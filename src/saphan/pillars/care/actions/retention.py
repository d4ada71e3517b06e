"""Keep or erase: what is decided when the records of a closed case or an intake fall due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.casework import StepKind
from saphan.domain.care.retention import check_keeping, may_go
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, require, worker_for
from saphan.pillars.care.actions.members import erase_people
from saphan.pillars.care.actions.within_cases import case_to_change, write_step
from saphan.pillars.care.actions.within_deadlines import keep_deadlines
from saphan.pillars.care.models import CaseMember, Intake
from saphan.pillars.care.queries.retention import people_kept

#: People who are erased in one transaction.
AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Erased:
    """How many people of a case were erased, and how many stay because another case goes on."""

    erased: int
    stay: int


@transaction.atomic
def keep_longer(*, by: Viewer, at: datetime, case: UUID, until: date, why: str) -> UUID:
    """Keep the records of a closed case until a day; gives the step, which can be taken back.

    Raises ``NotFound("case.unknown")``, ``Conflict("case.open")`` or what ``check_keeping`` raises.
    """
    found = case_to_change(by, case)
    if found.closed_on is None:
        raise Conflict("case.open")
    today = timezone.localdate(at)
    check_keeping(until, why, today=today)
    facts = {"until": until.isoformat()}
    step = write_step(by, at, found, StepKind.KEPT, today, words=why, facts=facts)
    record(by=by, at=at, action="care.keep_longer", subject=found, facts=facts)
    keep_deadlines(found, at=at)
    return step.pk


@transaction.atomic
def keep_intake_longer(*, by: Viewer, at: datetime, worker: UUID, until: date, why: str) -> None:
    """Keep until a day what somebody without a case told at intake.

    Raises ``NotFound("worker.unknown")``, ``Conflict("retention.has_case")`` or what
    ``check_keeping`` raises.
    """
    worker_for(by, worker, Permission.CASES_RECORD)
    row = Intake.objects.select_for_update().filter(pk=worker).first()
    if row is None:
        raise NotFound("worker.unknown")
    if CaseMember.objects.filter(worker=worker).exists():
        raise Conflict("retention.has_case")
    check_keeping(until, why, today=timezone.localdate(at))
    row.keep_until, row.keep_why = until, why
    row.save(update_fields=["keep_until", "keep_why"])
    facts = {"until": until.isoformat()}
    record(by=by, at=at, action="care.keep_intake_longer", subject=("worker", worker), facts=facts)


def erase_case(*, by: Viewer, at: datetime, case: UUID, reason: ErasureReason) -> Erased:
    """Erase everybody of a closed case, some at a time; whoever is in another open case stays.

    What is interrupted is done by asking again. Raises ``NotFound("case.unknown")``,
    ``Conflict("case.open")``, ``NotAllowed`` or what ``erase_person`` raises.
    """
    with transaction.atomic():
        found = case_to_change(by, case)
        require(by, Permission.WORKER_ERASE, found.organisation_id)
        if found.closed_on is None:
            raise Conflict("case.open")
        kept = [one for one in people_kept(by, case=case) if one.worker is not None]
        go = [one.worker for one in kept if one.worker and may_go(len(one.open_cases))]
        outcome = Erased(len(go), len(kept) - len(go))
        facts = {"people": outcome.erased, "stay": outcome.stay, "reason": reason}
        record(by=by, at=at, action="care.erase_case", subject=found, facts=facts)
    for first in range(0, len(go), AT_ONCE):
        erase_people(by=by, at=at, workers=go[first : first + AT_ONCE], reason=reason)
    return outcome
