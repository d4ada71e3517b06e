"""What is done to a case: opened, joined, changed, written on, closed, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.case import CaseChanges, check_room, check_step
from saphan.domain.care.casework import (
    Complaint,
    Outcome,
    Remedy,
    Stage,
    StepKind,
    Urgency,
)
from saphan.domain.people.consent import Purpose, State
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, Incomplete, NotFound, Refused
from saphan.foundation.audit import record
from saphan.journey.queries import journeys
from saphan.people.queries import Operator, Viewer, consent_states, homes_of, require, within
from saphan.pillars.care.actions.within_cases import (
    case_for_change,
    case_to_change,
    write_joined,
    write_step,
)
from saphan.pillars.care.actions.within_changes import settled
from saphan.pillars.care.actions.within_deadlines import keep_deadlines
from saphan.pillars.care.models import Case, CaseMember, Contact, Step
from saphan.pillars.care.models.cases import MOST_MEMBERS


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that was opened."""

    id: UUID
    code: str


@transaction.atomic
def open_case(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    on: date,
    workers: Sequence[UUID],
    complaints: Sequence[Complaint] = (),
    urgency: Urgency = Urgency.NORMAL,
    province: str = "",
    story: str = "",
    contact: str = "",
    entry: UUID | None = None,
) -> Opened:
    """A new case of one person or of a group; each has agreed that a record is kept.

    ``contact`` is the code of the visit at which it was opened, ``entry`` the key of the form that
    was filled in without a network. Raises ``NotAllowed``,
    ``Incomplete("case.nobody")``, ``Refused`` with ``case.in_the_future``,
    ``consent.record_needed`` or ``case.too_many_members``, or ``NotFound("worker.unknown")``.
    """
    require(by, Permission.CASES_RECORD, organisation)
    if not workers:
        raise Incomplete("case.nobody")
    if on > timezone.localdate(at):
        raise Refused("case.in_the_future", on=on)
    case = Case.objects.create(
        organisation_id=organisation,
        counsellor_id=None if isinstance(by, Operator) else by.pk,
        opened_on=on,
        complaints=list(dict.fromkeys(complaints)),
        urgency=urgency,
        province=province,
        story=story,
        entry=entry,
        at=at,
        by=by.code,
    )
    write_step(by, at, case, StepKind.OPENED, on)
    _join(by, at, case, workers, on)
    if contact:
        Contact.objects.filter(organisation=organisation, code=contact).update(case=case)
    facts = {"organisation": organisation, "members": len(set(workers))}
    record(by=by, at=at, action="care.open_case", subject=case, facts=facts)
    keep_deadlines(case, at=at)
    return Opened(case.pk, case.code)


@transaction.atomic
def add_members(
    *, by: Viewer, at: datetime, case: UUID, workers: Sequence[UUID], on: date
) -> list[UUID]:
    """More people for a case; gives the keys of the new members in their order.

    Raises as ``open_case``, ``NotFound("case.unknown")``, ``Conflict("case.closed")`` and
    ``Conflict("case.member_already")``.
    """
    found = case_for_change(by, case)
    made = _join(by, at, found, workers, on)
    record(by=by, at=at, action="care.add_members", subject=found, facts={"members": len(made)})
    keep_deadlines(found, at=at)
    return [member.pk for member in made]


@transaction.atomic
def change_case(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    revision: int,
    seen: CaseChanges,
    changes: CaseChanges,
) -> int:
    """Say something else about a case; gives its new revision.

    ``revision`` and ``seen`` are what stood before the person who changes it. What somebody else
    changed meanwhile is kept; where both changed the same, nothing is saved and
    ``Conflict("case.changed", clash=Clash(...))`` is raised, so that a person chooses. Raises also
    ``NotFound("case.unknown")`` and ``Conflict("case.closed")``.
    """
    found = case_for_change(by, case)
    now = {name: getattr(found, name) for name in changes}
    saved = settled(
        now=now,
        seen=seen if revision != found.revision else {},
        wanted=changes,
        who=found.by,
        at=found.at,
        revision=found.revision,
    )
    altered = sorted(saved)
    if not altered:
        return found.revision
    for name in altered:
        setattr(found, name, _column(saved[name]))
    found.revision, found.at, found.by = found.revision + 1, at, by.code
    found.save(update_fields=[*altered, "revision", "at", "by"])
    record(by=by, at=at, action="care.change_case", subject=found, facts={"fields": altered})
    keep_deadlines(found, at=at)
    return found.revision


@transaction.atomic
def write_down(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    kind: StepKind,
    on: date,
    words: str = "",
    member: UUID | None = None,
) -> UUID:
    """What was done or happened on a day; clocks follow from it. Gives the key of the step.

    Raises ``NotFound`` with ``case.unknown`` or ``member.unknown``, ``Conflict("case.closed")``,
    ``Refused("step.not_by_hand")`` or ``Refused("step.in_the_future")``.
    """
    found = case_for_change(by, case)
    check_step(kind, on=on, today=timezone.localdate(at))
    step = write_step(by, at, found, kind, on, words=words, member=_member_of(found, member))
    record(by=by, at=at, action="care.write_down", subject=found, facts={"kind": kind})
    keep_deadlines(found, at=at)
    return step.pk


@transaction.atomic
def strike_step(*, by: Viewer, at: datetime, step: UUID) -> None:
    """Take back a step that was written down by mistake; it stays readable, struck through.

    Raises ``NotFound("step.unknown")`` or ``Conflict("step.struck")``.
    """
    found = Step.objects.filter(within(by, Permission.CASES_RECORD, "case__organisation"), pk=step)
    row = found.select_related("case").first()
    if row is None:
        raise NotFound("step.unknown")
    if row.struck_at is not None:
        raise Conflict("step.struck")
    if row.kind is not StepKind.KEPT:
        check_step(row.kind, on=row.on, today=row.on)
    row.struck_at, row.struck_by = at, by.code
    row.save(update_fields=["struck_at", "struck_by"])
    record(by=by, at=at, action="care.strike_step", subject=row.case, facts={"kind": row.kind})
    keep_deadlines(row.case, at=at)


@transaction.atomic
def close_case(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    on: date,
    outcome: Outcome,
    remedies: Sequence[Remedy] = (),
    satisfied: bool | None = None,
    retaliated: bool | None = None,
    words: str = "",
) -> None:
    """The case has ended; a review falls due later.

    Raises ``NotFound("case.unknown")``, ``Conflict("case.closed")`` or
    ``Refused("case.closed_before_opened")``.
    """
    found = case_for_change(by, case)
    if not found.opened_on <= on <= timezone.localdate(at):
        raise Refused("case.closed_before_opened", on=on)
    found.stage, found.outcome, found.closed_on = Stage.CLOSED, outcome, on
    found.remedies = list(dict.fromkeys(remedies))
    found.satisfied, found.retaliated = satisfied, retaliated
    _save(found, by, at)
    write_step(by, at, found, StepKind.CLOSED, on, words=words, facts={"outcome": outcome})
    record(by=by, at=at, action="care.close_case", subject=found, facts={"outcome": outcome})
    keep_deadlines(found, at=at)


@transaction.atomic
def reopen_case(*, by: Viewer, at: datetime, case: UUID, on: date, words: str = "") -> None:
    """A closed case goes on. Raises ``NotFound("case.unknown")`` or ``Conflict("case.open")``."""
    found = case_to_change(by, case)
    if found.closed_on is None:
        raise Conflict("case.open")
    found.stage, found.outcome, found.closed_on = Stage.ACTION, None, None
    _save(found, by, at)
    write_step(by, at, found, StepKind.REOPENED, on, words=words)
    record(by=by, at=at, action="care.reopen_case", subject=found)
    keep_deadlines(found, at=at)


@transaction.atomic
def review_case(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    on: date,
    satisfied: bool | None,
    retaliated: bool | None,
    words: str = "",
) -> None:
    """How it is, months after a case was closed.

    Raises ``NotFound("case.unknown")`` or ``Conflict("case.open")``.
    """
    found = case_to_change(by, case)
    if found.closed_on is None:
        raise Conflict("case.open")
    found.satisfied, found.retaliated = satisfied, retaliated
    _save(found, by, at)
    write_step(by, at, found, StepKind.REVIEWED, on, words=words)
    record(by=by, at=at, action="care.review_case", subject=found)
    keep_deadlines(found, at=at)


def _join(
    by: Viewer, at: datetime, case: Case, workers: Sequence[UUID], on: date
) -> list[CaseMember]:
    wanted = list(dict.fromkeys(workers))
    members = case.members.values_list("number", "worker_id")
    if {key for _, key in members} & set(wanted):
        raise Conflict("case.member_already")
    first = check_room([number for number, _ in members], len(wanted), most=MOST_MEMBERS)
    own, purpose = case.organisation_id, Purpose.RECORD
    homes = homes_of(by, workers=wanted, permission=Permission.CASES_RECORD)
    if any(homes.get(worker) != own for worker in wanted):
        raise NotFound("worker.unknown")
    said = consent_states(by, workers=wanted, purpose=purpose, party=own)
    if any(said[worker] is not State.GIVEN for worker in wanted):
        raise Refused("consent.record_needed")
    ways = {way.worker: way.id for way in journeys(by, organisation=own, workers=wanted)}
    made = CaseMember.objects.bulk_create(
        CaseMember(
            case=case,
            worker_id=worker,
            journey_id=ways.get(worker),
            number=number,
            at=at,
            by=by.code,
        )
        for number, worker in enumerate(wanted, first)
    )
    if first > 1:
        write_joined(by, at, case, on, made)
    return made


def _member_of(case: Case, member: UUID | None) -> CaseMember | None:
    if member is None:
        return None
    found = case.members.filter(pk=member).first()
    if found is None:
        raise NotFound("member.unknown")
    return found


def _save(case: Case, by: Viewer, at: datetime) -> None:
    case.revision, case.at, case.by = case.revision + 1, at, by.code
    case.save()


def _column(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
