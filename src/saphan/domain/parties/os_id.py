"""The Open Supply Hub identifier of a facility."""

from __future__ import annotations

import re

from saphan.domain.refusals import Refused

#: Crockford's base 32; a symbol's value is its place.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHAPE = re.compile(rf"[A-Z]{{2}}\d{{4}}(?P<day>\d{{3}})[{_ALPHABET}]{{6}}", re.ASCII)
_LAST_DAY = 366


def read_os_id(written: str) -> str:
    """The identifier without spaces and hyphens, its day and its check digit tested.

    Source of the rule: Open Supply Hub, src/dedupe-hub/api/app/utils/os_id.py, commit 3582f9b.

    Raises ``Refused("os_id.wrong")``.
    """
    plain = re.sub(r"[\s-]", "", written)
    shape = _SHAPE.fullmatch(plain)
    if not shape or not 1 <= int(shape["day"]) <= _LAST_DAY or plain[-1] != _check_digit(plain):
        raise Refused("os_id.wrong", os_id=written)
    return plain


def _check_digit(plain: str) -> str:
    letters = sum(map(ord, plain[:2]))
    return _ALPHABET[(letters + sum(map(_ALPHABET.index, plain[2:14]))) % 32]
