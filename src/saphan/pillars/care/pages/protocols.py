"""Protocols: what was signed with other organisations, and how they can reach us."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saphan.domain.parties.kinds import Kind
from saphan.domain.parties.records import OrganisationRecord
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotAllowed, Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import needs
from saphan.parties.actions import add_organisation, reach_organisation
from saphan.parties.queries import organisations, own_organisations
from saphan.people.queries import Viewer, member_of
from saphan.pillars.care.actions.protocols import end_protocol, sign_protocol
from saphan.pillars.care.forms import referral_labels
from saphan.pillars.care.forms.protocols import ProtocolForm, ReachForm
from saphan.pillars.care.queries.directory import services
from saphan.pillars.care.queries.referrals import ProtocolRow, protocols


@dataclass(frozen=True, slots=True)
class _Here:
    """For which of the member's organisations the page is, and those to choose from."""

    viewer: Viewer
    own: OrganisationRecord
    all: tuple[OrganisationRecord, ...]


@needs("care.sign")
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The protocols of an organisation; another can be signed, and its address changed."""
    here = _here(request)
    which = request.POST.get("form")
    signed = ProtocolForm(
        request.POST if which == "protocol" else None,
        prefix="protocol",
        parties=[(one.id, one.name) for one in organisations(here.viewer, held_by=here.own.id)],
        listed=sorted({one.organization for one in services(here.viewer)}),
    )
    reach = ReachForm(
        request.POST if which == "reach" else None,
        prefix="reach",
        initial={"phone": here.own.phone, "address": here.own.address},
    )
    refused: Refused | None = None
    asked: ProtocolForm | ReachForm | None = signed if which == "protocol" else None
    if which == "reach":
        asked = reach
    if asked is not None and asked.is_valid():
        try:
            _keep(request, here, asked)
        except Refused as refusal:
            refused = refusal
        else:
            return _back(here.own.id)
    facts = {
        "here": here,
        "protocol_form": signed,
        "reach_form": reach,
        "refused": refused,
        "rows": [_line(one) for one in protocols(here.viewer, organisation=here.own.id)],
    }
    status = 422 if signed.errors or reach.errors or refused else 200
    return render(request, "care/protocols.html", facts, status=status)


@transaction.atomic
def _keep(request: HttpRequest, here: _Here, form: ProtocolForm | ReachForm) -> None:
    by, at, own = here.viewer, timezone.now(), here.own.id
    if isinstance(form, ReachForm):
        reach_organisation(by=by, at=at, organisation=own, **form.cleaned_data)
        tell(request, _("It was kept. New letters and slips carry it."))
        return
    party = form.with_whom
    if isinstance(party, str):
        party = add_organisation(by=by, at=at, held_by=own, kind=Kind.OTHER, name=party)
    sign_protocol(by=by, at=at, organisation=own, party=party, **form.told())
    tell(request, _("The protocol was written down."))


def _line(one: ProtocolRow) -> dict[str, object]:
    today = timezone.localdate()
    over = one.ended_at is not None or (one.ends_on is not None and one.ends_on < today)
    ahead = one.signed_on > today
    state = (
        ("plain", _("Ended")) if over else ("ask", _("Not yet")) if ahead else ("fine", _("Holds"))
    )
    covers = [referral_labels.DETAILS[detail] for detail in one.covers]
    return {"row": one, "state": state, "covers": covers}


@needs("care.sign")
@require_POST
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """A protocol no longer holds; from now on nothing travels because of it."""
    end_protocol(by=member_of(request.user), at=timezone.now(), protocol=key)
    tell(request, _("The protocol was ended. Nothing travels because of it from now on."))
    return _back(_here(request).own.id)


def _here(request: HttpRequest) -> _Here:
    """The organisation that ``own`` names, or the first. Raises ``NotAllowed``."""
    viewer = member_of(request.user)
    own = own_organisations(viewer, Permission.PROTOCOLS_SIGN)
    if not own:
        raise NotAllowed("permission.missing", permission=Permission.PROTOCOLS_SIGN.value)
    asked = request.GET.get("own") or request.POST.get("own")
    chosen = next((one for one in own if str(one.id) == asked), own[0])
    return _Here(viewer, chosen, tuple(own))


def _back(own: UUID) -> HttpResponse:
    response = redirect("care:protocols")
    response["Location"] += "?" + urlencode({"own": str(own)})
    return response
