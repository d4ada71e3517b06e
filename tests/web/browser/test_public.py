"""The public pages in Chromium: six languages, a phone and a desk, with JavaScript and without."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from saphan.config.env import PACKAGE
from saphan.foundation.words import LANGUAGES
from tests.web.browser.checks import AXED, SMALL, axe_faults, seen_faults, show
from tests.web.browser.conftest import DESK, As, Demo, Visit
from tests.web.browser.gathered import Fetched, english_of, own_texts, pages_of
from tests.web.public.walking import BEHIND_FORMS
from tests.web.seen import Node

FONTS = PACKAGE / "foundation" / "fonts"
ELSEWHERE = "https://www.tmd.go.th/"
#: The script each language is written in; others use the letters of the device.
SCRIPTS = {"th": "Thai", "my": "Myanmar", "km": "Khmer", "lo": "Lao"}
#: What every visitor can reach.
ROUTES = (
    *("public_home", "by_code", "charge", "charge_share", "pay", "pay_share", "help"),
    *("help_need", "rights", "right"),
)
#: What a first visit may bring over the line, and the font of a script, in bytes.
FIRST, SCRIPT = 40_000, 60_000

#: All letters that a page needs have come.
LETTERS = "document.fonts.ready.then(() => document.fonts.status)"
EXIT = """() => {
  const link = document.getElementById("quick-exit"), box = link.getBoundingClientRect();
  const fixed = getComputedStyle(link.closest("header")).position;
  return [Math.round(innerWidth - box.right), Math.round(box.top), fixed];
}"""


def alone(visit: As, *, script: bool = True) -> Visit:
    """A visitor whose browser keeps no pages: on a phone, or without JavaScript at a desk."""
    one = visit("", SMALL if script else DESK, script=script)
    one.page.context.add_init_script("delete Navigator.prototype.serviceWorker")
    return one


def of_each_kind(pages: Sequence[Fetched]) -> list[Fetched]:
    """The first page of every route, and every question, fault and answer behind a form.

    A route with a question in its address is another kind, and so is a service by itself.
    """
    firsts = {(one.route, "?" in one.where, "?show=" in one.where): one for one in reversed(pages)}
    forms = [one for one in pages if one.where.split("/", 2)[2] in BEHIND_FORMS]
    return list(dict.fromkeys([*forms, *firsts.values()]))


def templates_of(kinds: Sequence[Fetched]) -> list[Fetched]:
    """One page of each template: of each route, by the parts of its questions and answers."""
    return list({template_of(one): one for one in kinds}.values())


def template_of(one: Fetched) -> object:
    """Tells templates apart."""
    main = one.page.first("main")
    classes = {name for node in main.all() for name in node.attributes.get("class", "").split()}
    return one.route, frozenset(classes & _PARTS)


_PARTS = {"things", "tiles", "sum", "pay-lines", "faults"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page(visit: As, demo: Demo, language: str) -> None:
    """Every page on a phone; every template without JavaScript at a desk.

    In two languages one page of each route is gone to, and axe judges every template; the other
    pages are shown in the place of the one before. All are read as they were sent, which a script
    changes nothing of.
    """
    pages, english = pages_of(demo.address, language), english_of(demo.address)
    kinds = of_each_kind(pages)
    templates = templates_of(kinds)
    closely = language in AXED
    on, off = alone(visit), alone(visit, script=False)
    faults, exits = dict[tuple[str, str], list[str]](), set[tuple[object, ...]]()
    gone = set[str]()
    for one in dict.fromkeys([*kinds, *pages]):
        if one.route in gone if closely else gone:
            show(on.page, one)
        else:
            on.page.goto(demo.address + one.where)
        if one in templates:
            show(off.page, one) if gone else off.page.goto(demo.address + one.where)
            for mode, page in (("on", on.page), ("off", off.page)):
                faults[mode, one.where] = seen_faults(page)
                exits.add((mode, *page.evaluate(EXIT)))
            if closely:
                faults["axe", one.where] = axe_faults(on.page)
        else:
            faults["on", one.where] = seen_faults(on.page)
        gone.add(one.route)
    faults |= {("read", one.where): list(faults_read(one, language, english)) for one in pages}
    assert {where: wrong for where, wrong in faults.items() if wrong} == {}
    assert len(exits) == 2, "the quick exit moves"
    assert {place for *_, place in exits} == {"sticky"}
    assert {one.route for one in templates} >= {f"web:{name}" for name in ROUTES}
    assert len(pages) > 50
    assert [one.page.context.cookies() for one in (on, off)] == [[], []]
    assert on.page.evaluate("Object.keys(localStorage).length") == 0


def faults_read(one: Fetched, language: str, english: frozenset[str]) -> Iterator[str]:
    """What is wrong with a page as it was sent: its language, its words, what needs a script."""
    page, body = one.page, one.page.first("body")
    if one.status not in {200, 422}:
        yield f"status {one.status}"
    if page.first("html").attributes["lang"] != language:
        yield "another language"
    if language != "en":
        yield from (f"English: {text}" for text in own_texts(body) if text in english)
    if page.first("a", id="quick-exit").attributes["href"] != ELSEWHERE:
        yield "no quick exit"
    for node in body.all():
        told = node.attributes
        if "hidden" in told and told.get("id") not in {"kept-note", "kept-choice"}:
            yield f"hidden: {node.tag} {node.text}"
        if node.tag == "a" and not told.get("href", "").strip("#"):
            yield f"leads nowhere: {node.text}"
        method = "post" if one.route == "web:by_code" else "get"
        if node.tag == "form" and (told["method"] != method or not sent_by(node, body)):
            yield "a form that cannot be sent"
        yield from (f"needs a script: {name}" for name in told if name.startswith("on"))


def sent_by(form: Node, body: Node) -> bool:
    """Whether a button sends the form, inside of it or elsewhere."""
    own = form.attributes.get("id", "")
    buttons = [*form.all("button"), *(body.all("button", form=own) if own else ())]
    return any(button.attributes.get("type", "submit") == "submit" for button in buttons)


def test_an_address_that_leads_nowhere(chromium: Browser, demo: Demo) -> None:
    page = chromium.new_page(viewport=SMALL)  # type: ignore[arg-type]
    for language in LANGUAGES:
        page.goto(f"{demo.address}/{language}/nowhere/")
        assert seen_faults(page) == []
    assert axe_faults(page) == []
    page.close()


@pytest.mark.parametrize("script", [True, False])
def test_asking_by_number_and_pin_by_keyboard(visit: As, script: bool) -> None:
    one = alone(visit, script=script)
    page = one.open("/my/code/")
    page.locator("#number").press_sequentially("k ၁၂၃၄-၅၆၇၈")
    page.keyboard.press("Tab")
    page.keyboard.type("၁၁၁၁ ၁၁၁၁")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("PIN")
    assert urlsplit(page.url)[2:] == ("/my/code/", "", "")
    assert [page.locator(field).input_value() for field in ("#number", "#pin")] == ["", ""]
    assert seen_faults(page) == []
    if script:
        assert axe_faults(page) == []
    assert page.context.cookies() == []


def test_what_is_looked_for_is_found(visit: As) -> None:
    one = alone(visit)
    page = one.open("/en/")
    page.evaluate("""() => {
      document.querySelector("footer p").style.fontSize = "15px";
      document.querySelector(".doors a").removeAttribute("href");
      document.querySelector("nav a").style.lineHeight = "1";
      document.querySelector("main").insertAdjacentHTML("beforeend", "<input><img src='data:,'>");
    }""")
    wrong = [*seen_faults(page), *axe_faults(page)]
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
    expect(page.locator("#main")).to_be_focused()


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
    expect(page).to_have_url(f"{one.address}/lo/help/?need=wages&province=TH-63")
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


def weights_of(heard: Sequence[Any]) -> dict[str, int]:
    """The bytes of each file that came over the line; what is fetched for later is no part."""
    return {
        urlsplit(one.url).path: one.sizes()["responseBodySize"]
        for one in heard
        if one.resource_type != "fetch"
    }


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


def font(path: str) -> str:
    """A shipped font as text."""
    return base64.b64encode((FONTS / path).read_bytes()).decode()


def picture(page: Page) -> Image.Image:
    """The page as it is drawn on a long screen, in shades of red."""
    drawn = page.screenshot(animations="disabled")
    return Image.open(io.BytesIO(drawn)).convert("RGB").getchannel("R")


def compare(one: Image.Image, two: Image.Image) -> tuple[int, int]:
    """How many points of two pictures differ clearly, and how many are ink."""
    assert one.size == two.size
    differ = ImageChops.difference(one, two).histogram()
    return sum(differ[65:]), sum(one.histogram()[:128])


#: Headings, running text, lists, and the badges of an answer.
DRAWN = (
    "",
    "rights/fees/",
    "charge/?from=MM&scheme=mou&when=2023-05&item=visa&visa=900&visa-to=sub_agent&answer=1",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_poor_phone_draws_words_as_the_whole_font_shapes_them(
    poor_phone: BrowserContext, demo: Demo, language: str
) -> None:
    """Each page with the one font that is sent, and with the larger one that papers use."""
    page = poor_phone.new_page()
    page.set_viewport_size({"width": 320, "height": 1500})
    stem = f"NotoSans{SCRIPTS.get(language, '')}-Regular"
    held = "U+E00-109F, U+1780-17FF, U+200B-200D" if language in SCRIPTS else "U+0-FFFF"
    sent_font, whole_font = font(f"web/{stem}.woff2"), font(f"paper/{stem}.ttf")
    heard: list[Any] = []
    page.on("requestfinished", lambda one: heard.append(one))
    for path in DRAWN:
        heard.clear()
        page.goto(f"{demo.address}/{language}/{path}")
        page.evaluate(LETTERS)
        weights = weights_of(heard)
        scripts = {where for where in weights if "NotoSans" in where}
        assert scripts <= {f"/static/fonts/NotoSans{SCRIPTS.get(language)}-Regular.woff2"}, path
        assert sum(weights[where] for where in scripts) <= SCRIPT
        assert sum(weights[where] for where in weights.keys() - scripts) <= FIRST, path
        if language not in SCRIPTS:
            page.evaluate(FORCE, [sent_font, "Sent", held])
        sent = picture(page)
        page.evaluate(FORCE, [whole_font, "Paper", held])
        whole = picture(page)
        differ, ink = compare(sent, whole)
        assert ink > 2000, path
        assert differ <= ink / 500, f"{path}: {differ} of {ink} points differ"
    if language in SCRIPTS:
        page.evaluate(BREAK)
        spoilt, ink = compare(whole, picture(page))
        assert spoilt > ink / 400, f"{spoilt} of {ink} points differ"
