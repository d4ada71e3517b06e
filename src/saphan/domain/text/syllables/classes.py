"""What the ear keeps of a syllable when a name goes from one script into another.

A class of the first consonant, one of the vowel, one of the end. Breath, voice and tone are lost on
the way (``ph`` and ``b``, ``Htun`` and ``Tun``), so they are left out.

=========  ==========================================================================
First      ``K T P J S`` stops and sibilants, ``N M G`` nasals (G is ng), ``Y L W H``, 0 none
Vowel      ``A`` open, ``I`` in front or ending in i, ``O`` at the back or ending in u
End        ``N`` nasal or l, ``T`` stopped, 0 open
=========  ==========================================================================
"""

from __future__ import annotations

from itertools import product

#: One syllable: the ways in which it may be heard, such as ("KON",) or ("SIT", "JIT").
Heard = tuple[str, ...]

NONE = "0"


def heard(first: str, vowel: str, end: str) -> Heard:
    """The ways of a syllable; several letters of one part are ways to hear it. Empty: none."""
    return tuple(map("".join, product(first or NONE, vowel, end or NONE)))
