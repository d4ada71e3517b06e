"""Terms: how long somebody has, and whether the law, an agreement or we ourselves say so.

The priorities of a referral come from the inter-agency referral form; how soon a client is told and
how long records are kept has no source and is a choice of our own. All can be set for an
installation.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from saphan.domain.care.casework import ClockKind, Urgency


class Unit(StrEnum):
    """What a length of time is counted in. Days are days of the calendar."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time."""

    value: int
    unit: Unit


class Authority(StrEnum):
    """Who says how long a clock runs. Only the first is law."""

    LAW = "law"
    AGREED = "agreed"
    OWN = "own"
    RECORD = "record"


class Clause(StrEnum):
    """What can be asked about clocks: of the law book, of the settings, of the record."""

    INSPECTOR_ORDER = "inspector_order"
    EMPLOYER_PAYMENT = "employer_payment"
    LIMITATION = "limitation"
    REFILING = "refiling"
    ANSWER_EMERGENCY = "answer_emergency"
    ANSWER_URGENT = "answer_urgent"
    ANSWER_NORMAL = "answer_normal"
    ACKNOWLEDGEMENT = "acknowledgement"
    FEEDBACK = "feedback"
    CASE_REVIEW = "case_review"
    JOINT_LIST = "joint_list"
    PERMIT_EXPIRY = "permit_expiry"
    CONSENT_WITHDRAWAL = "consent_withdrawal"
    APPOINTMENT = "appointment"
    FOLLOW_UP = "follow_up"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Term:
    """What holds for one clause on one day.

    ``length`` is None when it is not known; ``reason_code`` and ``sentence`` then say why, and
    ``since`` from which day. It is None too for a day that stands on the record. ``begins``,
    ``day_count``, ``caveat`` and ``sentence`` are plain English of the law book. ``rule`` is a rule
    of the law book, a setting, or a column of the record.
    """

    clause: Clause
    authority: Authority
    rule: str
    source: str
    length: Span | None = None
    extension: Span | None = None
    latest: Span | None = None
    reason_code: str = ""
    sentence: str = ""
    since: date | None = None
    article: str = ""
    standing: str = ""
    begins: str = ""
    day_count: str = ""
    caveat: str = ""

    @property
    def known(self) -> bool:
        """Whether a day can be computed from it."""
        return self.length is not None


#: Answers what holds for a clause on a day.
Law = Callable[[Clause, date], Term]

#: How soon a receiver answers. Source: inter-agency referral form, block "Priority".
INTER_AGENCY: Mapping[Urgency, Span] = {
    Urgency.EMERGENCY: Span(24, Unit.HOURS),
    Urgency.URGENT: Span(72, Unit.HOURS),
    Urgency.NORMAL: Span(2, Unit.WEEKS),
}
_OF_ANSWERS: Mapping[Urgency, Clause] = {
    Urgency.EMERGENCY: Clause.ANSWER_EMERGENCY,
    Urgency.URGENT: Clause.ANSWER_URGENT,
    Urgency.NORMAL: Clause.ANSWER_NORMAL,
}
_CLAUSES: Mapping[ClockKind, Clause] = {
    ClockKind.INSPECTOR_ORDER: Clause.INSPECTOR_ORDER,
    ClockKind.EMPLOYER_PAYMENT: Clause.EMPLOYER_PAYMENT,
    ClockKind.LIMITATION: Clause.LIMITATION,
    ClockKind.PERMIT_EXPIRY: Clause.PERMIT_EXPIRY,
    ClockKind.APPOINTMENT: Clause.APPOINTMENT,
    ClockKind.FOLLOW_UP: Clause.FOLLOW_UP,
    ClockKind.CASE_REVIEW: Clause.CASE_REVIEW,
    ClockKind.CONSENT_WITHDRAWAL: Clause.CONSENT_WITHDRAWAL,
    ClockKind.JOINT_LIST: Clause.JOINT_LIST,
    ClockKind.FEEDBACK: Clause.FEEDBACK,
    ClockKind.RETENTION: Clause.RETENTION,
}


@dataclass(frozen=True, slots=True)
class Standards:
    """What an installation sets: how soon a receiver answers and a client is told.

    ``retention`` is how long after its end a record is kept before somebody decides again. No law
    was found that says it: the length is the organisation's decision.
    """

    emergency: Span = INTER_AGENCY[Urgency.EMERGENCY]
    urgent: Span = INTER_AGENCY[Urgency.URGENT]
    normal: Span = INTER_AGENCY[Urgency.NORMAL]
    feedback: Span = Span(7, Unit.DAYS)
    retention: Span = Span(24, Unit.MONTHS)

    def answer(self, clause: Clause) -> Span | None:
        """The length for an answer to a referral; None for any other clause."""
        return {
            Clause.ANSWER_EMERGENCY: self.emergency,
            Clause.ANSWER_URGENT: self.urgent,
            Clause.ANSWER_NORMAL: self.normal,
        }.get(clause)


def clause_of(kind: ClockKind, urgency: Urgency | None = None) -> Clause:
    """What is asked about a clock; answers to referrals differ by urgency."""
    if kind is ClockKind.REFERRAL_ANSWER:
        return _OF_ANSWERS[urgency or Urgency.NORMAL]
    return _CLAUSES[kind]


_WRITTEN = re.compile(r"([1-9]\d{0,3})([hdwm])")
_LETTERS: Mapping[str, Unit] = {unit.value[0]: unit for unit in Unit}


def read_span(written: str) -> Span | None:
    """The length in a text such as ``24h``, ``7d``, ``2w`` or ``3m``; None when it is none."""
    found = _WRITTEN.fullmatch(written.strip().lower())
    return Span(int(found[1]), _LETTERS[found[2]]) if found else None


def day_after(start: date, span: Span) -> date:
    """The day on which the time is over, whole days counted from the day after the start.

    Hours count as the days they fill; a month ends on the same day of the month, or on its last.
    """
    match span.unit:
        case Unit.HOURS:
            return start + timedelta(days=-(-span.value // 24))
        case Unit.DAYS:
            return start + timedelta(days=span.value)
        case Unit.WEEKS:
            return start + timedelta(weeks=span.value)
        case Unit.MONTHS:
            return _months_later(start, span.value)


def instant_after(start: datetime, span: Span) -> datetime | None:
    """The instant at which so many hours are over; None for a length that is counted in days."""
    return start + timedelta(hours=span.value) if span.unit is Unit.HOURS else None


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
