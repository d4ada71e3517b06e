"""Runs: every piece of text with its language, nothing in it that could act."""

from __future__ import annotations

import re

from saphan.foundation.paper.document import Run, Text
from saphan.foundation.words import Said

#: Controls, direction overrides and isolates, lone surrogates: invisible and able to mislead.
_ACTING = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029\u0085\u000b\u000c]")
#: Blocks of the scripts that tell their language; the baht sign belongs to every language.
_SCRIPTS = {
    "th": "\u0e01-\u0e3e\u0e40-\u0e5b",
    "lo": "\u0e81-\u0edf",
    "km": "\u1780-\u17da\u17dc-\u17ff\u19e0-\u19ff",
    "my": "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f",
}
_JOINERS = "\u200b-\u200d\u2060\u25cc\u0300-\u036f"
_SCRIPT_RUN = re.compile(
    "|".join(
        f"(?P<{name}>[{span}](?:[{span}{_JOINERS}]|[\\W\\d]+(?=[{span}]))*)"
        for name, span in _SCRIPTS.items()
    )
)


def inert(text: str) -> str:
    """The text without characters that act instead of being read; line breaks become newlines."""
    if text.isascii() and text.isprintable():
        return text
    return _ACTING.sub("", _BREAKS.sub("\n", text).replace("\t", " "))


def runs_of(text: Text, language: str) -> list[Run]:
    """The text as runs that all carry a language; scripts of other languages become own runs."""
    pieces = text if isinstance(text, tuple) else (text,)
    return [run for piece in pieces for run in _split(_as_run(piece, language))]


def plain(text: Text) -> str:
    """The text without languages, on one line."""
    joined = "".join(run.text for run in runs_of(text, "en"))
    return " ".join(joined.split())


def _as_run(piece: str | Run, language: str) -> Run:
    if isinstance(piece, Run):
        own = piece.text.language if isinstance(piece.text, Said) else ""
        return Run(inert(piece.text), piece.language or own or language, piece.strong)
    own = piece.language if isinstance(piece, Said) else language
    return Run(inert(piece), own)


def _split(run: Run) -> list[Run]:
    if not run.text or run.text.isascii():
        return [run] if run.text else []
    found: list[Run] = []
    at = 0
    for match in _SCRIPT_RUN.finditer(run.text):
        script = match.lastgroup or run.language
        if script != run.language:
            found += [Run(run.text[at : match.start()], run.language, run.strong)]
            found += [Run(match[0], script, run.strong)]
            at = match.end()
    found.append(Run(run.text[at:], run.language, run.strong))
    return [piece for piece in found if piece.text]
