"""What is done to respondents: whom a case is against."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.casework import Against
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Incomplete, NotFound
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, within
from saphan.pillars.care.actions.within_cases import case_for_change
from saphan.pillars.care.models import Respondent


@transaction.atomic
def add_respondent(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    kind: Against,
    name: str,
    organisation: UUID | None = None,
    address: str = "",
    note: str = "",
) -> UUID:
    """Somebody whom the case is against; a case may be against several. Gives the key.

    ``organisation`` is one of those that are recorded already. Raises ``NotFound("case.unknown")``,
    ``Conflict("case.closed")`` or ``Incomplete("respondent.name_missing")``.
    """
    found = case_for_change(by, case)
    if not name.strip() and organisation is None:
        raise Incomplete("respondent.name_missing")
    made = Respondent.objects.create(
        case=found,
        kind=kind,
        organisation_id=organisation,
        name=name.strip(),
        address=address.strip(),
        note=note.strip(),
        at=at,
        by=by.code,
    )
    facts = {"respondent": made.pk, "kind": kind}
    record(by=by, at=at, action="care.add_respondent", subject=found, facts=facts)
    return made.pk


@transaction.atomic
def drop_respondent(*, by: Viewer, at: datetime, respondent: UUID) -> None:
    """The case is not against this one. Raises ``NotFound("respondent.unknown")``."""
    rows = Respondent.objects.filter(within(by, Permission.CASES_RECORD, "case__organisation"))
    row = rows.filter(pk=respondent).first()
    if row is None:
        raise NotFound("respondent.unknown")
    found = case_for_change(by, row.case_id)
    row.delete()
    facts = {"respondent": respondent}
    record(by=by, at=at, action="care.drop_respondent", subject=found, facts=facts)
