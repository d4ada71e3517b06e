"""Cases as records, and the decisions about them that need no law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from saphan.domain.care.casework import (
    Complaint,
    Outcome,
    Remedy,
    Risk,
    Route,
    Stage,
    Standing,
    StepKind,
    Stopped,
    Urgency,
)
from saphan.domain.period import PartialDate
from saphan.domain.refusals import Conflict, Refused


class CaseChanges(TypedDict, total=False):
    """What can be changed of a case; what is left out stays."""

    stage: Stage
    urgency: Urgency
    route: Route | None
    complaints: tuple[Complaint, ...]
    risks: tuple[Risk, ...]
    happened: PartialDate | None
    province: str
    story: str
    wish: str
    risk_note: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case without its words; ``members`` are all who were in it, ``active`` those who are."""

    id: UUID
    organisation: UUID
    code: str
    counsellor: str
    opened_on: date
    stage: Stage
    urgency: Urgency
    route: Route | None
    complaints: tuple[Complaint, ...]
    risks: tuple[Risk, ...]
    province: str
    outcome: Outcome | None
    closed_on: date | None
    members: int
    active: int
    revision: int


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What a case says in words, and what became of it; only for those who work on it."""

    happened: PartialDate | None
    story: str
    wish: str
    risk_note: str
    remedies: tuple[Remedy, ...]
    satisfied: bool | None
    retaliated: bool | None
    changed_at: datetime
    changed_by: str

    def __repr__(self) -> str:
        """Nothing of it, so that no log or error page tells a story."""
        return "CaseWords(...)"


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """One member of a case as a number, with the worker's code while she is in the record."""

    id: UUID
    case: UUID
    number: int
    worker: UUID | None
    worker_code: str
    journey: UUID | None
    language: str
    standing: Standing
    stopped: Stopped | None
    stopped_on: date | None


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step; ``struck`` when somebody took it back."""

    id: UUID
    kind: StepKind
    on: date
    member: UUID | None
    words: str
    facts: Mapping[str, object]
    struck: bool
    at: datetime
    by: str

    def __repr__(self) -> str:
        """Only what kind of step it is."""
        return f"StepRecord({self.kind.value}, {self.on})"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that somebody else changed meanwhile: what it says, what was going to be said."""

    field: str
    now: object
    wanted: object


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people changed the same case: who was first, when, and the fields that differ."""

    by: str
    at: datetime
    revision: int
    differences: tuple[Difference, ...] = field(default=())


def differences(
    seen: Mapping[str, object], now: Mapping[str, object], wanted: Mapping[str, object]
) -> tuple[Difference, ...]:
    """The fields that both changed and that do not say the same.

    ``seen`` is what the second had before her, ``now`` what the first made of it. A field that only
    one of them changed needs no choice.
    """
    return tuple(
        Difference(name, now[name], value)
        for name, value in wanted.items()
        if now[name] != seen[name] and value != seen[name] and value != now[name]
    )


def merged(
    seen: Mapping[str, object], now: Mapping[str, object], wanted: Mapping[str, object]
) -> dict[str, object]:
    """What each field says when no field is chosen twice: the change of whoever changed it."""
    return {name: now[name] if value == seen[name] else value for name, value in wanted.items()}


#: What a counsellor may write down; the others are written by what is done.
WRITABLE = frozenset(
    {
        StepKind.NOTE,
        StepKind.ADVICE,
        StepKind.CALL,
        StepKind.LETTER,
        StepKind.MEETING,
        StepKind.KR7_FILED,
        StepKind.INSPECTOR_EXTENDED,
        StepKind.ORDER_NOTIFIED,
        StepKind.ORDER_REFUSED,
        StepKind.COURT_FILED,
        StepKind.JUDGMENT,
        StepKind.PAID_IN_FULL,
        StepKind.KR7_WITHDRAWN,
        StepKind.DOCUMENTS_RETURNED,
        StepKind.PROTOCOL_OPENED,
    }
)


def check_step(kind: StepKind, *, on: date, today: date) -> None:
    """A step is of a kind that is written by hand, on a day that has been.

    Raises ``Refused("step.not_by_hand")`` or ``Refused("step.in_the_future")``.
    """
    if kind not in WRITABLE:
        raise Refused("step.not_by_hand", kind=kind.value)
    if on > today:
        raise Refused("step.in_the_future", on=on)


def check_open(closed_on: date | None) -> None:
    """Nothing but a re-opening is done to a closed case. Raises ``Conflict("case.closed")``."""
    if closed_on is not None:
        raise Conflict("case.closed", on=closed_on)


def check_room(numbers: Iterable[int], more: int, *, most: int) -> int:
    """The number of the next member. Raises ``Refused("case.too_many_members", most=...)``."""
    taken = max(numbers, default=0)
    if taken + more > most:
        raise Refused("case.too_many_members", most=most)
    return taken + 1
