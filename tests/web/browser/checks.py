"""What is looked for on every public page in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

HERE = Path(__file__).parent
SMALL = {"width": 320, "height": 640}
#: The smallest letters and the lowest target of a public page, in pixels.
LEAST = {"text": 16, "target": 44}

_INSPECT = (HERE / "inspect.js").read_text(encoding="utf-8")
_AXE = next((HERE / "vendor").glob("axe-*.min.js")).read_text(encoding="utf-8")
_RUN_AXE = """async () => {
  const told = await axe.run(document, { resultTypes: ["violations"] });
  return told.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`);
}"""


def seen_faults(page: Page) -> list[str]:
    """What a look at the page as it is on the screen now finds."""
    return list(page.evaluate(_INSPECT, LEAST))


def bring_axe(context: BrowserContext) -> None:
    """Give axe to every page of a context, which costs less than to bring it to one by one."""
    context.add_init_script(_AXE)


def axe_faults(page: Page, *, brought: bool = False) -> list[str]:
    """What axe finds on it; ``brought`` tells that its context has axe."""
    if not brought:
        page.evaluate(_AXE)
    return list(page.evaluate(_RUN_AXE))
