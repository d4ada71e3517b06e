"""Files that wait between two pages: encrypted, for one member, for a day at most.

They lie in ``.uploads`` below the folder of the installation, which a backup passes over.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

from django.conf import settings

from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.crypto import decrypt, decrypt_bytes, encrypt, encrypt_bytes
from saphan.foundation.ids import new_id
from saphan.foundation.uploads import Kept

#: How long a file waits before it is removed.
LONGEST = timedelta(hours=24)
#: Files that wait for one member; holding another removes the oldest.
_MOST = 5
_CONTENT, _FACTS = ".content", ".facts"


@dataclass(frozen=True, slots=True)
class Held:
    """One waiting file: the name the member knows, its SHA-256, and what the page noted.

    ``kind`` is the page that it waits for.
    """

    key: UUID
    kind: str
    owner: str
    name: str
    digest: str
    at: datetime
    facts: Mapping[str, Any]


def hold(file: Kept, *, kind: str, owner: str, at: datetime, facts: Mapping[str, Any]) -> Held:
    """Keep the file for its owner (the code of a member); ``facts`` are plain JSON values."""
    sweep(at=at)
    for oldest in waiting(owner=owner, at=at)[_MOST - 1 :]:
        drop(oldest)
    made = Held(new_id(), kind, owner, file.name, file.digest, at, facts)
    _folder(owner).mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(_path(made, _CONTENT), encrypt_bytes(file.path.read_bytes()))
    note(made, facts)
    return made


def note(held: Held, facts: Mapping[str, Any]) -> None:
    """Note something else about a file; it does not wait longer for that."""
    told = {
        "kind": held.kind,
        "name": held.name,
        "digest": held.digest,
        "at": held.at.isoformat(),
        "facts": facts,
    }
    _write(_path(held, _FACTS), encrypt(json.dumps(told)).encode("ascii"))


def find(key: UUID, *, kinds: Collection[str], owner: str, at: datetime) -> Held:
    """A file of one of these kinds that waits for this owner.

    Raises ``NotFound("upload.unknown")``, also when it waits for somebody or something else or
    waited too long.
    """
    found = _found(key, owner, at)
    if found.kind not in kinds:
        raise NotFound("upload.unknown")
    return found


def _found(key: UUID, owner: str, at: datetime) -> Held:
    try:
        text = decrypt((_folder(owner) / f"{key}{_FACTS}").read_text("ascii"))
        told = json.loads(text)
        made = datetime.fromisoformat(told["at"])
    except (OSError, ValueError, Refused) as error:
        raise NotFound("upload.unknown") from error
    held = Held(key, told.get("kind", ""), owner, told["name"], told["digest"], made, told["facts"])
    if at - made >= LONGEST or not _path(held, _CONTENT).is_file():
        drop(held)
        raise NotFound("upload.unknown")
    return held


@contextmanager
def opened(held: Held) -> Iterator[Kept]:
    """The file as it was uploaded, in a folder that only we can read, deleted afterwards."""
    try:
        content = decrypt_bytes(_path(held, _CONTENT).read_bytes())
    except (OSError, Refused) as error:
        raise NotFound("upload.unknown") from error
    with tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        path = Path(folder) / f"upload{PurePath(held.name).suffix[:10]}"
        path.write_bytes(content)
        yield Kept(path, held.name, held.digest)


def waiting(*, owner: str, at: datetime, kind: str = "") -> list[Held]:
    """What waits for this owner, of one kind or of all, the newest first."""
    found = []
    for path in _folder(owner).glob(f"*{_FACTS}"):
        try:
            found.append(_found(UUID(path.stem), owner, at))
        except (ValueError, NotFound):
            continue
    found = [one for one in found if kind in {"", one.kind}]
    return sorted(found, key=lambda held: held.at, reverse=True)


def drop(held: Held) -> None:
    """Remove a file at once."""
    for suffix in (_CONTENT, _FACTS):
        _path(held, suffix).unlink(missing_ok=True)


def sweep(*, at: datetime) -> None:
    """Remove what has waited too long, whoever it waits for."""
    for path in _root().glob("*/*"):
        try:
            age = at - datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if age >= LONGEST:
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue


def forget_all() -> None:
    """Remove everything that waits."""
    shutil.rmtree(_root(), ignore_errors=True)


def _root() -> Path:
    return Path(settings.HOME) / ".uploads"


def _folder(owner: str) -> Path:
    return _root() / owner


def _path(held: Held, suffix: str) -> Path:
    return _folder(held.owner) / f"{held.key}{suffix}"


def _write(path: Path, content: bytes) -> None:
    """Write a file for ourselves alone, whole or not at all."""
    draft = path.with_name(f".{path.name}.{new_id().hex}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_bytes(content)
    draft.replace(path)
