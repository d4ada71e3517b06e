"""From anybody's own spreadsheet to rows: columns, meanings, a look at the rows, then keeping."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping.words import words_in
from saphan.domain.refusals import Refused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.guards import needs
from saphan.foundation.held import drop, find
from saphan.pillars.recruitment.actions.imports import Upload
from saphan.pillars.recruitment.actions.mappings import bring_mapped
from saphan.pillars.recruitment.extract.mapped import read_with
from saphan.pillars.recruitment.extract.preview import Preview, preview
from saphan.pillars.recruitment.forms.columns import MOST_COLUMNS, ColumnsForm
from saphan.pillars.recruitment.forms.meanings import MeaningsForm
from saphan.pillars.recruitment.forms.naming import KINDS
from saphan.pillars.recruitment.forms.saved import KeepForm
from saphan.pillars.recruitment.pages.brought import tell_brought
from saphan.pillars.recruitment.pages.mapping_rows import rows_not_used, tables
from saphan.pillars.recruitment.pages.rooms import page, room
from saphan.pillars.recruitment.pages.waiting import (
    KIND,
    Waiting,
    choose,
    fitting,
    waiting_file,
)
from saphan.pillars.recruitment.queries import intake_of

_ROUTE = "recruitment:audit"


@needs("recruitment.import")
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Say which column is what; the headings suggest it."""
    asked = waiting_file(request, code, key)
    offered = fitting(asked)
    if request.method == "POST" and "use" in request.POST:
        for mapping, record in offered:
            if str(record.id) == request.POST["use"]:
                choose(asked, mapping, saved=str(record.id))
                return redirect("recruitment:mapped_rows", code, key)
    form = ColumnsForm(request.POST or None, book=asked.book, before=asked.mapping)
    if request.method == "POST" and form.is_valid():
        choose(asked, form.mapping)
        if form.moved or "look" in request.POST:
            return redirect("recruitment:columns", code, key)
        return redirect("recruitment:meanings", code, key)
    return page(
        request,
        "columns",
        asked.here,
        _ROUTE,
        422 if form.errors else 200,
        form=form,
        asked=asked,
        kind=KINDS[asked.kind],
        saved=[record for _mapping, record in offered],
        most=MOST_COLUMNS,
        too_many=len(form.main.table.headings) > MOST_COLUMNS,
    )


@needs("recruitment.import")
@require_http_methods(["GET", "HEAD", "POST"])
def meanings(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Say what words mean, what is the same in all rows, and how dates and numbers are written."""
    asked = waiting_file(request, code, key)
    words = words_in(asked.mapping, asked.book.tables(asked.mapping))
    form = MeaningsForm(request.POST or None, before=asked.mapping, words=words)
    if request.method == "POST" and form.is_valid():
        choose(asked, form.mapping)
        return redirect("recruitment:mapped_rows", code, key)
    status = 422 if form.errors else 200
    return page(request, "meanings", asked.here, _ROUTE, status, form=form, asked=asked)


@needs("recruitment.import")
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Look at the rows as they will be read; only then are they kept."""
    asked = waiting_file(request, code, key)
    form = KeepForm(request.POST or None, initial={"title": _title(asked)})
    try:
        found = read_with(asked.book, asked.mapping)
    except Refused as refusal:
        return page(request, "mapped_rows", asked.here, _ROUTE, 422, asked=asked, refused=refusal)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, asked, found, form.cleaned_data["title"])
        except Refused as refusal:
            refused = refusal
    looked = _looked(asked, found)
    shown = [table.asked(request) for table in tables(asked.kind, looked)]
    export = next((table for table in shown if table.export), None)
    if export is not None:
        return download(export)
    return page(
        request,
        "mapped_rows",
        asked.here,
        _ROUTE,
        422 if form.errors or refused else 200,
        form=form,
        asked=asked,
        looked=looked,
        lost=rows_not_used(looked.refused),
        kind=KINDS[asked.kind],
        saved=_saved_title(asked),
        tables=shown,
        refused=refused,
    )


def _looked(asked: Waiting, found: Canonical) -> Preview:
    there = intake_of(asked.here.viewer, code=asked.here.code)
    return preview(found, asked.kind, there=there, as_of=timezone.now().date())


def _saved_title(asked: Waiting) -> str:
    """The name of the saved mapping that the file is read with, unchanged; else empty."""
    titles = [
        record.title
        for mapping, record in fitting(asked)
        if str(record.id) == asked.saved and mapping == asked.mapping
    ]
    return titles[0] if titles else ""


def _title(asked: Waiting) -> str:
    """The name under which the choices may be saved; that of the mapping they began with."""
    if _saved_title(asked):
        return ""
    began = [record.title for _mapping, record in fitting(asked) if str(record.id) == asked.saved]
    return began[0] if began else ""


def _kept(request: HttpRequest, asked: Waiting, found: Canonical, title: str) -> HttpResponse:
    key = bring_mapped(
        by=asked.here.viewer,
        at=timezone.now(),
        audit=asked.here.code,
        upload=Upload(asked.held.name, asked.held.digest),
        mapping=asked.mapping,
        found=found,
        title=title,
    )
    drop(asked.held)
    tell_brought(request, asked.here, key)
    return redirect("recruitment:import", asked.here.code, key)


@needs("recruitment.import")
@require_POST
def leave(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Remove a file that waits; nothing of it was kept."""
    here = room(request, code, Permission.RECRUITMENT_IMPORT)
    drop(find(key, kinds={KIND}, owner=here.viewer.code, at=timezone.now()))
    tell(request, _("The file was removed. Nothing of it was kept."))
    return redirect(reverse("recruitment:bring", args=[code]))
