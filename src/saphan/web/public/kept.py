"""What a phone keeps of the public pages after the first visit, and the mark of its version."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles import finders

from saphan.foundation.plain import law_book
from saphan.foundation.words import LANGUAGES, words_folder
from saphan.web.public.addresses import FIRST
from saphan.web.public.rendering import page_at

#: The font of each script as its file is named; other languages use the phone's own.
SCRIPTS = {"th": "Thai", "my": "Myanmar", "km": "Khmer", "lo": "Lao"}

#: The beginning of the address of every file that is no page.
STATIC = settings.STATIC_URL

_FILE = re.compile(r'\b(?:href|src|data-filler|data-tell[a-z]+)="([^"?#]+)')
_IN_STYLE = re.compile(r'url\("?([^")?#]+)')
_FONT = re.compile(r"/(?:NotoSans(?P<script>[A-Z][a-z]+)-\w+|menu-(?P<menu>[a-z]+))\.woff2$")
_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@lru_cache(maxsize=len(LANGUAGES))
def files(language: str) -> tuple[str, ...]:
    """The addresses of the style sheets, scripts, pictures and fonts of these pages."""
    named = {name for rest in FIRST for name in named_in(page_at(f"/{language}/{rest}"))}
    styles = [name for name in named if name.endswith(".css")]
    within = {name for style in styles for name in named_in_style(style)}
    return tuple(sorted(name for name in named | within if _is_of(name, language)))


def named_in(html: str) -> set[str]:
    """The files of this site that a page names by a path from the root."""
    return {name for name in _FILE.findall(html) if name.startswith(STATIC)}


def styles_of(html: str) -> set[str]:
    """The style sheets of this site that a page names."""
    return {name for name in named_in(html) if name.endswith(".css")}


def named_in_style(address: str) -> set[str]:
    """The files that a style sheet of this site names, other style sheets' files included."""
    found = {urljoin(address, name) for name in _IN_STYLE.findall(static_text(address))}
    ours = {name for name in found if name.startswith(STATIC)}
    deeper = {more for name in ours if name.endswith(".css") for more in named_in_style(name)}
    return ours | deeper


def static_file(address: str) -> Path:
    """The file behind an address below ``STATIC_URL``.

    Raises ``FileNotFoundError``.
    """
    found = finders.find(address.removeprefix(STATIC))
    if not found:
        raise FileNotFoundError(address)
    return Path(str(found))


def static_text(address: str) -> str:
    """The text of a style sheet or script of this site."""
    return static_file(address).read_text(encoding="utf-8")


def is_font(address: str) -> bool:
    """Whether the file is a font."""
    return address.endswith(".woff2")


def _is_of(address: str, language: str) -> bool:
    """Whether the file is for every language, or the font of this one."""
    font = _FONT.search(address)
    if font is None:
        return True
    if font["menu"]:
        return font["menu"] != language
    return font["script"] == SCRIPTS.get(language)


@lru_cache(maxsize=1)
def version() -> str:
    """A mark that changes when files, templates, words or the law book do."""
    found = hashlib.sha256(law_book().digest.encode())
    for path in sorted(_made_from()):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _made_from() -> Iterator[Path]:
    named = {name for language in LANGUAGES for name in files(language)}
    yield from (static_file(name) for name in named)
    yield from _TEMPLATES.joinpath("web").rglob("*.html")
    yield from _TEMPLATES.joinpath("web", "public").rglob("*.js")
    yield from _texts(("po", "md"))


def _texts(kinds: Iterable[str]) -> Iterator[Path]:
    for kind in kinds:
        yield from words_folder().rglob(f"*.{kind}")
