"""The four files of an audit: interviews with payments, roster and rates, as canonical rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saphan.domain.recruitment.intake import Row, take_in
from saphan.domain.recruitment.records import Intake
from saphan.domain.refusals import FileRefused, Place
from saphan.domain.text import clean, fold
from saphan.foundation.sheets import Table, read_tables

PAYMENTS = "payments"
#: Columns without which a sheet cannot be what it is taken for; the others may be blank.
NEEDED = {
    "interviews": ("interview_code", "_index"),
    PAYMENTS: ("item", "amount", "currency", "_parent_index"),
    "roster": ("worker_code", "nationality", "agent", "scheme", "arrival_month"),
    "rates": ("date", "currency", "thb_per_unit", "source"),
}


@dataclass(frozen=True, slots=True)
class Files:
    """Where the files lie. ``payments`` is only for exports that keep them in a file apart."""

    interviews: Path
    roster: Path
    rates: Path | None = None
    payments: Path | None = None


def read_files(files: Files, *, as_of: date) -> Intake:
    """Read and check everything. Raises ``FileRefused`` when a file cannot be used at all."""
    main, payments = _interview_tables(files)
    roster = read_tables(files.roster)[0]
    rates = _rate_tables(files.rates)
    return take_in(
        interviews=canonical(main, files.interviews.name, "interviews"),
        payments=canonical(payments, (files.payments or files.interviews).name, PAYMENTS),
        roster=canonical(roster, files.roster.name, "roster"),
        rates=[row for table in rates for row in canonical(table, _name(files.rates), "rates")],
        as_of=as_of,
    )


def _name(path: Path | None) -> str:
    return path.name if path else ""


def _interview_tables(files: Files) -> tuple[Table, Table]:
    tables = read_tables(files.interviews)
    if files.payments is not None:
        return tables[0], read_tables(files.payments)[0]
    found = [table for table in tables[1:] if fold(table.name) == PAYMENTS]
    if not found:
        raise FileRefused(
            "file.sheet_missing",
            file=files.interviews.name,
            sheet=PAYMENTS,
            found=", ".join(table.name for table in tables),
        )
    return tables[0], found[0]


def _rate_tables(path: Path | None) -> list[Table]:
    """The rates; a file that holds headings only is no fault when everything was paid in baht."""
    if path is None:
        return []
    try:
        return read_tables(path)[:1]
    except FileRefused as refusal:
        if refusal.code == "file.no_rows":
            return []
        raise


def canonical(table: Table, file: str, kind: str) -> Iterator[Row]:
    """The rows of a table under their canonical column names.

    Groups of a form stand before a slash in its exports (``fees/item``) and are left away.
    Raises ``FileRefused``: ``file.column_missing`` or ``file.column_twice``.
    """
    columns = _columns(table, file, kind)
    for row in table.rows:
        cells = {name: row.cells[place] for name, place in columns}
        yield Row(Place(file, table.name, row.number), cells)


def _columns(table: Table, file: str, kind: str) -> list[tuple[str, int]]:
    headings = [clean(heading).rpartition("/")[2].casefold() for heading in table.headings]
    for column in NEEDED[kind]:
        times = headings.count(column)
        if times != 1 and not (times == 0 and column == "amount" and _has_range(headings)):
            raise FileRefused(
                "file.column_twice" if times else "file.column_missing",
                file=file,
                sheet=table.name,
                column=column,
                found=", ".join(filter(None, headings)) or "-",
            )
    return [(heading, place) for place, heading in enumerate(headings) if heading]


def _has_range(headings: list[str]) -> bool:
    return "amount_min" in headings or "amount_max" in headings
