"""What identifies a person cannot be read in the database, and can be found by equality."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.refusals import Refused
from saphan.foundation.crypto import (
    blind_index,
    decrypt,
    decrypt_bytes,
    encrypt,
    encrypt_bytes,
    rotate,
)


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


@given(st.binary(max_size=2_000))
def test_a_file_comes_out_byte_for_byte(content: bytes) -> None:
    token = encrypt_bytes(content)
    assert decrypt_bytes(token) == content
    assert token != encrypt_bytes(content)


def test_a_changed_file_or_a_strange_key_is_refused(settings: Any) -> None:
    token = encrypt_bytes("มะลิ".encode())
    with pytest.raises(Refused, match=r"vault\.unreadable"):
        decrypt_bytes(token[:-4] + b"AAA=")
    settings.VAULT_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(Refused, match=r"vault\.unreadable"):
        decrypt_bytes(token)


def test_fingerprints_of_two_columns_differ() -> None:
    assert blind_index("66812345678", purpose="phone") != blind_index("66812345678", purpose="name")
