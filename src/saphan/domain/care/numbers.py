"""Telephone numbers of services: which can be dialled, and what is wrong with the others.

Short numbers such as 1506 are no full numbers but work inside the country, so nothing is forced
into one international form.
"""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"\+?[0-9]+([ -][0-9]+)*")
_SHORT = re.compile(r"1[0-9]{2,3}")
_INSIDE = re.compile(r"0[0-9]{8,9}|1800[0-9]{6}")
_ABROAD = re.compile(r"\+[0-9]{9,14}")
#: Thailand, Myanmar, Viet Nam, Cambodia, Lao PDR. Source: ITU-T E.164, list of country codes.
_COUNTRIES = ("+66", "+95", "+84", "+855", "+856")


def dialled(number: str) -> str:
    """The number as a telephone dials it: digits, with + before the code of a country."""
    return "".join(sign for sign in number if sign in "+0123456789")


def number_fault(number: str) -> str:
    """The code of what is wrong with a number, empty when it can be dialled.

    ``directory.number_wrong``, ``directory.number_country`` (of a country that is not one of the
    five) or ``directory.number_trunk`` (the 0 of the inside kept behind the code of the country).
    """
    plain = dialled(number)
    if not _WRITTEN.fullmatch(number):
        return "directory.number_wrong"
    if not plain.startswith("+"):
        known = _SHORT.fullmatch(plain) or _INSIDE.fullmatch(plain)
        return "" if known else "directory.number_wrong"
    code = next((code for code in _COUNTRIES if plain.startswith(code)), "")
    if not code:
        return "directory.number_country"
    if plain.removeprefix(code).startswith("0"):
        return "directory.number_trunk"
    return "" if _ABROAD.fullmatch(plain) else "directory.number_wrong"


def is_printed(number: str, printed: str) -> bool:
    """Whether the digits of the number stand in what the source prints."""
    return _digits(number) in _digits(printed)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")
