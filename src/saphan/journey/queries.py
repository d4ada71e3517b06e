"""Questions about the shared record. The viewer comes first, always."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from saphan.domain.journey import records
from saphan.domain.journey.rows import Deduction
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.journey.models import Batch, Change, Employment, Event, Journey, Loan, Payment
from saphan.people.queries import Viewer, within

#: Keys asked for in one question; SQLite allows 32,766 values in one.
_AT_ONCE = 10_000


def journeys(
    viewer: Viewer,
    *,
    organisation: UUID | None = None,
    batch: UUID | None = None,
    site: UUID | None = None,
    worker: UUID | None = None,
    keys: Collection[UUID] | None = None,
    workers: Collection[UUID] | None = None,
) -> list[records.Journey]:
    """The journeys the viewer may see, by the worker's code; narrowed by what is given."""
    narrowed = {"organisation": organisation, "batch": batch, "site": site, "worker": worker}
    wanted: dict[str, object] = {column: key for column, key in narrowed.items() if key is not None}
    if keys is not None:
        wanted["pk__in"] = keys
    if workers is not None:
        wanted["worker__in"] = workers
    found = _seen(viewer).filter(**wanted)
    rows = found.select_related("worker", "agent", "site").order_by("worker__code", "pk")
    return [_journey(row) for row in rows]


def journey(viewer: Viewer, *, key: UUID) -> records.Journey:
    """One journey.

    Raises ``NotFound("journey.unknown")``, also when the viewer may not see it.
    """
    found = _seen(viewer).filter(pk=key)
    for row in found.select_related("worker", "agent", "site"):
        return _journey(row)
    raise NotFound("journey.unknown")


def _seen(viewer: Viewer) -> QuerySet[Journey]:
    return Journey.objects.filter(within(viewer, Permission.JOURNEYS_SEE))


def payments(
    viewer: Viewer,
    *,
    organisation: UUID | None = None,
    batch: UUID | None = None,
    journeys: Collection[UUID] | None = None,
) -> list[records.Payment]:
    """The payment lines the viewer may see, by worker, interview and the order of entry."""
    found = Payment.objects.filter(within(viewer, Permission.JOURNEYS_SEE, "journey__organisation"))
    if organisation:
        found = found.filter(journey__organisation=organisation)
    if batch:
        found = found.filter(batch=batch)
    rows = found.select_related("journey__worker")
    rows = rows.order_by("journey__worker__code", "interview_code", "pk")
    wanted = None if journeys is None else set(journeys)
    if wanted is not None and len(wanted) <= _AT_ONCE:
        rows = rows.filter(journey__in=wanted)
    return [_payment(r) for r in rows if wanted is None or r.journey_id in wanted]


def terms(viewer: Viewer, *, journey: UUID) -> list[records.Terms]:
    """The terms of one journey, actual before promised; none when the viewer may not see it."""
    found = Employment.objects.filter(
        within(viewer, Permission.JOURNEYS_SEE, "journey__organisation"), journey=journey
    )
    return [_terms(row) for row in found.order_by("side")]


def loans(viewer: Viewer, *, journey: UUID) -> list[records.Loan]:
    """The loans of one journey in the order of entry; none when the viewer may not see it."""
    found = Loan.objects.filter(
        within(viewer, Permission.JOURNEYS_SEE, "journey__organisation"), journey=journey
    )
    return [_loan(row) for row in found.order_by("pk")]


def timeline(viewer: Viewer, *, journey: UUID) -> list[records.Event]:
    """What happened to one journey, oldest first, also after an import was taken back."""
    found = Event.objects.filter(within(viewer, Permission.JOURNEYS_SEE), journey_id=journey)
    return [records.Event(e.at, e.by, e.kind, e.facts) for e in found.order_by("at", "pk")]


def changes(viewer: Viewer, *, payment: UUID) -> list[records.Change]:
    """The corrections of one payment line, oldest first."""
    found = Change.objects.filter(
        within(viewer, Permission.JOURNEYS_SEE, "payment__journey__organisation"), payment=payment
    )
    return [
        records.Change(c.revision, c.before, c.reason, c.at, c.by)
        for c in found.order_by("revision")
    ]


def batches(viewer: Viewer, *, organisation: UUID) -> list[records.Batch]:
    """The imports of one organisation, newest first."""
    found = Batch.objects.filter(within(viewer, Permission.JOURNEYS_SEE), organisation=organisation)
    return [_batch(row) for row in found.order_by("-at", "-pk")]


def _payment(row: Payment) -> records.Payment:
    return records.Payment(
        id=row.pk,
        journey=row.journey_id,
        worker_code=row.journey.worker.code,
        interview_code=row.interview_code,
        item=row.item,
        amount=row.amount,
        paid_on=row.paid_on,
        paid_to=row.paid_to,
        borne_by=row.borne_by,
        receipt=row.receipt,
        refunded=row.refunded_minor,
        confidence=row.confidence,
        revision=row.revision,
        batch=row.batch_id,
    )


def _journey(row: Journey) -> records.Journey:
    return records.Journey(
        id=row.pk,
        organisation=row.organisation_id,
        worker=row.worker_id,
        worker_code=row.worker.code,
        sex=row.worker.sex,
        nationality=row.nationality,
        scheme=row.scheme,
        agent=row.agent.name if row.agent else row.agent_written,
        agent_id=row.agent_id,
        site=row.site.name if row.site else row.site_written,
        site_id=row.site_id,
        arrival=row.arrival,
        status=row.status,
        left_on=row.left_on,
        batch=row.batch_id,
    )


def _terms(row: Employment) -> records.Terms:
    return records.Terms(
        journey=row.journey_id,
        side=row.side,
        wage_minor=row.wage_minor,
        wage_currency=row.wage_currency,
        wage_per=row.wage_per,
        first_month_minor=row.first_month_minor,
        minutes_a_day=row.minutes_a_day,
        rest_days_a_month=row.rest_days_a_month,
        housing=row.housing,
        deductions=tuple(Deduction(what, minor) for what, minor in row.deductions),
    )


def _loan(row: Loan) -> records.Loan:
    return records.Loan(
        id=row.pk,
        journey=row.journey_id,
        source=row.source,
        principal_minor=row.principal_minor,
        currency=row.currency,
        interest=row.interest,
        collateral=row.collateral,
        outstanding_minor=row.outstanding_minor,
    )


def _batch(row: Batch) -> records.Batch:
    return records.Batch(
        id=row.pk,
        organisation=row.organisation_id,
        title=row.title,
        digest=row.digest,
        at=row.at,
        by=row.by,
        undone_at=row.undone_at,
    )
