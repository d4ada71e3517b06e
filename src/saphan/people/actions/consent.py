"""What is done to consent: an answer is kept, never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.people.consent import (
    Answer,
    ConsentEvent,
    Medium,
    Purpose,
    State,
    check_witness,
    consent_state,
    next_state,
)
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound
from saphan.foundation.audit import record_each
from saphan.people.models import (
    Consent,
)
from saphan.people.queries import (
    Viewer,
    answers_of_many,
    homes_of,
)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of a worker. ``witness`` is a member's code.

    ``at`` is when it was given, if that was before it is written down.
    """

    worker: UUID
    purpose: Purpose
    party: UUID
    answer: Answer
    language: str
    medium: Medium
    witness: str = ""
    at: datetime | None = None


@transaction.atomic
def record_consent(
    *,
    by: Viewer,
    at: datetime,
    worker: UUID,
    purpose: Purpose,
    party: UUID,
    answer: Answer,
    language: str,
    medium: Medium,
    witness: str = "",
) -> State:
    """Keep an answer of the worker and return what holds now. ``witness`` is a member's code.

    Raises ``NotFound``, ``Incomplete("consent.witness_missing")``,
    ``Conflict("consent.not_given")`` or ``Conflict("consent.answered_later")``.
    """
    said = Said(worker, purpose, party, answer, language, medium, witness)
    (now,) = record_consents(by=by, at=at, answers=[said])
    return now


@transaction.atomic
def record_consents(*, by: Viewer, at: datetime, answers: Sequence[Said]) -> list[State]:
    """Keep answers of several workers and return what holds after each, in their order.

    Raises as ``record_consent`` does.
    """
    asked = {one.worker for one in answers}
    homes = homes_of(by, workers=asked, permission=Permission.CONSENT_RECORD)
    if homes.keys() != asked:
        raise NotFound("worker.unknown")
    before = answers_of_many(by, asked)
    states, rows = list[State](), list[Consent]()
    for one in answers:
        check_witness(one.medium, one.witness)
        row, events = _row(by, one.at or at, one), before[one.worker]
        state = consent_state(events, purpose=one.purpose, party=one.party)
        states.append(next_state(state, one.answer))
        same = (one.purpose, one.party)
        if any(event.at > row.at for event in events if (event.purpose, event.party) == same):
            raise Conflict("consent.answered_later")
        events.append(ConsentEvent(row.at, row.pk, one.purpose, one.party, one.answer))
        rows.append(row)
    Consent.objects.bulk_create(rows)
    _tell(by, at, answers)
    return states


def _row(by: Viewer, at: datetime, said: Said) -> Consent:
    return Consent(
        worker_id=said.worker,
        party_id=said.party,
        purpose=said.purpose,
        answer=said.answer,
        language=said.language,
        medium=said.medium,
        witness=said.witness,
        at=at,
        by=by.code,
    )


def _tell(by: Viewer, at: datetime, answers: Sequence[Said]) -> None:
    """One row of the trail for each answer."""
    alike: dict[tuple[str, ...], list[tuple[str, UUID]]] = {}
    for one in answers:
        told = (one.purpose.value, str(one.party), one.answer.value, one.medium.value)
        alike.setdefault(told, []).append(("worker", one.worker))
    for values, subjects in alike.items():
        facts = dict(zip(("purpose", "party", "answer", "medium"), values, strict=True))
        action = "people.record_consent"
        record_each(by=by, at=at, action=action, subjects=subjects, facts=facts)


def withdraw_consent(
    *,
    by: Viewer,
    at: datetime,
    worker: UUID,
    purpose: Purpose,
    party: UUID,
    language: str,
    medium: Medium,
    witness: str = "",
) -> State:
    """The worker takes back what she agreed to. Raises as ``record_consent`` does."""
    return record_consent(
        by=by,
        at=at,
        worker=worker,
        purpose=purpose,
        party=party,
        answer=Answer.WITHDRAWN,
        language=language,
        medium=medium,
        witness=witness,
    )
