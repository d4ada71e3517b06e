"""The form for a file of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.care.evidence import LARGEST
from saphan.foundation.forms import HouseForm, OpenChoice
from saphan.pillars.care.forms import labels


class EvidenceForm(HouseForm):
    """One file, what it shows, and whose it is."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A picture, a PDF, a recording or a document; at most 50 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    kind = forms.ChoiceField(label=_("What it shows"))
    title = forms.CharField(label=_("In words"), required=False, max_length=200)
    member = OpenChoice(label=_("Of whom"), required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        everybody = [("", _("Of everybody"))]
        kinds, whose = self.fields["kind"], self.fields["member"]
        cast("forms.ChoiceField", kinds).choices = labels.choices(labels.EVIDENCE)
        cast("forms.ChoiceField", whose).choices = [
            *everybody,
            *((str(key), name) for key, name in people),
        ]

    def clean_file(self) -> Any:
        """The file, when it is not too large to be looked at."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 50 MB; nothing of it was kept. Send a part of it.")
            )
        return file
