"""The frame of the public pages: six languages, no trace, the way out, refusals in words."""

from __future__ import annotations

import gzip
import re
import shutil
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from saphan.domain.refusals import Incomplete
from saphan.foundation import plain, words
from saphan.foundation.words import LANGUAGES, OWN_NAMES, Words, check_catalogues, own_names
from saphan.web.public import home
from saphan.web.public.recordings import recording_of
from saphan.web.shell import QUICK_EXIT
from tests.apps.care.lists import bring_shipped
from tests.rules.samples import CHECKOUT
from tests.web.public.walking import walk
from tests.web.seen import Node, seen

DOORS = ("charge", "pay", "help", "rights")


def page(client: Client, address: str, status: int = 200) -> Node:
    answer = client.get(address)
    assert answer.status_code == status
    return seen(answer)


def menu(shown: Node) -> dict[str, Node]:
    """The language menu: each language and its link."""
    return {
        one.attributes["lang"]: one for one in shown.first("nav", **{"class": "tongues"}).all("a")
    }


# The first page -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_has_four_doors(client: Client, language: str) -> None:
    shown = page(client, f"/{language}/")
    doors = list(shown.first("ul", **{"class": "doors"}).all("a"))
    assert [one.attributes["href"] for one in doors] == [f"/{language}/{door}/" for door in DOORS]
    assert all(one.first("svg").attributes["aria-hidden"] == "true" for one in doors)
    said = Words(language, "public", "rights", "directory")
    titles = ("Is this charge legal?", "Is my pay right?", "Who can help me?", "Your rights")
    assert [one.first("b").text for one in doors] == [said.say(title) for title in titles]
    assert not list(shown.all("span", lang="en")) or language == "en"
    assert "/login/" in {one.attributes["href"] for one in shown.first("footer").all("a")}


def test_the_catalogue_of_the_shell_is_complete() -> None:
    assert not [fault for fault in check_catalogues() if "/public:" in fault]


# Languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_names_each_language_in_its_own_script(client: Client, language: str) -> None:
    shown = menu(page(client, f"/{language}/rights/fees/"))
    assert {code: one.text for code, one in shown.items()} == OWN_NAMES
    now = [code for code, one in shown.items() if "aria-current" in one.attributes]
    assert now == [language]
    assert shown["km"].attributes["href"] == "/km/rights/fees/"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("?zone=TH-63&zone=TH-21&day=2569-01-02", "?zone=TH-63&zone=TH-21&day=2569-01-02"),
        ("?wage=%E0%B9%94%E0%B9%90%E0%B9%90", "?wage=%E0%B9%94%E0%B9%90%E0%B9%90"),
        ("?a=<script>alert(1)</script>&b=1", "?b=1"),
        ("?a=%22%3E&" + "c=" + "y" * 50, ""),
        ("?" + "&".join("a=1" for _ in range(500)), ""),
        ("?<b>=1&A[]=2&a=%00", ""),
    ],
)
def test_another_language_keeps_codes_and_numbers_alone(
    client: Client, asked: str, kept: str
) -> None:
    assert menu(page(client, f"/en/{asked}"))["lo"].attributes["href"] == f"/lo/{kept}"


@pytest.mark.django_db
def test_a_page_says_itself_what_it_understood(client: Client) -> None:
    bring_shipped()
    for asked, kept in {
        "?need=wages&province=TH-63&zz=1&papers=maybe": "?need=wages&province=TH-63",
        "?language=th&page=2": "?language=th&page=2",
        "?show=doe-1694&page=3": "?show=doe-1694",
        "?show=nobody": "",
    }.items():
        shown = menu(page(client, f"/en/help/{asked}"))
        assert shown["vi"].attributes["href"] == f"/vi/help/{kept}"
    shown = menu(page(client, "/en/help/wages/?province=TH-63"))
    assert shown["vi"].attributes["href"] == "/vi/help/wages/?province=TH-63"


@pytest.fixture
def more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of words to change, used instead of ours."""
    folder = tmp_path / "words"
    shutil.copytree(CHECKOUT / "words", folder)
    monkeypatch.setattr(words, "words_folder", lambda: folder)
    monkeypatch.setattr(plain, "words_folder", lambda: folder)
    return folder


def add(folder: Path, code: str, name: str) -> Path:
    """A language, as somebody drops it: the Burmese words under another name."""
    shutil.copytree(folder / "my", folder / code)
    path = folder / code / "LC_MESSAGES" / "public.po"
    text = path.read_text("utf-8")
    assert '"X-Own-Name: မြန်မာ\\n"' in text
    path.write_text(text.replace("X-Own-Name: မြန်မာ", f"X-Own-Name: {name}"), "utf-8")
    return path


@pytest.mark.django_db
def test_a_language_is_a_folder_of_words(
    client: Client, more: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = add(more, "shn", "လိၵ်ႈတႆး")
    found = own_names(more)
    assert list(found) == [*LANGUAGES, "shn"]
    for module in [m for name, m in sys.modules.items() if name.startswith("saphan.")]:
        for known, now in (("LANGUAGES", tuple(found)), ("OWN_NAMES", found)):
            if vars(module).get(known) in (LANGUAGES, OWN_NAMES):
                monkeypatch.setattr(module, known, now)
    shown = page(client, "/shn/rights/wages/")
    assert menu(shown)["shn"].text == "လိၵ်ႈတႆး"
    assert menu(page(client, "/th/"))["shn"].attributes["href"] == "/shn/"
    assert shown.first("html").attributes["lang"] == "shn"
    assert check_catalogues(more) == []
    path.with_name("directory.po").unlink()
    assert check_catalogues(more) == ["shn/directory: no catalogue"]
    assert list(page(client, "/shn/help/").all("span", lang="en")), "what is missing is marked"


def test_a_language_without_its_own_name_stops_the_start(more: Path) -> None:
    path = add(more, "shn", "x")
    path.write_text(path.read_text("utf-8").replace("X-Own-Name", "X-Name"), "utf-8")
    with pytest.raises(ValueError, match=r"shn.*public\.po: no X-Own-Name"):
        own_names(more)


# What is recorded -----------------------------------------------------------------------------


def test_no_button_where_nothing_was_recorded(client: Client) -> None:
    assert not list((CHECKOUT / "words").glob("*/recordings/*"))
    assert not list(page(client, "/my/").all("audio"))
    assert client.get("/my/recordings/home/").status_code == 404


def test_a_recording_brings_its_button_in_its_language_alone(client: Client, more: Path) -> None:
    (more / "my" / "recordings").mkdir()
    (more / "my" / "recordings" / "home.mp3").write_bytes(b"ID3 invented")
    (button,) = page(client, "/my/").all("audio")
    assert button.attributes["aria-label"] == Words("my", "public").say("Listen")
    assert button.attributes["preload"] == "none"
    answer = client.get(button.attributes["src"])
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert b"".join(answer) == b"ID3 invented"
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not list(page(client, "/km/").all("audio"))


def test_a_recording_is_never_another_file(more: Path) -> None:
    (more / "en" / "recordings").mkdir()
    (more / "en" / "recordings" / "a.txt").write_text("x")
    for language, key in (("en", "a"), ("en", "../LC_MESSAGES/public"), ("..", "a"), ("en", "")):
        assert recording_of(language, key, folder=more) is None


# Without a trace ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leaves_no_trace_and_has_the_way_out(language: str) -> None:
    for one in walk(language):
        answer, where = one.response, one.where
        assert not answer.cookies, where
        assert "Cookie" not in answer.headers.get("Vary", ""), where
        kept = "no-store" if "?" in where else "public, max-age=300"
        assert answer["Cache-Control"] == kept, where
        assert answer.headers["Content-Language"] == language
        (leave,) = one.page.all("a", id="quick-exit")
        assert leave.attributes["href"] == QUICK_EXIT
        assert leave.attributes["rel"] == "noreferrer nofollow"
        assert leave.text == Words(language, "public").say("Leave this page")
    assert len(walk(language)) > 30


@pytest.mark.django_db
def test_nobody_is_asked_who_they_are(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A cookie, even that of a member, changes nothing and is not looked up."""
    before = client.get("/en/")
    client.cookies["saphan_session"] = "x" * 32
    client.cookies["saphan_language"] = "th"
    with django_assert_num_queries(0):
        again = client.get("/en/")
    assert (again.content, again.headers) == (before.content, before.headers)


def test_public_pages_are_squeezed_where_the_browser_can(client: Client) -> None:
    answer = client.get("/my/", headers={"Accept-Encoding": "gzip, br"})
    whole = client.get("/my/")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == whole.content
    assert answer.headers["Vary"] == whole.headers["Vary"] == "Accept-Encoding"
    staff = client.get("/login/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in staff.headers
    assert "Cookie" in staff.headers["Vary"]


# Refusals -------------------------------------------------------------------------------------


def says(shown: Node, language: str, *sentences: str) -> bool:
    """Whether a page of refusal says this in its language, with the way out and the way on."""
    said = Words(language, "public")
    hrefs = {one.attributes["href"] for one in shown.all("a")}
    assert {QUICK_EXIT, f"/{language}/", f"/{language}/help/"} <= hrefs
    assert shown.first("html").attributes["lang"] == language
    return all(escape(said.say(one)) in escape(shown.text) for one in sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there(client: Client, language: str) -> None:
    for address in ("nowhere/", "rights/food/", "help/food/", "rights/fees/more/"):
        shown = page(client, f"/{language}/{address}", 404)
        assert says(shown, language, "Not found")
        assert menu(shown)["th"].attributes["href"] == f"/th/{address}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_sent_is_not_read(language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/{language}/help/", b"x" * 6_000_000, content_type="text/plain")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert says(seen(answer), language, "This did not work")
    assert not answer.cookies


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_read(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/help/?" + "&".join(f"a{n}=1" for n in range(5000)))
    assert answer.status_code == 400
    assert says(seen(answer), language, "This did not work")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_ours_and_a_refusal(
    language: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False

    def fails(*_: object) -> HttpResponse:
        raise fault

    monkeypatch.setattr(home, "render", fails)
    fault: Exception = ZeroDivisionError("secret")
    shown = page(client, f"/{language}/", 500)
    assert says(shown, language, "Something went wrong")
    assert "secret" not in shown.text
    fault = Incomplete("amount.absurd", value="<b>1</b>")
    shown = page(client, f"/{language}/", 422)
    assert says(shown, language, "This did not work")
    assert not list(shown.first("main").all("span", lang="en"))
    fault = PermissionError()
    assert says(page(client, f"/{language}/", 500), language, "Something went wrong")


def test_staff_pages_keep_their_own_refusals(client: Client) -> None:
    shown = client.get("/nowhere/at/all/", headers={"Accept-Language": "th"})
    assert shown.status_code == 404
    assert 'id="quick-exit"' not in shown.content.decode()


# The tag --------------------------------------------------------------------------------------


def test_the_menu_is_drawn_for_staff_without_a_query() -> None:
    request: HttpRequest = RequestFactory().get("/language/?next=/x/")
    text = engines["django"].from_string("{% load face %}{% tongues %}").render({}, request)
    assert re.findall(r'href="([^"]+)"', text) == [f"/{code}/" for code in LANGUAGES]
