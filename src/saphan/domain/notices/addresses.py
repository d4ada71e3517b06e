"""Where a notice goes: the address as each channel wants it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from saphan.domain.notices.codes import Channel
from saphan.domain.people.contact import Reach
from saphan.domain.people.identity import fold_phone

#: Local part and domain in ASCII, no quoting. Source: RFC 5321, section 4.1.2 (a part of it).
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
#: At most 15 digits with the country. Source: ITU-T E.164.
_PHONE = re.compile(r"[1-9][0-9]{7,14}")
#: What stands before and between the digits of a number that somebody wrote.
_WRITTEN = re.compile(r"\+?[\d\s().-]+")
#: The user's identifier for one channel. Source: LINE Developers, "Get user IDs".
_LINE = re.compile(r"U[0-9a-f]{32}")
#: The identifier of a private chat is the user's: a positive number below 2**52. Source: Bot API.
_TELEGRAM = re.compile(r"[1-9][0-9]{0,15}")

#: The channel for each way by which somebody said she may be reached. A call is made by a person.
_WAYS: Mapping[Reach, Channel] = {
    Reach.SMS: Channel.SMS,
    Reach.LINE: Channel.LINE,
    Reach.TELEGRAM: Channel.TELEGRAM,
    Reach.EMAIL: Channel.EMAIL,
}


def way_to(reach: Reach) -> Channel | None:
    """The channel for somebody who may be reached so; None when nobody may reach her at all."""
    if reach is Reach.NOT_AT_ALL:
        return None
    return _WAYS.get(reach, Channel.PERSON)


def fit_address(channel: Channel, written: str) -> str | None:
    """The address as the channel wants it, None when it cannot be one.

    Telephone numbers come with country and plus sign; a number that begins with 0 is Thai. A
    notice that a person tells needs none in particular.
    """
    if channel is Channel.PERSON:
        return written.strip()
    return _FITS[channel](written.strip())


def _phone(written: str) -> str | None:
    if not _WRITTEN.fullmatch(written):
        return None
    number = fold_phone(written)
    return f"+{number}" if _PHONE.fullmatch(number) else None


def _shaped(shape: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda written: written if shape.fullmatch(written) else None


_FITS: Mapping[Channel, Callable[[str], str | None]] = {
    Channel.EMAIL: _shaped(_EMAIL),
    Channel.SMS: _phone,
    Channel.LINE: _shaped(_LINE),
    Channel.TELEGRAM: _shaped(_TELEGRAM),
}
