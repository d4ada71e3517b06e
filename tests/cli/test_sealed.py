"""A sealed file opens with its passphrase and whole, or not at all."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saphan.cli import sealed
from saphan.cli.sealed import MAGIC, PIECE, Opening, Sealing
from saphan.domain.refusals import FileRefused

HEADER = len(MAGIC) + 17
WHOLE = PIECE + 16


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of one guess is no part of what is tested here."""
    monkeypatch.setattr(sealed, "_COST", 4)


def seal(text: bytes, passphrase: str = "correct horse") -> bytes:
    target = io.BytesIO()
    sealing = Sealing(target, passphrase)
    sealing.write(text)
    sealing.finish()
    return target.getvalue()


def unseal(content: bytes, passphrase: str = "correct horse") -> bytes:
    return Opening(io.BytesIO(content), passphrase).readall() or b""


def refusal(content: bytes, passphrase: str = "correct horse") -> str:
    with pytest.raises(FileRefused) as refused:
        unseal(content, passphrase)
    return refused.value.code


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_what_was_sealed_comes_back(size: int) -> None:
    text = os.urandom(size)
    content = seal(text)
    assert unseal(content) == text
    assert size < 8 or text[:32] not in content


@settings(deadline=None, max_examples=20)
@given(st.lists(st.binary(max_size=PIECE // 2), max_size=8))
def test_the_size_of_the_writes_never_matters(parts: list[bytes]) -> None:
    target = io.BytesIO()
    sealing = Sealing(target, "correct horse")
    for part in parts:
        sealing.write(part)
    sealing.finish()
    assert unseal(target.getvalue()) == b"".join(parts)


def test_the_same_text_is_never_sealed_the_same() -> None:
    assert seal(b"text") != seal(b"text")


def test_another_passphrase_opens_nothing() -> None:
    assert refusal(seal(b"text"), "correct horsf") == "backup.passphrase"


def test_another_kind_of_file_is_refused() -> None:
    assert refusal(b"PK\x03\x04" + bytes(100)) == "backup.not_sealed"
    assert refusal(b"") == "backup.not_sealed"


def test_a_file_cannot_ask_for_all_memory() -> None:
    content = bytearray(seal(b"text"))
    content[len(MAGIC)] = 40
    assert refusal(bytes(content)) == "backup.not_sealed"


def test_a_missing_end_is_noticed() -> None:
    content = seal(os.urandom(3 * PIECE))
    assert refusal(content[: HEADER + 2 * WHOLE]) == "backup.damaged"
    assert refusal(content[:-1]) == "backup.damaged"


def test_moved_repeated_and_left_out_pieces_are_noticed() -> None:
    content = seal(os.urandom(3 * PIECE + 1))
    header = content[:HEADER]
    first, second, third, last = (
        content[HEADER + n * WHOLE : HEADER + (n + 1) * WHOLE] for n in range(4)
    )
    for pieces in (
        (first, third, second, last),
        (first, first, second, third, last),
        (first, second, last),
    ):
        assert refusal(header + b"".join(pieces)) == "backup.damaged"
    assert unseal(header + first + second + third + last)


@pytest.mark.parametrize("place", [HEADER - 1, HEADER, HEADER + WHOLE - 1])
def test_a_changed_byte_at_the_beginning_is_noticed(place: int) -> None:
    content = bytearray(seal(os.urandom(2 * PIECE)))
    content[place] ^= 1
    assert refusal(bytes(content)) == "backup.passphrase"


def test_nothing_unchecked_is_given_out() -> None:
    content = bytearray(seal(b"a" * PIECE + b"b" * PIECE))
    content[-1] ^= 1
    opening = Opening(io.BytesIO(bytes(content)), "correct horse")
    assert opening.read(PIECE) == b"a" * PIECE
    with pytest.raises(FileRefused):
        opening.read(1)
