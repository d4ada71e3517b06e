"""Burmese names by ear. Source of the sounds of rhymes: any grammar of standard Burmese."""

from __future__ import annotations

import re

from saphan.domain.text.syllables.classes import Heard, heard

_FIRST = {
    "ကခဂဃ": "K", "င": "G", "စဆဇဈ": "S", "ညဉ": "N", "ဋဌဍဎတထဒဓ": "T", "ဏန": "N", "ပဖဗဘ": "P",
    "မ": "M", "ယ": "Y", "ရ": "YL", "လဠ": "L", "ဝ": "W", "သဿ": "T", "ဟ": "H", "အ": "",
}  # fmt: skip
_CLASS = {letter: sound for letters, sound in _FIRST.items() for letter in letters}
#: Vowels that stand alone.
_ALONE = {"ဣ": "I", "ဤ": "I", "ဥ": "O", "ဦ": "O", "ဧ": "I", "ဩ": "O", "ဪ": "O"}
_VOWELS = {
    "": "A", "\u102c": "A", "\u102b": "A", "\u102d": "I", "\u102e": "I", "\u102f": "O",
    "\u1030": "O", "\u1031": "I", "\u1032": "I", "\u102d\u102f": "O",
}  # fmt: skip
_TONES = re.compile("[\u1037\u1038]")
_Y, _R, _W, _H, _ASAT, _DOT = "\u103b\u103c\u103d\u103e\u103a\u1036"
_SYLLABLE = re.compile(
    f"([က-အဿ])([{_Y}-{_H}]*)([\u102b-\u1032]*)({_ASAT}?{_DOT}?)((?:[က-အ]{_ASAT})?)|([ဣ-ဧဩဪ])"
    f"((?:[က-အ]{_ASAT})?)"
)


def burmese(word: str) -> list[Heard]:
    """The syllables of a word in Burmese letters (Unicode), whatever stands between them."""
    plain = _TONES.sub("", word).replace("\u1039", _ASAT)
    plain = re.sub(f"{_ASAT}+", _ASAT, plain).replace("\u102b", "\u102c")
    return [_syllable(found) for found in _SYLLABLE.finditer(plain)]


def _syllable(found: re.Match[str]) -> Heard:
    letter, beside, signs, after, last, alone, alone_last = found.groups()
    if alone:
        return heard("", _ALONE[alone], "N" if alone_last[:1] in ("န", "မ", "ံ") else "")
    first = _first(letter, beside)
    if "\u1031\u102c" in signs:
        return heard(first, "O", _end(last))
    if signs == "\u102d\u102f" and last:
        return heard(first, "I", _end(last) + "0")
    vowel = _VOWELS.get(signs, "A")
    if _DOT in after:
        return heard(first, vowel, "N")
    return heard(first, _vowel_before(last, vowel, signs, beside), _end(last))


def _first(letter: str, beside: str) -> str:
    """The first consonant with what stands beside it."""
    sound = _CLASS[letter]
    if sound == "K" and (_Y in beside or _R in beside):
        return "J"
    if sound == "G" and (_Y in beside or _R in beside):
        return "N"
    if letter in "ရလသ" and (_H in beside or letter == "သ") and (_Y in beside or letter == "ရ"):
        return "SJ"
    return sound


def _vowel_before(last: str, vowel: str, signs: str, beside: str) -> str:
    """The vowel as the consonant that ends the syllable colours it."""
    if signs or not last:
        return vowel
    if last[0] in "ကစငဉညယ":
        return "I"
    return "O" if _W in beside and last[0] in "နမတပ" else "A"


def _end(last: str) -> str:
    if not last or last[0] in "ညယဝရ":
        return ""
    return "N" if last[0] in "ငဉဏနမလ" else "T"
