"""The list of cases, one case, and what is written and changed in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.case import CaseRecord, MemberRecord, StepRecord
from saphan.domain.care.casework import Stage, StepKind, Urgency
from saphan.domain.care.triage import Flag, sort
from saphan.domain.people.consent import Purpose
from saphan.domain.people.identity import Identity
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Refused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.figures import language_now, shown
from saphan.foundation.guards import needs
from saphan.foundation.ids import read_code
from saphan.foundation.provinces import province_said
from saphan.foundation.tables import Column, Table
from saphan.people.actions.identity import open_identities
from saphan.people.queries import member_names, member_of
from saphan.pillars.care.actions.cases import (
    change_case,
    close_case,
    reopen_case,
    review_case,
    strike_step,
    write_down,
)
from saphan.pillars.care.actions.respondents import open_respondents
from saphan.pillars.care.forms import cases as forms
from saphan.pillars.care.forms import labels
from saphan.pillars.care.pages.clashes import edited
from saphan.pillars.care.pages.clock_words import told_clocks
from saphan.pillars.care.pages.consent_words import missing
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.cases import (
    CasesAsked,
    cases,
    members,
    steps,
    words,
)
from saphan.pillars.care.queries.claims import case_totals
from saphan.pillars.care.queries.clocks import clocks_of
from saphan.pillars.care.queries.intake import told_by

#: Cases that one page lists; the others are found by their code or by closing old ones.
AT_ONCE = 200
URGENCY_TONES = {Urgency.EMERGENCY: "stop", Urgency.URGENT: "ask", Urgency.NORMAL: "plain"}
FLAG_TONES = {Flag.DANGER: "stop", Flag.FORCED_LABOUR: "stop", Flag.CHILD: "stop"}


@needs("care.see")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My open cases; those of everybody, closed ones and one code on request."""
    viewer = member_of(request.user)
    said = request.GET
    asked = CasesAsked(
        mine=said.get("whose", "mine") == "mine" and not said.get("code"),
        open=said.get("closed") != "yes" and not said.get("code"),
        code=said.get("code", "").strip().upper(),
    )
    if whole := read_code(asked.code):
        return redirect("care:case", whole)
    found = cases(viewer, asked=asked, at_once=AT_ONCE)
    table = _table(found.cases).asked(request)
    if table.export:
        return download(table)
    facts = {"table": table, "asked": asked, "total": found.total, "at_once": AT_ONCE}
    return render(request, "care/home.html", facts)


def _table(rows: tuple[CaseRecord, ...]) -> Table[CaseRecord]:
    language = language_now()
    return Table(
        columns=[
            Column(
                "code",
                _("Case"),
                lambda one: one.code,
                link=lambda one: reverse("care:case", args=[one.code]),
            ),
            Column(
                "urgency",
                _("Urgency"),
                lambda one: list(Urgency).index(one.urgency),
                "badge",
                words=lambda one: str(labels.URGENCIES[one.urgency]),
                tone=lambda one: URGENCY_TONES[one.urgency],
            ),
            Column(
                "about",
                _("What it is about"),
                lambda one: " · ".join(str(labels.COMPLAINTS[what]) for what in one.complaints),
            ),
            Column("people", _("People"), lambda one: one.active, "number"),
            Column(
                "stage",
                _("Stage"),
                lambda one: list(Stage).index(one.stage),
                words=lambda one: str(labels.STAGES[one.stage]),
            ),
            Column("province", _("Province"), lambda one: province_said(one.province, language)),
            Column("counsellor", _("Counsellor"), lambda one: one.counsellor),
            Column("opened", _("Opened"), lambda one: one.opened_on),
        ],
        rows=rows,
        caption=_("Cases"),
        empty=_("No case is open here."),
    )


@needs("care.see")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One case: who, what, what was done; a step can be written down here."""
    here = room(request, code)
    form = forms.StepForm(
        request.POST or None, initial={"on": forms.day_said(timezone.localdate())}
    )
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            written = write_down(
                by=here.viewer,
                at=timezone.now(),
                case=here.case.id,
                kind=form.step,
                on=form.cleaned_data["on"],
                words=form.cleaned_data["words"],
            )
        except Refused as refusal:
            refused = refusal
        else:
            undo = reverse("care:strike", args=[here.code, written])
            tell(request, _("It was written down."), undo=undo)
            return redirect("care:case", here.code)
    status = 422 if form.errors or refused else 200
    facts = _overview(here)
    return page(request, "case", here, "care:case", status, form=form, refused=refused, **facts)


def _overview(here: Room) -> dict[str, object]:
    viewer, case = here.viewer, here.case
    people = members(viewer, case=case.id)
    names = names_of(here, people)
    said = words(viewer, case=case.id)
    language, raised, lacking = language_now(), _raised(here, people), missing(here, people)
    done = steps(viewer, case=case.id)
    opened = any(one.kind is StepKind.PROTOCOL_OPENED and not one.struck for one in done)
    return {
        "people": [(one, shown_name(one, names), lacking.get(one.id, "")) for one in people],
        "flags": [
            (FLAG_TONES.get(flag, "ask"), labels.FLAGS[flag]) for flag in Flag if flag in raised
        ],
        "protocol_due": Flag.FORCED_LABOUR in raised and not opened,
        "said": said,
        "against": [
            (labels.AGAINST[one.kind], " · ".join(one.names))
            for one in open_respondents(
                by=viewer, at=timezone.now(), case=case.id, purpose=Purpose.RECORD
            )
        ],
        "totals": case_totals(viewer, case=case.id),
        "clocks": told_clocks(
            clocks_of(viewer, cases=[case.id]).get(case.id, ()), timezone.localdate()
        ),
        "steps": [_line(one, people) for one in done],
        "writers": member_names(viewer, organisation=case.organisation),
        "urgency": (URGENCY_TONES[case.urgency], labels.URGENCIES[case.urgency]),
        "stage": labels.STAGES[case.stage],
        "route": labels.ROUTES[case.route] if case.route else "",
        "outcome": labels.OUTCOMES[case.outcome] if case.outcome else "",
        "complaints": [labels.COMPLAINTS[one] for one in case.complaints],
        "risks": [labels.RISKS[one] for one in case.risks],
        "province": province_said(case.province, language),
    }


def _line(step: StepRecord, people: list[MemberRecord]) -> tuple[StepRecord, object, int | None]:
    number = next((one.number for one in people if one.id == step.member), None)
    words: object = labels.STEPS[step.kind]
    if until := step.facts.get("until"):
        words = _("Kept until {day}").format(day=shown(date.fromisoformat(str(until))))
    return step, words, number


def _raised(here: Room, people: list[MemberRecord]) -> set[Flag]:
    """What must not be overlooked about anybody of the case."""
    workers = [one.worker for one in people if one.worker is not None]
    found: set[Flag] = set()
    for said in told_by(here.viewer, workers=workers).values():
        found.update(sort(said.triage, age=said.age, on=timezone.localdate()).flags)
    return found


def names_of(here: Room, people: list[MemberRecord]) -> dict[UUID, Identity]:
    """Who the members are, by worker; that it was read stays in the trail."""
    keys = [one.worker for one in people if one.worker is not None]
    return open_identities(by=here.viewer, at=timezone.now(), workers=keys, purpose=Purpose.RECORD)


def shown_name(one: MemberRecord, names: Mapping[UUID, Identity]) -> str:
    """Her name as she writes it and as her document does, or her code."""
    known = names.get(one.worker) if one.worker else None
    if known is None:
        return one.worker_code or _("Erased")
    both = dict.fromkeys(name for name in (known.own_name, known.document_name) if name)
    return " · ".join(both) or known.names[0]


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a case; what somebody else changed meanwhile is shown beside, to choose."""
    here = room(request, code, Permission.CASES_RECORD)
    said = words(here.viewer, case=here.case.id)
    found = edited(
        request,
        here,
        lambda data: forms.CaseForm(data, initial=forms.initial(here.case, said)),
        lambda form: change_case(
            by=here.viewer,
            at=timezone.now(),
            case=here.case.id,
            revision=form.cleaned_data["revision"],
            seen=form.seen_before(),
            changes=form.changes(),
        ),
    )
    if found.done:
        tell(request, _("The case was changed."))
        return redirect("care:case", here.code)
    return page(request, "edit_case", here, "care:case", found.status, **found.facts)


@needs("care.record")
@require_POST
def strike(request: HttpRequest, code: str, step: UUID) -> HttpResponse:
    """Take back a step."""
    here = room(request, code, Permission.CASES_RECORD)
    strike_step(by=here.viewer, at=timezone.now(), step=step)
    tell(request, _("It was taken back; it stays readable, struck through."))
    return redirect("care:case", here.code)


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """How a case ended."""
    here = room(request, code, Permission.CASES_RECORD)
    form = forms.CloseForm(request.POST or None, initial=_today())
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            close_case(by=here.viewer, at=timezone.now(), case=here.case.id, **form.told())
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("The case was closed. It can be opened again at any time."))
            return redirect("care:case", here.code)
    status = 422 if form.errors or refused else 200
    return page(request, "close_case", here, "care:case", status, form=form, refused=refused)


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """A closed case goes on."""
    here = room(request, code, Permission.CASES_RECORD)
    form = forms.ReopenForm(request.POST or None, initial=_today())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        reopen_case(
            by=here.viewer, at=timezone.now(), case=here.case.id, on=said["on"], words=said["words"]
        )
        tell(request, _("The case is open again."))
        return redirect("care:case", here.code)
    status = 422 if form.errors else 200
    return page(request, "reopen_case", here, "care:case", status, form=form)


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    """How it is, months after a case was closed."""
    here = room(request, code, Permission.CASES_RECORD)
    form = forms.ReviewForm(request.POST or None, initial=_today())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        review_case(
            by=here.viewer,
            at=timezone.now(),
            case=here.case.id,
            on=said["on"],
            satisfied=forms.yes_no(said["satisfied"]),
            retaliated=forms.yes_no(said["retaliated"]),
            words=said["words"],
        )
        tell(request, _("The review was written down."))
        return redirect("care:case", here.code)
    status = 422 if form.errors else 200
    return page(request, "review_case", here, "care:case", status, form=form)


def _today() -> dict[str, object]:
    return {"on": forms.day_said(timezone.localdate())}
