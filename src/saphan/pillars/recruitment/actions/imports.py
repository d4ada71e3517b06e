"""Bringing files in and taking them back: permission, decision, save, event, audit row, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from saphan.domain.journey.codes import Side
from saphan.domain.journey.rows import Amount, NewJourney, NewPayment, NewTerms
from saphan.domain.money import Money
from saphan.domain.people.roles import Permission
from saphan.domain.recruitment import records
from saphan.domain.recruitment.intake import Row
from saphan.domain.recruitment.intake.interviews import read_interviews
from saphan.domain.recruitment.intake.payments import read_payments
from saphan.domain.recruitment.intake.rates import read_rates
from saphan.domain.recruitment.intake.roster import read_roster
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Conflict, Incomplete, NotFound, RowRefused
from saphan.foundation.audit import record
from saphan.journey.actions.entries import (
    add_journeys,
    add_payments,
    add_terms,
    open_batch,
    undo_batch,
)
from saphan.journey.queries import journeys
from saphan.people.queries import Viewer
from saphan.pillars.recruitment.models import (
    FeeAudit,
    Import,
    Interview,
    Rate,
)
from saphan.pillars.recruitment.queries import HEARD, SEPARATOR, audit_row

_IMPORT = Permission.RECRUITMENT_IMPORT


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: the name the person knows and the SHA-256 of its bytes in hex."""

    file_name: str
    digest: str


@transaction.atomic
def bring_roster(
    *,
    by: Viewer,
    at: datetime,
    audit: str,
    upload: Upload,
    rows: Sequence[Row],
    rejected: Sequence[RowRefused] = (),
) -> UUID:
    """Every worker of the roster becomes a journey of the shared record.

    ``rejected`` are rows that were left out before; the import tells them too. Raises
    ``NotFound``, ``NotAllowed``, ``Conflict("import.same_file")``.
    """
    place = _open(by, audit, Kind.ROSTER, upload)
    workers, unusable, refused, notices = read_roster(rows, as_of=at.date())
    listed = _journeys_by_code(by, place)
    fresh = [worker for worker in workers if worker.code not in listed]
    refused += _known_already(workers, listed)
    batch = open_batch(
        by=by,
        at=at,
        organisation=place.organisation_id,
        title=upload.file_name,
        digest=upload.digest,
    )
    add_journeys(
        by=by,
        at=at,
        organisation=place.organisation_id,
        batch=batch,
        rows=[_journey_of(place, worker) for worker in fresh],
    )
    kept = Import(
        audit=place,
        kind=Kind.ROSTER,
        kept=len(fresh),
        batch=batch,
        unusable=[[one.worker, one.reason] for one in unusable],
        notices=[[one.code, one.place.file, one.place.sheet, one.place.row] for one in notices],
    )
    return _keep(by, at, kept, upload, [*rejected, *refused])


@transaction.atomic
def bring_interviews(
    *,
    by: Viewer,
    at: datetime,
    audit: str,
    upload: Upload,
    interviews: Sequence[Row],
    payments: Sequence[Row],
    rejected: Sequence[RowRefused] = (),
) -> UUID:
    """Interviews and their payments; each payment becomes a line of the worker's journey.

    ``rejected`` as there: an interview that was taken back is among them. Raises as
    ``bring_roster``, and ``Incomplete("import.roster_first")``.
    """
    place = _open(by, audit, Kind.INTERVIEWS, upload)
    if not place.imports.filter(kind=Kind.ROSTER, undone_at__isnull=True).exists():
        raise Incomplete("import.roster_first")
    heard, refused, dropped = read_interviews(interviews, as_of=at.date())
    fresh, again = _new_interviews(place, heard)
    known = frozenset(one.index for one in fresh)
    gone = dropped | {one.index for one in heard if one.index not in known}
    lines, refused_lines = read_payments(payments, known=known, dropped=gone, as_of=at.date())
    batch = open_batch(
        by=by,
        at=at,
        organisation=place.organisation_id,
        title=upload.file_name,
        digest=upload.digest,
    )
    kept = Import(audit=place, kind=Kind.INTERVIEWS, kept=len(fresh), batch=batch)
    key = _keep(by, at, kept, upload, [*rejected, *refused, *again, *refused_lines])
    journey_of = _journeys_for(by, at, place, batch, fresh)
    _save_interviews(by, at, kept, fresh, journey_of)
    _save_payments(by, at, kept, fresh, lines, journey_of)
    return key


@transaction.atomic
def bring_rates(
    *,
    by: Viewer,
    at: datetime,
    audit: str,
    upload: Upload,
    rows: Sequence[Row],
    rejected: Sequence[RowRefused] = (),
) -> UUID:
    """Exchange rates with their source; a day that has another rate keeps it, and that is told.

    Raises as ``bring_roster``.
    """
    place = _open(by, audit, Kind.RATES, upload)
    stated = Rate.objects.filter(audit=place)
    known = {(one.day, one.currency): Fraction(one.thb_per_unit) for one in stated}
    fresh, refused = read_rates(rows, known)
    kept = Import(audit=place, kind=Kind.RATES, kept=len(fresh))
    key = _keep(by, at, kept, upload, [*rejected, *refused])
    Rate.objects.bulk_create(
        Rate(
            source_file=kept,
            audit=place,
            day=rate.day,
            currency=rate.currency,
            thb_per_unit=str(rate.thb_per_unit),
            source=rate.source,
        )
        for rate in fresh
    )
    return key


@transaction.atomic
def undo_import(*, by: Viewer, at: datetime, source: UUID) -> None:
    """Take back everything that one file brought; the list keeps that it was there.

    Raises ``NotFound("import.unknown")``, ``Conflict("import.undone")`` and, for a roster on
    which interviews stand, ``Conflict("import.interviews_first")``.
    """
    found = Import.objects.select_related("audit").filter(pk=source).first()
    if found is None:
        raise NotFound("import.unknown")
    place = audit_row(by, code=found.audit.code, permission=_IMPORT, held=True)
    found.refresh_from_db(fields=["undone_at"])
    if found.undone_at is not None:
        raise Conflict("import.undone")
    heard = place.imports.filter(kind=Kind.INTERVIEWS, undone_at__isnull=True)
    if found.kind is Kind.ROSTER and heard.exists():
        raise Conflict("import.interviews_first")
    found.interviews.all().delete()
    found.rates.all().delete()
    if found.batch is not None:
        undo_batch(by=by, at=at, batch=found.batch)
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    facts = {"fee_audit": place.pk, "kind": found.kind.value}
    record(by=by, at=at, action="recruitment.undo_import", subject=found, facts=facts)


def _open(by: Viewer, audit: str, kind: Kind, upload: Upload) -> FeeAudit:
    """The audit, when the viewer may import into it and the same file is not in it already."""
    place = audit_row(by, code=audit, permission=_IMPORT, held=True)
    same = place.imports.filter(kind=kind, digest=upload.digest, undone_at__isnull=True)
    if same.exists():
        raise Conflict("import.same_file", file=upload.file_name)
    return place


def _keep(
    by: Viewer, at: datetime, kept: Import, upload: Upload, refused: Iterable[RowRefused]
) -> UUID:
    """Save the import with every row that was not kept, and tell the trail."""
    kept.rejected = [
        [
            one.file,
            one.sheet,
            one.row,
            one.column,
            one.code,
            {key: str(value) for key, value in one.facts.items()},
        ]
        for one in refused
    ]
    kept.file_name, kept.digest, kept.at, kept.by = upload.file_name, upload.digest, at, by.code
    kept.save(force_insert=True)
    facts = {
        "fee_audit": kept.audit_id,
        "kind": kept.kind.value,
        "kept": kept.kept,
        "rejected": len(kept.rejected),
        "digest": upload.digest,
    }
    record(by=by, at=at, action="recruitment.bring", subject=kept, facts=facts)
    return kept.pk


def _journeys_by_code(by: Viewer, place: FeeAudit) -> dict[str, UUID]:
    """The journeys of the audit's rosters by the worker's code at the plant."""
    batches = place.imports.filter(kind=Kind.ROSTER, undone_at__isnull=True)
    return {
        journey.worker_code.removeprefix(place.code + SEPARATOR): journey.id
        for batch in batches.values_list("batch", flat=True)
        for journey in journeys(by, organisation=place.organisation_id, batch=batch)
    }


def _known_already(
    workers: Iterable[records.Worker], listed: Mapping[str, UUID]
) -> list[RowRefused]:
    return [
        worker.place.refuse("worker_code", "code.duplicate", value=worker.code)
        for worker in workers
        if worker.code in listed
    ]


def _journey_of(place: FeeAudit, worker: records.Worker) -> NewJourney:
    return NewJourney(
        worker_code=place.code + SEPARATOR + worker.code,
        nationality=worker.nationality,
        scheme=worker.scheme,
        agent=worker.agent,
        arrival=worker.arrival,
        status=worker.status,
        left_on=worker.left_on,
    )


def _new_interviews(
    place: FeeAudit, heard: Iterable[records.Interview]
) -> tuple[list[records.Interview], list[RowRefused]]:
    """The interviews that the audit does not have yet, and the refusals of the others."""
    before = list(Interview.objects.filter(audit=place).values_list("code", "worker"))
    codes = {code for code, _ in before}
    workers = {worker for _, worker in before if worker}
    fresh: list[records.Interview] = []
    refused: list[RowRefused] = []
    for one in heard:
        if one.code in codes:
            refused.append(one.place.refuse("interview_code", "code.duplicate", value=one.code))
        elif one.worker in workers:
            refused.append(
                one.place.refuse("worker_code", "worker.interviewed_twice", value=one.worker)
            )
        else:
            fresh.append(one)
    return fresh, refused


def _journeys_for(
    by: Viewer, at: datetime, place: FeeAudit, batch: UUID, heard: Sequence[records.Interview]
) -> dict[str, UUID]:
    """The journey of each interview by its index; one is opened for a worker nobody listed."""
    listed = _journeys_by_code(by, place)
    strangers = [one for one in heard if one.worker not in listed]
    opened = add_journeys(
        by=by,
        at=at,
        organisation=place.organisation_id,
        batch=batch,
        rows=[
            NewJourney(
                worker_code=f"{place.code}{SEPARATOR}{one.worker or one.code}{HEARD}",
                nationality=one.nationality,
                scheme=one.scheme,
                agent=one.agent,
                site_name=one.site,
                arrival=one.arrival,
                sex=one.sex,
            )
            for one in strangers
        ],
    )
    found = {one.index: listed[one.worker] for one in heard if one.worker in listed}
    return found | {one.index: key for one, key in zip(strangers, opened, strict=True)}


def _minor(one: records.Interview) -> int | None:
    if one.wage is None or one.wage_currency is None:
        return None
    return Money.of(one.wage, one.wage_currency).minor


def _save_interviews(
    by: Viewer,
    at: datetime,
    kept: Import,
    heard: Sequence[records.Interview],
    journey_of: Mapping[str, UUID],
) -> None:
    Interview.objects.bulk_create(
        Interview(
            source=kept,
            audit=kept.audit,
            journey_id=journey_of[one.index],
            code=one.code,
            worker=one.worker,
            site=one.site,
            nationality=one.nationality,
            agent=one.agent,
            scheme=one.scheme,
            arrival=one.arrival,
            wage_minor=_minor(one),
            wage_currency=one.wage_currency,
            sex=one.sex,
        )
        for one in heard
    )
    add_terms(
        by=by,
        at=at,
        organisation=kept.audit.organisation_id,
        batch=kept.batch,
        rows=[
            NewTerms(
                journey=journey_of[one.index],
                side=Side.ACTUAL,
                wage_currency=one.wage_currency,
                first_month_minor=_minor(one),
            )
            for one in heard
            if _minor(one) is not None
        ],
    )


def _save_payments(
    by: Viewer,
    at: datetime,
    kept: Import,
    heard: Sequence[records.Interview],
    lines: Sequence[records.Payment],
    journey_of: Mapping[str, UUID],
) -> None:
    """Amounts are kept in whole minor units; finer ones are rounded half-up here."""
    code_of = {one.index: one.code for one in heard}
    add_payments(
        by=by,
        at=at,
        organisation=kept.audit.organisation_id,
        batch=kept.batch,
        rows=[
            NewPayment(
                journey=journey_of[line.interview],
                item=line.item,
                paid_on=line.paid_on,
                amount=Amount(
                    Money.of(line.low, line.currency).minor,
                    Money.of(line.high, line.currency).minor,
                    line.currency,
                ),
                paid_to=line.paid_to,
                borne_by=line.borne_by,
                receipt=line.receipt,
                refunded=Money.of(line.refunded, line.currency).minor,
                interview_code=code_of[line.interview],
            )
            for line in lines
        ],
    )
