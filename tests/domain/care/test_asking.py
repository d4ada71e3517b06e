"""Asking by number and PIN: what was typed, who is answered, and the three words."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.care.asking import (
    PIN_DIGITS,
    Asked,
    Word,
    number_typed,
    pin_of,
    pin_shown,
    pin_typed,
    word_for,
)
from saphan.domain.care.referral import ReferralState
from saphan.domain.people.consent import State
from saphan.domain.people.contact import Reach, is_answered_by_code
from saphan.foundation.ids import ALPHABET, new_code, read_code
from saphan.foundation.words import own_digits
from tests.apps.records import AT

LATER = AT + timedelta(days=2)


@given(
    between=st.sampled_from(["-", " ", " - ", "", "–", "."]),
    first=st.sampled_from(["K", "k", "K-", "K ", ""]),
    script=st.sampled_from(["en", "th", "my", "km", "lo"]),
    lower=st.booleans(),
)
def test_a_number_is_read_however_it_is_typed(
    between: str, first: str, script: str, lower: bool
) -> None:
    code = new_code("K")
    _, one, two = code.split("-")
    typed = f" {first}{one}{between}{two} "
    typed = own_digits(typed.lower() if lower else typed, script)
    assert read_code(number_typed(typed)) == code


def test_letters_that_no_number_has_are_read_as_what_they_resemble() -> None:
    assert read_code(number_typed("K-OOIL-OOOO")) == read_code("K-0011-0000")


@given(st.text(max_size=300))
def test_anything_else_is_no_number_and_no_fault(typed: str) -> None:
    assert set(number_typed(typed)[2:]) <= set(ALPHABET) | set("ILOUZ")
    assert set(pin_typed(typed)) <= set("0123456789")
    assert len(number_typed(typed)) <= 42


@pytest.mark.parametrize(
    "typed",
    [
        "1203 4567",
        "12034567",
        "၁၂၀၃ ၄၅၆၇",
        "၁၂ဝ၃၄၅၆၇",
        "๑๒๐๓-๔๕๖๗",
        "១២០៣៤៥៦៧",
        "໑໒໐໓໔໕໖໗",
        "I2O34567",
    ],
)
def test_a_pin_is_read_in_the_digits_of_every_script(typed: str) -> None:
    assert pin_typed(typed) == "12034567"
    assert pin_typed(pin_shown("12034567")) == "12034567"


def test_a_pin_has_its_length_and_differs() -> None:
    pins = {pin_of(f"{n * 0x9E3779B97F4A7C15:064x}") for n in range(500)}
    assert {len(pin) for pin in pins} == {PIN_DIGITS}
    assert len(pins) == 500
    assert pin_of("0" * 63 + "7") == "00000007"


def test_who_chose_it_and_took_nothing_back_is_answered_and_nobody_else() -> None:
    answered = {
        (reach, record, again)
        for reach, record, again in product(Reach, State, State)
        if is_answered_by_code(reach, record=record, contact_again=again)
    }
    chose = (Reach.COMES_BACK, State.GIVEN)
    assert answered == {(*chose, again) for again in (State.GIVEN, State.REFUSED, State.NOT_ASKED)}


def test_news_is_an_answer_of_which_she_does_not_know() -> None:
    state = ReferralState.ACCEPTED
    for one, word in (
        (Asked(state), Word.NOTHING_NEW),
        (Asked(state, (AT,)), Word.NEWS),
        (Asked(state, (AT,), told_at=LATER), Word.NOTHING_NEW),
        (Asked(state, (AT, LATER), told_at=AT), Word.NEWS),
        (Asked(ReferralState.CANCELLED, (AT,)), Word.NEWS),
        (Asked(ReferralState.ENTERED_IN_ERROR, (AT,)), Word.NOTHING_NEW),
    ):
        assert word_for([Asked(state), one], closed=False) is word
    assert word_for([], closed=False) is Word.NOTHING_NEW
    assert word_for([Asked(state, (AT,), told_at=AT)], closed=True) is Word.SILENCE
    assert word_for([Asked(state, (AT,))], closed=True) is Word.NEWS
