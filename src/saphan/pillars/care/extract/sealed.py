"""A PDF that opens with a passphrase only; the passphrase is told by telephone."""

from __future__ import annotations

import io
import re
import secrets

from pypdf import PdfReader, PdfWriter

#: Digits are told by telephone in every language: four groups of five are 66 bits.
_GROUPS, _DIGITS = 4, 5
_WRITTEN = re.compile(r"\d{5}( \d{5}){3}", re.ASCII)


def new_passphrase() -> str:
    """Four groups of five random digits."""
    groups = (secrets.randbelow(10**_DIGITS) for _ in range(_GROUPS))
    return " ".join(f"{group:0{_DIGITS}d}" for group in groups)


def sealed(pdf: bytes, passphrase: str) -> bytes:
    """The PDF encrypted with AES-256 (revision 6 of ISO 32000-2).

    Raises ``ValueError`` for a passphrase that is not one of ours.
    """
    if not _WRITTEN.fullmatch(passphrase):
        raise ValueError("not a passphrase of four groups")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(passphrase, algorithm="AES-256")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()
