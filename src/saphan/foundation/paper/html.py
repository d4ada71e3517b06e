"""A paper as one self-contained HTML page that can be read on a telephone and printed.

It shows the same data as the PDF. Nothing is fetched: styles, drawings and the fonts of the
scripts used are inside, and the page's own policy forbids scripts and the network.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from saphan.foundation.paper.data import Data, Shown, data_of
from saphan.foundation.paper.document import Document, SlipSheet

STYLE = Path(__file__).with_name("paper.css")
_WEB = Path(__file__).resolve().parents[1] / "fonts" / "web"
#: Scripts that many devices lack: what shows that they are used, the file stem, the family.
_FACES = (
    (re.compile("[\u0e01-\u0e5b]"), "NotoSansThai", "Noto Sans Thai"),
    (
        re.compile("[\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f]"),
        "NotoSansMyanmar",
        "Noto Sans Myanmar",
    ),
    (re.compile("[\u1780-\u17ff]"), "NotoSansKhmer", "Noto Sans Khmer"),
    (re.compile("[\u0e81-\u0edf]"), "NotoSansLao", "Noto Sans Lao"),
)
_MARKS = {"plain": "●", "ask": "▲", "stop": "■", "unknown": "□"}


def to_html(paper: Document | SlipSheet, *, embed_fonts: bool = True) -> str:
    """The paper as a whole HTML page; ``embed_fonts`` off relies on the reader's own fonts.

    Raises ``ValueError`` for a language the house does not have.
    """
    data = data_of(paper)
    body = _slips(data) if data["kind"] == "slips" else _document(data)
    style = (_fonts(body) if embed_fonts else "") + STYLE.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:"
    return (
        f'<!doctype html>\n<html lang="{escape(data["language"])}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(data['name'])}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _fonts(body: str) -> str:
    wanted = [(stem, family) for script, stem, family in _FACES if script.search(body)]
    return "".join(_face(stem, family, w) for stem, family in wanted for w in (400, 700))


@lru_cache(maxsize=16)
def _face(stem: str, family: str, weight: int) -> str:
    style = "Bold" if weight > 400 else "Regular"
    held = base64.b64encode((_WEB / f"{stem}-{style}.woff2").read_bytes()).decode()
    local = f'local("{family} Bold"), ' if weight > 400 else f'local("{family}"), '
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f"src:{local}url(data:font/woff2;base64,{held}) format('woff2')}}\n"
    )


def _text(words: Shown) -> str:
    """A text as HTML: every run in another language in its own marked piece."""
    if isinstance(words, str):
        return escape(words).replace("\n", "<br>")
    return "".join(_run(str(text), str(language), bool(loud)) for text, language, loud in words)


def _run(text: str, language: str, loud: bool) -> str:  # noqa: FBT001
    tag = "b" if loud else "span"
    inner = escape(text).replace("\n", "<br>")
    return f'<{tag} lang="{escape(language)}">{inner}</{tag}>'


def _wrap(tag: str, words: Shown, extra: str = "") -> str:
    return f"<{tag}{extra}>{_text(words)}</{tag}>" if words else ""


def _document(data: Data) -> str:
    parts = [
        _labels(data),
        '<header class="title"><div>',
        _wrap("p", data["issuer"], ' class="issuer"'),
        _wrap("h1", data["title"]),
        _wrap("p", data["subtitle"], ' class="subtitle"'),
        f'<p class="quiet">{_coded(data)}<br>{_text(data["day"])}</p></div>',
        data["qr"],
        "</header>\n<main>",
        _blocks(data["blocks"]),
        "</main>\n<footer>",
        _wrap("p", data["footer"]),
        _wrap("p", data["advice"]),
        f"<p>{_coded(data)} · {_text(data['day'])}</p></footer>",
    ]
    sideways = ' class="sideways"' if data["sideways"] else ""
    return f"<article{sideways}>{''.join(parts)}</article>"


def _coded(data: Data) -> str:
    return f"{_text(data['codeword'])} {_text(data['code'])}"


def _slips(data: Data) -> str:
    slips = "".join(_slip(slip, data["labels"]) for slip in data["slips"])
    return f'<main class="slips of{data["per_sheet"]}">{slips}</main>'


def _slip(slip: Data, labels: Sequence[Shown]) -> str:
    head = f'{_wrap("h1", slip["title"])}<p class="quiet">{_coded(slip)}</p>'
    marked = _labels({"labels": [*slip["labels"], *labels]})
    lang = escape(slip["language"])
    blocks = "\n".join(_blocks(slip[part]) for part in ("blocks", "beside", "below"))
    return f'<article class="slip" lang="{lang}">{head}{marked}{blocks}</article>\n'


def _labels(data: Data) -> str:
    shown = "".join(_wrap("strong", label) for label in data["labels"])
    return f'<p class="labels">{shown}</p>' if shown else ""


def _blocks(blocks: Sequence[Data]) -> str:
    return "\n".join(_DRAW[block["kind"]](block) for block in blocks)


def _heading(block: Data) -> str:
    return _wrap(f"h{block['level'] + 1}", block["text"])


def _paragraph(block: Data) -> str:
    return _wrap("p", block["text"], ' class="small"' if block["small"] else "")


def _bullets(block: Data) -> str:
    tag = "ol" if block["numbered"] else "ul"
    return f"<{tag}>{''.join(_wrap('li', item) for item in block['items'])}</{tag}>"


def _facts(block: Data) -> str:
    rows = (
        f"<div>{_wrap('dt', label)}<dd>{_text(value)}</dd></div>" for label, value in block["rows"]
    )
    return f"<dl>{''.join(rows)}</dl>"


def _table(block: Data) -> str:
    sides = [f' class="{side}"' if side != "start" else "" for side in block["align"]]
    width = len(sides)
    heads = "".join(
        f'<th scope="col"{side}>{_text(words)}</th>'
        for words, side in zip(block["headings"], sides, strict=True)
    )
    cells = block["cells"]
    rows = "".join(_row(cells[at : at + width], sides) for at in range(0, len(cells), width))
    sums = f"<tfoot>{_row(block['sums'], sides)}</tfoot>" if block["sums"] else ""
    caption = _wrap("caption", block["caption"])
    return (
        f'<div class="wide"><table>{caption}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody>{sums}</table></div>"
    )


def _row(cells: Sequence[Shown], sides: Sequence[str]) -> str:
    first = f'<th scope="row"{sides[0]}>{_text(cells[0])}</th>'
    rest = (f"<td{s}>{_text(c)}</td>" for c, s in zip(cells[1:], sides[1:], strict=True))
    return f"<tr>{first}{''.join(rest)}</tr>"


def _bars(block: Data) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_text(bar["label"])}</th><td>{_drawing(bar)}</td>'
        f'<td class="end">{_text(bar["shown"])}</td></tr>'
        for bar in block["bars"]
    )
    source = _wrap("p", block["source"], ' class="small"')
    caption = _wrap("caption", block["title"])
    return f'<table class="bars">{caption}<tbody>{rows}</tbody></table>{source}'


def _drawing(bar: Data) -> str:
    value, low, high = bar["value"], bar["low"], bar["high"]
    width = 1000 if value is None else value
    tone = "hidden" if value is None else escape(bar["tone"])
    drawn = f'<rect class="{tone}" width="{width}" height="16" y="2"/>'
    if low is not None and high is not None:
        path = f"M{low} 5V15M{low} 10H{high}M{high} 5V15"
        drawn += f'<path class="halo" d="{path}"/><path class="span" d="{path}"/>'
    view = 'viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true"'
    return f"<svg {view}>{_HATCH if value is None else ''}{drawn}</svg>"


_HATCH = (
    '<defs><pattern id="hatch" width="14" height="7" patternUnits="userSpaceOnUse">'
    '<path d="M0 7L14 0" stroke="#5a564f"/></pattern></defs>'
)


def _note(block: Data) -> str:
    mark = f'<span aria-hidden="true">{_MARKS[block["tone"]]}</span>'
    return (
        f'<p class="note {escape(block["tone"])}">{mark} {_wrap("strong", block["word"])} '
        f"{_text(block['text'])}</p>"
    )


def _signatures(block: Data) -> str:
    boxes = "".join(
        f'<div>{_wrap("strong", role)}<p class="line tall">{_text(block["sign"])}</p>'
        + (f"<p>({_text(name)})</p>" if name else f'<p class="line">{_text(block["name"])}</p>')
        + f'<p class="line">{_text(block["day"])}</p></div>'
        for role, name in block["boxes"]
    )
    return f'<div class="signatures">{boxes}</div>'


def _bilingual(block: Data) -> str:
    left, right = (escape(language) for language in block["languages"])
    rows = "".join(
        f'<tr><td lang="{left}">{_text(first)}</td><td lang="{right}">{_text(second)}</td></tr>'
        for first, second in block["rows"]
    )
    return f'<table class="bilingual"><tbody>{rows}</tbody></table>'


def _part(block: Data) -> str:
    return f'<section lang="{escape(block["language"])}">{_blocks(block["blocks"])}</section>'


def _page_break(_: Data) -> str:
    return '<hr class="page">'


def _link_code(block: Data) -> str:
    address = block["address"]
    words = _text(address)
    if isinstance(address, str) and re.match(r"https?://", address):
        words = f'<a href="{escape(address)}" rel="noreferrer">{words}</a>'
    caption = _wrap("strong", block["caption"])
    return f'<div class="link">{block["qr"]}<p>{caption}<br>{words}</p></div>'


_DRAW: dict[str, Callable[[Data], str]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullets": _bullets,
    "facts": _facts,
    "table": _table,
    "bars": _bars,
    "note": _note,
    "signatures": _signatures,
    "bilingual": _bilingual,
    "part": _part,
    "page_break": _page_break,
    "link_code": _link_code,
}
