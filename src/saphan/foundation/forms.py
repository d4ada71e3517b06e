"""Forms that say every fault, and every choice, in words of the house and the page's language."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from copy import copy
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saphan.domain.period import PartialDate
from saphan.domain.text import parse_date, parse_number, tidy
from saphan.foundation.figures import language_now
from saphan.foundation.labels import named

Code = TypeVar("Code", bound=StrEnum)

ASK_DATE = _("Enter a date, for example 23.11.2026 or 11/2569.")

#: What is said where a field has no sentence of its own.
_WORDS = {
    "required": _("Answer this."),
    "invalid_choice": _("Choose one of the answers offered."),
    "max_length": _("This is too long; %(limit_value)d letters are the most."),
}


class HouseForm(forms.Form):
    """A form without a sentence of Django's, which exist in few of our languages.

    What is written into its fields of text is tidied before anything else reads it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            for code, words in _WORDS.items():
                if not _has_its_own(field, code):
                    field.error_messages[code] = words

    def full_clean(self) -> None:
        """Tidy what was written, then look at every field."""
        if tidied := self._tidied():
            data = cast("MutableMapping[str, object]", copy(self.data))
            for name, text in tidied.items():
                data[name] = text
            self.data = data
        super().full_clean()

    def _tidied(self) -> dict[str, str]:
        """What tidying changes in fields of text, by name; a password is never touched."""
        written = {
            self.add_prefix(name): self.data.get(self.add_prefix(name))
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField)
            and not isinstance(field.widget, forms.PasswordInput)
        }
        tidied = {name: tidy(text) for name, text in written.items() if isinstance(text, str)}
        return {name: text for name, text in tidied.items() if text != written[name]}


def _has_its_own(field: forms.Field, code: str) -> bool:
    given = field.error_messages.get(code)
    kinds = (vars(kind).get("default_error_messages", {}) for kind in type(field).__mro__)
    return given is not None and all(given is not kind.get(code) for kind in kinds)


class OpenChoice(forms.ChoiceField):
    """A choice whose blank answer has words of its own, so that its label needs no remark."""

    plain_label: ClassVar[bool] = True


def choices(words: Mapping[Code, str]) -> list[tuple[str, str]]:
    """Code and word of every choice."""
    return [(code.value, in_page(code, words)) for code in words]


def in_page(code: Code, words: Mapping[Code, str]) -> str:
    """The word for a code in the language of the page."""
    return named(code, words, language_now())


class DateField(forms.CharField):
    """A day, month or year in either era, as people write it."""

    def clean(self, value: Any) -> PartialDate | None:
        """The date. Raises ``ValidationError``."""
        text = super().clean(value)
        try:
            return parse_date(text)
        except ValueError as error:
            raise ValidationError(ASK_DATE) from error


class DayField(DateField):
    """A day in either era; gives the day with its month and year, None when left blank."""

    def clean(self, value: Any) -> Any:
        """The day as a ``date``. Raises ``ValidationError``."""
        found = super().clean(value)
        if found is not None and found.day is None:
            raise ValidationError(_("Enter the day, the month and the year."))
        return found.first if found else None


class NumberField(forms.CharField):
    """An exact number with any separators and digits of the scripts."""

    def clean(self, value: Any) -> Fraction | None:
        """The number. Raises ``ValidationError``."""
        try:
            found = parse_number(super().clean(value))
        except ValueError as error:
            raise ValidationError(_("Enter a number, for example 1,500.50.")) from error
        if found is not None and found < 0:
            raise ValidationError(_("An amount cannot be negative."))
        return found
