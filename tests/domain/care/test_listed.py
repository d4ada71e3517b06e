"""A list of people is read: words of every language, both eras, and every row that cannot."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.care.casework import AgeBand
from saphan.domain.care.listed.cells import is_blank
from saphan.domain.care.listed.fields import (
    PAID,
    PERSON,
    has_payments,
    suggested,
    use_of,
    uses_open,
)
from saphan.domain.care.listed.reading import Listed, Sheet, read_list
from saphan.domain.care.listed.words import BETWEEN, OFFERED, code_of
from saphan.domain.money import Currency
from saphan.domain.people.consent import Medium, Purpose
from saphan.domain.people.contact import Reach
from saphan.domain.recruitment.codes import Item, Nationality, Payee, Sex
from saphan.domain.text.tables import Formula, Row, Table

TODAY = date(2026, 11, 25)


def listed(headings: tuple[str, ...], *rows: tuple[Any, ...], paid: Table | None = None) -> Listed:
    table = Table("People", headings, [Row(n, cells) for n, cells in enumerate(rows, 2)])
    sheet = Sheet(paid, suggested(paid.headings, of_payments=True)) if paid else None
    return read_list(Sheet(table, suggested(headings)), sheet, as_of=TODAY)


def test_every_word_of_the_template_is_read_as_its_code() -> None:
    for field, codes in OFFERED.items():
        for code, words in codes.items():
            for word in (code, *words, BETWEEN.join(words), words[0].upper(), f" {words[1]} "):
                assert code_of(field, word) == code, (field, word)
    assert code_of("yes", "maybe") == code_of("sex", "หญิง / ชาย") == ""


def test_every_heading_of_the_template_is_known() -> None:
    own = [BETWEEN.join(words) for words in PERSON.values()]
    numbered = [f"{english} 2{BETWEEN}{thai} 2" for english, thai in PAID.values()]
    uses = [*PERSON, *(use_of(field, 2) for field in PAID)]
    assert list(suggested([*own, *numbered]).values()) == uses
    assert set(uses) < set(uses_open())
    assert has_payments([BETWEEN.join(words) for words in (PERSON["code"], *PAID.values())])
    assert not has_payments(own)


@pytest.mark.parametrize(
    ("heading", "cell", "found"),
    [
        ("ปีเกิด", 2533, 1990),
        ("ปีเกิด", "๒๕๓๓", 1990),
        ("dob", "၁/၅/၁၉၉၀", 1990),
        ("dob", datetime(2533, 5, 1), 1990),  # noqa: DTZ001 - as a spreadsheet gives it
        ("ថ្ងៃខែឆ្នាំកំណើត", "១/៥/១៩៩០", 1990),
        ("ປີເກີດ", "໑໙໙໐", 1990),
        ("năm sinh", 1990.0, 1990),
        ("dob", "31/2/2533", "date.not_a_date"),
        ("dob", "2570", "list.birth_impossible"),
        ("dob", "1/5/33", "date.ambiguous_year"),
        ("อายุ", "๑๗", AgeBand.AGE_15_17),
        ("အသက်", "၃၅", AgeBand.AGE_35_44),
        ("age", 300, "list.age_impossible"),
        ("age", "-3", "number.negative"),
        ("age", Formula("A1"), "cell.formula_without_value"),
        ("phone", 812345678, "0812345678"),
        ("phone", 66812345678, "66812345678"),
        ("phone", "၀၉-၁၂၃ ၄၅၆ ၇၈၉", "09-123 456 789"),
        ("phone", "+84 912 345 678", "+84 912 345 678"),
        ("name", "a" * 201, "cell.too_long"),
        ("name", "\u1031\u1019\u102c\u1004\u1039\u101c\u103d", "မောင်လှ"),
    ],
)
def test_a_cell_is_read_or_refused(heading: str, cell: object, found: object) -> None:
    read = listed(("code", "yes or no", heading), ("F-1", None, cell))
    assert read.silent == (2,)
    read = listed(("code", "consent", heading), ("F-1", "yes", cell))
    if read.refused:
        assert [(one.row, one.column, one.code) for one in read.refused] == [(2, heading, found)]
        return
    (one,) = read.people
    assert found in {one.birth_year, one.age, one.contact.address, *one.identity.names}


def test_what_people_paid_is_read_from_columns_and_from_a_sheet() -> None:
    paid = Table(
        "Paid",
        ("code", "item", "amount", "paid to", "date paid"),
        [
            Row(2, ("A", "ปัสสาวะ", 5, None, None)),
            Row(3, ("B", "วีซ่า", "1,500 บาท", "นายหน้า", "3/2568")),
            Row(4, ("B", None, "100 usd", None, None)),
            Row(5, ("C", "visa", 1, None, None)),
            Row(6, ("X", "visa", 1, None, None)),
        ],
    )
    read = listed(
        ("code", "name", "consent", "ค่าหนังสือเดินทาง (บาท)", "amount 2", "currency 2"),
        ("A", "Aye", "yes", None, None, None),
        ("B", "Bo", "yes", "๕๐๐", 20_000, "MMK"),
        ("C", "Cho", "no", None, None, None),
        paid=paid,
    )
    (one,) = read.people
    assert [(each.item, each.amount.low, each.amount.currency) for each in one.paid] == [
        (None, 2_000_000, Currency.MMK),
        (Item.PASSPORT, 50_000, Currency.THB),
        (Item.VISA, 150_000, Currency.THB),
        (None, 10_000, Currency.USD),
    ]
    assert one.paid[2].paid_to is Payee.SUB_AGENT
    assert str(one.paid[2].paid_on) == "2025-03"
    assert {(each.sheet, each.row, each.code) for each in read.refused} == {
        ("Paid", 2, "list.word_unknown"),
        ("People", 2, "list.payment_wrong"),
        ("Paid", 6, "list.code_unknown"),
    }


def test_a_person_is_read_whole_and_stands_once() -> None:
    headings = (
        *("code", "ชื่อ", "นามสกุล", "ชื่อไทย", "sex", "country", "ภาษา", "ช่องทาง", "เบอร์โทร"),
        *("ยินยอม", "share", "วิธียินยอม", "วันที่ยินยอม"),
    )
    row = ("1", "Aye", "Mon", "เอ มอน", "ญ", "พม่า", "ไทใหญ่", "viber", "+95 9 123 456")
    agreed = ("ตกลง", "ไม่", "พิมพ์ลายนิ้วมือ", "1 พ.ย. 2569")
    read = listed(
        headings,
        (*row, *agreed),
        ("2", *row[1:], *agreed),
        ("1", "Other", *row[2:], *agreed),
        ("2", "Yet another", *row[2:8], "at home", *agreed[:3], "31/12/2569"),
        ("3", *row[1:8], "at home", "maybe", *agreed[1:]),
        (None, "-", None, None, None, None, None, None, None, "yes", None, None, None),
    )
    first, second = read.people
    assert first.identity.names == ("Aye Mon", "เอ มอน")
    assert (first.sex, first.nationality, first.language) == (Sex.FEMALE, Nationality.MM, "other")
    assert (first.contact.reach, first.identity.phone) == (Reach.VIBER, "+95 9 123 456")
    assert first.answers == {Purpose.RECORD: True, Purpose.REFERRAL: False}
    assert (first.medium, first.agreed_on) == (Medium.THUMB_PRINT, date(2026, 11, 1))
    assert second.code == "2"
    assert "Aye" not in repr(first)
    assert {(one.row, one.column, one.code) for one in read.refused} == {
        (4, "code", "list.code_twice"),
        (5, "วันที่ยินยอม", "list.in_future"),
        (5, "เบอร์โทร", "list.not_a_number_to_call"),
        (6, "ยินยอม", "list.not_yes_or_no"),
        (6, "เบอร์โทร", "list.not_a_number_to_call"),
        (7, "ชื่อ", "list.nobody"),
    }


@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.text(max_size=9), st.integers(), st.booleans(), st.floats()),
            min_size=6,
            max_size=6,
        ),
        max_size=4,
    )
)
def test_every_row_comes_in_is_counted_or_is_told(rows: list[list[Any]]) -> None:
    read = listed(("code", "name", "dob", "phone", "consent", "amount"), *map(tuple, rows))
    told = {one.row for one in read.refused}
    kept = {one.place.row for one in read.people}
    filled = {n for n, row in enumerate(rows, 2) if not all(map(is_blank, row))}
    assert not kept & told
    assert not kept & set(read.silent)
    assert kept | told | set(read.silent) == filled
