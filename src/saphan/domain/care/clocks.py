"""Clocks: what runs in a case, since when, until when, who says so, and what stopped it.

Clocks are computed from what happened and from dated terms, never entered. Each carries the term
it rests on. Where nobody knows how long it is, the clock runs without a day and says why. Source
of the rules: facts of the project, "legal clocks"; journeys J1 and J10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from saphan.domain.care.casework import ClockKind, StepKind
from saphan.domain.care.clock import Clock, earliest, not_before, run
from saphan.domain.care.referral_clocks import Sent, of_referral
from saphan.domain.care.terms import Clause, Law, Term

#: Why there is no day although a length may be known.
BY_CLAIM = "by_claim"

_K = StepKind
#: What ends the time of the inspector.
ORDER_ENDS = frozenset({_K.ORDER_NOTIFIED, _K.ORDER_REFUSED, _K.KR7_WITHDRAWN})
_PAID = frozenset({_K.PAID_IN_FULL})
#: A step after which nobody waits for a follow-up any more.
FOLLOWED_UP = frozenset({_K.CALL, _K.MEETING, _K.ADVICE})
#: Every kind of step that some clock asks for.
TELLING = (
    ORDER_ENDS
    | _PAID
    | FOLLOWED_UP
    | {_K.KR7_FILED, _K.INSPECTOR_EXTENDED, _K.REVIEWED, _K.REOPENED, _K.KEPT, _K.MEMBER_ERASED}
)


@dataclass(frozen=True, slots=True)
class Event:
    """A step as the clocks see it: on which day, and when it was written down.

    ``member`` is set when it is about one member only; ``struck`` when somebody took it back;
    ``until`` is the day that a decision to keep the records names.
    """

    kind: StepKind
    on: date
    at: datetime
    member: UUID | None = None
    struck: bool = False
    until: date | None = None

    @property
    def place(self) -> tuple[date, datetime]:
        """Where it stands among the others."""
        return self.on, self.at


@dataclass(frozen=True, slots=True)
class Person:
    """A member: days on her record, told on ``told_on``; ``until`` is when she left the case."""

    member: UUID
    told_on: date
    until: date | None = None
    permit_expires: date | None = None
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about one case that a clock may depend on; ``nobody``: all were erased."""

    opened_on: date
    closed_on: date | None = None
    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()
    referrals: tuple[Sent, ...] = ()
    nobody: bool = False


def clocks(facts: Facts, law: Law) -> tuple[Clock, ...]:
    """Every clock of a case, those that were stopped too, in the order of their beginning."""
    events = sorted((one for one in facts.events if not one.struck), key=lambda one: one.place)
    found = [
        *_of_complaints(facts, events, law),
        *_of_payment(facts, events, law),
        *_of_limitation(facts, events, law),
        *_of_closing(facts, events, law),
        *(clock for person in facts.people for clock in _of_person(facts, events, person, law)),
        *(clock for sent in facts.referrals for clock in of_referral(sent, law)),
    ]
    return tuple(sorted(found, key=_order))


def _order(clock: Clock) -> tuple[date, str, str, str, date]:
    whose = str(clock.member or ""), str(clock.referral or "")
    return clock.starts, clock.kind.value, *whose, clock.stopped_on or date.max


def _of_complaints(facts: Facts, events: list[Event], law: Law) -> Iterator[Clock]:
    """The inspector's time and the joint list, once for each complaint that was filed."""
    for filed in _of_kind(events, _K.KR7_FILED):
        term = law(Clause.INSPECTOR_ORDER, filed.on)
        until = earliest(_day(_first(events, ORDER_ENDS, filed)), _left(facts, filed))
        asked = _first(events, {_K.INSPECTOR_EXTENDED}, filed)
        extended = asked is not None and (until is None or asked.on <= until)
        again = any(
            _concerns(one, filed) and one.place < filed.place
            for one in _of_kind(events, _K.KR7_WITHDRAWN)
        )
        yield run(
            ClockKind.INSPECTOR_ORDER,
            filed.on,
            term,
            stopped_on=until,
            extended=extended,
            member=filed.member,
            doubts=(law(Clause.REFILING, filed.on),) if again else (),
        )
        term = law(Clause.JOINT_LIST, filed.on)
        yield run(ClockKind.JOINT_LIST, filed.on, term, stopped_on=until, member=filed.member)


def _of_payment(facts: Facts, events: list[Event], law: Law) -> Iterator[Clock]:
    for order in _of_kind(events, _K.ORDER_NOTIFIED):
        yield run(
            ClockKind.EMPLOYER_PAYMENT,
            order.on,
            law(Clause.EMPLOYER_PAYMENT, order.on),
            stopped_on=earliest(_day(_first(events, _PAID, order)), _left(facts, order)),
            member=order.member,
        )


def _of_limitation(facts: Facts, events: list[Event], law: Law) -> Iterator[Clock]:
    """Until when the claim can be brought: it runs, and no day is ever computed for it.

    From which day it counts depends on each claim, so even a known length gives no day.
    """
    term = law(Clause.LIMITATION, facts.opened_on)
    paid = next((one.on for one in events if one.kind in _PAID and one.member is None), None)
    withdrawn = [one.on for one in _of_kind(events, _K.KR7_WITHDRAWN)]
    yield Clock(
        kind=ClockKind.LIMITATION,
        starts=facts.opened_on,
        due=None,
        term=term,
        stopped_on=not_before(facts.opened_on, earliest(paid, facts.closed_on)),
        unknown=term.reason_code or BY_CLAIM,
        doubts=(law(Clause.REFILING, max(withdrawn)),) if withdrawn else (),
    )


def _of_closing(facts: Facts, events: list[Event], law: Law) -> Iterator[Clock]:
    """A review, and a day to keep or erase; what was decided before a re-opening moves nothing."""
    closed = facts.closed_on
    if closed is None:
        return
    erased = max((one.on for one in _of_kind(events, _K.MEMBER_ERASED)), default=closed)
    empty = erased if facts.nobody else None
    reviewed = [one.on for one in _of_kind(events, _K.REVIEWED) if one.on >= closed]
    yield run(
        ClockKind.CASE_REVIEW,
        closed,
        law(Clause.CASE_REVIEW, closed),
        stopped_on=earliest(*reviewed, empty),
    )
    kept = run(ClockKind.RETENTION, closed, law(Clause.RETENTION, closed), stopped_on=empty)
    chosen = _chosen(events)
    yield replace(kept, due=max(closed, chosen), extended=True) if chosen else kept


def _chosen(events: list[Event]) -> date | None:
    """Until when somebody decided last to keep a closed case, when it was not opened since."""
    decided = [one for one in events if one.kind in {_K.KEPT, _K.REOPENED}]
    last = max(decided, key=lambda one: (one.at, one.on), default=None)
    return last.until if last else None


def _of_person(facts: Facts, events: list[Event], person: Person, law: Law) -> Iterator[Clock]:
    left = earliest(person.until, facts.closed_on)
    permit, again = person.permit_expires, person.follow_up_on
    if permit:
        yield _on_record(
            ClockKind.PERMIT_EXPIRY, person, permit, law(Clause.PERMIT_EXPIRY, permit), left
        )
    if again:
        spoken = (
            one.on
            for one in events
            if one.kind in FOLLOWED_UP and one.member in {None, person.member} and one.on >= again
        )
        yield _on_record(
            ClockKind.FOLLOW_UP,
            person,
            again,
            law(Clause.FOLLOW_UP, again),
            earliest(min(spoken, default=None), left),
        )


def _on_record(
    kind: ClockKind, person: Person, day: date, term: Term, stopped_on: date | None
) -> Clock:
    starts = min(person.told_on, day)
    return Clock(
        kind=kind,
        starts=starts,
        due=day,
        term=term,
        stopped_on=not_before(starts, stopped_on),
        member=person.member,
    )


def _of_kind(events: Iterable[Event], kind: StepKind) -> list[Event]:
    return [one for one in events if one.kind is kind]


def _concerns(event: Event, start: Event) -> bool:
    """Whether something that happened is about the same people as the start, or about all."""
    return event.member is None or event.member == start.member


def _first(events: Iterable[Event], kinds: Iterable[StepKind], start: Event) -> Event | None:
    wanted = frozenset(kinds)
    return next(
        (
            one
            for one in events
            if one.kind in wanted and one.place >= start.place and _concerns(one, start)
        ),
        None,
    )


def _day(event: Event | None) -> date | None:
    return event.on if event else None


def _left(facts: Facts, start: Event) -> date | None:
    """The day from which nobody works on it any more: closed, or the member left."""
    until = [one.until for one in facts.people if one.member == start.member and one.until]
    return earliest(min(until, default=None), facts.closed_on)
