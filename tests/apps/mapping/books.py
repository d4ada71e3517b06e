"""Spreadsheets as offices of the corridors keep them; every worker and every agent is invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl

Rows = Sequence[Sequence[object]]


def book(
    path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """A workbook as a spreadsheet program saves it, with merged areas by sheet."""
    made = openpyxl.Workbook()
    made.remove(made["Sheet"])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
    made.save(path)
    return path


def thai_roster(path: Path) -> Path:
    """A title, merged cells, dates in four spellings, Thai digits, years that a program guessed."""
    rows: Rows = [
        ["ทะเบียนแรงงานต่างด้าว (สมมุติ)", *[None] * 6],
        [],
        ["รหัสพนักงาน", "สัญชาติ", "บริษัทจัดหางาน", "ประเภทแรงงาน", "วันที่เข้ามา", "สถานะ", "วันที่ออก"],
        ["๐๐๑", "พม่า", "ดอกบัว", "MOU", "๑๕ ม.ค. ๒๕๖๗", "ทำงานอยู่", None],
        ["002", "เมียนมา", None, "MOU", "15/1/2567", "ลาออก", "1 ก.พ. 2568"],
        ["003", "กัมพูชา", "ดาว", "มติ ครม.", date(1967, 3, 15), "ทำงานอยู่", None],
        ["004", "เขมร", "ดาว", "มติ ครม.", "15/3/67", "ประจำการ", None],
    ]
    return book(path, {"ทะเบียน": rows}, {"ทะเบียน": ["A1:G1", "C4:C5"]})


def thai_interviews(path: Path) -> Path:
    """One column for each fee below two heading rows, several currencies, four digit scripts."""
    rows: Rows = [
        ["สรุปค่าใช้จ่ายของแรงงาน (สมมุติ)", *[None] * 10],
        [
            *["รหัสสัมภาษณ์", "รหัสพนักงาน", "สัญชาติ", "บริษัทจัดหางาน", "ประเภทแรงงาน", "วันที่เข้ามา"],
            *["ค่าใช้จ่าย (บาท)", None, "ค่านายหน้า", None, "หมายเหตุ"],
        ],
        [*[None] * 6, "หนังสือเดินทาง", "วีซ่า", "จำนวน", "จ่ายให้", None],
        [*("I1", "001", "พม่า", "ดอกบัว", "MOU", "ม.ค. 2567"),
         *("๑,๕๐๐", 1900.5, "၃၀၀,၀၀၀ ks", "นายหน้า", "-")],
        [*("I2", "002", "เมียนมา", "ดอกบัว", "MOU", "01/2567"),
         *("1,234.50", "1,900-2,000", "20,000", None, None)],
        [*("I3", "๐๐๓", "กัมพูชา", "ดาว", "มติ ครม.", "มีนาคม 2567"),
         *("-", "1.900", "៤០០,០០០៛", "เจ้าหน้าที่", None)],
        [*("I4", "004", "เขมร", "ดาว", "มติ ครม.", "15/3/67"),
         *("໒,໕໐໐", None, "$50", "คนรู้จัก", None)],
    ]  # fmt: skip
    merged = ["A1:K1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "G2:H2", "I2:J2"]
    return book(path, {"สัมภาษณ์": rows, "อ่านก่อน": [["คำอธิบาย"]]}, {"สัมภาษณ์": merged})


def thai_rates(path: Path) -> Path:
    """Rates whose source no column says and whose decimals stand behind a comma."""
    rows: Rows = [
        ["วันที่", "สกุลเงิน", "อัตราแลกเปลี่ยน"],
        ["๑ ม.ค. ๒๕๖๗", "จ๊าต", "0,0165"],
        ["1/3/2567", "KHR", "0,0085"],
        ["1/1/2567", "ดอลลาร์", "34,5"],
        ["1/3/2567", "ดอลลาร์", "35,75"],
    ]
    return book(path, {"อัตรา": rows})
