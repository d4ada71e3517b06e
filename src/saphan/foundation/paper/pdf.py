"""A paper as PDF, set by Typst with the fonts that are shipped and no others."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from threading import Lock

import typst

from saphan.foundation.paper.data import SLIP_SIZES, Data, data_of
from saphan.foundation.paper.document import Paper, SlipSheet

FONTS = Path(__file__).resolve().parents[1] / "fonts" / "paper"
TEMPLATE = Path(__file__).with_name("template.typ")
_one_at_a_time = Lock()
_DIGIT = re.compile("[0-9]")

#: A slip's place on its sheet in points: half of A4, and the margin on every side (9 mm).
_HALF, _MARGIN = 297 / 2 / 25.4 * 72, 9 / 25.4 * 72
_ROOM = _HALF - 2 * _MARGIN


def to_pdf(paper: Paper) -> bytes:
    """The paper as a PDF; the same paper gives the same bytes on every machine.

    A document and a letter are tagged for screen readers. The creation date is the paper's own
    day. One paper is set at a time in a process.
    Raises ``ValueError`` for a language the house does not have, and ``RuntimeError`` for a letter
    that is longer than a page in the smallest type.
    """
    data = data_of(paper)
    with _one_at_a_time:
        if isinstance(paper, SlipSheet):
            _fit(data, paper.day)
            return _set(data, paper.day, tags=False)
        return _set(data, paper.day)


def _set(data: Data, day: date, *, tags: bool = True) -> bytes:
    """One pass of the typesetter. Slips are cut and signed on paper, so they carry no tags."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = _compiler().compile(sys_inputs=inputs, timestamp=_instant(day), pdf_tags=tags)
    if not isinstance(made, bytes):
        raise TypeError(type(made).__name__)
    return made


def _fit(data: Data, day: date) -> None:
    """Give every slip the largest size at which it stays in its place.

    Slips that differ in digits only are equally long, because digits have one width; one of
    each kind is measured. Measuring all would set all of them twice.
    """
    kinds: dict[str, list[Data]] = {}
    for slip in data["slips"]:
        kinds.setdefault(_DIGIT.sub("0", json.dumps(slip, ensure_ascii=False)), []).append(slip)
    sample = {**data, "measured": True, "slips": [alike[0] for alike in kinds.values()]}
    _set(sample, day, tags=False)
    while _made_smaller(sample):
        _set(sample, day, tags=False)
    for first, *others in kinds.values():
        for slip in others:
            slip["size"], slip["shrink"] = first["size"], first["shrink"]


def _made_smaller(data: Data) -> bool:
    """Give every slip that is too long for its place the next smaller size; whether any was."""
    again = False
    columns = data["per_sheet"] // 2
    for number, end in json.loads(_compiler().query("<end>", field="value")):
        top = number // columns % 2 * _HALF + _MARGIN
        again = _smaller(data["slips"][number], end - top) or again
    return again


def _smaller(slip: Data, used: float) -> bool:
    """The next size, and after the last one shrink as a picture; False when the slip fits."""
    if used <= _ROOM or slip["shrink"] < 1000:
        return False
    at = SLIP_SIZES.index(slip["size"]) + 1
    if at < len(SLIP_SIZES):
        slip["size"] = SLIP_SIZES[at]
    else:
        slip["shrink"] = max(int(_ROOM / used * 1000) - 5, 1)
    return True


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """One compiler per process: it keeps the parsed template and the fonts."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts)
