"""What is said of a file that was brought in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from saphan.domain.refusals import NotFound
from saphan.foundation.banners import tell
from saphan.foundation.figures import shown
from saphan.pillars.recruitment.pages.rooms import Room
from saphan.pillars.recruitment.queries import ImportRecord, imports


def brought(here: Room, key: UUID) -> ImportRecord:
    """One file of the audit. Raises ``NotFound("import.unknown")``."""
    for one in imports(here.viewer, code=here.code):
        if one.id == key:
            return one
    raise NotFound("import.unknown")


def tell_brought(request: HttpRequest, here: Room, key: UUID) -> None:
    """How many rows were kept and how many not, with a way to take the file back."""
    found = brought(here, key)
    words = ngettext(
        "{kept} row was kept, {refused} not used.",
        "{kept} rows were kept, {refused} not used.",
        found.kept,
    ).format(kept=shown(found.kept), refused=shown(len(found.rejected)))
    tell(request, words, undo=reverse("recruitment:undo", args=[here.code, key]))
