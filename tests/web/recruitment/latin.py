"""Which Latin words may stand on a Thai page: data, and names of things."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEPT = re.compile(
    "|".join(
        (
            r"Invented(?: [A-Za-z]+)*",
            r"\b(?:Saphan|English|KoboToolbox|ODK|XLSForm|JavaScript)\b",
            r"\b(?:XLSX?|ODS|CSV|JSON|PDF|HTML|UTF-8|ILO|MO[Uu]|MoU)\b",
            r"\b(?:THB|MMK|KHR|LAK|VND|USD)\b",
            r"\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b",
            r"\b[WI]\d+\b",
            r"\bgone-\w+",
            r"\b\w+\.(?:xlsx|csv|json)\b",
            r"https?:\S+",
            r"\b[a-z_]+(?:\.[a-z_-]+)+\b",  # the id of a rule
            r"\b[0-9a-f]{16}\b",  # the beginning of a fingerprint
        )
    )
)
_WORD = re.compile(r"[A-Za-z]{2,}")


def latin_words(text: str, quoted: Iterable[str] = ()) -> list[str]:
    """The Latin words of a text that are neither data nor names; ``quoted`` may stand as it is."""
    for known in sorted(quoted, key=len, reverse=True):
        text = text.replace(known, " ")
    return _WORD.findall(_KEPT.sub(" ", text))
