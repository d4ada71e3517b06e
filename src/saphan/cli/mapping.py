"""``saphan mapping``: suggest how the columns of somebody's own spreadsheet are to be read."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saphan.domain.recruitment.mapping import COLUMNS, Mapping, to_json
from saphan.domain.recruitment.mapping.columns import LINE
from saphan.domain.recruitment.mapping.words import words_in
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import FileRefused
from saphan.domain.text import fold
from saphan.pillars.recruitment.extract.mapped import Book, open_book, suggested

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def add(subparsers: _Subparsers) -> None:
    """Register ``mapping`` with its command suggest."""
    parser = subparsers.add_parser("mapping", help="how your own spreadsheet is read")
    commands = parser.add_subparsers(dest="mapping_command", metavar="COMMAND", required=True)
    asked = commands.add_parser("suggest", help="write a mapping that the headings suggest")
    asked.add_argument("file", type=Path, help="XLSX, XLS, ODS, CSV or JSON")
    asked.add_argument("--kind", choices=[kind.value for kind in Kind], required=True)
    asked.set_defaults(func=_suggest)


def _suggest(options: argparse.Namespace) -> int:
    """Write the mapping to standard output, and to standard error what is still open."""
    book = open_book(options.file)
    if not any(grid.rows for grid in book.grids):
        raise FileRefused("file.no_rows", file=book.name)
    mapping = suggested(book, Kind(options.kind))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(json.dumps(_to_fill_in(book, mapping), ensure_ascii=False, indent=2) + "\n")
    for line in _open_ends(book, mapping):
        sys.stderr.write(f"saphan: {line}\n")
    return 0


def _to_fill_in(book: Book, mapping: Mapping) -> dict[str, Any]:
    """The mapping as JSON with blanks for what a person may fill in."""
    written = to_json(mapping)
    fields = COLUMNS[mapping.kind]
    written["main"]["columns"] = {name: written["main"]["columns"].get(name, []) for name in fields}
    if written["payments"]:
        columns = written["payments"]["columns"]
        written["payments"]["columns"] = {name: columns.get(name, []) for name in LINE} | columns
    for word in _unknown(book, mapping):
        written["values"].setdefault(word.field, {})[word.text] = ""
    return {**written, "unused": _unused(book, mapping)}


def _unknown(book: Book, mapping: Mapping) -> Iterator[Any]:
    return (word for word in words_in(mapping, book.tables(mapping)) if not word.code)


def _unused(book: Book, mapping: Mapping) -> dict[str, list[str]]:
    """The headings of each sheet in use that no field reads."""
    read = {fold(heading) for heading in _headings(mapping)}
    found = {}
    for place, table in enumerate(book.tables(mapping)):
        parts = [mapping.main, *([mapping.payments] if mapping.payments else [])]
        if any(part.names(table.name, place) for part in parts):
            found[table.name] = [one for one in table.headings if fold(one) not in read]
    return found


def _headings(mapping: Mapping) -> Iterator[str]:
    sheets = [mapping.main, *([mapping.payments] if mapping.payments else [])]
    listed = [*(one.columns for one in sheets), *(fee.columns for fee in mapping.fees)]
    for columns in listed:
        for names in columns.values():
            yield from names
    yield from (fee.heading for fee in mapping.fees)


def _open_ends(book: Book, mapping: Mapping) -> Iterator[str]:
    if mapping.lacks:
        yield f"say a column or a default for: {', '.join(mapping.lacks)}"
    unknown = len(list(_unknown(book, mapping)))
    if unknown:
        yield f"{unknown} words in values are unknown; write a code behind each, or leave it blank"
