"""Offers, what was awarded, what arrived: three things that are never added together."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saphan.domain.care.casework import Condition, OfferState, SumKind
from saphan.domain.money import Money
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.banners import tell
from saphan.foundation.guards import needs
from saphan.pillars.care.actions.money import add_offer, answer_offer, record_sum, strike_sum
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.cases import day_said
from saphan.pillars.care.forms.money import OfferForm, SumForm
from saphan.pillars.care.pages.cases import names_of, shown_name
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.claims import OfferRow, SumRow, case_totals, offers, sums

#: What an offer must not ask for without somebody noticing.
_WARN = frozenset({Condition.WITHDRAW_COMPLAINT, Condition.NO_FURTHER_CLAIM, Condition.SILENCE})
_TONES = {OfferState.OPEN: "ask", OfferState.ACCEPTED: "fine"}


@needs("care.see")
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """Offers and money of a case; both can be written down here."""
    here = room(request, code)
    today = {"on": day_said(timezone.localdate())}
    whose = _people(here)
    which = request.POST.get("form")
    offer = OfferForm(request.POST if which == "offer" else None, prefix="offer", initial=today)
    money = SumForm(
        request.POST if which == "sum" else None, prefix="sum", initial=today, people=whose
    )
    asked: OfferForm | SumForm | None = offer if which == "offer" else None
    if which == "sum":
        asked = money
    refused: Refused | None = None
    if asked is not None and asked.is_valid():
        try:
            _keep(request, here, asked)
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("care:money", here.code)
    status = 422 if offer.errors or money.errors or refused else 200
    facts = {"offer_form": offer, "sum_form": money, "refused": refused, **_shown(here, whose)}
    return page(request, "money", here, "care:money", status, **facts)


def _keep(request: HttpRequest, here: Room, form: OfferForm | SumForm) -> None:
    by, at, case = here.viewer, timezone.now(), here.case.id
    if isinstance(form, OfferForm):
        add_offer(by=by, at=at, case=case, **form.told())
        tell(request, _("The offer was written down."))
        return
    kept = record_sum(by=by, at=at, case=case, **form.told())
    undo = reverse("care:strike_sum", args=[here.code, kept])
    tell(request, _("The money was written down."), undo=undo)


def _shown(here: Room, whose: list[tuple[UUID, str]]) -> dict[str, object]:
    names = dict(whose)
    rows = sums(here.viewer, case=here.case.id)
    return {
        "offers": [_offer(one) for one in offers(here.viewer, case=here.case.id)],
        "totals": case_totals(here.viewer, case=here.case.id),
        "awarded": [_sum(one, names) for one in rows if one.kind is SumKind.AWARDED],
        "paid": [_sum(one, names) for one in rows if one.kind is SumKind.PAID],
    }


def _offer(one: OfferRow) -> dict[str, object]:
    return {
        "row": one,
        "amount": None if one.amount is None else Money(one.amount, one.currency),
        "conditions": [
            ("stop" if each in _WARN else "ask", labels.CONDITIONS[each]) for each in one.conditions
        ],
        "tone": _TONES.get(one.state, "plain"),
        "state": labels.OFFER_STATES[one.state],
    }


def _sum(one: SumRow, names: dict[UUID, str]) -> dict[str, object]:
    return {
        "row": one,
        "amount": Money(one.amount, one.currency),
        "origin": labels.ORIGINS[one.origin],
        "who": names.get(one.member, "") if one.member else "",
    }


def _people(here: Room) -> list[tuple[UUID, str]]:
    people = members(here.viewer, case=here.case.id)
    names = names_of(here, people)
    return [(one.id, f"{one.number}. {shown_name(one, names)}") for one in people]


@needs("care.record")
@require_POST
def answer(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """What becomes of an offer."""
    here = room(request, code, Permission.CASES_RECORD)
    try:
        state = OfferState(request.POST.get("state", ""))
    except ValueError as unknown:
        raise NotFound("offer.unknown") from unknown
    answer_offer(by=here.viewer, at=timezone.now(), offer=key, state=state)
    tell(request, _("It was written down."))
    return redirect("care:money", here.code)


@needs("care.record")
@require_POST
def strike(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take back money that was entered by mistake."""
    here = room(request, code, Permission.CASES_RECORD)
    strike_sum(by=here.viewer, at=timezone.now(), entry=key)
    tell(request, _("It was taken back; it stays readable, struck through."))
    return redirect("care:money", here.code)
