"""Consent: asked for one purpose and one party, answered in events, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from saphan.domain.refusals import Conflict, FileRefused, Incomplete

#: Kinds of pictures of which only the drawing is kept.
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})


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


#: The kinds of files that show how an answer was given, and what is said of another kind.
#: What was spoken before a witness has none: the witness is the proof.
FILES: Mapping[Medium, tuple[frozenset[str], str]] = {
    Medium.SIGNATURE: (_PICTURES | {"application/pdf"}, "consent.page_needed"),
    Medium.THUMB_PRINT: (_PICTURES, "consent.picture_needed"),
    Medium.AUDIO: (
        frozenset(f"audio/{kind}" for kind in ("aac", "amr", "mp4", "mpeg", "ogg", "wav")),
        "consent.recording_needed",
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class ConsentEvent:
    """One answer. ``order`` breaks the tie of two answers at the same instant."""

    at: datetime
    order: UUID
    purpose: Purpose
    party: UUID
    answer: Answer


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What shows how an answer was given: kind, size in bytes, SHA-256, who kept it and when."""

    media_type: str
    size: int
    digest: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """What was answered at one instant in one medium: one signature stands under all of it.

    ``key`` is that of the first answer; ``file`` is None when nothing shows how it was given.
    """

    key: UUID
    at: datetime
    medium: Medium
    answers: tuple[ConsentEvent, ...]
    file: KeptFile | None


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


def check_file(medium: Medium, media_type: str) -> None:
    """Whether a file of this type can show that an answer was given in this way.

    Raises ``FileRefused`` with ``consent.no_file_needed``, ``consent.page_needed``,
    ``consent.picture_needed`` or ``consent.recording_needed``.
    """
    if medium not in FILES:
        raise FileRefused("consent.no_file_needed")
    kinds, otherwise = FILES[medium]
    if media_type not in kinds:
        raise FileRefused(otherwise)
