"""Reading any spreadsheet that somebody hands over, or refusing it with a reason."""

from __future__ import annotations

from pathlib import Path

from saphan.domain.refusals import FileRefused
from saphan.domain.text.tables import Table
from saphan.foundation.sheets.bundle import read_bundle
from saphan.foundation.sheets.delimited import read_delimited
from saphan.foundation.sheets.grid import Grid, Merged, headed
from saphan.foundation.sheets.limits import MOST_BYTES, MOST_ROWS
from saphan.foundation.sheets.objects import read_objects
from saphan.foundation.sheets.workbook import read_old, read_packed

_PACKED = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Files that a person may call a spreadsheet because of their ending: web pages, documents.
_NEVER = (b"%PDF", b"{\\rtf", b"<", b"\x89PNG", b"\xff\xd8\xff", b"PK\x05\x06")


def read_tables(
    path: Path,
    *,
    name: str | None = None,
    heading_row: int | None = None,
    heading_rows: int = 1,
    merged: Merged = "keep",
    most_rows: int = MOST_ROWS,
) -> list[Table]:
    """The sheets of a file as tables, in its order, blank sheets left out.

    ``name`` is the name that the person knows when ``path`` is a temporary one. See ``headed``
    for ``heading_row``, ``heading_rows`` and ``merged``. Raises ``FileRefused`` as ``read_grids``
    does and ``file.no_rows`` when no sheet has a row below its headings.
    """
    tables = [
        headed(grid, heading_row=heading_row, heading_rows=heading_rows, merged=merged)
        for grid in read_grids(path, name=name, most_rows=most_rows)
    ]
    if not any(table.rows for table in tables):
        raise FileRefused("file.no_rows", file=name or path.name)
    return tables


def read_grids(path: Path, *, name: str | None = None, most_rows: int = MOST_ROWS) -> list[Grid]:
    """The sheets of a file as grids, for showing them before the headings are known.

    Raises ``FileRefused``: ``file.missing``, ``file.empty``, ``file.too_large``,
    ``file.too_many_rows``, ``file.too_many_cells``, ``file.not_a_spreadsheet``,
    ``file.encrypted``, ``file.zip_bomb``, ``file.damaged``, ``file.encoding``,
    ``file.incomplete``, ``file.no_rows``.
    """
    shown = name or path.name
    start = _start(path, shown)
    grids = [grid for grid in _dispatched(path, shown, start, most_rows) if grid.rows]
    if not grids:
        raise FileRefused("file.no_rows", file=shown)
    return grids


def _start(path: Path, shown: str) -> bytes:
    """The first bytes of the file, after its size is known to be acceptable."""
    try:
        size = path.stat().st_size if path.is_file() else None
        if size is None:
            raise FileRefused("file.missing", file=shown)
        if size > MOST_BYTES:
            raise FileRefused("file.too_large", file=shown, size=size, limit=MOST_BYTES)
        with path.open("rb") as file:
            start = file.read(512)
    except (OSError, ValueError) as error:
        raise FileRefused("file.missing", file=shown) from error
    if not start.strip():
        raise FileRefused("file.empty", file=shown)
    return start


def _dispatched(path: Path, shown: str, start: bytes, most_rows: int) -> list[Grid]:
    """The reader is chosen by what the file holds; its ending only tells text from JSON."""
    if start.startswith(_PACKED):
        return read_bundle(path, shown, most_rows) or list(read_packed(path, shown, most_rows))
    if start.startswith(_OLE):
        return list(read_old(path, shown, most_rows))
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(_NEVER):
        raise FileRefused("file.not_a_spreadsheet", file=shown)
    sheet = Path(shown).stem
    if Path(shown).suffix.lower() == ".json" or text.startswith((b"[{", b'{"')):
        return read_objects(path, shown, sheet, most_rows)
    return [read_delimited(path, shown, sheet, most_rows)]
