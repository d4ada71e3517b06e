"""The brand's view: cohorts only, and nothing from which a small group could be worked out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from saphan.domain.money import half_up
from saphan.domain.recruitment.cohorts import CohortKey
from saphan.domain.recruitment.repayment import Cohort, Plan

#: Fewest workers, interviews and amounts of a cohort that a brand may see.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class BrandCohort:
    """One cohort for the brand; every figure is None when it is suppressed."""

    key: CohortKey
    headcount: int | None
    interviewed: int | None
    median_minor: int | None
    total_minor: int | None
    suppressed: bool


@dataclass(frozen=True, slots=True)
class BrandView:
    """The cohorts and their sum; the sum is withheld when any cohort is."""

    cohorts: tuple[BrandCohort, ...]
    total_minor: int | None


def brand_view(plan: Plan) -> BrandView:
    """What a brand may see of a plan.

    A suppressed cohort has no published margin at all: the grand total is withheld with it and no
    subtotal is ever given, so nothing can be subtracted. A cohort whose leavers or unresolved
    workers would make a small group of its own inside the total keeps its figures, because the
    brand is never told how many leavers there are.
    """
    visible = visible_cohorts(plan)
    cohorts = tuple(_shown(cohort, visible) for cohort in plan.cohorts)
    open_to_all = len(visible) == len(cohorts)
    return BrandView(cohorts, plan.total_minor if open_to_all else None)


def visible_cohorts(plan: Plan) -> frozenset[CohortKey]:
    """The cohorts whose figures tell nothing about fewer than five workers.

    Each has five workers, five interviews and five amounts in its total. Where cohorts of one
    nationality share an amount made of all their interviews, a hidden one hides the others:
    their own median and the shared amount together would tell what its few interviews say.
    """
    amounts = Counter(line.cohort for line in plan.lines)
    large = {cohort.key for cohort in plan.cohorts if _large(cohort, amounts[cohort.key])}
    if plan.pooled:
        hidden = (one.key for one in plan.cohorts if one.interviewed and one.key not in large)
        nationalities = {key.nationality for key in hidden}
        large = {key for key in large if key.nationality not in nationalities}
    return frozenset(large)


def _large(cohort: Cohort, amounts: int) -> bool:
    return min(cohort.headcount, cohort.interviewed, amounts) >= FEWEST


def _shown(cohort: Cohort, visible: frozenset[CohortKey]) -> BrandCohort:
    if cohort.spread is None or cohort.key not in visible:
        return BrandCohort(cohort.key, None, None, None, None, suppressed=True)
    return BrandCohort(
        key=cohort.key,
        headcount=cohort.headcount,
        interviewed=cohort.interviewed,
        median_minor=half_up(cohort.spread.median * 100),
        total_minor=cohort.total_minor,
        suppressed=False,
    )
