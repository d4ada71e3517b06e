"""Searching in six languages: one form for what is kept and for what is asked.

Method: section 7.2 of the handbook on services. No script is cut into words, since four of the six
write none: what was asked is found wherever it stands inside the text.
"""

from __future__ import annotations

import re
import unicodedata

from saphan.domain.text.cleaning import fold

#: The longest question that is looked at, in letters, and its words.
LONGEST, MOST_WORDS = 200, 10

_ACCENTS = re.compile("[\u0300-\u036f]")
#: One sound, two signs: d with a stroke, the two letters below a Khmer one that look the same, the
#: two shapes of Burmese aa.
_SAME = (("đ", "d"), ("\u17d2\u178a", "\u17d2\u178f"), ("\u102b", "\u102c"))
_SIGNS_OF_AM = (("\u0e4d\u0e32", "\u0e33"), ("\u0ecd\u0eb2", "\u0eb3"))


def search_form(text: str) -> str:
    """The text as it is kept and asked: folded, one shape of each letter, no punctuation.

    Accents stay. Each line stays one; a blank stands for every run of blanks and punctuation.
    """
    return "\n".join(filter(None, map(_line, text.splitlines())))


def bare(form: str) -> str:
    """A search form without the accents of Latin letters: ``tiền lương`` as ``tien luong``.

    Signs of other scripts are letters of their own and stay.
    """
    if not form.isascii():
        form = _ACCENTS.sub("", unicodedata.normalize("NFD", form))
        form = unicodedata.normalize("NFC", form)
        for one, other in _SAME:
            form = form.replace(one, other)
    return form


def asked(text: str) -> str:
    """A question as one line of the same form; empty when nothing is asked."""
    return " ".join(search_form(text[:LONGEST]).split()[:MOST_WORDS])


def _line(line: str) -> str:
    text = fold(line)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold()
        for parts, sign in _SIGNS_OF_AM:
            text = text.replace(parts, sign)
    return " ".join(text.translate(_SPACED).split())


class _Spaced(dict[int, int | str]):
    """By code point, a blank for punctuation and blanks, else the letter itself."""

    def __missing__(self, code: int) -> int | str:
        self[code] = " " if unicodedata.category(chr(code))[0] in "PCZ" else code
        return self[code]


_SPACED = _Spaced()
