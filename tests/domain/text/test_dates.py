"""Dates as people write them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.period import PartialDate
from saphan.domain.text import parse_date
from saphan.domain.text.months import MONTHS
from saphan.domain.text.tables import CellError, Formula

DAY = PartialDate(2026, 1, 15)


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-15",
        "2569-01-15",
        "15/1/2569",
        "15.1.2026",
        "๑๕ มกราคม ๒๕๖๙",
        "15 ม.ค. 2569",
        "15 ม.ค. พ.ศ. 2569",
        "วันที่ 15 เดือน มกราคม ปี 2569",
        "15 ມັງກອນ 2026",
        "ວັນທີ 15 ເດືອນ ມັງກອນ ປີ 2026",
        "ថ្ងៃទី ១៥ ខែ មករា ឆ្នាំ ២០២៦",
        "၂၀၂၆ ခုနှစ် ဇန်နဝါရီလ ၁၅ ရက်",
        "ngày 15 tháng 1 năm 2026",
        "15 tháng giêng 2026",
        "Jan 15, 2026",
        "15th January 2026",
        "2026-01-15T10:00:00+07:00",
        "2026-01-15 00:00:00",
        date(2026, 1, 15),
        datetime(2026, 1, 15, 23, 59),  # noqa: DTZ001
        date(2569, 1, 15),
    ],
)
def test_a_day_is_read_in_every_language_and_era(written: Any) -> None:
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2569", PartialDate(2026)),
        (2569, PartialDate(2026)),
        (2026.0, PartialDate(2026)),
        ("พ.ศ. 69", PartialDate(2026)),
        ("1/2569", PartialDate(2026, 1)),
        ("2026-01", PartialDate(2026, 1)),
        ("มกราคม พ.ศ. 2569", PartialDate(2026, 1)),
        ("พ.ค. 2568", PartialDate(2025, 5)),
        ("ខែ មករា ឆ្នាំ ២០២៦", PartialDate(2026, 1)),
        ("tháng mười hai 2025", PartialDate(2025, 12)),
        ("tháng mười một 2025", PartialDate(2025, 11)),
        ("29 ก.พ. 2567", PartialDate(2024, 2, 29)),
    ],
)
def test_less_than_a_day_stays_less_than_a_day(written: Any, found: PartialDate) -> None:
    assert parse_date(written) == found


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31/2/2026", "not_a_date"),
        ("29/02/2566", "not_a_date"),
        ("2026-02-30", "not_a_date"),
        ("0/1/2026", "not_a_date"),
        ("1/13/2026", "not_a_date"),
        ("15/1/69", "ambiguous_year"),
        ("15-01-26", "ambiguous_year"),
        ("พ.ค.68", "ambiguous_year"),
        ("พ.ศ. 2026", "ambiguous_year"),
        ("ค.ศ. 2569", "ambiguous_year"),
        ("20260115", "not_a_date"),
        (45000, "not_a_date"),
        ("yesterday", "not_a_date"),
        (True, "not_a_date"),
        (float("nan"), "not_a_date"),
        (float("inf"), "not_a_date"),
        (time(1, 2), "not_a_date"),
        (date(1850, 1, 1), "not_a_date"),
        (Formula("A1"), "not_a_date"),
        (CellError("#REF!"), "not_a_date"),
    ],
)
def test_a_day_that_does_not_exist_or_is_doubtful_is_refused(written: Any, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        parse_date(written)


@pytest.mark.parametrize("blank", [None, "", " ", "-", "/ /"])
def test_blank_is_none(blank: Any) -> None:
    assert parse_date(blank) is None


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31))


@given(day=DAYS, name=st.sampled_from(sorted(MONTHS)))
def test_every_name_of_a_month_is_read_in_both_eras(day: date, name: str) -> None:
    month = MONTHS[name]
    for year in (day.year, day.year + 543):
        assert parse_date(f"{name} {year}") == PartialDate(day.year, month)


@given(day=DAYS, between=st.sampled_from(["/", "-", ".", " "]))
def test_numbers_are_day_month_year_or_year_month_day(day: date, between: str) -> None:
    found = PartialDate.from_date(day)
    for year in (day.year, day.year + 543):
        thai = str(year).translate({ord(str(d)): chr(0x0E50 + d) for d in range(10)})
        assert parse_date(f"{day.day}{between}{day.month}{between}{year}") == found
        assert parse_date(f"{year}{between}{day.month}{between}{day.day}") == found
        assert parse_date(f"{day.day}{between}{day.month}{between}{thai}") == found


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.times(), st.dates()))
def test_any_cell_is_a_date_blank_or_refused_with_a_code(cell: Any) -> None:
    try:
        found: object = parse_date(cell)
    except ValueError as error:
        found = error.args[0]
    assert (
        found is None or isinstance(found, PartialDate) or found in {"not_a_date", "ambiguous_year"}
    )
