"""A claim about pay in the words of a language: the answer, its lines, their formulas and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from saphan.domain.finding import Standing, Verdict
from saphan.domain.money import Currency, Money
from saphan.domain.pay.codes import Bound, LineKind, Taken
from saphan.domain.pay.formula import Factor, Operation, Step, Unit
from saphan.domain.pay.law import Provision
from saphan.domain.pay.lines import Claim, Line
from saphan.domain.pay.reasons import ASSUMPTIONS, REASONS
from saphan.domain.period import Period
from saphan.foundation.law_words import STANDINGS, reason_said
from saphan.foundation.words import (
    Said,
    Words,
    date_both_eras,
    money,
    month_both_eras,
    number,
    own_digits,
)
from saphan.rulebook.answers import SINCE_NOT_STATED
from saphan.rulebook.book import Rulebook
from saphan.rulebook.rows import Source
from saphan.web.public import pay_words

#: Languages whose readers count in the digits of their script every day; Thai and Lao slips of pay
#: carry western ones.
_OWN_DIGITS = frozenset({"my", "km"})
_SIGNS = {Operation.PRODUCT: " × ", Operation.QUOTIENT: " ÷ ", Operation.DIFFERENCE: " − "}
_EXTREMES = {
    Operation.LEAST: "the smaller of {amounts}",
    Operation.GREATEST: "the larger of {amounts}",
}
#: Of deductions: what may be taken, what was, and what was too much.
_TAKEN = frozenset({LineKind.DEDUCTION, LineKind.DEDUCTIONS_TOGETHER, LineKind.SOCIAL_SECURITY})
_PAY_LABELS = ("Should have been paid", "Was paid", "Missing")
_TAKEN_LABELS = ("May be taken at most", "Was taken", "Taken too much")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the claim: tone and words of its badge, its arithmetic, its amounts."""

    heading: str
    when: str
    badge: tuple[str, str]
    formula: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    reason: str
    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """One rule under the lines, with the number by which they point to it.

    ``caveat`` knows its language; where the source names no first day, ``starts`` is empty.
    """

    number: int
    rule: str
    article: str
    caveat: Said
    starts: str
    ends: str
    since: str
    standing: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the page of an answer shows; ``badge`` is its tone and its first sentence."""

    badge: tuple[str, str]
    note: str
    lines: tuple[Told, ...]
    bases: tuple[Basis, ...]
    assumptions: tuple[str, ...]


class Teller:
    """Says one claim in one language; ``whole`` is the period that was asked about."""

    def __init__(self, words: Words, book: Rulebook, whole: Period) -> None:
        self.words, self.book, self.whole = words, book, whole
        self.numbers: dict[tuple[object, ...], int] = {}
        self.bases: list[Basis] = []

    def answer(self, claim: Claim, *, basis_known: bool) -> Answer:
        """The answer; without the basis of the wage nothing is called right."""
        lines = tuple(self._line(line) for line in claim.lines)
        return Answer(
            *self._first(claim, basis_known=basis_known),
            lines,
            tuple(sorted(self.bases, key=lambda basis: (basis.standing, basis.number))),
            tuple(self._assumptions(claim, basis_known=basis_known)),
        )

    def _first(self, claim: Claim, *, basis_known: bool) -> tuple[tuple[str, str], str]:
        say, short = self.words.say, claim.short
        if short is not None and short.minor:
            sure = claim.bound is Bound.EXACT and basis_known
            msgid = _SHORT if sure else _SHORT_AT_LEAST
            return ("stop", say(msgid, amount=self.baht(short))), ""
        if short is not None and basis_known:
            return ("fine", say("This looks right.")), ""
        right = any(line.finding.verdict is Verdict.PERMITTED for line in claim.lines)
        note = "What could be counted looks right, but not everything is known."
        return ("unknown", say("We do not know.")), say(note) if right else ""

    def _line(self, line: Line) -> Told:
        say = self.words.say
        return Told(
            heading=say(_heading(line)),
            when=self.days(line.period) if line.period != self.whole else "",
            badge=self._badge(line),
            formula=tuple(self.formula(step) for step in line.steps if not _idle(step)),
            facts=tuple(self._facts(line)),
            reason=say(REASONS[line.finding.reason_code]),
            rules=tuple(dict.fromkeys(self._number(each) for each in line.provisions)),
        )

    def _badge(self, line: Line) -> tuple[str, str]:
        finding, say = line.finding, self.words.say
        if finding.verdict is Verdict.UNKNOWN:
            if finding.since:
                return "unknown", say("We do not know since {day}", day=self.day(finding.since))
            return "unknown", say("We do not know")
        if finding.verdict is Verdict.PROHIBITED and line.kind in _TAKEN:
            return "stop", say("Must not be taken off")
        return _BADGES[finding.verdict][0], say(_BADGES[finding.verdict][1])

    def _facts(self, line: Line) -> Iterable[tuple[str, str]]:
        due, was, short = _TAKEN_LABELS if line.kind in _TAKEN else _PAY_LABELS
        say, floor = self.words.say, line.bound is Bound.AT_LEAST
        if line.due is not None:
            yield say(due), self._at_least(line.due, floor=floor and line.kind not in _TAKEN)
        if line.was is not None:
            yield say(was), self.baht(line.was)
        if line.short is not None and line.short.minor:
            yield say(short), self._at_least(line.short, floor=floor)

    def _at_least(self, amount: Money, *, floor: bool) -> str:
        text = self.baht(amount)
        return self.words.say("at least {amount}", amount=text) if floor else text

    def _assumptions(self, claim: Claim, *, basis_known: bool) -> Iterable[str]:
        say = self.words.say
        if not basis_known:
            yield say("You did not say how your wage is counted; it was counted by the day.")
        for each in claim.assumptions:
            text = say(ASSUMPTIONS[each.code])
            named = [
                say(pay_words.PLACES[code])
                for code in str(each.facts.get("elsewhere", "")).split(", ")
                if code in pay_words.PLACES
            ]
            yield f"{text} ({', '.join(named)})" if named else text

    # Numbers and days --------------------------------------------------------------------------

    def figures(self, text: str) -> str:
        """The text with its digits as the reader writes them."""
        return own_digits(text, self.words.language) if self._own else text

    @property
    def _own(self) -> bool:
        return self.words.language in _OWN_DIGITS

    def baht(self, amount: Money) -> str:
        """An amount with its currency, every satang shown."""
        return self.figures(money(amount.minor, Currency.THB, self.words.language))

    def day(self, day: date) -> str:
        """A day in both eras."""
        return self.figures(date_both_eras(day, self.words.language))

    def days(self, period: Period) -> str:
        """A period: a month by its name, else its first and last day."""
        first, last = period.first, period.last or period.first
        if first.day == 1 and (last + _DAY) == (first + timedelta(days=31)).replace(day=1):
            return self.figures(month_both_eras(first.year, first.month, self.words.language))
        return self.day(first) if first == last else f"{self.day(first)} – {self.day(last)}"

    def formula(self, step: Step) -> str:
        """One line of arithmetic with its units."""
        parts = [self.amount(part) for part in step.parts]
        if step.operation in _EXTREMES:
            text: str = self.words.say(_EXTREMES[step.operation], amounts=" · ".join(parts))
        else:
            text = _SIGNS[step.operation].join(parts)
        return f"{text} {_equals(step.result)} {self.amount(step.result)}"

    def amount(self, factor: Factor) -> str:
        """A number with what it counts."""
        if factor.unit is Unit.TIMES:
            return self.times(factor.value)
        many, one = pay_words.UNITS[factor.unit]
        text = self.figures(self._decimal(factor.value, baht=factor.unit in _MONEY))
        return str(self.words.say(one if factor.value == 1 else many, number=text))

    def times(self, value: Fraction) -> str:
        """A plain factor; below one it is a share, said in per cent."""
        if 0 < value < 1:
            return self.figures(f"{self._decimal(value * 100, baht=False)}%")
        return self.figures(self._decimal(value, baht=False))

    def _decimal(self, value: Fraction, *, baht: bool) -> str:
        """Exact where two decimals are enough, else four."""
        places = 4 if value * 100 % 1 else 2
        exact = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
            Decimal(1).scaleb(-places), ROUND_HALF_UP
        )
        if value.denominator == 1:
            places = 0
        elif places == 2 and not baht and value * 10 % 1 == 0:
            places = 1
        return number(exact, self.words.language, places=places)

    # Rules -------------------------------------------------------------------------------------

    def _number(self, said: Provision) -> int:
        """The number of a rule in this answer; each is listed once."""
        key = (said.rule, said.article, said.starts, said.ends, said.since, said.value)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.bases.append(self._basis(said, self.numbers[key]))
        return self.numbers[key]

    def _basis(self, said: Provision, at: int) -> Basis:
        caveat = said.caveat.replace(SINCE_NOT_STATED, "").strip()
        standing = STANDINGS[Standing(said.standing)] if said.standing else ""
        return Basis(
            number=at,
            rule=said.rule,
            article=said.article,
            caveat=reason_said(caveat, self.words.language),
            starts=self.day(said.starts) if said.starts else "",
            ends=self.day(said.ends) if said.ends else "",
            since=self.day(said.since) if said.since else "",
            standing=self.words.say(standing or REASONS["no_rule"]),
            sources=_sources(self.book, said),
        )


_SHORT = "You may be short by {amount} for these days."
_SHORT_AT_LEAST = "You may be short by at least {amount} for these days."
_BADGES: Mapping[Verdict, tuple[str, str]] = {
    Verdict.PROHIBITED: ("stop", "Too little was paid"),
    Verdict.OVER_CAP: ("stop", "Too much was taken"),
    Verdict.PERMITTED: ("fine", "Looks right"),
    Verdict.NOT_APPLICABLE: ("plain", "Does not apply"),
}
_MONEY = frozenset({Unit.BAHT, Unit.BAHT_A_DAY, Unit.BAHT_AN_HOUR, Unit.BAHT_A_MONTH})


def _idle(step: Step) -> bool:
    """A comparison that leaves its first amount as it is."""
    return step.operation in _EXTREMES and step.result.value == step.parts[0].value


def _heading(line: Line) -> str:
    if line.kind is LineKind.DEDUCTION and line.subject:
        return pay_words.TAKEN[Taken(line.subject)]
    return pay_words.ON_HOLIDAYS.get((line.kind, line.subject), pay_words.LINES[line.kind])


def _equals(result: Factor) -> str:
    return "=" if (result.value * 10000) % 1 == 0 else "≈"


def _sources(book: Rulebook, said: Provision) -> tuple[Source, ...]:
    """The sources that a provision names, with their addresses."""
    if not said.rule:
        return ()
    rows = book.rule(said.rule).rows
    fitting = (row for row in rows if "; ".join(str(each) for each in row.sources) == said.source)
    return next((row.sources for row in fitting), ())
