"""The data the template reads: plain lists and mappings; no user text ever becomes markup.

A text is a string when it is one plain run in the language around it, else a list of
``[text, language, strong]``. Shares are permille of the width; pictures are SVG text.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from typing import Any, TypeAlias

import segno

from saphan.domain.money import half_up
from saphan.foundation.paper import document as model
from saphan.foundation.paper import frame
from saphan.foundation.paper.document import Document, Letter, Paper, Slip, SlipSheet, Text
from saphan.foundation.paper.runs import plain, runs_of

#: Type sizes of a slip in points; the first at which it fits its place is used.
SLIP_SIZES = (10, 9, 8, 7)
#: Type sizes of a letter in points; the first at which it is one page is used.
LETTER_SIZES = (11, 10, 9, 8, 7, 6, 5, 4)

Data: TypeAlias = dict[str, Any]
Shown: TypeAlias = str | list[list[str | bool]]


def data_of(paper: Paper) -> Data:
    """Everything the template needs for one paper, ready for JSON."""
    frame.check_languages(paper)
    lead = paper.languages[0]
    data: Data = {
        "language": lead,
        "name": f"{plain(paper.title)} ({paper.code})",
        "title": shown(paper.title, lead),
        "code": shown(paper.code, lead),
        "codeword": shown(frame.framed("Code", paper.languages[:1]), lead),
        "day": shown(frame.day_words(paper.day, paper.languages), lead),
        "page": _pages(paper.languages),
        "labels": [shown(label, lead) for label in frame.labels(paper)],
    }
    if isinstance(paper, Letter):
        return data | _letter(paper)
    return data | (_sheet(paper) if isinstance(paper, SlipSheet) else _document(paper))


def shown(text: Text, language: str) -> Shown:
    """A text as the template reads it."""
    runs = runs_of(text, language)
    if not runs:
        return ""
    if len(runs) == 1 and runs[0].language == language and not runs[0].strong:
        return runs[0].text
    return [[run.text, run.language, run.strong] for run in runs]


def permille(value: int | Decimal | Fraction, whole: int | Decimal | Fraction) -> int:
    """The value as thousandths of the whole, rounded half-up."""
    return half_up(Fraction(value) * 1000 / Fraction(whole))


def qr_picture(address: str, *, error: str = "m") -> str:
    """The QR code of an address as an SVG drawing, one unit a module, with a quiet zone of 4.

    ``error`` is the level of error correction; a code of level "l" has fewer and larger modules.
    """
    held = io.BytesIO()
    segno.make(address, error=error, micro=False).save(
        held, kind="svg", xmldecl=False, svgns=True, nl=False, border=4
    )
    return held.getvalue().decode()


def _document(paper: Document) -> Data:
    lead = paper.languages[0]
    return {
        "kind": "document",
        "sideways": paper.sideways,
        "subtitle": shown(paper.subtitle, lead),
        "issuer": shown(paper.issuer, lead),
        "footer": shown(paper.footer, lead),
        "advice": shown(_advice(paper), lead),
        "qr": qr_picture(paper.link) if paper.link else "",
        "blocks": _blocks(paper.blocks, lead),
    }


def _advice(paper: Document) -> Text:
    if not paper.no_advice:
        return ""
    return frame.framed("This paper is not legal advice.", paper.languages)


def _letter(paper: Letter) -> Data:
    lead, foot = paper.languages[0], paper.tear_off
    return {
        "kind": "letter",
        "sizes": LETTER_SIZES,
        "reference": shown(paper.reference, lead),
        "sender": [shown(line, lead) for line in paper.sender],
        "dated": shown(paper.dated, lead),
        "rows": _pairs(paper.rows, lead, lead),
        "blocks": _blocks(paper.blocks, lead),
        "closing": [shown(line, lead) for line in paper.closing],
        "foot": {
            "title": shown(foot.title, lead),
            "cut": shown(foot.cut, lead),
            "choices": [[shown(text, lead), room] for text, room in foot.choices],
            "why": shown(foot.why, lead),
            "reasons": [shown(text, lead) for text in foot.reasons],
            "lines": [shown(line, lead) for line in foot.lines],
            "qr": qr_picture(foot.link) if foot.link else "",
            "caption": shown(foot.caption, lead),
        },
    }


def _sheet(paper: SlipSheet) -> Data:
    return {
        "kind": "slips",
        "measured": False,
        "per_sheet": paper.per_sheet,
        "slips": [_slip(slip) for slip in paper.slips],
    }


def _slip(slip: Slip) -> Data:
    frame.check_languages(slip)
    lead = slip.languages[0]
    return {
        "language": lead,
        "title": shown(slip.title, lead),
        "code": shown(slip.code, lead),
        "codeword": shown(frame.framed("Code", slip.languages[:1]), lead),
        "labels": [shown(label, lead) for label in frame.labels(slip)],
        "blocks": _blocks(slip.blocks, lead),
        "beside": _blocks(slip.beside, lead),
        "below": _blocks(slip.below, lead),
        "size": SLIP_SIZES[0],
        "shrink": 1000,
    }


def _pages(languages: Iterable[str]) -> list[list[str]]:
    """The words around the page numbers as pieces ``[kind, text, language]``."""
    pieces: list[list[str]] = []
    for run in runs_of(frame.page_words(languages), "en"):
        rest = run.text.replace(frame.PAGE, "\0page\0").replace(frame.PAGES, "\0pages\0")
        for piece in rest.split("\0"):
            kind = piece if piece in ("page", "pages") else "text"
            pieces += [[kind, piece, run.language]] if piece else []
    return pieces


def _blocks(blocks: Iterable[model.Block], language: str) -> list[Data]:
    return [_block(block, language) for block in blocks]


@singledispatch
def _block(block: object, language: str) -> Data:  # noqa: ARG001  what every block is given
    raise TypeError(type(block).__name__)


@_block.register
def _heading(block: model.Heading, language: str) -> Data:
    level = min(max(block.level, 1), 3)
    return {"kind": "heading", "level": level, "text": shown(block.text, language)}


@_block.register
def _paragraph(block: model.Paragraph, language: str) -> Data:
    return {"kind": "paragraph", "small": block.small, "text": shown(block.text, language)}


@_block.register
def _bullets(block: model.Bullets, language: str) -> Data:
    items = [shown(item, language) for item in block.items]
    return {"kind": "bullets", "numbered": block.numbered, "items": items}


@_block.register
def _facts(block: model.Facts, language: str) -> Data:
    return {"kind": "facts", "rows": _pairs(block.rows, language, language)}


@_block.register
def _table(block: model.Table, language: str) -> Data:
    return {
        "kind": "table",
        "caption": shown(block.caption, language),
        "headings": [shown(column.heading, language) for column in block.columns],
        "align": [column.align for column in block.columns],
        "shares": [column.share for column in block.columns],
        "cells": [shown(cell, language) for row in block.rows for cell in row],
        "sums": [shown(cell, language) for cell in block.sums],
    }


@_block.register
def _bars(block: model.Bars, language: str) -> Data:
    return {
        "kind": "bars",
        "title": shown(block.title, language),
        "source": _source(block.source, language),
        "bars": [_bar(bar, block.longest, language) for bar in block.bars],
    }


def _source(source: Text, language: str) -> Shown:
    if not source:
        return ""
    pieces = source if isinstance(source, tuple) else (source,)
    return shown((*frame.framed("Source", [language]), ": ", *pieces), language)


def _bar(bar: model.Bar, longest: int | Decimal | Fraction, language: str) -> Data:
    lengths = {"value": bar.value, "low": bar.low, "high": bar.high}
    hidden = bar.value is None and not bar.shown
    figure = frame.framed("Not shown", [language]) if hidden else bar.shown
    return {
        "label": shown(bar.label, language),
        "shown": shown(figure, language),
        "tone": bar.tone,
        **{
            name: None if value is None else permille(value, longest)
            for name, value in lengths.items()
        },
    }


@_block.register
def _note(block: model.Note, language: str) -> Data:
    word = shown(frame.tone_word(block.tone, language), language)
    return {"kind": "note", "tone": block.tone, "word": word, "text": shown(block.text, language)}


@_block.register
def _signatures(block: model.Signatures, language: str) -> Data:
    words = {
        name: shown(frame.framed(msgid, [language]), language)
        for name, msgid in (("sign", "Signature or thumbprint"), ("name", "Name"), ("day", "Date"))
    }
    return {"kind": "signatures", "boxes": _pairs(block.boxes, language, language), **words}


@_block.register
def _bilingual(block: model.Bilingual, _language: str) -> Data:
    rows = _pairs(block.rows, *block.languages)
    return {"kind": "bilingual", "languages": list(block.languages), "rows": rows}


@_block.register
def _part(block: model.Part, _language: str) -> Data:
    blocks = _blocks(block.blocks, block.language)
    return {"kind": "part", "language": block.language, "blocks": blocks}


@_block.register
def _page_break(_: model.PageBreak, _language: str) -> Data:
    return {"kind": "page_break"}


@_block.register
def _link_code(block: model.LinkCode, language: str) -> Data:
    return {
        "kind": "link_code",
        "qr": qr_picture(block.address),
        "address": shown(block.address, language),
        "caption": shown(block.caption, language),
    }


def _pairs(rows: Sequence[tuple[Text, Text]], left: str, right: str) -> list[list[Shown]]:
    return [[shown(first, left), shown(second, right)] for first, second in rows]
