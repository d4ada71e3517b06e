"""The folder of the edition: written beside, then moved, so that nobody ever sees half of one."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from saphan.domain.refusals import Conflict, Refused

MANIFEST = "manifest.json"
#: How a manifest of ours begins, so that no other folder is taken for an earlier edition.
KIND = "saphan static edition"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``folder`` at the end, and never on a failure.

    Errors: ``Conflict("edition.other_files")`` when the folder holds anything but an earlier
    edition, ``Refused("edition.not_writable")`` when nothing can be written beside it.
    """
    folder = folder.absolute()
    check_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as wrong:
        raise Refused("edition.not_writable", folder=str(folder)) from wrong
    try:
        yield new
        new.chmod(0o755)
        _take_place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Refuse a folder that is not empty and not an earlier edition of ours.

    Errors: ``Conflict("edition.other_files")``.
    """
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not is_edition(folder)):
        raise Conflict("edition.other_files", folder=str(folder))


def is_edition(folder: Path) -> bool:
    """Whether the folder was written by us and holds nothing that its manifest does not name."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(told, dict) or told.get("kind") != KIND:
        return False
    named = {MANIFEST, *told.get("files", {})}
    return {path.relative_to(folder).as_posix() for path in _in(folder)} <= named


def _in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if not path.is_dir())


def _take_place(new: Path, folder: Path) -> None:
    """Move the old one away, the new one in; when that fails, the old one comes back."""
    try:
        if not folder.exists():
            new.rename(folder)
            return
        old = new.with_name(f"{new.name}-old")
        folder.rename(old)
    except OSError as wrong:
        raise Refused("edition.not_writable", folder=str(folder)) from wrong
    try:
        new.rename(folder)
    except OSError as wrong:
        old.rename(folder)
        raise Refused("edition.not_writable", folder=str(folder)) from wrong
    shutil.rmtree(old)


class Written:
    """Files written below a folder, and the SHA-256 of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.digests: dict[str, str] = {}
        self.size = 0

    def write(self, path: str, content: bytes) -> None:
        """One file of the edition; a path is written once."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as opened:
            opened.write(content)
        self.digests[path] = hashlib.sha256(content).hexdigest()
        self.size += len(content)

    def digest(self) -> str:
        """The SHA-256 of everything written so far."""
        return hashlib.sha256(repr(sorted(self.digests.items())).encode()).hexdigest()

    def close(self, told: Mapping[str, object]) -> None:
        """Write the manifest: facts about the edition, and what it is made of."""
        whole = {"kind": KIND, **told, "files": dict(sorted(self.digests.items()))}
        text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
        (self.folder / MANIFEST).write_text(text, encoding="utf-8")
