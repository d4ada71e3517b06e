"""The list of audits, opening one, and the overview of one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.tables import Kind
from saphan.foundation.exports import download
from saphan.foundation.figures import shown
from saphan.foundation.guards import needs, signed_in
from saphan.foundation.tables import Column, Table
from saphan.parties.queries import own_organisations
from saphan.people.queries import Viewer, member_of
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.forms.audits import OpenForm
from saphan.pillars.recruitment.pages.rooms import page, room
from saphan.pillars.recruitment.queries import (
    AuditRecord,
    ImportRecord,
    audits,
    imports,
    intake_of,
    may_in,
    versions,
)


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every audit that the member may open, in full or as a brand does."""
    viewer = member_of(request.user)
    keepers = own_organisations(viewer, Permission.RECRUITMENT_IMPORT)
    asked = _audits_table(viewer).asked(request)
    if asked.export:
        return download(asked)
    return render(request, "recruitment/home.html", {"table": asked, "keepers": keepers})


def _audits_table(viewer: Viewer) -> Table[AuditRecord]:
    def link(one: AuditRecord) -> str:
        full = may_in(viewer, audit=one, permission=Permission.RECRUITMENT_VIEW)
        return reverse("recruitment:audit" if full else "recruitment:brand", args=[one.code])

    return Table(
        columns=[
            Column("title", _("Audit"), lambda one: one.title, link=link),
            Column("code", _("Code"), lambda one: one.code),
            Column("opened", _("Opened"), lambda one: timezone.localdate(one.opened_at)),
            Column("versions", _("Versions of the plan"), lambda one: one.versions, "number"),
        ],
        rows=audits(viewer),
        caption=_("Fee audits"),
        empty=_("There is no fee audit yet."),
    )


@needs("recruitment.import")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open an audit."""
    viewer = member_of(request.user)
    keepers = own_organisations(viewer, Permission.RECRUITMENT_IMPORT)
    form = OpenForm(request.POST or None, keepers=keepers)
    if request.method == "POST" and form.is_valid():
        code = open_audit(
            by=viewer,
            at=timezone.now(),
            organisation=UUID(form.cleaned_data["organisation"]),
            title=form.cleaned_data["title"],
        )
        return redirect("recruitment:audit", code)
    status = 422 if form.errors else 200
    return render(request, "recruitment/new.html", {"form": form}, status=status)


@needs("recruitment.view")
@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """What was brought in, what is missing, and where the plan stands."""
    here = room(request, code)
    brought = imports(here.viewer, code=code)
    asked = _imports_table(code, brought).asked(request)
    if asked.export:
        return download(asked)
    decided = versions(here.viewer, code=code)
    return page(
        request,
        "overview",
        here,
        "recruitment:audit",
        table=asked,
        steps=_steps(here.viewer, code, brought),
        newest=decided[0] if decided else None,
    )


def _steps(viewer: Viewer, code: str, brought: list[ImportRecord]) -> list[tuple[str, bool, str]]:
    """The four things an audit needs: words, whether it is there, and how much."""
    intake = intake_of(viewer, code=code)
    there = {one.kind for one in brought if one.undone_at is None}
    return [
        (_("Roster"), Kind.ROSTER in there, _("{n} workers").format(n=shown(len(intake.workers)))),
        (
            _("Interviews"),
            Kind.INTERVIEWS in there,
            _("{n} interviews, {p} payments").format(
                n=shown(len(intake.interviews)), p=shown(len(intake.payments))
            ),
        ),
        (
            _("Exchange rates"),
            Kind.RATES in there,
            _("{n} rates").format(n=shown(len(intake.rates))),
        ),
    ]


def _imports_table(code: str, brought: list[ImportRecord]) -> Table[ImportRecord]:
    kinds = {
        Kind.ROSTER: _("Roster"),
        Kind.INTERVIEWS: _("Interviews"),
        Kind.RATES: _("Exchange rates"),
    }
    return Table(
        columns=[
            Column(
                "file",
                _("File"),
                lambda one: one.file_name,
                link=lambda one: reverse("recruitment:import", args=[code, one.id]),
            ),
            Column("kind", _("Brings"), lambda one: kinds[one.kind]),
            Column("kept", _("Rows kept"), lambda one: one.kept, "number"),
            Column("rejected", _("Not used"), lambda one: len(one.rejected), "number"),
            Column("at", _("Brought in"), lambda one: one.at),
            Column(
                "state",
                _("State"),
                lambda one: _("taken back") if one.undone_at else _("in use"),
                kind="badge",
                tone=lambda one: "plain" if one.undone_at else "fine",
            ),
        ],
        rows=brought,
        caption=_("Files brought in"),
        empty=_("Nothing was brought in yet. Begin with the roster."),
    )
