"""The directory for those who edit it: what is listed, one service, what waits for review."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saphan.domain.care.codes import Translated
from saphan.domain.care.records import Listing
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import may, needs
from saphan.foundation.tables import Column, Table
from saphan.parties.queries import own_organisations
from saphan.people.queries import Viewer, member_names, member_of
from saphan.pillars.care.actions.directory_edit import (
    accept_proposal,
    refuse_proposal,
    verify_service,
)
from saphan.pillars.care.forms import directory_labels as words
from saphan.pillars.care.forms.cases import day_said
from saphan.pillars.care.forms.directory_review import FindForm, RefuseForm, VerifyForm
from saphan.pillars.care.pages.directory_told import differences, facts
from saphan.pillars.care.queries import directory_staff as queries
from saphan.pillars.care.queries.directory_staff import ProposalRecord, ServiceRow

#: Days after which somebody should look again, as the form offers it first; it can be changed.
LOOK_AGAIN = timedelta(days=180)
_STATUS_TONES = {"active": "fine"}


def reviews(request: HttpRequest) -> bool:
    """Whether the member may publish at once and decide about proposals."""
    return may(request.user, Permission.DIRECTORY_REVIEW.value)


@needs("care.edit_directory")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The services: found by words, those to look at again, those with a proposal."""
    viewer = member_of(request.user)
    form = FindForm(request.GET or None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = queries.listed(
        viewer,
        text=said.get("words", ""),
        until=said.get("until"),
        waiting=bool(said.get("waiting")),
    )
    names = _names(viewer)
    shown = {
        "form": form,
        "table": _table(rows).asked(request),
        "waiting": [
            (one, _title(one), names.get(one.by, one.by)) for one in queries.proposals(viewer)
        ],
        "many": len(rows) >= queries.MOST,
        "most": queries.MOST,
    }
    return render(request, "care/directory.html", shown)


def _names(viewer: Viewer) -> dict[str, str]:
    """The shown names of those who work where the viewer edits; of others only the code is told."""
    found: dict[str, str] = {}
    for own in own_organisations(viewer, Permission.DIRECTORY_EDIT):
        found |= member_names(viewer, organisation=own.id)
    return found


def _title(one: ProposalRecord) -> str:
    return one.listing.name if one.service else _("{name} (new)").format(name=one.listing.name)


def _table(rows: list[ServiceRow]) -> Table[ServiceRow]:
    return Table(
        columns=[
            Column("name", _("Service"), lambda one: one.name, link=lambda one: _address(one.id)),
            Column("organization", _("Organisation"), lambda one: one.organization),
            Column(
                "status",
                _("Does it work?"),
                lambda one: str(words.STATUSES[one.status]),
                "badge",
                tone=lambda one: _STATUS_TONES.get(one.status, "unknown"),
            ),
            Column("verified", _("Verified on"), lambda one: one.verified_on),
            Column("again", _("Look at it again by"), lambda one: one.verify_by),
            Column("waiting", _("Proposals"), lambda one: one.waiting or None, "number"),
        ],
        rows=rows,
        caption=_("Services"),
        empty=_("No service fits."),
    )


def _address(service: UUID) -> str:
    return reverse("care:service", args=[service])


@needs("care.edit_directory")
@require_safe
def show(request: HttpRequest, service: UUID) -> HttpResponse:
    """One service: its facts, its texts, what waits, what was changed by hand."""
    return _service_page(request, service)


def _service_page(
    request: HttpRequest,
    service: UUID,
    *,
    verify: VerifyForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    viewer = member_of(request.user)
    listing = queries.listing_of(viewer, service=service)
    waiting = [one for one in queries.proposals(viewer) if one.service == service]
    names = _names(viewer)
    shown = {
        "key": service,
        "listing": listing,
        "facts": facts(listing),
        "hidden": any(spot.sensitive for spot in listing.located),
        "published": listing.is_public,
        "texts": [
            (words.LANGUAGES[one.language], words.TOLD[one.field], one.text, *_state(one.state))
            for one in listing.details.translations
        ],
        "waiting": [(one, names.get(one.by, one.by)) for one in waiting],
        "changes": [
            (one, names.get(one.by, one.by)) for one in queries.changes(viewer, service=service)
        ],
        "reviews": reviews(request),
        "verify": verify or VerifyForm(initial=_first(viewer)),
        "refused": refused,
    }
    status = 422 if refused or (verify and verify.errors) else 200
    return render(request, "care/service.html", shown, status=status)


def _state(state: Translated) -> tuple[str, str | Promise]:
    return words.STATE_TONES[state], words.STATES[state]


def _first(viewer: Viewer) -> dict[str, str]:
    today = timezone.localdate()
    own = own_organisations(viewer, Permission.DIRECTORY_REVIEW)
    return {
        "on": day_said(today),
        "office": own[0].name if own else "",
        "until": day_said(today + LOOK_AGAIN),
    }


@needs("care.review_directory")
@require_POST
def verify(request: HttpRequest, service: UUID) -> HttpResponse:
    """Somebody called the number or read the owner's page: the facts are right."""
    form = VerifyForm(request.POST)
    if not form.is_valid():
        return _service_page(request, service, verify=form)
    said = form.cleaned_data
    try:
        verify_service(
            by=member_of(request.user),
            at=timezone.now(),
            service=service,
            verified_on=said["on"],
            verified_by=said["office"],
            verify_by=said["until"],
        )
    except Refused as refusal:
        return _service_page(request, service, verify=form, refused=refusal)
    tell(request, _("It was marked as verified."))
    return redirect("care:service", service)


@needs("care.edit_directory")
@require_safe
def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    """What somebody would change, beside what stands now."""
    return _proposal_page(request, queries.proposal(member_of(request.user), key=key))


def _proposal_page(
    request: HttpRequest,
    found: ProposalRecord,
    *,
    form: RefuseForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    viewer = member_of(request.user)
    now: Listing | None = None
    outdated = False
    if found.service:
        now = queries.listing_of(viewer, service=found.service)
        outdated = queries.modified_at(viewer, service=found.service) > found.at
    shown = {
        "found": found,
        "outdated": outdated,
        "who": _names(viewer).get(found.by, found.by),
        "title": _title(found),
        "changes": differences(now, found.listing),
        "reviews": reviews(request),
        "form": form or RefuseForm(),
        "refused": refused,
    }
    return render(request, "care/proposal.html", shown, status=422 if form or refused else 200)


@needs("care.review_directory")
@require_http_methods(["POST"])
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """The proposal is published."""
    viewer = member_of(request.user)
    found = queries.proposal(viewer, key=key)
    try:
        service = accept_proposal(by=viewer, at=timezone.now(), proposal=key)
    except Refused as refusal:
        return _proposal_page(request, found, refused=refusal)
    tell(request, _("The proposal was published."))
    return redirect("care:service", service)


@needs("care.review_directory")
@require_http_methods(["POST"])
def refuse(request: HttpRequest, key: UUID) -> HttpResponse:
    """The proposal is put aside, with a reason."""
    viewer = member_of(request.user)
    found = queries.proposal(viewer, key=key)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _proposal_page(request, found, form=form)
    reason = form.cleaned_data["reason"]
    refuse_proposal(by=viewer, at=timezone.now(), proposal=key, reason=reason)
    tell(request, _("The proposal was put aside."))
    return redirect("care:directory")
