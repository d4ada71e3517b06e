"""The joint table: what has waited for more than 60 days, by step and reason, without a name.

It goes to a monthly meeting of organisations and offices. No cell below five people is shown, and
where one is hidden no sum is given from which it could be found (as in ADR 0008).

Each office also gets a table of what waits with it alone, and offices meet: the table of all minus
the tables of some must not tell what another hides. An office needs its own numbers, so a cell of
one office is shown from five people on, whatever others hide; the cell of all gives way. It is
shown only when the offices that hide are at least two, have five people together, and not the
fewest or the most that so many hidden cells can hold, because then each of them would be known.
The tables of two months can still be compared; nothing here hides that somebody was helped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from saphan.domain.care.referral import ReferralState, Reply

#: The fewest people a cell may stand for.
FEWEST = 5


class Waits(StrEnum):
    """With whom it waits."""

    RECEIVER = "receiver"
    CLIENT = "client"
    INSPECTOR = "inspector"
    EMPLOYER = "employer"


class Why(StrEnum):
    """Why it waits, as far as somebody said."""

    NOT_ANSWERED = "not_answered"
    RECEIVED_ONLY = "received_only"
    PAPERS_LACKING = "papers_lacking"
    APPOINTMENT_AHEAD = "appointment_ahead"
    ACCEPTED_NOT_GIVEN = "accepted_not_given"
    ORDER_PENDING = "order_pending"
    ORDER_EXTENDED = "order_extended"
    ORDER_NOT_PAID = "order_not_paid"


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits since a day, for so many people; ``party`` is the office that got the referral."""

    waits: Waits
    why: Why
    since: date
    people: int
    party: UUID | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people wait in one step for one reason; None when it may not be shown."""

    waits: Waits
    why: Why
    people: int | None
    longest_days: int | None


@dataclass(frozen=True, slots=True)
class JointTable:
    """The cells that are not empty; ``total`` is None when a cell is hidden."""

    cells: tuple[Cell, ...]
    total: int | None


def referral_waits(state: ReferralState, last: Reply | None) -> tuple[Waits, Why] | None:
    """With whom a referral waits and why; None when it waits no longer."""
    match state, last:
        case ReferralState.REQUESTED, None:
            return Waits.RECEIVER, Why.NOT_ANSWERED
        case ReferralState.REQUESTED, _:
            return Waits.RECEIVER, Why.RECEIVED_ONLY
        case ReferralState.ON_HOLD, _:
            return Waits.CLIENT, Why.PAPERS_LACKING
        case ReferralState.ACCEPTED, _:
            return Waits.RECEIVER, Why.ACCEPTED_NOT_GIVEN
        case ReferralState.IN_PROGRESS, _:
            return Waits.RECEIVER, Why.APPOINTMENT_AHEAD
    return None


def joint_table(pending: Iterable[Pending], *, on: date, longer_than: timedelta) -> JointTable:
    """What has waited longer, added up; cells that may not be shown are hidden, and then the sum.

    Of one office the pending of that office alone is given, of all of them everybody's.
    """
    people: dict[tuple[Waits, Why], Counter[UUID | None]] = {}
    oldest: dict[tuple[Waits, Why], date] = {}
    for one in pending:
        if one.people and on - one.since > longer_than:
            key = one.waits, one.why
            people.setdefault(key, Counter())[one.party] += one.people
            oldest[key] = min(one.since, oldest.get(key, one.since))
    cells = tuple(
        _cell(waits, why, people[waits, why], on - oldest[waits, why])
        for waits in Waits
        for why in Why
        if (waits, why) in people
    )
    hidden = any(cell.people is None for cell in cells)
    return JointTable(cells, None if hidden else sum(each.total() for each in people.values()))


def _cell(waits: Waits, why: Why, people: Counter[UUID | None], longest: timedelta) -> Cell:
    if people.total() < FEWEST or not _safe(people.values()):
        return Cell(waits, why, None, None)
    return Cell(waits, why, people.total(), longest.days)


def _safe(offices: Iterable[int]) -> bool:
    """Whether the sum of these offices, beside what each may show, tells nothing of the hidden."""
    hidden = [people for people in offices if people < FEWEST]
    together, most = sum(hidden), len(hidden) * (FEWEST - 1)
    return not hidden or (together >= FEWEST and len(hidden) < together < most)
