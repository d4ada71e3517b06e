"""Exports: a table as a file that a spreadsheet program opens correctly.

Text that a spreadsheet would run as a formula is written as text.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from saphan.foundation.tables import AskedTable

Row = TypeVar("Row")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: First characters that make a spreadsheet program take text for a formula. Source: OWASP.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 48


def download(asked: AskedTable[Row]) -> HttpResponse:
    """The file the address asks for (``?export=csv`` or ``?export=xlsx``).

    Raises ``ValueError`` when none is asked for.
    """
    makers = {"csv": (_csv, "text/csv; charset=utf-8"), "xlsx": (_xlsx, _XLSX)}
    if asked.export not in makers:
        raise ValueError(asked.export)
    make, kind = makers[asked.export]
    response = HttpResponse(make(asked.sheet()), content_type=kind)
    name = f"{_file_name(asked)}.{asked.export}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file_name(asked: AskedTable[Row]) -> str:
    """Letters every file system takes; demo files say so in their name."""
    name = slugify(asked.table.name) or slugify(asked.table.caption) or "table"
    return f"invented-demo-{name}" if getattr(settings, "DEMO", False) else name


def _csv(rows: list[list[object]]) -> bytes:
    """UTF-8 with its mark, so that spreadsheet programs read every script."""
    sheet = io.StringIO()
    csv.writer(sheet).writerows([[_csv_value(value) for value in row] for row in rows])
    return sheet.getvalue().encode("utf-8-sig")


def _csv_value(value: object) -> str:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else str(value)


def _xlsx(rows: list[list[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet("Table")
    for number, width in enumerate(_widths(rows), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(rows[0])))}{len(rows)}"
    for place, row in enumerate(rows):
        sheet.append([_xlsx_cell(sheet, value, bold=place == 0) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _widths(rows: list[list[object]]) -> list[int]:
    columns = zip(*rows[:200], strict=True)
    return [min(_WIDEST, 3 + max(len(str(value)) for value in column)) for column in columns]


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: object, *, bold: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell
