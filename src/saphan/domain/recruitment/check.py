"""Is this charge legal? One worker's payments, judged as the audit of fees judges them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import compress

from saphan.domain.finding import Finding, Verdict
from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.audit import judge
from saphan.domain.recruitment.charges import Cap, ChargeRule, Effect
from saphan.domain.recruitment.codes import (
    Bearer,
    Item,
    Law,
    Nationality,
    Payee,
    Receipt,
    Scheme,
    Sex,
)
from saphan.domain.recruitment.records import Intake, Interview, Payment
from saphan.domain.recruitment.terms import Terms
from saphan.domain.recruitment.verdicts import Bench, Charge, Rulings
from saphan.domain.refusals import Place

#: What nobody may ask for. Every other cost of recruitment is the employer's under the definition.
#: Source: ILO definition (2019), illegitimate costs.
_NOBODY_PAYS = frozenset({Item.BRIBE, Item.DEPOSIT})
_NOWHERE = Place("", "", 0)
_ONE = "1"


class Headline(StrEnum):
    """The answer in few words."""

    EMPLOYER_PAYS = "employer_pays"
    NOT_ALLOWED = "not_allowed"
    ABOVE_LIMIT = "above_limit"
    MAY_BE_ASKED = "may_be_asked"
    UP_TO = "up_to"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """One payment that the worker bears. ``amount`` in major units, None: not known."""

    item: Item
    paid_to: Payee
    amount: Fraction | None
    currency: Currency = Currency.THB


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know. ``wage`` is baht a month; ``paid_on`` None: not known."""

    nationality: Nationality
    scheme: Scheme
    paid_on: PartialDate | None
    lines: tuple[Line, ...]
    wage: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What one body of rules says about a line, and the limit when it has one.

    ``UP_TO`` with an unknown verdict: there is a limit, and the amounts are not all known.
    """

    finding: Finding
    headline: Headline
    cap: Cap | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A line with three answers, which are never merged."""

    line: Line
    told: Mapping[Law, Told]


def check(asked: Asked, rules: tuple[ChargeRule, ...], *, as_of: date) -> tuple[Checked, ...]:
    """Three answers to every line, in the order of the lines.

    A limit holds for the sum of the lines under it. The ILO definition is applied as it stands
    on ``as_of``, national law on the day of payment.
    """
    bench = Bench(rules, as_of)
    rulings = [bench.rule_on(_charge(line, asked)) for line in asked.lines]
    found = _findings(asked, rulings, rules, as_of)
    for law in Law:
        for group in _under_one_limit(rulings, law):
            if any(asked.lines[place].amount is None for place in group):
                _leave_open(found, group, rulings, law)
    return tuple(
        _checked(line, verdicts, ruling)
        for line, verdicts, ruling in zip(asked.lines, found, rulings, strict=True)
    )


def _findings(
    asked: Asked, rulings: Sequence[Rulings], rules: tuple[ChargeRule, ...], as_of: date
) -> list[dict[Law, Finding]]:
    """The audit's findings for amounts that a limit is held against; the others need no amount."""
    held = [
        line.amount is not None and any(one.cap is not None for one in of_line.values())
        for line, of_line in zip(asked.lines, rulings, strict=True)
    ]
    intake = Intake(
        interviews=(_interview(asked),),
        payments=tuple(_payment(line, asked) for line in compress(asked.lines, held)),
        workers=(),
        unusable=(),
        rates=(),
        rejected=(),
        notices=(),
    )
    judged = iter(judge(intake, Terms(as_of=as_of), rules)[0] if any(held) else ())
    return [
        dict(next(judged).verdicts)
        if limited
        else {law: ruling.finding for law, ruling in of_line.items()}
        for limited, of_line in zip(held, rulings, strict=True)
    ]


def _under_one_limit(rulings: Sequence[Rulings], law: Law) -> Iterable[list[int]]:
    """The places of the lines that share one row with a limit."""
    together: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, of_line in enumerate(rulings):
        finding = of_line[law].finding
        if of_line[law].cap is not None:
            row = finding.rule, finding.starts, finding.ends, finding.article
            together[row].append(place)
    return together.values()


def _leave_open(
    found: list[dict[Law, Finding]], group: list[int], rulings: Sequence[Rulings], law: Law
) -> None:
    """Amounts that nobody knows: above the limit when the known ones are, else not decided."""
    above = any(found[place][law].verdict is Verdict.OVER_CAP for place in group)
    for place in group:
        said = rulings[place][law].finding
        if above:
            found[place][law] = replace(said, verdict=Verdict.OVER_CAP, reason_code="over_cap")
        elif found[place][law].reason_code not in {"cap_not_comparable", "within_unknown"}:
            found[place][law] = replace(said, reason_code="amount_unknown")


def _checked(line: Line, verdicts: Mapping[Law, Finding], rulings: Rulings) -> Checked:
    told = {
        law: Told(
            finding, _headline(law, line.item, finding, rulings[law].cap), cap=rulings[law].cap
        )
        for law, finding in verdicts.items()
    }
    return Checked(line, told)


def _headline(law: Law, item: Item, finding: Finding, cap: Cap | None) -> Headline:
    """National law forbids to take the money; the definition also says whose cost it is."""
    if finding.verdict is Verdict.PROHIBITED:
        employers = law is Law.ILO and item not in _NOBODY_PAYS
        return Headline.EMPLOYER_PAYS if employers else Headline.NOT_ALLOWED
    if finding.verdict is Verdict.OVER_CAP:
        return Headline.ABOVE_LIMIT
    if finding.verdict is Verdict.PERMITTED:
        return Headline.UP_TO if cap else Headline.MAY_BE_ASKED
    limited = cap is not None and cap.within is Effect.PERMITTED
    if limited and finding.reason_code == "amount_unknown":
        return Headline.UP_TO
    return Headline.UNKNOWN


def _charge(line: Line, asked: Asked) -> Charge:
    return Charge(
        item=line.item,
        paid_to=line.paid_to,
        borne_by=Bearer.WORKER,
        scheme=asked.scheme,
        nationality=asked.nationality,
        paid_on=asked.paid_on,
    )


def _payment(line: Line, asked: Asked) -> Payment:
    amount = line.amount or Fraction(0)
    return Payment(
        interview=_ONE,
        item=line.item,
        low=amount,
        high=amount,
        currency=line.currency,
        paid_on=asked.paid_on,
        paid_to=line.paid_to,
        borne_by=Bearer.WORKER,
        receipt=Receipt.UNKNOWN,
        refunded=Fraction(0),
        place=_NOWHERE,
    )


def _interview(asked: Asked) -> Interview:
    return Interview(
        index=_ONE,
        code="",
        worker="",
        site="",
        nationality=asked.nationality,
        agent="",
        scheme=asked.scheme,
        arrival=None,
        wage=asked.wage,
        wage_currency=None if asked.wage is None else Currency.THB,
        sex=Sex.UNKNOWN,
        place=_NOWHERE,
    )
