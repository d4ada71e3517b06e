"""People on papers: numbers, codes and names in two scripts side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Names shorter than this are not looked for in free text: they are part of other words.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Named:
    """One person on a paper: her number in the case, her code, her names as far as known."""

    number: int
    code: str
    own: str = ""
    document: str = ""
    thai: str = ""

    def __repr__(self) -> str:
        """Only the number, so that no log or error page shows a person."""
        return f"Named({self.number})"


def both_names(one: Named) -> tuple[str, ...]:
    """Her name in her own script and as in her document; the same one only once."""
    names = [*dict.fromkeys(name for name in (one.own, one.document) if name)]
    return (names[0], " / ", names[1]) if len(names) == 2 else tuple(names or [one.code])


def without(text: str, names: Iterable[str], *, instead: str) -> str:
    """The text with the whole names of people who are not on the paper replaced.

    Names below four letters stay: they are looked for by whoever reads the draft.
    """
    known = sorted({name for name in names if len(name) >= _SHORTEST}, key=len, reverse=True)
    if not known:
        return text
    return re.sub("|".join(map(re.escape, known)), lambda _: instead, text, flags=re.IGNORECASE)
