"""The fee audit: every payment valued in baht and judged by three bodies of rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from saphan.domain.finding import Finding, Verdict
from saphan.domain.money import Currency
from saphan.domain.recruitment.charges import Cap, ChargeRule, Effect
from saphan.domain.recruitment.codes import Bearer, Law
from saphan.domain.recruitment.rates import Exchange
from saphan.domain.recruitment.records import Intake, Interview, Payment
from saphan.domain.recruitment.terms import Definition, Terms
from saphan.domain.recruitment.verdicts import Bench, Charge, Ruling, Rulings
from saphan.domain.refusals import Refused, RowRefused

_NOTHING, _WHOLE = Fraction(0), Fraction(1)
#: Sentences that go before a rule's own reason when a sum was held against a limit.
AGAINST_CAP = {
    "within_cap": "The sum of these payments lies within the cap. ",
    "over_cap": "The sum of these payments lies above the cap. ",
    "within_unknown": "The sum lies within this ceiling; a lower one may apply. ",
    "cap_not_comparable": "The cap could not be compared with the amount. ",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A payment with its amount (major units of its currency), its value in baht and verdicts.

    ``rate`` is baht for one unit, None when no rate may be used; ``excess`` tells, for a body of
    rules with a cap, which share of the amount lies above it.
    """

    payment: Payment
    interview: Interview
    amount: Fraction
    rate: Fraction | None
    verdicts: Mapping[Law, Finding]
    excess: Mapping[Law, Fraction]

    @property
    def thb(self) -> Fraction | None:
        """The amount in baht, exactly; None without a rate."""
        if self.rate is None or self.rate == 1:
            return None if self.rate is None else self.amount
        return self.amount * self.rate

    def owed(self, definition: Definition) -> Fraction:
        """What is owed back in baht, exactly: the part that must not be charged, less refunds."""
        share = self._share(definition.body)
        if self.rate is None or self.payment.borne_by is not Bearer.WORKER or not share:
            return _NOTHING
        # Most payments are forbidden whole and never refunded; fractions are slow to work with.
        left = self.amount if share is _WHOLE else self.amount * share
        if self.payment.refunded:
            left = max(_NOTHING, left - self.payment.refunded)
        return left * self.rate

    def unclear(self, definition: Definition) -> bool:
        """Whether a person must look: an open verdict, or a share that nobody knows."""
        verdict = self.verdicts[definition.body].verdict
        forbidden = verdict in (Verdict.PROHIBITED, Verdict.OVER_CAP)
        return verdict is Verdict.UNKNOWN or (forbidden and self.payment.borne_by is Bearer.SHARED)

    def _share(self, law: Law) -> Fraction:
        verdict = self.verdicts[law].verdict
        if verdict is Verdict.PROHIBITED:
            return _WHOLE
        return self.excess.get(law, _NOTHING) if verdict is Verdict.OVER_CAP else _NOTHING


def judge(
    intake: Intake, terms: Terms, rules: tuple[ChargeRule, ...]
) -> tuple[list[Judged], list[RowRefused]]:
    """Value and judge every payment; a missing rate is told and its payment is not counted."""
    bench = Bench(rules, terms.as_of)
    exchange = Exchange(intake.rates)
    interviews = {interview.index: interview for interview in intake.interviews}
    judged: list[Judged] = []
    refused: list[RowRefused] = []
    capped: dict[tuple[str, Law], list[int]] = defaultdict(list)
    for payment in intake.payments:
        interview = interviews[payment.interview]
        rulings = bench.rule_on(_charge(payment, interview))
        for law, ruling in rulings.items():
            if ruling.cap is not None:
                capped[payment.interview, law].append(len(judged))
        judged.append(_value(payment, interview, rulings, terms, exchange, refused))
    for (_, law), places in capped.items():
        _hold_against_caps(judged, places, law, bench, exchange)
    return judged, refused


def _charge(payment: Payment, interview: Interview) -> Charge:
    return Charge(
        item=payment.item,
        paid_to=payment.paid_to,
        borne_by=payment.borne_by,
        scheme=interview.scheme,
        nationality=interview.nationality,
        paid_on=payment.paid_on,
    )


def _value(
    payment: Payment,
    interview: Interview,
    rulings: Rulings,
    terms: Terms,
    exchange: Exchange,
    refused: list[RowRefused],
) -> Judged:
    rate = None
    try:
        rate = exchange.on(payment.currency, payment.paid_on)
    except Refused as refusal:
        column = "paid_on" if refusal.code != "rate.none" else "currency"
        refused.append(payment.place.refuse(column, refusal.code, **refusal.facts))
    return Judged(
        payment=payment,
        interview=interview,
        amount=terms.range_choice.of(payment.low, payment.high),
        rate=rate,
        verdicts={law: ruling.finding for law, ruling in rulings.items()},
        excess={},
    )


def _hold_against_caps(
    judged: list[Judged], places: Iterable[int], law: Law, bench: Bench, exchange: Exchange
) -> None:
    """A cap holds for the sum of what one worker paid under one row of a rule."""
    together: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place in places:
        line = judged[place]
        ruling = bench.rule_on(_charge(line.payment, line.interview))[law]
        finding = ruling.finding
        together[finding.rule, finding.starts, finding.ends, finding.article].append(place)
    for group in together.values():
        first = judged[group[0]]
        ruling = bench.rule_on(_charge(first.payment, first.interview))[law]
        _decide_cap([judged[place] for place in group], group, judged, law, ruling, exchange)


def _decide_cap(
    lines: list[Judged],
    places: list[int],
    judged: list[Judged],
    law: Law,
    ruling: Ruling,
    exchange: Exchange,
) -> None:
    assert ruling.cap is not None  # noqa: S101  only capped rulings come here
    verdict, code, share = _against(ruling.cap, lines, exchange)
    reason = AGAINST_CAP[code] + ruling.finding.reason
    finding = replace(ruling.finding, verdict=verdict, reason=reason, reason_code=code)
    for place, line in zip(places, lines, strict=True):
        judged[place] = replace(
            line,
            verdicts={**line.verdicts, law: finding},
            excess={**line.excess, law: share},
        )


def _against(cap: Cap, lines: list[Judged], exchange: Exchange) -> tuple[Verdict, str, Fraction]:
    """Verdict, reason code and the share of the sum above the cap."""
    compared = [_in_units_of(cap, line, exchange) for line in lines]
    amounts = [pair[0] for pair in compared if pair is not None]
    limits = [pair[1] for pair in compared if pair is not None]
    if len(amounts) < len(lines):
        return Verdict.UNKNOWN, "cap_not_comparable", _NOTHING
    total, limit = sum(amounts, _NOTHING), min(limits)
    if total > limit:
        return Verdict.OVER_CAP, "over_cap", (total - limit) / total
    if cap.within is Effect.UNKNOWN:
        return Verdict.UNKNOWN, "within_unknown", _NOTHING
    return Verdict.PERMITTED, "within_cap", _NOTHING


def _in_units_of(cap: Cap, line: Judged, exchange: Exchange) -> tuple[Fraction, Fraction] | None:
    """Amount and cap in one currency; None when they cannot be compared."""
    wage, wage_currency = line.interview.wage, line.interview.wage_currency
    if cap.months_of_wage is not None:
        if wage is None or wage_currency is None:
            return None
        limit, currency = cap.months_of_wage * wage, wage_currency
    else:
        if cap.amount is None or cap.currency is None:
            return None
        limit, currency = cap.amount, cap.currency
    if currency is line.payment.currency:
        return line.amount, limit
    try:
        into = exchange.on(Currency(currency), line.payment.paid_on)
    except Refused:
        return None
    return None if line.thb is None else (line.thb / into, limit)
