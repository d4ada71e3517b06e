"""Packed files (XLSX, ODS): opened without believing what they declare about their size."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from saphan.domain.refusals import FileRefused
from saphan.foundation.sheets.limits import LEAST_BOMB, MOST_PARTS, MOST_RATIO, MOST_UNPACKED

_CHUNK = 1 << 18
_LOCAL_HEADER = 30
_ENCRYPTED_FLAG = 0x1


class Archive:
    """A packed file whose declared sizes are checked on opening and real sizes on reading.

    Raises ``FileRefused``: ``file.damaged``, ``file.encrypted``, ``file.zip_bomb``.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self._file: BinaryIO = path.open("rb")
        try:
            self._zip = zipfile.ZipFile(self._file)
            self._size = path.stat().st_size
            self._check()
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as error:
            self._file.close()
            raise FileRefused("file.damaged", file=name) from error
        except FileRefused:
            self._file.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()
        self._file.close()

    @property
    def parts(self) -> list[str]:
        """The names of the parts in the order of the file."""
        return self._zip.namelist()

    def read(self, part: str) -> bytes:
        """The whole content of a small part; empty when the file has none of that name."""
        return b"".join(self.stream(part)) if part in self._zip.NameToInfo else b""

    def open(self, part: str) -> BinaryIO:
        """The content as a readable stream; only for a part that ``stream`` went through."""
        stream: BinaryIO = self._zip.open(part)  # type: ignore[assignment]
        return stream

    def stream(self, part: str) -> Iterator[bytes]:
        """The content in chunks; stops with a refusal once it is longer than declared."""
        info = self._zip.getinfo(part)
        seen = 0
        try:
            for chunk in _inflated(self._file, info):
                seen += len(chunk)
                if seen > info.file_size:
                    raise FileRefused("file.zip_bomb", file=self.name, part=part)
                yield chunk
        except (zlib.error, OSError, ValueError) as error:
            raise FileRefused("file.damaged", file=self.name, part=part) from error
        if seen != info.file_size:
            raise FileRefused("file.damaged", file=self.name, part=part)

    def _check(self) -> None:
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        if (
            len(infos) > MOST_PARTS
            or unpacked > MOST_UNPACKED
            or (unpacked > LEAST_BOMB and unpacked > MOST_RATIO * self._size)
        ):
            raise FileRefused("file.zip_bomb", file=self.name, unpacked=unpacked)
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
            raise FileRefused("file.encrypted", file=self.name)
        if len({info.filename for info in infos}) != len(infos):
            raise FileRefused("file.damaged", file=self.name)


def _inflated(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part, unpacked in bounded chunks whatever its header says."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("unknown compression")
    left = info.compress_size
    position = _data_offset(file, info)
    unpacker = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0:
        file.seek(position)
        packed = file.read(min(_CHUNK, left))
        if not packed:
            raise ValueError("cut short")
        left -= len(packed)
        position += len(packed)
        yield from (_unpacked(unpacker, packed) if unpacker else (packed,))


def _unpacked(unpacker: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    while packed:
        yield unpacker.decompress(packed, _CHUNK * 4)
        packed = unpacker.unconsumed_tail


def _data_offset(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise ValueError("no local header")
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    return info.header_offset + _LOCAL_HEADER + name + extra
