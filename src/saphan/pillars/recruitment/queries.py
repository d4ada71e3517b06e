"""Questions about fee audits. The viewer comes first, always."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Max

from saphan.domain.journey.records import Payment as PaymentRecord
from saphan.domain.money import EXPONENT
from saphan.domain.people.roles import Permission
from saphan.domain.recruitment import records
from saphan.domain.recruitment.brand import BrandView, brand_view
from saphan.domain.recruitment.frozen import digest, renamed, thaw, thaw_terms, unpack
from saphan.domain.recruitment.intake import in_one_order
from saphan.domain.recruitment.outcome import Outcome, decide
from saphan.domain.recruitment.records import Intake
from saphan.domain.recruitment.tables import Kind
from saphan.domain.recruitment.terms import Terms
from saphan.domain.refusals import NotFound, Place, RowRefused
from saphan.journey.queries import journeys, payments
from saphan.people.queries import Viewer, may, within
from saphan.pillars.recruitment.models import (
    FeeAudit,
    Import,
    Interview,
    PlanVersion,
    Rate,
    SavedMapping,
)
from saphan.rulebook.charges import from_snapshot

#: Between the code of an audit and the worker's code at the plant, inside the shared record.
SEPARATOR = "/"
#: After the code of a worker who was interviewed but does not stand in the roster.
HEARD = "/heard"
_VIEW, _BRAND = Permission.RECRUITMENT_VIEW, Permission.RECRUITMENT_BRAND
_IMPORT = Permission.RECRUITMENT_IMPORT


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One fee audit; ``versions`` is the number of the newest plan, 0 without one."""

    id: UUID
    code: str
    organisation: UUID
    title: str
    opened_at: datetime
    versions: int


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One file that was brought in."""

    id: UUID
    kind: Kind
    file_name: str
    kept: int
    rejected: tuple[RowRefused, ...]
    notices: int
    at: datetime
    by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of the plan, as it was decided."""

    number: int
    reason: str
    terms: Terms
    total_minor: int
    workers: int
    unresolved: int
    fingerprint: str
    program: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A version decided anew from its frozen inputs, and whether every figure is the same."""

    outcome: Outcome
    same: bool


@dataclass(frozen=True, slots=True)
class MappingRecord:
    """A saved column mapping."""

    id: UUID
    organisation: UUID
    title: str
    kind: Kind
    columns: Mapping[str, Any]
    saved_at: datetime


def audits(viewer: Viewer) -> list[AuditRecord]:
    """The audits that the viewer may see in full or as a brand does, newest first."""
    seen = FeeAudit.objects.filter(within(viewer, _VIEW) | within(viewer, _BRAND))
    rows = seen.annotate(newest=Max("versions__number")).order_by("-opened_at", "-pk")
    return [_audit(row, row.newest or 0) for row in rows]


def audit(viewer: Viewer, *, code: str, permission: Permission = _VIEW) -> AuditRecord:
    """One audit.

    Raises ``NotFound("fee_audit.unknown")``, also when the viewer may not see it.
    """
    row = audit_row(viewer, code=code, permission=permission)
    return _audit(row, row.versions.aggregate(newest=Max("number"))["newest"] or 0)


def audit_row(viewer: Viewer, *, code: str, permission: Permission, held: bool = False) -> FeeAudit:
    """The row behind ``audit``, for the actions of this room.

    ``held`` keeps others from acting in the audit until the transaction ends.
    """
    rows = FeeAudit.objects.select_for_update() if held else FeeAudit.objects.all()
    found = rows.filter(within(viewer, permission), code=code).first()
    if found is None:
        raise NotFound("fee_audit.unknown")
    return found


def may_in(viewer: Viewer, *, audit: AuditRecord, permission: Permission) -> bool:
    """Whether the viewer is permitted this in the audit's organisation."""
    return may(viewer, permission, audit.organisation)


def imports(viewer: Viewer, *, code: str) -> list[ImportRecord]:
    """What was brought in, newest first, with every row that was not kept."""
    row = audit_row(viewer, code=code, permission=_VIEW)
    return [_import(one) for one in row.imports.order_by("-at", "-pk")]


def brought_before(viewer: Viewer, *, code: str, kind: Kind, digest: str) -> bool:
    """Whether a file of these bytes (SHA-256 in hex) is in use in the audit already."""
    row = audit_row(viewer, code=code, permission=_VIEW)
    return row.imports.filter(kind=kind, digest=digest, undone_at__isnull=True).exists()


def mappings(viewer: Viewer) -> list[MappingRecord]:
    """The saved column mappings that the viewer may read files with, newest first."""
    found = SavedMapping.objects.filter(within(viewer, _IMPORT), removed_at__isnull=True)
    return [_mapping(one) for one in found.order_by("-saved_at", "-pk")]


def saved_mapping(viewer: Viewer, *, key: UUID) -> MappingRecord:
    """One of them. Raises ``NotFound("mapping.unknown")``."""
    for one in mappings(viewer):
        if one.id == key:
            return one
    raise NotFound("mapping.unknown")


def fee_lines(viewer: Viewer, *, code: str, interview: str) -> list[PaymentRecord]:
    """The payment lines of one interview, for the page that corrects one.

    Raises ``NotFound("interview.unknown")``.
    """
    row = audit_row(viewer, code=code, permission=_VIEW)
    found = Interview.objects.filter(audit=row, code=interview).first()
    if found is None:
        raise NotFound("interview.unknown")
    lines = payments(viewer, journeys=[found.journey_id])
    return [line for line in lines if line.interview_code == interview]


def intake_of(viewer: Viewer, *, code: str) -> Intake:
    """Everything known of an audit today, with the workers' codes of the plant."""
    row = audit_row(viewer, code=code, permission=_VIEW)
    return renamed(keyed_intake_of(viewer, code=code), _codes(viewer, row))


def keyed_intake_of(viewer: Viewer, *, code: str) -> Intake:
    """The same with workers by the keys of their journeys, as a version keeps it for ever."""
    row = audit_row(viewer, code=code, permission=_VIEW)
    brought = list(row.imports.filter(undone_at__isnull=True).order_by("at", "pk"))
    heard = list(Interview.objects.filter(audit=row).order_by("code"))
    workers = _workers(viewer, row, brought)
    key_of = {one.worker: str(one.journey_id) for one in heard if one.worker}
    key_of |= {code: worker.code for code, worker in workers.items()}
    return Intake(
        interviews=tuple(_interview(one, key_of) for one in heard),
        payments=tuple(in_one_order(_payments(viewer, row, heard, brought))),
        workers=tuple(workers.values()),
        unusable=tuple(_unusable(brought, workers, key_of)),
        rates=tuple(_rate(one) for one in Rate.objects.filter(audit=row).order_by("day")),
        rejected=tuple(refused for one in brought for refused in _rejected(one)),
        notices=tuple(records.Notice(c, Place(*p)) for one in brought for c, *p in one.notices),
    )


def versions(viewer: Viewer, *, code: str) -> list[VersionRecord]:
    """The versions of the plan, newest first."""
    row = audit_row(viewer, code=code, permission=_VIEW)
    return [_version(one) for one in row.versions.defer("inputs", "rules").order_by("-number")]


def version(viewer: Viewer, *, code: str, number: int) -> VersionRecord:
    """One version. Raises ``NotFound("plan_version.unknown")``."""
    return _version(_version_row(viewer, code, number, _VIEW))


def recomputed(viewer: Viewer, *, code: str, number: int) -> Recomputed:
    """The version decided anew from what was frozen with it, to be held against its figures.

    Workers who were erased since are shown without a code; their amounts stay in the sums.
    """
    row = _version_row(viewer, code, number, _VIEW)
    kept = _recomputed(row.pk)
    intake = renamed(kept.outcome.intake, _codes(viewer, row.audit))
    return Recomputed(decide(intake, kept.outcome.terms, from_snapshot(row.rules)), kept.same)


def brand(viewer: Viewer, *, code: str) -> BrandView | None:
    """What a brand may see of the newest plan; None without a plan."""
    row = audit_row(viewer, code=code, permission=_BRAND)
    newest = row.versions.order_by("-number").values_list("pk", flat=True).first()
    return brand_view(_recomputed(newest).outcome.plan) if newest else None


def _codes(viewer: Viewer, row: FeeAudit) -> dict[str, str]:
    """The worker's code at the plant by the key of the journey, for everybody still on record."""
    batches = row.imports.filter(batch__isnull=False).values_list("batch", flat=True)
    return {
        str(journey.id): journey.worker_code.removeprefix(row.code + SEPARATOR).removesuffix(HEARD)
        for batch in batches
        for journey in journeys(viewer, organisation=row.organisation_id, batch=batch)
    }


def _version_row(viewer: Viewer, code: str, number: int, permission: Permission) -> PlanVersion:
    row = audit_row(viewer, code=code, permission=permission)
    found = row.versions.filter(number=number).first()
    if found is None:
        raise NotFound("plan_version.unknown")
    return found


@lru_cache(maxsize=16)
def _recomputed(key: UUID) -> Recomputed:
    """Versions never change, so what follows from one is kept; it knows workers by key only."""
    row = PlanVersion.objects.get(pk=key)
    outcome = decide(
        thaw(unpack(bytes(row.inputs))), thaw_terms(row.terms), from_snapshot(row.rules)
    )
    return Recomputed(outcome, digest(outcome) == row.fingerprint)


def _audit(row: FeeAudit, newest: int) -> AuditRecord:
    return AuditRecord(row.pk, row.code, row.organisation_id, row.title, row.opened_at, newest)


def _rejected(row: Import) -> list[RowRefused]:
    return [RowRefused(*one) for one in row.rejected]


def _import(row: Import) -> ImportRecord:
    return ImportRecord(
        id=row.pk,
        kind=row.kind,
        file_name=row.file_name,
        kept=row.kept,
        rejected=tuple(_rejected(row)),
        notices=len(row.notices),
        at=row.at,
        by=row.by,
        undone_at=row.undone_at,
    )


def _mapping(row: SavedMapping) -> MappingRecord:
    return MappingRecord(
        row.pk, row.organisation_id, row.title, row.kind, row.columns, row.saved_at
    )


def _version(row: PlanVersion) -> VersionRecord:
    return VersionRecord(
        number=row.number,
        reason=row.reason,
        terms=thaw_terms(row.terms),
        total_minor=row.total_minor,
        workers=row.workers,
        unresolved=row.unresolved,
        fingerprint=row.fingerprint,
        program=row.program,
        at=row.at,
        by=row.by,
    )


def _interview(row: Interview, key_of: Mapping[str, str]) -> records.Interview:
    """The interview with the key of its worker, also when the roster came after it."""
    currency = row.wage_currency
    wage = row.wage_minor
    return records.Interview(
        index=row.code,
        code=row.code,
        worker=key_of[row.worker] if row.worker else "",
        site=row.site,
        nationality=row.nationality,
        agent=row.agent,
        scheme=row.scheme,
        arrival=row.arrival,
        wage=Fraction(wage, 10 ** EXPONENT[currency]) if wage is not None and currency else None,
        wage_currency=currency,
        sex=row.sex,
        place=Place(row.source.file_name, "interviews", 0),
    )


def _payments(
    viewer: Viewer, row: FeeAudit, heard: list[Interview], brought: list[Import]
) -> list[records.Payment]:
    known = {one.code for one in heard}
    files = {one.batch: one.file_name for one in brought}
    return [
        _payment(line, files.get(line.batch, ""))
        for batch in files
        if batch
        for line in payments(viewer, organisation=row.organisation_id, batch=batch)
        if line.interview_code in known
    ]


def _payment(line: PaymentRecord, file: str) -> records.Payment:
    unit = 10 ** EXPONENT[line.amount.currency]
    return records.Payment(
        interview=line.interview_code,
        item=line.item,
        low=Fraction(line.amount.low, unit),
        high=Fraction(line.amount.high, unit),
        currency=line.amount.currency,
        paid_on=line.paid_on,
        paid_to=line.paid_to,
        borne_by=line.borne_by,
        receipt=line.receipt,
        refunded=Fraction(line.refunded, unit),
        place=Place(file, "payments", 0),
    )


def _workers(viewer: Viewer, row: FeeAudit, brought: list[Import]) -> dict[str, records.Worker]:
    """The workers of all rosters by their code at the plant."""
    rosters = {one.batch: one.file_name for one in brought if one.kind is Kind.ROSTER}
    found = [
        (journey, file)
        for batch, file in rosters.items()
        for journey in journeys(viewer, organisation=row.organisation_id, batch=batch)
    ]
    return {
        journey.worker_code.removeprefix(row.code + SEPARATOR): records.Worker(
            code=str(journey.id),
            nationality=journey.nationality,
            agent=journey.agent,
            scheme=journey.scheme,
            arrival=journey.arrival,
            status=journey.status,
            left_on=journey.left_on,
            place=Place(file, "roster", 0),
        )
        for journey, file in found
    }


def _unusable(
    brought: list[Import], workers: Mapping[str, records.Worker], key_of: Mapping[str, str]
) -> list[records.Unusable]:
    """Workers whose row could not be used in any roster, each once."""
    lost = {code: reason for one in brought for code, reason in one.unusable}
    return [
        records.Unusable(key_of.get(code, code), reason)
        for code, reason in sorted(lost.items())
        if code not in workers
    ]


def _rate(row: Rate) -> records.Rate:
    return records.Rate(row.day, row.currency, Fraction(row.thb_per_unit), row.source)
