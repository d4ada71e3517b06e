"""What is done to consent: an answer is kept, never overwritten."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.people.consent import (
    Answer,
    Medium,
    Purpose,
    State,
    check_witness,
    consent_state,
    next_state,
)
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict
from saphan.foundation.audit import record
from saphan.people.models import (
    Consent,
)
from saphan.people.queries import (
    Viewer,
    answers_of,
    worker_for,
)


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
    found = worker_for(by, worker, Permission.CONSENT_RECORD)
    check_witness(medium, witness)
    said = answers_of(by, worker)
    now = next_state(consent_state(said, purpose=purpose, party=party), answer)
    if any(s.at > at for s in said if (s.purpose, s.party) == (purpose, party)):
        raise Conflict("consent.answered_later")
    Consent.objects.create(
        worker_id=found.pk,
        party_id=party,
        purpose=purpose,
        answer=answer,
        language=language,
        medium=medium,
        witness=witness,
        at=at,
        by=by.code,
    )
    facts = {"purpose": purpose, "party": party, "answer": answer, "medium": medium}
    record(by=by, at=at, action="people.record_consent", subject=found, facts=facts)
    return now


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
