"""Names in Latin letters by ear, as clerks in the five countries write them."""

from __future__ import annotations

import re
import unicodedata

from saphan.domain.text.syllables.classes import NONE, Heard, heard

#: How a syllable may begin, the longest first, and its class.
_FIRST = {
    "J": "ch chh j jh ky gy khy kyw gj tj",
    "K": "k kh g gh kr khr kl khl gr gl q qu c cr kw khw",
    "G": "ng ngw",
    "N": "n hn ny nh gn nw hny",
    "T": "t th ht d dh tr thr dr tw htw thw tt",
    "P": "p ph hp b bh f py phy hpy by pr phr pl br bl phl bw pw",
    "M": "m hm my hmy mw mr",
    "Y": "y",
    "L": "l r hl lh lw rh hlw",
    "W": "w v hw wh",
    "H": "h",
    "S": "s hs z ss sr sw zw",
    "SJ": "x sh shw",
}
_BEGINS = {begin: sound for sound, begins in _FIRST.items() for begin in begins.split()}
_BEGINS_LONGEST = sorted(_BEGINS, key=len, reverse=True)

#: Vowels whose last letter misleads.
_MISLEADING = {"oe": "O", "ue": "O", "oeu": "O", "uea": "O", "oa": "A", "eua": "O", "oue": "O"}
_PIECES = re.compile(
    r"(?P<before>(?:qu(?=[aeiouy])|[yw](?=[aeiouyw])|[^aeiouyw])*)"
    r"(?P<vowel>(?:[aeiou]|y(?![aeiou])|w(?![aeiouy]))+)"
)
#: Spellings that would be read in another way than they are meant, and what they stand for.
_SPELLINGS = (
    (re.compile("^mg$"), "maung"),
    (re.compile("aye(?![aeiou])"), "ay"),
    (re.compile("uye"), "uie"),
    (re.compile("([lr])\\1"), "\\1"),
    (re.compile("er(?![aeiouy])"), "oe"),
    (re.compile("(?<=o)ne(?![aeiouy])"), "n"),
)
#: An e that only lengthens: Khine, Htike. The i before it is heard as ai.
_SILENT_E = re.compile("(?<=[aiou])([nktlv])e$")


def latin(word: str) -> list[Heard]:
    """The syllables of a word in Latin letters, accents or not, whatever stands between them."""
    plain = _plain(word)
    shortened = _SILENT_E.sub(r"\1", plain)
    pieces = list(_PIECES.finditer(shortened))
    if not pieces:
        return []
    runs = [found["before"] for found in pieces]
    parted = [("", runs[0]), *map(_parted, runs[1:]), (shortened[pieces[-1].end() :], "")]
    read = [
        _syllable(_class(first), found["vowel"], end)
        for found, (_, first), (end, _) in zip(pieces, parted, parted[1:], strict=False)
    ]
    if shortened != plain and pieces[-1]["vowel"] == "i":
        read[-1] = _after_ai(read[-1])
    return _with_glides(read, runs, pieces)


def _with_glides(read: list[Heard], runs: list[str], pieces: list[re.Match[str]]) -> list[Heard]:
    """An a before y and another vowel is heard as ai as well: Xayavong."""
    return [
        (*one, *heard(one[0][0], "I", ""))
        if found["vowel"] == "a" and runs[at + 1 : at + 2] == ["y"]
        else one
        for at, (one, found) in enumerate(zip(read, pieces, strict=True))
    ]


def _plain(word: str) -> str:
    """Lower case, without accents, with d for its stroked form and one spelling for each sound."""
    bare = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    text = re.sub("[^a-z]", "", bare)
    for typed, meant in _SPELLINGS:
        text = typed.sub(meant, text)
    return text


def _class(begin: str) -> str:
    """The class of the consonants that begin a syllable, by the longest that is known."""
    known = next((one for one in _BEGINS_LONGEST if begin.startswith(one)), "")
    return _BEGINS.get(known, "")


def _parted(run: str) -> tuple[str, str]:
    """Consonants between two vowels as the end of one syllable and the beginning of the next."""
    if run.startswith("ng"):
        return "ng", run[2:]
    at = next((at for at in range(len(run)) if run[at:] in _BEGINS), len(run))
    return run[:at], run[at:]


def _syllable(first: str, vowel: str, end: str) -> Heard:
    if end and not end.strip("vw"):
        return heard(first, "O", "")
    closed = "N" if re.search("[mnl]", end) else "T" if re.search("[^rhyw]", end) else ""
    read = heard(first, _vowel(vowel), closed)
    return _after_ai(read) if closed and vowel in ("ai", "ay") else read


def _after_ai(read: Heard) -> Heard:
    """After ai the end of a syllable is often not heard."""
    return (*read, read[0][:2] + NONE)


def _vowel(letters: str) -> str:
    """The class of the vowel: what it ends in tells most."""
    if letters in _MISLEADING:
        return _MISLEADING[letters]
    last = letters[-1]
    if last in "iey":
        return "I"
    if last in "ouw":
        return "O"
    before = letters[:-1].rstrip("a")
    return "A" if not before else "I" if before[-1] in "iey" else "O"
