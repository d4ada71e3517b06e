"""Files that cannot be used: exit 2, one sentence, and no trace of a result."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from saphan.foundation.sheets.limits import MOST_ROWS
from tests.audit import damage
from tests.audit.conftest import Ended
from tests.audit.old import write_old
from tests.audit.tables import (
    INTERVIEWS,
    PAYMENTS,
    RATES,
    ROSTER,
    Tables,
    Written,
    as_csv,
    write,
    write_workbook,
)

Refusal = Callable[..., str]
Run = Callable[..., Ended]
ROLES = ("interviews", "roster", "rates")
NO_SPREADSHEET = "is not a spreadsheet that can be read (XLSX, XLS, ODS, CSV or JSON)."
DAMAGED = "is damaged; open it in a spreadsheet program and save it again."
LETTERS = "cannot be read; save it as UTF-8 or as XLSX."


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return write(tmp_path, Tables.of_amounts(1000, 2000, 3000, more=1))


@pytest.fixture(params=ROLES)
def path(written: Written, request: pytest.FixtureRequest) -> Path:
    """Each of the three files in turn."""
    found: Path = getattr(written, request.param)
    return found


@pytest.mark.parametrize("content", [b"", b" \r\n\t\r\n"])
def test_an_empty_file(written: Written, path: Path, refusal: Refusal, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(written) == f"saphan: The file {path.name} is empty."


def test_a_file_that_is_not_there(written: Written, path: Path, refusal: Refusal) -> None:
    path.unlink()
    assert refusal(written) == f"saphan: The file {path.name} cannot be found or opened."


def test_a_folder_instead_of_a_file(written: Written, path: Path, refusal: Refusal) -> None:
    path.unlink()
    path.mkdir()
    assert refusal(written) == f"saphan: The file {path.name} cannot be found or opened."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\n%...", f"The file {{file}} {NO_SPREADSHEET}"),
        (b"<html><table><tr><td>worker_code", f"The file {{file}} {NO_SPREADSHEET}"),
        (b"\xff\xd8\xff\xe0" + bytes(90), f"The file {{file}} {NO_SPREADSHEET}"),
        (b"{\\rtf1 worker_code}", f"The file {{file}} {NO_SPREADSHEET}"),
        (b"PK\x03\x04" + bytes(100), f"The file {{file}} {DAMAGED}"),
        (damage.OLE + bytes(4000), f"The file {{file}} {DAMAGED}"),
        (bytes(range(256)) * 20, f"The letters in {{file}} {LETTERS}"),
        ("date;caf\xe9\n".encode("latin-1"), f"The letters in {{file}} {LETTERS}"),
        (b"worker_code,agent\nW1,\x00\n" + b"W2,A\n" * 99, f"The file {{file}} {NO_SPREADSHEET}"),
        (b"date\n" + b"2024-03-01\n" * 9000 + b"2024\x00-03-02\n", f"The file {{file}} {DAMAGED}"),
    ],
)
def test_something_else_than_a_spreadsheet(
    written: Written, path: Path, refusal: Refusal, content: bytes, sentence: str
) -> None:
    path.write_bytes(content)
    assert refusal(written) == "saphan: " + sentence.format(file=path.name)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_workbook_that_was_cut_short(written: Written, refusal: Refusal, share: float) -> None:
    whole = written.roster.read_bytes()
    written.roster.write_bytes(whole[: int(len(whole) * share)])
    assert refusal(written) == f"saphan: The file roster.xlsx {DAMAGED}"


def test_a_zip_bomb_is_not_opened(written: Written, refusal: Refusal) -> None:
    damage.write_bomb(written.interviews)
    assert written.interviews.stat().st_size < 4_000_000
    assert refusal(written) == (
        "saphan: The file interviews.xlsx unpacks to far more than a list of interviews; "
        "it was not opened."
    )


def test_a_workbook_behind_a_password(written: Written, path: Path, refusal: Refusal) -> None:
    damage.write_locked(path)
    assert refusal(written) == (
        f"saphan: The file {path.name} is protected by a password; save a copy without one."
    )


def test_a_workbook_of_the_old_kind_is_read(written: Written, run: Run) -> None:
    tables = Tables.of_amounts(1000, "2,000", 3000, more=1)
    interviews, roster = (one.with_suffix(".xls") for one in (written.interviews, written.roster))
    sheets = {
        "interviews": (INTERVIEWS, tables.interviews),
        "payments": (PAYMENTS, tables.payments),
    }
    write_old(interviews, sheets)
    write_old(roster, {"roster": (ROSTER, tables.roster)})
    ended = run(replace(written, interviews=interviews, roster=roster))
    assert (ended.code, ended.error) == (0, "")
    assert ended.audit["rejected"] == []
    assert ended.audit["plan"]["total_minor"] == 4 * 200_000


def test_a_workbook_whose_ending_lies_is_read(written: Written, run: Run) -> None:
    """What the file holds decides, not what it is called."""
    renamed = written.roster.with_suffix(".csv")
    shutil.move(written.roster, renamed)
    ended = run(replace(written, roster=renamed))
    assert ended.audit["plan"]["total_minor"] == 4 * 200_000


def test_the_wrong_sheet_comes_first(written: Written, refusal: Refusal) -> None:
    book = openpyxl.load_workbook(written.interviews)
    book.create_sheet("Notes", 0).append(["please", "read"])
    book.save(written.interviews)
    assert refusal(written) == (
        "saphan: The sheet Notes of interviews.xlsx lacks the column interview_code; "
        "it has: please, read."
    )


def test_the_sheet_of_payments_is_missing(written: Written, refusal: Refusal) -> None:
    book = openpyxl.load_workbook(written.interviews)
    book["payments"].title = "paid"
    book.save(written.interviews)
    assert refusal(written) == (
        "saphan: The file interviews.xlsx has no sheet named payments; it has: interviews, paid."
    )


@pytest.mark.parametrize("column", ["worker_code", "nationality", "agent", "scheme"])
def test_a_column_is_missing_or_stands_twice(
    written: Written, refusal: Refusal, column: str
) -> None:
    rows = Tables.of_amounts(1).roster
    others = [one for one in ROSTER if one != column]
    write_workbook(written.roster, {"roster": (others, rows)})
    assert refusal(written).startswith(
        f"saphan: The sheet roster of roster.xlsx lacks the column {column}; it has: "
    )
    write_workbook(written.roster, {"roster": ([*ROSTER, column], rows)})
    assert refusal(written) == (
        f"saphan: The sheet roster of roster.xlsx has the column {column} twice."
    )


@pytest.mark.parametrize("role", ["interviews", "roster"])
def test_headings_alone_are_no_rows(written: Written, refusal: Refusal, role: str) -> None:
    tables = Tables.of_amounts(1000)
    if role == "interviews":
        tables.interviews, tables.payments = [], []
    else:
        tables.roster = []
    write(written.roster.parent, tables)
    assert refusal(written) == f"saphan: The file {role}.xlsx holds no rows."


def test_rates_may_be_empty_when_everything_was_paid_in_baht(written: Written, run: Run) -> None:
    written.rates.write_text(as_csv(RATES, []), encoding="utf-8")
    assert run(written).audit["plan"]["total_minor"] == 4 * 200_000


@pytest.mark.parametrize(
    ("taken", "by"),
    [("interviews", "roster"), ("roster", "rates"), ("interviews", "rates"), ("rates", "roster")],
)
def test_one_file_for_two_roles(written: Written, refusal: Refusal, taken: str, by: str) -> None:
    """The sheet of interviews has every column of a roster; the others would be forgotten."""
    place: Path = getattr(written, taken)
    assert refusal(replace(written, **{by: place})) == (
        f"saphan: The file {place.name} is given twice; interviews, roster and rates are files of "
        "their own."
    )


def test_more_rows_than_any_site_has(written: Written, refusal: Refusal) -> None:
    written.roster.write_text("worker_code\n" + "W1\n" * (MOST_ROWS + 1), encoding="ascii")
    assert refusal(written) == (
        f"saphan: A sheet of roster.xlsx holds more than {MOST_ROWS} rows; split it."
    )
