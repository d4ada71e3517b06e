"""What an employer's papers may show: nothing about one worker, no group below five.

The payment schedule names the amount of every worker, because it must be paid. Everything else
follows three rules. A cohort with fewer than five workers, interviews or amounts keeps its
figures to itself. Every sum on the papers leaves such cohorts out, under every method and in
every table, so that nothing can be found by subtraction. Kinds of payments, verdicts and reasons
that fewer than five workers reported are not named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from saphan.domain.money import half_up
from saphan.domain.recruitment.audit import Judged
from saphan.domain.recruitment.brand import FEWEST, visible_cohorts
from saphan.domain.recruitment.cohorts import CohortKey
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.repayment import Cohort, Line, Plan
from saphan.domain.recruitment.terms import Definition, Method

Key = TypeVar("Key", bound=Hashable)


def shown_cohorts(plan: Plan) -> frozenset[CohortKey]:
    """The cohorts whose spread may be shown: five workers and five interviews or more."""
    return frozenset(cohort.key for cohort in plan.cohorts if _large(cohort))


def _large(cohort: Cohort) -> bool:
    return cohort.spread is not None and cohort.headcount >= FEWEST and cohort.interviewed >= FEWEST


@dataclass(frozen=True, slots=True)
class Sums:
    """The sum of a plan over the cohorts that may be shown; None when it may not be shown.

    ``workers`` counts the amounts in the sum, ``elsewhere`` those that only the schedule names.
    """

    minor: int | None
    workers: int
    elsewhere: int
    cohorts: frozenset[CohortKey]


def sums_of(plan: Plan) -> Sums:
    """Add up the cohorts that may be shown with what they come to."""
    added = visible_cohorts(plan)
    lines = [line for line in plan.lines if line.cohort in added]
    return Sums(
        minor=sum(line.amount_minor for line in lines) if lines else None,
        workers=len(lines),
        elsewhere=len(plan.lines) - len(lines),
        cohorts=added,
    )


def method_sums(outcome: Outcome) -> dict[Method, Sums]:
    """The sums under every method."""
    return {method: sums_of(plan) for method, plan in outcome.by_method().items()}


@dataclass(frozen=True, slots=True)
class Payday:
    """What is paid together: the instalment of current workers, or everything for leavers."""

    number: int
    month: str
    workers: int
    minor: int


def paydays(plan: Plan) -> tuple[list[Payday], Payday | None]:
    """The instalments of current workers, and the one payment of leavers.

    Both are empty when either group counts fewer than five amounts, since the other could then
    be subtracted from the sum.
    """
    added = sums_of(plan).cohorts
    lines = [line for line in plan.lines if line.cohort in added]
    left = [line for line in lines if line.leaver]
    current = [line for line in lines if not line.leaver]
    if 0 < len(left) < FEWEST or 0 < len(current) < FEWEST:
        return [], None
    whole = sum(line.amount_minor for line in left)
    return list(_instalments(current)), Payday(1, "", len(left), whole) if left else None


def _instalments(lines: Iterable[Line]) -> Iterator[Payday]:
    parts: dict[tuple[int, str], list[int]] = defaultdict(list)
    for line in lines:
        for one in line.instalments:
            parts[one.number, str(one.month or "")].append(one.amount_minor)
    for (number, month), amounts in sorted(parts.items()):
        yield Payday(number, month, len(amounts), sum(amounts))


@dataclass(frozen=True, slots=True)
class Group:
    """Payments that are alike: one of them as example, by whom, how many, and what they come to.

    ``payments``, ``thb`` and ``owed`` (exact baht) are None in a veiled group, where they would
    give a smaller group away. They are added up only when asked for: most tables name groups
    without a sum, and there may be a hundred thousand payments.
    """

    lines: tuple[Judged, ...]
    workers: frozenset[str]
    definition: Definition
    veiled: bool = False

    @property
    def example(self) -> Judged:
        """One of the payments."""
        return self.lines[0]

    @property
    def payments(self) -> int | None:
        """How many payments."""
        return None if self.veiled else len(self.lines)

    @property
    def thb(self) -> Fraction | None:
        """What was paid, as far as there are rates."""
        if self.veiled:
            return None
        return sum((line.thb for line in self.lines if line.thb is not None), Fraction(0))

    @property
    def owed(self) -> Fraction | None:
        """What of it is owed back."""
        if self.veiled:
            return None
        return sum((line.owed(self.definition) for line in self.lines), Fraction(0))


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that may be named, and whether there are smaller ones."""

    named: tuple[Group, ...]
    smaller: bool


def visible_lines(outcome: Outcome) -> list[Judged]:
    """The payments of the interviews in cohorts that may be shown."""
    large = shown_cohorts(outcome.plan)
    roster = {worker.code: worker for worker in outcome.intake.workers}
    grouping = outcome.owed.grouping
    seen = {
        one.index
        for one in outcome.intake.interviews
        if grouping.of_interview(one, roster.get(one.worker)) in large
    }
    return [line for line in outcome.judged if line.payment.interview in seen]


def groups_of(
    lines: Iterable[Judged], outcome: Outcome, alike: Callable[[Judged], tuple[str, ...]]
) -> Groups:
    """Group payments by what ``alike`` says; groups of fewer than five workers are not named.

    The first part of the key is the family. Within a family the figures of the smallest group
    are left out, too, when fewer than five workers stand behind all that is not named.
    """
    found: dict[tuple[str, ...], list[Judged]] = defaultdict(list)
    for line in lines:
        found[alike(line)].append(line)
    families: dict[str, list[Group]] = defaultdict(list)
    for key, members in sorted(found.items(), key=lambda pair: pair[0]):
        families[key[0]].append(_group(members, outcome.terms.definition))
    named = [group for family in families.values() for group in _nameable(family)]
    return Groups(tuple(named), smaller=len(named) < len(found))


def _group(lines: list[Judged], definition: Definition) -> Group:
    workers = frozenset(line.payment.interview for line in lines)
    return Group(tuple(lines), workers, definition)


def _nameable(family: list[Group]) -> list[Group]:
    """The large groups, one of them without figures when the rest could be subtracted."""
    large = [group for group in family if len(group.workers) >= FEWEST]
    behind = {one for group in family if len(group.workers) < FEWEST for one in group.workers}
    if not 0 < len(behind) < FEWEST or not large:
        return large
    least = min(large, key=lambda group: len(group.workers))
    return [replace(group, veiled=True) if group is least else group for group in large]


def satang(thb: Fraction) -> int:
    """Baht as satang, rounded half-up for show."""
    return half_up(thb * 100)
