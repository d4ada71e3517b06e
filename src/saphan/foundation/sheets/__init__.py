"""Spreadsheets in and out; works without a server, so the command line uses it too."""

from saphan.domain.text.tables import CellError, Formula, Row, Table
from saphan.foundation.sheets.grid import Grid, guess_heading_row, guess_heading_rows, headed
from saphan.foundation.sheets.reading import read_grids, read_tables

__all__ = [
    "CellError",
    "Formula",
    "Grid",
    "Row",
    "Table",
    "guess_heading_row",
    "guess_heading_rows",
    "headed",
    "read_grids",
    "read_tables",
]
