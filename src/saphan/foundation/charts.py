"""Charts: inline SVG that the browser shapes, each with a table twin.

Letters of Burmese, Khmer and Lao overlap in every chart renderer but a browser, so text stays
text. Lengths are percentages of the page's width and letters keep their size: the same chart
serves 320 and 1280 pixels. Values are exact (int, Decimal, Fraction, never float); the words for
a value come from the caller, so that no label is computed here. Colours sit on the elements, so
the chart also stands in a report without the stylesheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saphan.foundation.drawing import (
    INK,
    LINE,
    NARROW,
    PAPER,
    QUIET,
    Html,
    Value,
    frame,
    hatch,
    lines,
    share,
    twin,
    written,
)

#: Colours of the series, each at least 4.5:1 on the page. Red and amber carry meaning elsewhere.
SERIES = ("#0b5a5e", "#7a4a86", "#3d5a9b", "#5d6b1f", "#8a4f2a", "#4c5966")

#: Pixels: a bar, the gap below it, the gap between groups, the field of a line chart.
_BAR, _GAP, _GROUP_GAP, _FIELD = 16, 8, 14, 180
_THIN = 'stroke-width="1" fill="none" vector-effect="non-scaling-stroke"'


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The few words a chart says by itself, in the language of the page."""

    hidden: str = "hidden: fewer than five people"
    unknown: str = "we do not know"
    value: str = "Value"
    between: str = "{low} to {high}"
    interval: str = "Range"


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: ``text`` is its direct label; ``low``/``high`` an interval; None is unknown.

    ``suppressed`` hides the value (it must then be None) and draws hatching instead.
    """

    value: Value | None
    text: str = ""
    low: Value | None = None
    high: Value | None = None
    low_text: str = ""
    high_text: str = ""
    suppressed: bool = False

    def __post_init__(self) -> None:
        figures = (self.value, self.low, self.high)
        if self.suppressed and any(figure is not None for figure in figures):
            raise ValueError("a suppressed mark carries no value")
        if any(figure is not None and figure < 0 for figure in figures):
            raise ValueError("a chart of amounts has no negative values")

    @property
    def top(self) -> Fraction:
        """The largest value it needs room for."""
        return Fraction(max(self.value or 0, self.high or 0))

    def label(self, words: ChartWords) -> str:
        """The direct label."""
        if self.suppressed:
            return words.hidden
        return words.unknown if self.value is None else self.text or str(self.value)

    def range(self, words: ChartWords) -> str:
        """The interval in words, empty when there is none."""
        if self.low is None or self.high is None:
            return ""
        low, high = self.low_text or str(self.low), self.high_text or str(self.high)
        return words.between.format(low=low, high=high)


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars: one group per row of ``groups`` (label, marks), one mark per series.

    ``series`` names the marks of a group; with one series its name is not repeated at the bars.
    ``source`` stands under the chart; ``description`` is read to people who do not see it.
    """

    title: str
    description: str
    series: Sequence[str]
    groups: Sequence[tuple[str, Sequence[Mark]]]
    source: str = ""
    group_heading: str = ""

    def __post_init__(self) -> None:
        if any(len(marks) != len(self.series) for _, marks in self.groups):
            raise ValueError("every group has one mark per series")

    @property
    def scale(self) -> Fraction:
        """The value at the full width."""
        tops = [mark.top for _, marks in self.groups for mark in marks]
        return max(tops, default=Fraction(0)) or Fraction(1)

    def svg(self, words: ChartWords | None = None, *, fits: int = NARROW) -> Html:
        """The drawing, its words cut for ``fits`` letters a line."""
        said = words or ChartWords()
        parts: list[str] = []
        y = 0
        for label, marks in self.groups:
            single = len(self.series) == 1
            if not single:
                y = lines(parts, [(label, True)], y, fits=fits)
            names = [label] if single else self.series
            captions = [
                [(name, False), (mark.label(said), True)]
                for name, mark in zip(names, marks, strict=True)
            ]
            y = self._group(parts, captions, marks, y, fits)
        return frame(self.title, self.description, parts, max(y - _GROUP_GAP, 1), fits)

    def _group(
        self,
        parts: list[str],
        captions: Sequence[Sequence[tuple[str, bool]]],
        marks: Sequence[Mark],
        y: int,
        fits: int,
    ) -> int:
        """Draw the bars of one group below ``y``; return where the next one starts."""
        for place, (caption, mark) in enumerate(zip(captions, marks, strict=True)):
            y = lines(parts, caption, y, fits=fits)
            colour = SERIES[place % len(SERIES)]
            parts += _bar(mark, y, self.scale, colour, hatch(self.title, fits))
            y += _BAR + _GAP
        return y + _GROUP_GAP

    def table(self, words: ChartWords | None = None) -> Html:
        """The same figures as a table: a row per group, a column per series (and interval)."""
        said = words or ChartWords()
        ranged = _any_range([mark for _, marks in self.groups for mark in marks])
        heads = [self.group_heading, *_twin_heads(self.series, said, ranged=ranged)]
        rows = [[label, *_twin_cells(marks, said, ranged=ranged)] for label, marks in self.groups]
        return twin(self.title, heads, rows)


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over an ordered axis; with ``steps`` a value holds until the next one.

    ``at`` labels the places of the axis, ``lines`` are (name, one mark per place). A mark without
    value breaks the line; a suppressed one is hatched from top to bottom.
    """

    title: str
    description: str
    at: Sequence[str]
    lines: Sequence[tuple[str, Sequence[Mark]]]
    steps: bool = False
    source: str = ""
    axis_heading: str = ""

    def __post_init__(self) -> None:
        if any(len(marks) != len(self.at) for _, marks in self.lines):
            raise ValueError("every line has one mark per place")

    @property
    def scale(self) -> Fraction:
        """The value at the top."""
        tops = [mark.top for _, marks in self.lines for mark in marks]
        return max(tops, default=Fraction(0)) or Fraction(1)

    def svg(self, words: ChartWords | None = None, *, fits: int = NARROW) -> Html:
        """The drawing: the field first, names and last values above, the axis below."""
        said = words or ChartWords()
        parts: list[str] = []
        y = 0
        for place, (name, marks) in enumerate(self.lines):
            parts.append(_swatch(y, SERIES[place % len(SERIES)]))
            y = lines(
                parts, [(name, False), (_last(marks).label(said), True)], y, indent=20, fits=fits
            )
        parts += self._field(y + _GAP, hatch(self.title, fits))
        bottom = y + _GAP + _FIELD
        parts += self._axis(bottom + LINE - 6)
        return frame(self.title, self.description, parts, bottom + LINE + 4, fits)

    def _field(self, y: int, hatching: str) -> Iterator[str]:
        yield (
            f'<svg y="{y}" width="100%" height="{_FIELD}" viewBox="0 0 1000 {_FIELD}"'
            ' preserveAspectRatio="none">'
        )
        yield from self._gaps(hatching)
        for place, (_, marks) in enumerate(self.lines):
            yield from _line(marks, self.scale, SERIES[place % len(SERIES)], steps=self.steps)
        yield f'<path d="M0 {_FIELD - 1}H1000" stroke="{QUIET}" {_THIN}/></svg>'

    def _gaps(self, hatching: str) -> Iterator[str]:
        width = 1000 // max(1, len(self.at) - 1)
        for place in range(len(self.at)):
            if any(marks[place].suppressed for _, marks in self.lines):
                left = _x(place, len(self.at)) - width // 2
                yield (
                    f'<rect class="hidden" x="{left}" y="0" width="{width}" height="{_FIELD}"'
                    f' fill="url(#{hatching})"/>'
                )

    def _axis(self, y: int) -> Iterator[str]:
        """The first, the middle and the last label: more would run into each other on a phone."""
        last = len(self.at) - 1
        for place in sorted({0, last // 2, last} if last > 3 else {0, last}):
            x = _x(place, len(self.at))
            anchor = "start" if x == 0 else "end" if x == 1000 else "middle"
            yield written(self.at[place], y, x=f"{x / 10:g}%", anchor=anchor, colour=QUIET)

    def table(self, words: ChartWords | None = None) -> Html:
        """The same figures as a table: a row per place, a column per line (and interval)."""
        said = words or ChartWords()
        ranged = _any_range([mark for _, marks in self.lines for mark in marks])
        names = [name for name, _ in self.lines]
        heads = [self.axis_heading, *_twin_heads(names, said, ranged=ranged)]
        rows = [
            [at, *_twin_cells([marks[n] for _, marks in self.lines], said, ranged=ranged)]
            for n, at in enumerate(self.at)
        ]
        return twin(self.title, heads, rows)


# Marks ----------------------------------------------------------------------------------------


def _bar(mark: Mark, y: int, scale: Fraction, colour: str, hatch: str) -> Iterator[str]:
    track = f'<rect class="track" x="0" y="{y}" width="100%" height="{_BAR}"'
    if mark.suppressed:
        yield f'{track} fill="url(#{hatch})" stroke="{QUIET}" stroke-width="1"/>'
        return
    if mark.value is None:
        yield f'{track} fill="none" stroke="{QUIET}" stroke-dasharray="3 4"/>'
        return
    width = share(mark.value, scale)
    yield f'<rect class="bar" x="0" y="{y}" width="{width}%" height="{_BAR}" fill="{colour}"/>'
    if mark.low is not None and mark.high is not None:
        yield from _whisker(share(mark.low, scale), share(mark.high, scale), y)


def _whisker(low: str, high: str, y: int) -> Iterator[str]:
    """An interval: white below ink, so that it is seen on the bar and beside it."""
    middle = y + _BAR // 2
    for colour, width in ((PAPER, 5), (INK, 2)):
        ends = f'stroke="{colour}" stroke-width="{width}"'
        yield f'<line x1="{low}%" x2="{high}%" y1="{middle}" y2="{middle}" {ends}/>'
        for x in (low, high):
            yield f'<line x1="{x}%" x2="{x}%" y1="{y + 2}" y2="{y + _BAR - 2}" {ends}/>'


def _swatch(y: int, colour: str) -> str:
    return f'<rect x="0" y="{y + 8}" width="12" height="12" fill="{colour}"/>'


def _last(marks: Sequence[Mark]) -> Mark:
    known = [mark for mark in marks if mark.value is not None]
    return known[-1] if known else Mark(None)


def _x(place: int, places: int) -> int:
    return place * 1000 // max(1, places - 1)


def _height(value: Value, scale: Fraction) -> str:
    """Where a value stands in the field; the top five pixels stay free for the line's width."""
    down = Fraction(_FIELD) - Fraction(value) / scale * (_FIELD - 5)
    return share(down, 1, of=1)


def _line(marks: Sequence[Mark], scale: Fraction, colour: str, *, steps: bool) -> Iterator[str]:
    for run in _runs(marks):
        band = [(x, mark) for x, mark in run if mark.low is not None and mark.high is not None]
        if len(band) > 1:
            yield f'<path d="{_band(band, scale)}" fill="{colour}" fill-opacity="0.18"/>'
        path = _path([(x, mark.value or 0) for x, mark in run], scale, steps=steps)
        yield (
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="3"'
            ' stroke-linecap="round" vector-effect="non-scaling-stroke"/>'
        )


def _runs(marks: Sequence[Mark]) -> list[list[tuple[int, Mark]]]:
    """The stretches between unknown places, with their x."""
    runs: list[list[tuple[int, Mark]]] = [[]]
    for place, mark in enumerate(marks):
        if mark.value is None:
            runs.append([])
        else:
            runs[-1].append((_x(place, len(marks)), mark))
    return [run for run in runs if run]


def _path(points: Sequence[tuple[int, Value]], scale: Fraction, *, steps: bool) -> str:
    (x, value), rest = points[0], points[1:]
    drawn = [f"M{x} {_height(value, scale)}"]
    for to, following in rest:
        level = _height(following, scale)
        drawn.append(f"H{to}V{level}" if steps else f"L{to} {level}")
    return "".join(drawn) if rest else f"{drawn[0]}h0"


def _band(run: Sequence[tuple[int, Mark]], scale: Fraction) -> str:
    over = [f"{x} {_height(mark.high or 0, scale)}" for x, mark in run]
    under = [f"{x} {_height(mark.low or 0, scale)}" for x, mark in reversed(run)]
    return "M" + "L".join(over + under) + "Z"


# The table twin -------------------------------------------------------------------------------


def _any_range(marks: Sequence[Mark]) -> bool:
    return any(mark.low is not None and mark.high is not None for mark in marks)


def _twin_heads(names: Sequence[str], words: ChartWords, *, ranged: bool) -> list[str]:
    if not ranged:
        return list(names)
    return [head for name in names for head in (name, f"{name}: {words.interval}")]


def _twin_cells(marks: Sequence[Mark], words: ChartWords, *, ranged: bool) -> list[str]:
    if not ranged:
        return [mark.label(words) for mark in marks]
    return [text for mark in marks for text in (mark.label(words), mark.range(words))]
