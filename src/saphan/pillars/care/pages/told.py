"""What a person told at intake is told anew, and the payments that she tells of."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saphan.domain.care.case import MemberRecord
from saphan.domain.care.intake import payment_told
from saphan.domain.journey.records import Payment
from saphan.domain.money import Money
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation import labels as shared
from saphan.foundation.banners import tell
from saphan.foundation.figures import shown
from saphan.foundation.forms import in_page
from saphan.foundation.guards import needs
from saphan.journey.queries import payments
from saphan.pillars.care.actions.payments import correct_payment, forget_payment, tell_payment
from saphan.pillars.care.actions.told_anew import open_told, tell_anew
from saphan.pillars.care.forms import payments as payment_forms
from saphan.pillars.care.forms import told as forms
from saphan.pillars.care.pages.cases import names_of, shown_name
from saphan.pillars.care.pages.clashes import edited
from saphan.pillars.care.pages.rooms import Room, page, room
from saphan.pillars.care.queries.cases import members


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Tell anew what she told; what somebody else changed meanwhile is shown beside, to choose."""
    here = room(request, code, Permission.CASES_RECORD)
    person = _member(here, number)
    known = open_told(by=here.viewer, at=timezone.now(), member=person.id)
    found = edited(
        request,
        here,
        lambda data: forms.ToldForm(data, known=known, initial=forms.initial(known)),
        lambda form: tell_anew(
            by=here.viewer,
            at=timezone.now(),
            member=person.id,
            seen=form.seen_before(),
            changes=form.changes(),
        ),
    )
    if found.done:
        tell(request, _("It was changed, and what follows from it was computed anew."))
        return redirect("care:member", here.code, number)
    return page(
        request, "tell_anew", here, "care:members", found.status, **found.facts, person=person
    )


@needs("care.see")
@require_http_methods(["GET", "HEAD", "POST"])
def paid(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Every payment she told of; one more can be told here."""
    here = room(request, code)
    person = _member(here, number)
    form = payment_forms.PaymentForm(request.POST or None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid() and (charge := form.charge()):
        try:
            made = tell_payment(by=here.viewer, at=timezone.now(), member=person.id, charge=charge)
        except Refused as refusal:
            refused = refusal
        else:
            undo = reverse("care:forget_payment", args=[here.code, number, made])
            tell(request, _("It was written down, and the claim was computed anew."), undo=undo)
            return redirect("care:payments", here.code, number)
    status = 422 if form.errors or refused else 200
    facts = {
        "form": form,
        "refused": refused,
        "person": person,
        "name": shown_name(person, names_of(here, [person])),
        "lines": [_line(one) for one in _payments(here, person)],
    }
    return page(request, "payments", here, "care:members", status, **facts)


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """Put a payment right, with the reason; what it said before is kept."""
    here = room(request, code, Permission.CASES_RECORD)
    person = _member(here, number)
    known = next((one for one in _payments(here, person) if one.id == key), None)
    if known is None:
        raise NotFound("payment.unknown")
    first = payment_forms.initial(payment_told(known))
    found = edited(
        request,
        here,
        lambda data: payment_forms.CorrectionForm(data, initial=first),
        lambda form: correct_payment(
            by=here.viewer,
            at=timezone.now(),
            member=person.id,
            payment=key,
            seen=form.seen_before(),
            changes=form.told(),
            reason=form.cleaned_data["reason"],
        ),
    )
    if found.done:
        tell(request, _("It was put right, and the claim was computed anew."))
        return redirect("care:payments", here.code, number)
    facts = {**found.facts, "person": person, "key": key}
    return page(request, "payment", here, "care:members", found.status, **facts)


@needs("care.record")
@require_POST
def forget(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """Take back a payment that was told by mistake."""
    here = room(request, code, Permission.CASES_RECORD)
    person = _member(here, number)
    forget_payment(by=here.viewer, at=timezone.now(), member=person.id, payment=key)
    tell(request, _("It was taken back, and the claim was computed anew."))
    return redirect("care:payments", here.code, number)


def _member(here: Room, number: int) -> MemberRecord:
    """Somebody of the case who was not erased."""
    found = next((m for m in members(here.viewer, case=here.case.id) if m.number == number), None)
    if found is None or found.worker is None:
        raise NotFound("member.unknown")
    return found


def _payments(here: Room, person: MemberRecord) -> list[Payment]:
    return payments(here.viewer, journeys=[person.journey]) if person.journey else []


def _line(one: Payment) -> dict[str, object]:
    low, high = (Money(minor, one.amount.currency) for minor in (one.amount.low, one.amount.high))
    told = (
        in_page(one.paid_to, shared.PAYEES),
        in_page(one.borne_by, shared.BEARERS),
        in_page(one.receipt, shared.RECEIPTS),
    )
    return {
        "row": one,
        "item": in_page(one.item, shared.ITEMS),
        "amount": shown(low) if one.amount.exact else f"{shown(low)} – {shown(high)}",
        "told": told,
        "refunded": Money(one.refunded, one.amount.currency) if one.refunded else None,
        "typed": one.batch is None,
    }
