"""What a paper says: blocks of text, tables and simple charts, without any layout.

A text is a ``str`` in the language around it, a :class:`Run` with its own language, or a tuple of
both. ``Said`` of :mod:`saphan.foundation.words` brings its own language along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one language (empty: the language around it), perhaps strong."""

    text: str
    language: str = ""
    strong: bool = False


Text: TypeAlias = str | Run | tuple[str | Run, ...]
#: Tones say what a colour says, and every one is also a word and a shape.
Tone = Literal["plain", "ask", "stop", "unknown"]
Align = Literal["start", "end", "center"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; it stays with what follows."""

    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``small`` for what may be read second. A newline breaks the line."""

    text: Text
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short statements, such as assumptions."""

    items: Sequence[Text]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """A summary list: pairs of a label and its value."""

    rows: Sequence[tuple[Text, Text]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``share`` is its part of the width (0: as wide as its content)."""

    heading: Text
    align: Align = "start"
    share: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that repeat on every page; ``sums`` is a strong last row.

    Every row and ``sums`` has one text per column. The first column names the row.

    Raises ``ValueError`` when a row has another number of cells.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Text]]
    caption: Text = ""
    sums: Sequence[Text] = ()

    def __post_init__(self) -> None:
        width = len(self.columns)
        if not width or any(len(row) != width for row in (*self.rows, self.sums or self.columns)):
            raise ValueError("a row needs one cell per column")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, the figure as shown, and an interval where one exists.

    ``value`` None means "not shown": the bar is hatched. Values are numbers of any one unit.
    """

    label: Text
    value: int | Decimal | Fraction | None
    shown: Text = ""
    low: int | Decimal | Fraction | None = None
    high: int | Decimal | Fraction | None = None
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart from zero with the figures beside the bars and the source under it.

    Raises ``ValueError`` for a negative value.
    """

    bars: Sequence[Bar]
    title: Text = ""
    source: Text = ""

    def __post_init__(self) -> None:
        if any(number < 0 for bar in self.bars for number in _numbers(bar)):
            raise ValueError("a bar starts at zero")

    @property
    def longest(self) -> int | Decimal | Fraction:
        """The value at the right end of the chart, at least one."""
        return max((number for bar in self.bars for number in _numbers(bar)), default=0) or 1


def _numbers(bar: Bar) -> list[int | Decimal | Fraction]:
    return [number for number in (bar.value, bar.low, bar.high) if number is not None]


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark; the tone adds its word ("Note", "Check this", "Not allowed", "Not known")."""

    text: Text
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign side by side: pairs of a role and a printed name (empty: a line for it)."""

    boxes: Sequence[tuple[Text, Text]]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in two languages side by side, row by row, for two people who must read it."""

    languages: tuple[str, str]
    rows: Sequence[tuple[Text, Text]]


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks in another language than the paper's."""

    language: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A QR code of an address, which is also printed in letters."""

    address: str
    caption: Text = ""


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | Facts
    | Table
    | Bars
    | Note
    | Signatures
    | Bilingual
    | Part
    | PageBreak
    | LinkCode
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper. Its frame (page, code, date) is printed in all its languages, the first leads.

    ``draft`` prints the note about unreviewed translation, ``demo`` labels every page as
    invented, ``no_advice`` says that this is not legal advice. ``link`` is the address of the
    HTML twin (a QR code on the first page). ``sideways`` turns the sheet for wide tables.
    """

    title: Text
    languages: tuple[str, ...]
    code: str
    day: date
    blocks: Sequence[Block]
    subtitle: Text = ""
    issuer: Text = ""
    footer: Text = ""
    link: str = ""
    draft: bool = False
    demo: bool = False
    no_advice: bool = False
    sideways: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A small paper for one person, cut from a sheet. It is made smaller until it fits.

    ``beside`` stands at the right of ``blocks``, and ``below`` under both.
    """

    title: Text
    languages: tuple[str, ...]
    code: str
    blocks: Sequence[Block]
    beside: Sequence[Block] = ()
    below: Sequence[Block] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSheet:
    """Many slips, two or four on each sheet of A4, with lines to cut along."""

    title: Text
    languages: tuple[str, ...]
    code: str
    day: date
    slips: Sequence[Slip]
    per_sheet: Literal[2, 4] = 4
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TearOff:
    """The foot of a letter that the receiver cuts off, fills in and sends back.

    ``choices`` are boxes to tick, those that are true with room to write; ``why`` leads to
    ``reasons``, which are ticked too; ``lines`` are the words before dotted lines. ``link``
    becomes a QR code beside them, with ``caption`` under it.
    """

    title: Text
    choices: Sequence[tuple[Text, bool]]
    why: Text
    reasons: Sequence[Text]
    lines: Sequence[Text]
    cut: Text = ""
    link: str = ""
    caption: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A formal letter on exactly one sheet of A4; it is set smaller until it fits.

    ``reference`` stands left above, ``sender`` right above, line by line; ``rows`` are label and
    value before the text (subject, addressee, enclosures); ``closing`` stands right below it.
    """

    title: Text
    languages: tuple[str, ...]
    code: str
    day: date
    reference: Text
    sender: Sequence[Text]
    dated: Text
    rows: Sequence[tuple[Text, Text]]
    blocks: Sequence[Block]
    closing: Sequence[Text]
    tear_off: TearOff
    demo: bool = False
    draft: bool = False


Paper: TypeAlias = Document | SlipSheet | Letter
