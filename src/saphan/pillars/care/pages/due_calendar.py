"""What is due as a calendar file (RFC 5545): codes and kinds of clocks, no fact and no name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from saphan.foundation.exports import invented
from saphan.pillars.care.forms import labels
from saphan.pillars.care.queries.due import DueLine

#: A reminder before each event.
_BEFORE = timedelta(days=-1)
#: How long an event with an hour is shown.
_SHOWN = timedelta(minutes=30)


def calendar(lines: Iterable[DueLine], *, at: datetime) -> bytes:
    """A calendar with one event a line that has a day; ``at`` is when it was written.

    The key of an event stays the same, so that a calendar that takes the file again moves it.
    """
    made = Calendar()
    made.add("prodid", "-//Saphan//Due//EN")
    made.add("version", "2.0")
    for line in lines:
        if line.due:
            made.add_component(_event(line, line.due, at))
    return bytes(made.to_ical())


def _event(line: DueLine, day: date, at: datetime) -> Event:
    words = f"{line.case or line.worker}: {labels.CLOCKS[line.kind]}"
    if invented():
        words = f"{_('Invented demo data')}: {words}"
    begins: date | datetime = line.due_at.astimezone(UTC) if line.due_at else day
    event = Event()
    event.add("uid", f"{line.key}@saphan.invalid")
    event.add("summary", words)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + (_SHOWN if line.due_at else timedelta(days=1)))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", _BEFORE)
    event.add_component(alarm)
    return event
