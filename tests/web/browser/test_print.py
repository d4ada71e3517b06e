"""Answers and services on paper: one sheet of A4 in every language, in letters that can be read."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from saphan.domain.recruitment.codes import Item
from saphan.foundation.words import LANGUAGES
from tests.web.browser.conftest import Demo
from tests.web.public.test_pay_share import TWELVE

#: A payment for each of so many items, those with the most official amounts among them.
CHARGED = list(Item)[:8]
CHARGES = "from=MM&scheme=mou&when=2026-11&answer=1" + "".join(
    f"&item={one}&{one}={number}500&{one}-to=origin_agency" for number, one in enumerate(CHARGED, 1)
)
#: How many of what a sheet must hold, and its words that must be read; the rest may be smaller.
SHEETS = (
    (f"pay/?{TWELVE}", ".pay-line", 12, ".pay-line dd, .pay-line h3, .badge, .helper h3"),
    (f"charge/?{CHARGES}", ".thing", 8, ".thing h2, .paid, .three .badge, .contacts li"),
    ("help/?province=TH-63", ".helper", 8, ".helper h2, .helper dd, .call, .caution"),
)
#: The height of a line of letters that stand on each other, as a part of their size.
STACKED = {"my": 1.5, "km": 1.45}
#: The part of A4 that is printed, in pixels: what is wider is cut off.
WIDTH = {"width": 725, "height": 200}
LOOK = """([counted, most, read]) => {
  [...document.querySelectorAll(counted)].slice(most).forEach((one) => one.remove());
  const looks = [...document.querySelectorAll(read)].map((one) => getComputedStyle(one));
  const lines = getComputedStyle(document.querySelector("main"));
  return [
    document.querySelectorAll(counted).length,
    Math.min(...looks.map((one) => parseFloat(one.fontSize) * 72 / 96)),
    parseFloat(lines.lineHeight) / parseFloat(lines.fontSize),
    document.documentElement.scrollWidth,
  ];
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sheet_of_paper(chromium: Browser, demo: Demo, language: str) -> None:
    page = chromium.new_page(viewport=WIDTH)  # type: ignore[arg-type]
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.emulate_media(media="print")
    for where, counted, most, read in SHEETS:
        page.goto(f"{demo.address}/{language}/{where}")
        number, size, height, width = page.evaluate(LOOK, [counted, most, read])
        assert number == most, where
        assert size >= 8.99, f"{where}: letters of {size} points"
        assert height >= STACKED.get(language, 1.25), where
        assert width <= WIDTH["width"], where
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert len(sheets) == 1, f"{where}: {len(sheets)} sheets"
    page.close()
