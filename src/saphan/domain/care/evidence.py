"""Evidence: which files are taken, told by their first bytes and not by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from saphan.domain.refusals import FileRefused

#: The largest file that is taken, in bytes; a recording of an hour fits.
LARGEST = 50 * 1024 * 1024
#: The kinds of pictures out of which place, device and time can be taken.
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})

_STARTS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
    b"OggS": "audio/ogg",
    b"ID3": "audio/mpeg",
    b"\xff\xfb": "audio/mpeg",
    b"\xff\xf3": "audio/mpeg",
    b"\xff\xf1": "audio/aac",
    b"\xff\xf9": "audio/aac",
    b"#!AMR": "audio/amr",
}
_BRANDS: Mapping[bytes, str] = {
    b"heic": "image/heic",
    b"mif1": "image/heic",
    b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
#: What a box says that tells what a track is: its kind, eight bytes, the kind of the track.
_TRACK = re.compile(rb"hdlr.{8}(soun|vide)", re.DOTALL)
_OFFICE = b"PK\x03\x04"
_OFFICE_TYPES: Mapping[bytes, str] = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def media_type(content: bytes) -> str:
    """What a file is.

    Raises ``FileRefused("evidence.empty")``, ``FileRefused("evidence.too_large", most=...)`` in
    megabytes, or ``FileRefused("evidence.kind_unknown")`` for what is none of the kinds.
    """
    if not content:
        raise FileRefused("evidence.empty")
    check_size(len(content))
    found = _by_start(content) or _in_container(content)
    if not found:
        raise FileRefused("evidence.kind_unknown")
    return found


def check_size(size: int) -> None:
    """Raises ``FileRefused("evidence.too_large", most=...)`` in megabytes."""
    if size > LARGEST:
        raise FileRefused("evidence.too_large", most=LARGEST // 1024 // 1024)


def _by_start(content: bytes) -> str:
    return next((kind for start, kind in _STARTS.items() if content.startswith(start)), "")


def _in_container(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        sounds = "audio/mp4" if _only_sounds(content) else "video/mp4"
        return _BRANDS.get(content[8:12], sounds)
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(content[8:12], "")
    if content.startswith(_OFFICE):
        return next((kind for mark, kind in _OFFICE_TYPES.items() if mark in content), "")
    return ""


def _only_sounds(content: bytes) -> bool:
    """Whether an MP4 file, as telephones record a voice, has tracks of sound and no others.

    A file is a row of boxes: four bytes of length, four of kind. Source: ISO/IEC 14496-12.
    """
    at = 0
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if kind == b"moov":
            tracks = set(_TRACK.findall(content, at, at + length))
            return tracks == {b"soun"}
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16])
        if length < 8:
            return False
        at += length
    return False
