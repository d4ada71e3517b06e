"""Exports: a table as a file that a spreadsheet program opens correctly."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import slugify

from saphan.foundation.sheets.writing import Column, Kind, Sheet, escaped, write_workbook
from saphan.foundation.tables import AskedTable

Row = TypeVar("Row")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(asked: AskedTable[Row]) -> HttpResponse:
    """The file the address asks for (``?export=csv`` or ``?export=xlsx``).

    Raises ``ValueError`` when none is asked for.
    """
    if not asked.export:
        raise ValueError("no export asked for")
    made, kind = (
        (_csv(asked), "text/csv; charset=utf-8")
        if asked.export == "csv"
        else (
            _xlsx(asked),
            _XLSX,
        )
    )
    response = HttpResponse(made, content_type=kind)
    name = f"{_file_name(asked)}.{asked.export}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file_name(asked: AskedTable[Row]) -> str:
    """Letters every file system takes."""
    return named_file(slugify(asked.table.name) or slugify(asked.table.caption) or "table")


def invented() -> bool:
    """Whether this is the demo, whose pages, papers and files say so."""
    return bool(getattr(settings, "DEMO", False))


def named_file(name: str) -> str:
    """The name of a file to download; that of the demo tells that it is invented."""
    return f"invented-demo-{name}" if invented() else name


def _csv(asked: AskedTable[Row]) -> bytes:
    """UTF-8 with its mark, so that spreadsheet programs read every script."""
    sheet = io.StringIO()
    csv.writer(sheet).writerows([[_csv_value(value) for value in row] for row in asked.sheet()])
    return sheet.getvalue().encode("utf-8-sig")


def _csv_value(value: object) -> str:
    if isinstance(value, str):
        return escaped(value)
    return "" if value is None else str(value)


def _xlsx(asked: AskedTable[Row]) -> bytes:
    headings, *rows = asked.sheet()
    columns = [Column(str(text), _kind(rows, at)) for at, text in enumerate(headings)]
    file = io.BytesIO()
    write_workbook(file, [Sheet(asked.table.caption[:31], columns, rows)])
    return file.getvalue()


def _kind(rows: list[list[object]], at: int) -> Kind:
    """How a column is written: money for decimals, numbers for whole ones, else text."""
    values = [row[at] for row in rows if row[at] is not None]
    kinds: tuple[tuple[type, Kind], ...] = ((Decimal, "money"), (int, "whole"), (date, "date"))
    fitting = (kind for made_of, kind in kinds if all(isinstance(v, made_of) for v in values))
    return next(fitting, "text") if values else "text"
