"""Khmer names by ear. Source of the two series of consonants: any grammar of Khmer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from saphan.domain.text.syllables.classes import Heard, heard

_FIRST = {
    "កខគឃ": "K", "ង": "G", "ចឆជឈ": "J", "ញ": "N", "ដឋឌឍតថទធ": "T", "ណន": "N", "បផពភ": "P",
    "ម": "M", "យ": "Y", "រលឡ": "L", "វ": "W", "សឝឞ": "S", "ហ": "H", "អ": "",
}  # fmt: skip
_CLASS = {letter: sound for letters, sound in _FIRST.items() for letter in letters}
#: Consonants of the second series, which colour the vowel after them.
_SECOND = frozenset("គឃងជឈញឌឍទធនពភមយរលវ")
_TO_FIRST, _TO_SECOND = "\u17c9", "\u17ca"
#: Vowels after the first and after the second series; none at the end stands for the inherent one.
_VOWELS = {
    "ា": ("A", "AI"), "ិ": ("I", "I"), "ី": ("I", "I"), "ឹ": ("OI", "IO"), "ឺ": ("OI", "OI"),
    "ុ": ("O", "O"), "ូ": ("O", "O"), "ួ": ("O", "O"), "ើ": ("OI", "OI"), "ឿ": ("O", "O"),
    "ៀ": ("I", "I"), "េ": ("I", "I"), "ែ": ("I", "I"), "ៃ": ("I", "I"), "ោ": ("O", "O"),
    "ៅ": ("O", "O"), "័": ("A", "AI"), "": ("AO", "OA"),
}  # fmt: skip
_ALONE = {
    "ឥ": "I", "ឦ": "I", "ឧ": "O", "ឩ": "O", "ឪ": "O", "ឯ": "I", "ឰ": "I", "ឱ": "O", "ឲ": "O",
    "ឳ": "O",
}  # fmt: skip
_LIQUID = {"ឫ": "I", "ឬ": "I", "ឭ": "I", "ឮ": "I"}
_DEAD = re.compile("[ក-អ]\u17cd")
_STACK = re.compile(
    "([ក-អ])((?:\u17d2[ក-អ])*)([\u17c9\u17ca]?)([\u17b6-\u17c5\u17d0]?)([\u17c6\u17c7]?)|([ឥ-ឳ])"
)
_COENG = "\u17d2"
#: Two bare consonants after an open syllable are one of their own: so-phal.
_BEGINS_ANEW = 2


@dataclass(slots=True)
class _Open:
    """A syllable being read: ``end`` is None while a consonant may still end it."""

    first: str
    vowel: str
    inherent: bool
    end: str | None = None

    def heard(self) -> Heard:
        """The ways it may be heard; an inherent vowel that nothing ends is short and open."""
        vowel = "A" if self.inherent and self.end is None else self.vowel
        return heard(self.first, vowel, self.end or "")


def khmer(word: str) -> list[Heard]:
    """The syllables of a word in Khmer letters, whatever stands between them."""
    plain = re.sub("[\u17cb\u17cc]", "", _DEAD.sub("", word))
    stacks = list(_STACK.finditer(plain))
    read: list[_Open] = []
    for at, found in enumerate(stacks):
        letter, below, shift, sign, mark, alone = found.groups()
        is_open = bool(read) and read[-1].end is None
        if alone:
            first = "L" if alone in _LIQUID else ""
            read.append(_Open(first, _LIQUID.get(alone) or _ALONE[alone], inherent=False))
        elif is_open and not (sign or mark) and _bare_run(stacks, at) != _BEGINS_ANEW:
            _close(read[-1], letter)
        else:
            letters = [letter, *below.replace(_COENG, "")]
            if is_open and _splits(letters):
                _close(read[-1], letters.pop(0))
            read.append(_begun(letters[0], shift, sign, mark))
    return [one.heard() for one in read]


def _bare_run(stacks: list[re.Match[str]], at: int) -> int:
    """How many consonants without a vowel follow each other from here on."""
    bare = (not (found[4] or found[5] or found[6]) for found in stacks[at:])
    return sum(1 for _ in takewhile(bool, bare))


def _begun(letter: str, shift: str, sign: str, mark: str) -> _Open:
    second = (letter in _SECOND or shift == _TO_SECOND) and shift != _TO_FIRST
    begun = _Open(_CLASS[letter], _VOWELS[sign][second], inherent=not sign)
    if mark == "\u17c6":
        begun.end = "N"
    elif mark:
        begun.end, begun.inherent = "", False
    return begun


def _splits(letters: list[str]) -> bool:
    """Whether of letters on top of each other the first ends the syllable before."""
    return len(letters) > 1 and (letters[1] not in "រលយវ" or letters[0] in "ងញណនម")


def _close(syllable: _Open, letter: str) -> None:
    """End a syllable with a consonant; y and w become part of its vowel, r is silent."""
    syllable.end = "N" if letter in "ងញណនមលឡ" else "" if letter in "រយវ" else "T"
    if letter in "យវ":
        syllable.vowel, syllable.inherent = ("I" if letter == "យ" else "O"), False
