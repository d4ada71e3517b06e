"""The vault: what identifies a person is encrypted before it reaches the database."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from saphan.domain.refusals import Refused


def encrypt(text: str) -> str:
    """The text as a token of the newest key; the same text never gives the same token twice."""
    return _vault(_keys()).encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """The text of a token made with any of the keys.

    Raises ``Refused("vault.unreadable")`` when no key opens it or it was changed.
    """
    try:
        return _vault(_keys()).decrypt(token.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError) as wrong:
        raise Refused("vault.unreadable") from wrong


def encrypt_bytes(content: bytes) -> bytes:
    """The content of a file as a token of the newest key, about a third longer than it was."""
    return _vault(_keys()).encrypt(content)


def decrypt_bytes(token: bytes) -> bytes:
    """The content of a token made by ``encrypt_bytes`` with any of the keys.

    Raises ``Refused("vault.unreadable")`` when no key opens it or it was changed.
    """
    try:
        return _vault(_keys()).decrypt(token)
    except InvalidToken as wrong:
        raise Refused("vault.unreadable") from wrong


def rotate(token: str) -> str:
    """The same text as a token of the newest key."""
    return _vault(_keys()).rotate(token.encode("ascii")).decode("ascii")


def blind_index(text: str, *, purpose: str) -> str:
    """A keyed fingerprint (64 hex digits) by which equal texts are found without reading them.

    It is made with the oldest key, so that it survives the adding of a new one.
    ``purpose`` keeps the fingerprints of different columns apart.
    """
    key = hmac.digest(_keys()[-1].encode("ascii"), b"blind index:" + purpose.encode(), "sha256")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _keys() -> tuple[str, ...]:
    return tuple(settings.VAULT_KEYS)


@lru_cache(maxsize=4)
def _vault(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
