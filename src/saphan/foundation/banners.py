"""Banners: what was just done, told once on the next page, with a way back.

Undo instead of confirmation: an action happens at once and its banner carries the path that
takes it back.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from django.http import HttpRequest

_KEY = "banners"

Tone = Literal["done", "ask", "stop"]


@dataclass(frozen=True, slots=True)
class Banner:
    """One sentence, its tone, and the path an undo is posted to (empty when there is none)."""

    sentence: str
    tone: Tone = "done"
    undo: str = ""


def tell(request: HttpRequest, sentence: str, *, tone: Tone = "done", undo: str = "") -> None:
    """Show the sentence on the next page this member opens; ``undo`` is a path of this site."""
    waiting = request.session.get(_KEY, [])
    request.session[_KEY] = [*waiting, asdict(Banner(sentence, tone, undo))]


def told(request: HttpRequest) -> list[Banner]:
    """The banners that wait for this member; each is returned once."""
    if not request.session.get(_KEY):
        return []
    return [Banner(**waiting) for waiting in request.session.pop(_KEY)]
