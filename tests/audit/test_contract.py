"""The files that other programs read: exact keys, whole satang, codes, without a server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.audit.conftest import Ended
from tests.audit.tables import Tables, Written, interview, payment, rate, worker, write

AUDIT = {"rejected", "payments", "cohorts", "plan", "assumptions"}
REJECTED = {"file", "sheet", "row", "column", "reason"}
PAYMENT = {"interview_code", "item", "amount_minor", "currency", "thb_minor", "verdicts"}
VERDICT = {"verdict", "rule", "source", "standing", "reason"}
COHORT = {
    *("nationality", "agent", "scheme", "window", "interviewed", "headcount"),
    *("median_minor", "p75_minor", "max_minor", "total_minor"),
}
PLAN = {"method", "definition", "total_minor", "lines", "unresolved"}
LINE = {"worker_code", "amount_minor", "leaver", "cohort"}
BRAND_COHORT = {
    *("nationality", "agent", "scheme", "window"),
    *("headcount", "interviewed", "median_minor", "total_minor", "suppressed"),
}
FILES = ["audit.json", "brand.json", "report.html", "report.pdf", "schedule.xlsx"]
VERDICTS = {"prohibited", "over_cap", "permitted", "not_applicable", "unknown"}
STANDINGS = {"verified", "secondary", "secondary_text", "derived", "unverified", "disputed", ""}


def site() -> Tables:
    """Seven heard of nine, one of them in another cohort, one leaver, one bad row, one refund."""
    tables = Tables.of_amounts(1000, "2000.50", 3000, 4000, 5000, 6000, 7000, more=2)
    tables.payments[0].update(currency="USD", paid_on="2024-03-15", amount="30.01", refunded=1)
    tables.payments[1].update(amount="", amount_min=1000, amount_max=3001)
    tables.payments.append(payment(3, 100, currency="MMK", paid_on="2024-03-15"))
    tables.payments.append(payment(3, 100, item="tea"))
    tables.roster[8].update(status="left", left_on="2025-06-30")
    tables.roster.append(worker("X1", agent="Agency B"))
    tables.interviews.append(interview(9, "S1"))
    tables.rates = [rate("2024-03-01", "USD", "35.333333")]
    return tables


@pytest.fixture
def ended(tmp_path: Path, run: Callable[..., Ended]) -> Ended:
    return run(write(tmp_path, site()))


def test_five_files_and_a_word_about_them(ended: Ended) -> None:
    assert (ended.code, ended.error) == (0, "")
    assert sorted(one.name for one in ended.out.iterdir()) == FILES
    assert str(ended.out) in ended.said
    assert "2 rows not used" in ended.said


def test_the_audit_has_the_promised_keys(ended: Ended) -> None:
    audit = ended.audit
    assert audit.keys() >= AUDIT
    for entries, keys in ((audit["rejected"], REJECTED), (audit["payments"], PAYMENT)):
        assert entries
        assert all(one.keys() >= keys for one in entries)
    assert all(one.keys() >= COHORT for one in audit["cohorts"])
    assert audit["plan"].keys() >= PLAN
    assert all(one.keys() >= LINE for one in audit["plan"]["lines"])
    assert all(one.keys() >= {"worker_code", "reason"} for one in audit["plan"]["unresolved"])
    for one in audit["payments"]:
        assert set(one["verdicts"]) == {"ilo", "destination", "origin"}
        for verdict in one["verdicts"].values():
            assert verdict.keys() >= VERDICT
            assert verdict["verdict"] in VERDICTS
            assert verdict["standing"] in STANDINGS
            assert verdict["reason"].strip().endswith(".")


def test_the_figures_are_those_of_the_issue(ended: Ended) -> None:
    """30.01 dollars at 35.333333 are 1,060.35; one dollar came back. A range counts its middle."""
    audit = ended.audit
    first = next(one for one in audit["payments"] if one["currency"] == "USD")
    assert (first["amount_minor"], first["thb_minor"]) == (3001, 106_035)
    middle = next(one for one in audit["payments"] if one["interview_code"] == "I2")
    assert (middle["amount_minor"], middle["thb_minor"]) == (200_050, 200_050)
    without_rate = next(one for one in audit["payments"] if one["currency"] == "MMK")
    assert without_rate["thb_minor"] is None
    [own, other] = audit["cohorts"]
    assert own["agent"] == "Agency A"
    assert (own["interviewed"], own["headcount"]) == (8, 9)
    assert [own[name] for name in ("median_minor", "p75_minor", "max_minor")] == [
        *(350_000, 525_000, 700_000),
    ]
    assert own["total_minor"] == 9 * 350_000 == audit["plan"]["total_minor"]
    assert [other[name] for name in ("agent", "interviewed", "headcount", "total_minor")] == [
        *("Agency B", 0, 1, None),
    ]
    plan = audit["plan"]
    assert [one["worker_code"] for one in plan["lines"]] == [f"W{n}" for n in range(1, 10)]
    assert [one["worker_code"] for one in plan["lines"] if one["leaver"]] == ["W9"]
    assert [one["worker_code"] for one in plan["unresolved"]] == ["S1", "X1"]


def test_rejected_rows_name_file_sheet_row_and_column(ended: Ended) -> None:
    told = [
        tuple(one[name] for name in ("file", "sheet", "row", "column"))
        for one in ended.audit["rejected"]
    ]
    assert sorted(told) == [
        ("interviews.xlsx", "payments", 9, "currency"),
        ("interviews.xlsx", "payments", 10, "item"),
    ]
    assert all(one["reason"].endswith(".") for one in ended.audit["rejected"])


def minors(value: Any) -> Iterator[object]:
    """Every amount anywhere in a file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name.endswith("_minor"):
                yield inner
            yield from minors(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from minors(inner)


def test_amounts_are_whole_and_no_figure_is_a_float(ended: Ended) -> None:
    for text in ("audit.json", "brand.json"):
        content = (ended.out / text).read_text(encoding="utf-8")
        floats: list[str] = []
        found = list(minors(json.loads(content, parse_float=floats.append)))
        assert floats == []
        assert found
        assert all(one is None or type(one) is int for one in found)


def test_the_brand_has_exactly_the_promised_keys(ended: Ended) -> None:
    assert set(ended.brand) == {"cohorts", "total_minor"}
    assert all(set(one) == BRAND_COHORT for one in ended.brand["cohorts"])
    [own, other] = ended.brand["cohorts"]
    assert own["suppressed"] is False
    assert (own["headcount"], own["interviewed"], own["median_minor"]) == (9, 8, 350_000)
    assert other["suppressed"] is True
    figures = ("headcount", "interviewed", "median_minor", "total_minor")
    assert [other[name] for name in figures] == [None] * 4
    assert ended.brand["total_minor"] is None


def test_the_assumptions_say_every_choice(tmp_path: Path, run: Callable[..., Ended]) -> None:
    interest = ["--interest", "0.05", "--interest-reason", "an agreement"]
    more = ["--window", "quarter", "--range", "high", "--definition", "law", "--instalments", "6"]
    ended = run(write(tmp_path, site()), "--method", "p75", *more, *interest)
    said = " ".join(ended.audit["assumptions"])
    assert all(isinstance(one, str) and one.endswith(".") for one in ended.audit["assumptions"])
    for words in (
        *("2026-11-23", "75th percentile", "law at destination", "quarter", "highest amount"),
        *("type 7", "half-up", "31 days", "a test", "Refunds", "5 per cent", "an agreement"),
        *("6 instalments", "without any deduction", "gives up any claim", "not legal advice"),
    ):
        assert words in said, words


@pytest.mark.parametrize("window", ["month", "quarter", "year"])
def test_windows_are_named_by_their_days(
    tmp_path: Path, run: Callable[..., Ended], window: str
) -> None:
    ended = run(write(tmp_path, site()), "--window", window)
    expected = {"month": "2024-03", "quarter": "2024-Q1", "year": "2024"}[window]
    assert {one["window"] for one in ended.audit["cohorts"]} == {expected}


def test_the_same_files_make_the_same_answer_in_any_order(
    tmp_path: Path, run: Callable[..., Ended]
) -> None:
    """All sheets turned round; only the places of rows in their files may differ."""
    tables = site()
    turned = Tables(*(list(reversed(rows)) for rows in vars(tables).values()))
    answers = []
    for name, one in (("as-is", tables), ("turned", turned)):
        folder = tmp_path / name
        folder.mkdir()
        ended = run(write(folder, one), "--method", "individual")
        answers.append((without_rows(ended.audit), ended.brand))
    assert answers[0] == answers[1]


def without_rows(audit: Any) -> Any:
    if isinstance(audit, dict):
        return {name: without_rows(one) for name, one in audit.items() if name != "row"}
    if isinstance(audit, list):
        return [without_rows(one) for one in audit]
    return audit


def test_the_schedule_adds_up(ended: Ended) -> None:
    """Somebody who only has the workbook can follow every satang of it."""
    book = openpyxl.load_workbook(ended.out / "schedule.xlsx", read_only=True, data_only=True)
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    workers = [row for row in rows if re.fullmatch(r"W\d", str(row[0]))]
    lines = ended.audit["plan"]["lines"]
    assert {str(row[0]): int(Decimal(str(row[1])) * 100) for row in workers} == {
        one["worker_code"]: one["amount_minor"] for one in lines
    }
    words = {str(cell) for row in rows for cell in row if cell is not None}
    assert "X1" in words
    assert not words & {f"I{number}" for number in range(1, 10)}


def test_an_as_of_date_may_be_of_either_era(tmp_path: Path, run: Callable[..., Ended]) -> None:
    common = run(write(tmp_path, site()))
    buddhist = run(write(tmp_path, site()), "--as-of", "2569-11-23")
    assert buddhist.audit == common.audit


def test_without_an_as_of_date_it_is_today(tmp_path: Path) -> None:
    from saphan.cli import main

    written = write(tmp_path, Tables.of_amounts(1000))
    given = written.arguments(tmp_path / "out")
    at = given.index("--as-of")
    assert main(given[:at] + given[at + 2 :]) == 0
    audit = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    assert audit["terms"]["as_of"] == date.today().isoformat()  # noqa: DTZ011


def test_it_works_without_a_database_a_log_in_or_a_home(
    tmp_path: Path, demo_files: Written
) -> None:
    """An empty environment, a folder of its own, no settings of Django, nothing left behind."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    given = demo_files.arguments(tmp_path / "out", "--method", "median")
    code = (
        "import sys; from saphan.cli import main; code = main(sys.argv[1:]);"
        "assert 'django.db' not in sys.modules; sys.exit(code)"
    )
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, "-c", code, *given],
        cwd=place,
        env=kept | {"HOME": str(place)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == FILES
    assert list(place.iterdir()) == []
