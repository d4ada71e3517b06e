"""Making a page stand alone: relative links, and nothing that would need a server."""

from __future__ import annotations

import html
import re
from collections.abc import Container
from urllib.parse import urljoin, urlsplit

from saphan.web.edition.places import file_of, way

_LINK = re.compile(r'(?P<before>\s(?:href|src|action|data-[a-z]+)=")(?P<to>[^"]*)"')
_ANCHOR = re.compile(r"<a\b(?P<attributes>[^>]*)>(?P<words>.*?)</a>", re.DOTALL)
_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_OF_FORM = re.compile(r"<button\b[^>]*\sform=.*?</button>", re.DOTALL)
#: Links that promise something to be done: buttons, and what only the server answers.
_PROMISE = re.compile(r'\sclass="(?:button|served)\b')
_TO = re.compile(r'\shref="([^"]*)"')
#: Schemes of addresses that lead out of the edition.
_OUTSIDE = frozenset({"http", "https", "tel", "mailto", "data", "sms"})


def standing_alone(page: str, *, address: str, kept: Container[str], form: str) -> str:
    """The page at an address with relative links to the addresses that are kept.

    A link to what is not kept keeps its words only, a button to it, or a link to what is served
    alone, nothing, as it would promise something to be done. ``form`` stands in the place of every
    form.
    """

    def anchor(found: re.Match[str]) -> str:
        to = _TO.search(found["attributes"])
        goal = led(html.unescape(to[1]), address=address, kept=kept) if to else ""
        if _PROMISE.search(found["attributes"]):
            return "" if goal is None or "?" in goal else found[0]
        return found["words"] if goal is None else found[0]

    def link(found: re.Match[str]) -> str:
        goal = led(html.unescape(found["to"]), address=address, kept=kept)
        shown = found["to"] if goal is None else html.escape(goal)
        return f'{found["before"]}{shown}"'

    page = _OF_FORM.sub("", _FORM.sub(lambda _: form, page))
    return _LINK.sub(link, _ANCHOR.sub(anchor, page))


def led(to: str, *, address: str, kept: Container[str]) -> str | None:
    """The relative way from the page at ``address``, None when it leads to nothing that is kept.

    What leads outside, or to a place on the same page, stays as it is. A question that is not
    kept leads to the page that asks it and takes its words along.
    """
    split = urlsplit(to)
    if split.scheme in _OUTSIDE or not (split.path or split.query):
        return to
    goal = urlsplit(urljoin(address, to))
    asked = f"{goal.path}?{goal.query}" if goal.query else goal.path
    here = file_of(address)
    end = f"#{goal.fragment}" if goal.fragment else ""
    if asked in kept:
        return f"{way(here, file_of(asked))}{end}"
    if goal.path not in kept:
        return None
    query = f"?{goal.query}" if goal.query else ""
    return f"{way(here, file_of(goal.path))}{query}{end}"
