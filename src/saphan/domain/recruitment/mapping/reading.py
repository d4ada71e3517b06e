"""Reading tables with a mapping: canonical rows that still know their original place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from saphan.domain.recruitment.intake.cells import Row
from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping.plan import Fee, Mapping, SheetMapping
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
    if mapping.kind is not Kind.INTERVIEWS:
        rows = list(reader.rows(main, mapping.main.columns))
        return Canonical(rows, [], reader.refused)
    same = mapping.payments is not None and mapping.payments.sheet == mapping.main.sheet
    rows = list(reader.rows(main, mapping.main.columns))
    rows = _indexed(_once(rows, reader.refused) if same else rows)
    index_of = _index_of(rows)
    payments = list(_wide(reader, mapping, main))
    if mapping.payments is not None:
        lines = _table(mapping.payments, tables, file)
        joins = {c: h for c, h in mapping.main.columns.items() if c in _JOINS} if same else {}
        payments += reader.rows(lines, {**joins, **mapping.payments.columns})
    return Canonical(rows, [_joined(row, index_of) for row in payments], reader.refused)


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
        fixed: Dictionary[str, str] | None = None,
        needed: str | None = None,
    ) -> Iterator[Row]:
        """Every row; those whose cell of the ``needed`` field is blank are passed over."""
        places = {name: _places(table, names, self.file) for name, names in columns.items()}
        headings = {name: " + ".join(names) for name, names in columns.items()}
        for row in table.rows:
            place = MappedPlace(self.file, table.name, row.number, headings)
            cells: dict[str, object] = {name: _cell(row, at) for name, at in places.items()}
            if needed is not None and clean(cells[needed]) in ("", "-"):
                continue
            made = self._canonical(place, {**cells, **(fixed or {})})
            if made is not None:
                yield made

    def _canonical(self, place: MappedPlace, cells: dict[str, object]) -> Row | None:
        before = len(self.refused)
        for column in cells.keys() & (CODES.keys() | self.mapping.values.keys()):
            cells[column] = self._code(column, cells[column])
        for column, currency in (_CURRENCY_OF | _BOUNDS).items():
            if isinstance(cells.get(column), str):
                self._amount(place, cells, column, currency)
        for column, default in self.mapping.defaults.items():
            if self._takes(column, cells) and not clean(cells.get(column)):
                cells[column] = default
        return Row(place, cells) if len(self.refused) == before else None

    def _takes(self, column: str, cells: dict[str, object]) -> bool:
        """A default belongs to rows of its table: a payment has no nationality."""
        of_payments = {"currency", "paid_to", "borne_by", "receipt", "paid_on", "item", "refunded"}
        is_payment = "amount" in cells or "amount_min" in cells
        return is_payment if column in of_payments and self._interviews else not is_payment

    @property
    def _interviews(self) -> bool:
        return self.mapping.kind is Kind.INTERVIEWS

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
    joins = {c: names for c, names in mapping.main.columns.items() if c in _JOINS}
    for fee in mapping.fees:
        columns = {**joins, **fee.columns, "amount": (fee.heading,)}
        yield from reader.rows(main, columns, _fixed(fee), needed="amount")


def _fixed(fee: Fee) -> dict[str, str]:
    return {"item": fee.item, **fee.fixed}


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
