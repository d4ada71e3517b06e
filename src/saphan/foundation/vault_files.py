"""Files of the vault: encrypted before they reach the disk, under names that tell nothing."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from saphan.domain.refusals import NotFound
from saphan.foundation.crypto import decrypt_bytes, encrypt_bytes


def keep_file(content: bytes) -> str:
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


def open_file(name: str) -> bytes:
    """The content of a kept file.

    Raises ``NotFound("file.gone")`` or ``Refused("vault.unreadable")``.
    """
    try:
        return decrypt_bytes((_folder() / name).read_bytes())
    except FileNotFoundError as gone:
        raise NotFound("file.gone") from gone


def remove_file(name: str) -> None:
    """Delete a kept file; one that is gone already is no fault."""
    (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.EVIDENCE_HOME)
