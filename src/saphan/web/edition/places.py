"""Where each page of the edition lies, and how one file leads to another without a server."""

from __future__ import annotations

import hashlib
import re
from posixpath import dirname, relpath
from urllib.parse import parse_qsl, urlsplit

from saphan.foundation.words import LANGUAGES

INDEX = "index.html"
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 60


def file_of(address: str) -> str:
    """The path below the folder of the edition for an address on the site.

    ``/my/help/`` lies at ``my/help/index.html``. A page with a question behind "?" lies in a
    folder of its own, named after the question. A file keeps its path.
    """
    split = urlsplit(address)
    path = split.path.removeprefix("/")
    if path and not path.endswith("/"):
        return path
    return f"{path}{_named(split.query)}{INDEX}"


def _named(query: str) -> str:
    """The folder of a question; the order in which it was put makes no difference."""
    pairs = sorted(parse_qsl(query))
    if not pairs:
        return ""
    name = "-".join(part for pair in pairs for part in pair).lower().replace("_", "-")
    if not _PLAIN.fullmatch(name) or len(name) > _LONGEST:
        name = hashlib.sha256(repr(pairs).encode()).hexdigest()[:16]
    return f"{name}/"


def way(here: str, there: str) -> str:
    """The relative address from one file of the edition to another."""
    return relpath(there, dirname(here) or ".")


def language_of(address: str) -> str:
    """The language of a page, empty for what belongs to none."""
    first = address.removeprefix("/").split("/")[0]
    return first if first in LANGUAGES else ""
