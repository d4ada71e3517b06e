"""What the fast reader does not tell of an ODS file: lost formulas, errors, its true size.

Names follow OpenDocument 1.3 part 3, sections 9.1 (tables) and 19 (attributes).
"""

from __future__ import annotations

from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from saphan.domain.refusals import FileRefused
from saphan.domain.text.tables import CellError, Formula
from saphan.foundation.sheets.archive import Archive
from saphan.foundation.sheets.limits import MOST_CELLS
from saphan.foundation.sheets.marks import Marks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def marks_of_tables(archive: Archive, part: str) -> dict[str, Marks]:
    """The lost formulas and errors of every sheet, by its name.

    Raises ``FileRefused``: ``file.too_many_cells`` before the fast reader would repeat rows and
    columns beyond what it can hold, ``file.damaged``, and the refusals of ``Archive``.
    """
    for _ in archive.stream(part):
        pass
    with archive.open(part) as source:
        try:
            return _tables(source, archive.name)
        except (ParseError, DefusedXmlException, ValueError, OSError) as error:
            raise FileRefused("file.damaged", file=archive.name, part=part) from error


def _tables(source: BinaryIO, name: str) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    marks: Marks = {}
    number, width = 1, 1
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start" and element.tag == f"{_TABLE}table":
            marks = found.setdefault(element.get(f"{_TABLE}name", ""), {})
            number, width = 1, 1
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            repeated = _times(element, "rows")
            here, columns = _row(element, number)
            if columns:
                marks.update(here)
                width = max(width, columns)
                if (number + repeated) * width > MOST_CELLS:
                    raise FileRefused("file.too_many_cells", file=name, limit=MOST_CELLS)
            number += repeated
            element.clear()
    return found


def _row(row: Element, number: int) -> tuple[Marks, int]:
    """The marks of one row and how many columns hold something."""
    marks: Marks = {}
    column = width = 0
    for cell in row:
        if cell.tag in _CELLS:
            times = _times(cell, "columns")
            formula = cell.get(f"{_TABLE}formula")
            kind = cell.get(f"{_OFFICE}value-type")
            if cell.get(_ERROR_TYPE) == "error":
                marks[number, column] = CellError("".join(cell.itertext()) or "#N/A")
            elif formula is not None and kind is None:
                marks[number, column] = Formula(formula)
            column += times
            if formula is not None or kind is not None or len(cell):
                width = column
    return marks, width


def _times(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
