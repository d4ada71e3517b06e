"""One form for what is kept and what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.text.search import LONGEST, MOST_WORDS, asked, bare, search_form


@pytest.mark.parametrize(
    ("kept", "question"),
    [
        ("ค่าจ้าง ๕๐๐ บาท/วัน", "ค่าจ้าง 500 บาท วัน"),
        ("น้ำ", "นํ้า"),
        ("ໜີ້ສິນ", "ຫນີ້ສິນ"),
        ("ນ້ຳ", "ນໍ້າ"),
        ("ថ្លៃ\u200bសេវា", "ថ្លៃសេវា"),
        ("ប្ដី", "ប្តី"),
        ("လုပ်ခ ၅၀၀၊", "လုပ်ခ 500"),
        ("ကျွန်တော့်ကို ပွဲစားက ဘတ် ၁၀၀၀ တောင်းတယ်။", "ကၽြန္ေတာ့္ကို ပြဲစားက ဘတ္ 1000 ေတာင္းတယ္"),
        ("အာဏာပါ", "အာဏာပာ"),
        ("Tiền lương", "tien LUONG"),
        ("Đòi lại", "doi lai"),
        ("co-operative", "Co operative"),
        ("１２ ＡＢ", "12 ab"),
        ("Straße", "STRASSE"),
    ],
)
def test_both_become_one(kept: str, question: str) -> None:
    assert bare(search_form(kept)) == bare(asked(question))


def test_accents_stay_until_they_are_taken_off_and_other_signs_always() -> None:
    assert search_form("Tiền") == "tiền"
    assert bare("tiền") == "tien"
    for word in ("ค่าจ้าง", "ຄ່າຈ້າງ", "ថ្លៃ", "ခြင်း"):
        assert bare(search_form(word)) == search_form(word)


def test_a_long_question_is_cut_and_lines_stay_lines() -> None:
    assert len(asked("x" * 1000)) == LONGEST
    assert len(asked("a b " * 40).split()) == MOST_WORDS
    assert search_form(" Title. \n\n ... \nmore\ttext ") == "title\nmore text"


@given(st.text())
def test_a_form_is_its_own_form(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)
    assert bare(bare(search_form(text))) == bare(search_form(text))
