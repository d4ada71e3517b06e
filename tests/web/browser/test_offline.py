"""The public pages without a network: on a phone after the first visit, and from a USB stick."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.conftest import PHONE, As, Demo, environment

KEPT = """async () => {
  const keys = await caches.keys();
  const lists = await Promise.all(keys.map(async (key) => (await caches.open(key)).keys()));
  return lists.flat().map((request) => new URL(request.url).pathname + new URL(request.url).search);
}"""
UNTIL = """async (last) => {
  const pause = (resolve) => setTimeout(resolve, 50);
  for (let tries = 0; tries < 200; tries += 1) {
    if (await caches.match(last, { ignoreVary: true })) return;
    await new Promise(pause);
  }
  throw new Error(`${last} was not kept`);
}"""
ANSWER = "?from=MM&scheme=mou&when=unknown&item=visa&visa-to=thai_agency&answer=1"


def wait_until_kept(page: Page, last: str) -> list[str]:
    """The addresses that the phone keeps, when the last of them has come."""
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.evaluate(UNTIL, last)
    return list(page.evaluate(KEPT))


@pytest.fixture
def away(visit: As) -> Page:
    """A phone that saw the first page once and has lost its network."""
    page = visit("", PHONE).open("/my/")
    wait_until_kept(page, "/static/fonts/menu-th.woff2")
    page.context.set_offline(True)
    return page


def test_a_phone_keeps_pages_and_no_question(visit: As) -> None:
    one = visit("", PHONE)
    one.open(f"/my/charge/{ANSWER}")
    kept = wait_until_kept(one.page, "/static/fonts/menu-th.woff2")
    one.open("/my/help/?need=wages&open=now")
    one.open("/my/rights/fees/")
    assert sorted(one.page.evaluate(KEPT)) == sorted(kept)
    assert {"/my/", "/my/charge/", "/my/pay/", "/my/help/wages/", "/my/rights/fees/"} <= set(kept)
    assert not [address for address in kept if "?" in address]
    assert all(address.startswith(("/my/", "/static/")) for address in kept)
    one.open("/login/")
    assert one.page.evaluate("navigator.serviceWorker.controller") is None


def test_the_checkers_answer_without_a_network(away: Page) -> None:
    away.goto(f"{away.url}charge/{ANSWER}")
    expect(away.locator("section.thing .badge")).to_have_count(3)
    expect(away.locator("#kept-note")).to_be_visible()
    expect(away.locator("#kept-choice")).to_be_hidden()
    away.locator("select[name=from]").select_option("LA")
    away.locator("select[name=item]").select_option("passport")
    away.locator("form button").click()
    away.wait_for_url(re.compile("from=LA.*item=passport"))
    expect(away.locator("section.thing .badge")).to_have_count(3)
    away.locator("section.thing summary").click()
    expect(away.locator("section.thing details li").first).to_be_visible()


def test_pay_is_counted_without_a_network_in_the_digits_of_the_reader(away: Page) -> None:
    away.goto(f"{away.url}pay/")
    away.locator("select[name=place]").select_option("TH-74")
    away.locator("input[name=days]").fill("၁၀")
    away.locator("input[name=paid]").fill("3000")
    away.locator("form button").click()
    expect(away.locator("[data-kept-sum] .badge.stop")).to_contain_text("၇၂၀.၀၀")
    away.locator("input[name=days]").fill("ten")
    away.locator("form button").click()
    expect(away.locator(".fault")).to_be_visible()


def test_what_is_not_kept_is_said_plainly(away: Page) -> None:
    home = away.url
    away.goto(f"{home}charge/?from=MM&scheme=mou&when=2019&item=visa&answer=1")
    expect(away.locator("[role=status] .badge.unknown")).to_be_visible()
    away.goto(f"{home}pay/?province=__proto__&days=<b>1")
    expect(away.locator("[role=status] .badge.unknown")).to_be_visible()
    away.goto(f"{home}nothing/")
    assert away.url == home


def test_the_directory_and_the_rights_stay(away: Page) -> None:
    home = away.url
    away.goto(f"{home}help/?need=wages&open=now")
    assert away.url == f"{home}help/wages/?kept"
    expect(away.locator("#kept-choice")).to_be_visible()
    assert away.locator('a[href^="tel:"]').count() > 2
    away.goto(f"{home}rights/fees/")
    expect(away.locator("#kept-note")).to_be_visible()
    away.goto(f"{home}help/")
    expect(away.locator("#kept-choice")).to_be_hidden()


def test_with_the_network_back_the_page_is_new(away: Page) -> None:
    away.context.set_offline(False)
    away.goto(f"{away.url}charge/")
    expect(away.locator("#kept-note")).to_be_hidden()
    expect(away.locator("#main ul.topics li").first).to_be_visible()


def test_without_javascript_nothing_is_kept_and_everything_is_read(visit: As) -> None:
    page = visit("", PHONE, script=False).open(f"/lo/charge/{ANSWER}")
    assert page.locator("section.thing .badge").count() >= 3
    assert not page.locator("#kept-note").is_visible()


# The static edition ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stick(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's pages in Vietnamese as plain files."""
    folder = tmp_path_factory.mktemp("stick") / "edition"
    told = [sys.executable, "-m", "saphan.cli", "publish", str(folder), "--language", "vi"]
    around = {**environment(demo.home), "SAPHAN_HOME": str(demo.home), "SAPHAN_DEMO": "yes"}
    subprocess.run(told, env=around, check=True, capture_output=True)
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_told: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def served(stick: Path) -> Iterator[str]:
    """A plain file server with the edition in a folder of its own."""
    handler = partial(_Quiet, directory=str(stick.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{stick.name}/"
        server.shutdown()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    """Somebody with a phone; no script may fail and no file may be missing."""
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda request: troubles.append(request.url))
    yield page
    context.close()
    # The browser itself asks for the icon of a tab, whenever it likes.
    assert not [trouble for trouble in troubles if not trouble.endswith("icon.svg")]


def read_it(page: Page, beginning: str) -> None:
    """From the first page to the answer of a checker, with the form and without."""
    page.goto(beginning)
    page.get_by_role("link", name="Tiếng Việt").click()
    page.locator('.doors a[href*="charge/"]').click()
    page.locator("select[name=from]").select_option("MM")
    page.locator("select[name=item]").select_option("work_permit")
    page.locator("form button").click()
    expect(page.locator("section.thing .badge")).to_have_count(3)
    page.locator("details summary").nth(-1).click()
    page.locator("details[open] ul.topics a").first.click()
    expect(page.locator("section.thing .badge")).to_have_count(9)
    family = page.evaluate("getComputedStyle(document.querySelector('.badge')).borderRadius")
    assert family != "0px"


def test_a_stick_works_without_any_server(stick: Path, reader: Page) -> None:
    read_it(reader, (stick / "index.html").as_uri())


def test_a_plain_file_server_works_and_then_no_network(served: str, reader: Page) -> None:
    read_it(reader, served)
    reader.goto(f"{served}vi/")
    wait_until_kept(reader, f"{served}vi/rights/after-complaint/index.html")
    reader.context.set_offline(True)
    reader.goto(f"{served}vi/charge/{ANSWER}")
    expect(reader.locator("section.thing .badge")).to_have_count(3)
    expect(reader.locator("#kept-note")).to_be_visible()
    reader.goto(f"{served}vi/help/wages/")
    assert reader.locator('a[href^="tel:"]').count() > 2
    reader.goto(f"{served}vi/rights/fees/index.html")
    expect(reader.locator("h1")).to_be_visible()
