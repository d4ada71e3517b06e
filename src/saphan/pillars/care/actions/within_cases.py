"""Inside an action: the case it works on, the step it writes, what it takes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from saphan.domain.care.case import check_open
from saphan.domain.care.casework import StepKind
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.foundation.vault_files import remove_file
from saphan.people.queries import Viewer, within
from saphan.pillars.care.models import Case, CaseMember, Evidence, Step


def case_for_change(by: Viewer, case: UUID) -> Case:
    """An open case, locked until the transaction ends, when the viewer may record in it.

    Raises ``NotFound("case.unknown")`` or ``Conflict("case.closed")``.
    """
    found = case_to_change(by, case)
    check_open(found.closed_on)
    return found


def case_to_change(by: Viewer, case: UUID) -> Case:
    """A case, locked until the transaction ends. Raises ``NotFound("case.unknown")``."""
    found = Case.objects.select_for_update().filter(within(by, Permission.CASES_RECORD), pk=case)
    row = found.first()
    if row is None:
        raise NotFound("case.unknown")
    return row


def write_step(
    by: Viewer,
    at: datetime,
    case: Case,
    kind: StepKind,
    on: date,
    *,
    words: str = "",
    member: CaseMember | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Step:
    """A step of any kind, inside an action that checked it."""
    return Step.objects.create(
        case=case,
        member=member,
        kind=kind,
        on=on,
        words=words,
        facts=dict(facts or {}),
        at=at,
        by=by.code,
    )


def remove_evidence(rows: Iterable[Evidence]) -> None:
    """Delete rows, and their files once that is committed."""
    for row in list(rows):
        row.delete()
        transaction.on_commit(partial(remove_file, row.stored))
