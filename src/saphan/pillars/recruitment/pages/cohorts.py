"""Cohorts, one cohort, and the five methods side by side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saphan.domain.money import half_up
from saphan.domain.recruitment.cohorts import CohortKey
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.repayment import Cohort, Plan
from saphan.domain.recruitment.terms import Method
from saphan.domain.refusals import NotFound
from saphan.foundation.charts import BarChart, Mark
from saphan.foundation.exports import download
from saphan.foundation.figures import shown
from saphan.foundation.forms import in_page
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.pillars.recruitment.extract import labels
from saphan.pillars.recruitment.pages.rooms import Room, page, room
from saphan.pillars.recruitment.pages.speech import baht, cohort_here, in_baht
from saphan.pillars.recruitment.queries import recomputed


def _newest(here: Room) -> Outcome | None:
    if not here.audit.versions:
        return None
    return recomputed(here.viewer, code=here.code, number=here.audit.versions).outcome


@needs("recruitment.view")
@require_safe
def cohorts(request: HttpRequest, code: str) -> HttpResponse:
    """Every cohort of the newest plan with its spread."""
    here = room(request, code)
    outcome = _newest(here)
    if outcome is None:
        return page(request, "no_plan", here, "recruitment:cohorts")
    asked = _cohort_table(here, outcome.plan).asked(request)
    if asked.export:
        return download(asked)
    return page(
        request,
        "cohorts",
        here,
        "recruitment:cohorts",
        table=asked,
        chart=_spread_chart(outcome.plan),
        outcome=outcome,
    )


def _address(here: Room, key: CohortKey) -> str:
    facts = {
        "nationality": key.nationality.value,
        "agent": key.agent,
        "scheme": key.scheme.value,
        "window": key.window,
    }
    return reverse("recruitment:cohort", args=[here.code]) + "?" + urlencode(facts)


def _cohort_table(here: Room, plan: Plan) -> Table[Cohort]:
    def spread(share: str) -> Column[Cohort]:
        headings = {
            "median": _("Median, baht"),
            "p75": _("75th percentile, baht"),
            "most": _("Maximum, baht"),
        }
        return Column(share, headings[share], lambda one: in_baht(_figure(one, share)), "number")

    return Table(
        columns=[
            Column(
                "cohort",
                _("Cohort"),
                lambda one: cohort_here(one.key),
                link=lambda one: _address(here, one.key),
            ),
            Column("headcount", _("Workers"), lambda one: one.headcount, "number"),
            Column("leavers", _("Left"), lambda one: one.leavers, "number"),
            Column("interviewed", _("Interviewed"), lambda one: one.interviewed, "number"),
            spread("median"),
            spread("p75"),
            spread("most"),
            Column("total", _("Total, baht"), lambda one: in_baht(one.total_minor), "number"),
        ],
        rows=plan.cohorts,
        caption=_("Cohorts: nationality, agent, scheme, arrival"),
        empty=_("There are no cohorts."),
        totals={
            "headcount": sum(one.headcount for one in plan.cohorts),
            "leavers": sum(one.leavers for one in plan.cohorts),
            "interviewed": sum(one.interviewed for one in plan.cohorts),
            "total": in_baht(plan.total_minor),
        },
    )


def _figure(one: Cohort, share: str) -> int | None:
    return None if one.spread is None else half_up(getattr(one.spread, share) * 100)


def _spread_chart(plan: Plan) -> BarChart:
    """The median of each cohort, with the way to its maximum as interval."""
    return BarChart(
        title=_("What the interviewed workers of each cohort are owed"),
        description=_("One bar a cohort: the median, and a line from the median to the maximum."),
        series=[_("Median")],
        groups=[(cohort_here(one.key), [_spread_mark(one)]) for one in plan.cohorts],
        source=_("The interviews of this audit"),
        group_heading=_("Cohort"),
    )


def _spread_mark(one: Cohort) -> Mark:
    spread = one.spread
    if spread is None:
        return Mark(None)
    median, most = half_up(spread.median * 100), half_up(spread.most * 100)
    return Mark(
        median,
        text=shown(baht(median)),
        low=median,
        high=most,
        low_text=shown(baht(median)),
        high_text=shown(baht(most)),
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """One interview of a cohort and what it shows, in baht."""

    code: str
    worker: str
    payments: int
    owed: Fraction


@needs("recruitment.view")
@require_safe
def cohort(request: HttpRequest, code: str) -> HttpResponse:
    """The interviews behind the figures of one cohort."""
    here = room(request, code)
    outcome = _newest(here)
    asked_for = tuple(request.GET.get(k, "") for k in ("nationality", "agent", "scheme", "window"))
    for one in outcome.plan.cohorts if outcome else ():
        key = one.key
        if asked_for == (key.nationality.value, key.agent, key.scheme.value, key.window):
            assert outcome is not None  # noqa: S101  there are no cohorts without one
            return _one_cohort(request, here, outcome, one)
    raise NotFound("cohort.unknown")


def _one_cohort(request: HttpRequest, here: Room, outcome: Outcome, found: Cohort) -> HttpResponse:
    asked = _heard_table(here, list(_heard(outcome, found.key))).asked(request)
    if asked.export:
        return download(asked)
    return page(
        request,
        "cohort",
        here,
        "recruitment:cohorts",
        name=cohort_here(found.key),
        found=found,
        table=asked,
        summary=[
            (_("Workers"), found.headcount),
            (_("of them have left"), found.leavers),
            (_("Interviewed"), found.interviewed),
            (_("Median"), baht(_figure(found, "median"))),
            (_("75th percentile"), baht(_figure(found, "p75"))),
            (_("Maximum"), baht(_figure(found, "most"))),
            (_("Total"), baht(found.total_minor)),
        ],
    )


def _heard(outcome: Outcome, key: CohortKey) -> list[Heard]:
    roster = {worker.code: worker for worker in outcome.intake.workers}
    grouping = outcome.owed.grouping
    count: dict[str, int] = {}
    for line in outcome.judged:
        count[line.payment.interview] = count.get(line.payment.interview, 0) + 1
    return [
        Heard(one.code, one.worker, count.get(one.index, 0), outcome.owed.by_interview[one.index])
        for one in outcome.intake.interviews
        if grouping.of_interview(one, roster.get(one.worker)) == key
    ]


def _heard_table(here: Room, rows: list[Heard]) -> Table[Heard]:
    return Table(
        columns=[
            Column(
                "code",
                _("Interview"),
                lambda one: one.code,
                link=lambda one: reverse("recruitment:interview", args=[here.code, one.code]),
            ),
            Column("worker", _("Worker"), lambda one: one.worker),
            Column("payments", _("Payments"), lambda one: one.payments, "number"),
            Column("owed", _("Owed, baht"), lambda one: in_baht(half_up(one.owed * 100)), "number"),
        ],
        rows=rows,
        caption=_("Interviews of this cohort"),
        empty=_("Nobody of this cohort was interviewed, so it has no amount."),
        sort="owed",
    )


@needs("recruitment.view")
@require_safe
def methods(request: HttpRequest, code: str) -> HttpResponse:
    """The five methods side by side, as a chart and as a table."""
    here = room(request, code)
    outcome = _newest(here)
    if outcome is None:
        return page(request, "no_plan", here, "recruitment:methods")
    plans = outcome.by_method()
    asked = _methods_table(plans, outcome).asked(request)
    if asked.export:
        return download(asked)
    return page(
        request,
        "methods",
        here,
        "recruitment:methods",
        table=asked,
        chart=_methods_chart(plans),
        outcome=outcome,
        chosen=in_page(outcome.terms.method, labels.METHODS),
        definition=in_page(outcome.terms.definition, labels.DEFINITIONS),
    )


def _methods_chart(plans: dict[Method, Plan]) -> BarChart:
    return BarChart(
        title=_("Total repayment under each method"),
        description=_("One bar a method; the longer, the more is repaid."),
        series=[_("Total")],
        groups=[
            (
                in_page(method, labels.METHODS),
                [Mark(plan.total_minor, text=shown(baht(plan.total_minor)))],
            )
            for method, plan in plans.items()
        ],
        source=_("The interviews and the roster of this audit"),
        group_heading=_("Method"),
    )


def _methods_table(plans: dict[Method, Plan], outcome: Outcome) -> Table[tuple[Method, Plan]]:
    return Table(
        columns=[
            Column("method", _("Method"), lambda one: in_page(one[0], labels.METHODS)),
            Column("total", _("Total, baht"), lambda one: in_baht(one[1].total_minor), "number"),
            Column("workers", _("Workers with an amount"), lambda one: len(one[1].lines), "number"),
            Column("each", _("Mean for each, baht"), lambda one: _mean(one[1]), "number"),
            Column("open", _("Unresolved"), lambda one: len(one[1].unresolved), "number"),
            Column(
                "chosen",
                _("Plan"),
                lambda one: _("chosen") if one[0] is outcome.terms.method else "",
                kind="badge",
                tone=lambda one: "fine" if one[0] is outcome.terms.method else "",
            ),
        ],
        rows=list(plans.items()),
        caption=_("Methods compared"),
        empty="",
    )


def _mean(plan: Plan) -> object:
    return in_baht(half_up(Fraction(plan.total_minor, len(plan.lines)))) if plan.lines else None
