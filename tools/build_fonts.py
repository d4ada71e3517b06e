"""Build the font subsets that Saphan ships, from an installation of the Noto fonts.

Usage: ``python tools/build_fonts.py [--source FOLDER] [--check]``

The source is the folder of Debian's package ``fonts-noto-core`` (SIL Open Font License 1.1). The
same source gives the same bytes every time. ``--check`` builds in memory and compares with what
is shipped. Needs fonttools and brotli (the ``dev`` dependencies).
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/truetype/noto")
TARGET = Path(__file__).resolve().parents[1] / "src" / "saphan" / "foundation" / "fonts"
WEB_LIMIT = 60_000

#: Marks of every script font: invisible joiners and the circle under a mark that stands alone.
_JOINERS = "200B-200D 2060 25CC"
_LATIN_PAPER = (
    "20-7E A0-24F 259 2BB-2BC 300-36F 370-3FF 400-45F 1E00-1EFF 2000-206F 2070-209F "
    "20A0-20BF 2100-214F"
)
_LATIN_WEB = (
    "20-7E A0-17F 192 1A0-1A1 1AF-1B0 2BC 2C6-2DD 300-304 306-309 30A-30C 31B 323 "
    "1EA0-1EF9 2002-200D 2010-2015 2018-201E 2020-2022 2026 202F-2030 2032-2033 2039-203A "
    "2044 2060 2070-2079 20AB-20AC 20AD 2116 2122 25CC"
)
_LATIN_FEATURES = "ccmp locl mark mkmk kern liga rlig calt rclt tnum"
_ARROWS = "2190-2194 21D2 2212 2248 2260 2264-2265"
_SIGNS = "25A0-25A1 25B2 25B6 25BC 25CB 25CF 2610-2612 26A0 2702 2713-2714 2717"


@dataclass(frozen=True, slots=True)
class Cut:
    """One family: source file stem, shipped family name and the code points kept.

    ``features`` empty keeps every layout feature. ``bold`` tells whether a bold file exists.
    """

    stem: str
    family: str
    paper: str
    web: str
    features: str = ""
    bold: bool = True

    @property
    def styles(self) -> tuple[str, ...]:
        """The styles that are shipped."""
        return ("Regular", "Bold") if self.bold else ("Regular",)


CUTS = (
    Cut("NotoSans", "Noto Sans", _LATIN_PAPER, _LATIN_WEB, _LATIN_FEATURES),
    Cut("NotoSansThai", "Noto Sans Thai", f"E01-E5B {_JOINERS}", f"E01-E5B {_JOINERS}"),
    Cut(
        "NotoSansMyanmar",
        "Noto Sans Myanmar",
        f"1000-109F A9E0-A9FE AA60-AA7F A92E FE00 {_JOINERS}",
        f"1000-109F A9E0-A9FE AA60-AA7F A92E {_JOINERS}",
    ),
    Cut(
        "NotoSansKhmer",
        "Noto Sans Khmer",
        f"1780-17F9 19E0-19FF {_JOINERS}",
        f"1780-17F9 {_JOINERS}",
    ),
    Cut("NotoSansLao", "Noto Sans Lao", f"E80-EFF {_JOINERS}", f"E80-EFF {_JOINERS}"),
    Cut("NotoSansMath", "Noto Sans Math", _ARROWS, _ARROWS, "ccmp", bold=False),
    Cut("NotoSansSymbols2", "Noto Sans Symbols2", _SIGNS, _SIGNS, "ccmp", bold=False),
)


#: The four scripts that phones may lack, and the names of their languages in the menu.
#: Source of the names: Unicode CLDR.
PUBLIC = {
    "NotoSansThai": ("th", "ไทย"),
    "NotoSansMyanmar": ("my", "မြန်မာ"),
    "NotoSansKhmer": ("km", "ខ្មែរ"),
    "NotoSansLao": ("lo", "ລາວ"),
}
MENU = "Saphan Menu"


def code_points(ranges: str) -> list[int]:
    """The code points of a list such as ``20-7E A0``, in order."""
    found: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return sorted(found)


def unicode_range(points: Iterable[int]) -> str:
    """The code points as a value of the CSS descriptor ``unicode-range``."""
    spans: list[list[int]] = []
    for point in points:
        if spans and point == spans[-1][1] + 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def _rename(font: Any, family: str, style: str) -> None:
    """Give every cut a plain family and style name (some sources hide the style in the family)."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in (16, 17, 21, 22)]
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}
    for number, value in names.items():
        table.setName(value, number, 3, 1, 0x409)


def build(source: Path, cut: Cut, style: str, *, web: bool, text: str = "") -> bytes:
    """The subset as bytes: WOFF2 for the web, TTF for paper; source must be a static font.

    ``text`` keeps only what these words need.
    """
    options = subset.Options()
    options.layout_features = cut.features.split() or ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 14]
    options.name_languages = [0x409]
    options.flavor = "woff2" if web else None
    font = TTFont(source / f"{cut.stem}-{style}.ttf", recalcTimestamp=False)
    maker = subset.Subsetter(options)
    kept = [ord(letter) for letter in text] or code_points(cut.web if web else cut.paper)
    maker.populate(unicodes=kept)
    maker.subset(font)
    _rename(font, cut.family, style)
    font.flavor = options.flavor
    held = io.BytesIO()
    font.save(held)
    return held.getvalue()


def _face(cut: Cut, style: str, kept: Iterable[int]) -> str:
    weight = 700 if style == "Bold" else 400
    name = f"{cut.stem}-{style}"
    local = f"{cut.family} Bold" if style == "Bold" else cut.family
    return (
        "@font-face {\n"
        f'  font-family: "{cut.family}";\n'
        "  font-style: normal;\n"
        f"  font-weight: {weight};\n"
        "  font-display: swap;\n"
        f'  src: local("{local}"), local("{name}"), url("{name}.woff2") format("woff2");\n'
        f"  unicode-range: {unicode_range(kept)};\n"
        "}\n"
    )


def _public_faces(source: Path) -> Iterator[tuple[str, bytes]]:
    """Fonts of public pages: one file a script for every weight, and the words of the menu."""
    css = ["/* Built by tools/build_fonts.py; the fonts are under the licence in ../OFL.txt. */\n"]
    for cut in CUTS:
        if cut.stem not in PUBLIC:
            continue
        code, name = PUBLIC[cut.stem]
        whole = build(source, cut, "Regular", web=True)
        menu = build(source, cut, "Regular", web=True, text=name)
        yield f"web/menu-{code}.woff2", menu
        face = _face(cut, "Regular", kept_points(whole))
        css.append(face.replace("font-weight: 400;", "font-weight: 400 700;"))
        named = Cut(cut.stem, MENU, cut.paper, cut.web)
        small = _face(named, "Regular", kept_points(menu))
        small = small.replace(f'local("{MENU}")', f'local("{cut.family}")')
        css.append(small.replace(f"{cut.stem}-Regular.woff2", f"menu-{code}.woff2"))
    yield "web/public.css", "\n".join(css).encode()


def kept_points(shipped: bytes) -> list[int]:
    """The printable code points that a built font really carries."""
    cmap = TTFont(io.BytesIO(shipped)).getBestCmap()
    return sorted(point for point in cmap if point >= 0x20)


def files(source: Path) -> Iterator[tuple[str, bytes]]:
    """Every shipped file as its path under the fonts folder and its bytes."""
    css = ["/* Built by tools/build_fonts.py; the fonts are under the licence in ../OFL.txt. */\n"]
    for cut in CUTS:
        for style in cut.styles:
            name = f"{cut.stem}-{style}"
            yield f"paper/{name}.ttf", build(source, cut, style, web=False)
            woff = build(source, cut, style, web=True)
            css.append(_face(cut, style, kept_points(woff)))
            yield f"web/{name}.woff2", woff
    yield "web/fonts.css", "\n".join(css).encode()
    yield from _public_faces(source)


def main(arguments: list[str] | None = None) -> int:
    """Write or check every file; 1 when a check fails or a web font is over the limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(arguments)
    failed = False
    for name, content in files(chosen.source):
        path = chosen.target / name
        too_big = name.endswith(".woff2") and len(content) > WEB_LIMIT
        differs = chosen.check and (not path.is_file() or path.read_bytes() != content)
        failed = failed or too_big or differs
        if not chosen.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        remark = " OVER THE LIMIT" * too_big + " DIFFERS" * differs
        sys.stdout.write(f"{len(content):>8} {name}{remark}\n")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
