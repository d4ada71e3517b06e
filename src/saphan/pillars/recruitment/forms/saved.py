"""The forms of saved column mappings."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.text import clean

_MOST = 120


class _TitleField(forms.CharField):
    """A title without blanks at its ends; its hint says what a blank one means."""

    plain_label: ClassVar[bool] = True

    def clean(self, value: object) -> str:
        """The title. Raises ``ValidationError``."""
        return clean(super().clean(value))


class KeepForm(forms.Form):
    """Whether the choices are saved for the next file, and under which name."""

    title = _TitleField(
        label=_("Save these choices for the next file, as"),
        max_length=_MOST,
        required=False,
        help_text=_(
            "For example the name of the factory's list, never a person's. The same name replaces "
            "what was saved before. Left blank, nothing is saved."
        ),
        error_messages={"max_length": _("Choose a shorter name.")},
    )


class RenameForm(forms.Form):
    """Another name for a saved mapping."""

    title = _TitleField(
        label=_("Name"),
        max_length=_MOST,
        error_messages={
            "required": _("Enter a name."),
            "max_length": _("Choose a shorter name."),
        },
    )
