"""The answer to "Is this charge legal?" in the words of a language, for page, text and picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.utils.safestring import SafeString

from saphan.domain.finding import Finding, Standing, Verdict
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.charges import ChargeRule
from saphan.domain.recruitment.check import Checked, Told, check
from saphan.domain.recruitment.codes import Item, Law, Payee
from saphan.foundation.law_words import STANDINGS, reason_said
from saphan.foundation.plain import law_book
from saphan.foundation.words import Words, date_both_eras
from saphan.rulebook.official import (
    Official,
    official_fees,
    row_behind,
    unknown_since,
)
from saphan.rulebook.rows import Row, Source
from saphan.web.public import charge_words
from saphan.web.public.charge_pictures import picture
from saphan.web.public.charge_query import Given


@dataclass(frozen=True, slots=True)
class Basis:
    """What statements rest on: facts with the language of each, and where it was read.

    ``standing`` says how far it can be relied on, in words.
    """

    facts: tuple[tuple[str, str], ...]
    standing: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one body of rules says about one payment; ``basis`` counts from 1, 0 is none."""

    law: str
    tone: str
    headline: str
    reason: str
    basis: int


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment in words, and three answers."""

    amount: str
    payee: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Tariff:
    """An official amount in words, or that it is not known (``amount`` is empty)."""

    what: str
    amount: str
    unknown: str
    basis: int


@dataclass(frozen=True, slots=True)
class Thing:
    """One item: what is paid for it, and what it costs at the public office."""

    item: Item
    name: str
    payments: tuple[Payment, ...]
    tariffs: tuple[Tariff, ...]

    @property
    def picture(self) -> SafeString:
        """The drawing of the item."""
        return picture(self.item)


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer; ``bases`` are what it rests on, each once.

    ``checked`` says when they were last checked, where that was one day for all of which it is
    known; else each says its own. ``forbidden`` tells whether something must not be charged.
    """

    things: tuple[Thing, ...]
    bases: tuple[Basis, ...]
    checked: str
    forbidden: bool
    country: str
    scheme: str
    when: str

    @property
    def by_standing(self) -> dict[str, list[tuple[int, Basis]]]:
        """The bases with their numbers, under the words that hold for all of them."""
        found: dict[str, list[tuple[int, Basis]]] = {}
        for number, basis in enumerate(self.bases, start=1):
            found.setdefault(basis.standing, []).append((number, basis))
        return found


def answer(given: Given, words: Words, *, today: date) -> Answer:
    """The answer to what was given, by the rules as they are known today."""
    checked = check(given.asked(), _charges(), as_of=today)
    told = _Telling(given, words, today)
    things = tuple(
        told.thing(item, list(found))
        for item, found in groupby(checked, key=lambda one: one.line.item)
    )
    forbidden = {Verdict.PROHIBITED, Verdict.OVER_CAP}
    return Answer(
        things=things,
        bases=told.bases(),
        checked=told.checked(),
        forbidden=any(
            one.finding.verdict in forbidden for line in checked for one in line.told.values()
        ),
        country=words.say(charge_words.COUNTRIES[given.asked().nationality]),
        scheme=words.say(charge_words.SCHEMES[given.asked().scheme]),
        when=charge_words.time_of(given, words),
    )


@lru_cache(maxsize=1)
def _charges() -> tuple[ChargeRule, ...]:
    """The charge rules of this installation, made once."""
    return law_book().charges()


#: Facts, standing and the day of the last check; sources are gathered beside it.
_Key = tuple[tuple[tuple[str, str], ...], str, date | None]


class _Telling:
    """Puts one answer into words and counts what it rests on."""

    def __init__(self, given: Given, words: Words, today: date) -> None:
        self._asked = given.asked()
        self._words = words
        self._on = given.paid_on or PartialDate.from_date(today)
        self._bases: dict[_Key, dict[Source, None]] = {}

    def bases(self) -> tuple[Basis, ...]:
        """What was rested on, in the order in which it was first needed."""
        apart = len(self._checks()) > 1
        return tuple(
            Basis(
                (*facts, (self._checked(day), "")) if apart and day else facts,
                standing,
                tuple(sources),
            )
            for (facts, standing, day), sources in self._bases.items()
        )

    def checked(self) -> str:
        """When all of that was last checked; nothing when it was on several days."""
        days = self._checks()
        return self._checked(days.pop()) if len(days) == 1 else ""

    def _checks(self) -> set[date]:
        return {day for _, _, day in self._bases if day}

    def _checked(self, day: date) -> str:
        return f"{self._words.say('Last checked')}: {self._day(day)}"

    def thing(self, item: Item, found: Sequence[Checked]) -> Thing:
        """One item with its payments and its official amounts."""
        tariffs = official_fees(
            law_book(),
            item,
            nationality=self._asked.nationality,
            scheme=self._asked.scheme,
            on=self._on,
        )
        return Thing(
            item=item,
            name=self._words.say(charge_words.ITEMS[item]),
            payments=tuple(self._payment(one) for one in found),
            tariffs=tuple(self._tariff(one) for one in tariffs),
        )

    def _payment(self, checked: Checked) -> Payment:
        line, words = checked.line, self._words
        payee = (
            "" if line.paid_to is Payee.UNKNOWN else words.say(charge_words.PAYEES[line.paid_to])
        )
        if line.amount is None:
            amount: str = words.say("Amount not known")
        else:
            amount = charge_words.amount(line.amount, line.currency, words)
        said = tuple(self._said(law, told) for law, told in checked.told.items())
        return Payment(amount, payee, said)

    def _said(self, law: Law, told: Told) -> Said:
        finding, words = told.finding, self._words
        row = row_behind(law_book(), finding)
        since = unknown_since(law_book(), finding)
        begins = row is not None and row.first is not None
        silence = "later" if since else "earlier" if begins and not finding.starts else ""
        return Said(
            law=charge_words.law_name(law, self._asked.nationality, words),
            tone=charge_words.tone(told),
            headline=charge_words.headline(told, words, since=self._day(since) if since else ""),
            reason=charge_words.reason(law, told, words, silence=silence),
            basis=self._of_finding(finding, row, since) if finding.rule else 0,
        )

    def _of_finding(self, finding: Finding, row: Row | None, since: date | None) -> int:
        # An open rule has no last day, though it answers only for a year after its last check.
        until = row.last if row and not since and finding.verdict is not Verdict.UNKNOWN else None
        facts = [
            *self._facts(finding.article, finding.rule),
            *self._days(since, None if since else finding.starts, until),
        ]
        key = tuple(facts), self._standing(finding.standing), row.checked if row else None
        return self._number(key, row.sources if row else ())

    def _tariff(self, official: Official) -> Tariff:
        said, words = official.answer, self._words
        amount = ""
        if official.low is not None and official.high is not None and official.currency:
            amount = charge_words.span(official.low, official.high, official.currency, words)
        facts = [
            *self._facts(said.article, said.rule),
            *self._days(
                said.since, None if said.since else said.starts, said.ends if said.known else None
            ),
            *self._caveat(said.caveat),
        ]
        return Tariff(
            what=words.say(charge_words.OFFICIAL[official.rule]),
            amount=amount,
            unknown="" if amount else self._not_known(said.since),
            basis=self._number((tuple(facts), self._standing(said.standing), None), said.sources),
        )

    def _caveat(self, caveat: str) -> Iterator[tuple[str, str]]:
        if caveat:
            said = reason_said(caveat, self._words.language)
            yield said, "en" if said.fell_back else ""

    def _facts(self, article: str, rule: str) -> Iterator[tuple[str, str]]:
        """Each fact, and the language it is in where that is not the page's."""
        if article:
            yield article, "en"
        yield rule, "en"

    def _standing(self, standing: str) -> str:
        return self._words.say(STANDINGS[Standing(standing)]) if standing else ""

    def _days(
        self, since: date | None, starts: date | None, ends: date | None
    ) -> Iterator[tuple[str, str]]:
        for label, day in (("Unknown since", since), ("Holds from", starts), ("Holds until", ends)):
            if day:
                yield f"{self._words.say(label)}: {self._day(day)}", ""

    def _not_known(self, since: date | None) -> str:
        if since is None:
            return self._words.say("We do not know")
        return self._words.say("We do not know since {day}", day=self._day(since))

    def _day(self, day: date) -> str:
        return date_both_eras(day, self._words.language)

    def _number(self, key: _Key, sources: Iterable[Source]) -> int:
        """The number under which the facts stand; equal ones stand once, with all sources."""
        self._bases.setdefault(key, {}).update(dict.fromkeys(sources))
        return list(self._bases).index(key) + 1
