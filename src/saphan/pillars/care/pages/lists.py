"""People from a list: the file, what its columns are, the rows to correct, taking a list back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.listed.fields import lacks_agreement
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Refused
from saphan.foundation.banners import tell
from saphan.foundation.exports import named_file
from saphan.foundation.guards import needs
from saphan.foundation.held import drop, opened
from saphan.foundation.uploads import keep_upload
from saphan.pillars.care.actions.lists import take_back_people
from saphan.pillars.care.extract.people_template import template
from saphan.pillars.care.forms.lists import ColumnsForm, FileForm
from saphan.pillars.care.pages.intake import first_said
from saphan.pillars.care.pages.lists_waiting import (
    begin,
    choose,
    held_any,
    is_rest,
    list_page,
    place_for,
    rest_of,
    said_before,
    unfinished,
    waiting_list,
)
from saphan.pillars.care.pages.rooms import room
from saphan.pillars.care.queries.lists import MOST_MEMBERS, lists_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str = "") -> HttpResponse:
    """Bring a list into a case or a new one: the file, and what holds for everybody."""
    place = place_for(request, code)
    posted = request.method == "POST"
    waiting, rests = unfinished(place)
    initial = {**first_said(), **said_before(rests)}
    form = place.form(request.POST) if posted else place.form(initial=initial)
    file = FileForm(request.POST, request.FILES) if posted else FileForm()
    refused: Refused | None = None
    if posted and all([form.is_valid(), file.is_valid()]):
        try:
            with keep_upload(file.cleaned_data["file"]) as kept:
                held = begin(place, kept, request.POST)
        except Refused as refusal:
            refused = refusal
        else:
            uses = {int(at): use for at, use in held.facts["uses"].items()}
            route = "care:list_columns" if lacks_agreement(uses) else "care:list_rows"
            return redirect(route, held.key)
    case = place.here.case.id if place.here else None
    facts = {
        "form": form,
        "file": file,
        "refused": refused,
        "waiting": waiting,
        "rests": rests,
        "brought": lists_of(place.viewer, case=case) if case else [],
        "most": MOST_MEMBERS,
    }
    return list_page(request, place, "list_start", 422 if posted else 200, **facts)


@needs("care.record")
@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """The template of a list as a spreadsheet."""
    del request
    return _workbook(template(), "people-list")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{named_file(name)}.xlsx"'
    return response


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say which column is what; the headings suggest it."""
    asked = waiting_list(request, key)
    form = ColumnsForm(request.POST or None, table=asked.book.people, before=asked.uses)
    if request.method == "POST" and form.is_valid():
        choose(asked, form.uses)
        return redirect("care:list_rows", key)
    paid = asked.book.tables[asked.book.paid].name if asked.book.paid is not None else ""
    facts = {"form": form, "asked": asked, "sheet": asked.book.people.name, "paid": paid}
    return list_page(request, asked.place, "list_columns", 422 if form.errors else 200, **facts)


@needs("care.record")
@require_safe
def rest(request: HttpRequest, key: UUID) -> HttpResponse:
    """The rows to correct as a spreadsheet, of a list that waits or of one that was kept."""
    held = held_any(request, key)
    if is_rest(held):
        with opened(held) as file:
            return _workbook(file.path.read_bytes(), "rows-to-correct")
    asked = waiting_list(request, key)
    listed = asked.book.read(asked.uses, as_of=timezone.localdate())
    return _workbook(rest_of(asked.book, listed.refused), "rows-to-correct")


@needs("care.record")
@require_POST
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove a file that waits; nothing of it was kept."""
    held = held_any(request, key)
    drop(held)
    tell(request, _("The file was removed."))
    code = held.facts["case"]
    return redirect("care:people_list", code) if code else redirect("care:new_list")


@needs("care.record")
@require_POST
def take_back(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take a list back with everybody it brought, as long as nobody worked on it."""
    here = room(request, code, Permission.CASES_RECORD)
    at = timezone.now()
    there = take_back_people(by=here.viewer, at=at, case=here.case.id, batch=key)
    tell(request, _("The list was taken back with everything it brought."))
    return redirect("care:people_list", code) if there else redirect("care:home")
