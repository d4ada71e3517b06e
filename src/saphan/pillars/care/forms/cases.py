"""The forms of a case: changing it, writing down a step, closing, opening again, reviewing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.case import WRITABLE, CaseChanges, CaseRecord, CaseWords
from saphan.domain.care.casework import (
    Complaint,
    Outcome,
    Remedy,
    Risk,
    Route,
    Stage,
    StepKind,
    Stopped,
    Urgency,
)
from saphan.domain.text import parse_date
from saphan.foundation.figures import language_now
from saphan.foundation.forms import DateField, DayField, HouseForm, OpenChoice
from saphan.foundation.provinces import provinces_said
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.seen import read_seen, write_seen

_SHORT = {"class": "short", "inputmode": "numeric"}
_LONG = {"rows": 5}
YES_NO = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]


def day_field() -> DayField:
    """The day on which something was done."""
    return DayField(
        label=_("Day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )


class CaseForm(HouseForm):
    """What can be changed of a case.

    ``revision`` and ``seen`` travel along, so that nobody overwrites what she has not seen;
    for a field that somebody else changed meanwhile, ``take_NAME`` takes his version.
    """

    stage = forms.ChoiceField(label=_("Stage"))
    urgency = forms.ChoiceField(label=_("Urgency"))
    route = OpenChoice(label=_("Way to a remedy"), required=False)
    complaints = forms.MultipleChoiceField(
        label=_("What it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    happened = DateField(
        label=_("When it happened"),
        required=False,
        max_length=40,
        help_text=_("A day, a month or a year, in either era."),
        widget=forms.TextInput(attrs=_SHORT),
    )
    province = OpenChoice(label=_("Province"), required=False)
    story = forms.CharField(
        label=_("What happened"), required=False, widget=forms.Textarea(attrs=_LONG)
    )
    wish = forms.CharField(
        label=_("What they want"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    risks = forms.MultipleChoiceField(
        label=_("Risks"), required=False, widget=forms.CheckboxSelectMultiple
    )
    risk_note = forms.CharField(
        label=_("About the risks"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        language = language_now()
        nothing = [("", _("Not decided"))]
        _offer(self, "stage", labels.choices(_without_closed(labels.STAGES)))
        _offer(self, "urgency", labels.choices(labels.URGENCIES))
        _offer(self, "route", [*nothing, *labels.choices(labels.ROUTES)])
        _offer(self, "complaints", labels.choices(labels.COMPLAINTS))
        _offer(self, "risks", labels.choices(labels.RISKS))
        _offer(self, "province", [("", _("Not known")), *provinces_said(language)])

    def changes(self) -> CaseChanges:
        """What the form says, as the action takes it."""
        return _changes(self.cleaned_data)

    def seen_before(self) -> CaseChanges:
        """What stood there when the form was opened; nothing when somebody tampered with it."""
        try:
            kept = read_seen(self.cleaned_data["seen"])
            happened = kept.get("happened")
            return _changes({**kept, "happened": parse_date(happened) if happened else None})
        except (ValueError, KeyError, TypeError, AttributeError):
            return CaseChanges()


def initial(case: CaseRecord, words: CaseWords) -> dict[str, object]:
    """What the form shows first."""
    said: dict[str, object] = {
        "stage": case.stage.value,
        "urgency": case.urgency.value,
        "route": case.route.value if case.route else "",
        "complaints": [one.value for one in case.complaints],
        "happened": str(words.happened) if words.happened else "",
        "province": case.province,
        "story": words.story,
        "wish": words.wish,
        "risks": [one.value for one in case.risks],
        "risk_note": words.risk_note,
    }
    return {**said, "revision": case.revision, "seen": write_seen(said)}


class StepForm(HouseForm):
    """Something that was done or happened, on a day."""

    kind = forms.ChoiceField(label=_("What"))
    on = DayField(
        label=_("Day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    words = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        writable = {kind: word for kind, word in labels.STEPS.items() if kind in WRITABLE}
        _offer(self, "kind", labels.choices(writable))

    @property
    def step(self) -> StepKind:
        """The kind that was chosen."""
        return StepKind(self.cleaned_data["kind"])


class CloseForm(HouseForm):
    """How a case ended."""

    outcome = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect)
    on = DayField(
        label=_("Day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    remedies = forms.MultipleChoiceField(
        label=_("Besides money"), required=False, widget=forms.CheckboxSelectMultiple
    )
    satisfied = OpenChoice(label=_("Are they content?"), required=False, choices=YES_NO)
    retaliated = OpenChoice(label=_("Was there retaliation?"), required=False, choices=YES_NO)
    words = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "outcome", labels.choices(labels.OUTCOMES))
        _offer(self, "remedies", labels.choices(labels.REMEDIES))

    def told(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        return {
            "on": said["on"],
            "outcome": Outcome(said["outcome"]),
            "remedies": [Remedy(one) for one in said["remedies"]],
            "satisfied": yes_no(said["satisfied"]),
            "retaliated": yes_no(said["retaliated"]),
            "words": said["words"],
        }


class ReviewForm(HouseForm):
    """How it is, months later."""

    on = DayField(
        label=_("Day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    satisfied = OpenChoice(label=_("Are they content?"), required=False, choices=YES_NO)
    retaliated = OpenChoice(label=_("Was there retaliation?"), required=False, choices=YES_NO)
    words = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReopenForm(HouseForm):
    """Why a closed case goes on."""

    on = DayField(
        label=_("Day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    words = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class StopForm(HouseForm):
    """A member stops; nobody has to say why."""

    on = DayField(
        label=_("Day"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    why = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect, initial=Stopped.NOT_SAID)
    words = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "why", labels.choices(labels.STOPPED))


def yes_no(answer: str) -> bool | None:
    """Yes, no, or not known."""
    return {"yes": True, "no": False}.get(answer)


def day_said(day: date | None) -> str:
    """A day as a field shows it first."""
    return day.isoformat() if day else ""


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


def _without_closed(words: labels.Words[Stage]) -> dict[Stage, Any]:
    return {stage: word for stage, word in words.items() if stage is not Stage.CLOSED}


def _changes(said: Mapping[str, Any]) -> CaseChanges:
    return CaseChanges(
        stage=Stage(said["stage"]),
        urgency=Urgency(said["urgency"]),
        route=Route(said["route"]) if said["route"] else None,
        complaints=tuple(Complaint(one) for one in said["complaints"]),
        risks=tuple(Risk(one) for one in said["risks"]),
        happened=said["happened"],
        province=said["province"],
        story=said["story"],
        wish=said["wish"],
        risk_note=said["risk_note"],
    )
