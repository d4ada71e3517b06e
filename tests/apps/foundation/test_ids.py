"""Keys sort by time; codes survive being read aloud and typed."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.foundation.ids import ALPHABET, new_code, new_id, read_code


def test_keys_are_of_version_seven_and_sort_by_time() -> None:
    keys = [new_id() for _ in range(1000)]
    assert {(key.version, key.variant) for key in keys} == {(7, "specified in RFC 4122")}
    assert len(set(keys)) == 1000
    stamps = [key.int >> 64 for key in keys]
    assert stamps == sorted(stamps)


@given(st.randoms(use_true_random=False))
def test_a_code_is_read_back_however_it_is_typed(chance: object) -> None:
    code = new_code("W")
    assert read_code(code) == code
    assert read_code(code.lower().replace("0", "o").replace("1", "l")) == code
    prefix, rest = code.split("-", 1)
    assert read_code(f" {prefix}-{rest.replace('-', '')} ") == code


@pytest.mark.parametrize("body", ["0123456", "ABCDEFG", "HJKMNPQ", "RSTVWXY", "0000000"])
def test_one_wrong_symbol_or_two_swapped_are_noticed(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    symbols = iter(body)
    monkeypatch.setattr(secrets, "choice", lambda _: next(symbols))
    code = new_code("W")
    for place in (2, 3, 4, 5, 7, 8, 9, 10):
        for other in set(ALPHABET) - {code[place]}:
            assert read_code(code[:place] + other + code[place + 1 :]) is None
    for place in (2, 3, 4, 7, 8, 9):
        left, right = code[place], code[place + 1]
        swapped = code[:place] + right + left + code[place + 2 :]
        assert left == right or read_code(swapped) is None


def test_what_is_no_code_is_none() -> None:
    assert [read_code(text) for text in ("", "W", "W-", "W-???", "สวัสดี")] == [None] * 5
