"""Cleaning text without harming any script."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

#: Code points of the digit zero: Thai, Lao, Burmese, Shan, Khmer, fullwidth; nine more follow each.
_ZEROS = (0x0E50, 0x0ED0, 0x1040, 0x1090, 0x17E0, 0xFF10)
_DIGITS = {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}

#: A Burmese number in which the letter wa may be typed for zero; a wa that carries a mark is none.
_WA_FOR_ZERO = re.compile(
    "[\u1040-\u1049\u101d]+(?:[,.][\u1040-\u1049\u101d]+)*(?![\u102b-\u103e])"
)
_BURMESE_DIGIT = re.compile("[\u1040-\u1049]")
#: Control signs, signs that turn the direction of text, and code points that no file may hold:
#: halves of surrogate pairs and what XML excludes (XML 1.0, 2.2).
_CONTROL = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
#: Marks without width: meaningful between letters of a word, noise at the ends of a text.
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ENDS = re.compile(f"^[\\s{_NO_WIDTH}]+|[\\s{_NO_WIDTH}]+$")
_INNER_NO_WIDTH = re.compile(f"[{_NO_WIDTH}]")
_SPACE = re.compile(r"\s+")


def clean(value: object) -> str:
    """The cell as text: composed (NFC), without blanks or invisible marks at the ends.

    White space inside becomes one blank; a whole float loses its ``.0``; a date is written in
    ISO form; a joiner or break inside a word stays, since it carries meaning there.
    """
    text = _CONTROL.sub("", unicodedata.normalize("NFC", _as_text(value)))
    return _ENDS.sub("", _SPACE.sub(" ", text))


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        at_midnight = value.time() == time()
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    return str(value)


def fold(value: object) -> str:
    """The cell for comparison: cleaned, western digits, lower case, nothing without width."""
    return _INNER_NO_WIDTH.sub("", western_digits(clean(value))).casefold()


def western_digits(text: str) -> str:
    """The text with Thai, Lao, Burmese, Shan, Khmer and fullwidth digits as 0-9."""
    if text.isascii():
        return text
    return _WA_FOR_ZERO.sub(_with_zeros, text).translate(_DIGITS)


def _with_zeros(found: re.Match[str]) -> str:
    """The number with its zeros; a run of the letter alone is a word and stays."""
    number = found[0]
    return number.replace("\u101d", "\u1040") if _BURMESE_DIGIT.search(number) else number


def letters(text: str) -> int:
    """How many letters stand beside each other (marks above and below count nothing)."""
    return sum(unicodedata.category(letter) not in {"Mn", "Me", "Cf"} for letter in text)
