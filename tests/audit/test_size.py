"""Large files end within bounds: fifty thousand payments, fifty thousand cohorts."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from saphan.pillars.recruitment.extract import report_cohorts
from tests.audit.conftest import Ended
from tests.audit.damage import write_plainly
from tests.audit.tables import INTERVIEWS, PAYMENTS, Tables, interview, payment, worker, write

Run = Callable[..., Ended]
MANY = 50_000
#: Generous bounds for a busy machine; benchmarks/audit.py measures on a quiet one.
MOST_SECONDS = 30
MOST_KILOBYTES = 1_500_000


def test_fifty_thousand_payments(tmp_path: Path, run: Run) -> None:
    """A hundred workers told five hundred payments each; one row in a thousand is no payment."""
    tables = Tables.of_amounts(*[0] * 100)
    tables.payments = [
        payment(1 + at % 100, -1 if at % 1000 == 0 else 1 + at % 7) for at in range(MANY)
    ]
    written = write(tmp_path, Tables(roster=tables.roster))
    sheets = {
        "interviews": (INTERVIEWS, tables.interviews),
        "payments": (PAYMENTS, tables.payments),
    }
    write_plainly(written.interviews, sheets)
    begun = time.monotonic()
    ended = run(written, "--method", "individual")
    assert time.monotonic() - begun < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MOST_KILOBYTES
    assert (ended.code, ended.error) == (0, "")
    audit = ended.audit
    good = [row for row in tables.payments if row["amount"] != -1]
    assert len(audit["payments"]) == len(good) == MANY - 50
    assert audit["plan"]["total_minor"] == 100 * sum(int(str(row["amount"])) for row in good)
    rows = [(one["row"], one["column"]) for one in audit["rejected"]]
    assert rows == [(at + 2, "amount") for at in range(0, MANY, 1000)]


def test_thousands_of_cohorts_are_not_all_listed_on_the_paper(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column of names where the agent should stand makes a cohort of everybody."""
    monkeypatch.setattr(report_cohorts, "MOST_LISTED", 20)
    tables = Tables()
    for number in range(1, 61):
        agent = {"agent": f"Agent {number:02d}"}
        tables.roster += [worker(f"W{number}-{at}", **agent) for at in range(1 + number // 31)]
        tables.interviews.append(interview(number, f"W{number}-0", **agent))
    ended = run(write(tmp_path, tables))
    page = (ended.out / "report.html").read_text(encoding="utf-8")
    listed = [number for number in range(1, 61) if f"Agent {number:02d}" in page]
    assert listed == list(range(31, 51))
    assert "40 smaller cohorts are not listed here." in page
    assert len(ended.audit["cohorts"]) == len(ended.brand["cohorts"]) == 60
