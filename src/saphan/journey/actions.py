"""What is done to the shared record: permission, decision, save, event, audit row, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet

from saphan.domain.journey.codes import Confidence, Happening
from saphan.domain.journey.corrections import said_before
from saphan.domain.journey.rows import (
    Amount,
    NewJourney,
    NewLoan,
    NewPayment,
    NewTerms,
    check_journey,
    check_loan,
    check_payment,
    check_terms,
)
from saphan.domain.people.records import NewWorker
from saphan.domain.people.roles import Permission
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Bearer, Item, Payee, Receipt, Status
from saphan.domain.refusals import Conflict, Incomplete, NotFound
from saphan.foundation.audit import record
from saphan.journey.models import Batch, Change, Employment, Event, Journey, Loan, Payment
from saphan.journey.queries import journeys_for
from saphan.parties.queries import unknown_parties
from saphan.people.actions.workers import register_workers, unregister_batch
from saphan.people.queries import Viewer, require, within, worker_keys

#: Keys asked for in one question; SQLite allows 32,766 values in one.
_AT_ONCE = 10_000


class PaymentChanges(TypedDict, total=False):
    """What can be corrected on a payment line."""

    item: Item
    amount: Amount
    paid_on: PartialDate | None
    paid_to: Payee
    borne_by: Bearer
    receipt: Receipt
    refunded: int
    confidence: Confidence
    interview_code: str


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
    _tell(by, at, organisation, Happening.STARTED, ((j.pk, {}) for j in made))
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
    _tell(by, at, organisation, Happening.PAYMENT_ADDED, entries)
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
    _tell(by, at, organisation, Happening.TERMS_RECORDED, entries)
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
    _tell(by, at, organisation, Happening.LOAN_ADDED, entries)
    facts = {"count": len(made), "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="journey.add_loans", subject=subject, facts=facts)
    return [loan.pk for loan in made]


@transaction.atomic
def change_payment(
    *,
    by: Viewer,
    at: datetime,
    payment: UUID,
    reason: str,
    seen: int | None = None,
    **new: Unpack[PaymentChanges],
) -> int:
    """Correct a payment line and return its new revision; what it said before is kept.

    ``seen`` is the revision that was on the screen. Nothing is written when nothing differs.

    Raises ``NotFound("payment.unknown")``, ``Incomplete("change.reason_missing")``,
    ``Conflict("payment.changed_meanwhile")`` or what ``check_payment`` raises.
    """
    found = _changeable(by, payment)
    if not reason.strip():
        raise Incomplete("change.reason_missing")
    if seen is not None and seen != found.revision:
        raise Conflict("payment.changed_meanwhile", revision=found.revision)
    before = found.as_new()
    after = replace(before, **new)
    check_payment(after)
    if after == before:
        return found.revision
    _write_change(by, at, found, before, after, reason.strip())
    return found.revision


@transaction.atomic
def mark_left(*, by: Viewer, at: datetime, journey: UUID, left_on: date | None) -> None:
    """The worker has left the site, on a day that may be unknown.

    Raises ``NotFound("journey.unknown")``.
    """
    found = journeys_for(by, Permission.JOURNEYS_CHANGE).filter(pk=journey).first()
    if found is None:
        raise NotFound("journey.unknown")
    found.status, found.left_on = Status.LEFT, left_on
    found.save(update_fields=["status", "left_on"])
    facts = {"left_on": left_on.isoformat() if left_on else None}
    _tell(by, at, found.organisation_id, Happening.LEFT, [(found.pk, facts)])
    record(by=by, at=at, action="journey.mark_left", subject=found, facts=facts)


@transaction.atomic
def undo_batch(*, by: Viewer, at: datetime, batch: UUID) -> Undone:
    """Take back everything one import brought; timelines and trail keep that it was there.

    Raises ``NotFound("batch.unknown")``, ``NotAllowed``, ``Conflict("batch.undone")`` or
    ``Conflict("batch.depended_on", what=...)`` when later work stands on it.
    """
    found = _batch(by, batch)
    require(by, Permission.JOURNEYS_CHANGE, found.organisation_id)
    _check_free(found)
    touched = list(Journey.objects.filter(batch=found).values_list("pk", flat=True))
    payments, terms = _remove(found.payments.all()), _remove(found.employments.all())
    loans, journeys = _remove(found.loans.all()), _remove(found.journeys.all())
    workers = unregister_batch(by=by, at=at, organisation=found.organisation_id, batch=found.pk)
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    entries = ((key, {"batch": str(found.pk)}) for key in touched)
    _tell(by, at, found.organisation_id, Happening.UNDONE, entries)
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


def _tell(
    by: Viewer,
    at: datetime,
    organisation: UUID,
    kind: Happening,
    entries: Iterable[tuple[UUID, dict[str, Any]]],
) -> None:
    Event.objects.bulk_create(
        Event(
            journey_id=journey,
            organisation_id=organisation,
            at=at,
            by=by.code,
            kind=kind,
            facts=facts,
        )
        for journey, facts in entries
    )


def _changeable(by: Viewer, payment: UUID) -> Payment:
    """The line, locked until the transaction ends."""
    permitted = within(by, Permission.JOURNEYS_CHANGE, "journey__organisation")
    lines = Payment.objects.select_for_update(of=("self",)).select_related("journey")
    found = lines.filter(permitted, pk=payment).first()
    if found is None:
        raise NotFound("payment.unknown")
    return found


def _write_change(
    by: Viewer, at: datetime, found: Payment, before: NewPayment, after: NewPayment, reason: str
) -> None:
    said = said_before(before, after)
    found.take(after)
    found.revision += 1
    found.save()
    Change.objects.create(
        payment=found,
        revision=found.revision,
        before=said,
        reason=reason,
        at=at,
        by=by.code,
    )
    facts = {"payment": str(found.pk), "revision": found.revision, "changed": sorted(said)}
    organisation = found.journey.organisation_id
    _tell(by, at, organisation, Happening.PAYMENT_CHANGED, [(found.journey_id, facts)])
    record(by=by, at=at, action="journey.change_payment", subject=found, facts=facts)


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
