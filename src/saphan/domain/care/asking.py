"""Asking by number and PIN: one of three words for whoever holds a slip, and never a fact.

The number is the code of a case, which officials and others of the case read as well. The PIN
stands on one person's slip alone, and only there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from saphan.domain.care.referral import ReferralState
from saphan.domain.text import fold

#: How many digits a PIN has. With fewer, two of a large group would have the same one.
PIN_DIGITS = 8
#: What the number of a case begins with, and how many symbols follow.
_PREFIX, _SYMBOLS = "K", 8
#: Letters typed for the digits of a PIN.
_FOR_DIGITS = str.maketrans("oilz", "0112")
#: More than this was not read from a slip.
_LONGEST = 40
_UNSENT = frozenset({ReferralState.DRAFT, ReferralState.ENTERED_IN_ERROR})


class Word(StrEnum):
    """What somebody hears who asks.

    ``SILENCE`` is for everybody who is not answered, whatever the reason: a mistake in typing, a
    case that is closed, somebody who stopped, took back, was erased or never wanted it.
    """

    NEWS = "news"
    NOTHING_NEW = "nothing_new"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Asked:
    """A referral of somebody: where it stands, when it was answered, when she was last told."""

    state: ReferralState
    answers: tuple[datetime, ...] = ()
    told_at: datetime | None = None

    @property
    def has_news(self) -> bool:
        """Whether an answer came of which she does not know."""
        if self.state in _UNSENT:
            return False
        return any(self.told_at is None or at > self.told_at for at in self.answers)


def word_for(referrals: Iterable[Asked], *, closed: bool) -> Word:
    """What somebody hears who may be answered. A closed case speaks while she has to be told."""
    if any(one.has_news for one in referrals):
        return Word.NEWS
    return Word.SILENCE if closed else Word.NOTHING_NEW


def number_typed(typed: str) -> str:
    """The number that somebody read from a slip, as ``K-4K7M9QXC``; no check that it is one.

    With or without its first letter, with any marks and blanks, in digits of any script.
    """
    symbols = "".join(sign for sign in _bare(typed).upper() if sign.isalnum())
    if len(symbols) == _SYMBOLS + 1:
        symbols = symbols.removeprefix(_PREFIX)
    return f"{_PREFIX}-{symbols}"


def pin_typed(typed: str) -> str:
    """The digits of a PIN that somebody read from a slip, in any script, with any blanks."""
    return "".join(sign for sign in _bare(typed).translate(_FOR_DIGITS) if sign.isdecimal())


def pin_of(fingerprint: str) -> str:
    """The PIN that a keyed fingerprint in hexadecimal digits gives."""
    return f"{int(fingerprint, 16) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"


def pin_shown(pin: str) -> str:
    """A PIN as it is printed, in two halves that can be read aloud."""
    half = PIN_DIGITS // 2
    return f"{pin[:half]} {pin[half:]}"


def _bare(typed: str) -> str:
    return "".join(sign for sign in fold(typed[:_LONGEST]) if sign.isascii())
