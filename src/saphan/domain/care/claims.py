"""Claim lines: what a member may claim, computed by the same functions as the public checkers.

Pay comes from ``domain.pay.claim`` ("Is my pay right?"), fees from ``domain.recruitment.check``
("Is this charge legal?"). Every line keeps its formula, its rules and its finding, so that it can
be checked years later. Claimed, awarded and paid are never added together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any
from uuid import UUID

from saphan.domain.finding import Finding, Verdict
from saphan.domain.journey.records import Payment
from saphan.domain.money import EXPONENT, Currency, Money
from saphan.domain.pay.codes import Bound
from saphan.domain.pay.formula import Factor, Operation, Step, Unit
from saphan.domain.pay.law import Provision
from saphan.domain.pay.lines import Claim, Line
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.charges import Cap, ChargeRule
from saphan.domain.recruitment.check import Asked, Checked, Told, check
from saphan.domain.recruitment.check import Line as Charge
from saphan.domain.recruitment.codes import Bearer, Law, Nationality, Scheme
from saphan.domain.refusals import Incomplete, Refused

Plain = dict[str, object]


class FeeLine(StrEnum):
    """The kinds of claim lines that are no pay; the kinds of pay are ``domain.pay.LineKind``."""

    FEE = "fee"


@dataclass(frozen=True, slots=True)
class NewClaimLine:
    """One line to keep. Amounts are whole minor units; ``short`` None means unknown.

    For pay ``due`` should have been paid and ``was`` was paid; for a fee ``due`` is what may be
    charged at most and ``was`` what was charged and not refunded.
    """

    kind: str
    subject: str
    first: date | None
    last: date | None
    currency: Currency
    due: int | None
    was: int | None
    short: int | None
    bound: Bound
    basis: Plain
    payment: UUID | None = None


def pay_lines(claim: Claim) -> tuple[NewClaimLine, ...]:
    """The lines of a claim about pay as they are kept."""
    return tuple(_pay_line(line) for line in claim.lines)


def fee_lines(
    payments: Iterable[Payment],
    rules: tuple[ChargeRule, ...],
    *,
    nationality: Nationality,
    scheme: Scheme,
    as_of: date,
) -> tuple[NewClaimLine, ...]:
    """A line for each payment that the worker bore: what of it the law where she works forbids.

    All three answers are kept beside each other. What only the ILO definition forbids is not owed
    under that law: its amount is then zero, and a counsellor may claim it from a brand with a
    reason. A limit holds for the sum of what was paid on the same day.
    """
    together: dict[PartialDate | None, list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.borne_by not in {Bearer.EMPLOYER, Bearer.AGENCY}:
            together[payment.paid_on].append(payment)
    lines = []
    for paid_on, group in together.items():
        asked = Asked(nationality, scheme, paid_on, tuple(map(_charge, group)))
        checked = check(asked, rules, as_of=as_of)
        lines += [_fee_line(one, found) for one, found in zip(group, checked, strict=True)]
    return tuple(lines)


def claimed(short: int | None, chosen: int | None, reason: str) -> int | None:
    """What is claimed: what was computed, or what a counsellor chose and gives a reason for.

    Raises ``Incomplete("claim.reason_missing")`` or ``Refused("claim.negative")``.
    """
    if chosen is None or chosen == short:
        return short
    if chosen < 0:
        raise Refused("claim.negative")
    if not reason.strip():
        raise Incomplete("claim.reason_missing")
    return chosen


@dataclass(frozen=True, slots=True)
class Totals:
    """Money of a case or of a member in one currency, in minor units, each for itself.

    ``unknown`` lines have no amount: the claim is then at least ``claimed``.
    """

    currency: Currency
    claimed: int
    awarded: int
    paid: int
    unknown: int

    @property
    def claimed_money(self) -> Money:
        """What is claimed."""
        return Money(self.claimed, self.currency)

    @property
    def awarded_money(self) -> Money:
        """What was awarded."""
        return Money(self.awarded, self.currency)

    @property
    def paid_money(self) -> Money:
        """What arrived."""
        return Money(self.paid, self.currency)

    @property
    def outstanding(self) -> Money:
        """What was awarded and has not arrived; never below nothing."""
        return Money(max(0, self.awarded - self.paid), self.currency)


def totals(
    claimed: Sequence[tuple[Currency, int | None]],
    awarded: Sequence[tuple[Currency, int]],
    paid: Sequence[tuple[Currency, int]],
) -> tuple[Totals, ...]:
    """Each currency for itself, in the order of their codes; nothing is converted."""
    known = {currency for lines in (claimed, awarded, paid) for currency, _ in lines}
    return tuple(
        Totals(
            currency=currency,
            claimed=sum(minor or 0 for each, minor in claimed if each is currency),
            awarded=sum(minor for each, minor in awarded if each is currency),
            paid=sum(minor for each, minor in paid if each is currency),
            unknown=sum(minor is None for each, minor in claimed if each is currency),
        )
        for currency in sorted(known)
    )


def _pay_line(line: Line) -> NewClaimLine:
    return NewClaimLine(
        kind=line.kind.value,
        subject=line.subject,
        first=line.period.first,
        last=line.period.last,
        currency=Currency.THB,
        due=line.due.minor if line.due else None,
        was=line.was.minor if line.was else None,
        short=line.short.minor if line.short else None,
        bound=line.bound,
        basis={
            "finding": _finding(line.finding),
            "formula": [_step(step) for step in line.steps],
            "rules": [_provision(each) for each in line.provisions],
        },
    )


def _fee_line(payment: Payment, found: Checked) -> NewClaimLine:
    low = payment.amount.low
    kept = max(0, low - payment.refunded)
    here = found.told[Law.DESTINATION]
    due = _most(here, payment.amount.currency)
    short = None
    if payment.borne_by is not Bearer.SHARED:  # her share was not told
        short = _owed(here.finding.verdict, kept, due)
    bound = Bound.EXACT if payment.amount.exact else Bound.AT_LEAST
    day = payment.paid_on
    return NewClaimLine(
        kind=FeeLine.FEE.value,
        subject=payment.item.value,
        first=day.first if day else None,
        last=day.last if day else None,
        currency=payment.amount.currency,
        due=due,
        was=kept,
        short=short,
        bound=Bound.UNKNOWN if short is None else bound,
        basis={
            "paid_to": payment.paid_to.value,
            "charged": [payment.amount.low, payment.amount.high],
            "refunded": payment.refunded,
            "told": {law.value: _told(told) for law, told in found.told.items()},
        },
        payment=payment.id,
    )


def _owed(verdict: Verdict, kept: int, due: int | None) -> int | None:
    match verdict:
        case Verdict.PROHIBITED:
            return kept
        case Verdict.OVER_CAP:
            return None if due is None else max(0, kept - due)
        case Verdict.PERMITTED | Verdict.NOT_APPLICABLE:
            return 0
        case Verdict.UNKNOWN:
            return None


def _most(told: Told, currency: Currency) -> int | None:
    """What may be charged, in minor units of the currency it was charged in, when that is known."""
    if told.finding.verdict is Verdict.PROHIBITED:
        return 0
    cap = told.cap
    if cap is None or cap.amount is None or cap.currency is not currency:
        return None
    return int(cap.amount * 10 ** EXPONENT[currency])


def _charge(payment: Payment) -> Charge:
    currency = payment.amount.currency
    amount = Fraction(payment.amount.low, 10 ** EXPONENT[currency])
    return Charge(payment.item, payment.paid_to, amount, currency)


def _told(told: Told) -> Plain:
    return {
        "headline": told.headline.value,
        "finding": _finding(told.finding),
        "cap": _cap(told.cap),
    }


def _cap(cap: Cap | None) -> Plain | None:
    if cap is None:
        return None
    return {
        "amount": None if cap.amount is None else str(cap.amount),
        "currency": cap.currency.value if cap.currency else None,
        "months_of_wage": None if cap.months_of_wage is None else str(cap.months_of_wage),
    }


def _finding(finding: Finding) -> Plain:
    return {
        "verdict": finding.verdict.value,
        "rule": finding.rule,
        "article": finding.article,
        "source": finding.source,
        "standing": finding.standing,
        "reason": finding.reason,
        "reason_code": finding.reason_code,
        **_days(starts=finding.starts, ends=finding.ends, since=finding.since),
    }


def _provision(said: Provision) -> Plain:
    return {
        "topic": said.topic.value,
        "value": None if said.value is None else str(said.value),
        "rule": said.rule,
        "article": said.article,
        "source": said.source,
        "standing": said.standing,
        "caveat": said.caveat,
        **_days(starts=said.starts, ends=said.ends, since=said.since),
    }


def _days(**days: date | None) -> Mapping[str, str | None]:
    return {name: day.isoformat() if day else None for name, day in days.items()}


def _step(step: Step) -> Plain:
    parts = [[str(part.value), part.unit.value] for part in step.parts]
    result = [str(step.result.value), step.result.unit.value]
    return {"operation": step.operation.value, "parts": parts, "result": result}


def kept_steps(kept: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The arithmetic of a kept line, as it was."""
    return tuple(
        Step(
            Operation(one["operation"]),
            tuple(_factor(each) for each in one["parts"]),
            _factor(one["result"]),
        )
        for one in kept
    )


def _factor(pair: Sequence[str]) -> Factor:
    return Factor(Fraction(pair[0]), Unit(pair[1]))
