"""Files of consent: a signature, thumb print or recording is added, opened, removed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.case import MemberRecord
from saphan.domain.care.evidence import PICTURES
from saphan.domain.people.consent import FILES, Medium, Sitting
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import needs
from saphan.people.actions.consent_files import (
    add_consent_file,
    drop_consent_file,
    open_consent_file,
)
from saphan.people.queries import consent_sittings
from saphan.pillars.care.forms.consent_files import ConsentFileForm
from saphan.pillars.care.pages.cases import names_of, shown_name
from saphan.pillars.care.pages.consent_words import told_sitting
from saphan.pillars.care.pages.evidence import ENDINGS
from saphan.pillars.care.pages.members import member_of_case, parties_asked, worker_of
from saphan.pillars.care.pages.rooms import Room, page, room


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """What shows how somebody agreed: drawn here, photographed, recorded or chosen."""
    here = room(request, code, Permission.CASES_RECORD)
    person = member_of_case(here, number)
    sitting = _sitting(here, person, key)
    form = ConsentFileForm(request.POST or None, request.FILES or None, medium=sitting.medium)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            add_consent_file(
                by=here.viewer,
                at=timezone.now(),
                worker=worker_of(person),
                answer=key,
                content=form.cleaned_data["file"].read(),
            )
        except Refused as refusal:
            refused = refusal
        else:
            undo = reverse("care:drop_consent_file", args=[here.code, number, key])
            tell(request, _("The file was kept, encrypted."), undo=undo)
            return redirect("care:member", here.code, number)
    facts = {
        "form": form,
        "refused": refused,
        "person": person,
        "name": shown_name(person, names_of(here, [person])),
        "told": told_sitting(sitting, dict(parties_asked(here, person))),
        "drawn": sitting.medium is Medium.SIGNATURE,
    }
    status = 422 if form.errors or refused else 200
    return page(request, "consent_file", here, "care:members", status, **facts)


@needs("care.see")
@require_safe
def show(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """A file of consent as it was kept; that it was read stays in the trail.

    A picture is shown and leaves no copy in a folder of the device.
    """
    here = room(request, code)
    worker = worker_of(member_of_case(here, number))
    found = open_consent_file(by=here.viewer, at=timezone.now(), worker=worker, answer=key)
    answer = HttpResponse(found.content, content_type=found.media_type)
    how = "inline" if found.media_type in PICTURES else "attachment"
    name = f"{here.code}-{number}.{ENDINGS[found.media_type]}"
    answer["Content-Disposition"] = f'{how}; filename="{name}"'
    return answer


@needs("care.record")
@require_POST
def drop(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """Remove a file of consent for good; the answers stay."""
    here = room(request, code, Permission.CASES_RECORD)
    worker = worker_of(member_of_case(here, number))
    drop_consent_file(by=here.viewer, at=timezone.now(), worker=worker, answer=key)
    tell(request, _("The file was removed."))
    return redirect("care:member", here.code, number)


def _sitting(here: Room, person: MemberRecord, key: UUID) -> Sitting:
    """What was answered then, as long as a file of it can be kept."""
    said = consent_sittings(here.viewer, worker=worker_of(person))
    found = next((one for one in said if one.key == key and one.medium in FILES), None)
    if found is None:
        raise NotFound("consent.unknown")
    return found
