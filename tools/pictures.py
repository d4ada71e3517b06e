"""Take the pictures of the documentation from the demo as it is now.

    python tools/pictures.py [--port 8790]

Builds the invented world in a folder that is removed afterwards, serves it on this machine only,
and writes ``docs/pictures/*.png``. Needs Chromium and ``pdftoppm`` (Debian: poppler-utils).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDE: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 720}
#: Name of the picture, place below the audit, member, size of the window.
PAGES = (
    ("overview", "", "officer", WIDE),
    ("verdicts", "interviews/of/I001/", "officer", WIDE),
    ("methods", "methods/", "officer", WIDE),
    ("brand", "brand/", "brand", WIDE),
    ("plan-th", "versions/2/", "officer-th", PHONE),
)
ANSWER = (
    "/my/charge/?from=MM&scheme=mou&when=2026-11"
    "&item=passport&passport=500&passport-to=employer&answer=1"
)


@contextmanager
def demo(port: int) -> Iterator[tuple[str, str]]:
    """The demo on this machine: its address and its password. Ends with the block."""
    with tempfile.TemporaryDirectory(prefix="saphan-pictures-") as home:
        running = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", "saphan.cli", "demo", "--port", str(port)],
            env={**os.environ, "SAPHAN_DEMO_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield f"http://127.0.0.1:{port}", _password(running.stdout or ())
        finally:
            running.terminate()
            running.wait(timeout=30)


def _password(said: Iterable[str]) -> str:
    """What the demo prints as its password; it answers when its last line is there."""
    found = ""
    for line in said:
        if match := re.search(r"password for all: (\S+)\)", line):
            found = match[1]
        if found and "answers at" in line:
            return found
    raise SystemExit("The demo did not start.")


def logged_in(
    browser: Browser, where: tuple[str, str], member: str, size: ViewportSize
) -> BrowserContext:
    """A window in which the member is at work."""
    address, password = where
    window = browser.new_context(viewport=size)
    page = window.new_page()
    page.goto(f"{address}/login/")
    page.fill("input[name=username]", member)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    return window


def take(browser: Browser, where: tuple[str, str]) -> None:
    """Every picture of a page, and the first sheet of the slips and the report."""
    address = where[0]
    for name, place, member, size in PAGES:
        window = logged_in(browser, where, member, size)
        page = window.pages[0]
        page.goto(f"{address}{_audit(page, address)}{place}")
        page.screenshot(path=PICTURES / f"{name}.png")
        window.close()
    window = logged_in(browser, where, "officer", WIDE)
    audit = _audit(window.pages[0], address)
    for name in ("slips-1", "report"):
        made = window.request.get(f"{address}{audit}versions/2/{name}.pdf", timeout=120_000)
        if not made.ok:
            raise SystemExit(f"{made.url} answers {made.status}")
        _first_sheet(made.body(), PICTURES / name.removesuffix("-1"))
    window.close()


def take_care(browser: Browser, where: tuple[str, str]) -> None:
    """A worker's answer, a counsellor's week, a case, and a letter of referral."""
    address = where[0]
    phone = browser.new_page(viewport=PHONE)
    phone.goto(f"{address}{ANSWER}")
    phone.screenshot(path=PICTURES / "answer-my.png")
    phone.close()
    window = logged_in(browser, where, "counsellor", WIDE)
    page = window.pages[0]
    page.goto(f"{address}/")
    page.screenshot(path=PICTURES / "week.png")
    found = ((case, _letter(page, f"{address}{case}")) for case in _cases(page, address))
    case, letter = next(pair for pair in found if pair[1])
    made = window.request.get(f"{address}{letter}", timeout=60_000)
    _first_sheet(made.body(), PICTURES / "letter")
    page.goto(f"{address}{case}")
    page.screenshot(path=PICTURES / "case.png")
    window.close()


def _cases(page: Page, address: str) -> list[str]:
    """The paths of the open cases."""
    page.goto(f"{address}/care/")
    links = page.locator("tbody a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return [one for one in links if "/care/cases/" in one]


def _letter(page: Page, case: str) -> str:
    """Where the letter of a case is, empty when there is none."""
    page.goto(f"{case}papers/")
    found = page.locator('a[href$="letter.pdf"]')
    return found.first.get_attribute("href") or "" if found.count() else ""


def _audit(page: Page, address: str) -> str:
    """The path of the only audit of the demo."""
    page.goto(f"{address}/recruitment/")
    return (page.locator("tbody a").first.get_attribute("href") or "").removesuffix("brand/")


def _first_sheet(content: bytes, target: Path) -> None:
    command = ["pdftoppm", "-r", "75", "-png", "-singlefile", "-", str(target)]
    subprocess.run(command, input=content, check=True)  # noqa: S603  our own paper


def main() -> None:
    """Serve, take, end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo(options.port) as where, sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        take(browser, where)
        take_care(browser, where)
        browser.close()


if __name__ == "__main__":
    main()
