"""One clock: since when it runs, until when, who says so, and how a length makes a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from saphan.domain.care.casework import ClockKind
from saphan.domain.care.terms import Authority, Term, day_after, instant_after


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock. ``due`` is None when nobody knows the day, ``unknown`` then is the code of why.

    ``due_at`` is the instant when it is counted in hours; ``latest`` the day that an extension
    cannot pass. ``doubts`` are terms that bear on it without moving it.
    """

    kind: ClockKind
    starts: date
    due: date | None
    term: Term
    due_at: datetime | None = None
    latest: date | None = None
    stopped_on: date | None = None
    extended: bool = False
    unknown: str = ""
    member: UUID | None = None
    referral: UUID | None = None
    doubts: tuple[Term, ...] = field(default=())

    @property
    def statutory(self) -> bool:
        """Whether it is the law that sets the time."""
        return self.term.authority is Authority.LAW

    @property
    def runs(self) -> bool:
        """Whether nothing has stopped it."""
        return self.stopped_on is None


def run(
    kind: ClockKind,
    starts: date,
    term: Term,
    *,
    stopped_on: date | None,
    extended: bool = False,
    began_at: datetime | None = None,
    member: UUID | None = None,
    referral: UUID | None = None,
    doubts: tuple[Term, ...] = (),
) -> Clock:
    """A clock that runs as long as its term says; without a day when the term is unknown."""
    due, due_at, latest = None, None, None
    if term.length:
        due_at = instant_after(began_at, term.length) if began_at else None
        due = due_at.date() if due_at else day_after(starts, term.length)
        latest = day_after(starts, term.latest) if term.latest else None
    extended = extended and due is not None and term.extension is not None
    if extended and due and term.extension:
        longer = day_after(due, term.extension)
        due = max(due, min(longer, latest) if latest else longer)
    return Clock(
        kind=kind,
        starts=starts,
        due=due,
        due_at=due_at,
        latest=max(due, latest) if due and latest else None,
        term=term,
        stopped_on=not_before(starts, stopped_on),
        extended=extended,
        unknown="" if due else term.reason_code,
        member=member,
        referral=referral,
        doubts=doubts,
    )


def earliest(*days: date | None) -> date | None:
    """The first of these days; None when none is known."""
    return min((one for one in days if one is not None), default=None)


def not_before(starts: date, stopped_on: date | None) -> date | None:
    """The day that stopped it, never before its start."""
    return max(starts, stopped_on) if stopped_on else None
