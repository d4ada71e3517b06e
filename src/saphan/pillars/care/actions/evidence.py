"""What is done to evidence: a file is taken, read, removed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.casework import EvidenceKind
from saphan.domain.care.evidence import PICTURES, media_type
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound
from saphan.foundation.audit import record
from saphan.foundation.cleaned_pictures import without_place
from saphan.foundation.vault_files import keep_file, open_file, remove_file
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
    bare = without_place(content) if what in PICTURES else content
    stored = keep_file(bare)
    row = Evidence(
        member_id=member,
        kind=kind,
        title=title.strip(),
        media_type=what,
        size=len(bare),
        digest=hashlib.sha256(bare).hexdigest(),
        digest_before=hashlib.sha256(content).hexdigest(),
        cleaned=what in PICTURES,
        stored=stored,
        at=at,
        by=by.code,
    )
    try:
        _keep(by, at, case, row)
    except BaseException:
        remove_file(stored)
        raise
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
    content = open_file(row.stored)
    if hashlib.sha256(content).hexdigest() != row.digest:
        raise Conflict("evidence.changed")
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
