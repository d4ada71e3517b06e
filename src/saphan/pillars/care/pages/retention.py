"""Keep or erase: what is decided when the records of a closed case or an intake fall due."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from saphan.domain.care.casework import ClockKind
from saphan.domain.care.retention import may_go
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotAllowed, Refused
from saphan.foundation.banners import tell
from saphan.foundation.figures import shown
from saphan.foundation.guards import needs
from saphan.people.queries import may, member_of
from saphan.pillars.care.actions.members import erase_person
from saphan.pillars.care.actions.retention import (
    Erased,
    erase_case,
    keep_intake_longer,
    keep_longer,
)
from saphan.pillars.care.forms.people import EraseForm
from saphan.pillars.care.forms.retention import EraseCaseForm, KeepForm
from saphan.pillars.care.pages.clock_words import told_clocks
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.clocks import clocks_of
from saphan.pillars.care.queries.retention import KeptIntake, kept_intake, people_kept


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """The records of a closed case: keep them until a day, or go on to erase them."""
    here = room(request, code, Permission.CASES_RECORD)
    form = KeepForm(request.POST or None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        until, why = form.cleaned_data["until"], form.cleaned_data["why"]
        at = timezone.now()
        try:
            step = keep_longer(by=here.viewer, at=at, case=here.case.id, until=until, why=why)
        except Refused as refusal:
            refused = refusal
        else:
            undo = reverse("care:strike", args=[here.code, step])
            tell(request, _("It is kept until {day}.").format(day=shown(until)), undo=undo)
            return redirect("care:case", here.code)
    return _page(request, here, form, EraseCaseForm(case_code=here.code), refused)


@needs("people.erase")
@require_POST
def erase(request: HttpRequest, code: str) -> HttpResponse:
    """Erase everybody of a closed case for good; its code is asked for, as for one person."""
    here = room(request, code, Permission.WORKER_ERASE)
    form = EraseCaseForm(request.POST, case_code=here.code)
    refused: Refused | None = None
    if form.is_valid():
        reason = ErasureReason(form.cleaned_data["reason"])
        try:
            done = erase_case(by=here.viewer, at=timezone.now(), case=here.case.id, reason=reason)
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _erased(done))
            return redirect("care:case" if not done.stay else "care:keep", here.code)
    return _page(request, here, KeepForm(), form, refused)


def _erased(done: Erased) -> str:
    return ngettext("{n} person was erased.", "{n} people were erased.", done.erased).format(
        n=shown(done.erased)
    )


def _page(
    request: HttpRequest,
    here: Room,
    form: KeepForm,
    erasing: EraseCaseForm,
    refused: Refused | None,
) -> HttpResponse:
    people = people_kept(here.viewer, case=here.case.id)
    rows = [(one, may_go(len(one.open_cases))) for one in people if one.worker]
    found = clocks_of(here.viewer, cases=[here.case.id]).get(here.case.id, ())
    ours = [one for one in found if one.kind is ClockKind.RETENTION]
    facts = {
        "form": form,
        "erasing": erasing,
        "refused": refused,
        "clocks": told_clocks(ours, timezone.localdate()),
        "people": rows,
        "gone": len(people) - len(rows),
        "go": sum(goes for _one, goes in rows),
        "may_erase": may(here.viewer, Permission.WORKER_ERASE, here.case.organisation),
    }
    return page(request, "keep", here, "care:case", _status(refused, form, erasing), **facts)


def _status(refused: Refused | None, *given: Form) -> int:
    return 422 if refused or any(one.errors for one in given) else 200


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def keep_person(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody without a case told at intake: keep it until a day, or go on to erase it."""
    kept = kept_intake(member_of(request.user), code=code)
    viewer = member_of(request.user)
    if not may(viewer, Permission.CASES_RECORD, kept.organisation):
        raise NotAllowed("permission.missing", permission=Permission.CASES_RECORD.value)
    form = KeepForm(request.POST or None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        until, why = form.cleaned_data["until"], form.cleaned_data["why"]
        at = timezone.now()
        try:
            keep_intake_longer(by=viewer, at=at, worker=kept.worker, until=until, why=why)
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("It is kept until {day}.").format(day=shown(until)))
            return redirect("care:due")
    return _alone(request, kept, form, EraseForm(worker_code=kept.code), refused)


@needs("people.erase")
@require_POST
def erase_alone(request: HttpRequest, code: str) -> HttpResponse:
    """Erase somebody without a case for good; her code is asked for."""
    viewer = member_of(request.user)
    kept = kept_intake(viewer, code=code)
    if not may(viewer, Permission.WORKER_ERASE, kept.organisation):
        raise NotAllowed("permission.missing", permission=Permission.WORKER_ERASE.value)
    form = EraseForm(request.POST, worker_code=kept.code)
    refused: Refused | None = None
    if form.is_valid():
        reason = ErasureReason(form.cleaned_data["reason"])
        try:
            erase_person(by=viewer, at=timezone.now(), worker=kept.worker, reason=reason)
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("Everything about this person was erased."))
            return redirect("care:due")
    return _alone(request, kept, KeepForm(), form, refused)


def _alone(
    request: HttpRequest,
    kept: KeptIntake,
    form: KeepForm,
    erasing: EraseForm,
    refused: Refused | None,
) -> HttpResponse:
    facts = {
        "kept": kept,
        "form": form,
        "erasing": erasing,
        "refused": refused,
        "may_erase": may(member_of(request.user), Permission.WORKER_ERASE, kept.organisation),
    }
    status = _status(refused, form, erasing)
    return render(request, "care/keep_person.html", facts, status=status)
