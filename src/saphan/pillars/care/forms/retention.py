"""The forms of keep or erase: until when and why it is kept; why everybody of a case is erased."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.people.records import ErasureReason
from saphan.foundation.forms import DayField, HouseForm
from saphan.foundation.ids import read_code
from saphan.pillars.care.forms import labels
from saphan.pillars.care.forms.people import ERASURE_REASONS


class KeepForm(HouseForm):
    """Until when records are kept, and why so long."""

    until = DayField(
        label=_("Keep until"),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the day.")},
    )
    why = forms.CharField(
        label=_("Why it is still needed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EraseCaseForm(HouseForm):
    """Why everybody of a case is erased, and its code once more, so that it is no other."""

    reason = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        initial=ErasureReason.NO_LONGER_NEEDED.value,
    )
    code = forms.CharField(
        label=_("Write the code of this case"),
        help_text=_("Erasing cannot be undone: nothing is kept that could bring it back."),
        max_length=60,
    )

    def __init__(self, *args: Any, case_code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case_code = case_code
        cast("forms.ChoiceField", self.fields["reason"]).choices = labels.choices(ERASURE_REASONS)

    def clean_code(self) -> str:
        """The code, when it is that of the case."""
        code = read_code(str(self.cleaned_data["code"]))
        if code != self.case_code:
            raise forms.ValidationError(_("This is not the code of this case."))
        return code
