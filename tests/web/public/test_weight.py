"""The weight budget: what a public page costs on a bad network, in bytes over the line.

What the server sends squeezed is counted squeezed. Fonts are counted as for a phone that has none
of them; ``tests/web/browser`` measures the same in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from saphan.foundation.words import LANGUAGES
from tests.web.public.walking import walk
from tests.web.seen import Node, seen

pytestmark = pytest.mark.django_db
FIRST, NEXT, SCRIPT, STYLE = 40_000, 15_000, 60_000, 9_000

FACE = re.compile(
    r'font-family: "(?P<family>[^"]+)";.*?url\("(?P<file>[^"]+)"\)'
    r".*?unicode-range: (?P<range>[^;]+);",
    re.DOTALL,
)


def static(address: str) -> Path:
    """The file behind an address of a static file."""
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    return Path(found)


def files_of(page: Node) -> set[str]:
    """The files that a page names."""
    linked = {one.attributes["href"] for one in page.all("link")}
    return linked | {one.attributes["src"] for one in page.all("script", "img")}


@lru_cache(maxsize=1)
def faces() -> list[tuple[str, Path, frozenset[int]]]:
    """The fonts of the public pages: family, file, letters."""
    css = static("fonts/public.css").read_text("utf-8")
    return [
        (one["family"], static(f"fonts/{one['file']}"), letters(one["range"]))
        for one in FACE.finditer(css)
    ]


def letters(ranges: str) -> frozenset[int]:
    """The code points of ``unicode-range``; what every script has is left out."""
    found: set[int] = set()
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(point for point in found if not 0x2000 <= point <= 0x2FFF)


def scripts_of(page: Node) -> set[Path]:
    """The script fonts that the page needs, without the names in the language menu.

    A choice in a list costs a font only once it is chosen.
    """
    parts = [page.first(part) for part in ("main", "footer", "header")]
    text = {ord(letter) for part in parts for words in drawn(part) for letter in words}
    return {file for family, file, held in faces() if family != "Saphan Menu" and held & text}


def drawn(node: Node) -> Iterator[str]:
    """Every text that is drawn."""
    for child in node.children:
        if isinstance(child, str):
            yield child
        elif child.tag != "option" or "selected" in child.attributes:
            yield from drawn(child)


def menu() -> int:
    """The fonts with the names of the languages."""
    return sum(f.stat().st_size for family, f, _ in faces() if family == "Saphan Menu")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_is_light(language: str) -> None:
    for one in walk(language):
        assert one.response.status_code in {200, 422}, one.where
        files = sum(static(name).stat().st_size for name in files_of(one.page))
        assert one.weight <= NEXT, f"{one.where}: {one.weight}"
        assert one.weight + menu() + files <= FIRST, f"{one.where}: {one.weight + menu() + files}"
        scripts = scripts_of(one.page)
        assert len(scripts) <= 1, f"{one.where}: {scripts}"
        assert sum(file.stat().st_size for file in scripts) <= SCRIPT
    assert len(walk(language)) > 30


def test_the_stylesheet_is_small_and_names_no_other_site() -> None:
    css = static("public/public.css").read_text("utf-8")
    assert len(css.encode()) <= STYLE
    assert "//" not in css
    assert "@import" not in css


def test_the_scripts_of_a_page_are_small() -> None:
    page = seen(Client().get("/en/"))
    files = [static(one.attributes["src"]) for one in page.all("script")]
    assert sum(file.stat().st_size for file in files) < 4_000
    assert not [one for one in page.all("script") if one.text.strip()]


def test_public_pages_do_without_what_staff_pages_bring() -> None:
    assert not [
        name
        for name in files_of(seen(Client().get("/my/")))
        if "face" in name or "fonts/fonts.css" in name or "htmx" in name
    ]


def test_the_names_of_the_languages_have_letters_of_their_own() -> None:
    names = {
        ord(letter)
        for one in seen(Client().get("/en/")).first("nav").all("a")
        for letter in one.text
        if ord(letter) > 0x0E00 and ord(letter) < 0x1E00
    }
    held = {p for family, _, points in faces() if family == "Saphan Menu" for p in points}
    assert names == held & names
    assert len(names) > 10
