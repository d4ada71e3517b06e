"""What is done when somebody goes home: where she is on the way, and when she is asked again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.casework import MigrationStage
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Refused
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, within, worker_for
from saphan.pillars.care.actions.within_deadlines import keep_of
from saphan.pillars.care.models import Case, Intake


@transaction.atomic
def follow_up(*, by: Viewer, at: datetime, worker: UUID, stage: MigrationStage, on: date) -> None:
    """Where somebody is on the way now, and the day on which she is asked how it goes.

    The day falls due like any other. Raises ``NotFound("worker.unknown")`` or
    ``Refused("follow_up.in_the_past")``.
    """
    found = worker_for(by, worker, Permission.CASES_RECORD)
    if on < timezone.localdate(at):
        raise Refused("follow_up.in_the_past", on=on)
    Intake.objects.update_or_create(
        worker_id=found.pk,
        defaults={"stage": stage, "follow_up_on": on, "at": at, "by": by.code},
        create_defaults={
            "organisation_id": found.organisation_id,
            "stage": stage,
            "follow_up_on": on,
            "at": at,
            "by": by.code,
        },
    )
    record(by=by, at=at, action="care.follow_up", subject=found, facts={"stage": stage})
    hers = Case.objects.filter(within(by, Permission.CASES_RECORD), members__worker=found.pk)
    keep_of(list(hers), at=at)
