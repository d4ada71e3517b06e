"""Headings are found below titles and joined over several rows."""

from __future__ import annotations

from saphan.foundation.sheets import Grid, Row, guess_heading_row, guess_heading_rows, headed


def grid(*rows: tuple[object, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Grid:
    kept = [Row(n, row) for n, row in enumerate(rows, start=1) if any(c is not None for c in row)]
    return Grid("sheet", kept, merged)


def test_a_title_above_the_headings_is_passed_over() -> None:
    found = grid(
        ("รายงานค่าใช้จ่ายของแรงงาน", None, None, None),
        ("โรงงาน A", None, "2569", None),
        (None, None, None, None),
        ("รหัส", "สัญชาติ", "รายการ", "จำนวนเงิน"),
        ("W1", "พม่า", "วีซ่า", 1900),
    )
    assert guess_heading_row(found) == 4


def test_a_title_merged_across_the_sheet_is_one_word() -> None:
    found = grid(
        ("Title", None, None),
        ("a", "b", "c"),
        ("x", "y", "z"),
        merged=((1, 0, 1, 2),),
    )
    assert guess_heading_row(found) == 2


def test_headings_in_the_first_row_are_found_there() -> None:
    assert guess_heading_row(grid(("a", "b"), ("x", "y"), ("z", 1))) == 1
    assert guess_heading_row(Grid("empty", [])) == 1


def test_headings_take_as_many_rows_as_merged_areas_tell() -> None:
    rows = (("a", "b", None), (None, "c", "d"), ("x", "y", "z"))
    assert guess_heading_rows(grid(*rows), 1) == 1
    assert guess_heading_rows(grid(*rows, merged=((1, 1, 1, 2),)), 1) == 2
    assert guess_heading_rows(grid(*rows, merged=((1, 0, 3, 0),)), 1) == 3
    assert guess_heading_rows(grid(*rows, merged=((3, 0, 3, 1),)), 1) == 1


def test_the_rows_below_the_headings_keep_their_numbers() -> None:
    table = headed(grid(("title", None), ("a", "b"), (None, None), ("x", 1)), heading_row=2)
    assert table.headings == ("a", "b")
    assert [row.number for row in table.rows] == [4]


def test_a_merged_area_beyond_the_sheet_does_no_harm() -> None:
    found = grid(("a", "b"), ("x", "y"), merged=((1, 1, 900_000, 20_000), (50, 50, 60, 60)))
    assert headed(found, merged="fill").rows[0].cells == ("x", "b")
