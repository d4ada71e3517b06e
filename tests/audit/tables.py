"""Writing the files that an officer would hand over: workbooks and CSV with canonical columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

Cells = Mapping[str, object]

INTERVIEWS = (
    *("interview_code", "worker_code", "site", "nationality", "agent", "scheme", "arrival_month"),
    *("first_month_wage", "wage_currency", "sex", "_index"),
)
PAYMENTS = (
    *("item", "amount", "amount_min", "amount_max", "currency", "paid_on", "paid_to", "borne_by"),
    *("receipt", "refunded", "_parent_index"),
)
ROSTER = (*("worker_code", "nationality", "agent", "scheme", "arrival_month", "status", "left_on"),)
RATES = ("date", "currency", "thb_per_unit", "source")

_COHORT = {"nationality": "MM", "agent": "Agency A", "scheme": "mou", "arrival_month": "2024-03"}


def interview(index: object, worker: object = "", **cells: object) -> dict[str, object]:
    """One row of interviews of the usual cohort."""
    own = {"interview_code": f"I{index}", "worker_code": worker, "site": "Site", "sex": "f"}
    return own | _COHORT | {"_index": index} | cells


def payment(index: object, amount: object = 1000, **cells: object) -> dict[str, object]:
    """One payment that every body of rules here forbids: a service fee to a Thai agency."""
    facts = {"item": "service_fee", "amount": amount, "currency": "THB", "paid_on": "2024-03-15"}
    people = {"paid_to": "thai_agency", "borne_by": "worker", "receipt": "none"}
    return facts | people | {"_parent_index": index} | cells


def worker(code: object, **cells: object) -> dict[str, object]:
    """One row of the roster, in the usual cohort."""
    return {"worker_code": code} | _COHORT | {"status": "current", "left_on": ""} | cells


def rate(day: object, currency: str, value: object, source: str = "a test") -> dict[str, object]:
    """One exchange rate."""
    return {"date": day, "currency": currency, "thb_per_unit": value, "source": source}


@dataclass
class Tables:
    """The four tables of an audit as plain rows."""

    interviews: list[dict[str, object]] = field(default_factory=list)
    payments: list[dict[str, object]] = field(default_factory=list)
    roster: list[dict[str, object]] = field(default_factory=list)
    rates: list[dict[str, object]] = field(default_factory=list)

    @classmethod
    def of_amounts(cls, *amounts: object, more: int = 0) -> Tables:
        """As many interviewed workers as amounts, and ``more`` who were not interviewed."""
        heard = range(1, len(amounts) + 1)
        return cls(
            interviews=[interview(at, f"W{at}") for at in heard],
            payments=[payment(at, amount) for at, amount in zip(heard, amounts, strict=True)],
            roster=[worker(f"W{at}") for at in range(1, len(amounts) + more + 1)],
        )


@dataclass(frozen=True)
class Written:
    """Where the files of an audit lie."""

    interviews: Path
    roster: Path
    rates: Path

    def arguments(self, out: Path, *more: str) -> list[str]:
        """The command line of an audit of them."""
        given = ["audit", self.interviews, "--roster", self.roster, "--rates", self.rates]
        return [*map(str, given), "--as-of", "2026-11-23", "--out", str(out), *more]


def write(folder: Path, tables: Tables) -> Written:
    """Write a workbook of interviews, a workbook of workers and a CSV of rates."""
    written = Written(folder / "interviews.xlsx", folder / "roster.xlsx", folder / "rates.csv")
    sheets = {
        "interviews": (INTERVIEWS, tables.interviews),
        "payments": (PAYMENTS, tables.payments),
    }
    write_workbook(written.interviews, sheets)
    write_workbook(written.roster, {"roster": (ROSTER, tables.roster)})
    written.rates.write_text(as_csv(RATES, tables.rates), encoding="utf-8")
    return written


def write_workbook(path: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Cells]]]) -> None:
    """A workbook as a spreadsheet program would save it."""
    book = openpyxl.Workbook(write_only=True)
    for name, (headings, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(list(headings))
        for row in rows:
            sheet.append([None if row.get(one) == "" else row.get(one) for one in headings])
    book.save(path)


def as_csv(headings: Sequence[str], rows: Iterable[Cells]) -> str:
    """The rows as comma separated text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[row.get(one, "") for one in headings] for row in rows])
    return text.getvalue()
