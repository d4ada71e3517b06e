"""Whom a case is against: employers, agents, officials, others; as many as there are."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saphan.domain.care.casework import Against
from saphan.domain.care.respondents import OWING, RespondentRecord
from saphan.domain.people.consent import Purpose
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import needs
from saphan.journey.queries import journeys
from saphan.parties.queries import organisations
from saphan.pillars.care.actions.respondents import (
    add_respondent,
    change_respondent,
    drop_respondent,
    open_respondents,
    restore_respondent,
)
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms import respondents as forms
from saphan.pillars.care.pages.clashes import edited
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.cases import members

#: Where those who were dropped wait, sealed, until this member logs out or brings them back.
_DROPPED = "care_dropped"
#: How many wait; older ones are forgotten.
_WAIT = 5


@needs("care.see")
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody whom the case is against; one more can be named here."""
    here = room(request, code)
    known = _opened(here)
    first = {} if known else _told(here)
    form = forms.RespondentForm(request.POST or None, organisations=_parties(here), initial=first)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = add_respondent(
                by=here.viewer, at=timezone.now(), case=here.case.id, **form.changes()
            )
        except Refused as refusal:
            refused = refusal
        else:
            undo = reverse("care:drop_respondent", args=[here.code, made])
            tell(request, _("It was written down."), undo=undo)
            return redirect("care:against", here.code)
    status = 422 if form.errors or refused else 200
    facts = {"form": form, "refused": refused, "known": [_line(one) for one in known]}
    return page(request, "against", here, "care:case", status, **facts)


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Change one of them; what somebody else changed meanwhile is shown beside, to choose."""
    here = room(request, code, Permission.CASES_RECORD)
    known = next((one for one in _opened(here) if one.id == key), None)
    if known is None:
        raise NotFound("respondent.unknown")
    first, parties = forms.initial(known), _parties(here)
    found = edited(
        request,
        here,
        lambda data: forms.RespondentForm(data, organisations=parties, initial=first),
        lambda form: change_respondent(
            by=here.viewer,
            at=timezone.now(),
            respondent=key,
            seen=form.seen_before(),
            changes=form.changes(),
        ),
    )
    if found.done:
        tell(request, _("It was changed."))
        return redirect("care:against", here.code)
    return page(request, "respondent", here, "care:case", found.status, **found.facts, key=key)


@needs("care.record")
@require_POST
def drop(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """The case is not against this one; that can be taken back."""
    here = room(request, code, Permission.CASES_RECORD)
    if all(one.id != key for one in _opened(here)):
        raise NotFound("respondent.unknown")
    sealed = drop_respondent(by=here.viewer, at=timezone.now(), respondent=key)
    waiting = [*request.session.get(_DROPPED, {}).items(), (str(key), sealed)]
    request.session[_DROPPED] = dict(waiting[-_WAIT:])
    undo = reverse("care:restore_respondent", args=[here.code, key])
    tell(request, _("It was taken out of the case."), undo=undo)
    return redirect("care:against", here.code)


@needs("care.record")
@require_POST
def restore(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Somebody who was taken out by mistake is back."""
    here = room(request, code, Permission.CASES_RECORD)
    waiting = dict(request.session.get(_DROPPED, {}))
    sealed = waiting.pop(str(key), None)
    if sealed is None:
        raise NotFound("respondent.unknown")
    restore_respondent(by=here.viewer, at=timezone.now(), case=here.case.id, sealed=sealed)
    request.session[_DROPPED] = waiting
    tell(request, _("It is back."))
    return redirect("care:against", here.code)


def _opened(here: Room) -> list[RespondentRecord]:
    at = timezone.now()
    return open_respondents(by=here.viewer, at=at, case=here.case.id, purpose=Purpose.RECORD)


def _line(one: RespondentRecord) -> dict[str, object]:
    return {
        "row": one,
        "kind": labels.AGAINST[one.kind],
        "name": " · ".join(one.names),
        "lacks_address": one.kind in OWING and not one.where,
    }


def _parties(here: Room) -> list[tuple[UUID, str]]:
    """The organisations on record that the viewer may see, other than her own."""
    own = here.case.organisation
    return [(one.id, one.name) for one in organisations(here.viewer, held_by=own) if one.id != own]


def _told(here: Room) -> dict[str, object]:
    """The employer whom most of the people named at intake, as a first answer."""
    ways = [one.journey for one in members(here.viewer, case=here.case.id) if one.journey]
    named = Counter(way.site for way in journeys(here.viewer, keys=ways) if way.site)
    return {"kind": Against.EMPLOYER.value, "name": named.most_common(1)[0][0]} if named else {}
