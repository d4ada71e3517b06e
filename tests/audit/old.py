"""Workbooks of the old kind (XLS): the few records of BIFF8 that hold texts and numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

_BOF, _EOF, _BOUNDSHEET, _DIMENSIONS = 0x0809, 0x000A, 0x0085, 0x0200
_LABEL, _NUMBER = 0x0204, 0x0203
_BIFF8, _GLOBALS, _WORKSHEET = 0x0600, 0x0005, 0x0010
_SECTOR = 512
#: A shorter stream would have to live in sectors of another size.
_LEAST_STREAM = 4096
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Rows = Iterable[Mapping[str, object]]


def write_old(path: Path, sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> None:
    """Sources: MS-XLS and MS-CFB, the published descriptions of the two layers of such a file."""
    bodies = [_sheet(headings, rows) for headings, rows in sheets.values()]
    first = len(_globals(dict.fromkeys(sheets, 0)))
    starts, offset = {}, first
    for name, body in zip(sheets, bodies, strict=True):
        starts[name] = offset
        offset += len(body)
    path.write_bytes(_compound(_globals(starts) + b"".join(bodies)))


def _globals(starts: Mapping[str, int]) -> bytes:
    listed = b"".join(
        _record(_BOUNDSHEET, struct.pack("<IBBB", start, 0, 0, len(name)) + _utf16(name))
        for name, start in starts.items()
    )
    return _opening(_GLOBALS) + listed + _record(_EOF)


def _sheet(headings: Sequence[str], rows: Rows) -> bytes:
    table: list[list[object]] = [list(headings)]
    table += ([row.get(one) for one in headings] for row in rows)
    size = struct.pack("<IIHHH", 0, len(table), 0, len(headings), 0)
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(table)
        for column, value in enumerate(values)
        if value not in (None, "")
    )
    return _opening(_WORKSHEET) + _record(_DIMENSIONS, size) + cells + _record(_EOF)


def _cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return _record(_NUMBER, place + struct.pack("<d", value))
    text = str(value)
    return _record(_LABEL, place + struct.pack("<H", len(text)) + _utf16(text))


def _utf16(text: str) -> bytes:
    """The mark of two bytes a letter, and the letters."""
    return b"\x01" + text.encode("utf-16-le")


def _opening(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHHII", _BIFF8, kind, 0, 0, 0, 0))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """One stream named Workbook: the table of sectors, the directory, then the stream."""
    size = max(len(stream), _LEAST_STREAM)
    count = -(-size // _SECTOR)
    chain = [_TABLE, _END, *range(3, count + 2), _END]
    table = struct.pack("<128I", *(chain + [_FREE] * (128 - len(chain))))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<9I", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
        + struct.pack("<109I", 0, *[_FREE] * 108)
    )
    return header + table + b"".join(_directory(size)) + stream.ljust(count * _SECTOR, b"\0")


def _directory(size: int) -> Iterator[bytes]:
    yield _entry("Root Entry", 5, 1, _END, 0)
    yield _entry("Workbook", 2, _FREE, 2, size)
    yield from [_entry("", 0, _FREE, 0, 0)] * 2


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    named = name.encode("utf-16-le")
    length = len(named) + 2 if name else 0
    links = struct.pack("<HBB3I", length, kind, 1, _FREE, _FREE, child)
    return named.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
