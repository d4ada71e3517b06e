"""Codes of the fee audit as words of one language, for pages and papers alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from saphan.foundation.words import Said, Words

Code = TypeVar("Code", bound=StrEnum)
CATALOGUES = ("fee_audit", "papers")


def spoken(msgid: str, language: str, **facts: object) -> Said:
    """A sentence of the fee audit in a language, English where it is not translated."""
    return Words(language, *CATALOGUES).told(msgid, facts)


def named(code: Code, words: Mapping[Code, str], language: str) -> str:
    """The word for a code."""
    return str(spoken(words[code], language))
