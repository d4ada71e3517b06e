"""What the fast reader does not tell of an XLSX sheet: lost formulas, errors, its true size.

Every sheet is skimmed as bytes; only one that shows a formula, an error or an unusual position
is parsed, since parsing costs three times as much as reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from saphan.domain.refusals import FileRefused
from saphan.domain.text.tables import CellError, Formula
from saphan.foundation.sheets.archive import Archive
from saphan.foundation.sheets.limits import MOST_CELLS

#: What stands at (row from 1, column from 0) instead of the value that the fast reader gives.
Marks = dict[tuple[int, int], Formula | CellError]

_FORMULA_OR_ERROR = re.compile(rb"""<(?:\w+:)?f[\s/>]|\st\s*=\s*["']e["']""")
#: A cell or row whose position is not told first, or in a part that is not plain bytes.
_NO_POSITION = re.compile(rb"<(?:\w+:)?(?:c|row)(?=[\s/>])(?!\s+r\s*=)|\x00")
_THREE_LETTERS = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{3}""")
_TWO_LETTERS = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{2}""")
_ROW_FROM_10_000 = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]*\d{5}""")
_ROW_FROM_200_000 = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]*(?:[2-9]\d{5}|\d{7})""")
_UNUSUAL = (_FORMULA_OR_ERROR, _NO_POSITION, _THREE_LETTERS, _ROW_FROM_200_000)
#: Bytes without a closing bracket; a text in a cell holds at most 32,767 characters.
_LONGEST_TAG = 1 << 18
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def sheet_parts(archive: Archive) -> dict[str, str]:
    """The name of each sheet of an XLSX file and the part that holds it."""
    relations = {
        link.get("Id", ""): link.get("Target", "")
        for link in _parsed(archive, "xl/_rels/workbook.xml.rels")
    }
    found = {}
    for sheet in _parsed(archive, "xl/workbook.xml").iter():
        if _local(sheet) == "sheet":
            link = next((v for k, v in sheet.items() if k.endswith("}id")), "")
            target = relations.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[sheet.get("name", "")] = part
    return found


def marks_of(archive: Archive, part: str) -> Marks:
    """The lost formulas and errors of one sheet.

    Raises ``FileRefused``: ``file.too_many_cells`` before the fast reader would reserve room for
    a rectangle it cannot hold, and the refusals of ``Archive``.
    """
    if part not in archive.parts:
        raise FileRefused("file.damaged", file=archive.name, part=part)
    if not _looks_unusual(archive.stream(part)):
        return {}
    with archive.open(part) as source:
        try:
            return _marks(_cells(source), archive.name)
        except (ParseError, DefusedXmlException, ValueError, OSError) as error:
            raise FileRefused("file.damaged", file=archive.name, part=part) from error


def _looks_unusual(chunks: Iterable[bytes]) -> bool:
    """Whether a sheet must be parsed; goes through all of it, so that its size is proven."""
    unusual = wide = tall = False
    rest = b""
    for chunk in chunks:
        if unusual:
            continue
        whole, closing, rest = (rest + chunk).rpartition(b">")
        text = whole + closing
        wide = wide or bool(_TWO_LETTERS.search(text))
        tall = tall or bool(_ROW_FROM_10_000.search(text))
        unusual = (
            (wide and tall)
            or len(rest) > _LONGEST_TAG
            or any(pattern.search(text) for pattern in _UNUSUAL)
        )
    return unusual or bool(rest.strip())


def _marks(cells: Iterator[tuple[int, int, Element]], name: str) -> Marks:
    found: Marks = {}
    top, left, bottom, right = 1 << 30, 1 << 30, 0, 0
    for row, column, cell in cells:
        content = {_local(child): child for child in cell}
        mark = _mark(cell, content)
        if mark is not None:
            found[row, column] = mark
        if content:
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column)
            if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
                raise FileRefused("file.too_many_cells", file=name, limit=MOST_CELLS)
    return found


def _mark(cell: Element, content: dict[str, Element]) -> Formula | CellError | None:
    kind = cell.get("t")
    value = content["v"].text or "" if "v" in content else None
    if kind == "e":
        return CellError(value or "#N/A")
    # A formula whose result is an empty text is saved with the type "str" and an empty value.
    if "f" in content and not value and not (kind == "str" and value is not None):
        return Formula(content["f"].text or "")
    return None


def _cells(source: BinaryIO) -> Iterator[tuple[int, int, Element]]:
    """Row (from 1), column (from 0) and element of every cell; positions may be implied."""
    parent: Element | None = None
    row, column = 0, -1
    for event, element in iterparse(source, events=("start", "end")):
        name = _local(element)
        if event == "start":
            if name == "sheetData":
                parent = element
            elif name == "row":
                row, column = int(element.get("r") or row + 1), -1
        elif name == "c":
            row, column = _position(element, row, column + 1)
            yield row, column, element
        elif name == "row" and parent is not None:
            parent.clear()


def _position(cell: Element, row: int, column: int) -> tuple[int, int]:
    reference = cell.get("r")
    if reference is None:
        return row, column
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError("no such position")
    number = 0
    for letter in found[1].upper():
        number = number * 26 + ord(letter) - 64
    return int(found[2]), number - 1


def _parsed(archive: Archive, part: str) -> Element:
    try:
        root: Element = fromstring(archive.read(part))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise FileRefused("file.damaged", file=archive.name, part=part) from error
    return root


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
