"""The answer to "Is this charge legal?" in the words of a language, for page, text and picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from django.utils.safestring import SafeString

from saphan.domain.finding import Finding, Standing, Verdict
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.check import Line, Told
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme
from saphan.foundation.law_words import STANDINGS, reason_said
from saphan.foundation.plain import law_book
from saphan.foundation.words import Words, date_both_eras
from saphan.rulebook.official import row_behind, unknown_since
from saphan.rulebook.rows import Row, Source
from saphan.web.public import charge_words
from saphan.web.public.charge_matters import Fee, Matter, matters
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


#: Facts with the language of each, their standing, and when they were last checked, in words.
Ground = tuple[tuple[tuple[str, str], ...], str, str]
Spoken = TypeVar("Spoken", Said, Tariff)


@dataclass(frozen=True, slots=True)
class Grounded(Generic[Spoken]):
    """What is said, without its number, and what it rests on; None when no rule speaks."""

    said: Spoken
    ground: Ground | None
    sources: tuple[Source, ...]


class Grounds:
    """Counts what an answer rests on, each ground once, in the order in which it is needed."""

    def __init__(self) -> None:
        self._found: dict[Ground, tuple[int, dict[Source, None]]] = {}

    def number(self, of: Grounded[Said] | Grounded[Tariff]) -> int:
        """The number of a ground, from 1; 0 for none. Equal ones stand once, with all sources."""
        if of.ground is None:
            return 0
        number, sources = self._found.setdefault(of.ground, (len(self._found) + 1, {}))
        sources.update(dict.fromkeys(of.sources))
        return number

    @property
    def bases(self) -> tuple[Basis, ...]:
        """All that was counted, in words."""
        apart = len(self._days) > 1
        return tuple(
            Basis((*facts, (day, "")) if apart and day else facts, standing, tuple(sources))
            for (facts, standing, day), (_, sources) in self._found.items()
        )

    @property
    def checked(self) -> str:
        """When all of it was last checked; nothing when it was on several days."""
        return next(iter(self._days)) if len(self._days) == 1 else ""

    @property
    def _days(self) -> set[str]:
        return {day for _, _, day in self._found if day}


def answer(given: Given, words: Words, *, today: date) -> Answer:
    """The answer to what was given, by the rules as they are known today."""
    found = matters(given, today=today)
    telling = Telling(words)
    grounds = Grounds()
    things = tuple(_thing(one, telling, grounds) for one in found)
    return Answer(
        things=things,
        bases=grounds.bases,
        checked=grounds.checked,
        forbidden=any(one.forbidden for one in found),
        country=telling.country(given.origin),
        scheme=telling.scheme(given.scheme),
        when=telling.time(given.paid_on),
    )


def by_standing(bases: Sequence[Basis]) -> dict[str, list[tuple[int, Basis]]]:
    """The bases with their numbers, under the words that hold for all of them."""
    found: dict[str, list[tuple[int, Basis]]] = {}
    for number, basis in enumerate(bases, start=1):
        found.setdefault(basis.standing, []).append((number, basis))
    return found


def _thing(matter: Matter, telling: Telling, grounds: Grounds) -> Thing:
    """One item with its payments and its official amounts."""
    payments = []
    for checked in matter.checked:
        told = [
            telling.verdict(law, told, matter.nationality) for law, told in checked.told.items()
        ]
        said = tuple(replace(one.said, basis=grounds.number(one)) for one in told)
        line = checked.line
        payments.append(Payment(telling.amount(line), telling.payee(line.paid_to), said))
    tariffs = [telling.tariff(one) for one in matter.fees]
    return Thing(
        item=matter.item,
        name=telling.item(matter.item),
        payments=tuple(payments),
        tariffs=tuple(replace(one.said, basis=grounds.number(one)) for one in tariffs),
    )


class Telling:
    """Puts the parts of an answer into the words of a language, each by itself."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def country(self, origin: Nationality | None) -> str:
        """Where somebody comes from."""
        return self._words.say(charge_words.COUNTRIES[origin or Nationality.UNKNOWN])

    def scheme(self, scheme: Scheme | None) -> str:
        """How somebody came to work here."""
        return self._words.say(charge_words.SCHEMES[scheme or Scheme.UNKNOWN])

    def time(self, when: PartialDate | None) -> str:
        """The month or year of the payments."""
        return charge_words.time_said(when, self._words)

    def item(self, item: Item) -> str:
        """How the item is called."""
        return self._words.say(charge_words.ITEMS[item])

    def payee(self, payee: Payee) -> str:
        """Who was paid, empty when it is not known."""
        return "" if payee is Payee.UNKNOWN else self._words.say(charge_words.PAYEES[payee])

    def amount(self, line: Line) -> str:
        """The amount, or that it is not known."""
        if line.amount is None:
            return self._words.say("Amount not known")
        return charge_words.amount(line.amount, line.currency, self._words.language)

    def verdict(self, law: Law, told: Told, nationality: Nationality) -> Grounded[Said]:
        """What one body of rules says about a payment."""
        finding, words = told.finding, self._words
        row = row_behind(law_book(), finding)
        since = unknown_since(law_book(), finding)
        begins = row is not None and row.first is not None
        silence = "later" if since else "earlier" if begins and not finding.starts else ""
        said = Said(
            law=charge_words.law_name(law, nationality, words),
            tone=charge_words.tone(told),
            headline=charge_words.headline(told, words, since=self._day(since) if since else ""),
            reason=charge_words.reason(law, told, words, silence=silence),
            basis=0,
        )
        ground = self._ground(finding, row, since) if finding.rule else None
        return Grounded(said, ground, row.sources if row else ())

    def _ground(self, finding: Finding, row: Row | None, since: date | None) -> Ground:
        # An open rule has no last day, though it answers only for a year after its last check.
        until = row.last if row and not since and finding.verdict is not Verdict.UNKNOWN else None
        facts = [
            *self._facts(finding.article, finding.rule),
            *self._days(since, None if since else finding.starts, until),
        ]
        checked = f"{self._words.say('Last checked')}: {self._day(row.checked)}" if row else ""
        return tuple(facts), self._standing(finding.standing), checked

    def tariff(self, fee: Fee) -> Grounded[Tariff]:
        """One official amount."""
        amount = ""
        if fee.low is not None and fee.high is not None and fee.currency:
            amount = charge_words.span(fee.low, fee.high, fee.currency, self._words)
        facts = [
            *self._facts(fee.article, fee.rule),
            *self._days(
                fee.since, None if fee.since else fee.starts, fee.ends if fee.known else None
            ),
            *self._caveat(fee.caveat),
        ]
        tariff = Tariff(
            what=self._words.say(charge_words.OFFICIAL[fee.rule]),
            amount=amount,
            unknown="" if amount else self._not_known(fee.since),
            basis=0,
        )
        return Grounded(tariff, (tuple(facts), self._standing(fee.standing), ""), fee.sources)

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
