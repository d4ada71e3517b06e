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
from playwright.sync_api import Browser, BrowserContext, Page, expect

from saphan.foundation.words import LANGUAGES
from saphan.web.public.addresses import ANSWERS, pages
from tests.web.browser.checks import AXED, SMALL, axe_faults, seen_faults
from tests.web.browser.conftest import PHONE, As, Demo, Visit, environment

KEPT = """async () => {
  const keys = await caches.keys();
  const lists = await Promise.all(keys.map(async (key) => (await caches.open(key)).keys()));
  return lists.flat().map((request) => new URL(request.url).pathname + new URL(request.url).search);
}"""
UNTIL = """async (last) => {
  const pause = (resolve) => setTimeout(resolve, 50);
  for (let tries = 0; tries < 600; tries += 1) {
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


@pytest.fixture(scope="module")
def phone(chromium: Browser, demo: Demo) -> Iterator[BrowserContext]:
    """A phone that saw the first page once."""
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{demo.address}/my/")
    wait_until_kept(page, "/static/fonts/menu-th.woff2")
    yield context
    context.close()


@pytest.fixture
def away(phone: BrowserContext, demo: Demo) -> Iterator[Page]:
    """The same phone after it has lost its network."""
    phone.set_offline(True)
    one = Visit(phone.new_page(), demo.address)
    one.page.goto(f"{demo.address}/my/")
    yield one.page
    one.page.close()
    assert one.troubles == []


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


#: What is opened without a network, and where one is then: the same address, or another.
OPENED = {
    **dict.fromkeys(("", "charge/", "pay/", "help/", "help/wages/", "rights/", "rights/fees/"), ""),
    "charge/?from=VN&scheme=mou&when=2026-03&item=service_fee&service_fee=40000"
    "&service_fee-to=origin_agency&wage=9000&answer=1": "",
    "pay/?province=TH-10&d1=16&m1=6&y1=2568&d2=15&m2=7&y2=2025&paid=9000&days=25&rest=16": "",
    "help/?need=wages&open=now": "help/wages/?kept",
    "charge/share/?from=MM&item=visa": "",
    "nowhere/": "",
}
#: Whether the page comes to say that it was kept, and its language.
NOTED = """async () => {
  const note = document.getElementById("kept-note");
  for (let tries = 0; tries < 200 && !note.checkVisibility(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return [note.checkVisibility(), document.documentElement.lang];
}"""
#: Every page that is kept, read as the phone keeps it.
READ = """(paths) => Promise.all(paths.map(async (path) => {
  const answer = await fetch(path);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const exit = page.getElementById("quick-exit");
  const whole = Boolean(page.querySelector("h1") && exit);
  return [path, answer.status, page.documentElement.lang, whole];
}))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_without_a_network(visit: As, language: str) -> None:
    one, home = visit("", SMALL), f"/{language}/"
    page = one.open(home)
    kept = wait_until_kept(page, pages(language)[-1])
    assert {*pages(language), *(home + name for name in ANSWERS.values())} <= {*kept}
    page.context.set_offline(True)
    faults = dict[str, list[str]]()
    for path, leads in OPENED.items():
        if path and "?" not in path and language not in AXED:
            continue  # it is read below
        page.goto(one.address + home + path)
        faults[path] = seen_faults(page)
        shown = page.url.removeprefix(one.address + home)
        known = path.partition("?")[0] in {address.removeprefix(home) for address in kept}
        assert shown == (leads or (path if known else "")), path
        assert page.evaluate(NOTED) == [True, language], path
        if "=" in shown:
            expect(page.locator("[role=status] .badge").first).to_be_visible()
            faults[path] += [*seen_faults(page), *(axe_faults(page) if language in AXED else ())]
    assert {path: wrong for path, wrong in faults.items() if wrong} == {}
    for path, *told in page.evaluate(READ, pages(language)):
        assert told == [200, language, True], path


def test_the_charge_checker_answers_without_a_network(away: Page) -> None:
    away.goto(f"{away.url}charge/{ANSWER}")
    expect(away.locator("section.thing .badge")).to_have_count(3)
    expect(away.locator("#kept-note")).to_be_visible()
    expect(away.locator("#kept-choice")).to_be_hidden()
    away.locator("[value=visa]").uncheck()
    away.locator("select[name=from]").select_option("MM")
    away.locator("select[name=month]").select_option("05")
    away.locator("select[name=year]").select_option("2023")
    away.locator("[value=service_fee]").check()
    away.locator("input[name=service_fee]").fill("၃၀၀၀၀၁")
    away.locator("form .actions button").last.click()
    expect(away.locator(".fault")).to_have_count(1)
    away.locator("select[name=service_fee-in]").select_option("MMK")
    away.locator("select[name=service_fee-to]").select_option("origin_agency")
    away.locator("form .actions button").last.click()
    expect(away.locator("section.thing .badge.stop")).to_have_count(2)
    away.locator("section.thing summary").click()
    expect(away.locator("section.thing details li").first).to_be_visible()
    assert [*seen_faults(away), *axe_faults(away)] == []


def test_a_second_payee_is_asked_for_without_a_network(away: Page) -> None:
    away.goto(f"{away.url}charge/?from=VN&scheme=mou&when=2569-03&item=service_fee&answer=1")
    expect(away.locator("input[name=wage]")).to_be_visible()
    away.locator("input[name=service_fee]").fill("30,000")
    away.locator("select[name=service_fee-to]").select_option("origin_agency")
    away.locator("[data-payment] button").click()
    away.locator("input[name=service_fee-2]").fill("6001")
    away.locator("select[name=service_fee-2-to]").select_option("sub_agent")
    away.locator("input[name=wage]").fill("12000")
    away.locator("form .actions button").last.click()
    away.wait_for_url(re.compile("when=2026-03.*service_fee-2=6001.*wage=12000"))
    expect(away.locator("section.thing .badge")).to_have_count(6)


def test_pay_is_counted_without_a_network_in_the_digits_of_the_reader(away: Page) -> None:
    away.goto(f"{away.url}pay/")
    away.locator("select[name=where]").select_option("TH-74")
    for name, text in {"m1": "3", "m2": "3"}.items():
        away.locator(f"select[name={name}]").select_option(text)
    told = {"d1": "1", "y1": "၂၅၆၉", "d2": "31", "y2": "2026", "days": "၁၀", "paid": "3000"}
    for name, text in told.items():
        away.locator(f"input[name={name}]").fill(text)
    away.locator("[name=reckoned][value=before_deductions]").check()
    away.locator("form .actions button").click()
    expect(away.locator(".pay-answer .badge.stop")).to_contain_text("၇၂၀.၀၀")
    expect(away.locator(".sum").first).to_contain_text("၁၀")
    away.locator("input[name=days]").fill("ten")
    away.locator("form .actions button").click()
    expect(away.locator(".fault")).to_be_visible()
    expect(away.locator("input[name=days]")).to_be_focused()
    assert [*seen_faults(away), *axe_faults(away)] == []


def test_what_is_not_kept_is_said_plainly(away: Page) -> None:
    home = away.url
    away.goto(f"{home}charge/?from=MM&scheme=mou&when=2009&item=visa&answer=1")
    expect(away.locator("[role=status] .badge.unknown")).to_be_visible()
    away.goto(f"{home}pay/?province=__proto__&m1=3&y1=2026&days=3&paid=<b>1")
    expect(away.locator(".fault")).to_be_visible()
    away.goto(f"{home}pay/?province=__proto__&m1=3&y1=2009&days=3&paid=1")
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
    page.on("requestfailed", lambda request: troubles.append(f"{request.url}: {request.failure}"))
    yield page
    context.close()
    # Who taps on before everything has come breaks it off.
    assert not [trouble for trouble in troubles if not trouble.endswith("net::ERR_ABORTED")]


def read_it(page: Page, beginning: str) -> None:
    """From the first page to the answer of a checker, with the form and without."""
    page.goto(beginning)
    page.get_by_role("link", name="Tiếng Việt").click()
    page.locator('.doors a[href*="charge/"]').click()
    page.locator("select[name=from]").select_option("MM")
    page.locator("[value=work_permit]").check()
    page.locator("select[name=work_permit-to]").select_option("thai_agency")
    page.locator("form .actions button").last.click()
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
