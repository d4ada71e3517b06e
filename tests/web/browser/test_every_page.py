"""Every page that links lead to: whole on a telephone, readable, nothing broken or foreign."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import expect

from tests.web.browser.conftest import DESK, PHONE, As, Visit
from tests.web.recruitment.test_routes import OURS

INSPECT = Path(__file__).with_name("inspect.js").read_text(encoding="utf-8")
#: Addresses that answer with a file.
FILES = {f"recruitment:{name}" for name in ("blank_form", "paper", "brand_file", "mapping_file")}


HREFS = "[...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))"


def links(one: Visit) -> list[str]:
    """The addresses of the pillar that the page leads to, without the exports of tables."""
    found = one.page.evaluate(HREFS)
    return [where for where in found if "export=" not in where and "sort=" not in where]


def walk(one: Visit, start: str) -> Iterator[str]:
    """Visit one page of every route that can be reached; gives the name of each."""
    waiting, done = [start], set[str]()
    while waiting:
        where = waiting.pop(0)
        try:
            name = resolve(urlsplit(where).path).view_name
        except Resolver404:
            continue
        if name in done | FILES or not name.startswith("recruitment:"):
            continue
        done.add(name)
        one.open(where)
        yield name
        waiting += [urljoin(where, link) for link in links(one)]


#: A page with one fault of each kind that is looked for.
BAD = """
<title></title><h1>Wide</h1><h3>Deep</h3><main id="a"></main>
<div id="a" style="width: 900px">x</div>
<input name="q"><button></button><fieldset></fieldset><img src="data:,"><nav></nav>
<table><tr><th>x</th></tr></table><p aria-describedby="b">x</p>
<button style="width: 9px; height: 9px; padding: 0">x</button>
<p style="color: #999; background: #fff">pale</p>
"""
FOUND = (
    *("scrolls sideways", "heading skips", "no label", "no name", "no legend", "no alt"),
    *("no scope", "points nowhere", "id twice", "no language", "too small", "pale"),
)


def test_what_is_looked_for_is_found(visit: As) -> None:
    one = visit("", PHONE)
    one.page.set_content(BAD)
    wrong = one.page.evaluate(INSPECT)
    assert [kind for kind in FOUND if not any(kind in fault for fault in wrong)] == []


@pytest.mark.parametrize(
    ("who", "screens"), [("officer", [PHONE]), ("officer-th", [PHONE, DESK])], ids=["en", "th"]
)
def test_every_page_of_an_officer(visit: As, who: str, screens: list[dict[str, int]]) -> None:
    one = visit(who, screens[0])
    faults = dict[tuple[str, int], list[str]]()
    for name in walk(one, "/recruitment/"):
        for screen in screens:
            one.page.set_viewport_size(screen)  # type: ignore[arg-type]
            faults[name, screen["width"]] = one.page.evaluate(INSPECT)
    assert {name: wrong for name, wrong in faults.items() if wrong} == {}
    assert {name for name, _ in faults} >= OURS - FILES


def test_faulty_forms_are_as_good(visit: As) -> None:
    """The same for a page full of faults: the summary has the focus, its links lead to fields."""
    one = visit("officer", PHONE)
    page = one.open("/recruitment/")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Decide a plan").click()
    page.get_by_label("As of").fill("soon")
    page.get_by_label("Payroll months to pay in").fill("many")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".faults")).to_be_focused()
    assert page.evaluate(INSPECT) == []
    for link in page.locator(".faults a").all():
        link.click()
        field = str(link.get_attribute("href"))
        assert page.evaluate("document.activeElement.matches(location.hash)"), field
    assert page.get_by_label("As of").input_value() == "soon"


def test_the_paper_on_the_screen(visit: As) -> None:
    """Its own styles and letters are taken, and nothing is fetched."""
    one = visit("officer", PHONE)
    page = one.open("/recruitment/")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Version 2").click()
    where = page.get_by_role("link", name="The same report for the screen").get_attribute("href")
    page = one.open(str(where))
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert loaded > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert "Invented demo data" in page.inner_text("body")
