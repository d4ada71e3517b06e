"""Keeping records: until when somebody may decide to keep what is no longer worked on.

How long a record is kept at first is a setting of the installation. No law was found that says it.
"""

from __future__ import annotations

from datetime import date

from saphan.domain.care.terms import Span, Unit, day_after
from saphan.domain.refusals import Incomplete, Refused

#: Nobody decides further ahead than this: then somebody else asks again.
AHEAD = Span(120, Unit.MONTHS)


def check_keeping(until: date, why: str, *, today: date) -> None:
    """A day to come, at most ten years ahead, and a reason.

    Raises ``Incomplete("retention.why_missing")``, ``Refused("retention.day_past")`` or
    ``Refused("retention.too_far", most=...)``.
    """
    if not why.strip():
        raise Incomplete("retention.why_missing")
    if until <= today:
        raise Refused("retention.day_past", until=until)
    most = day_after(today, AHEAD)
    if until > most:
        raise Refused("retention.too_far", most=most)


def may_go(others_open: int) -> bool:
    """Whether somebody is erased with a case: nobody whose other case goes on is."""
    return others_open == 0
