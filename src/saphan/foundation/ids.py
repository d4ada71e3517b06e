"""Identifiers: keys that sort by time and codes that people can read aloud."""

from __future__ import annotations

import secrets
import time
from uuid import UUID

#: Thirty-one symbols without I, L, O, U and Z, so that nothing is misread; a prime number of them.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
_MISREAD = str.maketrans("ILOZ", "1102", "- ")


def new_id() -> UUID:
    """A key that sorts by the time it was made (UUID version 7). Source: RFC 9562, section 5.7."""
    stamp = time.time_ns()
    milliseconds, rest = divmod(stamp, 1_000_000)
    fine = rest * 4096 // 1_000_000
    high = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | fine << 64
    return UUID(int=high | 0b10 << 62 | secrets.randbits(62))


def new_code(prefix: str, *, symbols: int = 7) -> str:
    """A random code such as ``W-4K7M-9QXC`` whose last symbol checks the others."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(symbols))
    whole = body + _check_symbol(prefix, body)
    half = (len(whole) + 1) // 2
    return f"{prefix}-{whole[:half]}-{whole[half:]}"


def read_code(written: str) -> str | None:
    """The code as we write it, from what somebody typed; None when it cannot be one of ours."""
    prefix, _, rest = written.strip().upper().partition("-")
    body = rest.translate(_MISREAD)
    if len(body) < 2 or any(c not in ALPHABET for c in body):
        return None
    if _check_symbol(prefix, body[:-1]) != body[-1]:
        return None
    half = (len(body) + 1) // 2
    return f"{prefix}-{body[:half]}-{body[half:]}"


def _check_symbol(prefix: str, body: str) -> str:
    """A weighted sum modulo a prime, so that one wrong or two swapped symbols are noticed."""
    values = [ord(c) for c in prefix] + [ALPHABET.index(c) for c in body]
    return ALPHABET[
        sum(place * value for place, value in enumerate(values, start=2)) % len(ALPHABET)
    ]
