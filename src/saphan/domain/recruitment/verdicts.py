"""What one body of rules says about one payment: the rule, the article, the days, the standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from saphan.domain.finding import Finding, Standing, Verdict
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.charges import Cap, ChargeRule, Effect
from saphan.domain.recruitment.codes import Bearer, Item, Law, Nationality, Payee, Scheme


@dataclass(frozen=True, slots=True)
class Charge:
    """The facts of a payment that a rule may ask for. ``paid_on`` None: the date is not known."""

    item: Item
    paid_to: Payee
    borne_by: Bearer
    scheme: Scheme
    nationality: Nationality
    paid_on: PartialDate | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A finding, and the cap that the amount must still be held against."""

    finding: Finding
    cap: Cap | None = None


Rulings = dict[Law, Ruling]

#: The stronger ruling wins when two rules speak of the same payment; unknown beats permitted.
_STRENGTH = {
    Effect.PROHIBITED: 0,
    Effect.CAPPED: 1,
    Effect.UNKNOWN: 2,
    Effect.PERMITTED: 3,
}
_VERDICT = {
    Effect.PROHIBITED: Verdict.PROHIBITED,
    Effect.CAPPED: Verdict.UNKNOWN,
    Effect.UNKNOWN: Verdict.UNKNOWN,
    Effect.PERMITTED: Verdict.PERMITTED,
}
_BORNE = {
    Bearer.EMPLOYER: (Verdict.NOT_APPLICABLE, "borne_by_employer"),
    Bearer.AGENCY: (Verdict.NOT_APPLICABLE, "borne_by_agency"),
    Bearer.UNKNOWN: (Verdict.UNKNOWN, "bearer_unknown"),
}
#: Sentences for findings that no rule speaks; the codes serve translation.
REASONS = {
    "borne_by_employer": "The employer bore this payment; the worker is owed nothing for it.",
    "borne_by_agency": "The agency bore this payment; the worker is owed nothing for it.",
    "bearer_unknown": "It is not known who finally bore this payment.",
    "date_unknown": "The date of the payment is not known, so no dated rule can be applied.",
    "date_too_vague": "The rule changed within the time that the date of the payment allows.",
    "no_rule": "No rule in the law book speaks of this item, payee, scheme and nationality.",
    "not_yet": "The rule in the law book begins later than this payment.",
    "expired": "The rule in the law book is not known to hold on the day of this payment.",
}


@dataclass(slots=True)
class Bench:
    """The charge rules, ready to be asked; equal questions are answered once.

    The ILO definition is applied as it stands on ``as_of``, national law on the payment date.
    """

    rules: tuple[ChargeRule, ...]
    as_of: date
    _by_law: dict[Law, tuple[ChargeRule, ...]] = field(init=False)
    _answered: dict[Charge, Rulings] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        in_order = sorted(self.rules, key=lambda rule: (rule.rule, rule.period.first))
        self._by_law = {law: tuple(r for r in in_order if r.law is law) for law in Law}

    def rule_on(self, charge: Charge) -> Rulings:
        """One ruling a body of rules; the three are never merged."""
        found = self._answered.get(charge)
        if found is None:
            found = {law: self._ruling(law, charge) for law in Law}
            self._answered[charge] = found
        return found

    def _ruling(self, law: Law, charge: Charge) -> Ruling:
        if charge.borne_by in _BORNE:
            verdict, reason = _BORNE[charge.borne_by]
            return Ruling(_silent(verdict, reason))
        concerned = [
            rule
            for rule in self._by_law[law]
            if rule.concerns(
                item=charge.item,
                paid_to=charge.paid_to,
                scheme=charge.scheme,
                nationality=charge.nationality,
            )
        ]
        if not concerned:
            return Ruling(_silent(Verdict.UNKNOWN, "no_rule"))
        if law is Law.ILO:
            return _strongest(concerned, self.as_of, self.as_of)
        if charge.paid_on is None:
            return Ruling(_silent(Verdict.UNKNOWN, "date_unknown", concerned[0]))
        return _strongest(concerned, charge.paid_on.first, charge.paid_on.last)


def _strongest(rules: Iterable[ChargeRule], first: date, last: date) -> Ruling:
    """The ruling of the rule that weighs most over the whole span of days."""
    rows_of: dict[str, list[ChargeRule]] = defaultdict(list)
    for rule in rules:
        rows_of[rule.rule].append(rule)
    weighed = [_of_one_rule(rows, first, last) for _, rows in sorted(rows_of.items())]
    return min(weighed, key=lambda pair: pair[0])[1]


def _of_one_rule(rows: list[ChargeRule], first: date, last: date) -> tuple[int, Ruling]:
    """Strength and ruling of one rule; rows are in the order of their days."""
    whole = [row for row in rows if row.period.holds(first) and row.period.holds(last)]
    if whole:
        row = min(whole, key=lambda row: _STRENGTH[row.effect])
        return _STRENGTH[row.effect], Ruling(_spoken(row), row.cap)
    if any(row.period.first <= last and _last_day(row) >= first for row in rows):
        return 2, Ruling(_silent(Verdict.UNKNOWN, "date_too_vague", rows[0]))
    if rows[0].period.first > last:
        return 4, Ruling(_silent(Verdict.UNKNOWN, "not_yet", rows[0]))
    before = max((row for row in rows if _last_day(row) < first), key=_last_day)
    since = _last_day(before) + timedelta(days=1)
    return 2, Ruling(_silent(Verdict.UNKNOWN, "expired", before, since))


def _last_day(row: ChargeRule) -> date:
    return row.period.last or date.max


def _spoken(row: ChargeRule) -> Finding:
    return Finding(
        verdict=_VERDICT[row.effect],
        rule=row.rule,
        article=row.article,
        source=row.source,
        standing=row.standing,
        reason=row.reason,
        reason_code="rule",
        starts=_known(row.period.first),
        ends=row.period.last,
    )


def _known(first: date) -> date | None:
    """The first day of a row, None when it has none that anybody knows."""
    return None if first == date.min else first


def _silent(
    verdict: Verdict, code: str, row: ChargeRule | None = None, since: date | None = None
) -> Finding:
    """A finding without a rule in force; a rule that once spoke is named with its end."""
    return Finding(
        verdict=verdict,
        rule=row.rule if row else "",
        article=row.article if row else "",
        source=row.source if row else "",
        standing=row.standing
        if row
        else Standing.DERIVED
        if verdict is not Verdict.UNKNOWN
        else "",
        reason=REASONS[code],
        reason_code=code,
        starts=_known(row.period.first) if row else None,
        ends=row.period.last if row else None,
        since=since,
    )
