"""What is done to the shared record: permission, decision, save, event, audit row, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet

from saphan.domain.journey.codes import Happening
from saphan.domain.journey.rows import (
    NewJourney,
    NewLoan,
    NewPayment,
    NewTerms,
    check_journey,
    check_loan,
    check_payment,
    check_terms,
)
from saphan.domain.people.records import ErasureReason, NewWorker
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound
from saphan.foundation.audit import record
from saphan.journey.actions.within_timeline import tell
from saphan.journey.models import Batch, Change, Employment, Journey, Loan, Payment
from saphan.parties.queries import unknown_parties
from saphan.people.actions.workers import register_workers, unregister_batch
from saphan.people.queries import Viewer, require, within, worker_keys

#: Keys asked for in one question; SQLite allows 32,766 values in one.
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Undone:
    """How much an undone import had brought."""

    workers: int
    journeys: int
    payments: int
    terms: int
    loans: int


@transaction.atomic
def open_batch(
    *, by: Viewer, at: datetime, organisation: UUID, title: str, digest: str = ""
) -> UUID:
    """Begin an import that can be undone. ``digest`` is the SHA-256 of its file in hex.

    Raises ``NotAllowed``.
    """
    require(by, Permission.JOURNEYS_RECORD, organisation)
    batch = Batch.objects.create(
        organisation_id=organisation, title=title, digest=digest, at=at, by=by.code
    )
    facts = {"organisation": organisation, "digest": digest}
    record(by=by, at=at, action="journey.open_batch", subject=batch, facts=facts)
    return batch.pk


@transaction.atomic
def add_journeys(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    rows: Sequence[NewJourney],
    batch: UUID | None = None,
) -> list[UUID]:
    """New journeys, all or none; workers not yet registered are registered. Keys in row order.

    Raises ``NotAllowed``, ``NotFound("batch.unknown")``, ``Conflict("batch.undone")``,
    ``NotFound("journey.party_unknown")`` or what ``check_journey`` raises.
    """
    require(by, Permission.JOURNEYS_RECORD, organisation)
    _check_batch(organisation, batch)
    for row in rows:
        check_journey(row)
    _check_parties(by, organisation, rows)
    workers = _workers(by, at, organisation, rows, batch)
    made = Journey.objects.bulk_create(
        Journey.of(row, organisation=organisation, worker=workers[row.worker_code], batch=batch)
        for row in rows
    )
    tell(by, at, organisation, Happening.STARTED, ((j.pk, {}) for j in made))
    facts = {"count": len(made), "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="journey.add_journeys", subject=subject, facts=facts)
    return [journey.pk for journey in made]


@transaction.atomic
def add_payments(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    rows: Sequence[NewPayment],
    batch: UUID | None = None,
) -> list[UUID]:
    """New payment lines on journeys of the organisation, all or none. Keys in row order.

    Raises ``NotAllowed``, ``NotFound("journey.unknown")``, and as ``add_journeys`` and
    ``check_payment``.
    """
    _check_additions(by, organisation, batch, (row.journey for row in rows))
    for row in rows:
        check_payment(row)
    made = Payment.objects.bulk_create(Payment.of(row, batch=batch) for row in rows)
    entries = ((p.journey_id, {"payment": str(p.pk), "item": p.item}) for p in made)
    tell(by, at, organisation, Happening.PAYMENT_ADDED, entries)
    facts = {"count": len(made), "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="journey.add_payments", subject=subject, facts=facts)
    return [payment.pk for payment in made]


@transaction.atomic
def add_terms(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    rows: Sequence[NewTerms],
    batch: UUID | None = None,
) -> None:
    """Terms of work, promised or actual, once for each side of each journey.

    Raises ``Conflict("terms.recorded")``, and as ``add_payments`` and ``check_terms``.
    """
    _check_additions(by, organisation, batch, (row.journey for row in rows))
    for row in rows:
        check_terms(row)
    _check_sides(rows)
    made = Employment.objects.bulk_create(Employment.of(row, batch=batch) for row in rows)
    entries = ((e.journey_id, {"side": e.side}) for e in made)
    tell(by, at, organisation, Happening.TERMS_RECORDED, entries)
    facts = {"count": len(made), "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="journey.add_terms", subject=subject, facts=facts)


@transaction.atomic
def add_loans(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    rows: Sequence[NewLoan],
    batch: UUID | None = None,
) -> list[UUID]:
    """Loans taken for journeys of the organisation. Raises as ``add_payments``."""
    _check_additions(by, organisation, batch, (row.journey for row in rows))
    for row in rows:
        check_loan(row)
    made = Loan.objects.bulk_create(Loan.of(row, batch=batch) for row in rows)
    entries = ((loan.journey_id, {"loan": str(loan.pk)}) for loan in made)
    tell(by, at, organisation, Happening.LOAN_ADDED, entries)
    facts = {"count": len(made), "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="journey.add_loans", subject=subject, facts=facts)
    return [loan.pk for loan in made]


@transaction.atomic
def undo_batch(
    *, by: Viewer, at: datetime, batch: UUID, erased: ErasureReason | None = None
) -> Undone:
    """Take back everything one import brought; timelines and trail keep that it was there.

    ``erased`` is for people with names, as ``unregister_batch`` says.

    Raises ``NotFound("batch.unknown")``, ``NotAllowed``, ``Conflict("batch.undone")`` or
    ``Conflict("batch.depended_on", what=...)`` when later work stands on it.
    """
    found = _batch(by, batch)
    require(by, Permission.JOURNEYS_CHANGE, found.organisation_id)
    _check_free(found)
    touched = list(Journey.objects.filter(batch=found).values_list("pk", flat=True))
    payments, terms = _remove(found.payments.all()), _remove(found.employments.all())
    loans, journeys = _remove(found.loans.all()), _remove(found.journeys.all())
    own = found.organisation_id
    workers = unregister_batch(by=by, at=at, organisation=own, batch=found.pk, erased=erased)
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    entries = ((key, {"batch": str(found.pk)}) for key in touched)
    tell(by, at, found.organisation_id, Happening.UNDONE, entries)
    facts = {"workers": workers, "journeys": journeys, "payments": payments}
    record(by=by, at=at, action="journey.undo_batch", subject=found, facts=facts)
    return Undone(workers, journeys, payments, terms, loans)


def _check_batch(organisation: UUID, batch: UUID | None) -> None:
    """The import is one of this organisation and still open."""
    if batch is None:
        return
    found = Batch.objects.filter(pk=batch, organisation=organisation).first()
    if found is None:
        raise NotFound("batch.unknown")
    if found.undone_at is not None:
        raise Conflict("batch.undone")


def _check_parties(by: Viewer, organisation: UUID, rows: Sequence[NewJourney]) -> None:
    agents = {row.agent_id for row in rows if row.agent_id}
    sites = {row.site_id for row in rows if row.site_id}
    if unknown_parties(by, holder=organisation, organisations=agents, sites=sites):
        raise NotFound("journey.party_unknown")


def _check_additions(
    by: Viewer, organisation: UUID, batch: UUID | None, journeys: Iterable[UUID]
) -> None:
    """The import is open and every journey belongs to the organisation."""
    require(by, Permission.JOURNEYS_RECORD, organisation)
    _check_batch(organisation, batch)
    wanted = set(journeys)
    known = Journey.objects.filter(organisation=organisation).values_list("pk", flat=True)
    if len(wanted) <= _AT_ONCE:
        known = known.filter(pk__in=wanted)
    if wanted - set(known):
        raise NotFound("journey.unknown")


def _check_sides(rows: Sequence[NewTerms]) -> None:
    sides = Counter((row.journey, row.side) for row in rows)
    kept = Employment.objects.values_list("journey_id", "side")
    if len(sides) <= _AT_ONCE:
        kept = kept.filter(journey__in={journey for journey, _ in sides})
    if max(sides.values(), default=0) > 1 or not sides.keys().isdisjoint(set(kept)):
        raise Conflict("terms.recorded")


def _workers(
    by: Viewer, at: datetime, organisation: UUID, rows: Sequence[NewJourney], batch: UUID | None
) -> dict[str, UUID]:
    """The key of every worker of the rows; those not known yet are registered."""
    asked = {row.worker_code: row.sex for row in rows}
    known = worker_keys(by, organisation=organisation, codes=asked)
    fresh = [NewWorker(code, sex=sex) for code, sex in asked.items() if code not in known]
    if fresh:
        known |= register_workers(by=by, at=at, organisation=organisation, rows=fresh, batch=batch)
    return known


def _batch(by: Viewer, key: UUID) -> Batch:
    """The import, when it may be known, locked until the transaction ends."""
    mine = within(by, Permission.JOURNEYS_SEE) | within(by, Permission.JOURNEYS_CHANGE)
    found = Batch.objects.select_for_update().filter(mine, pk=key).first()
    if found is None:
        raise NotFound("batch.unknown")
    if found.undone_at is not None:
        raise Conflict("batch.undone")
    return found


def _check_free(batch: Batch) -> None:
    """Nothing of a later day stands on what the import brought."""
    later: dict[str, QuerySet[Any]] = {
        "change": Change.objects.filter(payment__batch=batch),
        "payment": _elsewhere(Payment.objects.filter(journey__batch=batch), batch),
        "terms": _elsewhere(Employment.objects.filter(journey__batch=batch), batch),
        "loan": _elsewhere(Loan.objects.filter(journey__batch=batch), batch),
        "journey": _elsewhere(Journey.objects.filter(worker__batch=batch.pk), batch),
    }
    for what, rows in later.items():
        if rows.exists():
            raise Conflict("batch.depended_on", what=what)


def _elsewhere(rows: QuerySet[Any], batch: Batch) -> QuerySet[Any]:
    return rows.filter(Q(batch__isnull=True) | ~Q(batch=batch))


def _remove(rows: QuerySet[Any]) -> int:
    count = rows.count()
    try:
        rows.delete()
    except ProtectedError as held:
        what = ",".join(sorted({type(row).__name__.lower() for row in held.protected_objects}))
        raise Conflict("batch.depended_on", what=what) from held
    return count
