"""Opening a fee audit and keeping how a spreadsheet is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Incomplete
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, require
from saphan.pillars.recruitment.models import (
    FeeAudit,
    SavedMapping,
)

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


@transaction.atomic
def save_mapping(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    kind: Kind,
    title: str,
    columns: Mapping[str, Any],
) -> UUID:
    """Keep how somebody's own spreadsheet is read; the same title replaces the mapping.

    Raises ``NotAllowed`` and ``Incomplete("mapping.no_title")``.
    """
    require(by, _IMPORT, organisation)
    if not title.strip():
        raise Incomplete("mapping.no_title")
    made, _ = SavedMapping.objects.update_or_create(
        organisation_id=organisation,
        kind=kind,
        title=title.strip(),
        defaults={"columns": dict(columns), "saved_at": at, "saved_by": by.code},
    )
    facts = {"kind": kind.value, "organisation": organisation}
    record(by=by, at=at, action="recruitment.save_mapping", subject=made, facts=facts)
    return made.pk
