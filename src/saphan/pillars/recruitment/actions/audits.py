"""Opening a fee audit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Incomplete
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, require
from saphan.pillars.recruitment.models import FeeAudit

_IMPORT = Permission.RECRUITMENT_IMPORT


@transaction.atomic
def open_audit(*, by: Viewer, at: datetime, organisation: UUID, title: str) -> str:
    """A new fee audit; answers its code.

    Raises ``NotAllowed`` and ``Incomplete("fee_audit.no_title")``.
    """
    require(by, _IMPORT, organisation)
    if not title.strip():
        raise Incomplete("fee_audit.no_title")
    made = FeeAudit.objects.create(
        organisation_id=organisation, title=title.strip(), opened_at=at, opened_by=by.code
    )
    facts = {"organisation": organisation}
    record(by=by, at=at, action="recruitment.open_audit", subject=made, facts=facts)
    return made.code
