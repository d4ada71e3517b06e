"""Changing the directory: a service and its texts, proposed or, with the right to review, saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saphan.domain.care.plain import plain
from saphan.domain.care.records import Listing
from saphan.domain.refusals import Conflict, Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import needs
from saphan.people.queries import Viewer, member_of
from saphan.pillars.care.actions.directory_edit import propose_service, save_service
from saphan.pillars.care.forms import directory_labels as words
from saphan.pillars.care.forms.directory import ListingForm
from saphan.pillars.care.forms.directory_review import TextsForm
from saphan.pillars.care.pages.directory import reviews
from saphan.pillars.care.pages.directory_told import differences
from saphan.pillars.care.queries import directory_staff as queries

#: The languages of the house, in which a service can be told.
TONGUES = ("en", "th", "my", "km", "lo", "vi")


@needs("care.edit_directory")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new service."""
    data = request.POST if request.method == "POST" else None
    form = ListingForm(data, before=None, seen="")
    if data is None or not form.is_valid() or form.listing is None:
        return _form_page(request, form)
    try:
        return _keep(request, form.listing, None, None)
    except Refused as refusal:
        return _form_page(request, form, refused=refusal)


@needs("care.edit_directory")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, service: UUID) -> HttpResponse:
    """Change a service. When somebody else changed it meanwhile, both are shown."""
    viewer = member_of(request.user)
    listing = queries.listing_of(viewer, service=service)
    modified = queries.modified_at(viewer, service=service)
    data = request.POST if request.method == "POST" else None
    seen = _seen(request) or modified
    proposed = _proposed(request, viewer, service) if data is None else None
    if proposed is not None:
        form = ListingForm(None, before=plain(proposed), seen=modified.isoformat())
        return _form_page(request, form, service=service, proposed=_beside(listing, proposed))
    form = ListingForm(data, before=plain(listing), seen=modified.isoformat())
    if data is None or not form.is_valid() or form.listing is None:
        return _form_page(request, form, service=service)
    try:
        return _keep(request, form.listing, service, seen)
    except Conflict as refusal:
        return _both(request, viewer, service, refusal)
    except Refused as refusal:
        return _form_page(request, form, service=service, refused=refusal)


def _proposed(request: HttpRequest, viewer: Viewer, service: UUID) -> Listing | None:
    """The words of a proposal about this service, when the address asks for them."""
    asked = request.GET.get("proposal", "")
    waiting = queries.proposals(viewer) if asked else []
    return next(
        (one.listing for one in waiting if (str(one.id), one.service) == (asked, service)), None
    )


def _beside(now: Listing, then: Listing) -> list[tuple[str | Promise, str]]:
    """What stands in the directory where the proposal has something else."""
    return [(label, before or "–") for label, before, _then in differences(now, then)]


def _both(request: HttpRequest, viewer: Viewer, service: UUID, refusal: Refused) -> HttpResponse:
    """What was typed, beside what stands now; saving again then is a choice."""
    seen = queries.modified_at(viewer, service=service).isoformat()
    data = request.POST.copy()
    data["seen"] = seen
    stands = plain(queries.listing_of(viewer, service=service))
    form = ListingForm(data, before=stands, seen=seen)
    form.is_valid()
    clash = form.now(stands)
    return _form_page(request, form, service=service, refused=refusal, clash=clash)


def _seen(request: HttpRequest) -> datetime | None:
    try:
        return datetime.fromisoformat(request.POST.get("seen", ""))
    except ValueError:
        return None


def _keep(
    request: HttpRequest, listing: Listing, service: UUID | None, seen: datetime | None
) -> HttpResponse:
    """Publish it, or propose it; then to the service or to the list."""
    by, at = member_of(request.user), timezone.now()
    if reviews(request) and "propose" not in request.POST:
        key = save_service(by=by, at=at, listing=listing, service=service, seen=seen)
        tell(request, _("It was published."))
        return redirect("care:service", key)
    propose_service(by=by, at=at, listing=listing, service=service)
    tell(request, _("It was proposed. Nobody sees it before it is agreed to."))
    return redirect("care:service", service) if service else redirect("care:directory")


def _form_page(
    request: HttpRequest,
    form: ListingForm,
    *,
    service: UUID | None = None,
    refused: Refused | None = None,
    clash: object = (),
    proposed: object = (),
) -> HttpResponse:
    shown = {
        "proposed": proposed,
        "form": form,
        "key": service,
        "refused": refused,
        "clash": clash,
        "reviews": reviews(request),
        "draft": service or "new",
    }
    status = 422 if form.is_bound and (form.faulty or refused) else 200
    return render(request, "care/edit_service.html", shown, status=status)


@needs("care.edit_directory")
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, service: UUID, language: str) -> HttpResponse:
    """The texts of a service in one language."""
    viewer = member_of(request.user)
    if language not in TONGUES:
        return redirect("care:service", service)
    listing = queries.listing_of(viewer, service=service)
    modified = queries.modified_at(viewer, service=service)
    form = _texts_form(request.POST or None, listing, language, modified)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        others = (one for one in listing.details.translations if one.language != language)
        details = replace(listing.details, translations=(*others, *form.told(language)))
        told = replace(listing, details=details)
        try:
            return _keep(request, told, service, _seen(request) or modified)
        except Refused as refusal:
            refused = refusal
            data = request.POST.copy()
            data["seen"] = modified.isoformat()
            form = _texts_form(data, listing, language, modified)
    shown = {
        "form": form,
        "key": service,
        "listing": listing,
        "refused": refused,
        "reviews": reviews(request),
        "language": language,
        "tongues": [(one, words.LANGUAGES[one]) for one in TONGUES],
    }
    status = 422 if form.errors or refused else 200
    return render(request, "care/service_texts.html", shown, status=status)


def _texts_form(
    data: Mapping[str, Any] | None, listing: Listing, language: str, modified: datetime
) -> TextsForm:
    return TextsForm(
        data,
        fields=_originals(listing),
        told=tuple(one for one in listing.details.translations if one.language == language),
        initial={"seen": modified.isoformat()},
    )


def _originals(listing: Listing) -> dict[str, str]:
    """What is told of a service, by field; a field that only a translation has is there too."""
    told = {name: str(getattr(listing.details, name, "")) for name in words.TOLD}
    told |= {"name": listing.name, "description": listing.description}
    more = {one.field for one in listing.details.translations}
    return {name: text for name, text in told.items() if text or name in more}
