"""Spreadsheets that are written hold text as text and are the same bytes every time."""

from __future__ import annotations

import io
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saphan.foundation.sheets import (
    Column,
    Formula,
    Sheet,
    escaped,
    read_tables,
    write_csv,
    write_workbook,
)

COLUMNS = (
    Column("worker_code"),
    Column("amount", "money"),
    Column("workers", "whole"),
    Column("paid_on", "date"),
)
ROWS = [
    ("W1", Decimal("1234.50"), 3, date(2026, 1, 2)),
    ("=1+1", Fraction(1, 3), 4, None),
    ("รวม", Decimal("1234.83"), 7, None),
]


def made(path: Path, **options: Any) -> Any:
    write_workbook(path, [Sheet("Plan: a/b", COLUMNS, ROWS, **options)])
    return openpyxl.load_workbook(path)


def test_a_workbook_reads_back_as_it_was_written(tmp_path: Path) -> None:
    made(tmp_path / "a.xlsx")
    (table,) = read_tables(tmp_path / "a.xlsx")
    assert table.name == "Plan  a b"
    assert table.headings == ("worker_code", "amount", "workers", "paid_on")
    assert [row.cells for row in table.rows] == [
        ("W1", 1234.5, 3, date(2026, 1, 2)),
        ("=1+1", 0.333333, 4, None),
        ("รวม", 1234.83, 7, None),
    ]


def test_a_sheet_is_ready_for_the_printer(tmp_path: Path) -> None:
    sheet = made(
        tmp_path / "a.xlsx", above=["One", "Two"], total=True, font="Noto Sans Thai"
    ).active
    assert sheet["A1"].value == "One"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.auto_filter.ref == "A3:D5"
    assert sheet["A3"].font.bold
    assert sheet["A3"].font.name == "Noto Sans Thai"
    assert [sheet["B4"].font.bold, sheet["B6"].font.bold] == [False, True]
    assert sheet["B4"].number_format == "#,##0.00"
    assert sheet["D4"].number_format == "yyyy-mm-dd"
    assert sheet["B4"].alignment.horizontal == "right"


@pytest.mark.parametrize(
    "text", ["=1+1", "+66", "-5", "@SUM(A1)", "\t=1", " =1", "=cmd|' /C x'!A0"]
)
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    write_workbook(tmp_path / "a.xlsx", [Sheet("s", [Column(text)], [(text,), ("ok",)])])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.active is not None
    for cell in (book.active["A1"], book.active["A2"]):
        assert (cell.data_type, cell.value) == ("s", text)
        assert cell.quotePrefix
    write_csv(tmp_path / "a.csv", [text], [(text,)])
    assert f"'{text}" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig").replace('""', '"')


def test_an_error_word_is_text_and_no_error(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [Sheet("s", [Column("a")], [("#N/A",), (Formula("A1"),)])])
    (table,) = read_tables(tmp_path / "a.xlsx")
    assert [row.cells for row in table.rows] == [("#N/A",), ("=A1",)]


def test_the_same_content_is_the_same_bytes(tmp_path: Path) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_workbook(first, [Sheet("s", COLUMNS, ROWS)])
    time.sleep(2.1)  # a packed file counts time in steps of two seconds
    write_workbook(second, [Sheet("s", COLUMNS, ROWS)])
    assert first.getvalue() == second.getvalue()


def test_names_of_sheets_are_made_acceptable_and_unique(tmp_path: Path) -> None:
    names = ["a" * 40, "A" * 40, "[x]", "", "'"]
    write_workbook(tmp_path / "a.xlsx", [Sheet(name, [Column("a")], [(1,)]) for name in names])
    found = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert found == ["a" * 31, "A" * 29 + " 2", "x", "Sheet", "Sheet 2"]


def test_a_float_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_workbook(tmp_path / "a.xlsx", [Sheet("s", [Column("a", "money")], [(0.1,)])])
    with pytest.raises(TypeError):
        write_csv(tmp_path / "a.csv", ["a"], [(0.1,)])


def test_csv_holds_numbers_plainly_and_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ["a", "b", "c", "d"], [(-5, Decimal("1E+3"), True, None), ("ก", 1, False, "x")])
    assert path.read_bytes() == ("\ufeffa,b,c,d\r\n-5,1000,true,\r\nก,1,false,x\r\n".encode())


TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(TEXT, min_size=1, max_size=5))
def test_any_text_survives_the_way_out_and_back(tmp_path: Path, texts: list[str]) -> None:
    rows = [("x", text) for text in texts]
    write_workbook(tmp_path / "a.xlsx", [Sheet("s", [Column("k"), Column("t")], rows)])
    (table,) = read_tables(tmp_path / "a.xlsx")
    for row, text in zip(table.rows, texts, strict=True):
        assert not isinstance(row.cells[1], Formula)
        readable = "".join(c for c in text if c >= " " or c in "\t\n\r")
        assert str(row.cells[1] or "").split() == readable.split()
        assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_row_is_as_high_as_its_longest_text_needs(tmp_path: Path) -> None:
    columns = (Column("Short", width=12), Column("Thai ไทย", width=12))
    rows = [("a", "b"), ("many words that do not stand on one line", "b"), ("กี่ " * 12, "b")]
    write_workbook(tmp_path / "a.xlsx", [Sheet("S", columns, rows)])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    heights = [sheet.row_dimensions[number].height for number in range(1, 5)]
    assert heights[0] is not None
    assert heights[1] is None
    assert heights[2] == 5 * 17 + 4
    assert heights[3] == 3 * 17 + 4
