"""The four files of an audit: interviews with payments, roster and rates, as canonical rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from saphan.domain.recruitment.intake import Row, take_in
from saphan.domain.recruitment.kobo import Canonical, from_form, is_form_export
from saphan.domain.recruitment.records import Intake
from saphan.domain.refusals import FileRefused, Place
from saphan.domain.text import clean, fold
from saphan.foundation.sheets import Table, read_tables
from saphan.pillars.recruitment.extract.form_words import form_words

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
    heard = interview_rows(files.interviews, payments=files.payments)
    return take_in(
        interviews=heard.rows,
        payments=heard.payments,
        roster=roster_rows(files.roster),
        rates=rate_rows(files.rates) if files.rates else [],
        as_of=as_of,
        rejected=heard.rejected,
    )


def interview_rows(
    path: Path, *, name: str = "", payments: Path | None = None, payments_name: str = ""
) -> Canonical:
    """The interviews and their payments, from one file or from two, and the rows left out.

    An export of a form server is read as such, with codes or with labels in any language.
    ``name`` is the name that the person knows when the path is a temporary one. Raises
    ``FileRefused``.
    """
    shown = name or path.name
    tables = read_tables(path, name=shown)
    apart = payments_name or payments.name if payments is not None else shown
    lines = read_tables(payments, name=apart)[0] if payments is not None else None
    if is_form_export(tables):
        return from_form(tables, file=shown, words=form_words(), apart=lines, apart_file=apart)
    lines = lines or _payments_of(tables, shown)
    rows = list(canonical(tables[0], shown, "interviews"))
    return Canonical(rows, list(canonical(lines, apart, PAYMENTS)), [])


def _payments_of(tables: list[Table], file: str) -> Table:
    for table in tables[1:]:
        if fold(table.name) == PAYMENTS:
            return table
    names = ", ".join(table.name for table in tables)
    raise FileRefused("file.sheet_missing", file=file, sheet=PAYMENTS, found=names)


def roster_rows(path: Path, *, name: str = "") -> list[Row]:
    """The rows of a roster. Raises ``FileRefused``."""
    shown = name or path.name
    return list(canonical(read_tables(path, name=shown)[0], shown, "roster"))


def rate_rows(path: Path, *, name: str = "") -> list[Row]:
    """The rates; headings alone are no fault, since everything may have been paid in baht.

    Raises ``FileRefused``.
    """
    shown = name or path.name
    try:
        tables = read_tables(path, name=shown)
    except FileRefused as refusal:
        if refusal.code == "file.no_rows":
            return []
        raise
    return list(canonical(tables[0], shown, "rates"))


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
