"""What a public office charges for an item on a day, and since when that is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from saphan.domain.finding import Finding, Verdict
from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Item, Nationality, Scheme
from saphan.domain.refusals import NotFound
from saphan.rulebook.answers import Answer, Reason
from saphan.rulebook.book import Rulebook
from saphan.rulebook.rows import Row


@dataclass(frozen=True, slots=True)
class _Tariff:
    """A rule with an official amount; no schemes or nationalities: it holds for all."""

    item: Item
    rule: str
    schemes: frozenset[Scheme] = frozenset()
    nationalities: frozenset[Nationality] = frozenset()
    here: str = ""

    def concerns(self, nationality: Nationality, scheme: Scheme) -> bool:
        return (not self.schemes or scheme in self.schemes) and (
            not self.nationalities or nationality in self.nationalities
        )


_MOU = frozenset({Scheme.MOU})
_REGISTERED = frozenset({Scheme.REGISTRATION})
_MYANMAR, _CAMBODIA = frozenset({Nationality.MM}), frozenset({Nationality.KH})
#: The cohort of December holds permits of these three. Source: th.permits.renewal-cohorts.
_DECEMBER = frozenset({Nationality.LA, Nationality.MM, Nationality.VN})

_TARIFFS = (
    _Tariff(Item.PASSPORT, "mm.fees.passport-bangkok", nationalities=_MYANMAR),
    _Tariff(Item.PASSPORT, "th.fees.certificate-of-identity-myanmar", nationalities=_MYANMAR),
    _Tariff(Item.PASSPORT, "kh.fees.travel-document", nationalities=_CAMBODIA),
    _Tariff(Item.VISA, "th.fees.visa-mou", _MOU),
    _Tariff(Item.WORK_PERMIT, "th.fees.work-permit-application"),
    _Tariff(Item.WORK_PERMIT, "th.fees.work-permit-1-year"),
    _Tariff(Item.WORK_PERMIT, "th.fees.work-permit-2-years"),
    _Tariff(Item.MEDICAL_TEST, "th.fees.medical-examination"),
    _Tariff(Item.INSURANCE, "th.fees.health-card-range"),
    _Tariff(Item.INSURANCE, "th.fees.mou-bridging-insurance", _MOU),
    _Tariff(Item.DOCUMENT_RENEWAL, "th.fees.visa-extension-mou", _MOU),
    _Tariff(Item.DOCUMENT_RENEWAL, "th.fees.renewal-december-cohort", _REGISTERED, _DECEMBER),
    _Tariff(Item.ADMINISTRATION, "th.fees.stamp-duty-power-of-attorney", here="once"),
)
#: The rules that are asked, for those who give them words.
TARIFF_RULES = tuple(dict.fromkeys(tariff.rule for tariff in _TARIFFS))


@dataclass(frozen=True, slots=True)
class Official:
    """An official amount: ``low`` and ``high`` in major units, equal when it is one amount.

    Both are None when the answer is unknown; ``answer`` carries source, dates and standing.
    """

    rule: str
    answer: Answer
    currency: Currency | None
    low: Fraction | None
    high: Fraction | None


def official_fees(
    book: Rulebook, item: Item, *, nationality: Nationality, scheme: Scheme, on: PartialDate
) -> tuple[Official, ...]:
    """The official amounts of an item in the whole of a time; empty when the law book has none."""
    return tuple(
        found
        for tariff in _TARIFFS
        if tariff.item is item and tariff.concerns(nationality, scheme)
        for found in _official(book, tariff, on)
    )


def _official(book: Rulebook, tariff: _Tariff, on: PartialDate) -> Iterator[Official]:
    """One amount; none when this law book does not have the rule."""
    try:
        rule = book.rule(tariff.rule)
    except NotFound:
        return
    said = _throughout(
        book.answer(tariff.rule, on=on.first, here=tariff.here),
        book.answer(tariff.rule, on=on.last, here=tariff.here),
    )
    low, high = _ends(said.value)
    currency = Currency(rule.currency) if low is not None else None
    yield Official(tariff.rule, said, currency, low, high)


def _throughout(first: Answer, last: Answer) -> Answer:
    """What held on both days; an amount that changed between them is not known."""
    if not first.known or not last.known:
        return last if not last.known else first
    if first.value == last.value:
        return last
    return replace(last, known=False, value=None, since=None, reason=Reason.AMBIGUOUS)


def _ends(value: object) -> tuple[Fraction | None, Fraction | None]:
    if isinstance(value, dict):
        return _exact(value.get("min")), _exact(value.get("max"))
    return _exact(value), _exact(value)


def _exact(value: object) -> Fraction | None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    return None


def unknown_since(book: Rulebook, finding: Finding) -> date | None:
    """The first day on which a rule's answer is unknown, None when it was never known.

    Days on which a rule is silent begin where none of its written rows does.
    """
    if finding.verdict is not Verdict.UNKNOWN or not finding.rule:
        return None
    if finding.since or not finding.starts:
        return finding.since
    written = {row.first for row in book.rule(finding.rule).rows}
    return None if finding.starts in written else finding.starts


def row_behind(book: Rulebook, finding: Finding) -> Row | None:
    """The row of the law book that a finding rests on, for its sources and its last check."""
    if not finding.rule:
        return None
    rows = [
        row
        for row in book.rule(finding.rule).rows
        if row.article == finding.article and "; ".join(map(str, row.sources)) == finding.source
    ]
    speaking = [row for row in rows if row.first == finding.starts]
    return next(iter(speaking or rows), None)
