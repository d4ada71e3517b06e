"""Clocks: how long somebody has, when the time starts, and whether the law or we say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from saphan.domain.finding import IN_FORCE
from saphan.rulebook.rows import Row, Rule

#: The topic of every rule that is a clock.
TOPIC = "clocks"


class Running(StrEnum):
    """What sets the time: a law, a target of the service itself, or a date on the record."""

    STATUTORY = "statutory"
    SERVICE_STANDARD = "service_standard"
    RECORD_DATE = "record_date"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: a number of hours, days or months."""

    value: int
    unit: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock. Everything that no source states is None or empty, and must be shown as unknown.

    ``known`` tells whether ``duration`` may be used; ``day_count`` says whether calendar or
    working days are meant, as far as known. A service standard must never be shown as law.
    """

    rule: str
    name: str
    running: Running
    known: bool
    starts: str
    duration: Span | None
    extension: Span | None
    latest: Span | None
    schedule: tuple[Span, ...]
    day_count: str
    duty_bearer: str
    article: str
    source: str
    standing: str
    note: str


def clocks(rules: Iterable[Rule]) -> tuple[Clock, ...]:
    """Every clock of the law book, one for each row of a rule whose topic is clocks."""
    return tuple(_clock(rule, row) for rule in rules if rule.topic == TOPIC for row in rule.rows)


def _clock(rule: Rule, row: Row) -> Clock:
    more = row.details
    running = Running(str(more.get("kind")))
    trusted = row.standing in IN_FORCE or running is not Running.STATUTORY
    values = _numbers(row.value)
    return Clock(
        rule=rule.rule,
        name=str(more.get("name", rule.question)),
        running=running,
        known=trusted and bool(values),
        starts=str(more.get("starts") or ""),
        duration=Span(values[0], rule.unit) if trusted and len(values) == 1 else None,
        extension=_span(more.get("extension")),
        latest=_span(more.get("latest")),
        schedule=tuple(Span(value, rule.unit) for value in values) if len(values) > 1 else (),
        day_count=str(more.get("day_count") or ""),
        duty_bearer=str(more.get("duty_bearer") or ""),
        article=row.article,
        source="; ".join(str(source) for source in row.sources),
        standing=row.standing.value,
        note=row.note,
    )


def _numbers(value: object) -> list[int]:
    given = value if isinstance(value, list) else [value]
    return [each for each in given if isinstance(each, int)]


def _span(given: object) -> Span | None:
    if not isinstance(given, Mapping):
        return None
    return Span(int(str(given["value"])), str(given["unit"]))
