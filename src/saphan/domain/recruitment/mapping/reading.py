"""Reading tables with a mapping: canonical rows that still know their original place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from saphan.domain.recruitment.intake.cells import Row
from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping.dates import DATES, dated
from saphan.domain.recruitment.mapping.joining import BY, index_of, indexed, joined, once
from saphan.domain.recruitment.mapping.plan import COLUMNS, PAYMENTS, Mapping, SheetMapping
from saphan.domain.recruitment.mapping.values import CODES
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import FileRefused, Place, RowRefused
from saphan.domain.text import clean, currency_in, fold, parse_number, western_digits
from saphan.domain.text.tables import Row as Cells
from saphan.domain.text.tables import Shared, Table

#: Two numbers with a dash, a tilde or a word between them. A leading dash is a sign, not a range.
_RANGE = re.compile(r"(?<=\S)\s*(?:-|\u2010|\u2013|\u2014|~|\bto\b|ถึง|ຫາ|ដល់|đến)\s*(?=\S)")
#: Field of an amount -> field of its currency.
_CURRENCY_OF = {"amount": "currency", "refunded": "currency", "first_month_wage": "wage_currency"}
_BOUNDS = {"amount_min": "currency", "amount_max": "currency"}
#: Amounts that are added up, so that one cell merged over several is nobody's.
_MONEY = ("amount", "amount_min", "amount_max", "refunded")
_NAMES = ("_index", "_parent_index", "interview_code", "worker_code")
_NOTHING_PAID = ("", "-", "–", "—", "0")


@dataclass(frozen=True, slots=True)
class MappedPlace(Place):
    """A place that names columns as the original file does."""

    headings: Dictionary[str, str] = field(default_factory=dict, hash=False, compare=False)

    def refuse(self, column: str, code: str, **facts: object) -> RowRefused:
        """A refusal that names the original heading."""
        heading = self.headings.get(column, column)
        return RowRefused(self.file, self.sheet, self.row, heading, code, facts)


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that cannot be read, the code of the reason, and the facts of its sentence."""

    text: str
    refusal: str
    facts: Dictionary[str, object]

    def __str__(self) -> str:
        return self.text


def apply(mapping: Mapping, tables: Sequence[Table], *, file: str) -> Canonical:
    """The canonical rows, the payments of interviews, and the rows that cannot be read.

    ``tables`` must be headed as the mapping says (``Mapping.heading_of``). Raises
    ``FileRefused``: ``file.sheet_missing``, ``file.column_missing``.
    """
    reader = _Reader(mapping, file)
    main = _table(mapping.main, tables, file)
    rows = list(reader.rows(main, mapping.main.columns, COLUMNS[mapping.kind]))
    if mapping.kind is not Kind.INTERVIEWS:
        return Canonical(rows, [], [])
    lines = _table(mapping.payments, tables, file) if mapping.payments else None
    refused: list[RowRefused] = []
    if lines is main:
        rows = once(rows, refused)
    left_out = {(one.sheet, one.row) for one in refused}
    rows = indexed(rows)
    payments = [*_wide(reader, main), *_long(reader, main, lines)]
    indexes = index_of(rows)
    kept = [
        joined(row, indexes) for row in payments if (row.place.sheet, row.place.row) not in left_out
    ]
    return Canonical(rows, kept, refused)


class _Reader:
    """Turns rows into canonical ones; what cannot be read stays for the intake to tell."""

    def __init__(self, mapping: Mapping, file: str) -> None:
        self.mapping, self.file = mapping, file
        self._words = {column: _turned(mapping, column) for column in CODES}
        self._money: frozenset[int] = frozenset()

    def rows(
        self,
        table: Table,
        columns: Dictionary[str, tuple[str, ...]],
        takes: Sequence[str],
        fixed: Dictionary[str, str] | None = None,
    ) -> Iterator[Row]:
        """Every row; defaults fill the fields that the kind of row ``takes``.

        With ``fixed`` cells (a fee column) a row without amount is no payment and passed over.
        """
        places = {name: _places(table, names, self.file) for name, names in columns.items()}
        headings = {name: " + ".join(names) for name, names in columns.items()}
        self._money = self._places_of_money(table, places)
        for row in table.rows:
            place = MappedPlace(self.file, table.name, row.number, headings)
            cells = {name: self._cell(name, row, at) for name, at in places.items()}
            if fixed is not None and clean(cells["amount"]) in _NOTHING_PAID:
                continue
            yield self._canonical(place, {**cells, **(fixed or {})}, takes)

    def _places_of_money(
        self, table: Table, places: Dictionary[str, Sequence[int]]
    ) -> frozenset[int]:
        """The columns of amounts that are added up, those of all fees among them."""
        fees = {fold(fee.heading) for fee in self.mapping.fees}
        wide = {at for at, heading in enumerate(table.headings) if fold(heading) in fees}
        return frozenset(wide.union(*(places[name] for name in places.keys() & {*_MONEY})))

    def _cell(self, name: str, row: Cells, places: Sequence[int]) -> object:
        """The cell, or the filled cells of several columns joined by a blank."""
        if len(places) == 1:
            return self._opened(name, row.cells[places[0]])
        # The cells of one merged area are one and the same object.
        found = {id(cell): cell for at in places if (cell := row.cells[at]) is not None}
        texts = [clean(self._opened(name, cell)) for cell in found.values()]
        return " ".join(filter(None, texts)) or None

    def _opened(self, name: str, cell: object) -> object:
        """What a merged area says; an amount that several rows or sums share stays unread."""
        if not isinstance(cell, Shared):
            return cell
        sums = sum(at in cell.columns for at in self._money)
        return cell if name in _MONEY and (cell.rows > 1 or sums > 1) else cell.value

    def _canonical(self, place: MappedPlace, cells: dict[str, object], takes: Sequence[str]) -> Row:
        for column, cell in cells.items():
            if column in self._words:
                cells[column] = self._code(column, cell)
            elif column in DATES:
                cells[column] = dated(cell, self.mapping.written)
            elif column == "thb_per_unit":
                cells[column] = self._rate(cell)
            elif column in _NAMES and isinstance(cell, str):
                cells[column] = western_digits(cell)
        for column, currency in (_CURRENCY_OF | _BOUNDS).items():
            if isinstance(cells.get(column), str):
                self._amount(cells, column, currency)
        for column, default in self.mapping.defaults.items():
            if column in takes and not clean(cells.get(column)):
                cells[column] = default
        return Row(place, cells)

    def _code(self, column: str, cell: object) -> object:
        """The code for a word; a word nobody knows stays for the intake to tell."""
        if not isinstance(cell, str | int | float):
            return cell
        return self._words[column].get(fold(cell), cell)

    def _amount(self, cells: dict[str, object], column: str, currency: str) -> None:
        """Read a written amount: its currency, its two ends when it is a range, its value."""
        text = clean(cells[column])
        try:
            found = currency_in(text)
            ends = self._ends(text) if column == "amount" else [text]
            numbers = [parse_number(end, decimal=self.mapping.written.decimal) for end in ends]
            found = found or next((c for end in ends if (c := currency_in(end))), None)
        except ValueError as error:
            cells[column] = Unread(text, f"number.{error.args[0]}", {"value": text[:40]})
            return
        if found is not None and clean(cells.get(currency)) not in ("", found.value):
            facts = {"value": text[:40], "currency": clean(cells[currency])[:40]}
            cells[column] = Unread(text, "amount.other_currency", facts)
            return
        if found is not None:
            cells[currency] = found.value
        cells[column] = numbers[0]
        if len(numbers) == 2:
            cells["amount_min"], cells["amount_max"] = numbers
            cells[column] = None

    def _ends(self, text: str) -> list[str]:
        """The two ends of a range written in one cell, or the text alone."""
        try:
            parse_number(text, decimal=self.mapping.written.decimal)
        except ValueError:
            parts = _RANGE.split(text)
            return parts if len(parts) == 2 else [text]
        return [text]

    def _rate(self, cell: object) -> object:
        """A rate as a number when the file says its decimal mark; the intake tells what is none."""
        mark = self.mapping.written.decimal
        try:
            return parse_number(cell, decimal=mark) if isinstance(cell, str) and mark else cell
        except ValueError:
            return cell


def _turned(mapping: Mapping, column: str) -> dict[str, str]:
    """Folded word -> code; the words of the mapping win over those that everybody uses."""
    own = {fold(word): code for word, code in mapping.values.get(column, {}).items()}
    return {**CODES[column], **own}


def _table(sheet: SheetMapping, tables: Sequence[Table], file: str) -> Table:
    for place, table in enumerate(tables):
        if sheet.names(table.name, place):
            return table
    names = ", ".join(table.name for table in tables)
    raise FileRefused("file.sheet_missing", file=file, sheet=str(sheet.sheet), found=names)


def _places(table: Table, headings: Sequence[str], file: str) -> list[int]:
    known = {fold(heading): at for at, heading in reversed(list(enumerate(table.headings)))}
    missing = next((heading for heading in headings if fold(heading) not in known), None)
    if missing is not None:
        found = ", ".join(filter(None, table.headings))
        raise FileRefused(
            "file.column_missing", file=file, sheet=table.name, column=missing, found=found
        )
    return [known[fold(heading)] for heading in headings]


def _wide(reader: _Reader, main: Table) -> Iterator[Row]:
    """One payment for every filled fee column of every row."""
    joins = _joins(reader.mapping)
    for fee in reader.mapping.fees:
        columns = {**joins, **fee.columns, "amount": (fee.heading,)}
        yield from reader.rows(main, columns, PAYMENTS, {"item": fee.item, **fee.fixed})


def _long(reader: _Reader, main: Table, lines: Table | None) -> Iterator[Row]:
    """One payment for every row of the sheet of payments."""
    payments = reader.mapping.payments
    if payments is not None and lines is not None:
        joins = _joins(reader.mapping) if lines is main else {}
        yield from reader.rows(lines, {**joins, **payments.columns}, PAYMENTS)


def _joins(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    return {name: names for name, names in mapping.main.columns.items() if name in BY}
