"""Questions about cases. The viewer comes first; what she may not see does not exist for her."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from saphan.domain.care.case import (
    CaseRecord,
    CaseWords,
    MemberRecord,
    StepRecord,
)
from saphan.domain.care.casework import Complaint, Remedy, Risk, Stage, Standing
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.foundation.ids import read_code
from saphan.people.queries import Operator, Viewer, within
from saphan.pillars.care.models import Case, CaseMember, Step


@dataclass(frozen=True, slots=True)
class CasesAsked:
    """Which cases: mine alone, open ones, of a stage, with a code that begins like this."""

    mine: bool = False
    open: bool = True
    stage: Stage | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the cases asked for, and how many there are."""

    cases: tuple[CaseRecord, ...]
    total: int
    number: int
    pages: int


def cases(viewer: Viewer, *, asked: CasesAsked, page: int = 1, at_once: int = 50) -> Page:
    """The cases the viewer may see, the newest first, one page of them."""
    found = _asked(viewer, asked)
    total = found.count()
    pages = max(1, -(-total // at_once))
    number = min(max(1, page), pages)
    rows = found.order_by("-opened_on", "-pk")[(number - 1) * at_once : number * at_once]
    return Page(_records(rows), total, number, pages)


def case(viewer: Viewer, *, code: str) -> CaseRecord:
    """One case by its code.

    Raises ``NotFound("case.unknown")``, also when the viewer may not see it.
    """
    found = _cases(viewer).filter(code=read_code(code) or "-")
    for record in _records(found):
        return record
    raise NotFound("case.unknown")


def words(viewer: Viewer, *, case: UUID) -> CaseWords:
    """What a case says in words. Raises ``NotFound("case.unknown")``."""
    row = _cases(viewer).filter(pk=case).first()
    if row is None:
        raise NotFound("case.unknown")
    return CaseWords(
        happened=row.happened,
        story=row.story,
        wish=row.wish,
        risk_note=row.risk_note,
        remedies=tuple(Remedy(code) for code in row.remedies),
        satisfied=row.satisfied,
        retaliated=row.retaliated,
        changed_at=row.at,
        changed_by=row.by,
    )


def members(viewer: Viewer, *, case: UUID) -> list[MemberRecord]:
    """The members of a case by their numbers; none when the viewer may not see it."""
    found = CaseMember.objects.filter(_seen(viewer), case=case).select_related("worker")
    return [_member(row) for row in found.order_by("number")]


def cases_of(viewer: Viewer, *, worker: UUID) -> tuple[CaseRecord, ...]:
    """The cases in which a worker is a member, the newest first."""
    found = _cases(viewer).filter(members__worker=worker)
    return _records(found.order_by("-opened_on", "-pk"))


def steps(viewer: Viewer, *, case: UUID) -> list[StepRecord]:
    """What was done and happened, the latest day first."""
    found = Step.objects.filter(_seen(viewer), case=case)
    return [
        StepRecord(
            id=row.pk,
            kind=row.kind,
            on=row.on,
            member=row.member_id,
            words=row.words,
            facts=row.facts,
            struck=row.struck_at is not None,
            at=row.at,
            by=row.by,
        )
        for row in found.order_by("-on", "-pk")
    ]


def _cases(viewer: Viewer) -> QuerySet[Case]:
    return Case.objects.filter(within(viewer, Permission.CASES_SEE))


def _seen(viewer: Viewer) -> Q:
    return within(viewer, Permission.CASES_SEE, "case__organisation")


def _asked(viewer: Viewer, asked: CasesAsked) -> QuerySet[Case]:
    found = _cases(viewer)
    if asked.mine and not isinstance(viewer, Operator):
        found = found.filter(counsellor=viewer)
    if asked.open:
        found = found.filter(closed_on__isnull=True)
    if asked.stage:
        found = found.filter(stage=asked.stage)
    if asked.code:
        found = found.filter(code__istartswith=asked.code.strip())
    return found


def _records(found: QuerySet[Case]) -> tuple[CaseRecord, ...]:
    rows = list(found.select_related("counsellor").defer("story", "wish", "risk_note"))
    of_cases = CaseMember.objects.filter(case__in=[row.pk for row in rows]).values("case")
    active = Count("pk", filter=Q(standing=Standing.ACTIVE))
    counted = of_cases.annotate(all=Count("pk"), active=active)
    counts = {one["case"]: (one["all"], one["active"]) for one in counted}
    return tuple(_record(row, *counts.get(row.pk, (0, 0))) for row in rows)


def _record(row: Case, members: int, active: int) -> CaseRecord:
    return CaseRecord(
        id=row.pk,
        organisation=row.organisation_id,
        code=row.code,
        counsellor=row.counsellor.display_name if row.counsellor else "",
        opened_on=row.opened_on,
        stage=row.stage,
        urgency=row.urgency,
        route=row.route,
        complaints=tuple(Complaint(code) for code in row.complaints),
        risks=tuple(Risk(code) for code in row.risks),
        province=row.province,
        outcome=row.outcome,
        closed_on=row.closed_on,
        members=members,
        active=active,
        revision=row.revision,
    )


def _member(row: CaseMember) -> MemberRecord:
    return MemberRecord(
        id=row.pk,
        case=row.case_id,
        number=row.number,
        worker=row.worker_id,
        worker_code=row.worker.code if row.worker else "",
        journey=row.journey_id,
        language=row.worker.language if row.worker else "",
        standing=row.standing,
        stopped=row.stopped,
        stopped_on=row.stopped_on,
    )
