"""The public pages in Chromium: six languages, a phone and a desk, with JavaScript and without."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, Page, Route

from saphan.config.env import PACKAGE
from saphan.foundation.words import LANGUAGES
from tests.web.browser.conftest import DESK, As, Demo, Visit
from tests.web.public.walking import BEHIND_FORMS, shape

HERE = Path(__file__).parent
FONTS = PACKAGE / "foundation" / "fonts"
INSPECT = (HERE / "inspect.js").read_text(encoding="utf-8")
AXE = next((HERE / "vendor").glob("axe-*.min.js")).read_text(encoding="utf-8")
SMALL = {"width": 320, "height": 640}
#: The smallest letters and the lowest target of a public page, in pixels.
LEAST = {"text": 16, "target": 44}
ELSEWHERE = "https://www.tmd.go.th/"
#: The script each language is written in; others use the letters of the device.
SCRIPTS = {"th": "Thai", "my": "Myanmar", "km": "Khmer", "lo": "Lao"}
#: Addresses that answer with a file.
FILES = {"web:charge_card"}
#: What a first visit and every further page may bring over the line, and a script, in bytes.
FIRST, NEXT, SCRIPT = 40_000, 15_000, 60_000

#: All letters that a page needs have come.
LETTERS = "document.fonts.ready.then(() => document.fonts.status)"
RUN_AXE = """async () => {
  const told = await axe.run(document, { resultTypes: ["violations"] });
  return told.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`);
}"""
EXIT = """() => {
  const link = document.getElementById("quick-exit"), box = link.getBoundingClientRect();
  const fixed = getComputedStyle(link.closest("header")).position;
  return [Math.round(innerWidth - box.right), Math.round(box.top), fixed];
}"""


def alone(visit: As, *, script: bool = True) -> Visit:
    """A visitor whose browser keeps no pages, so that it asks for nothing but what is opened."""
    one = visit("", SMALL, script=script)
    one.page.context.add_init_script("delete Navigator.prototype.serviceWorker")
    return one


def walk(one: Visit, language: str, each: Callable[[str], object] = shape) -> Iterator[str]:
    """Open every public page of a language that can be reached, one of each kind."""
    waiting = [f"/{language}/", *(f"/{language}/{rest}" for rest in BEHIND_FORMS)]
    done = set[object]()
    while waiting:
        where = waiting.pop(0)
        if each(where) in done or name_of(where) in FILES:
            continue
        done.add(each(where))
        answer = one.page.goto(one.address + where)
        assert answer is not None
        assert answer.status in {200, 422}, f"{where}: {answer.status}"
        yield where
        links = one.page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
        ours = [link.partition("#")[0] for link in links if link.startswith(one.address)]
        found = [link.removeprefix(one.address) for link in ours]
        waiting += [link for link in found if link.startswith(f"/{language}/")]


def name_of(address: str) -> str:
    """The route of an address."""
    return str(resolve(urlsplit(address).path).view_name)


def faults_of(one: Visit, *, axe: bool) -> list[str]:
    """What is wrong with the page at 320 and at 1280 pixels."""
    page = one.page
    wrong: list[str] = page.evaluate(INSPECT, LEAST)
    if axe:
        page.evaluate(AXE)
        wrong += page.evaluate(RUN_AXE)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    wrong += [f"wide: {fault}" for fault in page.evaluate(INSPECT, LEAST)]
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page(visit: As, language: str) -> None:
    one = alone(visit)
    faults, exits, names = {}, set(), set()
    for where in walk(one, language):
        # What axe finds in a form is the same in every language.
        form = where.partition(f"/{language}/")[2] in BEHIND_FORMS and language in {"en", "my"}
        faults[where] = faults_of(one, axe=form or name_of(where) not in names)
        exits.add(tuple(one.page.evaluate(EXIT)))
        names.add(name_of(where))
    assert {where: wrong for where, wrong in faults.items() if wrong} == {}
    assert len(exits) == 1, "the quick exit moves"
    assert exits.pop()[2] == "sticky"
    assert names >= {f"web:{name}" for name in ("public_home", "help", "help_need", "right")}
    assert one.page.context.cookies() == []
    assert one.page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript(visit: As, language: str) -> None:
    one = alone(visit, script=False)
    visited = walk(one, language, name_of)
    faults = {where: one.page.evaluate(INSPECT, LEAST) for where in visited}
    assert {where: wrong for where, wrong in faults.items() if wrong} == {}
    assert one.page.context.cookies() == []


def test_an_address_that_leads_nowhere(chromium: Browser, demo: Demo) -> None:
    page = chromium.new_page(viewport=SMALL)  # type: ignore[arg-type]
    for language in LANGUAGES:
        page.goto(f"{demo.address}/{language}/nowhere/")
        page.evaluate(AXE)
        assert [*page.evaluate(INSPECT, LEAST), *page.evaluate(RUN_AXE)] == []
    page.close()


def test_what_is_looked_for_is_found(visit: As) -> None:
    one = alone(visit)
    page = one.open("/en/")
    page.evaluate("""() => {
      document.querySelector("footer p").style.fontSize = "15px";
      document.querySelector(".doors a").removeAttribute("href");
      document.querySelector("nav a").style.lineHeight = "1";
      document.querySelector("main").insertAdjacentHTML("beforeend", "<input><img src='data:,'>");
    }""")
    page.evaluate(AXE)
    wrong = [*page.evaluate(INSPECT, LEAST), *page.evaluate(RUN_AXE)]
    for kind in ("small letters", "low", "no label", "image-alt"):
        assert any(kind in fault for fault in wrong), kind


# The keyboard and the way out -------------------------------------------------------------------


def stranger(chromium: Browser, *, script: bool = True) -> tuple[BrowserContext, Page]:
    """A visitor for whom the way out leads to a page that is always there."""
    context = chromium.new_context(viewport=SMALL, java_script_enabled=script)  # type: ignore[arg-type]
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<p>Weather</p>"))
    return context, context.new_page()


def focused(page: Page) -> str:
    """Where the keyboard is: an id or an address."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.hash"))


def test_the_keyboard_finds_the_content_and_the_way_out(visit: As) -> None:
    page = alone(visit).open("/my/rights/wages/")
    page.keyboard.press("Tab")
    assert focused(page) == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "quick-exit"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "main"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_way_out_is_one_tap(chromium: Browser, demo: Demo, script: bool) -> None:
    context, page = stranger(chromium, script=script)
    page.goto(f"{demo.address}/km/help/")
    page.locator("#quick-exit").click()
    page.wait_for_url(ELSEWHERE)
    context.close()


def test_three_presses_of_escape_leave_no_way_back(chromium: Browser, demo: Demo) -> None:
    context, page = stranger(chromium)
    page.goto(f"{demo.address}/lo/")
    page.goto(f"{demo.address}/lo/help/wages/")
    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        page.keyboard.press(key)
    assert page.url.endswith("/lo/help/wages/")
    page.keyboard.press("Escape")
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url.endswith("/lo/")
    context.close()


def test_another_language_keeps_what_was_asked(visit: As) -> None:
    one = alone(visit)
    page = one.open("/en/help/?need=wages&province=TH-63")
    page.locator(".tongues").get_by_text("ລາວ").click()
    assert page.url == f"{one.address}/lo/help/?need=wages&province=TH-63"
    assert page.locator(".tongues [aria-current]").inner_text() == "ລາວ"


# Letters and weight on a phone that has no letters of its own ------------------------------------


def bare(route: Route) -> None:
    """The fonts of the public pages as a phone takes them that has none of them."""
    response = route.fetch()
    css, count = re.subn(r'local\("[^"]*"\), ', "", response.text())
    assert count >= 8
    route.fulfill(response=response, body=css)


@pytest.fixture
def poor_phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone without a font for any of the scripts."""
    context = chromium.new_context(viewport=SMALL)  # type: ignore[arg-type]
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    context.route("**/fonts/public.css", bare)
    yield context
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_brings_the_font_of_its_own_script_alone(
    poor_phone: BrowserContext, demo: Demo, language: str
) -> None:
    page = poor_phone.new_page()
    heard: list[Any] = []
    page.on("requestfinished", lambda one: heard.append(one))
    for path in ("", "help/", "rights/fees/", "charge/", "pay/"):
        heard.clear()
        page.goto(f"{demo.address}/{language}/{path}")
        page.evaluate(LETTERS)
        weights = {
            urlsplit(one.url).path: one.sizes()["responseBodySize"]
            for one in heard
            if one.resource_type != "fetch"
        }
        scripts = {where for where in weights if "NotoSans" in where}
        own = SCRIPTS.get(language)
        assert scripts <= {f"/static/fonts/NotoSans{own}-Regular.woff2"}, path
        assert sum(weights[where] for where in scripts) <= SCRIPT
        assert sum(weights[where] for where in weights.keys() - scripts) <= FIRST, path


FORCE = """async ([font, name, unicodeRange]) => {
  const bytes = Uint8Array.from(atob(font), (letter) => letter.charCodeAt(0));
  document.fonts.add(await new FontFace(name, bytes, { weight: "400 700", unicodeRange }).load());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`main, main * { font-family: ${name}, var(--face) !important; }`);
  document.adoptedStyleSheets = [sheet];
  await document.fonts.ready;
}"""
#: Marks that are not set where they belong.
BREAK = """() => {
  const off = ["mark", "mkmk", "ccmp", "abvm", "blwm", "abvs", "blws"].map((name) => `"${name}" 0`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`main * { font-feature-settings: ${off.join(", ")}; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
#: How many points of two pictures differ clearly, and how many are ink.
COMPARE = """async (pictures) => {
  const [one, two] = await Promise.all(pictures.map(async (picture) => {
    const image = Object.assign(new Image(), { src: `data:image/png;base64,${picture}` });
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height).data;
  }));
  if (one.length !== two.length) return [1, 1];
  let [differ, ink] = [0, 0];
  for (let at = 0; at < one.length; at += 4) {
    if (Math.abs(one[at] - two[at]) > 64) differ += 1;
    if (one[at] < 128) ink += 1;
  }
  return [differ, ink];
}"""


def font(path: str) -> str:
    """A shipped font as text."""
    return base64.b64encode((FONTS / path).read_bytes()).decode()


def picture(page: Page) -> str:
    """The content of the page as it is drawn."""
    return base64.b64encode(page.locator("main").screenshot(animations="disabled")).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_drawn_as_the_whole_font_shapes_them(
    poor_phone: BrowserContext, demo: Demo, language: str
) -> None:
    """The first page with the font that is sent, and with the larger one that papers use."""
    page, judge = poor_phone.new_page(), poor_phone.new_page()
    page.goto(f"{demo.address}/{language}/")
    stem = f"NotoSans{SCRIPTS.get(language, '')}-Regular"
    held = "U+E00-109F, U+1780-17FF, U+200B-200D" if language in SCRIPTS else "U+0-FFFF"
    if language not in SCRIPTS:
        page.evaluate(FORCE, [font(f"web/{stem}.woff2"), "Sent", held])
    page.evaluate(LETTERS)
    sent = picture(page)
    page.evaluate(FORCE, [font(f"paper/{stem}.ttf"), "Paper", held])
    whole = picture(page)
    page.evaluate(BREAK)
    broken = picture(page)
    differ, ink = judge.evaluate(COMPARE, [sent, whole])
    assert ink > 2000
    assert differ <= ink / 500, f"{differ} of {ink} points differ"
    if language in SCRIPTS:
        spoilt, ink = judge.evaluate(COMPARE, [whole, broken])
        assert spoilt > ink / 200, f"{spoilt} of {ink} points differ"
