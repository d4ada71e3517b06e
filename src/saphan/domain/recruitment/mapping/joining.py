"""Joining payments to their interviews when a spreadsheet has no index of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary

from saphan.domain.recruitment.intake.cells import Row
from saphan.domain.refusals import RowRefused
from saphan.domain.text import clean

#: Fields by which a payment finds its interview, in the order of trust.
BY = ("_index", "interview_code", "worker_code")


def once(rows: Sequence[Row], refused: list[RowRefused]) -> list[Row]:
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
    return next((text for column in BY if (text := clean(row.cells.get(column)))), "")


def indexed(rows: Sequence[Row]) -> list[Row]:
    """Rows with an index; without one the code of the interview (or worker) serves."""
    made = []
    for row in rows:
        key = _key(row)
        code = clean(row.cells.get("interview_code")) or key
        made.append(Row(row.place, {**row.cells, "_index": key, "interview_code": code}))
    return made


def index_of(rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """The index of an interview by field and value, for every field that may join."""
    return {
        (column, clean(row.cells[column])): clean(row.cells["_index"])
        for row in rows
        for column in BY
        if clean(row.cells.get(column))
    }


def joined(row: Row, indexes: Dictionary[tuple[str, str], str]) -> Row:
    """The payment with the index of its interview; an unknown one stays for the intake to tell."""
    parent = clean(row.cells.get("_parent_index"))
    for column in BY:
        value = parent if column == "_index" and parent else clean(row.cells.get(column))
        if (column, value) in indexes:
            parent = indexes[column, value]
            break
        parent = parent or value
    cells = {name: cell for name, cell in row.cells.items() if name not in BY}
    return Row(row.place, {**cells, "_parent_index": parent})
