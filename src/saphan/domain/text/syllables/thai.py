"""Thai and Lao names by ear. Lao letters are read as the Thai ones they correspond to.

Thai leaves vowels and silent letters to the reader. What most names do is followed here; a word
that does otherwise gives another syllable, never an error.
"""

from __future__ import annotations

import re

from saphan.domain.text.syllables.classes import Heard, heard

#: Lao letters without a Thai twin (s or ch; ny), and a nasal that Thai writes as silent after ai.
_X, _NY, _NASAL = "\ue000", "\ue001", "\ue002"
_FIRST = {
    "กขฃคฅฆ": "K", "ง": "G", "จฉชฌ": "J", "ซศษส": "S", _X: "SJ", "ญ" + _NY: "NY",
    "ฎฏฐฑฒดตถทธ": "T", "ณน": "N", "บปผฝพฟภ": "P", "ม": "M", "ย": "Y", "รลฬ": "L", "ว": "W",
    "หฮ": "H", "อ": "",
}  # fmt: skip
_CLASS = {letter: sound for letters, sound in _FIRST.items() for letter in letters}
_LETTER = f"[ก-ฮ{_X}{_NY}]"

#: A silent letter; marks of tone; words whose letters mislead.
_NASAL_AFTER_AI = re.compile(f"(?<=[ใไ]{_LETTER})[นงม]์")
_SILENT = re.compile(f"(?:[ทดตกค]ร|ษณ|{_LETTER}[ิุ]?)์")
_MARKS = re.compile("[็-๎ฯๆฺ]")
_MISLEADING = (
    (re.compile(f"รร(?={_LETTER}(?![ะ-ู]))"), "ั"),
    (re.compile("รร"), "ัน"),
    (re.compile("พรหม"), "โพม"),
    (re.compile("(?<![เ-ไ])พร(?![ะ-ูณทม])"), "พอน"),
    (re.compile("(?<=[ะ-ูพน])([ตทช])ร(?![ะ-ู])"), r"\1"),
    (re.compile("(?<=[ะ-ู])(ต[ิุ]|ฒิ)$"), "ต"),
)

#: A consonant that ends a syllable: no vowel belongs to it.
_END = f"(?:{_LETTER}(?![ะ-ู]|อ(?![ะ-ูอ])|(?<=ส)ว[ะ-ู]))"
#: The consonants that begin one: a silent h or a second one that melts into the first, else one.
_BEGIN = (
    f"(?:ห(?=[งญณนมยรลว{_NY}]){_LETTER}|[กขคตปผพฟสศซจ]ร|[กขคปผพฟ]ล"
    f"|[กขคฮ]ว(?=[ะ-ู])|ลว(?=ิ)|[มพป]ย(?=[ิี])|{_LETTER})"
)
#: How syllables are written, the clearest first, and the vowel. B begins, E ends.
_WRITTEN = (
    ("เ B ีย (E?)", "I"), ("เ B ือ (E?)", "O"), ("เ B า (ะ?)", "O"), ("เ B อ (E?)", "O"),
    ("เ B [ิี] (E)", "O"), ("[เแ] B ั? (ะ|E|)", "I"), ("โ B (ะ|E|)", "O"),
    (f"[ใไ] B (ย|{_NASAL}|)", "I"), ("B ัว (E?)", "O"), ("B ั (E?)", "A"), ("B า (E?)", "A"),
    ("B (ำ)", "A"), ("B [ิี] (E?)", "I"), ("B [ึื] อ? (E?)", "O"), ("B [ุู] (E?)", "O"),
    ("B อ (E?)", "O"), ("B ะ ()", "A"), ("^ B ว (E)", "O"), ("B (E)", "O"),
    ("B ()", "A"),
)  # fmt: skip
_FORMS = tuple(
    (re.compile(form.replace(" ", "").replace("B", f"({_BEGIN})").replace("E", _END)), vowel)
    for form, vowel in _WRITTEN
)
_IMPLIED = len(_FORMS) - 2
_BARE = re.compile(f"{_END}+")
#: A run of so many bare consonants begins with one alone: na-khon, ka-mon.
_ONE_ALONE = 3
#: What is left after a closed syllable at the end of a word and is not heard: Chan(th), But(r).
_NOT_HEARD = re.compile(f"(?:{_LETTER}|ทร|ตร|ษณ|ษม)$")

_LAO_TO_THAI = {code: code - 0x80 for code in range(0x0E81, 0x0EDA)}
_LAO_TO_THAI |= {0x0E8A: ord(_X), 0x0E8D: ord(_NY), 0x0EBC: ord("ล"), 0x0ECD: ord("อ")}
_LAO_TO_THAI |= {0x0EDC: "หน", 0x0EDD: "หม"}  # type: ignore[dict-item]
_LAO = re.compile("[\u0e80-\u0eff]")
_LAO_VOWELS = (
    (re.compile("(.)\u0ebd"), "\u0ec0\\1\u0eb5\u0e8d"),
    (re.compile("\u0ebb\u0ea7"), "\u0eb1\u0ea7"),
    (re.compile("\u0ebb"), ""),
)


def thai(word: str) -> list[Heard]:
    """The syllables of a word in Thai or Lao letters, whatever stands between them."""
    text = _plain(word)
    syllables: list[Heard] = []
    at, closed = 0, False
    while at < len(text):
        if closed and _NOT_HEARD.match(text, at):
            break
        found, vowel = _next(text, at)
        if found is None:
            at += 1
            continue
        begin, end = found.groups()
        syllables.append(_syllable(begin, vowel, end))
        at, closed = found.end(), bool(end)
    return syllables


def _plain(word: str) -> str:
    """The word in Thai letters without tones, silent letters and what misleads."""
    if _LAO.search(word):
        for typed, meant in _LAO_VOWELS:
            word = typed.sub(meant, word)
        word = word.translate(_LAO_TO_THAI).replace(f"ี{_NY}", "ีย")
    text = _MARKS.sub("", _SILENT.sub("", _NASAL_AFTER_AI.sub(_NASAL, word)))
    for typed, meant in _MISLEADING:
        text = typed.sub(meant, text)
    return text


def _next(text: str, at: int) -> tuple[re.Match[str] | None, str]:
    run = _BARE.match(text, at)
    alone = run is not None and run.end() - at == _ONE_ALONE
    for number, (form, vowel) in enumerate(_FORMS):
        found = form.match(text, at)
        if found and not (alone and number == _IMPLIED):
            return found, vowel
    return None, ""


def _syllable(begin: str, vowel: str, end: str) -> Heard:
    """The syllable; y and w at its end are part of the vowel."""
    first = _CLASS[begin[1] if begin[0] == "ห" and len(begin) > 1 else begin[0]]
    if end in ("ย", _NY):
        return heard(first, "I", "")
    if end == "ว":
        return heard(first, "O", "")
    if end == _NASAL:
        return heard(first, vowel, "N0")
    if end == "ะ":
        return heard(first, vowel, "T0")
    nasal = end == "ำ" or (end and end in "งญณนมรลฬ")
    return heard(first, vowel, "N" if nasal else "T" if end else "")
