"""Keys of rows that bring none of their own: always the same for the same row."""

from __future__ import annotations

import hashlib
from uuid import UUID


def derived(*parts: object, position: int = 0) -> UUID:
    """A key made of what a row is; those of one parent sort by position.

    Source: RFC 9562, section 5.8 (UUID version 8), with the SHA-256 of the parts.
    """
    told = "\x1f".join(str(part) for part in parts)
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:14], "big") << 16 | position & 0xFFFF
    number &= ~(0xF << 76) & ~(0x3 << 62)
    return UUID(int=number | 0x8 << 76 | 0b10 << 62)
