"""What was asked about charges, judged: the verdicts and official amounts behind an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from saphan.domain.finding import Verdict
from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.charges import ChargeRule
from saphan.domain.recruitment.check import Checked, check
from saphan.domain.recruitment.codes import Item, Nationality, Scheme
from saphan.foundation.plain import law_book
from saphan.rulebook.official import Official, official_fees
from saphan.rulebook.rows import Source
from saphan.web.public.charge_query import Given


@dataclass(frozen=True, slots=True)
class Fee:
    """An official amount on a day, or that it is not known: all that is told of it."""

    rule: str
    low: Fraction | None
    high: Fraction | None
    currency: Currency | None
    known: bool
    article: str
    standing: str
    since: date | None
    starts: date | None
    ends: date | None
    caveat: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """One item of a question, its payments judged; ``on`` is the time that is asked about."""

    item: Item
    nationality: Nationality
    scheme: Scheme
    on: PartialDate
    checked: tuple[Checked, ...]

    @property
    def forbidden(self) -> bool:
        """Whether something must not be charged."""
        verdicts = {told.finding.verdict for one in self.checked for told in one.told.values()}
        return bool({Verdict.PROHIBITED, Verdict.OVER_CAP} & verdicts)

    @property
    def fees(self) -> tuple[Fee, ...]:
        """What the item costs at the public office."""
        found = official_fees(
            law_book(),
            self.item,
            nationality=self.nationality,
            scheme=self.scheme,
            on=self.on,
        )
        return tuple(map(_fee, found))


def _fee(official: Official) -> Fee:
    said = official.answer
    return Fee(
        rule=official.rule,
        low=official.low,
        high=official.high,
        currency=official.currency,
        known=said.known,
        article=said.article,
        standing=said.standing,
        since=said.since,
        starts=said.starts,
        ends=said.ends,
        caveat=said.caveat,
        sources=said.sources,
    )


def matters(given: Given, *, today: date) -> list[Matter]:
    """Every item that was asked about, judged by the rules as they are known today."""
    asked = given.asked()
    on = given.paid_on or PartialDate.from_date(today)
    checked = check(asked, _charges(asked.nationality, asked.scheme), as_of=today)
    return [
        Matter(item, asked.nationality, asked.scheme, on, tuple(found))
        for item, found in groupby(checked, key=lambda one: one.line.item)
    ]


@lru_cache(maxsize=len(Nationality) * len(Scheme))
def _charges(nationality: Nationality, scheme: Scheme) -> tuple[ChargeRule, ...]:
    """The charge rules of this installation that can speak of somebody, made once."""
    return tuple(
        rule
        for rule in law_book().charges()
        if (not rule.nationalities or nationality in rule.nationalities)
        and (not rule.schemes or scheme in rule.schemes)
    )
