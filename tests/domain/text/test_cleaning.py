"""Text as it comes in: Zawgyi, misplaced signs, signs without width."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.text import clean, fold, tidy
from saphan.domain.text.zawgyi import CERTAIN, converted, likelihood, to_unicode

ROOT = Path(__file__).parents[3]
PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "zawgyi_pairs.tsv").read_text("utf-8").splitlines()[1:]
]
#: A short invented note in Zawgyi, and in Unicode.
NOTE = "ကၽြန္ေတာ့္ကို ပြဲစားက ဘတ္ ၁၀၀၀ ေတာင္းတယ္။"
NOTE_IN_UNICODE = "ကျွန်တော့်ကို ပွဲစားက ဘတ် ၁၀၀၀ တောင်းတယ်။"
BREAK, JOINER, SOFT = "\u200b", "\u200d", "\u00ad"
#: Other languages of the block, in Unicode: Shan, S'gaw Karen, Mon.
OTHERS = (
    *("ၵူၼ်းတႆး", "လိၵ်ႈတႆး", "ႁဝ်းမီးၶေႃႈထၢမ်", "တိုၵ်ႉၶဝ်ႈမႃးႁဵတ်းၵၢၼ်", "မႂ်ႇသုင်ၶႃႈ"),
    *("ကညီကျိာ်", "တၢ်မၤ", "ပှၤမၤတၢ်ဖိ", "ၡိၣ်", "လံာ်အံၤ", "ဟီၣ်ကဝီၤ"),
    *("ဘာသာမန်", "ၜတ်", "ညးကၠောန်ကမၠောန်", "ဇၞး", "မ္ၚး"),
)


def test_zawgyi_becomes_the_unicode_that_icu_makes_of_it() -> None:
    assert len(PAIRS) > 300
    assert [(old, converted(old)) for old, _ in PAIRS] == PAIRS


def test_a_note_in_zawgyi_is_turned_and_one_in_unicode_is_left_alone() -> None:
    assert likelihood(NOTE) >= CERTAIN
    assert clean(NOTE) == clean(NOTE_IN_UNICODE) == NOTE_IN_UNICODE
    assert tidy(f"{NOTE}\n{NOTE_IN_UNICODE}\nMae Sot") == "\n".join(
        [NOTE_IN_UNICODE, NOTE_IN_UNICODE, "Mae Sot"]
    )


def test_a_line_too_short_to_tell_goes_with_the_text_around_it() -> None:
    assert tidy("လုပ္ခ") == "လုပ္ခ"
    assert tidy(f"{NOTE}\nလုပ္ခ\n{NOTE}").splitlines()[1] == "လုပ်ခ"


@pytest.mark.parametrize("name", ["ေအာင္ေအာင္", "ေမာင္ေမာင္လြင္", "ေစာနိုင္ဝင္း", "ေဒၚခင္ခင္ေဌး", "ကိုၿဖိဳးေဝ"])
def test_names_in_zawgyi_are_turned(name: str) -> None:
    assert fold(name) == fold(converted(name)) != name


@pytest.mark.parametrize("written", OTHERS)
def test_no_shan_karen_or_mon_is_ever_turned(written: str) -> None:
    assert to_unicode(written) == written
    assert to_unicode(f"{written} {written}") == f"{written} {written}"
    assert BREAK not in fold(written)


def test_none_of_our_own_burmese_is_taken_for_zawgyi() -> None:
    catalogues = sorted((ROOT / "words" / "my").rglob("*.po"))
    ours = {entry.msgstr for path in catalogues for entry in polib.pofile(str(path))}
    words = {word for text in ours for word in re.findall("[\u1000-\u109f]+", text)}
    assert len(words) > 500
    assert [text for text in ours | words if to_unicode(text) != text] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("เเม่", "แม่"),
        ("ที่", "ที่"),
        ("ท่ี", "ที่"),
        ("ສໍາຄັນ", "ສຳຄັນ"),
        ("ເເຮງ", "ແຮງ"),
        ("စက်ရံု", "စက်ရုံ"),
        ("ကုိ", "ကို"),
        ("ဥ်", "ဉ်"),
        ("បេាះ", "បោះ"),
        ("សេីុ", "សើុ"),
    ],
)
def test_what_keyboards_let_through_is_written_one_way(typed: str, meant: str) -> None:
    assert clean(typed) == meant


def test_signs_without_width_stay_where_a_line_may_break_and_nowhere_else() -> None:
    assert clean(f"ថ្លៃ{BREAK}សេវា") == f"ថ្លៃ{BREAK}សេវា"
    assert fold(f"ថ្លៃ{BREAK}សេវា") == fold("ថ្លៃសេវា")
    assert clean(f"AB{BREAK}12{SOFT}3") == "AB123"
    assert clean(f"ค่า {BREAK}จ้าง{BREAK}") == "ค่า จ้าง"
    assert clean(f"👩{JOINER}🌾") == f"👩{JOINER}🌾"
    assert fold(f"นํ{BREAK}้า") == fold("น้ำ")


def test_a_note_of_several_lines_keeps_them() -> None:
    assert tidy("  one \r\n\r\n\r\n two\tthree \n\n") == "one\n\ntwo three"


MIXED = st.text(
    st.sampled_from(
        "aé 1\n\t\u200b\u200c\u200d\u00ad\u2060กแเำําิุ่้์ກເແໍາຳິ່້ກកេើាីុ៉្ကင၀၁ဥစသာါိီုူေဲံ့း္်ျြွှၖၚၠၢၤၵၶၼႆႇ႔ၽၾ႐ၿၳ"
    ),
    max_size=12,
)


@given(MIXED)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(clean(text)) == fold(text)
