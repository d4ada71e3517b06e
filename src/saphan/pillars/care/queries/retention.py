"""Questions about keeping: whose records a decision is about, and since when they rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from saphan.domain.care.casework import Standing
from saphan.domain.care.terms import Clause, day_after
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.people.queries import Viewer, within
from saphan.pillars.care.models import CaseMember, Contact, Intake
from saphan.pillars.care.queries.clocks import law_now

#: A length in months may be so many days shorter at one time of the year than at another.
_UNEVEN = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """One member of a case: her number and code, and her other cases that go on."""

    number: int
    worker: UUID | None
    code: str
    open_cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptIntake:
    """What somebody without a case told; nothing happened ``since`` her last visit or its writing.

    ``due`` is the day to decide; None when nobody knows.
    """

    worker: UUID
    organisation: UUID
    code: str
    since: date
    due: date | None
    keep_until: date | None


def people_kept(viewer: Viewer, *, case: UUID) -> list[KeptPerson]:
    """Everybody of a case by their numbers, the erased too."""
    seen = within(viewer, Permission.CASES_SEE, "case__organisation")
    rows = CaseMember.objects.filter(seen, case=case).select_related("worker").order_by("number")
    others: dict[UUID, list[str]] = defaultdict(list)
    elsewhere = CaseMember.objects.filter(
        seen, worker__in=rows.values("worker"), case__closed_on=None, standing=Standing.ACTIVE
    ).exclude(case=case)
    for worker, code in elsewhere.order_by("case__code").values_list("worker", "case__code"):
        if worker:
            others[worker].append(code)
    return [
        KeptPerson(
            number=row.number,
            worker=row.worker_id,
            code=row.worker.code if row.worker else "",
            open_cases=tuple(others[row.worker_id]) if row.worker_id else (),
        )
        for row in rows
    ]


def kept_intake(viewer: Viewer, *, code: str) -> KeptIntake:
    """What somebody without a case told, by her code. Raises ``NotFound("worker.unknown")``."""
    for one in _kept(viewer, _without_case(viewer).filter(worker__code=code)):
        return one
    raise NotFound("worker.unknown")


def intakes_due(viewer: Viewer, *, until: date | None) -> list[KeptIntake]:
    """Whose intake is to be decided about by that day; at any time with None."""
    found = _without_case(viewer)
    if until is None:
        return [one for one in _kept(viewer, found) if one.due]
    length = law_now(viewer)(Clause.RETENTION, until).length
    early = Q(keep_until__lte=until)
    if length:
        latest = until - (day_after(until, length) - until) + _UNEVEN
        midnight = timezone.make_aware(datetime.combine(latest + timedelta(days=1), time.min))
        early |= Q(keep_until=None, at__lt=midnight)
    kept = _kept(viewer, found.filter(early))
    return [one for one in kept if one.due and one.due <= until]


def _without_case(viewer: Viewer) -> QuerySet[Intake]:
    """Intakes of people who never were in a case."""
    found = Intake.objects.filter(within(viewer, Permission.CASES_SEE))
    return found.exclude(Exists(CaseMember.objects.filter(worker=OuterRef("pk"))))


def _kept(viewer: Viewer, found: QuerySet[Intake]) -> Iterable[KeptIntake]:
    law = law_now(viewer)
    came = Contact.objects.filter(worker=OuterRef("pk")).order_by().values("worker")
    visits = Subquery(came.annotate(day=Max("on")).values("day"))
    rows = (
        found.annotate(last=visits)
        .order_by("pk")
        .values_list("pk", "organisation", "worker__code", "last", "at", "keep_until")
    )
    for key, organisation, code, last, at, until in rows:
        written = timezone.localdate(at)
        since = max(last, written) if last else written
        length = law(Clause.RETENTION, since).length
        due = until or (day_after(since, length) if length else None)
        yield KeptIntake(key, organisation, code, since, due, until)
