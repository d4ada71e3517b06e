"""Deciding a plan, its versions, its lines, and whether an old version still comes out the same."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.repayment import Line, Unresolved
from saphan.domain.recruitment.terms import Terms
from saphan.domain.refusals import Refused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.figures import language_now, shown
from saphan.foundation.forms import in_page
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.foundation.words import Words
from saphan.pillars.recruitment.actions.plans import decide_plan
from saphan.pillars.recruitment.extract import labels
from saphan.pillars.recruitment.extract.assumptions import assumption_sentence
from saphan.pillars.recruitment.extract.spoken import CATALOGUES, spoken
from saphan.pillars.recruitment.forms.audits import PlanForm, initial
from saphan.pillars.recruitment.pages.rooms import Room, page, room
from saphan.pillars.recruitment.pages.speech import baht, cohort_here, in_baht
from saphan.pillars.recruitment.queries import VersionRecord, recomputed, version, versions


@needs("recruitment.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the terms; the plan is decided at once and kept as a version."""
    here = room(request, code, Permission.RECRUITMENT_PLAN)
    form = PlanForm(request.POST or None, initial=_last_terms(here))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            number = decide_plan(
                by=here.viewer,
                at=timezone.now(),
                audit=code,
                terms=given["terms"],
                reason=given["reason"],
            )
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("Version {n} of the plan was decided.").format(n=shown(number)))
            return redirect("recruitment:version", code, number)
    status = 422 if form.errors or refused else 200
    return page(request, "decide", here, "recruitment:versions", status, form=form, refused=refused)


def _last_terms(here: Room) -> dict[str, object]:
    """The terms of the newest version, so that only what changes must be chosen again."""
    decided = versions(here.viewer, code=here.code)
    terms = decided[0].terms if decided else Terms(as_of=timezone.localdate())
    return initial(terms)


@needs("recruitment.view")
@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every version with who and why."""
    here = room(request, code)
    asked = _versions_table(here).asked(request)
    if asked.export:
        return download(asked)
    return page(request, "versions", here, "recruitment:versions", table=asked)


def _versions_table(here: Room) -> Table[VersionRecord]:
    return Table(
        columns=[
            Column(
                "number",
                _("Version"),
                lambda one: one.number,
                "number",
                link=lambda one: reverse("recruitment:version", args=[here.code, one.number]),
            ),
            Column("at", _("Decided"), lambda one: one.at),
            Column("by", _("By"), lambda one: one.by),
            Column("reason", _("Why"), lambda one: one.reason),
            Column("method", _("Method"), lambda one: in_page(one.terms.method, labels.METHODS)),
            Column(
                "total",
                _("Total, baht"),
                lambda one: in_baht(one.total_minor),
                "number",
            ),
            Column("workers", _("Workers"), lambda one: one.workers, "number"),
            Column("unresolved", _("Unresolved"), lambda one: one.unresolved, "number"),
        ],
        rows=versions(here.viewer, code=here.code),
        caption=_("Versions of the plan"),
        empty=_("No plan was decided yet."),
    )


@needs("recruitment.view")
@require_safe
def show(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version: the figures, every worker's line, leavers, unresolved, assumptions, papers."""
    here = room(request, code)
    found = version(here.viewer, code=code, number=number)
    again = recomputed(here.viewer, code=code, number=number)
    lines = [table.asked(request) for table in _line_tables(again.outcome)]
    unresolved = _unresolved_table(again.outcome.plan.unresolved).asked(request)
    for asked in lines:
        if asked.export:
            return download(asked)
    if unresolved.export:
        return download(unresolved)
    return page(
        request,
        "version",
        here,
        "recruitment:versions",
        found=found,
        same=again.same,
        summary=_summary(found, again.outcome),
        tables=[*lines, unresolved],
        assumptions=_assumptions(again.outcome),
        papers=_papers(code, number, again.outcome),
    )


def _summary(found: VersionRecord, outcome: Outcome) -> list[tuple[str, object]]:
    terms = found.terms
    leavers = sum(line.leaver for line in outcome.plan.lines)
    return [
        (_("Total"), baht(found.total_minor)),
        (_("Workers with an amount"), found.workers),
        (_("of them have left"), leavers),
        (_("Unresolved"), found.unresolved),
        (_("Method"), in_page(terms.method, labels.METHODS)),
        (_("What is owed back"), in_page(terms.definition, labels.DEFINITIONS)),
        (_("As of"), terms.as_of),
        (_("Rows not used"), len(outcome.rejected)),
        (_("Why this version"), found.reason),
        (_("Decided by"), found.by),
        (_("Decided at"), found.at),
    ]


def _assumptions(outcome: Outcome) -> list[str]:
    words = Words(language_now(), *CATALOGUES)
    return [assumption_sentence(one, words) for one in outcome.assumptions]


def _line_tables(outcome: Outcome) -> list[Table[Line]]:
    current = [line for line in outcome.plan.lines if not line.leaver]
    left = [line for line in outcome.plan.lines if line.leaver]
    return [
        _lines_table("current", _("Workers who are employed"), current),
        _lines_table("left", _("Workers who have left"), left),
    ]


def _lines_table(name: str, caption: str, lines: list[Line]) -> Table[Line]:
    return Table(
        columns=[
            Column("worker", _("Worker"), lambda one: one.worker),
            Column("amount", _("Amount, baht"), lambda one: in_baht(one.amount_minor), "number"),
            Column("instalments", _("Instalments"), lambda one: len(one.instalments), "number"),
            Column("cohort", _("Cohort"), lambda one: cohort_here(one.cohort)),
        ],
        rows=lines,
        caption=caption,
        empty=_("Nobody."),
        name=name,
        totals={"amount": in_baht(sum(one.amount_minor for one in lines))} if lines else {},
        page_rows=50,
    )


def _unresolved_table(rows: tuple[Unresolved, ...]) -> Table[Unresolved]:
    return Table(
        columns=[
            Column("worker", _("Worker"), lambda one: one.worker),
            Column("reason", _("Why there is no amount"), _why),
            Column(
                "cohort", _("Cohort"), lambda one: cohort_here(one.cohort) if one.cohort else ""
            ),
        ],
        rows=rows,
        caption=_("Unresolved: no amount, never zero"),
        empty=_("Nobody is unresolved."),
        name="unresolved",
        page_rows=50,
    )


def _why(one: Unresolved) -> str:
    return str(spoken(labels.UNRESOLVED[one.reason], language_now()))


def _papers(code: str, number: int, outcome: Outcome) -> list[dict[str, str]]:
    titles = [
        ("report.pdf", _("Report, Thai and English"), "PDF"),
        ("report.html", _("The same report for the screen"), "HTML"),
        ("schedule.xlsx", _("Repayment schedule for the payroll"), "XLSX"),
        *_slips(outcome),
        ("audit.json", _("The whole audit, for another program"), "JSON"),
    ]
    return [
        {
            "title": title,
            "kind": kind,
            "address": reverse("recruitment:paper", args=[code, number, name]),
        }
        for name, title, kind in titles
    ]


def _slips(outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """The slips of every payment in which somebody is paid."""
    numbers = {part.number for line in outcome.plan.lines for part in line.instalments}
    for number in sorted(numbers):
        title = _("Receipt slips in the workers' languages, payment %(number)s")
        yield f"slips-{number}.pdf", title % {"number": number}, "PDF"
