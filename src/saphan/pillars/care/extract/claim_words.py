"""Kept lines of a claim in formal Thai: what, when, how computed, how much, by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from saphan.domain.care.claims import FeeLine, kept_steps
from saphan.domain.money import Currency
from saphan.domain.pay.codes import Bound, LineKind, Topic
from saphan.domain.pay.formula import Factor, Unit
from saphan.domain.period import Period
from saphan.domain.recruitment.codes import Item, Law
from saphan.foundation import labels
from saphan.foundation.arithmetic import Arithmetic, heading, idle
from saphan.foundation.law_words import CATALOGUE as LAW
from saphan.foundation.law_words import reason_told, standing_said
from saphan.foundation.words import Words, date_both_eras, money

#: The catalogue of the papers that are written in Thai only.
CATALOGUE = "care_papers"
LANGUAGE = "th"
_CATALOGUES = (CATALOGUE, "papers", "pay", *labels.CATALOGUES, LAW, "rights")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a claim as it is kept; amounts in minor units, None when unknown.

    ``basis`` holds the formula, the rules and what was found, as ``domain.care.claims`` keeps them.
    """

    kind: str
    subject: str
    first: date | None
    last: date | None
    currency: Currency
    due: int | None
    was: int | None
    short: int | None
    claimed: int | None
    bound: Bound
    reason: str
    basis: Mapping[str, Any]


def thai() -> Words:
    """The words of one paper in Thai; afterwards they know what was said without review."""
    return Words(LANGUAGE, *_CATALOGUES)


@dataclass(slots=True)
class Cited:
    """The rules of a paper, numbered from 1 in the order in which they are first named.

    An article is told only where the rule that was used has one; nothing is added to it.
    """

    words: Words
    rules: list[Mapping[str, Any]] = field(default_factory=list)

    def numbers(self, line: Line) -> str:
        """The numbers of the rules under a line, such as ``[1] [3]``."""
        return " ".join(dict.fromkeys(f"[{self._number(one)}]" for one in _rules(line)))

    def rows(self) -> Iterator[tuple[str, str]]:
        """Number and words of every rule: key, article, days, standing, caveat and source."""
        for number, rule in enumerate(self.rules, start=1):
            yield f"[{number}]", "\n".join(part for part in self._told(rule) if part)

    def _number(self, rule: Mapping[str, Any]) -> int:
        keys = [_key(one) for one in self.rules]
        if _key(rule) not in keys:
            self.rules.append(rule)
            return len(self.rules)
        return keys.index(_key(rule)) + 1

    def _told(self, rule: Mapping[str, Any]) -> Iterator[str]:
        yield self.words.say("Rule used: {rule}", rule=rule["rule"])
        if rule["article"]:
            yield self.words.say("Article: {article}", article=rule["article"])
        if rule.get("starts"):
            yield self.words.say("In force from {day}", day=_day(rule["starts"]))
        if rule.get("ends"):
            yield self.words.say("In force until {day}", day=_day(rule["ends"]))
        if rule.get("standing"):
            said = standing_said(rule["standing"], LANGUAGE)
            yield self.words.say("How well attested: {standing}", standing=said)
        if rule.get("caveat"):
            yield reason_told(rule["caveat"], self.words)
        yield self.words.say("Source: {source}", source=rule["source"]) if rule["source"] else ""


def what(line: Line, words: Words) -> str:
    """What a line is about."""
    if line.kind == FeeLine.FEE:
        return words.say(labels.ITEMS[Item(line.subject)])
    return words.say(heading(LineKind(line.kind), line.subject))


def days(line: Line, words: Words) -> str:
    """From when to when, in both eras."""
    if line.first is None:
        return ""
    return Arithmetic(words).days(Period(line.first, line.last))


def workings(line: Line, words: Words) -> str:
    """The arithmetic step by step, the minimum wage used with its day, and what was chosen."""
    said = Arithmetic(words)
    steps = kept_steps(line.basis.get("formula", ()))
    found = [said.formula(step) for step in steps if not idle(step)]
    found += _minimum(line, words)
    if line.reason:
        found.append(words.say("Claimed otherwise because: {reason}", reason=line.reason))
    return "\n".join(found) or "–"


def amount(minor: int | None, line: Line, words: Words) -> str:
    """An amount; baht without its unit, as the heading of the column has it."""
    if minor is None:
        return words.say("not known yet")
    return money(minor, line.currency, LANGUAGE, unit=line.currency is not Currency.THB)


def claimed(line: Line, words: Words) -> str:
    """What is claimed, with "at least" where it can only be more."""
    text = amount(line.claimed, line, words)
    if line.claimed is None or line.bound is not Bound.AT_LEAST:
        return text
    return words.say("at least {amount}", amount=text)


def sums(lines: Iterable[Line], words: Words) -> str:
    """What lines come to, each currency for itself, with its unit, and how many are unknown."""
    lines = list(lines)
    known: dict[Currency, int] = {}
    for line in lines:
        known[line.currency] = known.get(line.currency, 0) + (line.claimed or 0)
    unknown = sum(line.claimed is None for line in lines)
    told = [money(minor, currency, LANGUAGE) for currency, minor in sorted(known.items()) if minor]
    if unknown:
        told.append(words.say("and {number} items not known yet", number=unknown))
    return "\n".join(told) or money(0, Currency.THB, LANGUAGE)


def _minimum(line: Line, words: Words) -> Iterator[str]:
    """The minimum wages that the line was counted with, each with the day it holds from."""
    for rule in line.basis.get("rules", ()):
        if rule["topic"] == Topic.MINIMUM_WAGE and rule["value"]:
            factor = Factor(Fraction(rule["value"]), Unit.BAHT_A_DAY)
            wage = Arithmetic(words).amount(factor)
            since = _day(rule["starts"]) if rule["starts"] else words.say("a day not stated")
            yield words.say("Minimum wage used: {wage}, from {day}", wage=wage, day=since)


def _rules(line: Line) -> Iterator[Mapping[str, Any]]:
    """The rules under a line; of a fee those of Thailand, whose inspector reads the paper."""
    told = line.basis.get("told", {}).get(Law.DESTINATION)
    for rule in (*line.basis.get("rules", ()), *([told["finding"]] if told else ())):
        if rule["rule"] and (rule["article"] or rule["source"]):
            yield rule


def _key(rule: Mapping[str, Any]) -> tuple[object, ...]:
    return rule["rule"], rule["article"], rule.get("starts")


def _day(text: str) -> str:
    return date_both_eras(date.fromisoformat(text), LANGUAGE)
