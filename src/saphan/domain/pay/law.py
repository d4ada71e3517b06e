"""What the law book says about pay in one place, in dated pieces that a claim can count with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from saphan.domain.finding import Finding, Verdict
from saphan.domain.pay.codes import Topic, Work
from saphan.domain.pay.reasons import REASONS
from saphan.domain.period import Period

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Provision:
    """What the law book says about one topic in one span of days.

    ``value`` is baht, hours, days or a plain number, as the topic needs it; None means unknown, and
    ``reason_code`` says why. ``note`` is the answer of the law book as a plain English sentence.
    """

    topic: Topic
    period: Period
    value: Fraction | None
    reason_code: str
    rule: str = ""
    article: str = ""
    source: str = ""
    standing: str = ""
    starts: date | None = None
    ends: date | None = None
    since: date | None = None
    caveat: str = ""
    note: str = ""

    def finding(self, verdict: Verdict, code: str) -> Finding:
        """A verdict that rests on this provision, for a reason of ``reasons.REASONS``."""
        return Finding(
            verdict=verdict,
            rule=self.rule,
            article=self.article,
            source=self.source,
            standing=self.standing,
            reason=REASONS[code],
            reason_code=code,
            starts=self.starts,
            ends=self.ends,
            since=self.since,
        )


@dataclass(frozen=True, slots=True)
class PayLaw:
    """Every provision for one place and one kind of work.

    ``sector`` and ``work`` are None when nobody said; ``elsewhere`` are the districts and areas of
    the province with a rate of their own, when none was named. The claim then names what was
    assumed. Days and topics that no provision covers are unknown.
    """

    provisions: tuple[Provision, ...]
    province: str = ""
    sector: str | None = None
    work: Work | None = None
    elsewhere: tuple[str, ...] = ()

    def parts(self, topic: Topic, period: Period) -> tuple[Provision, ...]:
        """The provisions of a topic, cut to a closed period, day after day without a gap."""
        return tuple(self._parts(topic, period))

    def _parts(self, topic: Topic, period: Period) -> Iterator[Provision]:
        first, end = period.first, period.last or date.max
        of_topic = (each for each in self.provisions if each.topic is topic)
        for each in sorted(of_topic, key=lambda each: each.period.first):
            last = min(each.period.last or date.max, end)
            start = max(each.period.first, first)
            if start > last:
                continue
            if start > first:
                yield _missing(topic, Period(first, start - _DAY))
            yield replace(each, period=Period(start, last))
            if last == end:
                return
            first = last + _DAY
        yield _missing(topic, Period(first, end))

    def steady(self, topic: Topic, period: Period) -> Provision:
        """What holds over the whole period; unknown when a part is, or when the value changes."""
        parts = self.parts(topic, period)
        unknown = [part for part in parts if part.value is None]
        if unknown:
            return unknown[0]
        if len({part.value for part in parts}) > 1:
            return replace(parts[0], value=None, reason_code="changed_within")
        return parts[0]


def _missing(topic: Topic, period: Period) -> Provision:
    return Provision(topic, period, None, "no_rule")
