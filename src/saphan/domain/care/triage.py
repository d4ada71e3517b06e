"""Triage: who must be helped first, and which flags a counsellor must not overlook.

Flags say what to do next, never that something is proven. A forced-labour flag opens the
protocol of the centre; nothing about it ever goes to an employer.
Source of the indicators: ILO, indicators of forced labour (eleven).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from saphan.domain.care.casework import AgeBand, Answered, Document, Holder, Urgency


class Indicator(StrEnum):
    """The eleven indicators of forced labour."""

    VULNERABILITY = "vulnerability"
    DECEPTION = "deception"
    MOVEMENT = "movement"
    ISOLATION = "isolation"
    VIOLENCE = "violence"
    INTIMIDATION = "intimidation"
    DOCUMENTS = "documents"
    WAGES = "wages"
    DEBT = "debt"
    CONDITIONS = "conditions"
    OVERTIME = "overtime"


class Flag(StrEnum):
    """What a counsellor must see at once."""

    DANGER = "danger"
    CHILD = "child"
    FORCED_LABOUR = "forced_labour"
    DOCUMENTS_HELD = "documents_held"
    DEADLINE_NEAR = "deadline_near"


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """One document and who holds it now; ``obtainable`` tells whether she can have it in a day."""

    document: Document
    holder: Holder = Holder.UNKNOWN
    obtainable: Answered = Answered.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Triage:
    """What was asked at triage. Everything may be unknown; ``deadline`` is a day not to miss."""

    danger: Answered = Answered.NOT_ASKED
    child: Answered = Answered.NOT_ASKED
    indicators: frozenset[Indicator] = frozenset()
    documents: tuple[HeldDocument, ...] = ()
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """How soon somebody must act, and why: the flags in the order of weight."""

    urgency: Urgency
    flags: tuple[Flag, ...] = field(default=())


#: A deadline within these days is near: an answer is due in 72 hours, and a week-end may lie in it.
NEAR = timedelta(days=5)
_CHILDREN = frozenset({AgeBand.UNDER_15, AgeBand.AGE_15_17})


def sort(triage: Triage, *, age: AgeBand, on: date) -> Sorted:
    """What comes first. An answer "not sure" about danger or age counts as yes: safety first."""
    flags = tuple(flag for flag in Flag if _raised(flag, triage, age, on))
    if Flag.DANGER in flags:
        return Sorted(Urgency.EMERGENCY, flags)
    pressing = {Flag.CHILD, Flag.FORCED_LABOUR, Flag.DEADLINE_NEAR}
    return Sorted(Urgency.URGENT if pressing & set(flags) else Urgency.NORMAL, flags)


def most_urgent(found: Iterable[Urgency]) -> Urgency:
    """The most urgent of several; normal when there are none."""
    order = list(Urgency)
    return min(found, key=order.index, default=Urgency.NORMAL)


def held_by_others(documents: Iterable[HeldDocument]) -> tuple[HeldDocument, ...]:
    """The documents that an employer or an agent keeps."""
    return tuple(one for one in documents if one.holder in {Holder.EMPLOYER, Holder.AGENT})


def _raised(flag: Flag, triage: Triage, age: AgeBand, on: date) -> bool:
    perhaps = {Answered.YES, Answered.UNSURE}
    match flag:
        case Flag.DANGER:
            return triage.danger in perhaps
        case Flag.CHILD:
            return age in _CHILDREN or triage.child in perhaps
        case Flag.FORCED_LABOUR:
            return bool(triage.indicators)
        case Flag.DOCUMENTS_HELD:
            return bool(held_by_others(triage.documents))
        case Flag.DEADLINE_NEAR:
            return triage.deadline is not None and triage.deadline - on <= NEAR
