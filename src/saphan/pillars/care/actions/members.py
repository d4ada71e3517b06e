"""What is done to members of a case: they stop, go on, or are erased for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.casework import Standing, StepKind, Stopped
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound
from saphan.foundation.audit import record
from saphan.notices.actions import forget_notices
from saphan.people.actions.workers import erase_worker
from saphan.people.queries import Viewer, within, worker_for
from saphan.pillars.care.actions.within_cases import forget_words, remove_evidence, write_step
from saphan.pillars.care.actions.within_deadlines import keep_deadlines
from saphan.pillars.care.actions.within_referrals import leave_referrals
from saphan.pillars.care.models import Case, CaseMember


@transaction.atomic
def stop_member(
    *,
    by: Viewer,
    at: datetime,
    member: UUID,
    on: date,
    why: Stopped = Stopped.NOT_SAID,
    words: str = "",
) -> None:
    """A member stops; nobody has to say why. Pressure is kept apart, so that it can be counted.

    Raises ``NotFound("member.unknown")`` or ``Conflict("member.not_active")``.
    """
    found = _member(by, member)
    if found.standing is not Standing.ACTIVE:
        raise Conflict("member.not_active")
    found.standing, found.stopped, found.stopped_on = Standing.STOPPED, why, on
    found.save(update_fields=["standing", "stopped", "stopped_on"])
    leave_referrals(by, at, found)
    facts = {"why": why}
    write_step(
        by, at, found.case, StepKind.MEMBER_STOPPED, on, member=found, words=words, facts=facts
    )
    record(by=by, at=at, action="care.stop_member", subject=found, facts=facts)
    keep_deadlines(found.case, at=at)


@transaction.atomic
def resume_member(*, by: Viewer, at: datetime, member: UUID, on: date) -> None:
    """A member who had stopped goes on; referrals that she left stay left.

    Raises ``NotFound("member.unknown")`` or ``Conflict("member.not_stopped")``.
    """
    found = _member(by, member)
    if found.standing is not Standing.STOPPED:
        raise Conflict("member.not_stopped")
    found.standing, found.stopped, found.stopped_on = Standing.ACTIVE, None, None
    found.save(update_fields=["standing", "stopped", "stopped_on"])
    write_step(by, at, found.case, StepKind.MEMBER_JOINED, on, member=found)
    record(by=by, at=at, action="care.resume_member", subject=found)
    keep_deadlines(found.case, at=at)


@transaction.atomic
def renew_pin(*, by: Viewer, at: datetime, member: UUID) -> None:
    """Another PIN for the slip of a member: one that was lost or taken is silent from now on.

    Raises ``NotFound("member.unknown")`` or ``Conflict("member.not_active")``.
    """
    found = _member(by, member)
    if found.standing is not Standing.ACTIVE:
        raise Conflict("member.not_active")
    found.lost_pins += 1
    found.save(update_fields=["lost_pins"])
    record(by=by, at=at, action="care.renew_pin", subject=found)


@transaction.atomic
def erase_person(*, by: Viewer, at: datetime, worker: UUID, reason: ErasureReason) -> None:
    """Erase somebody everywhere: names, contact, intake, words, claims, files, journey.

    Of a case stays that there was one more member, and money that was awarded or paid as a sum;
    of a contact, that there was one. With the last member go the words of the case. Raises
    ``NotFound("worker.unknown")`` or ``NotAllowed``.
    """
    erase_people(by=by, at=at, workers=[worker], reason=reason)


@transaction.atomic
def erase_people(
    *, by: Viewer, at: datetime, workers: Sequence[UUID], reason: ErasureReason
) -> None:
    """Erase several people as ``erase_person`` does; all of them or none. Raises the same."""
    cases: dict[UUID, Case] = {}
    for worker in workers:
        worker_for(by, worker, Permission.WORKER_ERASE)
        for member in CaseMember.objects.select_related("case").filter(worker=worker):
            _forget(by, at, cases.setdefault(member.case_id, member.case), member)
        forget_notices(by=by, at=at, about=("worker", worker))
        erase_worker(by=by, at=at, worker=worker, reason=reason)
    for case in cases.values():
        if not case.members.exclude(standing=Standing.ERASED).exists():
            forget_words(case)
        keep_deadlines(case, at=at)


def _forget(by: Viewer, at: datetime, case: Case, member: CaseMember) -> None:
    remove_evidence(member.evidence.all())
    for rows in (member.steps, member.claim_lines, member.pay_periods, member.deadlines):
        rows.all().delete()
    leave_referrals(by, at, member)
    member.standing, member.worker, member.journey = Standing.ERASED, None, None
    member.stopped, member.stopped_on = None, None
    member.save()
    day = at.date()
    write_step(by, at, case, StepKind.MEMBER_ERASED, day, facts={"number": member.number})


def _member(by: Viewer, member: UUID) -> CaseMember:
    found = CaseMember.objects.select_related("case").select_for_update(of=("self",))
    row = found.filter(within(by, Permission.CASES_RECORD, "case__organisation"), pk=member).first()
    if row is None:
        raise NotFound("member.unknown")
    return row
