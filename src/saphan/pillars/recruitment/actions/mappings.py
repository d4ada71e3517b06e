"""Keeping how a spreadsheet is read, under a name, for the file of the next month."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.mapping import Canonical, Mapping, to_json
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Conflict, Incomplete, NotFound
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, require, within
from saphan.pillars.recruitment.actions.imports import (
    Upload,
    bring_interviews,
    bring_rates,
    bring_roster,
)
from saphan.pillars.recruitment.models import SavedMapping
from saphan.pillars.recruitment.queries import audit_row

_IMPORT = Permission.RECRUITMENT_IMPORT


@transaction.atomic
def save_mapping(
    *, by: Viewer, at: datetime, organisation: UUID, title: str, mapping: Mapping
) -> UUID:
    """Keep how somebody's own spreadsheet is read; the same title replaces the mapping.

    Raises ``NotAllowed`` and ``Incomplete("mapping.no_title")``.
    """
    require(by, _IMPORT, organisation)
    made, _ = SavedMapping.objects.update_or_create(
        organisation_id=organisation,
        kind=mapping.kind,
        title=_titled(title),
        removed_at=None,
        defaults={"columns": to_json(mapping), "saved_at": at, "saved_by": by.code},
    )
    facts = {"kind": mapping.kind.value, "organisation": organisation}
    record(by=by, at=at, action="recruitment.save_mapping", subject=made, facts=facts)
    return made.pk


@transaction.atomic
def bring_mapped(
    *,
    by: Viewer,
    at: datetime,
    audit: str,
    upload: Upload,
    mapping: Mapping,
    found: Canonical,
    title: str = "",
) -> UUID:
    """Bring in the rows that ``mapping`` read and, with a title, save it; both or nothing.

    Raises as the action of its kind in ``imports``.
    """
    told: dict[str, Any] = {
        "by": by,
        "at": at,
        "audit": audit,
        "upload": upload,
        "rejected": found.rejected,
    }
    if mapping.kind is Kind.ROSTER:
        key = bring_roster(rows=found.rows, **told)
    elif mapping.kind is Kind.RATES:
        key = bring_rates(rows=found.rows, **told)
    else:
        key = bring_interviews(interviews=found.rows, payments=found.payments, **told)
    if title:
        organisation = audit_row(by, code=audit, permission=_IMPORT).organisation_id
        save_mapping(by=by, at=at, organisation=organisation, title=title, mapping=mapping)
    return key


@transaction.atomic
def rename_mapping(*, by: Viewer, at: datetime, key: UUID, title: str) -> None:
    """Give a saved mapping another title.

    Raises ``NotFound("mapping.unknown")``, ``Incomplete("mapping.no_title")`` and
    ``Conflict("mapping.title_taken")``.
    """
    row = _row(by, key, removed=False)
    row.title = _free(row, _titled(title))
    row.save(update_fields=["title"])
    facts = {"kind": row.kind.value, "organisation": row.organisation_id}
    record(by=by, at=at, action="recruitment.rename_mapping", subject=row, facts=facts)


@transaction.atomic
def remove_mapping(*, by: Viewer, at: datetime, key: UUID) -> None:
    """Offer a saved mapping no longer. Raises ``NotFound("mapping.unknown")``."""
    row = _row(by, key, removed=False)
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    facts = {"kind": row.kind.value, "organisation": row.organisation_id}
    record(by=by, at=at, action="recruitment.remove_mapping", subject=row, facts=facts)


@transaction.atomic
def restore_mapping(*, by: Viewer, at: datetime, key: UUID) -> None:
    """Offer a removed mapping again.

    Raises ``NotFound("mapping.unknown")`` and ``Conflict("mapping.title_taken")``.
    """
    row = _row(by, key, removed=True)
    _free(row, row.title)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    facts = {"kind": row.kind.value, "organisation": row.organisation_id}
    record(by=by, at=at, action="recruitment.restore_mapping", subject=row, facts=facts)


def _row(by: Viewer, key: UUID, *, removed: bool) -> SavedMapping:
    found = SavedMapping.objects.filter(
        within(by, _IMPORT), pk=key, removed_at__isnull=not removed
    ).first()
    if found is None:
        raise NotFound("mapping.unknown")
    return found


def _titled(title: str) -> str:
    if not title.strip():
        raise Incomplete("mapping.no_title")
    return title.strip()


def _free(row: SavedMapping, title: str) -> str:
    """The title, when no other mapping of the organisation for such files has it."""
    same = SavedMapping.objects.filter(
        organisation=row.organisation_id, kind=row.kind, title=title, removed_at__isnull=True
    )
    if same.exclude(pk=row.pk).exists():
        raise Conflict("mapping.title_taken", title=title)
    return title
