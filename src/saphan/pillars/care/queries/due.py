"""Questions about what is due: overdue first, then today, then the week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from saphan.domain.care.casework import ClockKind, Urgency
from saphan.domain.care.terms import Term, clause_of
from saphan.domain.people.roles import Permission
from saphan.domain.period import Period
from saphan.people.queries import Operator, Viewer, within
from saphan.pillars.care.models import Case, CaseMember, Contact, Deadline, Intake
from saphan.pillars.care.queries.clocks import law_now
from saphan.pillars.care.queries.retention import intakes_due
from saphan.rulebook.terms import RULES

#: A document of somebody without a case is listed for so long after the day that it names.
PERMIT_GRACE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DueAsked:
    """What is asked for: only my own cases, or the others', and one kind of clock.

    A case without a counsellor is everybody's own. ``overdue`` adds what was due before the week.
    """

    mine: bool | None = None
    kind: ClockKind | None = None
    overdue: bool = True


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due; ``due`` None: nobody knows the day, ``unknown`` is the code of why.

    ``case`` is the code of the case, empty for somebody who has none and is then ``worker``.
    ``people`` counts members for whom the same is due on the same day.
    """

    key: UUID
    kind: ClockKind
    starts: date
    due: date | None
    case: str = ""
    worker: str = ""
    referral: str = ""
    counsellor: str = ""
    due_at: datetime | None = None
    latest: date | None = None
    unknown: str = ""
    rule: str = ""
    doubt: str = ""
    statutory: bool = False
    urgency: Urgency | None = None
    people: int = 0


@dataclass(frozen=True, slots=True)
class DueList:
    """The first lines of what is due, and how many deadlines are due in all."""

    lines: tuple[DueLine, ...]
    total: int

    @property
    def left(self) -> int:
        """How many deadlines the lines do not speak of."""
        return self.total - sum(max(1, line.people) for line in self.lines)


def due(
    viewer: Viewer, *, week: Period, asked: DueAsked = DueAsked(), most: int | None = None
) -> DueList:
    """What has a day and is due by the end of the week, the earliest first; at most ``most`` lines.

    What was due before and still waits comes first, unless ``asked`` leaves it out.
    """
    found = _dated(viewer, week, asked)
    rows = list(_lines(found.order_by("due", "pk")[:most]))
    alone = _of_people_without_case(viewer, week, asked)
    total = len(rows) if most is None or len(rows) < most else found.count()
    lines = sorted([*_together(rows), *alone], key=_order)
    return DueList(tuple(lines[:most]), total + len(alone))


def due_count(viewer: Viewer, *, week: Period, asked: DueAsked = DueAsked()) -> int:
    """How many deadlines of cases are due by the end of the week, those of every member counted."""
    return _dated(viewer, week, asked).count()


def without_a_day(
    viewer: Viewer, *, asked: DueAsked = DueAsked(), most: int | None = None
) -> list[DueLine]:
    """The clocks that run although nobody knows until when, the longest running first.

    Without the limitation of claims, which runs in every open case, unless that kind is asked for.
    """
    found = _running(viewer, asked).filter(due__isnull=True)
    found = found if asked.kind else found.exclude(kind=ClockKind.LIMITATION)
    return list(_lines(found.order_by("starts", "pk")[:most]))


def kinds_without_a_day(viewer: Viewer, *, asked: DueAsked = DueAsked()) -> dict[ClockKind, int]:
    """How many clocks of each kind run although nobody knows until when."""
    found = _running(viewer, asked).filter(due__isnull=True).order_by()
    return dict(found.values_list("kind").annotate(n=Count("pk")))


def basis(viewer: Viewer, *, line: DueLine) -> tuple[Term, ...]:
    """What a line rests on, as it is said today: its term, then the rule that bears on it."""
    law, clause = law_now(viewer), clause_of(line.kind, line.urgency)
    doubts = [one for one, rule in RULES.items() if rule == line.doubt]
    return tuple(law(one, line.starts) for one in (clause, *doubts))


def _dated(viewer: Viewer, week: Period, asked: DueAsked) -> QuerySet[Deadline]:
    found = _running(viewer, asked).filter(due__isnull=False)
    found = found if asked.overdue else found.filter(due__gte=week.first)
    return found.filter(due__lte=week.last) if week.last else found


def _running(viewer: Viewer, asked: DueAsked) -> QuerySet[Deadline]:
    found = Deadline.objects.filter(within(viewer, Permission.CASES_SEE), stopped_on__isnull=True)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.mine is None:
        return found
    own = Q(case__in=_own(viewer).values("pk"))
    return found.filter(own if asked.mine else ~own)


def _own(viewer: Viewer) -> QuerySet[Case]:
    """The viewer's cases and those that nobody has; of them the viewer sees what she may."""
    nobodys = Q(counsellor__isnull=True)
    own = nobodys if isinstance(viewer, Operator) else nobodys | Q(counsellor=viewer)
    return Case.objects.filter(own)


_COLUMNS = ("pk", "kind", "starts", "due", "due_at", "latest", "unknown", "rule", "doubt")


def _lines(found: QuerySet[Deadline]) -> Iterable[DueLine]:
    rows = found.values_list(
        *_COLUMNS,
        "statutory",
        "member",
        "case__code",
        "referral__code",
        "referral__urgency",
        "case__counsellor__display_name",
    )
    for (
        key,
        kind,
        starts,
        due,
        due_at,
        latest,
        unknown,
        rule,
        doubt,
        statutory,
        member,
        case,
        referral,
        urgency,
        counsellor,
    ) in rows:
        yield DueLine(
            key=key,
            kind=kind,
            starts=starts,
            due=due,
            case=case or "",
            referral=referral or "",
            counsellor=counsellor or "",
            due_at=due_at,
            latest=latest,
            unknown=unknown,
            rule=rule,
            doubt=doubt,
            statutory=statutory,
            urgency=urgency,
            people=1 if member else 0,
        )


def _together(lines: Iterable[DueLine]) -> list[DueLine]:
    """One line for all members of a case for whom the same is due on the same day."""
    found: dict[tuple[object, ...], DueLine] = {}
    for line in lines:
        whose = line.key if not line.people else (line.case, line.kind, line.due)
        before = found.get((whose, bool(line.people)))
        people = line.people + (before.people if before else 0)
        found[whose, bool(line.people)] = replace(before or line, people=people)
    return list(found.values())


def _of_people_without_case(viewer: Viewer, week: Period, asked: DueAsked) -> list[DueLine]:
    """Days on the record of people whom no open case follows; they have no deadline."""
    if asked.mine is False:
        return []
    of_open = CaseMember.objects.filter(worker=OuterRef("pk")).filter(
        Q(case__closed_on__isnull=True) | Q(case__closed_on__gte=OuterRef("at__date"))
    )
    alone = Intake.objects.filter(within(viewer, Permission.CASES_SEE)).exclude(Exists(of_open))
    lines: list[DueLine] = []
    for kind, column, grace in (
        (ClockKind.FOLLOW_UP, "follow_up_on", timedelta.max),
        (ClockKind.PERMIT_EXPIRY, "permit_expires", PERMIT_GRACE),
    ):
        if asked.kind in {None, kind}:
            lines += _alone(alone, kind, column, _first_day(week, asked, grace), week)
    if asked.kind in {None, ClockKind.RETENTION}:
        lines += _resting(viewer, week, asked)
    return lines


def _resting(viewer: Viewer, week: Period, asked: DueAsked) -> Iterable[DueLine]:
    """What people told who never had a case, when it is to be kept or erased."""
    for one in intakes_due(viewer, until=week.last):
        if one.due and (asked.overdue or one.due >= week.first):
            yield DueLine(one.worker, ClockKind.RETENTION, one.since, one.due, worker=one.code)


def _first_day(week: Period, asked: DueAsked, grace: timedelta) -> date:
    if not asked.overdue:
        return week.first
    return date.min if grace == timedelta.max else week.first - grace


def _alone(
    alone: QuerySet[Intake], kind: ClockKind, column: str, first: date, week: Period
) -> Iterable[DueLine]:
    came = Contact.objects.filter(worker=OuterRef("pk"), on__gte=OuterRef(column))
    found = alone.filter(**{f"{column}__gte": first}).exclude(Exists(came))
    found = found.filter(**{f"{column}__lte": week.last}) if week.last else found
    rows = found.annotate(day=F(column)).values_list("pk", "at", "day", "worker__code")
    return [
        DueLine(key, kind, min(timezone.localdate(at), day), day, worker=code)
        for key, at, day, code in rows
    ]


def _order(line: DueLine) -> tuple[date, str, str, str]:
    return line.due or date.max, line.kind.value, line.case, line.worker
