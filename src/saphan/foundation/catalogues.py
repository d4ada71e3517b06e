"""Catalogues: the words of every language, compiled from the files that translators edit.

Django reads ``.mo`` files; translators edit ``.po`` files. Nothing may be installed to turn one
into the other, so it is done here, whenever a ``.po`` is newer than its ``.mo``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import polib
from django.conf import settings


def compile_catalogues(folders: Iterable[Path | str] | None = None) -> list[Path]:
    """Compile every catalogue that changed and return the files written.

    ``folders`` default to ``LOCALE_PATHS``. Entries marked fuzzy are left out, so an uncertain
    translation is never shown.

    Raises ``OSError`` when a catalogue cannot be read or written.
    """
    where = settings.LOCALE_PATHS if folders is None else folders
    found = (source for folder in where for source in Path(folder).glob("*/LC_MESSAGES/*.po"))
    return [_compile(source) for source in sorted(found) if _stale(source)]


def _stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    """Write beside, then swap: another process may be reading the old file."""
    compiled = source.with_suffix(".mo")
    partial = compiled.with_name(f".{compiled.name}.{os.getpid()}")
    partial.write_bytes(polib.pofile(str(source)).to_binary())
    partial.replace(compiled)
    return compiled
