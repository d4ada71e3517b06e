"""Syllables by ear: what a name in one of six scripts sounds like, in classes that all share."""

from __future__ import annotations

import re

from saphan.domain.text.syllables.burmese import burmese
from saphan.domain.text.syllables.classes import Heard
from saphan.domain.text.syllables.khmer import khmer
from saphan.domain.text.syllables.latin import latin
from saphan.domain.text.syllables.thai import thai

__all__ = ["Heard", "syllables"]

_RUNS = re.compile(
    "(?P<thai>[\u0e00-\u0eff]+)|(?P<burmese>[\u1000-\u109f]+)|(?P<khmer>[\u1780-\u17ff]+)"
    "|(?P<latin>[A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]+)"
)
_READERS = {"thai": thai, "burmese": burmese, "khmer": khmer, "latin": latin}


def syllables(word: str) -> list[Heard]:
    """The syllables of a word as they are heard; letters of other scripts are not."""
    return [
        one for found in _RUNS.finditer(word) for one in _READERS[str(found.lastgroup)](found[0])
    ]
