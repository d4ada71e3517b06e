"""Hand-offs on the screen: from a fee audit to a case, from a case to the protocol, back home."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from saphan.domain.money import Currency, Money, half_up
from saphan.domain.people.consent import Answer, Medium, Purpose, State
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.banners import tell
from saphan.foundation.forms import DayField, HouseForm, OpenChoice
from saphan.foundation.guards import needs
from saphan.foundation.words import OWN_NAMES
from saphan.handoffs import (
    Overcharged,
    case_from_overcharge,
    claim_follows,
    overcharged,
    protocol_from_indicators,
)
from saphan.people.actions.consent import record_consent
from saphan.people.queries import Viewer, member_of
from saphan.pillars.care.forms import labels
from saphan.pillars.care.queries.cases import case as case_called
from saphan.pillars.care.queries.cases import members


class AgreedForm(HouseForm):
    """What the worker answered when she was asked whether a record may be kept."""

    agreed = forms.BooleanField(
        label=gettext_lazy("She or he agreed today that we keep a record"), required=False
    )
    medium = OpenChoice(label=gettext_lazy("How they agreed"), required=False)
    language = OpenChoice(label=gettext_lazy("In which language"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ChoiceField", self.fields["medium"]).choices = labels.choices(labels.MEDIA)
        language = cast("forms.ChoiceField", self.fields["language"])
        language.choices = [("", gettext_lazy("–")), *OWN_NAMES.items()]

    def clean(self) -> dict[str, Any]:
        """A yes has a language in which it was asked."""
        said = super().clean() or self.cleaned_data
        if said.get("agreed") and not said.get("language"):
            self.add_error("language", _("Choose the language in which you asked."))
        return said


class ReturnForm(HouseForm):
    """When a returnee is asked how it goes."""

    on = DayField(
        label=gettext_lazy("Ask how it goes on"),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Enter the day.")},
    )


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def overcharge(request: HttpRequest, audit: str, interview: str) -> HttpResponse:
    """An overcharge that an interview shows opens a case, when the worker agreed to a record."""
    viewer = member_of(request.user)
    found = overcharged(viewer, audit_code=audit, interviews=[interview])
    if not found:
        raise Refused("handoff.nothing_owed")
    one = found[0]
    form = AgreedForm(request.POST or None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            code = _open(viewer, audit, one, form)
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("The case was opened. What was paid stands in its claim."))
            return redirect("care:case", code)
    facts = {
        "form": form,
        "refused": refused,
        "one": one,
        "owed": Money(half_up(one.owed * 100), Currency.THB),
        "asked": one.record is not State.GIVEN,
        "back": reverse("recruitment:interview", args=[audit, interview]),
    }
    status = 422 if form.errors or refused else 200
    return render(request, "web/hand_overcharge.html", facts, status=status)


@transaction.atomic
def _open(by: Viewer, audit: str, one: Overcharged, form: AgreedForm) -> str:
    """The consent of today, then the case; both or neither."""
    at, said = timezone.now(), form.cleaned_data
    if one.record is not State.GIVEN and said["agreed"]:
        medium = Medium(said["medium"] or Medium.SIGNATURE.value)
        record_consent(
            by=by,
            at=at,
            worker=one.worker,
            purpose=Purpose.RECORD,
            party=one.organisation,
            answer=Answer.GIVEN,
            language=said["language"],
            medium=medium,
            witness=by.code if medium is Medium.WITNESSED else "",
        )
    return case_from_overcharge(by=by, at=at, audit_code=audit, interviews=[one.interview]).code


@needs("care.record")
@require_POST
def protocol(request: HttpRequest, case: str) -> HttpResponse:
    """Signs of forced labour open the protocol of the centre; nobody outside is told."""
    by, at = member_of(request.user), timezone.now()
    step = protocol_from_indicators(by=by, at=at, case=case)
    undo = reverse("care:strike", args=[case, step])
    tell(request, _("The protocol was opened. Nobody outside was told."), undo=undo)
    return redirect("care:case", case)


@needs("care.record")
@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """Somebody returned home; her open claim goes on, and she is asked again on a day."""
    by = member_of(request.user)
    found = case_called(by, code=case)
    person = next((one for one in members(by, case=found.id) if one.number == number), None)
    if person is None or person.worker is None:
        raise NotFound("member.unknown")
    form = ReturnForm(request.POST or None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        at, on = timezone.now(), form.cleaned_data["on"]
        try:
            claim_follows(by=by, at=at, worker=person.worker, on=on)
        except Refused as refusal:
            refused = refusal
        else:
            tell(request, _("The claim goes on. The day stands among what is due."))
            return redirect("care:member", found.code, number)
    facts = {"form": form, "refused": refused, "case": found, "number": number}
    status = 422 if form.errors or refused else 200
    return render(request, "web/hand_return.html", facts, status=status)
