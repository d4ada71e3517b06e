"""The intake without a network: what a device keeps of it, and the entries it sends later."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files as packaged
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from saphan.domain.refusals import NotAllowed, NotFound, Refused
from saphan.foundation.guards import needs
from saphan.foundation.sealed_forms import OpenedForm, open_form
from saphan.pillars.care.pages.intake import Desk, blank, desk_of, intake_page, read
from saphan.pillars.care.queries.intake import case_of_entry

#: Answers to questions that the page asks anew: who somebody is already, and that it was asked.
_ASKED_ANEW = ("checked", "entry", "more", "pay")


@needs("care.record")
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the blank page, and nothing outside of ``/care/new/``."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@needs("care.record")
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The page that a device keeps: blank, without a name of a member and without a token."""
    return intake_page(request, desk_of(request), blank(1), template="care/intake_kept.html")


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def sealed(request: HttpRequest) -> HttpResponse:
    """A sealed entry comes in: the intake as it was typed, to be looked through and kept."""
    if request.method != "POST":
        return redirect("care:intake")
    desk = desk_of(request)
    try:
        opened = _opened(request.POST.get("sealed", ""), desk)
    except Refused as refused:
        return intake_page(request, desk, blank(1), status=422, refused=refused)
    if case_of_entry(desk.viewer, organisation=desk.keeper, entry=opened.entry):
        return redirect("care:received", opened.entry)
    sent = Desk(desk.viewer, desk.keeper, opened.entry)
    filled = read(_as_typed(opened), sent)
    return intake_page(request, sent, filled, status=200 if filled.valid else 422)


@needs("care.record")
@require_safe
def received(request: HttpRequest, key: UUID) -> HttpResponse:
    """The case that an entry became; now the device forgets it, and shows the next ones.

    Raises ``NotFound("case.unknown")``, also for an entry of another organisation.
    """
    desk = desk_of(request)
    found = case_of_entry(desk.viewer, organisation=desk.keeper, entry=key)
    if found is None:
        raise NotFound("case.unknown")
    facts = {"desk": desk, "code": found.code, "received": key}
    return render(request, "care/intake_received.html", facts)


def _opened(text: str, desk: Desk) -> OpenedForm:
    """The entry, when it was typed for the organisation that receives.

    Raises ``Refused("sealed_form.unreadable")`` or ``NotAllowed("sealed_form.not_ours")``.
    """
    opened = open_form(text)
    if opened.organisation != desk.keeper:
        raise NotAllowed("sealed_form.not_ours")
    return opened


def _as_typed(opened: OpenedForm) -> QueryDict:
    said = QueryDict(mutable=True)
    for name, value in opened.fields:
        if name not in _ASKED_ANEW and not name.endswith("-known"):
            said.appendlist(name, value)
    return said


@lru_cache(maxsize=1)
def _worker() -> str:
    source = packaged("saphan.pillars.care").joinpath("templates", "care", "intake_worker.js")
    return source.read_text(encoding="utf-8")
