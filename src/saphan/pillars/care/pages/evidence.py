"""The files of a case."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.casework import EvidenceKind
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import needs
from saphan.pillars.care.actions.evidence import add_evidence, drop_evidence, open_evidence
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.evidence import EvidenceForm
from saphan.pillars.care.pages.cases import names_of, shown_name
from saphan.pillars.care.pages.rooms import page, room
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.evidence import evidence

#: How a file of each kind ends.
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/heic": "heic",
    "application/pdf": "pdf",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/amr": "amr",
    "audio/wav": "wav",
    "audio/aac": "aac",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
}


@needs("care.see")
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """The files of a case; another one can be handed in."""
    here = room(request, code)
    people = members(here.viewer, case=here.case.id)
    names = names_of(here, people)
    whose = [(one.id, shown_name(one, names)) for one in people if one.worker]
    form = EvidenceForm(request.POST or None, request.FILES or None, people=whose)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            add_evidence(
                by=here.viewer,
                at=timezone.now(),
                case=here.case.id,
                content=said["file"].read(),
                kind=EvidenceKind(said["kind"]),
                title=said["title"],
                member=UUID(said["member"]) if said["member"] else None,
            )
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("The file was kept, encrypted."))
            return redirect("care:evidence", here.code)
    status = 422 if form.errors or refused else 200
    known = dict(whose)
    files = [
        (one, labels.EVIDENCE[one.kind], known.get(one.member, "") if one.member else "")
        for one in evidence(here.viewer, case=here.case.id)
    ]
    facts = {"form": form, "refused": refused, "files": files}
    return page(request, "evidence", here, "care:evidence", status, **facts)


@needs("care.see")
@require_safe
def download(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """A file as it was kept; that it was read stays in the trail."""
    here = room(request, code)
    found = open_evidence(by=here.viewer, at=timezone.now(), evidence=key)
    answer = HttpResponse(found.content, content_type=found.media_type)
    ending = ENDINGS.get(found.media_type, "bin")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.{ending}"'
    return answer


@needs("care.record")
@require_POST
def drop(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Remove a file for good."""
    here = room(request, code, Permission.CASES_RECORD)
    drop_evidence(by=here.viewer, at=timezone.now(), evidence=key)
    tell(request, _("The file was removed."))
    return redirect("care:evidence", here.code)
