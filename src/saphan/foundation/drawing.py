"""Drawing: the SVG and HTML pieces that charts are made of, escaped and exactly placed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape

from saphan.domain.money import half_up
from saphan.domain.text import letters

Value = int | Decimal | Fraction

INK, QUIET, PAPER = "#22302f", "#55605e", "#fffdf8"

#: Pixels of a line of text, tall enough for Burmese and Khmer.
LINE = 26
#: Letters that surely fit on one line of a drawing at 320 and at 700 pixels.
NARROW, WIDE = 34, 96


class Html(str):
    """Text that is already escaped; templates take it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def share(value: Value, whole: Value, of: int = 100) -> str:
    """``value / whole`` of ``of`` with two decimals, computed exactly."""
    hundredths = half_up(Fraction(value) / Fraction(whole) * of * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def hatch(title: str, fits: int = NARROW) -> str:
    """The id of the hatching of one chart; its title and its width make it its own."""
    return f"hatch-{fits}-" + hashlib.sha256(title.encode()).hexdigest()[:8]


def frame(
    title: str, description: str, parts: Sequence[str], height: int, fits: int = NARROW
) -> Html:
    """The whole drawing: as wide as the page lets it, ``height`` pixels high.

    ``fits`` tells the stylesheet for how many letters a line its words were cut.
    """
    mine = hatch(title, fits)
    return Html(
        f'<svg class="chart" data-fits="{fits}" role="img" xmlns="http://www.w3.org/2000/svg"'
        f' width="100%" height="{height}" aria-labelledby="{mine}-t {mine}-d" font-size="15">'
        f'<title id="{mine}-t">{escape(title)}</title>'
        f'<desc id="{mine}-d">{escape(description)}</desc>'
        f'<defs><pattern id="{mine}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#efeae0"/>'
        f'<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6" stroke="{QUIET}" stroke-width="1.5"/>'
        f"</pattern></defs>{''.join(parts)}</svg>"
    )


def written(
    text: str, y: int, *, x: str = "0", anchor: str = "start", colour: str = INK, bold: bool = False
) -> str:
    """One line of text at (x, y), y being its base line."""
    weight = ' font-weight="700"' if bold else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x}" y="{y}" fill="{colour}"{place}{weight}>{escape(text)}</text>'


def lines(
    parts: list[str],
    pieces: Sequence[tuple[str, bool]],
    y: int,
    *,
    indent: int = 0,
    fits: int = NARROW,
) -> int:
    """Write (text, bold) pieces, on one line when they fit, else below each other."""
    if sum(letters(text) + 2 for text, _ in pieces) <= fits:
        spans = "".join(_span(text, n, bold=bold) for n, (text, bold) in enumerate(pieces))
        parts.append(f'<text x="{indent}" y="{y + LINE - 8}" fill="{INK}">{spans}</text>')
        return y + LINE
    for text, bold in pieces:
        for line in _wrapped(text, fits):
            parts.append(written(line, y + LINE - 8, x=str(indent), bold=bold))
            y += LINE
    return y


def _span(text: str, place: int, *, bold: bool) -> str:
    weight = ' font-weight="700"' if bold else ""
    gap = ' dx="10"' if place else ""
    return f"<tspan{gap}{weight}>{escape(text)}</tspan>"


def _wrapped(text: str, fits: int) -> list[str]:
    """The text cut at blanks into lines that fit; a long word stays whole."""
    cut: list[str] = []
    for word in text.split():
        if cut and letters(cut[-1]) + 1 + letters(word) <= fits:
            cut[-1] += f" {word}"
        else:
            cut.append(word)
    return cut or [""]


def twin(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    """The table twin: the first cell of a row is its heading."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(_table_row(row) for row in rows)
    return Html(
        f'<table class="twin"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _table_row(row: Sequence[str]) -> str:
    cells = "".join(f"<td>{escape(text)}</td>" for text in row[1:])
    return f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>'
