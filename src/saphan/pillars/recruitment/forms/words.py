"""Forms that say every fault in words of the house, in the language of the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

#: What is said where a field has no sentence of its own.
_WORDS = {
    "required": _("Answer this."),
    "invalid_choice": _("Choose one of the answers offered."),
    "max_length": _("This is too long; %(limit_value)d letters are the most."),
}


class HouseForm(forms.Form):
    """A form without a sentence of Django's, which exist in few of our languages."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            for code, words in _WORDS.items():
                if not _has_its_own(field, code):
                    field.error_messages[code] = words


def _has_its_own(field: forms.Field, code: str) -> bool:
    given = field.error_messages.get(code)
    kinds = (vars(kind).get("default_error_messages", {}) for kind in type(field).__mro__)
    return given is not None and all(given is not kind.get(code) for kind in kinds)
