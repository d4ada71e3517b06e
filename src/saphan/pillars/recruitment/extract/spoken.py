"""Codes of the fee audit as words of one language, for pages and papers alike."""

from __future__ import annotations

from saphan.foundation.labels import CATALOGUES as CATALOGUES
from saphan.foundation.words import Said, Words


def spoken(msgid: str, language: str, **facts: object) -> Said:
    """A sentence of the fee audit in a language, English where it is not translated."""
    return Words(language, *CATALOGUES).told(msgid, facts)
