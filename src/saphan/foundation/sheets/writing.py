"""Writing spreadsheets that print well, hold text as text, and are the same bytes every time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from saphan.domain.text import letters
from saphan.domain.text.tables import CellError, Formula

Kind = Literal["text", "whole", "money", "number", "date", "share"]

#: Everything a workbook states about when it was made; fixed, so that equal content is equal bytes.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no time zones
_ZIP_MADE = (2000, 1, 1, 0, 0, 0)

_FORMATS: dict[str, str] = {
    "text": "@",
    "whole": "#,##0",
    "money": "#,##0.00",
    "number": "General",
    "date": "yyyy-mm-dd",
    "share": "0.0%",
}
_RIGHT: frozenset[str] = frozenset({"whole", "money", "number", "share"})
#: Letters that make a spreadsheet run a text when it is opened as CSV.
#: Source: OWASP, "CSV Injection".
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST_TEXT = 32_767
_NARROWEST, _WIDEST = 8, 60
#: Points of one line of text of ten points, tall enough for the marks of every script.
_LINE_HEIGHT = 17
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

_HEAD_FONT_COLOUR, _HEAD_FILL, _LINE = "FFFFFF", "0B5B5E", "C9C2B4"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what stands in it, and its width in letters (None: by content).

    ``offered`` are the cells, like ``'Words'!$A$2:$A$9``, whose words may be chosen in it.
    """

    heading: str
    kind: Kind = "text"
    width: int | None = None
    offered: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to write. ``above`` are lines over the headings, ``total`` makes the last row bold.

    ``font`` is a font that the reader's machine is likely to have for the script of the sheet;
    spreadsheets substitute it when it is missing. ``to_fill`` is how many blank rows somebody is
    to fill in: their cells hold text as text and offer the words of their column.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    above: Sequence[str] = ()
    total: bool = False
    font: str = "Noto Sans"
    to_fill: int = 0


def write_workbook(target: Path | BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write the sheets as XLSX: headings bold and frozen, A4 landscape, one page wide.

    Amounts are int, Decimal or Fraction, never float; text that looks like a formula stays text.
    """
    book = Workbook()
    del book[book.sheetnames[0]]
    book.properties.creator = "Saphan"
    book.properties.created = book.properties.modified = _MADE
    taken: set[str] = set()
    styles = _Styles(book)
    for sheet in sheets:
        _write_sheet(book.create_sheet(_free_name(sheet.name, taken)), sheet, styles)
    made = io.BytesIO()
    book.save(made)
    content = _repacked(made)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def write_csv(
    target: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ","
) -> None:
    """Write UTF-8 with its mark (spreadsheets need it); dangerous text gets a leading quote."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([escaped(heading) for heading in headings])
        writer.writerows([_in_csv(value) for value in row] for row in rows)


def escaped(text: str) -> str:
    """The text with a leading quote when a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) else text


def _in_csv(value: object) -> str:
    plain = _plain(value)
    if isinstance(plain, str):
        return escaped(plain)
    if isinstance(plain, bool) or plain is None:
        return {True: "true", False: "false", None: ""}[plain]
    if isinstance(plain, date | time):
        return plain.isoformat()
    return str(plain) if isinstance(plain, int) else format(plain, "f")


def _plain(value: object) -> str | bool | int | Decimal | date | time | None:
    """The value as something that both formats can hold exactly.

    Raises ``TypeError`` for a float: it would print digits that nobody wrote.
    """
    if value is None or isinstance(value, bool | int | date | time):
        return value
    if isinstance(value, Decimal):
        return value if value.is_finite() else str(value)
    if isinstance(value, Fraction):
        return _decimal(value)
    if isinstance(value, float):
        raise TypeError("amounts and figures are int, Decimal or Fraction")
    if isinstance(value, str | Formula | CellError):
        return ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_LONGEST_TEXT]
    raise TypeError(f"no cell can hold a {type(value).__name__}")


def _decimal(value: Fraction) -> Decimal:
    """The fraction to six digits after the point, exactly when it has no more."""
    return Decimal(round(value * 10**6)).scaleb(-6).normalize()


def _write_sheet(made: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    rows = [[_plain(value) for value in row] for row in sheet.rows]
    head = len(sheet.above) + 1
    for number, line in enumerate(sheet.above, start=1):
        _put(made.cell(number, 1), _plain(line), styles, "above", sheet.font)
    for at, column in enumerate(sheet.columns, start=1):
        _put(made.cell(head, at), _plain(column.heading), styles, "heading", sheet.font)
        made.column_dimensions[get_column_letter(at)].width = _width(column, rows, at - 1)
    for number, row in enumerate(rows, start=head + 1):
        last = sheet.total and number == head + len(rows)
        for at, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            kind = "text" if isinstance(value, str) else column.kind
            role = f"{kind} total" if last else kind
            _put(made.cell(number, at), value, styles, role, sheet.font)
    _set_heights(made, sheet, rows, head)
    if sheet.to_fill:
        _prepare(made, sheet, head + len(rows) + 1)
    made.freeze_panes = f"A{head + 1}"
    if rows:
        made.auto_filter.ref = (
            f"A{head}:{get_column_letter(len(sheet.columns))}{head + len(rows) - sheet.total}"
        )
    _print_settings(made, head)


def _prepare(made: Worksheet, sheet: Sheet, first: int) -> None:
    """Blank rows in which a number typed as text keeps its zeros, and words can be chosen."""
    last = first + sheet.to_fill - 1
    for at, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(at)
        if column.kind == "text":
            made.column_dimensions[letter].number_format = _FORMATS["text"]
        if column.offered:
            rule = DataValidation(type="list", formula1=column.offered, allow_blank=True)
            # Other words are read as well; a person is told of one that nobody knows.
            rule.showErrorMessage = False
            rule.add(f"{letter}{first}:{letter}{last}")
            made.add_data_validation(rule)


def _set_heights(
    made: Worksheet, sheet: Sheet, rows: Sequence[Sequence[object]], head: int
) -> None:
    """Make room for text that wraps: not every program does so when it opens a file."""
    widths = [_width(column, rows, at) for at, column in enumerate(sheet.columns)]
    headings = [column.heading for column in sheet.columns]
    for number, row in enumerate([headings, *rows], start=head):
        lines = max(map(_lines, row, widths), default=1)
        if lines > 1 or number == head:
            made.row_dimensions[number].height = lines * _LINE_HEIGHT + 4


def _lines(value: object, width: int) -> int:
    """How many lines a value takes in a column so many letters wide."""
    return _text_lines(value, width) if isinstance(value, str) else 1


@lru_cache(1 << 12)
def _text_lines(value: str, width: int) -> int:
    """How many lines a text takes; words are not cut."""
    count, used = 1, 0
    for word in value.split():
        size = letters(word)
        if used and used + 1 + size > width - 2:
            count, used = count + 1, 0
        used += size + bool(used)
        count, used = count + used // max(width, 1), used % max(width, 1)
    return count


def _put(cell: Cell | MergedCell, value: object, styles: _Styles, role: str, font: str) -> None:
    """Fill one cell; openpyxl would take a text that begins with "=" for a formula."""
    cell.value = value  # type: ignore[assignment]
    styles.give(cell, role, font)
    if isinstance(value, str):
        cell.data_type = "s"
        if value.lstrip(" ").startswith(_DANGEROUS):
            cell.quotePrefix = True


def _print_settings(made: Worksheet, head: int) -> None:
    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = 9  # A4, ECMA-376 part 1, 18.3.1.63
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made.print_title_rows = f"{head}:{head}"
    made.print_options.horizontalCentered = True
    if made.oddFooter is not None:
        made.oddFooter.center.text = "&A   &P / &N"


class _Styles:
    """The named styles of one workbook, made when first asked for.

    openpyxl looks a style up anew for every cell that is given one by name; here each is looked
    up once and its numbers are copied.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], StyleArray] = {}

    def give(self, cell: Cell | MergedCell, role: str, font: str) -> None:
        """Give a cell the style of a role: "heading", "above", a kind, a kind with " total"."""
        known = self._made.get((role, font))
        if known is None:
            style = _style(f"{role} {font}", role, font)
            self._book.add_named_style(style)
            cell.style = style.name
            self._made[role, font] = copy(cell._style)  # type: ignore[union-attr]  # noqa: SLF001
        else:
            cell._style = copy(known)  # type: ignore[union-attr]  # noqa: SLF001


def _style(name: str, role: str, font: str) -> NamedStyle:
    style = NamedStyle(name)
    if role == "heading":
        style.font = Font(name=font, size=10, bold=True, color=_HEAD_FONT_COLOUR)
        style.fill = PatternFill("solid", start_color=_HEAD_FILL)
        style.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    elif role == "above":
        style.font = Font(name=font, size=10)
    else:
        kind, _, total = role.partition(" ")
        number = kind in _RIGHT
        style.font = Font(name=font, size=10, bold=bool(total))
        style.border = Border(top=Side("thin")) if total else Border(bottom=Side("hair", _LINE))
        style.number_format = _FORMATS[kind]
        style.alignment = Alignment(
            vertical="top",
            horizontal="right" if number else "left",
            wrap_text=not number,
            indent=0 if number else 1,
        )
    return style


def _width(column: Column, rows: Sequence[Sequence[object]], at: int) -> int:
    if column.width is not None:
        return column.width
    longest = max((len(_shown(row[at], column.kind)) for row in rows), default=0)
    widest_word = max((len(word) for word in column.heading.split()), default=0)
    return min(max(longest, widest_word, _NARROWEST) + 2, _WIDEST)


def _shown(value: object, kind: Kind) -> str:
    if kind == "money" and isinstance(value, int | Decimal):
        return f"{value:,.2f}"
    return "" if value is None else str(value)


def _free_name(name: str, taken: set[str]) -> str:
    """A sheet name that Excel accepts: at most 31 letters, none of seven signs, not used yet."""
    base = name.translate(_FORBIDDEN_IN_NAMES).strip(" '")[:31] or "Sheet"
    free, number = base, 2
    while free.casefold() in taken:
        ending = f" {number}"
        free, number = base[: 31 - len(ending)] + ending, number + 1
    taken.add(free.casefold())
    return free


def _repacked(made: BinaryIO) -> bytes:
    """The packed file with fixed times, so that the same content is the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _ZIP_MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, _without_times(part.filename, old.read(part)))
    return packed.getvalue()


def _without_times(part: str, content: bytes) -> bytes:
    """Fix the moment of saving, which openpyxl states whatever it is told."""
    if part != "docProps/core.xml":
        return content
    head, tag, rest = content.partition(b"<dcterms:modified")
    opening, bracket, after = rest.partition(b">")
    _, closing, end = after.partition(b"</dcterms:modified>")
    stamp = _MADE.isoformat().encode() + b"Z"
    return head + tag + opening + bracket + stamp + closing + end if tag else content
