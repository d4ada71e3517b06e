"""What identifies a person cannot be read in the database, and can be found by equality."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.refusals import Refused
from saphan.foundation.crypto import blind_index, decrypt, encrypt, rotate


@given(st.text())
def test_what_goes_in_comes_out(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert decrypt(encrypt(text)) == text


def test_the_same_text_never_gives_the_same_token() -> None:
    assert encrypt("มะลิ") != encrypt("มะลิ")


def test_keys_change_without_losing_anything(settings: Any) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.VAULT_KEYS = [old]
    token, mark = encrypt("Ma Hla"), blind_index("ma hla", purpose="name")
    settings.VAULT_KEYS = [new, old]
    assert decrypt(token) == "Ma Hla"
    assert blind_index("ma hla", purpose="name") == mark
    turned = rotate(token)
    settings.VAULT_KEYS = [new]
    assert decrypt(turned) == "Ma Hla"
    with pytest.raises(Refused, match=r"vault\.unreadable"):
        decrypt(token)


def test_a_changed_token_is_refused() -> None:
    token = encrypt("x")
    with pytest.raises(Refused):
        decrypt(token[:-4] + "AAA=")


def test_fingerprints_of_two_columns_differ() -> None:
    assert blind_index("66812345678", purpose="phone") != blind_index("66812345678", purpose="name")
