"""Workbooks (XLSX, XLS, ODS) as grids: calamine reads, everything it hides is put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from saphan.domain.refusals import FileRefused
from saphan.domain.text.tables import Row
from saphan.foundation.sheets.archive import Archive
from saphan.foundation.sheets.grid import Area, Grid
from saphan.foundation.sheets.limits import MOST_CELLS
from saphan.foundation.sheets.marks import Marks, marks_of, sheet_parts
from saphan.foundation.sheets.opendocument import marks_of_tables

_XLSX_PART = "xl/workbook.xml"
_ODS_PART = "content.xml"
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
#: The stream that holds an encrypted workbook, as a name inside an OLE file (MS-OFFCRYPTO 1.3).
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_packed(path: Path, name: str, most_rows: int) -> Iterator[Grid]:
    """The visible sheets of an XLSX or ODS file that are not blank.

    Raises ``FileRefused`` with the codes of ``Archive`` and ``marks_of``,
    ``file.not_a_spreadsheet``, ``file.encrypted``, ``file.damaged``, ``file.too_many_rows``.
    """
    with Archive(path, name) as archive:
        marks = _marks(archive)
    yield from _read(path, name, most_rows, marks)


def read_old(path: Path, name: str, most_rows: int) -> Iterator[Grid]:
    """The visible sheets of an XLS file; its failed formulas are blank there, not ``CellError``."""
    if _ENCRYPTED_STREAM in path.read_bytes():
        raise FileRefused("file.encrypted", file=name)
    yield from _read(path, name, most_rows, {})


def _marks(archive: Archive) -> dict[str, Marks]:
    parts = archive.parts
    for part in parts:
        if part.endswith((".xml", ".rels")) and not part.startswith("xl/worksheets/"):
            for _ in archive.stream(part):
                pass
    if _XLSX_PART in parts:
        sheets = sheet_parts(archive)
        return {
            name: marks_of(archive, part)
            for name, part in sheets.items()
            if "worksheets/" in part or part not in parts
        }
    if _ODS_PART in parts and archive.read("mimetype").startswith(_ODS_TYPE):
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise FileRefused("file.encrypted", file=archive.name)
        return marks_of_tables(archive, _ODS_PART)
    raise FileRefused("file.not_a_spreadsheet", file=archive.name)


def _read(path: Path, name: str, most_rows: int, marks: dict[str, Marks]) -> Iterator[Grid]:
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            for meta in workbook.sheets_metadata:
                if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible:
                    sheet = workbook.get_sheet_by_name(meta.name)
                    yield _grid(sheet, marks.get(meta.name, {}), name, most_rows)
    except PasswordError as error:
        raise FileRefused("file.encrypted", file=name) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise FileRefused("file.damaged", file=name) from error
    except BaseException as error:
        # The reader is written in Rust; its panics are no Exception and would pass every guard.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused("file.damaged", file=name) from error


def _grid(sheet: CalamineSheet, marks: Marks, name: str, most_rows: int) -> Grid:
    if sheet.start is None:
        return Grid(sheet.name, [])
    if sheet.height * sheet.width > MOST_CELLS:
        raise FileRefused("file.too_many_cells", file=name, limit=MOST_CELLS)
    # The reader gives the rows above the first content, but not the columns left of it.
    left = [""] * sheet.start[1]
    cells = (left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()
    rows = _rows(cells, marks, sheet.total_width)
    return Grid(sheet.name, counted(rows, name, sheet.name, most_rows), _areas(sheet))


def counted(rows: Iterable[Row], name: str, sheet: str, most_rows: int) -> list[Row]:
    """The rows as a list. Raises ``FileRefused("file.too_many_rows")`` beyond ``most_rows``."""
    kept: list[Row] = []
    for row in rows:
        kept.append(row)
        if len(kept) > most_rows + 1:
            raise FileRefused("file.too_many_rows", file=name, sheet=sheet, limit=most_rows)
    return kept


def _rows(rows: Iterable[Sequence[object]], marks: Marks, width: int) -> Iterator[Row]:
    marked: dict[int, dict[int, object]] = {}
    for (number, column), mark in marks.items():
        marked.setdefault(number, {})[column] = mark
        width = max(width, column + 1)
    same: dict[object, object] = {}
    number = 0
    for number, cells in enumerate(rows, start=1):
        row = _row(number, cells, marked.pop(number, None), width, same)
        if row is not None:
            yield row
    for after in sorted(marked):
        row = _row(after, [], marked[after], width, same)
        if row is not None:
            yield row


def _row(
    number: int,
    cells: Sequence[object],
    marked: dict[int, object] | None,
    width: int,
    same: dict[object, object],
) -> Row | None:
    """The row with blanks as None and equal texts held once; None when nothing stands in it."""
    kept = [
        None if cell == "" else same.setdefault(cell, cell) if cell.__class__ is str else cell
        for cell in cells
    ]
    if len(kept) < width:
        kept += [None] * (width - len(kept))
    for column, mark in (marked or {}).items():
        kept[column] = mark
    if any(cell is not None and (cell.__class__ is not str or str(cell).strip()) for cell in kept):
        return Row(number, tuple(kept))
    return None


def _areas(sheet: CalamineSheet) -> tuple[Area, ...]:
    return tuple(
        (top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
