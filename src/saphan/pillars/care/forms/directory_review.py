"""The forms around a service of the directory: finding, verifying, refusing, translating."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.codes import Translated
from saphan.domain.care.records import Translation
from saphan.foundation.forms import DayField, HouseForm
from saphan.pillars.care.forms import directory_labels as words
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.directory import MOST, in_lines

_SHORT = {"class": "short", "inputmode": "numeric"}


class FindForm(HouseForm):
    """What to list. Read from the address, so that it can be linked."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    until = DayField(
        label=_("To be looked at again by"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    waiting = forms.BooleanField(label=_("With a proposal that waits"), required=False)


class VerifyForm(HouseForm):
    """Who looked, when, and until when somebody should look again."""

    on = DayField(
        label=_("Verified on"),
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": _("Enter the day.")},
    )
    office = forms.CharField(
        label=_("By which office"), max_length=200, help_text=_("Never the name of a person.")
    )
    until = DayField(
        label=_("Look at it again by"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )


class RefuseForm(HouseForm):
    """Why a proposal is put aside; its editor reads it."""

    reason = forms.CharField(label=_("Why it is put aside"), max_length=300)


class TextsForm(HouseForm):
    """The texts of a service in one language, each with how it came to be."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, fields: dict[str, str], told: tuple[Translation, ...], **options: Any
    ) -> None:
        known = {one.field: one for one in told}
        first = {name: one.text for name, one in known.items()}
        first |= {f"{name}_state": one.state.value for name, one in known.items()}
        super().__init__(*args, initial={**first, **options.pop("initial", {})}, **options)
        self.originals = fields
        for name, original in fields.items():
            self.fields[name] = forms.CharField(
                label=cast("str", words.TOLD[name]),
                required=False,
                max_length=MOST,
                help_text=original,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"{name}_state"] = forms.ChoiceField(
                label=_("How this text came to be"),
                choices=labels.choices(words.STATES),
                initial=known[name].state.value if name in known else Translated.HUMAN.value,
            )

    def told(self, language: str) -> tuple[Translation, ...]:
        """The texts as a service holds them; one that is left blank is none."""
        said = self.cleaned_data
        return tuple(
            Translation(
                name,
                language,
                in_lines(said[name]),
                Translated(said[f"{name}_state"] or Translated.HUMAN.value),
            )
            for name in self.originals
            if said[name]
        )
