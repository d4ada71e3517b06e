"""The whole decision: rows and rules in; verdicts, plan and every assumption out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.audit import Judged, judge
from saphan.domain.recruitment.charges import ChargeRule
from saphan.domain.recruitment.codes import Bearer
from saphan.domain.recruitment.records import Intake
from saphan.domain.recruitment.repayment import Owed, Plan, owed_by, plan
from saphan.domain.recruitment.terms import Method, RangeChoice, Terms
from saphan.domain.refusals import RowRefused


@dataclass(frozen=True, slots=True)
class Assumption:
    """One choice that shaped the figures: a code and the facts its sentence needs."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that an audit file, a page or a paper needs.

    ``kept`` holds what was worked out from it already; it is no part of the decision.
    """

    terms: Terms
    intake: Intake
    judged: tuple[Judged, ...]
    rejected: tuple[RowRefused, ...]
    owed: Owed
    plan: Plan
    assumptions: tuple[Assumption, ...]
    kept: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def to_clarify(self) -> Iterator[Judged]:
        """The payments that a lawyer or a second interview must clear; none of them is counted."""
        return (line for line in self.judged if line.unclear(self.terms.definition))

    def by_method(self) -> dict[Method, Plan]:
        """The plan under every method, for the comparison side by side."""
        if "by_method" not in self.kept:
            self.kept["by_method"] = {
                method: self.plan
                if method is self.terms.method
                else plan(self.intake, self.owed, replace(self.terms, method=method))
                for method in Method
            }
        found: dict[Method, Plan] = self.kept["by_method"]
        return found


def decide(intake: Intake, terms: Terms, rules: tuple[ChargeRule, ...]) -> Outcome:
    """Audit and plan in one decision; nothing outside the arguments has a say."""
    judged, refused = judge(intake, terms, rules)
    owed = owed_by(intake, judged, terms)
    decided = plan(intake, owed, terms)
    return Outcome(
        terms=terms,
        intake=intake,
        judged=tuple(judged),
        rejected=(*intake.rejected, *refused),
        owed=owed,
        plan=decided,
        assumptions=tuple(_assumptions(intake, judged, terms)),
    )


def _assumptions(intake: Intake, judged: list[Judged], terms: Terms) -> Iterator[Assumption]:
    yield Assumption("as_of", {"day": terms.as_of.isoformat()})
    yield Assumption(f"definition.{terms.definition}")
    yield Assumption(f"method.{terms.method}")
    yield Assumption("rounding")
    yield Assumption(f"window.{terms.window}")
    yield Assumption("cohort_of_interview")
    yield from _about_flat(terms)
    yield from _about_ranges(judged, terms.range_choice)
    yield from _about_dates(judged)
    yield from _about_rates(judged, intake)
    yield from _about_bearers(judged, terms)
    yield from _about_interest(judged, terms)
    yield from _about_payment(intake, terms)
    yield Assumption("no_deduction_no_waiver")
    yield Assumption("not_legal_advice")


def _about_flat(terms: Terms) -> Iterator[Assumption]:
    if terms.method is not Method.FLAT:
        return
    if not terms.flat:
        yield Assumption("flat.median")
    for nationality, amount in sorted(terms.flat.items()):
        facts = {"nationality": nationality.value, "thb": str(amount), "why": terms.flat_reason}
        yield Assumption("flat.agreed", facts)


def _about_ranges(judged: list[Judged], choice: RangeChoice) -> Iterator[Assumption]:
    ranged = sum(line.payment.low != line.payment.high for line in judged)
    yield Assumption(f"range.{choice}", {"count": ranged})


def _about_dates(judged: list[Judged]) -> Iterator[Assumption]:
    vague = Counter(_precision(line.payment.paid_on) for line in judged)
    for precision in ("month", "year", "none"):
        if vague[precision]:
            yield Assumption(f"date.{precision}", {"count": vague[precision]})


def _precision(day: PartialDate | None) -> str:
    if day is None:
        return "none"
    if day.month is None:
        return "year"
    return "month" if day.day is None else "day"


def _about_rates(judged: list[Judged], intake: Intake) -> Iterator[Assumption]:
    foreign = [line for line in judged if line.payment.currency is not Currency.THB]
    if not foreign:
        return
    converted = sum(line.rate is not None for line in foreign)
    sources = sorted({rate.source for rate in intake.rates})
    yield Assumption("rates", {"count": converted, "sources": "; ".join(sources)})
    if converted < len(foreign):
        yield Assumption("rates.missing", {"count": len(foreign) - converted})


def _about_bearers(judged: list[Judged], terms: Terms) -> Iterator[Assumption]:
    borne = Counter(line.payment.borne_by for line in judged)
    for bearer, code in ((Bearer.UNKNOWN, "bearer.unknown"), (Bearer.SHARED, "bearer.shared")):
        if borne[bearer]:
            yield Assumption(code, {"count": borne[bearer]})
    unclear = sum(line.unclear(terms.definition) for line in judged)
    if unclear:
        yield Assumption("unclear_apart", {"count": unclear})
    refunds = sum(line.payment.refunded > 0 for line in judged)
    yield Assumption("refunds", {"count": refunds})


def _about_interest(judged: list[Judged], terms: Terms) -> Iterator[Assumption]:
    if terms.interest is None:
        yield Assumption("interest.none")
        return
    facts = {"percent": f"{float(terms.interest.yearly * 100):g}", "why": terms.interest.reason}
    yield Assumption("interest.simple", facts)
    undated = sum(line.payment.paid_on is None for line in judged)
    if undated:
        yield Assumption("interest.undated", {"count": undated})


def _about_payment(intake: Intake, terms: Terms) -> Iterator[Assumption]:
    yield Assumption("instalments", {"number": terms.instalments})
    yield Assumption("leavers")
    if intake.notices:
        yield Assumption("status_blank", {"count": len(intake.notices)})
