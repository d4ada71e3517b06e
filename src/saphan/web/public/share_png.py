"""A PNG with few colours, for a bad network. Source: Portable Network Graphics, third edition."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = 4


def few_colours(picture: bytes, *, colours: int, keep: Iterable[str] = ()) -> bytes:
    """The picture in at most so many of its own colours; others become the nearest of these.

    ``keep`` are colours such as "#a3221b" that stay, however little of them there is.

    Takes eight bits each of red, green, blue and alpha, as the typesetter makes them.
    Raises ``ValueError`` for any other picture.
    """
    width, height, packed = _read(picture)
    pixels = memoryview(_pixels(packed, width, height)).cast("I")
    seen = Counter(pixels)
    kept = [colour for colour in map(_colour, keep) if colour in seen]
    often = (colour for colour, _ in seen.most_common())
    palette = list(islice(dict.fromkeys([*kept, *often]), colours))
    parts = [_parts(colour) for colour in palette]
    number = {colour: _nearest(_parts(colour), parts) for colour in seen}
    numbers = bytes(map(number.__getitem__, pixels))
    rows = b"".join(b"\0" + numbers[at : at + width] for at in range(0, len(numbers), width))
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(bytes(part) for part in parts)),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _read(picture: bytes) -> tuple[int, int, bytes]:
    """Width, height and the filtered rows."""
    if not picture.startswith(_SIGNATURE):
        raise ValueError("not a PNG")
    chunks = list(_chunks(picture))
    width, height, *form = struct.unpack(">IIBBBBB", chunks[0][1])
    if form != [8, 6, 0, 0, 0]:
        raise ValueError("not eight bits of red, green, blue and alpha")
    return (
        width,
        height,
        zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT")),
    )


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(picture):
        length, name = struct.unpack_from(">I4s", picture, at)
        yield name, picture[at + 8 : at + 8 + length]
        at += length + 12


def _pixels(packed: bytes, width: int, height: int) -> bytes:
    """The rows without their filters, one after the other."""
    stride = width * _CHANNELS + 1
    above = bytes(width * _CHANNELS)
    rows = []
    for at in range(0, height * stride, stride):
        above = _UNFILTER[packed[at]](packed[at + 1 : at + stride], above)
        rows.append(above)
    return b"".join(rows)


def _as_it_is(row: bytes, _above: bytes) -> bytes:
    return row


def _from_left(row: bytes, _above: bytes) -> bytes:
    found = bytearray(row)
    for channel in range(_CHANNELS):
        totals = accumulate(row[channel::_CHANNELS])
        found[channel::_CHANNELS] = bytes(total & 255 for total in totals)
    return bytes(found)


def _from_above(row: bytes, above: bytes) -> bytes:
    return bytes([(one + up) & 255 for one, up in zip(row, above, strict=True)])


def _from_both(row: bytes, above: bytes) -> bytes:
    """The difference to the mean of the pixels on the left and above."""
    found = bytearray(len(row))
    for channel in range(_CHANNELS):
        left, line = 0, []
        for one, up in zip(row[channel::_CHANNELS], above[channel::_CHANNELS], strict=True):
            left = (one + (left + up) // 2) & 255
            line.append(left)
        found[channel::_CHANNELS] = bytes(line)
    return bytes(found)


def _from_three(row: bytes, above: bytes) -> bytes:
    """The difference to whichever of left, above and above left is nearest to their plane."""
    found = bytearray(len(row))
    for channel in range(_CHANNELS):
        left = corner = 0
        line = []
        for one, up in zip(row[channel::_CHANNELS], above[channel::_CHANNELS], strict=True):
            if left != up:
                to_left, to_up = abs(up - corner), abs(left - corner)
                to_corner = abs(left + up - 2 * corner)
                if to_left > to_up or to_left > to_corner:
                    left = up if to_up <= to_corner else corner
            left = (left + one) & 255
            corner = up
            line.append(left)
        found[channel::_CHANNELS] = bytes(line)
    return bytes(found)


#: How a row is read, by its filter type.
_UNFILTER = (_as_it_is, _from_left, _from_above, _from_both, _from_three)


def _colour(written: str) -> int:
    """The colour of "#rrggbb" as one number of this machine."""
    (found,) = struct.unpack("I", bytes.fromhex(written[1:]) + b"\xff")
    return int(found)


def _parts(colour: int) -> tuple[int, int, int]:
    """Red, green and blue of four bytes that were read as one number of this machine."""
    red, green, blue, _ = struct.pack("I", colour)
    return red, green, blue


def _nearest(wanted: tuple[int, int, int], palette: Sequence[tuple[int, int, int]]) -> int:
    red, green, blue = wanted
    return min(
        range(len(palette)),
        key=lambda at: (
            abs(palette[at][0] - red) + abs(palette[at][1] - green) + abs(palette[at][2] - blue)
        ),
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
