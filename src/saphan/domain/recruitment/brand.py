"""The brand's view: cohorts only, and nothing from which a small group could be worked out."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.domain.money import half_up
from saphan.domain.recruitment.cohorts import CohortKey
from saphan.domain.recruitment.repayment import Cohort, Plan

#: Fewest workers and fewest interviews of a cohort that a brand may see.
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
    shown = tuple(_shown(cohort) for cohort in plan.cohorts)
    open_to_all = not any(cohort.suppressed for cohort in shown)
    return BrandView(shown, plan.total_minor if open_to_all else None)


def _shown(cohort: Cohort) -> BrandCohort:
    spread = cohort.spread
    if spread is None or cohort.headcount < FEWEST or cohort.interviewed < FEWEST:
        return BrandCohort(cohort.key, None, None, None, None, suppressed=True)
    return BrandCohort(
        key=cohort.key,
        headcount=cohort.headcount,
        interviewed=cohort.interviewed,
        median_minor=half_up(spread.median * 100),
        total_minor=cohort.total_minor,
        suppressed=False,
    )
