"""The static edition: whole or not at all, alone on any stick, the same from the same."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import islice
from os.path import normpath
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.db import transaction
from django.utils import timezone

from saphan.cli import main
from saphan.domain.refusals import Conflict, Refused
from saphan.foundation.words import LANGUAGES, Words
from saphan.web.edition import making, pages
from saphan.web.edition.folder import MANIFEST, is_edition, replacing
from saphan.web.edition.links import led, standing_alone
from saphan.web.edition.making import Edition, publish, with_recordings
from saphan.web.edition.places import file_of
from saphan.web.public.addresses import ANSWERS
from tests.apps.care.lists import bring, entry

TODAY = date(2026, 11, 25)
OUTSIDE = {"http", "https", "tel", "mailto", "data"}
ADDRESSES = {
    *("href", "src", "action", "data-worker", "data-home", "data-filler"),
    *("data-charge", "data-pay", "data-tellcharge", "data-tellcount", "data-tellpay"),
}


def thinned(patch: pytest.MonkeyPatch) -> None:
    """Every 29th of the common answers only: all are made alike."""
    for name in ("about_charges", "about_pay"):
        whole = getattr(pages, name)
        patch.setattr(pages, name, lambda *given, whole=whole: islice(whole(*given), 0, None, 29))
    patch.setattr(timezone, "localdate", lambda: TODAY)


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def edition(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[Path, Edition]]:
    """An edition in six languages, with a list of services that needs two pages."""
    folder = tmp_path_factory.mktemp("published") / "edition"
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        thinned(patch)
        bring(*(entry(f"invented-{n}", needs=["wages", "union"]) for n in range(12)))
        yield folder, publish(folder, tell=quiet)
        transaction.set_rollback(True)


class Links(HTMLParser):
    """Every address that a page names, its forms, and its ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.forms = 0
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.forms += tag == "form"
        self.ids |= {value for name, value in attrs if name == "id" and value}
        self.to += [value for name, value in attrs if name in ADDRESSES and value is not None]


def html_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_link_leads_to_a_file_inside(edition: tuple[Path, Edition]) -> None:
    folder, _ = edition
    read = {file: Links(file.read_text("utf-8")) for file in html_files(folder)}
    there = {str(path) for path in folder.rglob("*") if path.is_file()}
    broken = []
    for file, links in read.items():
        for to in links.to:
            split = urlsplit(to)
            goal = normpath(file.parent / unquote(split.path)) if split.path else str(file)
            lost = split.fragment and split.fragment not in read[Path(goal)].ids
            if split.scheme not in OUTSIDE and (goal not in there or lost):
                broken.append((str(file), to))
    assert len(read) > 300
    assert not broken


def test_every_file_that_a_style_sheet_names_is_inside(edition: tuple[Path, Edition]) -> None:
    folder, _ = edition
    styles = list(folder.rglob("*.css"))
    assert len(styles) >= 2
    for style in styles:
        for name in re.findall(r'url\("?([^")]+)', style.read_text("utf-8")):
            if not name.startswith("data:"):
                assert (style.parent / name).is_file(), name


def test_six_languages_have_the_same_pages(edition: tuple[Path, Edition]) -> None:
    folder, made = edition
    found = {
        language: {
            file.relative_to(folder / language).as_posix() for file in html_files(folder / language)
        }
        for language in LANGUAGES
    }
    same = {name for name in found["en"] if not re.search(r"page-\d", name)}
    for language, names in found.items():
        assert {name for name in names if not re.search(r"page-\d", name)} == same, language
    assert len(same) > 50
    assert made.pages == sum(map(len, found.values()))
    for language in LANGUAGES:
        said = Words(language, "offline").say("Answers that many people need")
        assert said in (folder / language / "charge" / "index.html").read_text("utf-8")
        for name in ANSWERS.values():
            assert (folder / language / name).stat().st_size > 50_000


def test_nothing_in_it_needs_a_server(edition: tuple[Path, Edition]) -> None:
    folder, _ = edition
    for file in html_files(folder):
        text = file.read_text("utf-8")
        assert not Links(text).forms, file
        assert "site.invalid" not in text
        assert "localhost" not in text
        assert "<button" not in text, file
        assert "card.png" not in text
        assert "/login" not in text
        assert " PIN" not in text, file
    help_page = (folder / "en" / "help" / "index.html").read_text("utf-8")
    assert "In this copy you cannot choose more exactly." in help_page


def test_every_page_tells_its_day_and_that_of_its_rules(edition: tuple[Path, Edition]) -> None:
    folder, made = edition
    told = re.compile(
        r"This copy was made on 25 November 2026 [^<]*rules as of (\d+) November 2026"
    )
    for file in html_files(folder / "en"):
        found = told.search(file.read_text("utf-8"))
        assert found, file
        assert int(found[1]) == made.rules.day
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    assert (manifest["made"], manifest["rules"]) == ("2026-11-25", made.rules.isoformat())
    assert manifest["languages"] == list(LANGUAGES)


def test_the_manifest_names_every_file_with_its_digest(edition: tuple[Path, Edition]) -> None:
    folder, made = edition
    named = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert named == found
    assert sum((folder / name).stat().st_size for name in named) == made.size
    assert {"index.html", "404.html", "sw.js"} <= named.keys()


def test_its_worker_keeps_files_of_the_edition(edition: tuple[Path, Edition]) -> None:
    folder, _ = edition
    found = re.search(r"const KEPT = (\{.*\});", (folder / "sw.js").read_text("utf-8"))
    assert found
    kept = json.loads(found[1])
    for language in LANGUAGES:
        for name in [*kept["first"], *kept["afterwards"]]:
            assert (folder / language / name).is_file()
        for name in [*kept["files"], *kept["fonts"][language]]:
            assert (folder / name).is_file()


def test_the_first_page_offers_each_language_in_its_script(edition: tuple[Path, Edition]) -> None:
    folder, _ = edition
    for name, sentences in (("index.html", 0), ("404.html", 6)):
        text = (folder / name).read_text("utf-8")
        assert [f'<section lang="{code}">' in text for code in LANGUAGES] == [True] * 6
        assert len(re.findall(r"<section[^>]*><p>", text)) == sentences
        assert 'href="my/index.html"' in text


def test_an_answer_is_a_page_of_its_own(edition: tuple[Path, Edition]) -> None:
    folder, _ = edition
    text = (folder / "en" / "charge" / "index.html").read_text("utf-8")
    links = [to for to in Links(text).to if to.endswith("/index.html") and ".." not in to]
    assert len(links) == 8
    answer = (folder / "en" / "charge" / links[0]).read_text("utf-8")
    for said in ("Cambodia", "Agency in Thailand", "Law of Thailand", "not legal advice"):
        assert said in answer
    assert "Send this answer" not in answer


@pytest.mark.django_db
def test_the_same_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    thinned(monkeypatch)
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        publish(folder, languages=["lo"], tell=quiet)
    assert (one / MANIFEST).read_bytes() == (two / MANIFEST).read_bytes()
    assert "my/index.html" not in (one / MANIFEST).read_text()
    publish(one, languages=["vi"], tell=quiet)
    assert is_edition(one)
    assert not (one / "lo").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


@pytest.mark.django_db
def test_a_failure_leaves_the_earlier_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "edition"
    with replacing(folder) as new:
        (new / MANIFEST).write_text(json.dumps({"kind": "saphan static edition", "files": {}}))
    before = (folder / MANIFEST).read_bytes()
    thinned(monkeypatch)

    def broken(*_given: object, **_named: object) -> str:
        raise OSError("the stick is full")

    monkeypatch.setattr(making, "answers_script", broken)
    with pytest.raises(OSError, match="full"):
        publish(folder, languages=["vi"], tell=quiet)
    assert (folder / MANIFEST).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


@pytest.mark.parametrize("kept", ["letter.txt", MANIFEST])
def test_a_folder_with_other_files_is_refused(tmp_path: Path, kept: str) -> None:
    (tmp_path / kept).write_text('{"kind": "something else"}')
    with pytest.raises(Conflict) as refused, replacing(tmp_path):
        pytest.fail("written")
    assert refused.value.code == "edition.other_files"
    assert (tmp_path / kept).exists()


def test_a_file_that_was_added_to_an_edition_is_not_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    with replacing(folder) as new:
        (new / MANIFEST).write_text(json.dumps({"kind": "saphan static edition", "files": {}}))
    (folder / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(Conflict), replacing(folder):
        pytest.fail("written")
    assert (folder / "photo.jpg").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as refused, replacing(tmp_path / "file" / "edition"):
        pytest.fail("written")
    assert refused.value.code == "edition.not_writable"


@pytest.mark.django_db
def test_the_command_says_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    thinned(monkeypatch)
    assert main(["publish", str(tmp_path / "new"), "--language", "vi"]) == 0
    said = capsys.readouterr().out
    assert re.match(r"\d+ pages in 1 languages, \d+\.\d MB, made on 2026-11-25, rules as of", said)
    assert main(["publish", str(tmp_path / "new"), "--language", "xx"]) == 2
    assert "There is no language xx; there are: th, en" in capsys.readouterr().err
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine").write_text("")
    assert main(["publish", str(tmp_path / "other")]) == 2
    assert "holds files that are not of an earlier edition" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("to", "leads"),
    [
        ("/my/help/", "../help/index.html"),
        ("../help/wages/#top", "../help/wages/index.html#top"),
        ("?from=MM", "index.html?from=MM"),
        ("?show=one", "show-one/index.html"),
        ("/static/a.css", "../../static/a.css"),
        ("#main", "#main"),
        ("tel:1506", "tel:1506"),
        ("https://example.org/", "https://example.org/"),
        ("/login/", None),
        ("card.png?from=MM", None),
        ("javascript:alert(1)", None),
    ],
)
def test_where_a_link_leads(to: str, leads: str | None) -> None:
    known = {"/my/help/", "/my/help/wages/", "/my/charge/", "/my/charge/?show=one", "/static/a.css"}
    assert led(to, address="/my/charge/", kept=known) == leads


def test_a_link_to_nothing_keeps_its_words_and_a_button_does_not() -> None:
    page = '<a href="/login/">Log in</a><a class="button" href="/x/">Go</a><form a="b">f</form>'
    assert standing_alone(page, address="/my/", kept=(), form="!") == "Log in!"
    page = '<a class="served" href="/my/code/">Ask</a>'
    assert standing_alone(page, address="/my/", kept=(), form="") == ""
    page = '<a class="button" href="?text=1">Text</a><a href="?step=pay">Change</a>'
    alone = standing_alone(page, address="/my/", kept={"/my/"}, form="")
    assert alone == '<a href="index.html?step=pay">Change</a>'


def test_long_questions_get_short_names() -> None:
    assert file_of("/my/help/?show=a-b") == "my/help/show-a-b/index.html"
    assert file_of("/my/pay/?b=2&a=1") == file_of("/my/pay/?a=1&b=2") == "my/pay/a-1-b-2/index.html"
    long = file_of("/my/charge/?" + "&".join(f"item={n}" for n in range(99)))
    assert re.fullmatch(r"my/charge/[0-9a-f]{16}/index\.html", long)
    assert re.fullmatch(r"my/[0-9a-f]{16}/index\.html", file_of("/my/?q=../../x"))


def test_a_recording_comes_under_the_name_of_its_file() -> None:
    page = '<audio src="/my/recordings/home/"></audio>'
    heard = with_recordings(page, "my", [Path("/words/my/recordings/home.mp3")])
    assert heard == '<audio src="/my/recordings/home.mp3"></audio>'
    known = {"/my/recordings/home.mp3"}
    alone = standing_alone(heard, address="/my/", kept=known, form="")
    assert alone == '<audio src="recordings/home.mp3"></audio>'
