"""The answer about pay to share: a text and a picture in six languages, with the same link."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from saphan.foundation.words import LANGUAGES, Words
from saphan.web.public import share
from saphan.web.public.pay import CATALOGUES
from tests.apps.care.lists import bring_shipped
from tests.web.public.test_charge_share import header
from tests.web.public.test_pay import JULY, LONG, PLAIN, WORKED
from tests.web.seen import seen

pytestmark = pytest.mark.django_db
#: Twelve lines, thirteen with social security that nobody took.
TWELVE = (
    f"{LONG}&took=food&a_food=300&took=damages&a_damages=200&took=equipment&a_equipment=150"
    "&c_damages=spoken&c_equipment=written"
)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 25))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the template of the pictures was given, instead of pictures."""
    given: list[dict[str, Any]] = []

    def keep(data: str) -> bytes:
        given.append(json.loads(data))
        return b""

    monkeypatch.setattr(share, "_drawn", keep)
    return given


def text_of(client: Client, query: str, language: str = "en") -> str:
    response = client.get(f"/{language}/pay/share/?{query}")
    assert response.status_code == 200
    area = seen(response).first("textarea")
    return "".join(child for child in area.children if isinstance(child, str))


def said(found: object) -> str:
    """A text of the template without the languages of its parts."""
    return found if isinstance(found, str) else "".join(run[0] for run in found)  # type: ignore[attr-defined]


def card(drawn: list[dict[str, Any]], client: Client, query: str) -> tuple[str, list[str]]:
    """What stands in large letters, and the lines below it."""
    assert client.get(f"/en/pay/card.png?{query}").status_code == 200
    [data] = drawn
    [first] = data["answer"]
    lines = [line for part in data["parts"] for line in part["lines"]]
    below = [" ".join(filter(None, (said(one["words"]), said(one["verdict"])))) for one in lines]
    return said(first["verdict"]), [*below, *filter(None, [said(data["more"])])]


def test_the_text_says_the_shortfall_and_ends_with_the_link(client: Client) -> None:
    bring_shipped()
    text = text_of(client, LONG)
    assert text.startswith("Is my pay right?\n16 June 2025")
    assert "You may be short by at least 1,629.50\u00a0baht for these days." in text
    assert "1546" in text
    link = text.splitlines()[-1]
    assert link.startswith("http://testserver/en/pay/?province=TH-10&")
    assert text_of(client, link.partition("?")[2]) == text


def test_the_page_of_the_answer_leads_to_the_text_and_that_to_the_picture(client: Client) -> None:
    page = seen(client.get(f"/my/pay/?{LONG}"))
    [button] = [one for one in page.all("button") if one.attributes.get("formaction")]
    assert (button.attributes["form"], button.attributes["formaction"]) == ("again", "share/")
    links = {a.attributes["href"] for a in seen(client.get(f"/my/pay/share/?{LONG}")).all("a")}
    [picture] = [link for link in links if "card.png" in link]
    assert client.get(f"/my/pay/{picture.removeprefix('../')}").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_light(client: Client, language: str) -> None:
    usual = urlencode(WORKED | PLAIN | {"paid": "9000"})
    query = TWELVE if language in {"my", "vi"} else usual
    response = client.get(f"/{language}/pay/card.png?{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/png"
    assert len(response.content) <= share.MOST_BYTES
    width, height, depth, kind = header(response.content)
    assert (depth, kind) == (8, 3)
    assert width >= 400
    assert height > width / 2
    words = Words(language, *CATALOGUES)
    for text in ("Official amount", "Holds from", "{number} more behind the link"):
        assert words.review_state(text) != "missing"


def test_the_picture_tells_the_shortfall_line_by_line_and_the_official_amount(
    client: Client, drawn: list[dict[str, Any]]
) -> None:
    query = urlencode(WORKED | PLAIN | {"paid": "9000", "rate": ""})
    first, below = card(drawn, client, query)
    assert first == "You may be short by 1,400.00\u00a0baht for these days."
    assert below == [
        "Minimum wage Too little was paid",
        "Should have been paid: 10,400.00\u00a0baht · Was paid: 9,000.00\u00a0baht"
        " · Missing: 1,400.00\u00a0baht",
        "Social security Looks right",
        "May be taken at most: 450.00\u00a0baht · Was taken: 0.00\u00a0baht",
        "Official amount (Minimum wage): 400 baht a day · Holds from: 1 July 2025 (B.E. 2568)"
        " · Tilleke & Gibbins: minimum wage from 1 July 2025",
    ]
    [data] = drawn
    assert said(data["asked"]) == "July 2025 (B.E. 2568) · Bangkok"
    assert said(data["notes"][0]) == "This is not legal advice."
    assert data["qr"].startswith("<svg")


def test_of_very_many_lines_the_picture_has_the_first(
    client: Client, drawn: list[dict[str, Any]]
) -> None:
    query = f"{TWELVE}&took=transport&a_transport=50&took=loan&a_loan=500"
    first, below = card(drawn, client, query)
    assert first.startswith("You may be short by at least")
    assert below[-1] == "2 more behind the link"


def test_what_nobody_can_compare_has_a_picture_that_says_so(
    client: Client, drawn: list[dict[str, Any]]
) -> None:
    assert card(drawn, client, "province=TH-10") == ("We do not know.", [])


@pytest.mark.parametrize("place", ["card.png", "share/"])
@pytest.mark.parametrize(
    "query", ["", "who=me", urlencode(JULY | {"rate": "<b>me</b>"}), "d1=99&m1=7&y1=2568"]
)
def test_what_cannot_be_right_has_no_picture_and_no_text(
    client: Client, place: str, query: str
) -> None:
    response = client.get(f"/en/pay/{place}?{query}")
    assert response.status_code == 404
    assert "<b>me" not in response.content.decode()


def test_one_day_tells_its_own_share_and_the_most_of_a_month(
    client: Client, drawn: list[dict[str, Any]]
) -> None:
    one = {"province": "TH-10", "basis": "daily", "rate": "400", "days": "1", "hours": "8"}
    for which in "12":
        one |= {f"d{which}": "3", f"m{which}": "11", f"y{which}": "2569"}
    taken = {"paid": "350", "took": "social_security", "a_social_security": "50"}
    first, below = card(drawn, client, urlencode(one | {"ot": "0", "off": "no"} | taken))
    assert first == "We do not know."
    assert below[2:4] == [
        "Social security We do not know",
        "Share of this pay: 20.00\u00a0baht · At most in one month: 875.00\u00a0baht"
        " · Was taken: 50.00\u00a0baht",
    ]
