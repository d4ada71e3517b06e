"""HTML with holes: drawn once from a template, filled whenever a page needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from saphan.web.shell import Shell

#: Around the name of a hole stand two letters that no script uses.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HOLE = re.compile(f"{_OPEN}([a-z0-9-]+){_CLOSE}")


def hole(name: str) -> SafeString:
    """What a template draws where something is put in later."""
    return mark_safe(f"{_OPEN}{name}{_CLOSE}")  # noqa: S308  two letters and a name of ours


class Stencil:
    """HTML with named holes; ``unreviewed`` tells whether its template spoke unreviewed words."""

    __slots__ = ("_parts", "unreviewed")

    def __init__(self, html: str, *, unreviewed: bool) -> None:
        self._parts = _HOLE.split(html)
        self.unreviewed = unreviewed

    def filled(self, html: Mapping[str, str]) -> str:
        """The HTML with every hole filled by HTML.

        Raises ``KeyError`` for a hole without its HTML.
        """
        parts = self._parts.copy()
        parts[1::2] = [html[name] for name in parts[1::2]]
        return "".join(parts)


def piece(template: str, told: Mapping[str, object], request: HttpRequest) -> Stencil:
    """A template as a piece of a line: without the end of its last line."""
    html, unreviewed = _drawn(template, told, request)
    return Stencil(html.removesuffix("\n"), unreviewed=unreviewed)


def frame(
    template: str,
    told: Mapping[str, object],
    request: HttpRequest,
    *,
    unreviewed: bool,
    holes: Mapping[str, str],
) -> Stencil:
    """A template as the frame of pieces; ``unreviewed`` when those speak unreviewed words.

    ``holes`` are put where a template can only draw some text, such as part of an address.
    """
    html, said_unreviewed = _drawn(template, told, request, unreviewed=unreviewed)
    for text, instead in holes.items():
        html = html.replace(text, instead)
    return Stencil(html, unreviewed=said_unreviewed)


def _drawn(
    template: str, told: Mapping[str, object], request: HttpRequest, *, unreviewed: bool = False
) -> tuple[str, bool]:
    shell = Shell(request)
    shell.words.said_unreviewed = unreviewed
    html = render_to_string(template, {**told, "shell": shell}, request)
    return html, shell.words.said_unreviewed
