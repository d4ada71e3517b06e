"""Cleaning text without harming any script."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from saphan.domain.text.zawgyi import LOOK_ALIKES, to_unicode

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
#: Marks without width: some are meaningful inside a word, all are noise at the ends of a text.
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_ENDS = re.compile(f"^[\\s{_NO_WIDTH}]+|[\\s{_NO_WIDTH}]+$")
_ANY_NO_WIDTH = re.compile(f"[{_NO_WIDTH}]+")
_SPACE = re.compile(r"\s+")
_BREAK = "\u200b"
_JOINERS = "\u200c\u200d"
#: Scripts without blanks between words, where a break without width tells a line where to end.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9fe\uaa60-\uaa7f]")

#: What keyboards of these scripts let through, and the one way it is written. Thai and Lao: the
#: sign of am in two pieces or before its tone, a tone before the vowel it stands above, ae as two
#: e. Burmese: u before i, the dot before u, letters by their look-alike. Khmer: vowels in two
#: pieces, letters that Unicode advises against.
_MENDED: tuple[tuple[str, str], ...] = (
    ("\u0e4d([\u0e48-\u0e4b]*)\u0e32", "\\1\u0e33"),
    ("\u0e33([\u0e48-\u0e4b]+)", "\\1\u0e33"),
    ("([\u0e48-\u0e4c]+)([\u0e31\u0e34-\u0e3a]+)", "\\2\\1"),
    ("\u0e40\u0e40", "\u0e41"),
    ("\u0ecd([\u0ec8-\u0ecb]*)\u0eb2", "\\1\u0eb3"),
    ("\u0eb3([\u0ec8-\u0ecb]+)", "\\1\u0eb3"),
    ("([\u0ec8-\u0ecc]+)([\u0eb1\u0eb4-\u0ebb]+)", "\\2\\1"),
    ("\u0ec0\u0ec0", "\u0ec1"),
    ("([\u102f\u1030])([\u102d\u102e])", "\\2\\1"),
    ("\u1036([\u102f\u1030])", "\\1\u1036"),
    *LOOK_ALIKES,
    ("\u17c1\u17b6", "\u17c4"),
    ("\u17c1\u17b8", "\u17be"),
    ("\u17a3", "\u17a2"),
    ("\u17a4", "\u17a2\u17b6"),
)
_MENDS = tuple((re.compile(typed), meant) for typed, meant in _MENDED)
_TO_MEND = re.compile("|".join(typed for typed, _ in _MENDED))


def clean(value: object) -> str:
    """The cell as one line of text: composed (NFC), mended, without blanks at the ends.

    White space inside becomes one blank; a whole float loses its ``.0``; a date is written in
    ISO form; Zawgyi becomes Unicode and what keyboards let through is written the one right way.
    Of the signs without width only those stay that tell a line of Thai, Lao, Burmese or Khmer
    where to break, and joiners between letters that are not Latin; ``fold`` drops these too.
    """
    text = _as_text(value)
    return _one_line(text if text.isascii() else _mended(text))


def tidy(text: str) -> str:
    """Free text as people hand it in: every line as ``clean`` leaves it.

    At most one blank line stands between two others, none at the ends.
    """
    lines = [_one_line(line) for line in (text if text.isascii() else _mended(text)).splitlines()]
    kept = (line for at, line in enumerate(lines) if line or (at and lines[at - 1]))
    return "\n".join(kept).strip("\n")


def _one_line(text: str) -> str:
    return _ENDS.sub("", _SPACE.sub(" ", _CONTROL.sub("", text)))


def _mended(text: str) -> str:
    """Composed and in Unicode, each sign in its one right place."""
    text = _ANY_NO_WIDTH.sub(_needed, _CONTROL.sub("", text))
    text = to_unicode(unicodedata.normalize("NFC", text))
    while _TO_MEND.search(text):
        for typed, meant in _MENDS:
            text = typed.sub(meant, text)
        text = unicodedata.normalize("NFC", text)
    return text


def _needed(found: re.Match[str]) -> str:
    """What has a meaning in a run of signs without width, by the letters on both sides."""
    sides = (
        found.string[found.start() - 1 : found.start()],
        found.string[found.end() : found.end() + 1],
    )
    if _BREAK in found[0] and all(map(_UNSPACED.match, sides)):
        return _BREAK
    if all(side and not side.isascii() and not side.isspace() for side in sides):
        return next((sign for sign in found[0] if sign in _JOINERS), "")
    return ""


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
    text = _as_text(value)
    text = text if text.isascii() else _ANY_NO_WIDTH.sub("", text)
    return western_digits(clean(text)).casefold()


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
