"""Open now? Unknown hours stay unknown; they are never taken for closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum

from saphan.domain.care.codes import DAYS
from saphan.domain.care.records import Hours


class Now(StrEnum):
    """Whether a service is open at a moment."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


def open_at(hours: Sequence[Hours], moment: datetime) -> Now:
    """Whether one of the hours holds at the moment, which is local time of Thailand.

    Holidays are not known and not counted.
    """
    if not hours:
        return Now.UNKNOWN
    return Now.OPEN if any(_holds(one, moment) for one in hours) else Now.CLOSED


def is_always(hours: Sequence[Hours]) -> bool:
    """Whether it is open day and night, every day."""
    return any(
        len(set(one.days)) == len(DAYS) and one.opens == one.closes == time(0) for one in hours
    )


def _holds(hours: Hours, moment: datetime) -> bool:
    clock, today = moment.time(), DAYS[moment.weekday()]
    if hours.opens < hours.closes:
        return today in hours.days and hours.opens <= clock < hours.closes
    yesterday = DAYS[(moment - timedelta(days=1)).weekday()]
    late = today in hours.days and clock >= hours.opens
    return late or (yesterday in hours.days and clock < hours.closes)
