"""Inside an action: the deadlines of its case, computed anew from what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from saphan.domain.care.casework import ClockKind
from saphan.domain.care.clock import Clock
from saphan.people.queries import OPERATOR
from saphan.pillars.care.models import Case, Deadline
from saphan.pillars.care.queries.clocks import clocks_of

#: What may change of a deadline that is still the same clock.
_CHANGING = ("due", "due_at", "latest", "unknown", "rule", "doubt", "statutory", "stopped_on")

#: What makes a clock the same clock; the number tells those apart that began on the same day.
_Same = tuple[ClockKind, UUID | None, UUID | None, date, int]


def keep_deadlines(case: Case, *, at: datetime) -> None:
    """Compute the deadlines of a case anew, with those of its members and referrals.

    Inside the transaction of the action that changed something; does nothing when all is as it was.
    """
    keep_of([case], at=at)


def keep_of(cases: Sequence[Case], *, at: datetime) -> int:
    """Write what differs from what is computed; gives how many rows that were.

    The rows of the cases are locked first, so that of two changes the later one sees the other.
    """
    keys = {case.pk: case.organisation_id for case in cases}
    list(Case.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    there = _there(Deadline.objects.filter(case__in=keys))
    new, altered = [], []
    for case, found in clocks_of(OPERATOR, cases=keys).items():
        for same, clock in _told_apart(found):
            wanted = _row(clock, case, keys[case], at)
            kept = there.pop((case, same), None)
            if kept is None:
                new.append(wanted)
            elif _differs(kept, wanted):
                wanted.pk = kept.pk
                altered.append(wanted)
    Deadline.objects.bulk_create(new)
    Deadline.objects.bulk_update(altered, [*_CHANGING, "computed_at"])
    if there:
        Deadline.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    return len(new) + len(altered) + len(there)


def _there(rows: Iterable[Deadline]) -> dict[tuple[UUID | None, _Same], Deadline]:
    """The rows that are kept, each by its case and what makes it the same clock."""
    counts: dict[object, int] = defaultdict(int)
    found = {}
    for row in sorted(rows, key=lambda row: row.pk):
        whose = row.case_id, row.kind, row.member_id, row.referral_id, row.starts
        counts[whose] += 1
        found[row.case_id, (*whose[1:], counts[whose])] = row
    return found


def _told_apart(found: Iterable[Clock]) -> Iterator[tuple[_Same, Clock]]:
    counts: dict[object, int] = defaultdict(int)
    for clock in found:
        whose = clock.kind, clock.member, clock.referral, clock.starts
        counts[whose] += 1
        yield (*whose, counts[whose]), clock


def _row(clock: Clock, case: UUID, organisation: UUID, at: datetime) -> Deadline:
    return Deadline(
        organisation_id=organisation,
        case_id=case,
        member_id=clock.member,
        referral_id=clock.referral,
        kind=clock.kind,
        starts=clock.starts,
        due=clock.due,
        due_at=clock.due_at,
        latest=clock.latest,
        unknown=clock.unknown,
        rule=clock.term.rule,
        doubt=next((term.rule for term in clock.doubts), ""),
        statutory=clock.statutory,
        stopped_on=clock.stopped_on,
        computed_at=at,
    )


def _differs(kept: Deadline, wanted: Deadline) -> bool:
    return any(getattr(kept, name) != getattr(wanted, name) for name in _CHANGING)
