"""A paper as a Word file, for somebody who finishes it by hand in Word or LibreOffice.

Nothing is embedded. Every run names the font of its script in all four places where a word
processor looks (``ascii``, ``hAnsi``, ``eastAsia``, ``cs``): Thai, Lao, Khmer and Burmese are
complex scripts to Word and take the last. Where a font is absent, programs take another one that
has the letters.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import singledispatch
from unicodedata import category

import docx
from docx.document import Document as File
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Par
from docx.text.run import Run as Piece

from saphan.foundation.paper import document as model
from saphan.foundation.paper import frame
from saphan.foundation.paper.document import Document, Run, Text
from saphan.foundation.paper.runs import plain, runs_of

#: The font of each script that comes with Word; programs without it take one of their own.
FONTS = {"my": "Myanmar Text", "km": "Leelawadee UI", "lo": "Leelawadee UI", "th": "Leelawadee UI"}
LATIN = "Arial"
#: How Word calls the languages.
_LANGUAGES = {
    "th": "th-TH",
    "en": "en-GB",
    "my": "my-MM",
    "km": "km-KH",
    "lo": "lo-LA",
    "vi": "vi-VN",
}
_SIZE, _SMALL = Pt(10.5), Pt(9)
_HEADINGS = (Pt(14), Pt(12), Pt(11))
_SIDES = {
    "start": WD_ALIGN_PARAGRAPH.LEFT,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
_MARGIN = 18


def to_docx(paper: Document) -> bytes:
    """The paper as DOCX, with page x of y, code and date at the foot of every page.

    Raises ``ValueError`` for a language the house does not have and ``TypeError`` for a block
    that only a printed paper has (charts, QR codes).
    """
    frame.check_languages(paper)
    file = docx.Document()
    lead = paper.languages[0]
    _style(file, lead)
    _sheet(file, paper)
    _frame(file, paper)
    _say(file.add_paragraph(), paper.title, lead, size=Pt(16), strong=True)
    if paper.subtitle:
        _say(file.add_paragraph(), paper.subtitle, lead, size=Pt(12))
    for block in paper.blocks:
        _write(block, file, lead)
    _properties(file, paper)
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def _style(file: File, language: str) -> None:
    normal = file.styles["Normal"]
    if normal.type is not WD_STYLE_TYPE.PARAGRAPH:
        raise TypeError(normal.type)
    normal.paragraph_format.space_after = Pt(4)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for place in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{place}"), FONTS.get(language, LATIN))


def _sheet(file: File, paper: Document) -> None:
    section = file.sections[0]
    wide, high = (Mm(297), Mm(210)) if paper.sideways else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if paper.sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = wide, high
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)


def _frame(file: File, paper: Document) -> None:
    """Labels and issuer above, code, date and page below, on every page."""
    section, lead = file.sections[0], paper.languages[0]
    above = section.header.paragraphs[0]
    for label in frame.labels(paper):
        _say(above, ("[", *label, "] "), lead, size=_SMALL, strong=True)
    _say(above, paper.issuer, lead, size=_SMALL)
    below = section.footer.paragraphs[0]
    if paper.footer:
        _say(below, paper.footer, lead, size=_SMALL)
        below = section.footer.add_paragraph()
    code = (*frame.framed("Code", [lead]), f" {paper.code} · ")
    _say(below, (*code, *frame.day_words(paper.day, [lead]), " · "), lead, size=_SMALL)
    for run in runs_of(frame.page_words(paper.languages), lead):
        _pages(below, run)


def _pages(par: Par, run: Run) -> None:
    """Words around page numbers; the numbers are fields that the program fills in."""
    rest = run.text.replace(frame.PAGE, "\0PAGE\0").replace(frame.PAGES, "\0NUMPAGES\0")
    for piece in rest.split("\0"):
        if piece in {"PAGE", "NUMPAGES"}:
            _field(par, piece, run.language)
        elif piece:
            _piece(par, Run(piece, run.language), _SMALL)


def _field(par: Par, name: str, language: str) -> None:
    for kind in ("begin", name, "separate", "1", "end"):
        piece = _piece(par, Run("", language), _SMALL)
        if kind == name:
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = f" {name} "
            piece._r.append(told)  # noqa: SLF001  python-docx has no fields
        elif kind == "1":
            piece.text = kind
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            piece._r.append(mark)  # noqa: SLF001  python-docx has no fields


def _properties(file: File, paper: Document) -> None:
    """Nothing about who made it, and the day of the paper instead of the clock's."""
    known, day = file.core_properties, datetime.combine(paper.day, time(12), tzinfo=UTC)
    known.title = f"{plain(paper.title)} ({paper.code})"
    known.language = _LANGUAGES.get(paper.languages[0], paper.languages[0])
    known.author = known.last_modified_by = known.comments = ""
    known.created = known.modified = day


def _say(
    par: Par, text: Text, language: str, *, size: Pt | None = None, strong: bool = False
) -> None:
    for run in runs_of(text, language):
        said = Run(run.text, run.language, run.strong or strong)
        for at, line in enumerate(said.text.split("\n")):
            if at:
                par.add_run().add_break(WD_BREAK.LINE)
            if line:
                _piece(par, Run(line, said.language, said.strong), size or _SIZE)


def _piece(par: Par, run: Run, size: Pt) -> Piece:
    """One run with its font, size and language, for simple and for complex scripts."""
    piece = par.add_run(run.text)
    font, name = piece.font, FONTS.get(run.language, LATIN)
    font.name, font.size, font.bold, font.cs_bold = name, size, run.strong, run.strong
    font.complex_script = run.language in FONTS and not run.text.isascii()
    properties = piece._r.get_or_add_rPr()  # noqa: SLF001  python-docx names one font of four
    fonts = properties.get_or_add_rFonts()
    for place in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{place}"), name)
    size_too = OxmlElement("w:szCs")
    size_too.set(qn("w:val"), str(int(size.pt * 2)))
    properties.find(qn("w:sz")).addnext(size_too)
    spoken = OxmlElement("w:lang")
    called = _LANGUAGES.get(run.language, run.language)
    spoken.set(qn("w:val"), called)
    spoken.set(qn("w:bidi"), called)
    properties.append(spoken)
    return piece


# Blocks ---------------------------------------------------------------------------------------


@singledispatch
def _write(block: object, file: File, language: str) -> None:  # noqa: ARG001  what all are given
    raise TypeError(type(block).__name__)


@_write.register
def _heading(block: model.Heading, file: File, language: str) -> None:
    level = min(max(block.level, 1), 3)
    par = file.add_paragraph()
    par.paragraph_format.space_before = Pt(10)
    par.paragraph_format.keep_with_next = True
    properties = par._p.get_or_add_pPr()  # noqa: SLF001  a heading without the style's Latin font
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    properties.append(outline)
    _say(par, block.text, language, size=_HEADINGS[level - 1], strong=True)


@_write.register
def _paragraph(block: model.Paragraph, file: File, language: str) -> None:
    _say(file.add_paragraph(), block.text, language, size=_SMALL if block.small else None)


@_write.register
def _bullets(block: model.Bullets, file: File, language: str) -> None:
    for number, item in enumerate(block.items, start=1):
        par = file.add_paragraph()
        par.paragraph_format.left_indent = Mm(6)
        par.paragraph_format.first_line_indent = Mm(-6)
        mark = f"{number}. " if block.numbered else "– "
        _say(par, mark, language)
        _say(par, item, language)


@_write.register
def _facts(block: model.Facts, file: File, language: str) -> None:
    grid = _grid(file, _split(file, [34, 66]), len(block.rows))
    for row, (label, value) in zip(grid, block.rows, strict=True):
        _say(row[0], label, language, strong=True)
        _say(row[1], value, language)
    file.add_paragraph()


@_write.register
def _table(block: model.Table, file: File, language: str) -> None:
    if block.caption:
        caption = file.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        _say(caption, block.caption, language, strong=True)
    headings = [column.heading for column in block.columns]
    rows = [headings, *block.rows, *([block.sums] if block.sums else [])]
    grid = _grid(file, _widths(file, block.columns, rows), len(rows), headed=True)
    for at, (pars, texts) in enumerate(zip(grid, rows, strict=True)):
        strong = at == 0 or (bool(block.sums) and at == len(rows) - 1)
        for par, column, text in zip(pars, block.columns, texts, strict=True):
            par.alignment = _SIDES[column.align]
            _say(par, text, language, size=_SMALL, strong=strong)
    file.add_paragraph()


@_write.register
def _note(block: model.Note, file: File, language: str) -> None:
    par = _grid(file, _split(file, [1]), 1)[0][0]
    _say(par, (frame.tone_word(block.tone, language), ": "), language, strong=True)
    _say(par, block.text, language)
    file.add_paragraph()


@_write.register
def _signatures(block: model.Signatures, file: File, language: str) -> None:
    words = frame.framed("Signature or thumbprint", [language])
    day = frame.framed("Date", [language])
    for role, name in block.boxes:
        lines: tuple[Text, ...] = (
            role,
            (*words, " ", "." * 60),
            name or "." * 60,
            (*day, " ", "." * 30),
        )
        for at, line in enumerate(lines):
            par = file.add_paragraph()
            par.paragraph_format.space_before = Pt((14, 20, 2, 2)[at])
            par.paragraph_format.keep_with_next = at < len(lines) - 1
            _say(par, line, language, strong=at == 0)


@_write.register
def _part(block: model.Part, file: File, _language: str) -> None:
    for inner in block.blocks:
        _write(inner, file, block.language)


@_write.register
def _page_break(_: model.PageBreak, file: File, _language: str) -> None:
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _grid(
    file: File, widths: Sequence[Length], rows: int, *, headed: bool = False
) -> list[list[Par]]:
    """A table with lines: the first paragraph of every cell, row by row.

    The first row of a ``headed`` one stands on every page; no row is torn.
    """
    grid = file.add_table(rows=rows, cols=len(widths), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    pars: list[list[Par]] = []
    for at, row in enumerate(grid.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no names for these
        for name in ("w:cantSplit", *(["w:tblHeader"] if headed and at == 0 else [])):
            properties.append(OxmlElement(name))
        pars.append([_cell(cell, width) for cell, width in zip(row.cells, widths, strict=True)])
    return pars


def _cell(cell: _Cell, width: Length) -> Par:
    cell.width = width
    par: Par = cell.paragraphs[0]
    par.paragraph_format.space_after = Pt(1)
    return par


def _split(file: File, shares: Sequence[int], room: int | None = None) -> list[Length]:
    """The width of the sheet, or what is left of it, by shares."""
    section = file.sections[0]
    whole = (section.page_width or Mm(210)) - 2 * Mm(_MARGIN) if room is None else room
    return [Emu(whole * share // sum(shares)) for share in shares]


def _widths(
    file: File, columns: Sequence[model.Column], rows: Sequence[Sequence[Text]]
) -> list[Length]:
    """The widths of columns: by their letters those without a share, the rest by shares."""
    own = {
        at: Mm(5 + 2 * max(_letters(row[at]) for row in rows))
        for at, column in enumerate(columns)
        if not column.share
    }
    if len(own) == len(columns):
        return _split(file, [int(width) for width in own.values()])
    (whole,) = _split(file, [1])
    shared = [column.share for column in columns if column.share]
    rest = iter(_split(file, shared, max(whole // 2, whole - sum(own.values()))))
    return [own[at] if at in own else next(rest) for at in range(len(columns))]


def _letters(text: Text) -> int:
    """How wide the longest line is, in letters; marks above and below take no room."""
    said = "".join(run.text for run in runs_of(text, "en"))
    return max(
        (sum(not category(sign).startswith("M") for sign in line) for line in said.split("\n")),
        default=0,
    )
