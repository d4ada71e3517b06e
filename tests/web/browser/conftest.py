"""One demo, one Chromium, for all tests of this folder; what a page complains about is kept.

The browser lives no longer than this folder: Playwright keeps an event loop in the thread, in
which Django's database would refuse to work for the tests that follow.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    APIRequestContext,
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)

from saphan.demo.world import PASSWORD

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
#: Milliseconds to wait for what should be there at once.
_PATIENCE = 8_000
expect.set_options(timeout=_PATIENCE)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium() -> str:
    """The program, without its window where the machine has it; fails when it has none."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("needs Chromium: no program 'chromium' on PATH")


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo: where it answers, where it lives, what it said when it started."""

    address: str
    home: Path
    said: str


def environment(home: Path) -> Mapping[str, str]:
    """This environment with the demo in a home of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAPHAN_")}
    paths = os.pathsep.join(filter(None, sys.path))
    return {**kept, "SAPHAN_DEMO_HOME": str(home), "PYTHONPATH": paths}


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo as somebody starts it for the first time."""
    home = tmp_path_factory.mktemp("demo")
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    told = [sys.executable, "-m", "saphan.cli", "demo", "--port", str(port), "--cases", "12"]
    with subprocess.Popen(told, env=environment(home), stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            said = ""
            while "Saphan answers" not in said:
                line = server.stdout.readline()
                assert line, said
                said += line
            yield Demo(f"http://127.0.0.1:{port}", home, said)
        finally:
            server.terminate()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The one browser of these tests."""
    with sync_playwright() as played:
        browser = played.chromium.launch(executable_path=find_chromium(), args=list(_QUIET))
        yield browser
        browser.close()


@dataclass
class Visit:
    """One page of one visitor, and everything that went wrong on it."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)

    def _heard(self, message: Any) -> None:
        expected = any(f"status of {code}" in message.text for code in (409, 422))
        if message.type in {"error", "warning"} and not expected:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.troubles.append(f"asked elsewhere: {request.url}")

    def open(self, path: str) -> Page:
        """Open a path of the demo."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.page

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return urlsplit(self.page.url).path


As = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Browser, demo: Demo, logged_in: dict[str, Any]) -> Iterator[As]:
    """Somebody at a screen: ``visit("officer", DESK)``; nothing may have gone wrong."""
    opened: list[tuple[BrowserContext, Visit]] = []

    def make(who: str, viewport: Mapping[str, int] = DESK, *, script: bool = True) -> Visit:
        if who and who not in logged_in:
            with chromium.new_context() as context:
                if logged_in:
                    send_log_in(context.request, demo.address, who)
                else:
                    log_in(context.new_page(), demo.address, who)
                logged_in[who] = context.storage_state()
        context = chromium.new_context(
            viewport=dict(viewport),  # type: ignore[arg-type]
            java_script_enabled=script,
            storage_state=logged_in.get(who),
        )
        context.set_default_timeout(_PATIENCE)
        made = Visit(context.new_page(), demo.address)
        opened.append((context, made))
        return made

    yield make
    for context, _ in opened:
        context.close()
    assert [trouble for _, one in opened for trouble in one.troubles] == []


@pytest.fixture(scope="package")
def logged_in() -> dict[str, Any]:
    """The sessions of those who logged in once."""
    return {}


def log_in(page: Page, address: str, who: str) -> None:
    """Log in with the keyboard alone."""
    page.goto(f"{address}/login/")
    page.get_by_label("User name").focus()
    page.keyboard.type(who)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")


def send_log_in(asking: APIRequestContext, address: str, who: str) -> None:
    """The same for everybody after the first, without a page."""
    where = f"{address}/login/"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', asking.get(where).text())
    assert token
    form = {"csrfmiddlewaretoken": token[1], "username": who, "password": PASSWORD}
    assert asking.post(where, form=form, headers={"Referer": where}).url == f"{address}/"
