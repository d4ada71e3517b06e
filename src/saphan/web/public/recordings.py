"""Recordings for those who do not read: a file in ``words``, or nothing at all."""

from __future__ import annotations

import re
from pathlib import Path

from saphan.foundation import words

#: The kinds of files that browsers play, best known first.
TYPES = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "opus": "audio/ogg"}
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def recording_of(language: str, key: str, *, folder: Path | None = None) -> Path | None:
    """The file ``words/<language>/recordings/<key>.<type>``, None where nobody has recorded it."""
    if language not in words.LANGUAGES or not _KEY.fullmatch(key):
        return None
    place = (folder or words.words_folder()) / language / "recordings"
    return next((path for kind in TYPES if (path := place / f"{key}.{kind}").is_file()), None)


def type_of(recording: Path) -> str:
    """The media type of a recording."""
    return TYPES[recording.suffix.removeprefix(".")]
