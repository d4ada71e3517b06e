"""Clocks of one referral: answer, appointment, word to the client, what was taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from saphan.domain.care.casework import ClockKind, Urgency
from saphan.domain.care.clock import Clock, earliest, not_before, run
from saphan.domain.care.referral import ReferralState
from saphan.domain.care.terms import Clause, Law, clause_of


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Somebody took her part back after it was sent; ``told_on`` is when the receiver heard it."""

    on: date
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral that was sent. Instants are in the zone of the house; ``answers`` in any order."""

    referral: UUID
    state: ReferralState
    urgency: Urgency
    sent_at: datetime
    acknowledged_at: datetime | None = None
    appointment_at: datetime | None = None
    ended_at: datetime | None = None
    told_at: datetime | None = None
    answers: tuple[datetime, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()


def of_referral(sent: Sent, law: Law) -> Iterator[Clock]:
    """An answer, an appointment, word to the client, the joint list; a closed case ends none."""
    if sent.state in {ReferralState.DRAFT, ReferralState.ENTERED_IN_ERROR}:
        return
    day, ended = sent.sent_at.date(), sent.ended_at.date() if sent.ended_at else None
    answers = sorted({*sent.answers, *([sent.acknowledged_at] if sent.acknowledged_at else ())})
    yield run(
        ClockKind.REFERRAL_ANSWER,
        day,
        law(clause_of(ClockKind.REFERRAL_ANSWER, sent.urgency), day),
        began_at=sent.sent_at,
        stopped_on=earliest(answers[0].date() if answers else None, ended),
        referral=sent.referral,
        doubts=(law(Clause.ACKNOWLEDGEMENT, day),),
    )
    if sent.appointment_at:
        starts = min(answers[0].date() if answers else day, sent.appointment_at.date())
        yield Clock(
            kind=ClockKind.APPOINTMENT,
            starts=starts,
            due=sent.appointment_at.date(),
            due_at=sent.appointment_at,
            term=law(Clause.APPOINTMENT, day),
            stopped_on=not_before(starts, ended),
            referral=sent.referral,
        )
    if answers:
        yield _feedback(sent, answers, law)
    yield run(
        ClockKind.JOINT_LIST,
        day,
        law(Clause.JOINT_LIST, day),
        stopped_on=ended,
        referral=sent.referral,
    )
    yield from _taken_back(sent, law)


def _taken_back(sent: Sent, law: Law) -> Iterator[Clock]:
    """Here it is carried out at once; the receiver still holds what was sent until it is told.

    One clock for each day on which somebody took it back; nothing but word to the receiver ends it.
    """
    days: dict[date, list[date | None]] = defaultdict(list)
    for one in sent.taken_back:
        days[one.on].append(one.told_on)
    for day, told in days.items():
        heard = [one for one in told if one]
        yield run(
            ClockKind.CONSENT_WITHDRAWAL,
            day,
            law(Clause.CONSENT_WITHDRAWAL, day),
            stopped_on=max(heard) if len(heard) == len(told) else None,
            referral=sent.referral,
        )


def _feedback(sent: Sent, answers: list[datetime], law: Law) -> Clock:
    """The client waits for the first answer since she was last told; else she was told.

    A record that was never told, or no longer says when, waits for its last answer.
    """
    told = sent.told_at
    untold = [one for one in answers if one > told] if told else answers[-1:]
    first = untold[0] if untold else answers[0]
    return run(
        ClockKind.FEEDBACK,
        first.date(),
        law(Clause.FEEDBACK, first.date()),
        stopped_on=told.date() if told and not untold else None,
        began_at=first,
        referral=sent.referral,
    )
