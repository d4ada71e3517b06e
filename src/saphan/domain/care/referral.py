"""A referral: its states, what may become of each, what the receiver can answer.

Source of the states: HL7 SDOH Clinical Care, value set of referral task status (the FHIR R4 task
codes without ``ready`` and ``received``).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from saphan.domain.refusals import Conflict


class ReferralState(StrEnum):
    """Where a referral stands."""

    DRAFT = "draft"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    FAILED = "failed"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"


class Reply(StrEnum):
    """What a receiver can answer."""

    RECEIVED = "received"
    PAPERS_LACKING = "papers_lacking"
    APPOINTMENT = "appointment"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SERVICE_GIVEN = "service_given"
    NOT_GIVEN = "not_given"


class Via(StrEnum):
    """How an answer came."""

    LINK = "link"
    TEAR_OFF = "tear_off"
    PHONE = "phone"
    IN_PERSON = "in_person"


class Means(StrEnum):
    """How a referral travels."""

    LETTER = "letter"
    FILE = "file"
    LINK = "link"


class Refusal(StrEnum):
    """Why a receiver refuses."""

    FULL = "full"
    NOT_COMPETENT = "not_competent"
    OTHER_PROVINCE = "other_province"
    PAPERS = "papers"
    LANGUAGE = "language"
    CLIENT_NOT_REACHED = "client_not_reached"
    CLIENT_DECLINED = "client_declined"
    OTHER = "other"


class Detail(StrEnum):
    """One kind of thing that may be told to a receiver.

    The first four are the least with which somebody can help; everything else needs a protocol
    between the two organisations and the consent of the person.
    """

    CODE = "code"
    NEED = "need"
    LANGUAGE = "language"
    SAFE_CONTACT = "safe_contact"
    INITIALS = "initials"
    NAME = "name"
    SEX_AGE = "sex_age"
    NATIONALITY = "nationality"
    EMPLOYER = "employer"
    AMOUNTS = "amounts"
    STORY = "story"
    EVIDENCE = "evidence"


#: What every referral may carry once the person agreed to it. Safe contact is through the referrer.
LEAST = frozenset({Detail.CODE, Detail.INITIALS, Detail.NEED, Detail.LANGUAGE, Detail.SAFE_CONTACT})

_S, _R = ReferralState, Reply
#: The states from which nothing follows.
ENDED = frozenset({_S.REJECTED, _S.CANCELLED, _S.FAILED, _S.COMPLETED, _S.ENTERED_IN_ERROR})
#: The states in which somebody waits for the receiver.
WAITING = frozenset({_S.REQUESTED, _S.ACCEPTED, _S.IN_PROGRESS, _S.ON_HOLD})

_AFTER: Mapping[tuple[ReferralState, Reply], ReferralState] = {
    (_S.REQUESTED, _R.RECEIVED): _S.REQUESTED,
    **{(state, _R.PAPERS_LACKING): _S.ON_HOLD for state in WAITING},
    **{(state, _R.APPOINTMENT): _S.IN_PROGRESS for state in WAITING},
    **{(state, _R.ACCEPTED): _S.ACCEPTED for state in (_S.REQUESTED, _S.ON_HOLD)},
    **{(state, _R.REFUSED): _S.REJECTED for state in WAITING},
    **{(state, _R.SERVICE_GIVEN): _S.COMPLETED for state in WAITING},
    **{(state, _R.NOT_GIVEN): _S.FAILED for state in WAITING},
}

#: The states of Primero 2.15 for ours; it has none for a draft or an entry in error.
PRIMERO: Mapping[ReferralState, str] = {
    _S.REQUESTED: "in_progress",
    _S.ACCEPTED: "accepted",
    _S.IN_PROGRESS: "accepted",
    _S.ON_HOLD: "in_progress",
    _S.REJECTED: "rejected",
    _S.FAILED: "rejected",
    _S.COMPLETED: "done",
    _S.CANCELLED: "revoked",
}


def after(state: ReferralState, reply: Reply) -> ReferralState:
    """The state after an answer.

    Raises ``Conflict("referral.ended", state=...)`` or ``Conflict("referral.not_now", ...)``.
    """
    if state in ENDED:
        raise Conflict("referral.ended", state=state.value)
    if (state, reply) not in _AFTER:
        raise Conflict("referral.not_now", state=state.value, reply=reply.value)
    return _AFTER[state, reply]


def replies(state: ReferralState) -> tuple[Reply, ...]:
    """What can be answered now."""
    return tuple(reply for reply in Reply if (state, reply) in _AFTER)
