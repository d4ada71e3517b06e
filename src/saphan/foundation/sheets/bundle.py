"""A packed folder of text tables, as ODK Central hands out a form with repeats."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath

from saphan.domain.refusals import FileRefused
from saphan.foundation.sheets.archive import Archive
from saphan.foundation.sheets.delimited import read_delimited
from saphan.foundation.sheets.grid import Grid
from saphan.foundation.sheets.limits import MOST_BYTES

_ENDING = ".csv"
_MOST_TABLES = 50


def read_bundle(path: Path, name: str, most_rows: int) -> list[Grid]:
    """The tables that stand at the top of the folder, by name; none when there are none.

    The names of repeats begin with that of their form, so the form comes before them. Raises
    ``FileRefused``: ``file.too_large``, and as ``Archive`` and ``read_delimited`` do.
    """
    with Archive(path, name) as archive, tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        grids, left = [], MOST_BYTES
        for part in _tables(archive, name):
            unpacked = Path(folder) / "table.csv"
            left -= _unpack(archive, part, unpacked, left)
            grids.append(read_delimited(unpacked, name, PurePosixPath(part).stem, most_rows))
    return grids


def _tables(archive: Archive, name: str) -> list[str]:
    found = [part for part in archive.parts if "/" not in part and _is_table(part)]
    if len(found) > _MOST_TABLES:
        raise FileRefused("file.too_large", file=name)
    return sorted(found, key=lambda part: PurePosixPath(part).stem)


def _is_table(part: str) -> bool:
    return PurePosixPath(part).suffix.lower() == _ENDING


def _unpack(archive: Archive, part: str, target: Path, most: int) -> int:
    """Write the table to a file and return its bytes."""
    size = 0
    with target.open("wb") as file:
        for chunk in archive.stream(part):
            size += len(chunk)
            if size > most:
                raise FileRefused("file.too_large", file=archive.name)
            file.write(chunk)
    return size
