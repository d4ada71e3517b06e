"""The forms of the house itself."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from saphan.domain.text import clean


class LogInForm(forms.Form):
    """User name and password, with words of our own for every fault."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter your user name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password.")},
    )
    fields_without_draft: ClassVar[tuple[str, ...]] = ("password",)

    def clean_username(self) -> str:
        """The name without the blanks a phone keyboard adds."""
        return clean(self.cleaned_data["username"])
