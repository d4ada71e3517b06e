"""Anybody's own spreadsheet becomes canonical rows that still know where they stood."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Bearer, Item, Nationality, Payee, Receipt, Scheme
from saphan.domain.recruitment.intake import take_in
from saphan.domain.recruitment.mapping import (
    Canonical,
    Fee,
    Mapping,
    SheetMapping,
    apply,
    from_json,
    suggest,
    to_json,
)
from saphan.domain.recruitment.records import Intake
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import FileRefused, Incomplete
from saphan.foundation.sheets import Row, Table, headed, read_grids


def table(name: str, headings: list[str], *rows: list[Any]) -> Table:
    cells = [Row(number, tuple(row)) for number, row in enumerate(rows, start=2)]
    return Table(name, tuple(headings), cells)


def taken(found: Canonical) -> Intake:
    return take_in(
        interviews=found.rows,
        payments=found.payments,
        roster=[],
        rates=[],
        as_of=date(2026, 11, 23),
        rejected=found.rejected,
    )


THAI = table(
    "แรงงาน",
    [
        *["รหัสสัมภาษณ์", "รหัสพนักงาน", "สัญชาติ", "บริษัทจัดหางาน", "ช่องทางการเข้ามา", "วันที่มาถึง"],
        *["เงินเดือน", "เพศ", "ค่าหนังสือเดินทาง (บาท)", "ค่าวีซ่า (บาท)", "ค่านายหน้า (บาท)", "หมายเหตุ"],
    ],
    ["I1", "W1", "พม่า", "A", "MOU", "๑๕ มกราคม ๒๕๖๗", "9,000 บาท", "หญิง", 1500, "", "๑๒,๐๐๐", "x"],
    ["I2", "W2", "กัมพูชา", "B", "มติ ครม.", "ม.ค. 2567", 9000, "ชาย", "-", "1,900-2,000", 0, None],
)


def test_a_wide_thai_sheet_is_suggested_and_read() -> None:
    mapping = suggest([THAI])
    assert [(fee.item, fee.fixed) for fee in mapping.fees] == [
        ("passport", {"currency": "THB"}),
        ("visa", {"currency": "THB"}),
        ("sub_agent_fee", {"currency": "THB"}),
    ]
    assert mapping.main.columns["agent"] == ("บริษัทจัดหางาน",)
    assert "หมายเหตุ" not in {names[0] for names in mapping.main.columns.values()}
    intake = taken(apply(mapping, [THAI], file="a.xlsx"))
    assert intake.rejected == ()
    first, second = intake.interviews
    assert (first.nationality, first.scheme) == (Nationality.MM, Scheme.MOU)
    assert (first.arrival, first.wage, first.wage_currency) == (
        PartialDate(2024, 1),
        Fraction(9000),
        Currency.THB,
    )
    assert (second.nationality, second.scheme) == (Nationality.KH, Scheme.REGISTRATION)
    assert sorted((p.interview, p.item, int(p.low), int(p.high)) for p in intake.payments) == [
        ("I1", Item.PASSPORT, 1500, 1500),
        ("I1", Item.SUB_AGENT_FEE, 12000, 12000),
        ("I2", Item.VISA, 1900, 2000),
    ]


LONG = table(
    "Data",
    ["Interview no", "Worker ID", "Nationality", "Fee item", "Amount", "Currency", "Paid to",
     "Who paid", "Receipt", "Day", "Month", "Year"],
    ["I1", "W1", "Myanmar", "Passport", "300,000 ks", None, "broker", "worker", "photo",
     5, "มกราคม", 2567.0],
    ["I1", None, None, "ค่านายหน้า", "10,000-12,000", "THB", "นายหน้า", "ลูกจ้าง", "none",
     None, None, 2567.0],
    ["I1", "W1", "Myanmar", "visa", "500 บาท", "MMK", None, None, None, None, None, None],
    ["I2", "W2", "Burma", "visa", "1.900", "THB", None, None, None, None, None, None],
    ["I2", "W2", "Laos", "visa", 1900, "THB", None, None, None, None, None, None],
    ["I3", "W3", "Laos", "teleport", 1900, "THB", None, None, None, None, None, None],
)  # fmt: skip


def test_a_long_sheet_is_read_and_what_contradicts_itself_is_told_in_its_own_headings() -> None:
    mapping = suggest([LONG])
    assert mapping.payments is not None
    dated = {**mapping.payments.columns, "paid_on": ("Day", "Month", "Year")}
    mapping = Mapping(
        mapping.kind,
        mapping.main,
        SheetMapping("Data", columns=dated),
        defaults={"borne_by": "worker"},
    )
    found = apply(mapping, [LONG], file="a.xlsx")
    told = [(r.file, r.sheet, r.row, r.column, r.code) for r in taken(found).rejected]
    assert told == [
        ("a.xlsx", "Data", 4, "Amount", "amount.other_currency"),
        ("a.xlsx", "Data", 5, "Amount", "number.ambiguous_number"),
        ("a.xlsx", "Data", 6, "Nationality", "interview.rows_differ"),
        ("a.xlsx", "Data", 7, "Fee item", "code.unknown"),
    ]
    intake = taken(found)
    assert [i.code for i in intake.interviews] == ["I1", "I2", "I3"]
    exact, span = sorted(intake.payments, key=lambda p: p.currency)
    assert (int(exact.low), exact.currency, exact.paid_on) == (
        300000,
        Currency.MMK,
        PartialDate(2024, 1, 5),
    )
    assert (exact.paid_to, exact.receipt) == (Payee.SUB_AGENT, Receipt.PHOTO)
    assert (int(span.low), int(span.high), span.item) == (10000, 12000, Item.SUB_AGENT_FEE)
    assert (span.paid_to, span.borne_by, span.paid_on) == (
        Payee.SUB_AGENT,
        Bearer.WORKER,
        PartialDate(2024),
    )


def test_two_sheets_join_by_the_code_of_the_interview_or_the_worker() -> None:
    main = table(
        "Workers", ["Worker code", "Nationality", "Agent"], ["W1", "KH", "A"], ["W2", "KH", "A"]
    )
    paid = table(
        "Costs",
        ["Worker code", "Item", "Amount (THB)"],
        ["W2", "visa", 1900],
        ["W9", "visa", 1],
        ["W1", "passport", 500],
    )
    mapping = suggest([main, paid])
    intake = taken(apply(mapping, [main, paid], file="a.xlsx"))
    assert [(p.interview, int(p.low), p.currency) for p in intake.payments] == [
        ("W1", 500, Currency.THB),
        ("W2", 1900, Currency.THB),
    ]
    assert [(r.sheet, r.row, r.code) for r in intake.rejected] == [
        ("Costs", 3, "payment.no_interview")
    ]


def test_own_words_win_over_known_ones_and_defaults_fill_what_is_blank() -> None:
    roster = table("Sheet1", ["ID", "Nat", "Status"], ["W1", "b", "in"], ["W2", "พม่า", None])
    mapping = Mapping(
        Kind.ROSTER,
        SheetMapping(
            0, columns={"worker_code": ("ID",), "nationality": ("Nat",), "status": ("Status",)}
        ),
        values={"nationality": {"B": "MM"}, "status": {"in": "current"}},
        defaults={"status": "current", "scheme": "mou", "currency": "THB"},
    )
    found = apply(mapping, [roster], file="r.xlsx")
    assert [dict(row.cells) for row in found.rows] == [
        {"worker_code": code, "nationality": "MM", "status": "current", "scheme": "mou"}
        for code in ("W1", "W2")
    ]


def test_a_sheet_or_heading_that_is_not_there_refuses_the_file() -> None:
    roster = table("Sheet1", ["ID"], ["W1"])
    for sheet, column, code in (
        ("x", "ID", "file.sheet_missing"),
        (0, "no", "file.column_missing"),
        (7, "ID", "file.sheet_missing"),
    ):
        mapping = Mapping(Kind.ROSTER, SheetMapping(sheet, columns={"worker_code": (column,)}))
        with pytest.raises(FileRefused) as caught:
            apply(mapping, [roster], file="r.xlsx")
        assert caught.value.code == code


def test_a_mapping_survives_being_saved() -> None:
    mapping = Mapping(
        Kind.INTERVIEWS,
        SheetMapping("a", 3, 2, {"site": ("x", "y")}),
        SheetMapping(1, columns={"item": ("z",)}),
        (Fee("visa fee", "visa", {"paid_on": ("when",)}, {"currency": "THB"}),),
        {"nationality": {"พม่า": "MM"}},
        {"currency": "THB"},
    )
    assert from_json(json.loads(json.dumps(to_json(mapping)))) == mapping
    assert mapping.heading_of("a", 0) == (3, 2)
    assert mapping.heading_of("b", 1) == (1, 1)


@pytest.mark.parametrize(
    "saved",
    [{}, {"kind": "x"}, {"kind": "roster"}, {"kind": "roster", "main": {"columns": 5}},
     {"kind": "roster", "main": {"columns": {}, "heading_row": 0}}, {"kind": "roster", "main": []},
     {"kind": "roster", "main": {"columns": {}, "sheet": None}}],
)  # fmt: skip
def test_a_damaged_mapping_is_refused(saved: dict[str, Any]) -> None:
    with pytest.raises(Incomplete):
        from_json(saved)


def test_an_ugly_sheet_with_title_merged_cells_and_two_heading_rows_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "ข้อมูล"
    for row in (
        ["แบบสรุปค่าใช้จ่ายของแรงงาน", None, None, None],
        [],
        ["รหัสพนักงาน", "สัญชาติ", "ค่าใช้จ่าย (บาท)", None],
        [None, None, "หนังสือเดินทาง", "วีซ่า"],
        ["W1", "ลาว", "๑,๕๐๐", 1900],
        ["W2", None, 1600, None],
    ):
        sheet.append(row)
    for area in ("A1:D1", "A3:A4", "B3:B4", "C3:D3", "B5:B6"):
        sheet.merge_cells(area)
    book.save(tmp_path / "u.xlsx")
    (grid,) = read_grids(tmp_path / "u.xlsx")
    found = headed(grid, heading_row=3, heading_rows=2, merged="fill")
    intake = taken(apply(suggest([found], heading_row=3), [found], file="u.xlsx"))
    assert intake.rejected == ()
    assert [i.nationality for i in intake.interviews] == [Nationality.LA, Nationality.LA]
    assert sorted((p.interview, p.item, int(p.low)) for p in intake.payments) == [
        ("W1", Item.PASSPORT, 1500),
        ("W1", Item.VISA, 1900),
        ("W2", Item.PASSPORT, 1600),
    ]
    assert {p.place.row for p in intake.payments} == {5, 6}
