"""Spreadsheets in and out; works without a server, so the command line uses it too."""

from saphan.domain.text.tables import CellError, Formula, Row, Table
from saphan.foundation.sheets.grid import Grid, guess_heading_row, guess_heading_rows, headed
from saphan.foundation.sheets.reading import read_grids, read_tables
from saphan.foundation.sheets.writing import Column, Sheet, escaped, write_csv, write_workbook

__all__ = [
    "CellError",
    "Column",
    "Formula",
    "Grid",
    "Row",
    "Sheet",
    "Table",
    "escaped",
    "guess_heading_row",
    "guess_heading_rows",
    "headed",
    "read_grids",
    "read_tables",
    "write_csv",
    "write_workbook",
]
