"""Spreadsheets of every kind are read as they show themselves, or refused with a reason."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import json
import struct
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saphan.domain.refusals import FileRefused
from saphan.foundation.sheets import CellError, Formula, read_grids, read_tables

THAI = "ชื่องาน,จำนวนเงิน\nค่าหนังสือเดินทาง,๑๒๐๐๐\nค่านายหน้า,500\n"


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(FileRefused) as caught:
        read_tables(path, **options)
    return caught.value.code


def repacked(source: Path, target: Path, changes: dict[str, bytes]) -> Path:
    """The same packed file with some parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return target


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return workbook(tmp_path / "plain.xlsx", one=[["a", "b"], ["x", 1]])


def test_a_workbook_gives_its_sheets_with_the_numbers_the_spreadsheet_shows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["code", "paid_on"], ["W1", date(2026, 1, 2)], [None], ["W2", 4.5]]
    path = workbook(tmp_path / "a.xlsx", main=rows, blank=[], payments=[["item"], ["visa"]])
    main, payments = read_tables(path)
    assert (main.name, payments.name) == ("main", "payments")
    assert main.headings == ("code", "paid_on")
    assert [(row.number, row.cells) for row in main.rows] == [
        (2, ("W1", date(2026, 1, 2))),
        (4, ("W2", 4.5)),
    ]


def test_a_table_that_starts_lower_keeps_its_row_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", main=[[], [], [None, "code"], [None, "W1"]])
    (table,) = read_tables(path)
    assert table.headings == ("", "code")
    assert [(row.number, row.cells) for row in table.rows] == [(4, (None, "W1"))]


def test_a_formula_is_its_saved_value_and_without_one_it_is_marked(
    tmp_path: Path, plain: Path
) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>A2*3</f></c></row>'
        '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c><c r="B3"><f>A2*4</f><v/></c></row>'
        '<row r="4"><c r="A4" t="e"><f>B9</f><v>#REF!</v></c><c r="B4"><v>7</v></c></row>'
    )
    path = repacked(plain, tmp_path / "f.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    (table,) = read_tables(path)
    assert [row.cells for row in table.rows] == [
        (2, Formula("A2*3")),
        (None, Formula("A2*4")),
        (CellError("#REF!"), 7),
    ]


def test_formulas_written_by_a_program_have_no_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", main=[["amount", "x"], ["=SUM(1,2)", 1], [3, "=A2"]])
    (table,) = read_tables(path)
    assert table.rows[0].cells == (Formula("SUM(1,2)"), 1)
    assert table.rows[1].cells == (3, Formula("A2"))


def test_positions_may_be_implied_and_names_may_have_a_prefix(tmp_path: Path, plain: Path) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<x:worksheet xmlns:x="{space}"><x:sheetData>'
        '<x:row><x:c t="str"><x:v>a</x:v></x:c></x:row>'
        "<x:row><x:c><x:f>1+1</x:f></x:c></x:row></x:sheetData></x:worksheet>"
    )
    path = repacked(plain, tmp_path / "p.xlsx", {"xl/worksheets/sheet1.xml": xml.encode()})
    (table,) = read_tables(path)
    assert table.rows[0].cells == (Formula("1+1"),)


def test_marks_and_merges_stand_right_when_the_first_column_is_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([], [], [None, None, "a", "b"], [None, None, "x", "=1+1"], [None] * 3 + [2]):
        sheet.append(row)
    sheet.merge_cells("C4:C5")
    book.save(tmp_path / "a.xlsx")
    (table,) = read_tables(tmp_path / "a.xlsx", merged="fill")
    assert table.headings == ("", "", "a", "b")
    assert [(row.number, row.cells) for row in table.rows] == [
        (4, (None, None, "x", Formula("1+1"))),
        (5, (None, None, "x", 2)),
    ]


def test_merged_cells_are_repeated_and_headings_of_two_rows_joined(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["รายงานค่าใช้จ่าย", None, None],
        ["รหัส", "ค่าใช้จ่าย", None],
        [None, "หนังสือเดินทาง", "วีซ่า"],
        ["W1", 100, 200],
        [None, 300, 400],
    ):
        sheet.append(row)
    for area in ("A1:C1", "A2:A3", "B2:C2", "A4:A5"):
        sheet.merge_cells(area)
    book.save(tmp_path / "m.xlsx")
    (table,) = read_tables(tmp_path / "m.xlsx", heading_row=2, heading_rows=2, merged="fill")
    assert table.headings == ("รหัส", "ค่าใช้จ่าย / หนังสือเดินทาง", "ค่าใช้จ่าย / วีซ่า")
    assert [row.cells for row in table.rows] == [("W1", 100, 200), ("W1", 300, 400)]
    (kept,) = read_tables(tmp_path / "m.xlsx", heading_row=2, heading_rows=2)
    assert kept.rows[1].cells == (None, 300, 400)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("tis-620", b""),
        ("cp874", b""),
    ],
)
def test_text_is_read_in_every_encoding_of_the_corridors(
    tmp_path: Path, encoding: str, mark: bytes
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + THAI.encode(encoding))
    (table,) = read_tables(path)
    assert table.headings == ("ชื่องาน", "จำนวนเงิน")
    assert [row.cells for row in table.rows] == [("ค่าหนังสือเดินทาง", "๑๒๐๐๐"), ("ค่านายหน้า", "500")]


@pytest.mark.parametrize("text", ["nom,montant\ncafé été,12\n", "tên,số\nđường phố,12\n"])
def test_an_encoding_that_is_not_known_is_refused_and_never_guessed(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("cp1258", errors="replace"))
    assert refusal(path) == "file.encoding"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["code", "text", "n"], ["a", "x, y; z", "1"], ["b", 'she said "no"', "2"]]
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    path = tmp_path / "a.csv"
    path.write_text(made.getvalue())
    (table,) = read_tables(path)
    assert [table.headings, *(row.cells for row in table.rows)] == [tuple(row) for row in rows]


def test_a_csv_row_has_the_number_a_spreadsheet_would_show(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text('sep=;\na;b\n\n"two\nlines";1\n  ;\nz\n', newline="")
    (table,) = read_tables(path)
    assert table.name == "rates"
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ("two\nlines", "1")),
        (5, ("z", None)),
    ]


def test_json_of_a_form_server_becomes_tables_that_join(tmp_path: Path) -> None:
    found = [
        {
            "interview_code": "I1",
            "profile/sex": "f",
            "frame": {"site": "S1"},
            "payments": [
                {"payments/item": "visa", "payments/amount": 12.5},
                {"payments/item": "passport", "parts": [{"who": "a"}]},
            ],
            "_geolocation": [None, None],
            "_attachments": [{"download_url": "x"}],
        },
        {"interview_code": "I2", "payments": [], "profile/sex": ""},
        {"interview_code": "I3", "payments": [{"payments/item": "other"}]},
    ]
    for content in (found, {"count": 3, "results": found}, {"value": found}):
        path = tmp_path / "export.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        main, payments, parts = read_tables(path)
        assert main.name == "export"
        assert "_attachments" not in main.headings
        at = main.headings.index("frame/site")
        assert [row.cells[at] for row in main.rows] == ["S1", None, None]
        columns = ("payments/item", "_index", "_parent_table_name", "_parent_index")
        order = [payments.headings.index(column) for column in columns]
        assert [tuple(row.cells[at] for at in order) for row in payments.rows] == [
            ("visa", 1, "export", 1),
            ("passport", 2, "export", 1),
            ("other", 3, "export", 3),
        ]
        assert parts.rows[0].cells == ("a", 1, "payments", 2)


def test_the_name_a_person_knows_is_the_one_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "upload-81"
    path.write_text("a,b\n1,2\n")
    assert read_tables(path, name="รายชื่อ.csv")[0].name == "รายชื่อ"
    path.write_bytes(b"")
    with pytest.raises(FileRefused) as caught:
        read_tables(path, name="รายชื่อ.csv")
    assert caught.value.facts["file"] == "รายชื่อ.csv"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b" \r\n\t ", "file.empty"),
        (b"%PDF-1.7 hello", "file.not_a_spreadsheet"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file.not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n123", "file.not_a_spreadsheet"),
        (b"PK\x03\x04 and then nothing of the kind", "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and then nothing", "file.damaged"),
        (b"a,b,c\n", "file.no_rows"),
        (b"a,b\n\x01\x02\x03,\x04\n", "file.not_a_spreadsheet"),
        (b"\xff\xfea\x00,\x00\x00\xd8", "file.encoding"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "file.damaged"),
        ("[" * 100_000, "file.damaged"),
        ('{"a": 1}', "file.not_a_spreadsheet"),
        ("[1, 2]", "file.not_a_spreadsheet"),
        ("[]", "file.no_rows"),
    ],
)
def test_json_that_is_no_export_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    assert refusal(path) == code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.xlsx") == "file.missing"
    assert refusal(tmp_path) == "file.missing"
    assert refusal(Path("a\0b.csv")) == "file.missing"


def test_a_file_that_is_too_large_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    assert refusal(path) == "file.too_large"


def test_a_workbook_without_rows_is_refused(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path / "a.xlsx", main=[["a", "b"]])) == "file.no_rows"
    assert refusal(workbook(tmp_path / "b.xlsx", main=[])) == "file.no_rows"


def test_too_many_rows_are_refused(tmp_path: Path, plain: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a\n" + "1\n" * 30)
    assert refusal(path, most_rows=29) == "file.too_many_rows"
    assert len(read_tables(path, most_rows=30)[0].rows) == 30
    book = workbook(tmp_path / "b.xlsx", main=[["a"], *([n] for n in range(30))])
    assert refusal(book, most_rows=29) == "file.too_many_rows"
    objects = tmp_path / "c.json"
    objects.write_text(json.dumps([{"a": 1}] * 30))
    assert refusal(objects, most_rows=29) == "file.too_many_rows"


def test_fifty_thousand_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("code,amount\n" + "".join(f"W{n},{n}\n" for n in range(50_000)))
    (table,) = read_tables(path)
    assert (len(table.rows), table.rows[-1].number) == (50_000, 50_001)


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path: Path, plain: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
        made.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(600):
            part.write(bytes(1 << 20))
    assert refusal(path) == "file.zip_bomb"


def test_a_zip_bomb_that_declares_too_little_is_refused_by_what_it_is(
    tmp_path: Path, plain: Path
) -> None:
    path = repacked(
        plain,
        tmp_path / "liar.xlsx",
        {"xl/worksheets/sheet1.xml": sheet_xml(" " * 3_000_000)},
    )
    content = path.read_bytes()
    real = next(
        info.file_size
        for info in zipfile.ZipFile(path).infolist()
        if info.filename == "xl/worksheets/sheet1.xml"
    )
    path.write_bytes(content.replace(struct.pack("<I", real), struct.pack("<I", 100)))
    assert refusal(path) == "file.zip_bomb"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r = "ZZ199999"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row><row r="190000"><c r="zz190000"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_claims_a_huge_rectangle_is_refused(
    tmp_path: Path, plain: Path, rows: str
) -> None:
    path = repacked(plain, tmp_path / "wide.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert refusal(path) == "file.too_many_cells"


def test_far_cells_without_content_do_no_harm(tmp_path: Path, plain: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="XFD1" s="0"/></row>'
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    path = repacked(plain, tmp_path / "far.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    (table,) = read_tables(path)
    assert (table.headings, len(table.rows)) == (("a",), 1)


def test_entities_inside_a_sheet_are_refused(tmp_path: Path, plain: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_xml(
        '<row r="1"><c t="str"><v>&b;</v></c></row>'
    )
    path = repacked(plain, tmp_path / "e.xlsx", {"xl/worksheets/sheet1.xml": bomb})
    assert refusal(path) == "file.damaged"


def test_another_packed_file_is_no_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    assert refusal(path) == "file.not_a_spreadsheet"


def test_an_encrypted_file_is_refused_as_such(tmp_path: Path, plain: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert refusal(path) == "file.encrypted"
    content = bytearray(plain.read_bytes())
    for at in range(len(content) - 4):
        if content[at : at + 4] == b"PK\x01\x02":
            content[at + 8] |= 1
    path.write_bytes(bytes(content))
    assert refusal(path) == "file.encrypted"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_with_wrong_content_is_damaged(tmp_path: Path, plain: Path, part: str) -> None:
    path = repacked(plain, tmp_path / "w.xlsx", {part: b"this is not what you think"})
    assert refusal(path) in {"file.damaged", "file.no_rows"}


def test_every_truncation_of_a_workbook_is_refused(tmp_path: Path, plain: Path) -> None:
    content = plain.read_bytes()
    path = tmp_path / "cut.xlsx"
    for length in range(1, len(content), 97):
        path.write_bytes(content[:length])
        assert refusal(path) in {"file.damaged", "file.not_a_spreadsheet", "file.no_rows"}


def read_or_refuse(path: Path) -> None:
    with contextlib.suppress(FileRefused):
        read_tables(path)


FUZZ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FUZZ
@given(content=st.binary(max_size=300), ending=st.sampled_from(["xlsx", "csv", "json", "xls"]))
def test_random_bytes_never_break_the_reader(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(content)
    read_or_refuse(path)


@FUZZ
@given(data=st.data())
def test_flipped_bytes_of_a_workbook_never_break_the_reader(
    tmp_path: Path, plain: Path, data: st.DataObject
) -> None:
    content = bytearray(plain.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "flipped.xlsx"
    path.write_bytes(bytes(content))
    read_or_refuse(path)


@FUZZ
@given(
    text=st.text(alphabet='<>/="rcvft s1AZ9:&;#x0', max_size=200),
)
def test_random_sheet_content_never_breaks_the_reader(
    tmp_path: Path, plain: Path, text: str
) -> None:
    path = repacked(plain, tmp_path / "x.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(text)})
    read_or_refuse(path)


@FUZZ
@given(text=st.text(max_size=200))
def test_random_text_never_breaks_the_reader(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    read_or_refuse(path)


CELL = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1),
    st.integers(-(10**9), 10**9),
)


@FUZZ
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_is_written_is_what_is_read(tmp_path: Path, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate([["a", "b", "c"], *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(tmp_path / "r.xlsx")
    (table,) = read_tables(tmp_path / "r.xlsx")
    assert [list(row.cells) for row in table.rows] == rows


def test_grids_show_what_stands_above_the_headings(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", main=[["Title"], [], ["a", "b"], [1, 2]])
    (grid,) = read_grids(path)
    assert [row.number for row in grid.rows] == [1, 3, 4]


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)


def opendocument(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", ODS_TYPE)
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr(
            "content.xml",
            f"<office:document-content {ODS_SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Sheet 1">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def ods_text(text: str, extra: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {extra}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def test_an_opendocument_sheet_is_read_with_its_lost_formulas_and_errors(tmp_path: Path) -> None:
    rows = (
        ods_row(ods_text("code"), ods_text("amount"))
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        + ods_row(ods_text("W1"), '<table:table-cell office:value-type="float" office:value="5"/>')
        + ods_row(ods_text("W2"), '<table:table-cell table:formula="of:=1+1"/>')
        + ods_row(ods_text("W3"), ods_text("#REF!", 'calcext:value-type="error"'))
        + '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    (table,) = read_tables(opendocument(tmp_path / "a.ods", rows))
    assert table.headings == ("code", "amount")
    assert [(row.number, row.cells) for row in table.rows] == [
        (4, ("W1", 5)),
        (5, ("W2", Formula("of:=1+1"))),
        (6, ("W3", CellError("#REF!"))),
    ]


def test_an_opendocument_sheet_that_repeats_content_without_end_is_refused(tmp_path: Path) -> None:
    row = ods_text("x", 'table:number-columns-repeated="16384"')
    rows = f'<table:table-row table:number-rows-repeated="1048576">{row}</table:table-row>'
    assert refusal(opendocument(tmp_path / "a.ods", rows)) == "file.too_many_cells"


def test_an_encrypted_opendocument_file_is_refused_as_such(tmp_path: Path) -> None:
    path = opendocument(tmp_path / "a.ods", ods_row(ods_text("a")))
    manifest = {"META-INF/manifest.xml": b"<manifest><encryption-data/></manifest>"}
    assert refusal(repacked(path, tmp_path / "b.ods", manifest)) == "file.encrypted"
