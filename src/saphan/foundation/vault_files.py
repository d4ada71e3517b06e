"""Files of the vault: encrypted before they reach the disk, under names that tell nothing."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from saphan.domain.refusals import Conflict, NotFound
from saphan.foundation.cleaned_pictures import without_place
from saphan.foundation.crypto import decrypt_bytes, encrypt_bytes


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept: its random name, and what is told of it beside.

    ``digest`` is the SHA-256 of what is kept, ``digest_before`` of what was handed in, ``size`` in
    bytes; ``cleaned`` says whether place and device were taken out.
    """

    stored: str
    media_type: str
    size: int
    digest: str
    digest_before: str
    cleaned: bool


@contextmanager
def keeping(content: bytes, *, media_type: str, picture: bool) -> Iterator[KeptFile]:
    """Write a file encrypted, a picture without its place and device; gone again if this fails.

    Raises ``FileRefused`` as ``without_place`` does.
    """
    bare = without_place(content) if picture else content
    kept = KeptFile(
        _write(bare), media_type, len(bare), _digest(bare), _digest(content), cleaned=picture
    )
    try:
        yield kept
    except BaseException:
        remove_file(kept.stored)
        raise


def read_kept(stored: str, *, digest: str) -> bytes:
    """The content of a kept file.

    Raises ``NotFound("file.gone")``, ``Refused("vault.unreadable")``, or
    ``Conflict("evidence.changed")`` when it is not what was kept.
    """
    try:
        content = decrypt_bytes((_folder() / stored).read_bytes())
    except FileNotFoundError as gone:
        raise NotFound("file.gone") from gone
    if _digest(content) != digest:
        raise Conflict("evidence.changed")
    return content


def remove_file(name: str) -> None:
    """Delete a kept file; one that is gone already is no fault."""
    (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.EVIDENCE_HOME)


def _write(content: bytes) -> str:
    """Write the content encrypted; gives the random name by which it is found again."""
    name = secrets.token_hex(24)
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = folder / f".{name}"
    with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(encrypt_bytes(content))
        target.flush()
        os.fsync(target.fileno())
    written.rename(folder / name)
    return name


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
