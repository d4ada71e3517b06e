"""A sealed file: a stream encrypted with a passphrase, in pieces that are checked before use.

Method: scrypt (RFC 7914) makes the key from the passphrase; ChaCha20-Poly1305 (RFC 8439) seals
pieces of 64 KiB in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online
Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, 2015): a piece that was changed,
moved, repeated or cut off at the end is noticed.

Layout: ``SAPHAN-SEALED-1`` and a line end, log2 of the scrypt cost (1 byte), salt (16 bytes),
then the pieces, each 16 bytes longer than its text.
"""

from __future__ import annotations

import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from saphan.domain.refusals import FileRefused

MAGIC = b"SAPHAN-SEALED-1\n"
PIECE = 64 * 1024
_TAG = 16
_SALT = 16
#: Cost of a guess: 2**17 blocks of 1 KiB, 128 MiB of memory and about half a second.
_COST = 17
#: More is not believed of a file: opening it must stay possible on a small machine.
_HIGHEST_COST = 20


class Sealing(io.RawIOBase):
    """Writes a sealed file; whole only after ``close``."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        super().__init__()
        header = MAGIC + bytes([_COST]) + os.urandom(_SALT)
        self._target, self._header = target, header
        self._cipher = _cipher(passphrase, header)
        self._waiting, self._count = bytearray(), 0
        target.write(header)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: object, /) -> int:
        """Take plain bytes."""
        given = memoryview(data).tobytes()  # type: ignore[arg-type]
        self._waiting += given
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(given)

    def finish(self) -> None:
        """Seal the last piece; without it the file counts as cut off."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._count, last=last)
        self._target.write(self._cipher.encrypt(nonce, piece, self._header))
        self._count += 1


class Opening(io.RawIOBase):
    """Reads a sealed file; gives out only what was checked.

    Raises ``FileRefused``: ``backup.not_sealed`` (another kind of file), ``backup.passphrase``
    (the first piece does not open: a wrong passphrase or a damaged beginning) and
    ``backup.damaged`` (a later piece was changed, or the end is missing).
    """

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        super().__init__()
        header = source.read(len(MAGIC) + 1 + _SALT)
        if len(header) != len(MAGIC) + 1 + _SALT or not header.startswith(MAGIC):
            raise FileRefused("backup.not_sealed")
        if not 0 < header[len(MAGIC)] <= _HIGHEST_COST:
            raise FileRefused("backup.not_sealed")
        self._source, self._header = source, header
        self._cipher = _cipher(passphrase, header)
        self._ready, self._count, self._ended = b"", 0, False
        self._next = source.read(PIECE + _TAG)

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: object, /) -> int:
        """Give plain bytes; none at the end."""
        if not self._ready and not self._ended:
            self._ready = self._open()
        room = memoryview(buffer)  # type: ignore[arg-type]
        taken = self._ready[: len(room)]
        room[: len(taken)] = taken
        self._ready = self._ready[len(taken) :]
        return len(taken)

    def _open(self) -> bytes:
        piece, self._next = self._next, self._source.read(PIECE + _TAG)
        self._ended = not self._next
        nonce = _nonce(self._count, last=self._ended)
        try:
            plain = self._cipher.decrypt(nonce, piece, self._header)
        except InvalidTag as wrong:
            raise FileRefused("backup.damaged" if self._count else "backup.passphrase") from wrong
        self._count += 1
        return plain


def _cipher(passphrase: str, header: bytes) -> ChaCha20Poly1305:
    cost, salt = header[len(MAGIC)], header[-_SALT:]
    maker = Scrypt(salt=salt, length=32, n=2**cost, r=8, p=1)
    return ChaCha20Poly1305(maker.derive(passphrase.encode()))


def _nonce(count: int, *, last: bool) -> bytes:
    """Eleven bytes of the number of the piece, one that marks the last. The key is never reused."""
    return count.to_bytes(11, "big") + bytes([last])
