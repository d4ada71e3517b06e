"""Pieces of an answer, each kept once: many questions have the same answer."""

from __future__ import annotations

import re
from collections.abc import Hashable

from django.template.loader import render_to_string

_BETWEEN = re.compile(r">\s+<")


class Pieces:
    """Texts by number, in the order in which they were first needed."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._drawn: dict[tuple[str, Hashable], int] = {}

    def number(self, html: str) -> int:
        """The number of a piece."""
        text = self.packed(html)
        if text not in self._numbers:
            self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return self._numbers[text]

    def drawn(self, thing: Hashable, template: str, **told: object) -> int:
        """The number of the piece that a template makes of a thing; equal things are drawn once."""
        key = (template, thing)
        if key not in self._drawn:
            self._drawn[key] = self.number(render_to_string(template, told))
        return self._drawn[key]

    @staticmethod
    def packed(html: str) -> str:
        """The piece with one blank where there were more between its elements."""
        return _BETWEEN.sub("> <", html.strip())
