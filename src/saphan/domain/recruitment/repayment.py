"""The repayment plan: what each worker of the roster gets back, and who is still unresolved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from saphan.domain.money import half_up, shares
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.audit import Judged
from saphan.domain.recruitment.codes import Nationality, Status
from saphan.domain.recruitment.cohorts import CohortKey, Grouping, Spread
from saphan.domain.recruitment.records import Intake, Interview, Worker
from saphan.domain.recruitment.terms import Interest, Method, Terms

Key = TypeVar("Key", CohortKey, Nationality)

_SATANG = 100
_DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Instalment:
    """Part of a worker's amount, in satang, with the payroll month (None: not yet fixed)."""

    number: int
    month: PartialDate | None
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Line:
    """What one worker gets back, in satang, rounded half-up here and nowhere before."""

    worker: str
    amount_minor: int
    leaver: bool
    cohort: CohortKey
    instalments: tuple[Instalment, ...]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A worker without an amount, and why: never a zero."""

    worker: str
    reason: str
    cohort: CohortKey | None


@dataclass(frozen=True, slots=True)
class Cohort:
    """One cohort: how many there are, how many were heard, what they are owed.

    ``total_minor`` is the sum of its lines in satang, None when the cohort has no amount.
    """

    key: CohortKey
    headcount: int
    leavers: int
    interviewed: int
    spread: Spread | None
    total_minor: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Lines in the order of worker codes, the sum of them, and everybody else.

    ``pooled`` tells that cohorts of one nationality share an amount that their interviews made
    together, so that one of them says something about the others.
    """

    method: Method
    total_minor: int
    lines: tuple[Line, ...]
    unresolved: tuple[Unresolved, ...]
    cohorts: tuple[Cohort, ...]
    pooled: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """What the interviews show: baht owed by interview, by worker, by cohort and by corridor.

    ``cohort_of`` gives the cohort of every worker of the roster by code.
    """

    by_interview: Mapping[str, Fraction]
    by_worker: Mapping[str, Fraction]
    by_cohort: Mapping[CohortKey, Spread]
    by_corridor: Mapping[Nationality, Spread]
    cohort_of: Mapping[str, CohortKey]
    grouping: Grouping
    strangers: tuple[Interview, ...]


def owed_by(intake: Intake, judged: Iterable[Judged], terms: Terms) -> Owed:
    """Add up the judged payments; an interview without a payment counts with nothing owed."""
    sums: dict[str, Fraction] = {one.index: Fraction(0) for one in intake.interviews}
    for line in judged:
        sums[line.payment.interview] += _with_interest(line, terms)
    grouping = Grouping.of(intake.workers, intake.interviews, terms.window)
    roster = {worker.code: worker for worker in intake.workers}
    cohorts: dict[CohortKey, list[Fraction]] = defaultdict(list)
    corridors: dict[Nationality, list[Fraction]] = defaultdict(list)
    for interview in intake.interviews:
        key = grouping.of_interview(interview, roster.get(interview.worker))
        cohorts[key].append(sums[interview.index])
        corridors[key.nationality].append(sums[interview.index])
    listed = roster.keys() | {lost.worker for lost in intake.unusable}
    return Owed(
        by_interview=sums,
        by_worker={one.worker: sums[one.index] for one in intake.interviews if one.worker},
        by_cohort=_spreads(cohorts),
        by_corridor=_spreads(corridors),
        cohort_of={code: grouping.of_worker(worker) for code, worker in roster.items()},
        grouping=grouping,
        strangers=tuple(
            one for one in intake.interviews if one.worker and one.worker not in listed
        ),
    )


def _spreads(groups: Mapping[Key, list[Fraction]]) -> dict[Key, Spread]:
    spreads = {key: Spread.of(amounts) for key, amounts in groups.items()}
    return {key: spread for key, spread in spreads.items() if spread is not None}


def _with_interest(line: Judged, terms: Terms) -> Fraction:
    """What is owed for a payment, with simple interest from the payment to the as-of date."""
    owed = line.owed(terms.definition)
    if terms.interest is None or line.payment.paid_on is None:
        return owed
    return owed * interest_factor(terms.interest, line.payment.paid_on, terms.as_of)


def interest_factor(interest: Interest, paid_on: PartialDate, as_of: date) -> Fraction:
    """One plus simple interest for the days from the payment (a month: its last day)."""
    days = max(0, (as_of - paid_on.last).days)
    return 1 + interest.yearly * Fraction(days, _DAYS_A_YEAR)


def plan(intake: Intake, owed: Owed, terms: Terms) -> Plan:
    """The plan under one method."""
    lines: list[Line] = []
    unresolved: list[Unresolved] = []
    payroll = Payroll(terms)
    for worker in intake.workers:
        key = owed.cohort_of[worker.code]
        amount, reason = _amount(worker, key, owed, terms)
        if amount is None:
            unresolved.append(Unresolved(worker.code, reason, key))
        else:
            leaver = worker.status is Status.LEFT
            minor = half_up(amount, _SATANG)
            parts = payroll.instalments(minor, leaver=leaver)
            lines.append(Line(worker.code, minor, leaver, key, parts))
    unresolved.extend(Unresolved(lost.worker, lost.reason, None) for lost in intake.unusable)
    unresolved.extend(
        Unresolved(one.worker, "not_on_roster", owed.grouping.of_interview(one, None))
        for one in owed.strangers
    )
    return Plan(
        method=terms.method,
        total_minor=sum(line.amount_minor for line in lines),
        lines=tuple(lines),
        unresolved=tuple(sorted(unresolved, key=lambda one: (one.worker, one.reason))),
        cohorts=_cohorts(intake, owed, lines),
        pooled=terms.method is Method.FLAT and not terms.flat,
    )


def _amount(
    worker: Worker, key: CohortKey, owed: Owed, terms: Terms
) -> tuple[Fraction | None, str]:
    """The exact baht of one worker under the method, or the reason why there is none."""
    if terms.method is Method.INDIVIDUAL:
        return owed.by_worker.get(worker.code), "no_interview"
    spread = owed.by_cohort.get(key)
    if spread is None:
        return None, "cohort_without_interviews"
    if terms.method is Method.FLAT:
        return _flat(worker.nationality, owed, terms), "corridor_without_amount"
    by_method = {Method.MEDIAN: spread.median, Method.P75: spread.p75, Method.MAX: spread.most}
    return by_method[terms.method], ""


def _flat(nationality: Nationality, owed: Owed, terms: Terms) -> Fraction | None:
    """The agreed amount of the corridor, or its median when no amount was agreed at all."""
    if terms.flat:
        return terms.flat.get(nationality)
    return owed.by_corridor[nationality].median


class Payroll:
    """How amounts are split over the payroll months; many workers share one amount."""

    def __init__(self, terms: Terms) -> None:
        self._months = [month_after(terms.first_payroll, n) for n in range(terms.instalments)]
        self._split: dict[tuple[int, bool], tuple[Instalment, ...]] = {}

    def instalments(self, amount_minor: int, *, leaver: bool) -> tuple[Instalment, ...]:
        """The parts of an amount; a worker who has left is paid at once."""
        found = self._split.get((amount_minor, leaver))
        if found is None:
            months = self._months[:1] if leaver else self._months
            parts = shares(amount_minor, len(months))
            found = tuple(
                Instalment(number, month, part)
                for number, (month, part) in enumerate(zip(months, parts, strict=True), start=1)
                if part or number == 1
            )
            self._split[amount_minor, leaver] = found
        return found


def month_after(first: PartialDate | None, months: int) -> PartialDate | None:
    """The month so many months after the first payroll month."""
    if first is None or first.month is None:
        return None
    years, month = divmod(first.month - 1 + months, 12)
    return PartialDate(first.year + years, month + 1)


def _cohorts(intake: Intake, owed: Owed, lines: list[Line]) -> tuple[Cohort, ...]:
    heads = Counter(owed.cohort_of.values())
    left = Counter(
        owed.cohort_of[worker.code] for worker in intake.workers if worker.status is Status.LEFT
    )
    totals: dict[CohortKey, int] = defaultdict(int)
    for line in lines:
        totals[line.cohort] += line.amount_minor
    return tuple(
        Cohort(
            key=key,
            headcount=heads[key],
            leavers=left[key],
            interviewed=spread.interviewed if (spread := owed.by_cohort.get(key)) else 0,
            spread=spread,
            total_minor=totals.get(key, 0 if spread else None),
        )
        for key in sorted(heads.keys() | owed.by_cohort.keys())
    )
