"""Zawgyi: Burmese in the code points of an old font, told apart from Unicode and turned into it.

Zawgyi uses the block U+1000-U+109F with other meanings and writes signs in the order of sight: an
``e`` before the consonant it follows. Whether a text is Zawgyi is a matter of likelihood, decided
with the Markov model of ``myanmartools`` (Google, Apache-2.0) and only at 0.95 and above, since
nobody looks at the result. Source of the table of signs: the glyphs of the font Zawgyi-One.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import lru_cache

from myanmartools import ZawgyiDetector

#: From here on a text is taken for Zawgyi, below the other it is Unicode. Between them the text
#: around decides, and alone it stays as it is.
CERTAIN = 0.95
UNLIKELY = 0.05

_BURMESE = re.compile("[\u1000-\u103f\u104a-\u109f]")
#: Letters of Mon, Karen, Shan, Pali and others that Zawgyi has no sign for: never Zawgyi.
_NEVER = re.compile(
    "[\u1022\u1028\u1035\u103e\u103f\u1050-\u1059\u105b-\u105f\u1098-\u109f"
    "\ua9e0-\ua9fe\uaa60-\uaa7f]"
)

#: The letters that stand below each other in Unicode: those of one row of the alphabet.
_ROWS = ("\u1000-\u1004", "\u1005-\u100a", "\u100b-\u100f", "\u1010-\u1014", "\u1015-\u1019")
#: What Unicode cannot have: a virama without a fitting letter below, an ``e`` or a medial ra before
#: its letter, a vowel on a dead letter, the signs of the old font. Without any of it the model may
#: be certain and wrong.
_ZAWGYI_ONLY = re.compile(
    "|".join(f"[{row}]\u1039(?![{row}])" for row in _ROWS)
    + "|\u1039(?![\u1000-\u1021])|[\u101a\u101b\u101d]\u1039"
    "|(?<![\u1000-\u102a\u103a-\u103f])[\u1031\u103b]"
    "|(?<![\u102b\u102c])\u103a[\u102b-\u102e\u1032\u1036]"
    "|[\u1033\u1034\u105a\u1060-\u1097]"
)

_E, _ASAT, _WA = "\u1031", "\u103a", "\u101d"
_KINZI = "\u1004\u103a\u1039"
_STACK = "\u1039"

#: Stacked consonants: the first sign of a run of signs, and the consonants they stand for.
_STACKED = (
    (0x1060, "ကခဂဃ"), (0x1065, "စဆဆဇဈ"), (0x106C, "ဋဌ"), (0x1070, "ဏတတထထဒဓနပဖဗဘမ"),
    (0x1085, "လ"), (0x1093, "ဘ"),
)  # fmt: skip
#: What else stands beside a letter, by its sign in Zawgyi.
_BESIDE = {
    **dict.fromkeys((0x103B, *range(0x107E, 0x1085)), "\u103c"),
    0x1033: "\u102f", 0x1034: "\u1030", 0x1039: _ASAT, 0x103A: "\u103b", 0x107D: "\u103b",
    0x103C: "\u103d", 0x103D: "\u103e", 0x1087: "\u103e", 0x105A: "\u102b" + _ASAT,
    0x1064: _KINZI, 0x108B: _KINZI + "\u102d", 0x108C: _KINZI + "\u102e", 0x108D: _KINZI + "\u1036",
    0x1088: "\u103e\u102f", 0x1089: "\u103e\u1030", 0x108A: "\u103d\u103e", 0x108E: "\u102d\u1036",
    0x1094: "\u1037", 0x1095: "\u1037", 0x1096: _STACK + "တ\u103d",
    **{first + at: _STACK + one for first, all_ in _STACKED for at, one in enumerate(all_)},
}  # fmt: skip
#: Other shapes of letters, and letters with one below them.
_LETTERS = {
    0x106A: "ဉ", 0x106B: "ည", 0x108F: "န", 0x1090: "ရ", 0x1086: "ဿ", 0x1040: _WA,
    0x106E: "ဍ္ဍ", 0x106F: "ဍ္ဎ", 0x1091: "ဏ္ဍ", 0x1092: "ဋ္ဌ", 0x1097: "ဋ္ဋ",
}  # fmt: skip

_RA = "\u103b\u107e-\u1084"
_BASE = "\u1000-\u1021\u1023-\u1027\u1029\u102a" + "".join(map(chr, _LETTERS))
_MARK = (
    "\u102b-\u1030\u1032-\u1034\u1036-\u103a\u103c\u103d\u105a"
    "\u1060-\u1069\u106c\u106d\u1070-\u107d\u1085\u1087-\u108e\u1093-\u1096"
)
#: A letter with the signs before and after it; a sign of the next letter is none of it.
_SYLLABLE = re.compile(
    f"([{_E}{_RA}]*)([{_BASE}])((?:[{_MARK}]|[{_E}{_RA}](?![{_E}{_RA}]*[{_BASE}]))*)|[{_MARK}{_RA}]"
)
_SIGN = re.compile(f"{_KINZI}|{_STACK}.|.")
#: The order of signs after a letter; asat stays behind the sign that it follows.
#: Source: Unicode Technical Note 11, "Representing Myanmar in Unicode".
_PLACES = {sign: place for place, sign in enumerate("\u1039\u103b\u103c\u103d\u103e\u1031"
                                                    "\u102d\u102e\u1032\u102f\u1030\u102b\u102c"
                                                    "\u1036\u1037\u1038")}  # fmt: skip

_DIGIT = "\u1040-\u1049"
_LETTER_OR_SIGN = "\u1000-\u103d\u105a-\u1097"
#: A zero beside letters and not beside digits is the letter wa.
_ZERO_AS_WA = re.compile(
    f"(?<![{_DIGIT}.,])\u1040(?=[{_LETTER_OR_SIGN}])|(?<=[{_LETTER_OR_SIGN}])\u1040(?![{_DIGIT}])"
)
#: "The same": typed with a four, or one sign alone.
_AFOREMENTIONED = re.compile("(?:\u1044\u1004\u1039\u1038|\u104e(?:\u1004\u1039\u1038)?)")
#: What is typed with a look-alike, in Unicode as well: jha, nya before asat or above another
#: letter, long u.
LOOK_ALIKES = (
    ("\u1005\u103b", "\u1008"),
    ("\u1025\u103a", "\u1009\u103a"),
    ("\u1025\u1039", "\u1009\u1039"),
    ("\u1025\u102e", "\u1026"),
)


def to_unicode(text: str) -> str:
    """The text with what is Zawgyi in it as Unicode (NFC); everything else as it was.

    Each line is judged by itself; one that is too short to tell goes with the whole text. What
    would not be good Unicode afterwards is left alone.
    """
    if not _BURMESE.search(text):
        return text
    lines = text.splitlines(keepends=True)
    whole = likelihood(text) if len(lines) > 1 else 0.0
    return "".join(_line_to_unicode(line, whole) for line in lines)


def likelihood(text: str) -> float:
    """How likely the text is Zawgyi, 0 to 1.

    It is 0 without Burmese, with a letter that Zawgyi lacks, and when all of it could be Unicode.
    """
    if not _ZAWGYI_ONLY.search(text) or _NEVER.search(text):
        return 0.0
    found: float = _detector().get_zawgyi_probability(text)
    return max(0.0, found)


def converted(text: str) -> str:
    """The text, which must be Zawgyi, as Unicode (NFC)."""
    marked = _AFOREMENTIONED.sub("\u104e\u1004\u1039\u1038", _ZERO_AS_WA.sub(_WA, text))
    return unicodedata.normalize("NFC", _SYLLABLE.sub(_syllable, marked))


def _line_to_unicode(line: str, whole: float) -> str:
    alone = likelihood(line)
    if alone < CERTAIN and not (alone > UNLIKELY and whole >= CERTAIN):
        return line
    after = converted(line)
    return after if likelihood(after) <= UNLIKELY else line


@lru_cache(maxsize=1)
def _detector() -> ZawgyiDetector:
    with warnings.catch_warnings():
        # It opens its model by a function that Python 3.11 and 3.12 call old and 3.13 does not.
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()


def _syllable(found: re.Match[str]) -> str:
    """One letter with its signs in the order of Unicode; a sign without a letter by itself."""
    before, letter, after = found.groups()
    if letter is None:
        return _beside(found[0])
    if letter == "\u1040" and not before and not after:
        return letter
    signs = [_SIGN.findall("".join(map(_beside, side))) for side in (before, after)]
    kinzi = _KINZI if _KINZI in signs[1] else ""
    whole = kinzi + _LETTERS.get(ord(letter), letter) + "".join(_in_order(*signs))
    for typed, meant in LOOK_ALIKES:
        whole = whole.replace(typed, meant)
    return whole


def _beside(sign: str) -> str:
    return _BESIDE.get(ord(sign), sign)


def _in_order(before: list[str], after: list[str]) -> list[str]:
    """The signs in their places, each once, without the kinzi that stands before the letter."""
    placed = {(float(_PLACES[sign]), sign): None for sign in before}
    place = -1.0
    for sign in after:
        if sign != _KINZI:
            place = place + 0.5 if sign == _ASAT else _PLACES[sign[0]]
            placed[place, sign] = None
    return [sign for _, sign in sorted(placed, key=lambda one: one[0])]
