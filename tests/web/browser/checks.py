"""What is looked for on every public page in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.web.browser.gathered import Fetched

HERE = Path(__file__).parent
SMALL = {"width": 320, "height": 640}
#: The smallest letters and the lowest target of a public page, in pixels.
LEAST = {"text": 16, "target": 44}
#: What axe finds in a template it finds in every language; these are a short and a tall script.
AXED = {"en", "my"}

_INSPECT = (HERE / "inspect.js").read_text(encoding="utf-8")
_AXE = next((HERE / "vendor").glob("axe-*.min.js")).read_text(encoding="utf-8")
_RUN_AXE = """async () => {
  const told = await axe.run(document, { resultTypes: ["violations"] });
  return told.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`);
}"""


def show(page: Page, one: Fetched) -> None:
    """Put a page of the same site in the place of the one before, under whose address it stands.

    Chromium draws it as if somebody had gone there, without what going there takes: most of the
    time. What the page before it had loaded is there already.
    """
    page.set_content(one.html)


def seen_faults(page: Page) -> list[str]:
    """What a look at the page as it is on the screen now finds."""
    return list(page.evaluate(_INSPECT, LEAST))


def axe_faults(page: Page) -> list[str]:
    """What axe finds on it."""
    if page.evaluate("!self.axe"):
        page.evaluate(_AXE)
    return list(page.evaluate(_RUN_AXE))
