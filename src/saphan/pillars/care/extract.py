"""The file of the directory: where it lies, and what it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from saphan.domain.care.reading import read_directory
from saphan.domain.care.records import Directory
from saphan.domain.refusals import FileRefused, RowRefused
from saphan.rulebook.files import line_of, read, repeated_keys

#: The largest file that is read, in bytes.
LARGEST = 5 * 1024 * 1024
_SHIPPED = "th.yaml"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says, its SHA-256 in hex, and every mistake with its line."""

    directory: Directory
    digest: str
    faults: tuple[RowRefused, ...]


def shipped() -> Path:
    """The list that comes with the program: in the installed package, or in ``directory/``."""
    here = Path(__file__).resolve()
    packaged = here.parents[2] / "contacts" / _SHIPPED
    return packaged if packaged.is_file() else here.parents[4] / "directory" / _SHIPPED


def open_directory(path: Path) -> Opened:
    """Read a file and find everything that is wrong in it.

    Raises ``FileRefused`` with ``file.missing``, ``directory.too_large`` or the codes of
    unreadable YAML.
    """
    if not path.is_file():
        raise FileRefused("file.missing", file=path.name)
    if path.stat().st_size > LARGEST:
        raise FileRefused("directory.too_large", file=path.name)
    found = read_directory(read(path))
    twice = [
        RowRefused(path.name, "", line, "", "directory.field_twice", {"field": key})
        for line, key in repeated_keys(path)
    ]
    faults = [
        RowRefused(path.name, "", line_of(path, one.steps), "", one.code, one.facts)
        for one in found.faults
    ]
    return Opened(
        found.directory,
        hashlib.sha256(path.read_bytes()).hexdigest(),
        tuple(sorted([*twice, *faults], key=lambda one: one.row)),
    )


def usable_directory(path: Path) -> Opened:
    """Read a file without a single mistake.

    Raises as ``open_directory``, and ``FileRefused("directory.faulty", file, count)``.
    """
    opened = open_directory(path)
    if opened.faults:
        raise FileRefused("directory.faulty", file=path.name, count=len(opened.faults))
    return opened
