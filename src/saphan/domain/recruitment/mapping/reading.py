"""Reading tables with a mapping: canonical rows that still know their original place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from saphan.domain.recruitment.intake.cells import Row
from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping.plan import COLUMNS, PAYMENTS, Mapping, SheetMapping
from saphan.domain.recruitment.mapping.values import CODES
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import FileRefused, Place, RowRefused
from saphan.domain.text import clean, currency_in, fold, parse_number
from saphan.domain.text.tables import Row as Cells
from saphan.domain.text.tables import Table

#: Two numbers with a dash, a tilde or a word between them. A leading dash is a sign, not a range.
_RANGE = re.compile(r"(?<=\S)\s*(?:-|\u2010|\u2013|\u2014|~|\bto\b|ถึง|ຫາ|ដល់|đến)\s*(?=\S)")
#: Field of an amount -> field of its currency.
_CURRENCY_OF = {"amount": "currency", "refunded": "currency", "first_month_wage": "wage_currency"}
_BOUNDS = {"amount_min": "currency", "amount_max": "currency"}
_NOTHING_PAID = ("", "-", "0")


@dataclass(frozen=True, slots=True)
class MappedPlace(Place):
    """A place that names columns as the original file does."""

    headings: Dictionary[str, str] = field(default_factory=dict, hash=False, compare=False)

    def refuse(self, column: str, code: str, **facts: object) -> RowRefused:
        """A refusal that names the original heading."""
        heading = self.headings.get(column, column)
        return RowRefused(self.file, self.sheet, self.row, heading, code, facts)


def apply(mapping: Mapping, tables: Sequence[Table], *, file: str) -> Canonical:
    """The canonical rows, the payments of interviews, and the rows that cannot be read.

    ``tables`` must be headed as the mapping says (``Mapping.heading_of``). Raises
    ``FileRefused``: ``file.sheet_missing``, ``file.column_missing``.
    """
    reader = _Reader(mapping, file)
    main = _table(mapping.main, tables, file)
    rows = list(reader.rows(main, mapping.main.columns, COLUMNS[mapping.kind]))
    if mapping.kind is not Kind.INTERVIEWS:
        return Canonical(rows, [], reader.refused)
    if mapping.payments is not None and mapping.payments.sheet == mapping.main.sheet:
        rows = _once(rows, reader.refused)
    rows = _indexed(rows)
    payments = [*_wide(reader, mapping, main), *_long(reader, mapping, tables)]
    left_out = {(one.sheet, one.row) for one in reader.refused}
    index_of = _index_of(rows)
    kept = [
        _joined(row, index_of)
        for row in payments
        if (row.place.sheet, row.place.row) not in left_out
    ]
    return Canonical(rows, kept, reader.refused)


#: Fields by which a payment finds its interview when the file has no index of its own.
_JOINS = ("_index", "interview_code", "worker_code")


@dataclass(slots=True)
class _Reader:
    """Turns rows into canonical ones and gathers those that contradict themselves."""

    mapping: Mapping
    file: str
    refused: list[RowRefused] = field(default_factory=list)

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
        for row in table.rows:
            place = MappedPlace(self.file, table.name, row.number, headings)
            cells: dict[str, object] = {name: _cell(row, at) for name, at in places.items()}
            if fixed is not None and clean(cells["amount"]) in _NOTHING_PAID:
                continue
            made = self._canonical(place, {**cells, **(fixed or {})}, takes)
            if made is not None:
                yield made

    def _canonical(
        self, place: MappedPlace, cells: dict[str, object], takes: Sequence[str]
    ) -> Row | None:
        before = len(self.refused)
        for column in cells.keys() & (CODES.keys() | self.mapping.values.keys()):
            cells[column] = self._code(column, cells[column])
        for column, currency in (_CURRENCY_OF | _BOUNDS).items():
            if isinstance(cells.get(column), str):
                self._amount(place, cells, column, currency)
        for column, default in self.mapping.defaults.items():
            if column in takes and not clean(cells.get(column)):
                cells[column] = default
        return Row(place, cells) if len(self.refused) == before else None

    def _code(self, column: str, cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        word = fold(cell)
        own = {fold(key): code for key, code in self.mapping.values.get(column, {}).items()}
        return own.get(word) or CODES.get(column, {}).get(word) or cell

    def _amount(
        self, place: MappedPlace, cells: dict[str, object], column: str, currency: str
    ) -> None:
        """Read a written amount: its currency, its two ends when it is a range, its value."""
        text = clean(cells[column])
        try:
            found = currency_in(text)
            ends = _ends(text) if column == "amount" else [text]
            numbers = [parse_number(end) for end in ends]
            found = found or next((c for end in ends if (c := currency_in(end))), None)
        except ValueError as error:
            self.refused.append(place.refuse(column, f"number.{error.args[0]}", value=text[:40]))
            return
        if found is not None and clean(cells.get(currency)) not in ("", found.value):
            facts = {"value": text[:40], "currency": clean(cells[currency])[:40]}
            self.refused.append(place.refuse(column, "currency.contradiction", **facts))
            return
        if found is not None:
            cells[currency] = found.value
        cells[column] = numbers[0]
        if len(numbers) == 2:
            cells["amount_min"], cells["amount_max"] = numbers
            cells[column] = None


def _ends(text: str) -> list[str]:
    """The two ends of a range written in one cell, or the text alone."""
    try:
        parse_number(text)
    except ValueError:
        parts = _RANGE.split(text)
        return parts if len(parts) == 2 else [text]
    return [text]


def _table(sheet: SheetMapping, tables: Sequence[Table], file: str) -> Table:
    if isinstance(sheet.sheet, int) and 0 <= sheet.sheet < len(tables):
        return tables[sheet.sheet]
    for table in tables:
        if fold(table.name) == fold(sheet.sheet):
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


def _cell(row: Cells, places: Sequence[int]) -> object:
    """The cell, or the filled cells of several columns joined by a blank."""
    if len(places) == 1:
        return row.cells[places[0]]
    return " ".join(text for at in places if (text := clean(row.cells[at]))) or None


def _wide(reader: _Reader, mapping: Mapping, main: Table) -> Iterator[Row]:
    """One payment for every filled fee column of every row."""
    joins = _joins(mapping)
    for fee in mapping.fees:
        columns = {**joins, **fee.columns, "amount": (fee.heading,)}
        yield from reader.rows(main, columns, PAYMENTS, {"item": fee.item, **fee.fixed})


def _long(reader: _Reader, mapping: Mapping, tables: Sequence[Table]) -> Iterator[Row]:
    """One payment for every row of the sheet of payments."""
    if mapping.payments is not None:
        same = mapping.payments.sheet == mapping.main.sheet
        columns = {**(_joins(mapping) if same else {}), **mapping.payments.columns}
        lines = _table(mapping.payments, tables, reader.file)
        yield from reader.rows(lines, columns, PAYMENTS)


def _joins(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    return {name: names for name, names in mapping.main.columns.items() if name in _JOINS}


def _once(rows: Sequence[Row], refused: list[RowRefused]) -> list[Row]:
    """One interview of rows that repeat it; rows that contradict the first are told."""
    first: dict[str, Row] = {}
    kept: list[Row] = []
    for row in rows:
        key = _key(row)
        if key and key in first:
            refused += _differences(first[key], row)
        else:
            first[key] = row
            kept.append(row)
    return kept


def _differences(first: Row, row: Row) -> Iterator[RowRefused]:
    for column, cell in row.cells.items():
        before = clean(first.cells.get(column))
        if clean(cell) not in ("", before):
            facts = {"value": clean(cell)[:40], "row": first.place.row}
            yield row.place.refuse(column, "interview.rows_differ", **facts)


def _key(row: Row) -> str:
    return next((text for column in _JOINS if (text := clean(row.cells.get(column)))), "")


def _indexed(rows: Sequence[Row]) -> list[Row]:
    """Rows with an index; without one the code of the interview (or worker) serves."""
    made = []
    for row in rows:
        key = _key(row)
        code = clean(row.cells.get("interview_code")) or key
        made.append(Row(row.place, {**row.cells, "_index": key, "interview_code": code}))
    return made


def _index_of(rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    return {
        (column, clean(row.cells[column])): clean(row.cells["_index"])
        for row in rows
        for column in _JOINS
        if clean(row.cells.get(column))
    }


def _joined(row: Row, index_of: Dictionary[tuple[str, str], str]) -> Row:
    """The payment with the index of its interview; an unknown one stays for the intake to tell."""
    parent = clean(row.cells.get("_parent_index"))
    for column in ("_index", *_JOINS[1:]):
        value = parent if column == "_index" and parent else clean(row.cells.get(column))
        if (column, value) in index_of:
            parent = index_of[column, value]
            break
        parent = parent or value
    cells = {name: cell for name, cell in row.cells.items() if name not in _JOINS}
    return Row(row.place, {**cells, "_parent_index": parent})
