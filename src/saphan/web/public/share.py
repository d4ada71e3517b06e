"""An answer as a picture for a messenger: its words, its link as QR code, light on the line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

import typst
from django.http import HttpResponse

from saphan.foundation.paper.data import qr_picture, shown
from saphan.foundation.paper.pdf import FONTS
from saphan.foundation.words import Words
from saphan.web.public.share_png import few_colours

#: What a picture may weigh, so that it arrives on a bad network, in bytes.
MOST_BYTES = 60_000
#: Pixels to the inch, the best first: the picture becomes 720, 600, 500 or 400 pixels wide.
_DENSITIES = (144, 120, 100, 80)
#: How much less than its width says a picture may weigh.
_TOLERANCE = 1.1
_COLOURS = 18
#: The colours of the template that mean something.
_KEEP = (
    *("#fffdf8", "#22302f", "#55605e", "#0b5a5e", "#e2eeec", "#a3221b", "#fbe9e6"),
    *("#7d4b00", "#fdf0d3", "#565d61", "#eceae5", "#000000"),
)
#: How long somebody waits for the picture of somebody else, in seconds.
_PATIENCE = 5
#: The longest address that a telephone still reads from a picture of this size.
_LONGEST_LINK = 900
_TEMPLATE = Path(__file__).with_name("share_card.typ")
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line: words, and beside them a verdict with its tone; both are empty without one."""

    words: str
    tone: str = ""
    verdict: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class CardPart:
    """Lines that belong together, under a name with a drawing (SVG) or without."""

    lines: tuple[CardLine, ...]
    name: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What stands on a picture, in one language: it holds what was asked, never who asked.

    ``answer`` stands in large letters where one verdict sums up all; ``link`` leads to the whole.
    """

    language: str
    title: str
    asked: str
    answer: CardLine | None
    parts: tuple[CardPart, ...]
    more: str
    notes: tuple[str, ...]
    link: str


def notes(words: Words, day: str) -> tuple[str, ...]:
    """What stands at the foot of every picture; ``day`` is today in words."""
    draft = words.say("Draft translation, not yet reviewed")
    return (
        words.say("This is not legal advice."),
        words.say("By the rules as we know them on {day}.", day=day),
        *([draft] if words.language != "en" else []),
    )


def more(words: Words, number: int) -> str:
    """That the link has more than the picture; nothing when it has not."""
    return words.say("{number} more behind the link", number=number) if number > 0 else ""


def picture_of(card: ShareCard) -> HttpResponse:
    """The picture, or that too many are waiting for theirs."""
    try:
        image = _drawn(json.dumps(_data(card), ensure_ascii=False, sort_keys=True))
    except TimeoutError:
        busy = {"Retry-After": str(_PATIENCE)}
        return HttpResponse(status=503, content_type="text/plain", headers=busy)
    return HttpResponse(image, content_type="image/png")


def _data(card: ShareCard) -> dict[str, object]:
    """What the template reads; every text with its language."""
    language = card.language
    return {
        "language": language,
        "title": shown(card.title, language),
        "asked": shown(card.asked, language),
        "answer": [] if card.answer is None else list(_lines([card.answer], language)),
        "parts": [
            {
                "name": shown(part.name, language),
                "picture": part.picture,
                "lines": list(_lines(part.lines, language)),
            }
            for part in card.parts
        ],
        "more": shown(card.more, language),
        "notes": [shown(note, language) for note in card.notes],
        # Nobody crumples a screen: the lowest level of correction gives the largest modules.
        "qr": qr_picture(card.link, error="l") if len(card.link) <= _LONGEST_LINK else "",
    }


def _lines(lines: Sequence[CardLine], language: str) -> Iterator[dict[str, object]]:
    for line in lines:
        yield {
            "words": shown(line.words, language),
            "tone": line.tone,
            "verdict": shown(line.verdict, language),
            "small": line.small,
        }


@lru_cache(maxsize=64)
def _drawn(data: str) -> bytes:
    """The picture of such data, as large as it may weigh; one is drawn at a time.

    Raises ``TimeoutError`` when too many wait for theirs.
    """
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        raise TimeoutError
    try:
        return _light(data)
    finally:
        _one_at_a_time.release()


def _light(data: str) -> bytes:
    """The picture at the first density that makes it light; the last one makes do."""
    picture, wanted = b"", float(_DENSITIES[0])
    for density in _DENSITIES:
        if density <= wanted or density == _DENSITIES[-1]:
            picture = _set(data, density)
            if len(picture) <= MOST_BYTES:
                break
            # Pictures weigh about as much as they are wide; none is drawn that is surely too heavy.
            wanted = density * MOST_BYTES / len(picture) * _TOLERANCE
    return picture


def _set(data: str, density: int) -> bytes:
    told = {"data": data, "density": str(density)}
    made = _compiler().compile(format="png", ppi=density, sys_inputs=told)
    if not isinstance(made, bytes):
        raise TypeError(type(made).__name__)
    return few_colours(made, colours=_COLOURS, keep=_KEEP)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts)
