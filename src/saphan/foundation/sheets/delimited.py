"""Delimited text (CSV, TSV) in the encodings that offices of the corridors really use."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from saphan.domain.refusals import FileRefused
from saphan.domain.text.tables import Row
from saphan.foundation.sheets.grid import Grid
from saphan.foundation.sheets.workbook import counted

_HEAD = 64 * 1024
_DELIMITERS = (",", ";", "\t", "|")
#: Spreadsheets write and honour this first line; it is no row.
_SEPARATOR_LINE = re.compile(r"sep=(.)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
#: A Thai vowel or tone mark that stands on something that is no Thai letter: not Thai text.
_STRAY_MARK = re.compile("(?:^|[^\u0e01-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_THAI = re.compile("[\u0e01-\u0e4e]")
_MOST_STRAY = 0.02
_LOOKED_AT = 60
_FEWEST_ZEROS = 0.02
_WIDEST_FIELD = 1_000_000


def read_delimited(path: Path, name: str, sheet: str, most_rows: int) -> Grid:
    """The one grid of a text file; row numbers count records, as a spreadsheet shows them.

    Raises ``FileRefused``: ``file.encoding``, ``file.not_a_spreadsheet``, ``file.damaged``,
    ``file.too_many_rows``.
    """
    for encoding in _encodings(path):
        try:
            text_head = _head(path, encoding, name)
            rows = counted(_rows(path, encoding, text_head), name, sheet, most_rows)
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise FileRefused("file.damaged", file=name) from error
        return Grid(sheet, _of_one_width(rows))
    raise FileRefused("file.encoding", file=name)


def _encodings(path: Path) -> list[str]:
    """The encodings to try, most certain first."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Without a mark UTF-16 shows in its separators; a stray zero byte is damage, not an encoding.
    if max(even, odd) > _FEWEST_ZEROS * len(head):
        return ["utf-16-le" if odd > even else "utf-16-be"]
    # cp874 holds TIS-620 and the few signs that offices add to it.
    return ["utf-8", "cp874"]


def _head(path: Path, encoding: str, name: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        text = file.read(_HEAD)
    if _CONTROL.search(text):
        raise FileRefused("file.not_a_spreadsheet", file=name)
    if encoding == "cp874":
        thai = len(_THAI.findall(text))
        if not thai or len(_STRAY_MARK.findall(text)) > _MOST_STRAY * thai:
            raise FileRefused("file.encoding", file=name)
    return text


def _rows(path: Path, encoding: str, head: str) -> Iterator[Row]:
    told = _SEPARATOR_LINE.fullmatch(head.partition("\n")[0].strip("\r"))
    delimiter = told[1] if told else _delimiter(head)
    same: dict[str, str] = {}
    with path.open(encoding=encoding, newline="") as file:
        if told:
            file.readline()
        csv.field_size_limit(_WIDEST_FIELD)
        lines = _whole(file)
        for number, record in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            cells = tuple(same.setdefault(cell, cell) if cell else None for cell in record)
            if any(cell is not None and cell.strip() for cell in cells):
                yield Row(number, cells)


def _whole(file: TextIO) -> Iterator[str]:
    """The lines; text holds no zero byte, so one that does was damaged on its way."""
    for line in file:
        if "\0" in line:
            raise csv.Error("a zero byte")
        yield line


def _delimiter(head: str) -> str:
    """The delimiter that gives most of the first records one width above one."""
    return max(_DELIMITERS, key=lambda delimiter: _likelihood(head, delimiter))


def _likelihood(head: str, delimiter: str) -> tuple[float, int]:
    """The share of the first records that have the commonest width, and that width."""
    records = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    # The last line of a long head may be cut; among sixty records one does not matter.
    widths = Counter(len(record) for record in islice(records, _LOOKED_AT) if record)
    if set(widths) <= {1}:
        return 0.0, 1
    times, width = max((times, width) for width, times in widths.items() if width > 1)
    return times / widths.total(), width


def _of_one_width(rows: list[Row]) -> list[Row]:
    width = max((len(row.cells) for row in rows), default=0)
    return [
        row
        if len(row.cells) == width
        else Row(row.number, row.cells + (None,) * (width - len(row.cells)))
        for row in rows
    ]
