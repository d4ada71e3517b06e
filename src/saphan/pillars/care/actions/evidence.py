"""What is done to evidence: a file is taken, read, removed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.casework import EvidenceKind
from saphan.domain.care.evidence import PICTURES, media_type
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound
from saphan.foundation.audit import record
from saphan.foundation.vault_files import keeping, read_kept
from saphan.people.queries import Viewer, within
from saphan.pillars.care.actions.within_cases import case_for_change, remove_evidence
from saphan.pillars.care.models import CaseMember, Evidence


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of a case as it was kept."""

    content: bytes
    media_type: str
    code: str

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Opened(...)"


def add_evidence(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    content: bytes,
    kind: EvidenceKind,
    title: str = "",
    member: UUID | None = None,
) -> UUID:
    """Take a file: pictures lose their place and device, everything is encrypted and hashed.

    Raises ``NotFound`` with ``case.unknown`` or ``member.unknown``, ``Conflict`` with
    ``case.closed`` or ``evidence.kept_already``, or ``FileRefused`` with an ``evidence.`` code.
    """
    what = media_type(content)
    with keeping(content, media_type=what, picture=what in PICTURES) as kept:
        row = Evidence(
            member_id=member, kind=kind, title=title.strip(), at=at, by=by.code, **asdict(kept)
        )
        _keep(by, at, case, row)
    return row.pk


@transaction.atomic
def _keep(by: Viewer, at: datetime, case: UUID, row: Evidence) -> None:
    found = case_for_change(by, case)
    if row.member_id and not CaseMember.objects.filter(case=found, pk=row.member_id).exists():
        raise NotFound("member.unknown")
    if found.evidence.filter(digest_before=row.digest_before).exists():
        raise Conflict("evidence.kept_already")
    row.case = found
    row.save(force_insert=True)
    facts = {"evidence": row.pk, "kind": row.kind, "digest": row.digest}
    record(by=by, at=at, action="care.add_evidence", subject=found, facts=facts)


@transaction.atomic
def open_evidence(*, by: Viewer, at: datetime, evidence: UUID) -> Opened:
    """Read a file; that it was read stays in the trail.

    Raises ``NotFound`` with ``evidence.unknown`` or ``file.gone``, ``Refused("vault.unreadable")``,
    or ``Conflict("evidence.changed")`` when it is not what was kept.
    """
    row = _evidence(by, evidence, Permission.CASES_SEE)
    content = read_kept(row.stored, digest=row.digest)
    facts = {"evidence": row.pk}
    record(by=by, at=at, action="care.open_evidence", subject=row.case, facts=facts)
    return Opened(content, row.media_type, f"{row.case.code}-{str(row.pk)[-4:]}")


@transaction.atomic
def drop_evidence(*, by: Viewer, at: datetime, evidence: UUID) -> None:
    """Remove a file for good. Raises ``NotFound("evidence.unknown")``."""
    row = _evidence(by, evidence, Permission.CASES_RECORD)
    facts = {"evidence": row.pk, "digest": row.digest}
    record(by=by, at=at, action="care.drop_evidence", subject=row.case, facts=facts)
    remove_evidence([row])


def _evidence(by: Viewer, key: UUID, permission: Permission) -> Evidence:
    rows = Evidence.objects.filter(within(by, permission, "case__organisation"), pk=key)
    row = rows.select_related("case").first()
    if row is None:
        raise NotFound("evidence.unknown")
    return row
