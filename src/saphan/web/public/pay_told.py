"""A claim about pay in the words of a language: the answer, its lines, their formulas and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saphan.domain.finding import Standing, Verdict
from saphan.domain.money import Money
from saphan.domain.pay.codes import Bound, LineKind, Topic
from saphan.domain.pay.formula import Factor, Operation, Step, Unit
from saphan.domain.pay.law import Provision
from saphan.domain.pay.lines import Claim, Line, satang
from saphan.domain.pay.reasons import ASSUMPTIONS, REASONS
from saphan.domain.period import Period
from saphan.foundation.arithmetic import EXTREMES as EXTREMES
from saphan.foundation.arithmetic import SIGNS as SIGNS
from saphan.foundation.arithmetic import Arithmetic, heading, idle
from saphan.foundation.arithmetic import figures as figures
from saphan.foundation.law_words import STANDINGS, reason_said
from saphan.foundation.words import (
    Said,
    Words,
)
from saphan.rulebook.answers import SINCE_NOT_STATED
from saphan.rulebook.book import Rulebook
from saphan.rulebook.rows import Source
from saphan.web.public import pay_words

#: Of deductions: what may be taken, what was, and what was too much.
_TAKEN = frozenset({LineKind.DEDUCTION, LineKind.DEDUCTIONS_TOGETHER, LineKind.SOCIAL_SECURITY})
PAY_LABELS = ("Should have been paid", "Was paid", "Missing")
_TAKEN_LABELS = ("May be taken at most", "Was taken", "Taken too much")


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
    ``figure`` is the amount of a minimum wage, and empty for other rules.
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
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the page of an answer shows; ``badge`` is its tone and its first sentence."""

    badge: tuple[str, str]
    note: str
    lines: tuple[Told, ...]
    bases: tuple[Basis, ...]
    assumptions: tuple[str, ...]


class Teller(Arithmetic):
    """Says one claim in one language; ``whole`` is the period that was asked about."""

    def __init__(self, words: Words, book: Rulebook, whole: Period) -> None:
        super().__init__(words)
        self.book, self.whole = book, whole
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
            msgid = _SHORT if sure else SHORT_AT_LEAST
            return ("stop", say(msgid, amount=self.baht(short))), ""
        if short is not None and basis_known:
            return ("fine", say("This looks right.")), ""
        right = any(line.finding.verdict is Verdict.PERMITTED for line in claim.lines)
        note = "What could be counted looks right, but not everything is known."
        return ("unknown", say("We do not know.")), say(note) if right else ""

    def _line(self, line: Line) -> Told:
        say = self.words.say
        return Told(
            heading=say(heading(line.kind, line.subject)),
            when=self.days(line.period) if line.period != self.whole else "",
            badge=self._badge(line),
            formula=tuple(self.formula(step) for step in line.steps if not idle(step)),
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
        return BADGES[finding.verdict][0], say(BADGES[finding.verdict][1])

    def _facts(self, line: Line) -> Iterable[tuple[str, str]]:
        due, was, short = _TAKEN_LABELS if line.kind in _TAKEN else PAY_LABELS
        say, floor = self.words.say, line.bound is Bound.AT_LEAST
        if line.steps and line.steps[-1].result.unit is Unit.BAHT_A_MONTH:
            due = "At most in one month"
            yield from self._own_share(line.steps)
        if line.due is not None:
            yield say(due), self._at_least(line.due, floor=floor and line.kind not in _TAKEN)
        if line.was is not None:
            yield say(was), self.baht(line.was)
        if line.short is not None and line.short.minor:
            yield say(short), self._at_least(line.short, floor=floor)

    def _own_share(self, steps: Sequence[Step]) -> Iterable[tuple[str, str]]:
        """What of a month's most falls on the pay that is shown."""
        for own in (step.result for step in steps[:-1] if step.operation is Operation.PRODUCT):
            yield self.words.say("Share of this pay"), self.baht(satang(own.value))

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

    # Rules -------------------------------------------------------------------------------------

    def _number(self, said: Provision) -> int:
        """The number of a rule in this answer; each is listed once."""
        key = (said.rule, said.article, said.starts, said.ends, said.since, said.value)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.bases.append(self.basis(said, self.numbers[key]))
        return self.numbers[key]

    def basis(self, said: Provision, at: int) -> Basis:
        """A rule in words, under a number."""
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
            figure=self._figure(said),
        )

    def _figure(self, said: Provision) -> str:
        if said.topic is not Topic.MINIMUM_WAGE or said.value is None:
            return ""
        return self.amount(Factor(said.value, Unit.BAHT_A_DAY))


_SHORT = "You may be short by {amount} for these days."
SHORT_AT_LEAST = "You may be short by at least {amount} for these days."
BADGES: Mapping[Verdict, tuple[str, str]] = {
    Verdict.PROHIBITED: ("stop", "Too little was paid"),
    Verdict.OVER_CAP: ("stop", "Too much was taken"),
    Verdict.PERMITTED: ("fine", "Looks right"),
    Verdict.NOT_APPLICABLE: ("plain", "Does not apply"),
}


def _sources(book: Rulebook, said: Provision) -> tuple[Source, ...]:
    """The sources that a provision names, with their addresses."""
    if not said.rule:
        return ()
    rows = book.rule(said.rule).rows
    fitting = (row for row in rows if "; ".join(str(each) for each in row.sources) == said.source)
    return next((row.sources for row in fitting), ())
