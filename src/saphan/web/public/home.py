"""The first page of the public face: four doors, and whatever has been recorded to listen to."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saphan.foundation.guards import public
from saphan.web.public.recordings import recording_of, type_of


@public
@require_safe
def public_home(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001  the shell reads it
    """What somebody may ask here, in one language."""
    return render(request, "web/public/home.html")


@public
@require_safe
def recording(_request: HttpRequest, language: str, key: str) -> FileResponse:
    """A sentence as somebody spoke it. Raises ``Http404`` where there is no recording."""
    found = recording_of(language, key)
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), content_type=type_of(found))
