"""The form for what shows how somebody agreed: a signature, a thumb print, a recording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.evidence import LARGEST
from saphan.domain.people.consent import Medium
from saphan.foundation.forms import HouseForm

#: What the field is called, what it says, which files the device offers, which camera it opens.
_FIELDS: Mapping[Medium, tuple[str | Promise, str | Promise, str, str]] = {
    Medium.SIGNATURE: (
        _("A picture of the signature"),
        _("A photo of the signed page, or a PDF of it; at most 50 MB."),
        "image/*,application/pdf",
        "environment",
    ),
    Medium.THUMB_PRINT: (
        _("A picture of the thumb print"),
        _("A photo, near and in good light; at most 50 MB."),
        "image/*",
        "environment",
    ),
    Medium.AUDIO: (
        _("A recording of the voice"),
        _("She or he says what is agreed to, and the day; at most 50 MB."),
        "audio/*",
        "user",
    ),
}


class ConsentFileForm(HouseForm):
    """One file; a telephone offers its camera or its recorder."""

    file = forms.FileField(
        error_messages={
            "required": _("Nothing was drawn, photographed or chosen yet."),
            "empty": _("The file is empty."),
        }
    )

    def __init__(self, *args: Any, medium: Medium, **options: Any) -> None:
        super().__init__(*args, **options)
        file = self.fields["file"]
        label, hint, accept, capture = _FIELDS[medium]
        file.label, file.help_text = str(label), str(hint)
        file.widget.attrs |= {"accept": accept, "capture": capture}

    def clean_file(self) -> Any:
        """The file, when it is not too large to be looked at."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 50 MB; nothing of it was kept. Send a part of it.")
            )
        return file
