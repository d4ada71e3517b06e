"""What is kept of clocks: their deadlines as rows, so that a list of what is due is one question.

The rows are never entered and never corrected by hand: they are computed from what happened, and
whoever changes what happened calls ``keep_deadlines`` in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from saphan.domain.people.roles import Permission
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, within
from saphan.pillars.care.actions.within_deadlines import keep_of
from saphan.pillars.care.models import Case

#: Cases whose deadlines are computed in one transaction.
AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Kept:
    """How many cases were looked at, and how many deadlines were new, changed or gone."""

    cases: int
    changed: int


def keep_all_deadlines(*, by: Viewer, at: datetime) -> Kept:
    """Compute every deadline anew, after rules or settings changed; a part of the cases at a time.

    Work goes on meanwhile. What is interrupted is done again from the beginning.
    """
    cases = changed = 0
    for some in _in_parts(Case.objects.filter(within(by, Permission.CASES_RECORD))):
        with transaction.atomic():
            changed += keep_of(some, at=at)
        cases += len(some)
    with transaction.atomic():
        record(
            by=by,
            at=at,
            action="care.keep_all_deadlines",
            subject=("deadlines", "all"),
            facts={"cases": cases, "changed": changed},
        )
    return Kept(cases, changed)


def _in_parts(cases: QuerySet[Case]) -> Iterator[list[Case]]:
    last: UUID | None = None
    while some := list(_after(cases, last)[:AT_ONCE]):
        last = some[-1].pk
        yield some


def _after(cases: QuerySet[Case], last: UUID | None) -> QuerySet[Case]:
    found = cases.order_by("pk").only("pk", "organisation_id")
    return found.filter(pk__gt=last) if last else found
