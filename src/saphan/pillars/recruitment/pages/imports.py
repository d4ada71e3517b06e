"""Bringing files in, the report of every row that was not used, and taking a file back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import NotFound, Refused, RowRefused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.foundation.uploads import Kept, keep_upload
from saphan.people.queries import member_of
from saphan.pillars.recruitment.actions.imports import (
    Upload,
    bring_interviews,
    bring_rates,
    bring_roster,
    undo_import,
)
from saphan.pillars.recruitment.extract.files import (
    interview_rows,
    rate_rows,
    roster_rows,
)
from saphan.pillars.recruitment.forms.audits import UploadForm
from saphan.pillars.recruitment.pages.rooms import Room, page, room
from saphan.pillars.recruitment.pages.speech import sentence_here
from saphan.pillars.recruitment.queries import ImportRecord, imports


@needs("recruitment.import")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a file; every row is checked before one is kept."""
    here = room(request, code)
    form = UploadForm(request.POST or None, request.FILES or None, initial=_next_kind(here))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _brought(request, here, form)
        except Refused as refusal:
            refused = refusal
    status = 422 if form.errors or refused else 200
    return page(request, "bring", here, "recruitment:audit", status, form=form, refused=refused)


def _next_kind(here: Room) -> dict[str, str]:
    """What is still missing, in the order in which an audit needs it."""
    there = {one.kind for one in imports(here.viewer, code=here.code) if not one.undone_at}
    missing = [kind for kind in (Kind.ROSTER, Kind.INTERVIEWS, Kind.RATES) if kind not in there]
    return {"kind": missing[0].value} if missing else {}


def _brought(request: HttpRequest, here: Room, form: UploadForm) -> HttpResponse:
    with keep_upload(form.cleaned_data["file"]) as file:
        apart = form.cleaned_data.get("payments")
        if apart:
            with keep_upload(apart) as payments:
                key = _bring(here, Kind(form.cleaned_data["kind"]), file, payments)
        else:
            key = _bring(here, Kind(form.cleaned_data["kind"]), file, None)
    found = _import(here, key)
    words = ngettext(
        "{kept} row was kept, {refused} not used.",
        "{kept} rows were kept, {refused} not used.",
        found.kept,
    ).format(kept=found.kept, refused=len(found.rejected))
    tell(request, words, undo=reverse("recruitment:undo", args=[here.code, key]))
    return redirect("recruitment:import", here.code, key)


def _bring(here: Room, kind: Kind, file: Kept, payments: Kept | None) -> UUID:
    upload, by, at = Upload(file.name, file.digest), here.viewer, timezone.now()
    if kind is Kind.ROSTER:
        rows = roster_rows(file.path, name=file.name)
        return bring_roster(by=by, at=at, audit=here.code, upload=upload, rows=rows)
    if kind is Kind.RATES:
        rows = rate_rows(file.path, name=file.name)
        return bring_rates(by=by, at=at, audit=here.code, upload=upload, rows=rows)
    heard = interview_rows(
        file.path,
        name=file.name,
        payments=payments.path if payments else None,
        payments_name=payments.name if payments else "",
    )
    return bring_interviews(
        by=by,
        at=at,
        audit=here.code,
        upload=upload,
        interviews=heard.rows,
        payments=heard.payments,
        rejected=heard.rejected,
    )


def _import(here: Room, key: UUID) -> ImportRecord:
    for one in imports(here.viewer, code=here.code):
        if one.id == key:
            return one
    raise NotFound("import.unknown")


@needs("recruitment.view")
@require_safe
def report(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """One file: how many rows were kept, and every other row with its reason."""
    here = room(request, code)
    found = _import(here, key)
    asked = _refused_table(found).asked(request)
    if asked.export:
        return download(asked)
    return page(request, "import", here, "recruitment:audit", found=found, table=asked)


def _refused_table(found: ImportRecord) -> Table[RowRefused]:
    return Table(
        columns=[
            Column("sheet", _("Sheet"), lambda one: one.sheet),
            Column("row", _("Row"), lambda one: one.row, "number"),
            Column("column", _("Column"), lambda one: one.column),
            Column("reason", _("Why it was not used"), sentence_here),
        ],
        rows=found.rejected,
        caption=_("Rows that were not used"),
        empty=_("Every row was used."),
    )


@needs("recruitment.import")
@require_POST
def undo(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take a file back at once."""
    undo_import(by=member_of(request.user), at=timezone.now(), source=key)
    tell(request, _("The file was taken back with everything it brought."))
    return redirect("recruitment:audit", code)
