"""Rows that cannot be used, through the command line: each told exactly, the others kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.audit import damage
from tests.audit.conftest import Ended
from tests.audit.tables import (
    PAYMENTS,
    ROSTER,
    Tables,
    interview,
    payment,
    rate,
    worker,
    write,
    write_workbook,
)

Run = Callable[..., Ended]
Told = list[tuple[str, str, int, str, str]]
ITEMS = (
    "service_fee sub_agent_fee passport visa work_permit medical_test insurance skills_test "
    "training equipment travel lodging administration deposit bribe document_renewal "
    "reporting_90_day other"
)


def three() -> Tables:
    return Tables.of_amounts(1000, 2000, 3000, more=1)


def told(ended: Ended) -> Told:
    """File without ending, sheet, row, column and sentence of every refused row."""
    assert (ended.code, ended.error) == (0, "")
    found = []
    for one in ended.audit["rejected"]:
        assert one["file"] in ("interviews.xlsx", "roster.xlsx", "rates.csv")
        stem = one["file"].partition(".")[0]
        found.append((stem, one["sheet"], one["row"], one["column"], one["reason"]))
    return found


def paid(row: int, column: str, reason: str) -> tuple[str, str, int, str, str]:
    return "interviews", "payments", row, column, reason


def test_negative_and_absurd_amounts(tmp_path: Path, run: Run) -> None:
    tables = three()
    tables.payments += [
        payment(1, -5),
        payment(1, "(500)"),
        payment(2, 10**12),
        payment(2, "1e400"),
        payment(3, "ฟรี"),
        payment(3, ""),
        payment(3, 10, refunded=11),
        payment(3, "", amount_min=9, amount_max=3),
        payment(3, "100 MMK"),
    ]
    ended = run(write(tmp_path, tables), "--method", "individual")
    far = "is far larger than any recruitment payment; it looks like a typing error."
    assert told(ended) == [
        paid(5, "amount", "“-5” is negative."),
        paid(6, "amount", "“(500)” is negative."),
        paid(7, "amount", f"“1000000000000” {far}"),
        paid(8, "amount", "“1e400” is not a number."),
        paid(9, "amount", "“ฟรี” is not a number."),
        paid(10, "amount", "Neither an amount nor a range is given; unknown is not zero."),
        paid(11, "refunded", "More was refunded than was paid."),
        paid(12, "amount_min", "The lowest amount is higher than the highest."),
        paid(
            13, "amount", "“100 MMK” names another currency than THB, which stands in the same row."
        ),
    ]
    assert ended.audit["plan"]["total_minor"] == 600_000
    assert "9 rows not used" in ended.said


def test_formulas_instead_of_values(tmp_path: Path, run: Run) -> None:
    """Nobody has opened the file since a programme wrote it, so no result was ever saved."""
    written = write(tmp_path, three())
    book = openpyxl.load_workbook(written.interviews)
    book["payments"]["B2"] = "=500*2"
    book["payments"]["G3"] = '="thai_"&"agency"'
    book["interviews"]["J4"] = "=1/0"
    book.save(written.interviews)
    unsaved = (
        "This is a formula without a saved value; save the file once in a spreadsheet program or "
        "enter the value."
    )
    assert told(run(written)) == [
        ("interviews", "interviews", 4, "sex", unsaved),
        paid(2, "amount", unsaved),
        paid(3, "paid_to", unsaved),
        paid(4, "_parent_index", "The interview with the index “3” could not be used."),
    ]


def test_the_saved_result_of_a_formula_is_its_value(tmp_path: Path, run: Run) -> None:
    tables = three()
    written = write(tmp_path, tables)
    sheets = {
        "interviews": (tuple(tables.interviews[0]), tables.interviews),
        "payments": (PAYMENTS, tables.payments),
    }
    damage.write_plainly(written.interviews, sheets)
    damage.change_part(
        written.interviews, "sheet2.xml", b"<v>2000</v>", b"<f>1500+500</f><v>2000</v>"
    )
    damage.change_part(
        written.interviews,
        "sheet2.xml",
        b'<c r="B4"><v>3000</v></c>',
        b'<c r="B4" t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
    )
    ended = run(written, "--method", "individual")
    assert told(ended) == [paid(4, "amount", "This cell shows an error of a formula.")]
    assert [one["amount_minor"] for one in ended.audit["plan"]["lines"]] == [100_000, 200_000, 0]


def test_codes_that_stand_twice(tmp_path: Path, run: Run) -> None:
    tables = three()
    tables.interviews += [
        interview(1, "W4"),
        interview(9, "W4", interview_code="I2"),
        interview(10, "W3"),
    ]
    tables.payments.append(payment(10, 700))
    tables.roster += [worker("W2"), worker("W3", status="left"), worker("")]
    ended = run(write(tmp_path, tables), "--method", "individual")
    differ = "“W3” stands in the roster with different facts; the worker is unresolved."
    index = "The index “1” stands more than once, so its payments cannot be joined."
    again = "“W3” was interviewed more than once; only the first interview is used."
    twice = "stands in the file more than once; only the first is used."
    assert told(ended) == [
        ("interviews", "interviews", 2, "_index", index),
        ("interviews", "interviews", 5, "_index", index),
        ("interviews", "interviews", 6, "interview_code", f"“I2” {twice}"),
        ("interviews", "interviews", 7, "worker_code", again),
        paid(2, "_parent_index", "The interview with the index “1” could not be used."),
        paid(5, "_parent_index", "The interview with the index “10” could not be used."),
        ("roster", "roster", 4, "worker_code", differ),
        ("roster", "roster", 6, "worker_code", f"“W2” {twice}"),
        ("roster", "roster", 7, "worker_code", differ),
        ("roster", "roster", 8, "worker_code", "This column is needed and is blank."),
    ]
    plan = ended.audit["plan"]
    assert [(one["worker_code"], one["amount_minor"]) for one in plan["lines"]] == [("W2", 200_000)]
    assert [one["worker_code"] for one in plan["unresolved"]] == ["W1", "W3", "W4"]


def test_days_of_the_buddhist_era_as_text_and_as_cell(tmp_path: Path, run: Run) -> None:
    """The rate is found by the day of the common era, and 2569 is this year, not a far one."""
    tables = three()
    tables.payments[0] |= {"currency": "USD", "amount": 10, "paid_on": "๑๕/๐๓/๒๕๖๗"}
    tables.payments[1] |= {"currency": "USD", "amount": 10, "paid_on": date(2567, 3, 16)}
    tables.payments[2] |= {"paid_on": date(2569, 11, 24)}
    tables.payments.append(payment(3, 40, paid_on="24 พ.ย. 2569"))
    tables.payments.append(payment(3, 50, paid_on="23 พ.ย. 2569"))
    tables.interviews[0]["arrival_month"] = date(2567, 3, 1)
    tables.interviews[1]["arrival_month"] = "มี.ค. 2567"
    tables.interviews[2]["arrival_month"] = "2569-12"
    tables.roster[0]["arrival_month"] = "2567-03"
    tables.rates = [rate("15/3/2567", "USD", "35"), rate("16 มีนาคม 2567", "USD", "36")]
    future = "lies after the as-of date 2026-11-23."
    gone = "The interview with the index “3” could not be used."
    ended = run(write(tmp_path, tables), "--method", "individual")
    assert told(ended) == [
        ("interviews", "interviews", 4, "arrival_month", f"2026-12 {future}"),
        paid(4, "_parent_index", gone),
        paid(4, "paid_on", f"2026-11-24 {future}"),
        paid(5, "_parent_index", gone),
        paid(5, "paid_on", f"2026-11-24 {future}"),
        paid(6, "_parent_index", gone),
    ]
    assert [one["amount_minor"] for one in ended.audit["plan"]["lines"]] == [35_000, 36_000]
    assert [one["window"] for one in ended.audit["cohorts"]] == ["2024"]


def test_no_rate_no_conversion(tmp_path: Path, run: Run) -> None:
    """None at all, one of 32 days, two for one day, a vague day: the payment is not counted."""
    tables = three()
    tables.rates = [rate("2024-03-01", "USD", "35"), rate("2024-03-01", "KHR", ".008")]
    tables.rates += [rate("2024-03-15", "KHR", value) for value in (".009", ".0091")]
    tables.payments = [
        payment(1, 10, currency="USD", paid_on="2024-04-01"),
        payment(1, 10, currency="USD", paid_on="2024-04-02"),
        payment(1, 10, currency="USD", paid_on="2024-02-29"),
        payment(2, 10, currency="VND"),
        payment(2, 10, currency="USD", paid_on="2024"),
        payment(2, 10, currency="USD", paid_on=""),
        payment(3, 10_000, currency="KHR", paid_on="2024-03-20"),
    ]
    ended = run(write(tmp_path, tables), "--method", "individual")
    none = "There is no rate for {} on {} or up to 31 days before; the payment is not counted."
    vague = "so no rate can be chosen; it is not counted."
    two = "Two different rates are given for the same day; neither is used."
    assert sorted(told(ended)) == [
        paid(3, "currency", none.format("USD", "2024-04-02")),
        paid(4, "currency", none.format("USD", "2024-02-29")),
        paid(5, "currency", none.format("VND", "2024-03-15")),
        paid(6, "paid_on", f"The payment in USD is dated to the year (2024) only, {vague}"),
        paid(7, "paid_on", f"The payment in USD has no date, {vague}"),
        ("rates", "rates", 4, "thb_per_unit", two),
        ("rates", "rates", 5, "thb_per_unit", two),
    ]
    amounts = [one["amount_minor"] for one in ended.audit["plan"]["lines"]]
    assert amounts == [35_000, 0, 8_000]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"thb_per_unit": "-1"}, "thb_per_unit", "“-1” is negative."),
        ({"thb_per_unit": "0"}, "thb_per_unit", "A rate of zero cannot be used."),
        ({"thb_per_unit": "35,5"}, "thb_per_unit", "“35,5” can be read as two different numbers."),
        ({"source": ""}, "source", "A rate needs its source."),
        ({"date": "2024"}, "date", "A rate needs a date to the day."),
        ({"date": ""}, "date", "A rate needs a date to the day."),
        ({"currency": "THB"}, "thb_per_unit", "One baht is one baht."),
    ],
)
def test_rates_that_cannot_be_used(
    tmp_path: Path, run: Run, cells: dict[str, object], column: str, reason: str
) -> None:
    tables = three()
    tables.rates = [rate("2024-03-01", "USD", "35") | cells]
    assert told(run(write(tmp_path, tables))) == [("rates", "rates", 2, column, reason)]


def test_a_roster_without_status(tmp_path: Path, run: Run) -> None:
    """Whoever has a leaving date left; the others are taken for current, and the paper says so."""
    tables = three()
    tables.roster[3]["left_on"] = "2568-06-30"
    written = write(tmp_path, tables)
    columns = [one for one in ROSTER if one != "status"]
    write_workbook(written.roster, {"roster": (columns, tables.roster)})
    ended = run(written)
    assert told(ended) == []
    assert [one["leaver"] for one in ended.audit["plan"]["lines"]] == [False, False, False, True]
    assert any("status" in one for one in ended.audit["assumptions"])


def test_very_long_cells(tmp_path: Path, run: Run) -> None:
    tables = three()
    tables.payments.append(payment(1, "9" * 30_000))
    tables.payments.append(payment(1, 5, item="x" * 30_000))
    tables.interviews[2]["agent"] = "a" * 201
    tables.roster[3]["worker_code"] = "W" * 43
    assert told(run(write(tmp_path, tables))) == [
        ("interviews", "interviews", 4, "agent", "This text is longer than 200 characters."),
        paid(4, "_parent_index", "The interview with the index “3” could not be used."),
        paid(5, "amount", f"“{'9' * 40}” is not a number."),
        paid(6, "item", "This text is longer than 200 characters."),
        ("roster", "roster", 5, "worker_code", "This text is longer than 42 characters."),
    ]


def test_codes_that_nobody_knows(tmp_path: Path, run: Run) -> None:
    tables = three()
    tables.payments.append(payment(1, 5, item="tea money", currency="EUR"))
    tables.payments.append(payment(77, 5))
    assert told(run(write(tmp_path, tables))) == [
        paid(5, "currency", "“EUR” is not one of the codes: THB MMK KHR LAK VND USD."),
        paid(5, "item", f"“tea money” is not one of the codes: {ITEMS}."),
        paid(6, "_parent_index", "No interview has the index “77”."),
    ]
