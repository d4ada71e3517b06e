"""The forms of a referral: choosing a service, asking it, writing down its answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.casework import Urgency
from saphan.domain.care.codes import Need
from saphan.domain.care.referral import LEAST, Detail, Means, Refusal, Reply, Via
from saphan.domain.people.consent import Medium
from saphan.domain.text import western_digits
from saphan.foundation.figures import language_now
from saphan.foundation.forms import DayField, HouseForm, OpenChoice
from saphan.foundation.provinces import provinces_said
from saphan.foundation.words import OWN_NAMES
from saphan.pillars.care.actions.referrals import Request
from saphan.pillars.care.forms import labels, referral_labels

_SHORT = {"class": "short", "inputmode": "numeric"}
#: Who should help, by the code that is kept.
STAFF = {"woman": _("A woman"), "man": _("A man")}


class ChooseForm(HouseForm):
    """What is needed, and what must fit. Read from the address, so that it can be linked."""

    need = OpenChoice(label=_("What is needed"), required=False)
    language = OpenChoice(label=_("Language"), required=False)
    province = OpenChoice(label=_("Province"), required=False)
    no_papers = forms.BooleanField(label=_("Does not ask for papers"), required=False)
    open_now = forms.BooleanField(label=_("Open now"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer: dict[str, list[tuple[str, Any]]] = {
            "need": [("", _("Anything")), *labels.choices(referral_labels.NEEDS)],
            "language": [("", _("Any language")), *OWN_NAMES.items()],
            "province": [("", _("Any province")), *provinces_said(language_now())],
        }
        _offer(self, offer)


class ReferForm(HouseForm):
    """What is asked of a service, for whom, and what may be told.

    A tick beside a person says that she agreed, today, that this organisation is told.
    """

    members = forms.MultipleChoiceField(
        label=_("Who agrees that they are told?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick those who agree. Nobody is referred without.")},
    )
    medium = forms.ChoiceField(label=_("How they agreed"))
    need = forms.ChoiceField(label=_("What is needed"))
    urgency = forms.ChoiceField(label=_("Urgency"))
    reason = forms.CharField(
        label=_("Why, in three lines at most"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names of people; they are told by what is ticked below."),
    )
    details = forms.MultipleChoiceField(
        label=_("What they may be told besides"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of these needs a signed protocol with them."),
    )
    withheld = forms.CharField(
        label=_("What must not be disclosed, and to whom"), required=False, max_length=200
    )
    staff_sex = OpenChoice(label=_("Who should help"), required=False)
    means = forms.ChoiceField(label=_("How it goes to them"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        more = {one: word for one, word in referral_labels.DETAILS.items() if one not in LEAST}
        offer: dict[str, list[tuple[str, Any]]] = {
            "members": [(str(key), name) for key, name in people],
            "medium": [*labels.choices(labels.MEDIA)],
            "need": [*labels.choices(referral_labels.NEEDS)],
            "urgency": [*labels.choices(labels.URGENCIES)],
            "details": [*labels.choices(more)],
            "staff_sex": [("", _("Anybody")), *STAFF.items()],
            "means": [*labels.choices(referral_labels.MEANS)],
        }
        _offer(self, offer)

    def request(self, *, language: str) -> Request:
        """What is asked, as the action takes it."""
        said = self.cleaned_data
        return Request(
            need=Need(said["need"]),
            urgency=Urgency(said["urgency"]),
            reason=said["reason"],
            withheld=said["withheld"],
            details=LEAST | {Detail(one) for one in said["details"]},
            language=language,
            staff_sex=said["staff_sex"],
        )

    @property
    def agreed(self) -> tuple[list[UUID], Medium]:
        """Who agreed, and how."""
        said = self.cleaned_data
        return [UUID(one) for one in said["members"]], Medium(said["medium"])

    @property
    def by_means(self) -> Means:
        """How it travels."""
        return Means(self.cleaned_data["means"])


class ReplyForm(HouseForm):
    """What a receiver answers: a page without an account, or a slip that came back."""

    reply = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    why = OpenChoice(label=_("If you refuse: why"), required=False)
    appointment = DayField(
        label=_("If there is an appointment: the day"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    clock = forms.CharField(
        label=_("and the time"),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={**_SHORT, "placeholder": "09:00"}),
    )
    words = forms.CharField(
        label=_("What else we should know"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, replies: Iterable[Reply], **options: Any) -> None:
        super().__init__(*args, **options)
        possible = {one: referral_labels.REPLIES[one] for one in replies}
        offer: dict[str, list[tuple[str, Any]]] = {
            "reply": [*labels.choices(possible)],
            "why": [("", _("–")), *labels.choices(referral_labels.REFUSALS)],
        }
        _offer(self, offer)

    def clean_clock(self) -> time | None:
        """The time of the day; nine o'clock is written 9, 9.00 or 09:00."""
        text = western_digits(self.cleaned_data["clock"]).replace(".", ":").strip()
        if not text:
            return None
        hours, _sep, minutes = text.partition(":")
        try:
            return time(int(hours), int(minutes or 0))
        except ValueError as wrong:
            raise forms.ValidationError(_("Enter a time, for example 09:30.")) from wrong

    def told(self) -> dict[str, Any]:
        """What was answered, as the action takes it."""
        said = self.cleaned_data
        day, clock = said["appointment"], said["clock"]
        when = None
        if day is not None:
            local = datetime.combine(day, clock or time(0))
            when = timezone.make_aware(local)
        return {
            "reply": Reply(said["reply"]),
            "why": Refusal(said["why"]) if said["why"] else None,
            "words": said["words"],
            "appointment": when,
        }


class SlipForm(ReplyForm):
    """An answer that came back on paper, by telephone or in person."""

    via = forms.ChoiceField(label=_("How the answer came"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reply"].label = _("Their answer")
        ways = {way: word for way, word in referral_labels.VIAS.items() if way is not Via.LINK}
        _offer(self, {"via": [*labels.choices(ways)]})

    def told(self) -> dict[str, Any]:
        """What was answered and how it came."""
        return {**super().told(), "via": Via(self.cleaned_data["via"])}


def _offer(form: forms.Form, offer: dict[str, list[tuple[str, Any]]]) -> None:
    for name, choices in offer.items():
        cast("forms.ChoiceField", form.fields[name]).choices = choices
