"""What the law book answers: one question, one day, one place, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from saphan.domain.finding import IN_FORCE, Standing
from saphan.domain.recruitment.charges import Effect
from saphan.rulebook.rows import Ends, Kind, Position, Row, Rule, Source, Starts

_DAY = timedelta(days=1)


class Reason(StrEnum):
    """Why the answer is what it is; every value but the first means "unknown"."""

    IN_FORCE = "in_force"
    UNVERIFIED = "unverified"
    DISPUTED = "disputed"
    UNDECIDED = "undecided"
    NOT_CHECKED = "not_checked"
    LAST_SEEN = "last_seen"
    ENDED = "ended"
    NOT_YET = "not_yet"
    NOT_SEEN_BEFORE = "not_seen_before"
    PLACE_MISSING = "place_missing"
    PLACE_UNKNOWN = "place_unknown"
    AMBIGUOUS = "ambiguous"


#: Why an answer is unknown; places hold ISO days, conditions, claims, and the reason of a row.
SENTENCES = {
    Reason.UNVERIFIED: "Unknown: no source attests it. {why}",
    Reason.DISPUTED: "Unknown: sources differ ({claims}). {why}",
    Reason.UNDECIDED: "Unknown: {why}",
    Reason.NOT_CHECKED: "Unknown since {since}: last checked on {checked}, over a year before.",
    Reason.LAST_SEEN: "Unknown since {since}: last seen in force on {last}; no later source known.",
    Reason.ENDED: "Unknown since {since}: the value ended on {last}; no source for what followed.",
    Reason.NOT_YET: "Unknown: the earliest value known here starts on {first}.",
    Reason.NOT_SEEN_BEFORE: "Unknown: first seen in force on {first}; no source for earlier days.",
    Reason.PLACE_MISSING: "Unknown: the answer depends on {conditions}; say for which one.",
    Reason.PLACE_UNKNOWN: "Unknown: the law book has no value for this {conditions}.",
    Reason.AMBIGUOUS: "Unknown: several rows speak on this day; say more about {conditions}.",
}
#: The end of a caveat when a row holds since a day that nobody stated.
SINCE_NOT_STATED = "Since when this holds is not stated in the source."


@dataclass(frozen=True, slots=True)
class Answer:
    """What held on a day. ``value`` is None whenever ``known`` is false.

    ``starts`` and ``ends`` are the dates of the row that speaks; ``since`` is the first day on
    which the answer became unknown, as far as that can be said. ``sentence`` is plain English.
    """

    known: bool
    value: object
    rule: str
    question: str
    article: str
    source: str
    sources: tuple[Source, ...]
    standing: str
    starts: date | None
    ends: date | None
    since: date | None
    reason: Reason
    sentence: str
    caveat: str
    positions: tuple[Position, ...]
    note: str
    details: Mapping[str, object] = field(default_factory=dict)


def answer(rule: Rule, *, on: date, codes: frozenset[str]) -> Answer:
    """What the rule says on a day for somebody to whom the codes apply.

    ``codes`` are the codes of place, sector, item and so on; a row speaks when each of its
    conditions accepts one of them, and a narrower row replaces a wider one.
    """
    fitting = [row for row in rule.rows if row.fits(codes)]
    if not fitting:
        return _nowhere(rule, codes)
    speaking = narrowest([row for row in fitting if row.spans(on)])
    if not speaking:
        return _no_day(rule, fitting, on)
    if len({repr((row.value, row.cap, row.standing in IN_FORCE)) for row in speaking}) > 1:
        return _unknown(rule, None, Reason.AMBIGUOUS, None)
    return _by_row(rule, speaking[0], on)


def narrowest(rows: Sequence[Row]) -> list[Row]:
    """The rows that no narrower row among them replaces."""
    return [row for row in rows if not any(other.narrower_than(row) for other in rows)]


def _by_row(rule: Rule, row: Row, on: date) -> Answer:
    if row.standing is Standing.DISPUTED:
        return _unknown(rule, row, Reason.DISPUTED, row.first)
    if rule.kind is Kind.CHARGE and row.value == Effect.UNKNOWN:
        return _unknown(rule, row, Reason.UNDECIDED, row.first)
    if row.standing not in IN_FORCE or row.value is None:
        return _unknown(rule, row, Reason.UNVERIFIED, row.first)
    last = row.holds_until
    if row.last is None and last is not None and on > last:
        return _unknown(rule, row, Reason.NOT_CHECKED, last + _DAY)
    return _known(rule, row)


def _no_day(rule: Rule, rows: Sequence[Row], on: date) -> Answer:
    """No row spans the day: what the nearest row before it, else after it, lets us say."""
    before = [row for row in rows if row.last and row.last < on]
    if before:
        row = max(before, key=lambda row: row.last or date.min)
        reason = Reason.LAST_SEEN if row.ends is Ends.LAST_SEEN else Reason.ENDED
        return _unknown(rule, row, reason, row.last + _DAY if row.last else None)
    row = min(rows, key=lambda row: row.first or date.max)
    seen = row.starts is Starts.FIRST_SEEN
    return _unknown(rule, row, Reason.NOT_SEEN_BEFORE if seen else Reason.NOT_YET, None)


def _nowhere(rule: Rule, codes: frozenset[str]) -> Answer:
    reason = Reason.PLACE_UNKNOWN if codes else Reason.PLACE_MISSING
    return _unknown(rule, None, reason, None)


def _known(rule: Rule, row: Row) -> Answer:
    value = f"{_BOUNDS.get(rule.bound, '')}{shown(rule, row)}"
    since = f" from {row.first}" if row.first else ""
    until = f" until {row.last}" if row.last else ""
    article = f" ({row.article})" if row.article else ""
    sentence = f"{value}{article}{since}{until}."
    return _made(rule, row, Reason.IN_FORCE, None, sentence[:1].upper() + sentence[1:])


_BOUNDS = {"min": "at least ", "max": "at most "}


def _unknown(rule: Rule, row: Row | None, reason: Reason, since: date | None) -> Answer:
    sentence = SENTENCES[reason].format(
        since=since,
        last=row.last if row else None,
        first=row.first if row else None,
        checked=row.checked if row else None,
        conditions=", ".join(sorted({key for each in rule.rows for key in each.where})),
        claims=" or ".join(str(position.claim) for position in row.positions) if row else "",
        why=(row.reason or row.note) if row else "",
    )
    return _made(rule, row, reason, since, " ".join(sentence.split()))


def _made(rule: Rule, row: Row | None, reason: Reason, since: date | None, sentence: str) -> Answer:
    known = reason is Reason.IN_FORCE
    return Answer(
        known=known,
        value=row.value if known and row else None,
        rule=rule.rule,
        question=rule.question,
        article=row.article if row else "",
        source="; ".join(str(source) for source in row.sources) if row else "",
        sources=row.sources if row else (),
        standing=row.standing.value if row else "",
        starts=row.first if row else None,
        ends=row.last if row else None,
        since=since,
        reason=reason,
        sentence=sentence,
        caveat=_caveat(row) if row else "",
        positions=row.positions if row else (),
        note=row.note if row else "",
        details=row.details if known and row else {},
    )


def _caveat(row: Row) -> str:
    said = [row.caveat]
    if row.starts is Starts.UNKNOWN and row.standing in IN_FORCE:
        said.append(SINCE_NOT_STATED)
    return " ".join(part for part in said if part)


def shown(rule: Rule, row: Row) -> str:
    """The value of a row as words: with its currency, unit, or the cap of a charge."""
    if rule.kind is Kind.CHARGE:
        return _shown_charge(row)
    value = row.value
    if isinstance(value, dict) and rule.kind in (Kind.AMOUNT, Kind.NUMBER, Kind.PERCENT):
        shown_value = _shown_range(rule, value)
    else:
        shown_value = _shown_one(rule, value)
    unit = rule.unit if rule.kind is not Kind.TEXT else ""
    return " ".join(part for part in (rule.currency, shown_value, unit) if part)


def _shown_range(rule: Rule, value: dict[str, object]) -> str:
    ends = [_shown_one(rule, value[key]) for key in ("min", "max") if key in value]
    return " to ".join(ends)


def _shown_one(rule: Rule, value: object) -> str:
    if rule.kind is Kind.PERCENT and isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}%"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_shown_one(rule, entry) for entry in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown_one(rule, entry)}" for key, entry in value.items())
    return str(value)


def _shown_charge(row: Row) -> str:
    cap = row.cap or {}
    if "amount" in cap:
        return f"capped at {cap['currency']} {cap['amount']:,}"
    if "months_of_wage" in cap:
        return f"capped at {cap['months_of_wage']} months of wage"
    return str(row.value)
