"""Questions about the files of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from saphan.domain.care.casework import EvidenceKind
from saphan.domain.people.roles import Permission
from saphan.people.queries import Viewer, within
from saphan.pillars.care.models import Evidence


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One file: what it is, its size in bytes, its SHA-256, whether place and device are gone."""

    id: UUID
    kind: EvidenceKind
    title: str
    media_type: str
    size: int
    digest: str
    cleaned: bool
    member: UUID | None
    at: datetime
    by: str


def evidence(viewer: Viewer, *, case: UUID) -> list[EvidenceRow]:
    """The files of a case, the latest first; none when the viewer may not see it."""
    found = Evidence.objects.filter(
        within(viewer, Permission.CASES_SEE, "case__organisation"), case=case
    )
    return [
        EvidenceRow(
            id=row.pk,
            kind=row.kind,
            title=row.title,
            media_type=row.media_type,
            size=row.size,
            digest=row.digest,
            cleaned=row.cleaned,
            member=row.member_id,
            at=row.at,
            by=row.by,
        )
        for row in found.order_by("-at", "-pk")
    ]
