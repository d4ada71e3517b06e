"""Uploads: a file from a browser as a path with its fingerprint, gone when it was read."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.core.files.uploadedfile import UploadedFile

from saphan.domain.text import clean

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the file lies for now, the name the person knows, the SHA-256 of its bytes."""

    path: Path
    name: str
    digest: str


@contextmanager
def keep_upload(file: UploadedFile[bytes]) -> Iterator[Kept]:
    """The upload on disk in a folder of its own that only we can read, deleted afterwards."""
    name = clean(PurePath(file.name or "file").name)[-_LONGEST_NAME:]
    with tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        path = Path(folder) / f"upload{PurePath(name).suffix[:10]}"
        fingerprint = hashlib.sha256()
        with path.open("wb") as target:
            for chunk in file.chunks():
                fingerprint.update(chunk)
                target.write(chunk)
        yield Kept(path, name, fingerprint.hexdigest())
