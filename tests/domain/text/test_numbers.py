"""Numbers and currencies as people write them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.money import Currency
from saphan.domain.text import clean, currency_in, fold, parse_number, western_digits
from saphan.domain.text.numbers import CURRENCY_WORDS
from saphan.domain.text.tables import CellError, Formula

ZEROS = {"Thai": 0x0E50, "Lao": 0x0ED0, "Burmese": 0x1040, "Khmer": 0x17E0, "wide": 0xFF10}


def in_script(text: str, zero: int) -> str:
    return text.translate({ord(str(digit)): chr(zero + digit) for digit in range(10)})


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12,000 บาท", 12000),
        ("บาท 12,000", 12000),
        ("ks 300,000", 300000),
        ("၃၀၀,၀၀၀ ကျပ်", 300000),
        ("១៥០០០ រៀល", 15000),
        ("໕໐໐ ກີບ", 500),
        ("1.234.567 đ", 1234567),
        ("฿ 1,200.00", 1200),
        ("500.-", 500),
        ("12 000", 12000),
        ("12'000", 12000),
        ("1 000,5", Fraction(2001, 2)),
        ("1.234,56", Fraction(123456, 100)),
        ("(500)", -500),
        ("-500 THB", -500),
        ("0.1", Fraction(1, 10)),
        (0.1, Fraction(1, 10)),
        (Decimal("19.95"), Fraction(1995, 100)),
        (7, 7),
        ("\u200b12,000\u00a0", 12000),
    ],
)
def test_numbers_are_read_exactly(written: Any, value: Any) -> None:
    assert parse_number(written) == value


@pytest.mark.parametrize("blank", [None, "", "  ", "-", "–", "\u200b"])
def test_blank_is_none_and_not_zero(blank: Any) -> None:
    assert parse_number(blank) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1,5", "ambiguous_number"),
        ("1.234", "ambiguous_number"),
        ("1,23,456", "ambiguous_number"),
        ("12,0000", "ambiguous_number"),
        ("15,000-18,000", "not_a_number"),
        ("300k", "not_a_number"),
        ("ten", "not_a_number"),
        ("1e5", "not_a_number"),
        ("(-500)", "not_a_number"),
        ("9" * 41, "not_a_number"),
        (True, "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (Formula("A1"), "not_a_number"),
        (CellError("#REF!"), "not_a_number"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused(written: Any, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        parse_number(written)


def test_a_file_that_tells_its_decimal_mark_is_believed() -> None:
    assert parse_number("1.234", decimal=".") == Fraction(1234, 1000)
    assert parse_number("1,234", decimal=".") == 1234
    assert parse_number("1,234", decimal=",") == Fraction(1234, 1000)
    with pytest.raises(ValueError, match="not_a_number"):
        parse_number("1.234.5", decimal=".")


@pytest.mark.parametrize("script", ZEROS)
@given(number=st.integers(0, 10**12))
def test_the_digits_of_every_script_mean_the_same(script: str, number: int) -> None:
    assert parse_number(in_script(str(number), ZEROS[script])) == number
    assert parse_number(in_script(f"{number:,}", ZEROS[script]), decimal=".") == number


@given(
    number=st.integers(0, 10**9),
    pair=st.sampled_from([(c, w) for c, words in CURRENCY_WORDS.items() for w in words]),
    before=st.booleans(),
    gap=st.sampled_from(["", " ", "\u00a0"]),
)
def test_a_currency_beside_the_number_is_found_and_does_not_change_it(
    number: int, pair: tuple[Currency, str], before: bool, gap: str
) -> None:
    currency, word = pair
    written = f"{word}{gap}{number}" if before else f"{number}{gap}{word}"
    assert currency_in(written) is currency
    assert parse_number(written) == number


def test_two_currencies_in_one_cell_are_refused() -> None:
    with pytest.raises(ValueError, match="two_currencies"):
        currency_in("THB 500 ks")
    assert currency_in("THB 500 บาท") is Currency.THB
    assert currency_in("500") is None
    assert currency_in(500) is None


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))
def test_any_cell_is_a_number_blank_or_refused_with_a_code(cell: Any) -> None:
    try:
        found: object = parse_number(cell)
    except ValueError as error:
        found = error.args[0]
    assert (
        found is None
        or isinstance(found, Fraction)
        or found in {"not_a_number", "ambiguous_number"}
    )


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12
    )
)
def test_a_decimal_survives_exactly(value: Decimal) -> None:
    assert parse_number(value) == Fraction(value)
    assert parse_number(format(value, "f"), decimal=".") == Fraction(value)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


def test_the_letter_wa_for_the_burmese_zero_is_read_only_beside_digits() -> None:
    assert western_digits("၃ဝဝ") == "300"
    assert parse_number("၅ဝ,ဝဝဝ", decimal=".") == 50000
    assert western_digits("ဝန်ထမ်း") == "ဝန်ထမ်း"
    assert western_digits("ဝါ၅") == "ဝါ5"
