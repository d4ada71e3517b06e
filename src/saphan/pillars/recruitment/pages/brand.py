"""What a brand sees: cohorts of five and more, and nothing from which a smaller one follows."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.brand import BrandCohort, BrandView
from saphan.foundation.charts import BarChart, Mark
from saphan.foundation.exports import download
from saphan.foundation.figures import shown
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.people.queries import member_of
from saphan.pillars.recruitment.extract.brand_json import view_entry
from saphan.pillars.recruitment.pages.speech import baht, cohort_here, in_baht
from saphan.pillars.recruitment.queries import audit
from saphan.pillars.recruitment.queries import brand as brand_of


@needs("recruitment.brand")
@require_safe
def brand(request: HttpRequest, code: str) -> HttpResponse:
    """The brand's view of the newest plan."""
    viewer = member_of(request.user)
    found = audit(viewer, code=code, permission=Permission.RECRUITMENT_BRAND)
    view = brand_of(viewer, code=code)
    if view is None:
        return render(request, "recruitment/brand.html", {"audit": found, "view": None})
    asked = _table(view).asked(request)
    if asked.export:
        return download(asked)
    facts = {"audit": found, "view": view, "table": asked, "chart": _chart(view)}
    facts["total"] = baht(view.total_minor)
    return render(request, "recruitment/brand.html", facts)


@needs("recruitment.brand")
@require_safe
def brand_file(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a file for the brand's own program."""
    view = brand_of(member_of(request.user), code=code)
    entry = {"cohorts": [], "total_minor": None} if view is None else view_entry(view)
    response = HttpResponse(
        json.dumps(entry, ensure_ascii=False, indent=1), content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="{code}-brand.json"'
    return response


def _table(view: BrandView) -> Table[BrandCohort]:
    def figure(value: object, one: BrandCohort) -> str:
        return _("withheld") if one.suppressed else shown(value)

    return Table(
        columns=[
            Column("cohort", _("Cohort"), lambda one: cohort_here(one.key)),
            Column(
                "headcount",
                _("Workers"),
                lambda one: one.headcount,
                "number",
                words=lambda one: figure(one.headcount, one),
            ),
            Column(
                "interviewed",
                _("Interviewed"),
                lambda one: one.interviewed,
                "number",
                words=lambda one: figure(one.interviewed, one),
            ),
            Column(
                "median",
                _("Median, baht"),
                lambda one: in_baht(one.median_minor),
                "number",
                words=lambda one: figure(in_baht(one.median_minor), one),
            ),
            Column(
                "total",
                _("Total, baht"),
                lambda one: in_baht(one.total_minor),
                "number",
                words=lambda one: figure(in_baht(one.total_minor), one),
            ),
        ],
        rows=view.cohorts,
        caption=_("Cohorts as a brand sees them"),
        empty=_("There are no cohorts."),
    )


def _chart(view: BrandView) -> BarChart:
    return BarChart(
        title=_("Median owed to a worker, by cohort"),
        description=_("One bar a cohort; cohorts under five people are hatched."),
        series=[_("Median")],
        groups=[(cohort_here(one.key), [_mark(one)]) for one in view.cohorts],
        source=_("The interviews of this audit"),
        group_heading=_("Cohort"),
    )


def _mark(one: BrandCohort) -> Mark:
    if one.suppressed or one.median_minor is None:
        return Mark(None, suppressed=True)
    return Mark(one.median_minor, text=shown(baht(one.median_minor)))
