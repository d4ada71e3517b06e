"""Consent: asked for one purpose and one party, answered in events, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from saphan.domain.refusals import Conflict, Incomplete


class Purpose(StrEnum):
    """What the worker is asked to agree to."""

    RECORD = "record"
    INTERVIEW = "interview"
    REPAYMENT = "repayment"
    REFERRAL = "referral"
    LEGAL_ACTION = "legal_action"
    CONTACT_AGAIN = "contact_again"
    TRAINING = "training"
    STATISTICS = "statistics"
    PHOTO = "photo"


class Answer(StrEnum):
    """What the worker said."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Medium(StrEnum):
    """How the answer was kept. Source: the intake form F3 (signed, thumb, audio, witnessed)."""

    SIGNATURE = "signature"
    THUMB_PRINT = "thumb_print"
    AUDIO = "audio"
    WITNESSED = "witnessed"


class State(StrEnum):
    """What holds now."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, order=True)
class ConsentEvent:
    """One answer. ``order`` breaks the tie of two answers at the same instant."""

    at: datetime
    order: UUID
    purpose: Purpose
    party: UUID
    answer: Answer


def consent_state(events: Iterable[ConsentEvent], *, purpose: Purpose, party: UUID) -> State:
    """What the worker's last word is for this purpose and this party."""
    said = [event for event in events if event.purpose is purpose and event.party == party]
    return State(max(said).answer.value) if said else State.NOT_ASKED


def next_state(current: State, answer: Answer) -> State:
    """The state after an answer.

    Raises ``Conflict("consent.not_given")`` when something is withdrawn that does not hold.
    """
    if answer is Answer.WITHDRAWN and current is not State.GIVEN:
        raise Conflict("consent.not_given", state=current.value)
    return State(answer.value)


def check_witness(medium: Medium, witness: str) -> None:
    """A spoken answer needs somebody who heard it.

    Raises ``Incomplete("consent.witness_missing")``.
    """
    if medium is Medium.WITNESSED and not witness:
        raise Incomplete("consent.witness_missing")
