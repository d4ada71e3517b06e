"""``brand.json``: cohorts of at least five, no worker, no interview, no telling total."""

from __future__ import annotations

import json
from pathlib import Path

from saphan.domain.recruitment.brand import BrandCohort, BrandView, brand_view
from saphan.domain.recruitment.repayment import Plan
from saphan.pillars.recruitment.extract.audit_json import key_entry


def brand_entry(plan: Plan) -> dict[str, object]:
    """The brand's view of a plan; amounts are satang, null when suppressed."""
    return view_entry(brand_view(plan))


def view_entry(view: BrandView) -> dict[str, object]:
    """A brand's view as a file tells it."""
    return {
        "cohorts": [_cohort(cohort) for cohort in view.cohorts],
        "total_minor": view.total_minor,
    }


def _cohort(cohort: BrandCohort) -> dict[str, object]:
    return key_entry(cohort.key) | {
        "headcount": cohort.headcount,
        "interviewed": cohort.interviewed,
        "median_minor": cohort.median_minor,
        "total_minor": cohort.total_minor,
        "suppressed": cohort.suppressed,
    }


def write_brand(path: Path, plan: Plan) -> None:
    """Write the file."""
    text = json.dumps(brand_entry(plan), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
