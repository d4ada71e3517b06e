"""The answer to share: a text and a picture in six languages, both with the same link."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from datetime import date
from random import Random
from threading import Thread
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from saphan.domain.recruitment.codes import Item
from saphan.foundation.words import LANGUAGES, Words
from saphan.web.public import share
from saphan.web.public.share_png import few_colours
from tests.web.public.test_charge import CAPPED, FULL, START
from tests.web.seen import seen

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


def text_of(client: Client, query: str, language: str = "en") -> str:
    response = client.get(f"/{language}/charge/share/?{query}")
    assert response.status_code == 200
    area = seen(response).first("textarea")
    return "".join(child for child in area.children if isinstance(child, str))


def test_the_text_says_everything_and_ends_with_the_link(client: Client) -> None:
    lines = text_of(client, FULL).splitlines()
    assert lines[0] == "Is this charge legal?"
    assert (
        lines[1] == "Myanmar · Under an MoU between the two countries · November 2026 (B.E. 2569)"
    )
    assert "Service or placement fee · 16,500\u00a0baht · Agency in the home country" in lines
    assert "– Law of Myanmar: We do not know since 1 March 2024 (B.E. 2567)" in lines
    assert "Official amount (Work permit, 1 year): 900\u00a0baht" in lines
    assert lines[-2] == "This is not legal advice."
    assert lines[-1].startswith("http://testserver/en/charge/?from=MM&scheme=mou&when=2026-11&")


def test_the_link_leads_to_the_same_answer(client: Client) -> None:
    link = text_of(client, FULL).splitlines()[-1]
    assert text_of(client, link.partition("?")[2]) == text_of(client, FULL)
    main = [seen(client.get(at)).first("main").text for at in (link, f"/en/charge/?{FULL}")]
    assert main[0] == main[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_in_the_language(client: Client, language: str) -> None:
    text = text_of(client, FULL, language)
    words = Words(language, "charge", "public")
    assert text.startswith(words.say("Is this charge legal?") + "\n")
    assert words.say("This is not legal advice.") in text


def header(png: bytes) -> tuple[int, ...]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">IIBB", png[16:26])


@pytest.mark.parametrize(
    ("language", "query"), [*((language, FULL) for language in LANGUAGES), ("my", CAPPED)]
)
def test_the_picture_is_light(client: Client, language: str, query: str) -> None:
    response = client.get(f"/{language}/charge/card.png?{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/png"
    assert len(response.content) <= share.MOST_BYTES
    width, height, depth, kind = header(response.content)
    assert (depth, kind) == (8, 3)
    assert width >= 500
    assert height > width / 2


def test_the_picture_of_very_much_stays_light(client: Client) -> None:
    everything = START + "".join(
        f"&item={item.value}&{item.value}=100&{item.value}-to=employer" for item in Item
    )
    response = client.get(f"/my/charge/card.png?{everything}&answer=1")
    assert response.status_code == 200
    assert len(response.content) <= share.MOST_BYTES


@pytest.mark.parametrize("place", ["card.png", "share/"])
@pytest.mark.parametrize("query", ["", "from=MM", START, f"{START}&item=visa"])
def test_an_open_question_has_no_picture_and_no_text(
    client: Client, place: str, query: str
) -> None:
    assert client.get(f"/en/charge/{place}?{query}").status_code == 404


def test_who_waits_too_long_is_told_to_come_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share, "_PATIENCE", 0.01)
    holder = Thread(target=share._one_at_a_time.acquire)
    holder.start()
    holder.join()
    try:
        response = client.get(f"/en/charge/card.png?{START}&item=bribe&answer=1")
    finally:
        share._one_at_a_time.release()
    assert response.status_code == 503
    assert response.headers["Retry-After"]


# A PNG with few colours -------------------------------------------------------------------------


def png(rows: Sequence[bytes], filters: Sequence[int], form: bytes = b"\x08\x06\0\0\0") -> bytes:
    """A picture of four bytes a pixel, each row with its own filter, written the plain way."""
    packed, above = b"", bytes(len(rows[0]))
    for row, kind in zip(rows, filters, strict=True):
        packed += bytes([kind]) + filtered(row, above, kind)
        above = row
    size = struct.pack(">II", len(rows[0]) // 4, len(rows))
    parts = ((b"IHDR", size + form), (b"IDAT", zlib.compress(packed)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def filtered(row: bytes, above: bytes, kind: int) -> bytes:
    found = bytearray()
    for at, value in enumerate(row):
        left = row[at - 4] if at >= 4 else 0
        corner = above[at - 4] if at >= 4 else 0
        up = above[at]
        guess = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        found.append((value - (0, left, up, (left + up) // 2, guess)[kind]) & 255)
    return bytes(found)


def colours_of(picture: bytes) -> list[list[bytes]]:
    """The pixels of a picture with a palette, row by row."""
    width, height, *_ = header(picture)
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(picture):
        length, name = struct.unpack_from(">I4s", picture, at)
        chunks[name] = picture[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", picture, at + 8 + length)[0] == zlib.crc32(
            name + chunks[name]
        )
        at += 12 + length
    packed, palette = zlib.decompress(chunks[b"IDAT"]), chunks[b"PLTE"]
    rows = [packed[n * (width + 1) + 1 : (n + 1) * (width + 1)] for n in range(height)]
    return [[palette[3 * one : 3 * one + 3] for one in row] for row in rows]


def random_rows(dice: Random, few: bool) -> list[bytes]:
    known = [bytes([dice.randrange(256) for _ in range(3)]) + b"\xff" for _ in range(8)]
    return [
        b"".join(
            dice.choice(known) if few else bytes([dice.randrange(256) for _ in range(3)]) + b"\xff"
            for _ in range(23)
        )
        for _ in range(15)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_every_filter_is_read(seed: int) -> None:
    dice = Random(seed)
    rows = random_rows(dice, few=True)
    made = few_colours(png(rows, [dice.randrange(5) for _ in rows]), colours=8)
    assert colours_of(made) == [[row[at : at + 3] for at in range(0, len(row), 4)] for row in rows]


def test_other_colours_become_the_nearest_and_the_kept_ones_stay() -> None:
    dark, light, red = b"\0\0\0\xff", b"\xff\xff\xff\xff", b"\xa3\x22\x1b\xff"
    almost = b"\x10\x10\x10\xff"
    rows = [light * 6, light * 3 + dark * 3, light * 4 + red + almost]
    made = colours_of(few_colours(png(rows, [0, 1, 4]), colours=3, keep=["#a3221b", "#123456"]))
    assert made[2][4] == red[:3]
    assert made[2][5] == dark[:3]
    assert made[0] == [light[:3]] * 6


@pytest.mark.parametrize("picture", [b"", b"GIF89a", png([b"\0" * 8], [0], b"\x08\x02\0\0\0")])
def test_another_picture_is_refused(picture: Any) -> None:
    with pytest.raises(ValueError, match="not"):
        few_colours(picture, colours=4)
