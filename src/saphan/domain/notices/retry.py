"""When a notice that was not sent is tried again, and when a person has to tell her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from saphan.domain.notices.codes import Failure, Trouble

#: The wait after the first try; each further one is so many times as long.
FIRST_WAIT, GROWTH = timedelta(minutes=1), 4
LONGEST_WAIT = timedelta(hours=4)
MOST_TRIES = 6
#: From the first try on. A retry key of the LINE Messaging API holds for 24 hours (LINE Developers,
#: "Retry failed API requests"), and old news on a telephone helps nobody.
TRIED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one try ended: sent when there is no failure.

    ``wait`` is what the service asked for before the next try.
    """

    failure: Failure | None = None
    trouble: Trouble | None = None
    wait: timedelta | None = None

    @property
    def sent(self) -> bool:
        """Whether the service took the message."""
        return self.failure is None


SENT = Outcome()


def not_sent(trouble: Trouble, wait: timedelta | None = None) -> Outcome:
    """Surely not sent; another try may succeed."""
    return Outcome(Failure.TEMPORARY, trouble, wait)


def perhaps_sent(trouble: Trouble) -> Outcome:
    """Nobody knows whether it was sent."""
    return Outcome(Failure.UNCERTAIN, trouble)


def never_sent(trouble: Trouble) -> Outcome:
    """Another try would fail as well."""
    return Outcome(Failure.PERMANENT, trouble)


def next_try(
    attempts: int,
    failed_at: datetime,
    failure: Failure,
    *,
    repeatable: bool = False,
    wait: timedelta | None = None,
) -> datetime | None:
    """When to try again after so many tries; None: give it to a person.

    The waits are 1, 4, 16, 64 minutes and 4 hours, or what the service asked for when that is
    longer. What was perhaps sent is tried again only where the service knows a repeated message
    (``repeatable``), so that nobody gets it twice.
    """
    if failure is Failure.PERMANENT or attempts >= MOST_TRIES:
        return None
    if failure is Failure.UNCERTAIN and not repeatable:
        return None
    asked = wait or timedelta(0)
    if asked > LONGEST_WAIT:
        return None
    planned = min(FIRST_WAIT * int(GROWTH ** (attempts - 1)), LONGEST_WAIT)
    return failed_at + max(planned, asked)


def is_too_late(first_try: datetime | None, at: datetime) -> bool:
    """Whether so much time has passed since the first try that a person should tell her."""
    return first_try is not None and at - first_try > TRIED_WITHIN
