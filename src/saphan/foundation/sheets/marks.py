"""What the fast reader does not tell of an XLSX sheet: lost formulas, errors, its true size.

Every sheet is skimmed as bytes; only one that shows a formula, an error or an unusual position
is parsed, since parsing costs three times as much as reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from saphan.domain.refusals import FileRefused
from saphan.domain.text.tables import CellError, Formula
from saphan.foundation.sheets.archive import Archive
from saphan.foundation.sheets.limits import MOST_CELLS

#: What stands at (row from 1, column from 0) instead of the value that the fast reader gives.
Marks = dict[tuple[int, int], Formula | CellError]

#: A cell or row that does not begin with a plain position below row 200,000 and column AAA.
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z]{1,2}1?\d{1,5}"(?: [a-z]+="\w*")* ?/?>)[\s/>]')
_ODD_ROW = re.compile(rb'<row(?! r="1?\d{1,5}")')
_FROM_COLUMN_AA = re.compile(rb'<c r="[A-Z]{2}')
_FROM_ROW_10_000 = re.compile(rb'<c r="[A-Z]+\d{5}')
#: Formulas, errors, names with a prefix, and bytes that no UTF-8 text holds.
_SIGNS = (b' t="e"', b":f", b":c", b":row", b"\x00")
_FORMULA = re.compile(rb"<f[\s/>]")
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
            return _parse(source, archive.name)
        except (expat.ExpatError, ValueError, OSError) as error:
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
        wide = wide or bool(_FROM_COLUMN_AA.search(text))
        tall = tall or bool(_FROM_ROW_10_000.search(text))
        unusual = (wide and tall) or len(rest) > _LONGEST_TAG or _is_odd(text)
    return unusual or bool(rest.strip())


def _is_odd(text: bytes) -> bool:
    return (
        any(sign in text for sign in _SIGNS)
        or (b"<f" in text and bool(_FORMULA.search(text)))
        or bool(_ODD_CELL.search(text))
        or bool(_ODD_ROW.search(text))
    )


class _Sheet:
    """The handlers of one pass over the XML of a sheet; only cells and rows are looked at.

    Positions may be implied: a row without number follows the one before, a cell likewise.
    """

    def __init__(self, name: str) -> None:
        self.found: Marks = {}
        self._name = name
        self._row, self._column = 0, -1
        self._kind = ""
        self._texts: dict[str, str] = {}
        self._inside = ""
        self._top, self._left, self._bottom, self._right = 1 << 30, 1 << 30, 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._row, self._column = _position(attributes.get("r"), self._row, self._column + 1)
            self._kind = attributes.get("t", "")
            self._texts = {}
        elif name in ("f", "v", "is"):
            self._inside = name
            self._texts[name] = ""
        elif name == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 1), -1

    def text(self, text: str) -> None:
        if self._inside:
            self._texts[self._inside] += text

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == self._inside:
            self._inside = ""
        elif name == "c" and self._texts:
            self._grow()
            mark = _mark(self._kind, self._texts)
            if mark is not None:
                self.found[self._row, self._column] = mark

    def _grow(self) -> None:
        """Widen the rectangle that holds the content; refuse one that nobody can hold."""
        self._top, self._bottom = min(self._top, self._row), max(self._bottom, self._row)
        self._left, self._right = min(self._left, self._column), max(self._right, self._column)
        cells = (self._bottom - self._top + 1) * (self._right - self._left + 1)
        if cells > MOST_CELLS:
            raise FileRefused("file.too_many_cells", file=self._name, limit=MOST_CELLS)


def _parse(source: BinaryIO, name: str) -> Marks:
    sheet = _Sheet(name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    parser.EntityDeclHandler = _no_entities
    parser.ParseFile(source)
    return sheet.found


def _no_entities(*_: object) -> None:
    raise ValueError("a sheet declares no entities")


def _mark(kind: str, texts: dict[str, str]) -> Formula | CellError | None:
    value = texts.get("v")
    if kind == "e":
        return CellError(value or "#N/A")
    # A formula whose result is an empty text is saved with the type "str" and an empty value.
    if "f" in texts and not value and not (kind == "str" and value is not None):
        return Formula(texts["f"])
    return None


def _position(reference: str | None, row: int, column: int) -> tuple[int, int]:
    if reference is None:
        return row, column
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError("no such position")
    return int(found[2]), _column(found[1])


@lru_cache(maxsize=1 << 15)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parsed(archive: Archive, part: str) -> Element:
    try:
        root: Element = fromstring(archive.read(part))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise FileRefused("file.damaged", file=archive.name, part=part) from error
    return root


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
