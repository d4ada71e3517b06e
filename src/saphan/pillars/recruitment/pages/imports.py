"""Bringing files in, the report of every row that was not used, and taking a file back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import FileRefused, Refused, RowRefused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.foundation.uploads import Kept, keep_upload
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
from saphan.pillars.recruitment.forms.naming import KINDS
from saphan.pillars.recruitment.pages.brought import brought, tell_brought
from saphan.pillars.recruitment.pages.rooms import Room, page, room
from saphan.pillars.recruitment.pages.speech import sentence_here
from saphan.pillars.recruitment.pages.waiting import begin, from_form_server, unfinished
from saphan.pillars.recruitment.queries import ImportRecord, imports

#: Why a table is not in the canonical form, so that somebody has to say what its columns are.
_OTHER_FORM = frozenset({"file.column_missing", "file.column_twice", "file.sheet_missing"})


@needs("recruitment.import")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a file; every row is checked before one is kept."""
    here = room(request, code, Permission.RECRUITMENT_IMPORT)
    form = UploadForm(request.POST or None, request.FILES or None, initial=_next_kind(here))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _brought(request, here, form)
        except Refused as refusal:
            refused = refusal
    return page(
        request,
        "bring",
        here,
        "recruitment:audit",
        422 if form.errors or refused else 200,
        form=form,
        refused=refused,
        unfinished=[(one, KINDS[one.kind]) for one in unfinished(here)],
    )


def _next_kind(here: Room) -> dict[str, str]:
    """What is still missing, in the order in which an audit needs it."""
    there = {one.kind for one in imports(here.viewer, code=here.code) if not one.undone_at}
    missing = [kind for kind in (Kind.ROSTER, Kind.INTERVIEWS, Kind.RATES) if kind not in there]
    return {"kind": missing[0].value} if missing else {}


def _brought(request: HttpRequest, here: Room, form: UploadForm) -> HttpResponse:
    kind, own = Kind(form.cleaned_data["kind"]), form.cleaned_data["own"]
    apart = form.cleaned_data.get("payments")
    with keep_upload(form.cleaned_data["file"]) as file:
        if apart:
            with keep_upload(apart) as payments:
                key = _bring(here, kind, file, payments)
        elif own and not from_form_server(file):
            return _choose_columns(request, here, kind, file)
        else:
            try:
                key = _bring(here, kind, file, None)
            except FileRefused as refusal:
                if refusal.code not in _OTHER_FORM or (from_form_server(file) and not own):
                    raise
                return _choose_columns(request, here, kind, file)
    tell_brought(request, here, key)
    return redirect("recruitment:import", here.code, key)


def _choose_columns(request: HttpRequest, here: Room, kind: Kind, file: Kept) -> HttpResponse:
    """Keep the file and ask which column is what, or show its rows when a saved mapping fits."""
    held = begin(here, kind, file)
    if held.facts["saved"]:
        return redirect("recruitment:mapped_rows", here.code, held.key)
    words = _(
        "This file has headings of its own. Say which column is what; nothing is kept before "
        "you have looked at the rows."
    )
    tell(request, words, tone="ask")
    return redirect("recruitment:columns", here.code, held.key)


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


@needs("recruitment.view")
@require_safe
def report(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """One file: how many rows were kept, and every other row with its reason."""
    here = room(request, code)
    found = brought(here, key)
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
    here = room(request, code, Permission.RECRUITMENT_IMPORT)
    undo_import(by=here.viewer, at=timezone.now(), source=brought(here, key).id)
    tell(request, _("The file was taken back with everything it brought."))
    return redirect("recruitment:audit", code)
