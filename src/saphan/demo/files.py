"""The invented plant as files: what a project officer would carry on a stick."""

from __future__ import annotations

from pathlib import Path

from saphan.demo.plant import Plant, Row
from saphan.foundation.sheets.writing import Column, Sheet, write_csv, write_workbook

INTERVIEWS, ROSTER, RATES = "interviews.xlsx", "roster.xlsx", "rates.csv"


def write_files(folder: Path, plant: Plant) -> None:
    """Write interviews with payments, the roster and the rates into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    interviews = _sheet("interviews", plant.interviews)
    write_workbook(folder / INTERVIEWS, [interviews, _sheet("payments", plant.payments)])
    write_workbook(folder / ROSTER, [_sheet("roster", plant.roster)])
    headings = list(plant.rates[0])
    write_csv(folder / RATES, headings, [list(row.values()) for row in plant.rates])


def _sheet(name: str, rows: list[Row]) -> Sheet:
    columns = [Column(heading) for heading in rows[0]]
    return Sheet(name, columns, [list(row.values()) for row in rows])
