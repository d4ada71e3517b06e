"""What is done to workers: registered, taken back with their import, erased for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import ProtectedError

from saphan.domain.people.records import ErasureReason, NewWorker
from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.codes import Sex
from saphan.domain.refusals import Conflict, Incomplete, Refused
from saphan.foundation.audit import record
from saphan.foundation.database import forget_deleted
from saphan.people.actions.within_consent_files import remove_consent_files
from saphan.people.models import (
    Consent,
    ConsentFile,
    Tombstone,
    Worker,
)
from saphan.people.queries import (
    Viewer,
    require,
    worker_for,
    worker_keys,
)

#: Nobody who works was born before this year.
EARLIEST_BIRTH = 1900


@transaction.atomic
def register_workers(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    rows: Sequence[NewWorker],
    batch: UUID | None = None,
) -> dict[str, UUID]:
    """New workers by their codes; all of them or none. Returns their keys by code.

    Raises ``NotAllowed``, ``Incomplete("worker.code_missing")`` or
    ``Conflict("worker.code_taken", codes=[...])``, also for a code given twice.
    """
    require(by, Permission.WORKERS_REGISTER, organisation)
    _check_codes(by, organisation, [row.code for row in rows])
    made = Worker.objects.bulk_create(
        Worker(
            organisation_id=organisation,
            code=row.code,
            sex=row.sex,
            birth_year=row.birth_year,
            language=row.language,
            batch=batch,
            added_at=at,
        )
        for row in rows
    )
    facts = {"count": len(made), "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="people.register_workers", subject=subject, facts=facts)
    return {worker.code: worker.pk for worker in made}


@transaction.atomic
def change_worker(
    *,
    by: Viewer,
    at: datetime,
    worker: UUID,
    sex: Sex,
    birth_year: int | None,
    language: str,
) -> None:
    """Say something else about a worker; ``birth_year`` of the common era, None when not known.

    Raises ``NotFound("worker.unknown")`` or ``Refused("worker.birth_year_impossible")``.
    """
    found = worker_for(by, worker, Permission.WORKERS_REGISTER)
    if birth_year is not None and not EARLIEST_BIRTH <= birth_year <= at.year:
        raise Refused("worker.birth_year_impossible")
    found.sex, found.birth_year, found.language = sex, birth_year, language
    found.save(update_fields=["sex", "birth_year", "language"])
    record(by=by, at=at, action="people.change_worker", subject=found)


@transaction.atomic
def unregister_batch(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    batch: UUID,
    erased: ErasureReason | None = None,
) -> int:
    """Remove the workers that an import brought, and say how many.

    With ``erased`` they came with names and answers, and the caller has looked that nobody was
    worked on since: they are erased as ``erase_worker`` does. Raises ``NotAllowed`` or, without
    it, ``Conflict("batch.depended_on", what=...)`` when an identity or an answer was recorded.
    """
    require(by, Permission.WORKERS_REGISTER, organisation)
    brought = Worker.objects.filter(organisation=organisation, batch=batch)
    said = Consent.objects.filter(worker_id__in=brought.values("pk"))
    if erased is None and brought.filter(identity__isnull=False).exists():
        raise Conflict("batch.depended_on", what="identity")
    if erased is None and said.exists():
        raise Conflict("batch.depended_on", what="consent")
    keys = list(brought.values_list("pk", flat=True))
    remove_consent_files(ConsentFile.objects.filter(consent__in=said))
    brought.delete()
    count = len(keys)
    if erased is not None:
        Tombstone.objects.bulk_create(
            Tombstone(worker_id=key, organisation_id=organisation, at=at, by=by.code, reason=erased)
            for key in keys
        )
        transaction.on_commit(lambda: forget_deleted(connection))
    facts = {"count": count, "batch": batch}
    subject = ("organisation", organisation)
    record(by=by, at=at, action="people.unregister_batch", subject=subject, facts=facts)
    return count


@transaction.atomic
def erase_worker(*, by: Viewer, at: datetime, worker: UUID, reason: ErasureReason) -> None:
    """Delete the worker with identity, journeys, payments, loans and files of consent, for good.

    What stays is the bare key in the trail, in answers and in timelines; it leads nowhere.

    Raises ``NotFound`` or ``Conflict("worker.depended_on", what=[...])``.
    """
    found = worker_for(by, worker, Permission.WORKER_ERASE)
    organisation = found.organisation_id
    remove_consent_files(ConsentFile.objects.filter(consent__worker_id=worker))
    try:
        found.delete()
    except ProtectedError as held:
        what = sorted({type(row).__name__.lower() for row in held.protected_objects})
        raise Conflict("worker.depended_on", what=what) from held
    Tombstone.objects.create(
        worker_id=worker, organisation_id=organisation, at=at, by=by.code, reason=reason
    )
    subject, facts = ("worker", worker), {"reason": reason}
    record(by=by, at=at, action="people.erase_worker", subject=subject, facts=facts)
    transaction.on_commit(lambda: forget_deleted(connection))


def _check_codes(by: Viewer, organisation: UUID, codes: Sequence[str]) -> None:
    if not all(code.strip() for code in codes):
        raise Incomplete("worker.code_missing")
    twice = {code for code, times in Counter(codes).items() if times > 1}
    taken = twice | worker_keys(by, organisation=organisation, codes=codes).keys()
    if taken:
        raise Conflict("worker.code_taken", codes=sorted(taken))
