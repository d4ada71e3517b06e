"""Which questions about charges have the same answer, worked out once a day for all languages.

The answer for a month is that of the month before it unless a rule begins or ends in between, so
only such months are asked about; equal rows, blocks, verdicts and official amounts are kept once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Generic, TypeVar

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.charges import Cap, ChargeRule, Effect
from saphan.domain.recruitment.check import Told, check
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme
from saphan.foundation.plain import law_book
from saphan.rulebook.official import TARIFF_RULES, official_fees
from saphan.web.public.charge_query import FIRST_YEAR, SCHEMES, Entry, Given

Thing = TypeVar("Thing")
#: Stands for a time that nobody knows.
UNKNOWN = "unknown"
_DAY = timedelta(days=1)
_NO_CAP = Cap()


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``when`` is a year, a month, or unknown."""

    origin: Nationality
    scheme: Scheme
    when: str
    item: Item
    paid_to: Payee


@dataclass(frozen=True, slots=True)
class Saying:
    """What one body of rules says, by a question that gets it.

    ``limit`` is the number of the row with a limit, None without one; ``open`` tells that an
    amount below the limit may still be too much.
    """

    question: Question
    law: Law
    limit: int | None
    cap: Cap = _NO_CAP
    open: bool = False


@dataclass(slots=True)
class Numbered(Generic[Thing]):
    """Things by number, in the order in which they were first met; equal ones are kept once."""

    things: list[Thing] = field(default_factory=list)
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def number(self, thing: Thing, by: Hashable = None) -> int:
        """The number of a thing; ``by`` tells things apart that cannot do it themselves."""
        key = thing if by is None else by
        if key not in self._numbers:
            self._numbers[key] = len(self.things)
            self.things.append(thing)
        return self._numbers[key]


Numbers = Numbered[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Numbers all the way, each thing once.

    ``times`` gives for an origin and channel the row of each time: for months and years only
    where it changes, as a flat list of time and row. A row names what each body of rules says, and
    the official amounts: four lists of items. An item is a block of payees, a payee a saying;
    ``askers`` are questions by their official amounts.
    """

    times: dict[str, dict[str, object]] = field(default_factory=dict)
    rows: Numbers = field(default_factory=Numbered)
    lists: Numbers = field(default_factory=Numbered)
    blocks: Numbers = field(default_factory=Numbered)
    sayings: Numbered[Saying] = field(default_factory=Numbered)
    limits: Numbered[Cap] = field(default_factory=Numbered)
    askers: Numbered[Question] = field(default_factory=Numbered)


@lru_cache(maxsize=2)
def layout(on: date, _digest: str) -> Layout:
    """The layout of every question on a day."""
    made = _Maker(on, law_book().charges())
    for origin in Nationality:
        for scheme in SCHEMES:
            made.found.times[f"{origin} {scheme}"] = made.times(origin, scheme)
    return made.found


def years(on: date) -> range:
    """The years about which the page can be asked."""
    return range(FIRST_YEAR, on.year + 2)


@dataclass(slots=True)
class _Maker:
    """Asks every question whose answer may be new."""

    on: date
    charges: tuple[ChargeRule, ...]
    found: Layout = field(default_factory=Layout)
    _known: dict[Hashable, tuple[int, ...]] = field(default_factory=dict)

    def times(self, origin: Nationality, scheme: Scheme) -> dict[str, object]:
        """The row of every time."""
        here = self._concerned(origin, scheme)
        turns = _turns(here)
        months = [f"{year:04d}-{month:02d}" for year in years(self.on) for month in range(1, 13)]

        def changes(times: Iterable[str]) -> list[object]:
            told = ((when, row(when)) for when in _where_new(times, turns))
            firsts = (next(group) for _, group in groupby(told, key=lambda pair: pair[1]))
            return [part for pair in firsts for part in pair]

        def row(when: str) -> int:
            return self.found.rows.number(
                (*self._said(origin, scheme, when, here), self._fees(origin, scheme, when))
            )

        return {
            "months": changes(months),
            "years": changes(map(str, years(self.on))),
            UNKNOWN: row(UNKNOWN),
        }

    def _concerned(self, origin: Nationality, scheme: Scheme) -> list[ChargeRule]:
        return [
            rule
            for rule in self.charges
            if (not rule.nationalities or origin in rule.nationalities)
            and (not rule.schemes or scheme in rule.schemes)
        ]

    def _said(
        self, origin: Nationality, scheme: Scheme, when: str, here: list[ChargeRule]
    ) -> tuple[int, ...]:
        """The lists of the three bodies of rules; the same rules in the same state say the same."""
        states = tuple((id(rule), _state(rule, when)) for rule in here)
        if (origin, states) not in self._known:
            self._known[origin, states] = self._asked(origin, scheme, when)
        return self._known[origin, states]

    def _asked(self, origin: Nationality, scheme: Scheme, when: str) -> tuple[int, ...]:
        questions = [Question(origin, scheme, when, item, to) for item in Item for to in Payee]
        checked = check(given(questions).asked(), self.charges, as_of=self.on)
        lists: dict[Law, list[int]] = {law: [] for law in Law}
        pairs = zip(questions, checked, strict=True)
        for _, those in groupby(pairs, key=lambda pair: pair[0].item):
            payees = list(those)
            for law, blocks in lists.items():
                said = (self._saying(law, one.told[law], asked) for asked, one in payees)
                blocks.append(self.found.blocks.number(tuple(said)))
        return tuple(self.found.lists.number(tuple(blocks)) for blocks in lists.values())

    def _saying(self, law: Law, told: Told, question: Question) -> int:
        cap, rule = told.cap, told.finding
        limit = None
        if cap is not None:
            row = (law, rule.rule, rule.starts, rule.ends, rule.article)
            limit = self.found.limits.number(cap, by=row)
        is_open = cap is not None and cap.within is Effect.UNKNOWN
        saying = Saying(question, law, limit, cap or _NO_CAP, is_open)
        whose = question.origin if law is Law.ORIGIN else None
        return self.found.sayings.number(saying, by=(whose, law, told))

    def _fees(self, origin: Nationality, scheme: Scheme, when: str) -> int:
        day = PartialDate.from_date(self.on) if when == UNKNOWN else time_of(when)
        fees = []
        for item in Item:
            found = official_fees(law_book(), item, nationality=origin, scheme=scheme, on=day)
            asked = Question(origin, scheme, when, item, Payee.UNKNOWN)
            fees.append(self.found.askers.number(asked, by=repr(found)))
        return self.found.lists.number(tuple(fees))


def _state(rule: ChargeRule, when: str) -> object:
    """How a rule lies to a time; the ILO definition is always that of today."""
    if rule.law is Law.ILO or when == UNKNOWN:
        return when == UNKNOWN
    span, last = time_of(when), rule.period.last or date.max
    begun = rule.period.first <= span.first, rule.period.first <= span.last
    return (*begun, last >= span.first, last >= span.last)


def _turns(rules: Iterable[ChargeRule]) -> frozenset[date]:
    """Every day on which a row begins, or is the first day without it."""
    charges = [rule.period for rule in rules if rule.law is not Law.ILO]
    fees = [row for one in TARIFF_RULES for row in law_book().rule(one).rows]
    firsts = [*(span.first for span in charges), *(row.first for row in fees)]
    lasts = [
        *(span.last for span in charges),
        *(last for row in fees for last in (row.last, row.holds_until)),
    ]
    ends = (last + _DAY for last in lasts if last and last < date.max)
    return frozenset([*(first for first in firsts if first), *ends])


def _where_new(times: Iterable[str], turns: frozenset[date]) -> Iterator[str]:
    """The times between which and the one before something may have changed."""
    before: date | None = None
    for when in times:
        span = time_of(when)
        if before is None or any(before < turn <= span.last for turn in turns):
            yield when
        before = span.first


def time_of(when: str) -> PartialDate:
    """A year or a month."""
    year, _, month = when.partition("-")
    return PartialDate(int(year), int(month) if month else None)


def given(questions: list[Question]) -> Given:
    """What somebody gave who asked all these at once and knows no amount."""
    first = questions[0]
    entries: dict[Item, tuple[Entry, ...]] = {}
    for one in questions:
        entry = Entry(None, Currency.THB, one.paid_to)
        entries[one.item] = (*entries.get(one.item, ()), entry)
    return Given(first.origin, first.scheme, first.when, tuple(entries), entries, enough=True)
