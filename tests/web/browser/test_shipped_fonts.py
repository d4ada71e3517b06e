"""The fonts that are shipped set marks over each other, never upon each other."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from saphan.config.env import PACKAGE

FONTS = PACKAGE / "foundation" / "fonts" / "web"
#: A letter with its marks, and the same with one mark more, which must stand higher (or lower).
STACKS = (
    ("NotoSansThai", "ที", "ที่"),
    ("NotoSansThai", "สัน", "สั้น"),
    ("NotoSansThai", "เรือง", "เรื่อง"),
    ("NotoSansLao", "ທີ", "ທີ່"),
    ("NotoSansLao", "ເຂົາ", "ເຂົ້າ"),
    ("NotoSansLao", "ນຳ", "ນ້ຳ"),
    ("NotoSansKhmer", "ក", "ក្រ្ត"),
    ("NotoSansMyanmar", "က", "က္က"),
)
MEASURE = """async ([font, texts]) => {
  const face = new FontFace("Shipped", `url(data:font/woff2;base64,${font})`);
  document.fonts.add(await face.load());
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "200px Shipped";
  const heights = texts.map((text) => {
    const ink = pen.measureText(text);
    return ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent;
  });
  document.fonts.delete(face);
  return heights;
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page to write on."""
    made = chromium.new_page()
    yield made
    made.close()


@pytest.mark.parametrize("style", ["Regular", "Bold"])
@pytest.mark.parametrize(("stem", "plain", "marked"), STACKS)
def test_one_mark_more_needs_more_height(
    page: Page, stem: str, style: str, plain: str, marked: str
) -> None:
    font = base64.b64encode((FONTS / f"{stem}-{style}.woff2").read_bytes()).decode()
    heights = page.evaluate(MEASURE, [font, [plain, marked]])
    assert heights[1] > heights[0] + 15
