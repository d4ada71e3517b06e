"""The choices of a form in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, TypeVar

from django import forms

from saphan.foundation.figures import language_now
from saphan.pillars.recruitment.extract.spoken import named

Code = TypeVar("Code", bound=StrEnum)


class OpenChoice(forms.ChoiceField):
    """A choice whose blank answer has words of its own, so that its label needs no remark."""

    plain_label: ClassVar[bool] = True


def choices(words: Mapping[Code, str]) -> list[tuple[str, str]]:
    """Code and word of every choice."""
    return [(code.value, in_page(code, words)) for code in words]


def in_page(code: Code, words: Mapping[Code, str]) -> str:
    """The word for a code in the language of the page."""
    return named(code, words, language_now())
