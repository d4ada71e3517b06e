"""Forms that were sealed on a device without a network: anybody may seal, only we can open.

Method: ECDH on P-256 between a key that is used once and ours, HKDF-SHA-256 (RFC 5869), then
AES-256-GCM. Our private keys are derived from the keys of the vault, so that nothing else has to
be kept, backed up or rotated: the newest is given out, every one opens.

Layout, in base64 with ``-`` and ``_`` and no padding: ``SAPHAN-FORM-1`` and a line end, the public
key that was used once (65 bytes, uncompressed), the nonce (12 bytes), the sealed text. The text is
JSON, filled up with spaces so that its length tells little. Whoever has the public key can make
one: who sealed it is not proved, only that nobody read or changed it since.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from saphan.domain.refusals import Refused

MAGIC = b"SAPHAN-FORM-1\n"
_POINT, _NONCE = 65, 12
_CURVE = ec.SECP256R1()
#: Order of the group of P-256. Source: SEC 2, section 2.4.2.
_ORDER = 0xFFFFFFFF_00000000_FFFFFFFF_FFFFFFFF_BCE6FAAD_A7179E84_F3B9CAC2_FC632551
#: The longest that is read, in letters: ten people with long stories fit.
_LONGEST = 2_000_000
#: What reading something else than a form ends with.
_WRONG = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """What was sealed: which entry it is, for which organisation, when, and the fields as typed."""

    entry: UUID
    organisation: UUID
    at: datetime
    fields: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        """Nothing of what was typed, so that no log or error page tells it."""
        return f"OpenedForm({self.entry})"


def sealing_key() -> str:
    """The public key for which devices seal, as in the layout above."""
    return _written(_point(_private(settings.VAULT_KEYS[0]).public_key()))


def open_form(sealed: str) -> OpenedForm:
    """What was sealed for any of our keys.

    Raises ``Refused("sealed_form.unreadable")`` when no key opens it or it was changed.
    """
    try:
        return _read(_opened(_bytes(sealed)))
    except (*_WRONG, InvalidTag) as wrong:
        raise Refused("sealed_form.unreadable") from wrong


def _opened(blob: bytes) -> bytes:
    start = len(MAGIC) + _POINT
    if not blob.startswith(MAGIC):
        raise ValueError("not a sealed form")
    point, nonce = blob[len(MAGIC) : start], blob[start : start + _NONCE]
    once = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    for cipher in _ciphers(once, point):
        try:
            return cipher.decrypt(nonce, blob[start + _NONCE :], MAGIC)
        except InvalidTag:
            continue
    raise InvalidTag


def _ciphers(once: ec.EllipticCurvePublicKey, point: bytes) -> Iterator[AESGCM]:
    for key in settings.VAULT_KEYS:
        ours = _private(key)
        info = MAGIC + point + _point(ours.public_key())
        agreed = ours.exchange(ec.ECDH(), once)
        yield AESGCM(HKDF(SHA256(), 32, salt=None, info=info).derive(agreed))


def _read(text: bytes) -> OpenedForm:
    told: dict[str, Any] = json.loads(text)
    fields = tuple((str(name), str(value)) for name, value in told["fields"])
    at = datetime.fromisoformat(told["at"])
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return OpenedForm(UUID(told["entry"]), UUID(told["organisation"]), at, fields)


@lru_cache(maxsize=8)
def _private(key: str) -> ec.EllipticCurvePrivateKey:
    """The private key that belongs to a key of the vault.

    So many more bits than the order are drawn that every number is as likely as another.
    """
    drawn = HKDF(SHA256(), 48, salt=None, info=b"saphan sealed forms 1").derive(key.encode("ascii"))
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (_ORDER - 1) + 1, _CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _bytes(written: str) -> bytes:
    if len(written) > _LONGEST:
        raise ValueError("too long")
    try:
        return base64.b64decode(written + "=" * (-len(written) % 4), b"-_", validate=True)
    except binascii.Error as wrong:
        raise ValueError("not base64") from wrong
