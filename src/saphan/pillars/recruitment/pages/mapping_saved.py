"""The saved column mappings: the list, another name, a copy for the command line, deleting."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.recruitment.mapping import from_json
from saphan.domain.refusals import Refused
from saphan.foundation.banners import tell
from saphan.foundation.exports import download
from saphan.foundation.guards import needs
from saphan.foundation.tables import Column, Table
from saphan.people.queries import member_of
from saphan.pillars.recruitment.actions.mappings import (
    remove_mapping,
    rename_mapping,
    restore_mapping,
)
from saphan.pillars.recruitment.forms.naming import KINDS, field_name, use_name
from saphan.pillars.recruitment.forms.saved import RenameForm
from saphan.pillars.recruitment.queries import MappingRecord, mappings, saved_mapping


@needs("recruitment.import")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every saved mapping that the member may read files with."""
    asked = _table(mappings(member_of(request.user))).asked(request)
    if asked.export:
        return download(asked)
    return render(request, "recruitment/mappings.html", {"table": asked})


def _table(found: list[MappingRecord]) -> Table[MappingRecord]:
    return Table(
        columns=[
            Column(
                "title",
                _("Name"),
                lambda one: one.title,
                link=lambda one: reverse("recruitment:mapping", args=[one.id]),
            ),
            Column("kind", _("Reads"), lambda one: str(KINDS[one.kind])),
            Column("saved", _("Saved"), lambda one: one.saved_at),
        ],
        rows=found,
        caption=_("Saved mappings"),
        empty=_(
            "Nothing is saved yet. Bring in a file with its own headings; at the end you can "
            "save your choices."
        ),
    )


@needs("recruitment.import")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """One saved mapping: what it reads, and another name for it."""
    viewer = member_of(request.user)
    found = saved_mapping(viewer, key=key)
    form = RenameForm(request.POST or None, initial={"title": found.title})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            title = form.cleaned_data["title"]
            rename_mapping(by=viewer, at=timezone.now(), key=key, title=title)
            tell(request, _("The mapping has its new name."))
            return redirect("recruitment:mapping", key)
        except Refused as refusal:
            refused = refusal
    facts = {
        "form": form,
        "found": found,
        "refused": refused,
        "kind": KINDS[found.kind],
        "rows": _summary(found),
    }
    status = 422 if form.errors or refused else 200
    return render(request, "recruitment/mapping.html", facts, status=status)


def _summary(found: MappingRecord) -> list[tuple[str, str]]:
    """What each heading is read as, in the order of the fields."""
    mapping = from_json(found.columns)
    parts = [mapping.main, *([mapping.payments] if mapping.payments else [])]
    told = [
        (field_name(field), " + ".join(names))
        for part in parts
        for field, names in part.columns.items()
    ]
    told += [(use_name(f"fee:{fee.item}"), fee.heading) for fee in mapping.fees]
    return list(dict.fromkeys(told))


@needs("recruitment.import")
@require_safe
def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """The mapping as the file that ``saphan audit --mapping`` takes."""
    found = saved_mapping(member_of(request.user), key=key)
    text = json.dumps(dict(found.columns), ensure_ascii=False, indent=2) + "\n"
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="mapping-{found.kind.value}.json"'
    return answer


@needs("recruitment.import")
@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete at once; the banner brings it back."""
    remove_mapping(by=member_of(request.user), at=timezone.now(), key=key)
    undo = reverse("recruitment:restore_mapping", args=[key])
    tell(request, _("The mapping was deleted. Files that were read with it stay."), undo=undo)
    return redirect("recruitment:mappings")


@needs("recruitment.import")
@require_POST
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring a deleted mapping back."""
    restore_mapping(by=member_of(request.user), at=timezone.now(), key=key)
    tell(request, _("The mapping is back."))
    return redirect("recruitment:mappings")
