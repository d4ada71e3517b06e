"""Finished pages and their pieces are held for a moment, by what was asked, and never longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from saphan.web.public import held

pytestmark = pytest.mark.django_db
QUESTION = "/en/charge/?from=MM&scheme=mou&when=2026-11"


@pytest.fixture
def seconds(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Pages are held for a minute of a clock that the test sets."""
    settings.PUBLIC_PAGES_HELD = 60
    now = [1_000.0]
    monkeypatch.setattr(held, "monotonic", lambda: now[0])
    held._pages.clear()
    held._pieces.clear()
    yield now
    held._pages.clear()
    held._pieces.clear()


def made(client: Client, monkeypatch: pytest.MonkeyPatch, address: str) -> tuple[bytes, int]:
    """The page, and how many pages were made anew for it."""
    count: list[int] = []
    kept = held.hold_page

    def counted(*given: Any) -> None:
        count.append(1)
        kept(*given)

    monkeypatch.setattr("saphan.web.middleware.hold_page", counted)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content, len(count)


def test_the_same_question_is_answered_once_a_minute(
    client: Client, seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(client, monkeypatch, QUESTION)
    again = made(client, monkeypatch, QUESTION)
    seconds[0] += 60
    later = made(client, monkeypatch, QUESTION)
    assert (first[1], again[1], later[1]) == (1, 0, 1)
    assert first[0] == again[0] == later[0]


def test_another_question_language_or_encoding_is_another_page(
    client: Client, seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made(client, monkeypatch, QUESTION)[1] == 1
    assert made(client, monkeypatch, QUESTION.replace("MM", "KH"))[1] == 1
    assert made(client, monkeypatch, QUESTION.replace("/en/", "/my/"))[1] == 1
    squeezed = client.get(QUESTION, headers={"Accept-Encoding": "gzip"})
    assert squeezed["Content-Encoding"] == "gzip"
    assert not client.get(QUESTION).has_header("Content-Encoding")


def test_only_fingerprints_of_addresses_are_kept(client: Client, seconds: list[float]) -> None:
    client.get(QUESTION)
    assert [len(key) for key in held._pages] == [32]
    assert "from=MM" not in repr(list(held._pages))


def test_the_oldest_makes_room(
    client: Client, seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "_MOST", 2)
    for topic in ("fees", "wages", "injury"):
        client.get(f"/en/rights/{topic}/")
    assert len(held._pages) == 2


def test_a_page_that_does_not_exist_and_staff_pages_are_never_held(
    client: Client, seconds: list[float]
) -> None:
    client.get("/en/rights/nonsense/")
    client.get("/login/")
    assert not held._pages


def test_a_piece_is_made_once_a_minute_and_the_oldest_makes_room(
    seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "_MOST_PIECES", 2)
    count = iter(range(100))
    made = [held.held_piece(("piece", key), lambda: next(count)) for key in "aab"]
    assert made == [0, 0, 1]
    seconds[0] += 60
    assert [held.held_piece(("piece", key), lambda: next(count)) for key in "acab"] == [2, 3, 2, 4]
    assert len(held._pieces) == 2


def test_nothing_is_held_where_that_is_switched_off(seconds: list[float], settings: Any) -> None:
    settings.PUBLIC_PAGES_HELD = 0
    count = iter(range(100))
    assert [held.held_piece("piece", lambda: next(count)) for _ in range(2)] == [0, 1]
    assert not held._pieces


def test_pieces_that_were_made_together_are_not_all_made_anew_together(
    seconds: list[float],
) -> None:
    for key in range(200):
        held.held_piece(key, lambda: "old")
    still = []
    for later in (29, 45, 60):
        seconds[0] = 1_000.0 + later
        pieces = dict(held._pieces)
        still.append([held.held_piece(key, lambda: "new") for key in range(200)].count("old"))
        held._pieces.update(pieces)
    assert still[0] == 200
    assert 0 < still[1] < 200
    assert still[2] == 0
