"""How names sound: the same person in another spelling or script, found without reading names.

Likely duplicates are found by keyed fingerprints of ``sounds``: two names that share one have at
least two syllables that sound alike, in whatever order and however they are parted. What that is
worth is told by ``likeness``; docs/intake.md has the measured rates. Method, not law.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import combinations, product

from saphan.domain.text import fold
from saphan.domain.text.syllables import Heard, syllables

#: Syllables of a name that are looked at, and how far apart two of a long name may stand.
MOST, FAR = 8, 2
#: Names of so few syllables are looked at pair by pair, however far apart.
_SHORT = 4
_PAIR = 2

_TITLES = (
    "u daw mr mrs ms miss mister madam khun nai nangsao thao lok neak oknha ဦး ဒေါ် "
    "นาย นางสาว นาง คุณ เด็กชาย เด็กหญิง ທ້າວ ທ່ານ ນາງ ນາຍ ນາງສາວ លោក លោកស្រី អ្នកស្រី"
)
_TITLES_OR_NAMES = (
    "ko ma maung mg saw naw nang nan nant sai sao nai mi mahn nong หม่อง หน่อ ซอ นาน จาย "
    "ကို မ မောင် စော နော် နန်း စိုင်း မန်း မိ နိုင် កញ្ញា"
)
#: Forms of address that are never a name when something follows.
_ADDRESSES = frozenset(_TITLES.split())
#: Forms of address that are names as well: left out in front when two syllables remain.
_MAYBE = frozenset(_TITLES_OR_NAMES.split())
#: What stands between the names of most Vietnamese and tells them not apart.
_BETWEEN = frozenset({"van", "thi", "văn", "thị", "ถิ"})
#: The same, as they stand before a name, often without a blank.
_JOINED = re.compile(
    r"^(?:น\.\s?ส\.|ด\.\s?[ชญ]\.|นางสาว|นาย|นาง|คุณ|เด็กชาย|เด็กหญิง|ທ້າວ|ທ່ານ|ນາງສາວ|ນາງ|ນາຍ|លោកស្រី|លោក"
    r"|ဦး|ဒေါ်)(?=.{2})"
)
_JOINED_MAYBE = re.compile("^(?:ကို|မောင်|စော|နော်|နန်း|စိုင်း|မ)(?=[က-အ](?!\u1037?\u103a))")
_PARTS = re.compile(r"[\s,.\-/()'’·]+")


class Likeness(StrEnum):
    """What two names tell about one person, from most to nothing."""

    SAME = "same"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKE = "unlike"


def sounds(name: str) -> frozenset[str]:
    """Keys of how a name sounds, equal across scripts and spellings as well as possible.

    A key is two syllables of the name, in no order: three syllables give three keys, one that may
    be heard in two ways more. A name of two has another key without its vowels, one of one syllable
    only itself.
    """
    heard = _heard(name)
    if len(heard) == 1:
        return frozenset(heard[0])
    near = FAR if len(heard) > _SHORT else len(heard)
    keys = {
        "+".join(sorted(pair))
        for (at, one), (other_at, other) in combinations(enumerate(heard), 2)
        if other_at - at <= near
        for pair in product(one, other)
    }
    if len(heard) == _PAIR:
        keys |= {"+".join(sorted(one[0] + one[2] for one in pair)) for pair in product(*heard)}
    return frozenset(keys)


def likeness(one: str, other: str) -> Likeness:
    """How likely two spellings are names of one person, by their syllables alone.

    The same: each syllable has its like. Likely: all of the shorter name, or three quarters of
    the longer. Possible: two syllables, and so a key, in common.
    """
    mine, theirs = _heard(one), _heard(other)
    shared = _shared(mine, theirs)
    shorter, longer = sorted((len(mine), len(theirs)))
    if shared == longer > 0:
        return Likeness.SAME
    if shared >= 2 and (shared == shorter or 4 * shared >= 3 * longer):
        return Likeness.LIKELY
    return Likeness.POSSIBLE if sounds(one) & sounds(other) else Likeness.UNLIKE


def _heard(name: str) -> list[Heard]:
    """The syllables of a name, without forms of address."""
    written = _JOINED.sub("", fold(name))
    parts = [part for part in _PARTS.split(written) if part]
    while len(parts) > 1 and parts[0] in _ADDRESSES:
        parts = parts[1:]
    parts[1:-1] = [part for part in parts[1:-1] if part not in _BETWEEN]
    fewer = _spoken(_without_maybe(parts))
    return (fewer if len(fewer) > 1 else _spoken(parts))[:MOST]


def _spoken(parts: list[str]) -> list[Heard]:
    return [one for part in parts for one in syllables(part)]


def _without_maybe(parts: list[str]) -> list[str]:
    """The parts without what may be a form of address in front of them."""
    if len(parts) == 1:
        return [_JOINED_MAYBE.sub("", parts[0])]
    return parts[1:] if parts and parts[0] in _MAYBE else parts


def _shared(mine: list[Heard], theirs: list[Heard]) -> int:
    """How many syllables of one name have their like in the other, each used once."""
    left = [set(one) for one in theirs]
    shared = 0
    for one in sorted(mine, key=len):
        fitting = next((other for other in left if other & set(one)), None)
        if fitting is not None:
            left.remove(fitting)
            shared += 1
    return shared
