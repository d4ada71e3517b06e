"""Inside an action: what was told at intake as it is kept, and how soon somebody must act."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from saphan.domain.care.casework import Urgency
from saphan.domain.care.intake import NewPerson, Visit
from saphan.domain.care.triage import Triage, most_urgent, sort
from saphan.people.actions.consent import Said
from saphan.people.queries import Viewer
from saphan.pillars.care.queries.intake import told_by


def write_triage(triage: Triage) -> str:
    """The answers of a triage without its documents, as JSON."""
    return json.dumps(
        {
            "danger": triage.danger,
            "child": triage.child,
            "indicators": sorted(triage.indicators),
            "deadline": triage.deadline.isoformat() if triage.deadline else None,
        }
    )


def write_documents(triage: Triage) -> str:
    """Each document, who has it, and whether it can be had in a day, as JSON."""
    return json.dumps([[one.document, one.holder, one.obtainable] for one in triage.documents])


def answers_given(worker: UUID, person: NewPerson, at: datetime) -> list[Said]:
    """The answers of a person as they are kept; one of an earlier day at noon of that day."""
    return [
        Said(
            worker=worker,
            purpose=one.purpose,
            party=one.party,
            answer=one.answer,
            language=person.language,
            medium=one.medium,
            witness=one.witness,
            at=_noon(one.on, at),
        )
        for one in person.consents
    ]


def _noon(on: date | None, at: datetime) -> datetime | None:
    if on is None or on >= timezone.localdate(at):
        return None
    return datetime.combine(on, time(12), timezone.get_current_timezone())


def urgency_of(by: Viewer, workers: Sequence[UUID], visit: Visit) -> Urgency:
    """How soon somebody must act, by what each of them told at intake."""
    said = told_by(by, workers=workers).values()
    return most_urgent(sort(one.triage, age=one.age, on=visit.on).urgency for one in said)
