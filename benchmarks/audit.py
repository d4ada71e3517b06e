"""The fee audit from files to papers: 1,150 workers, and 100,000 payment lines.

Each size is run as a whole process, as an officer runs it. Beside it stands the floor: a process
that only reads the same files with the same reader and writes as many bytes. Nothing that reads
and writes these files can be faster, so the ratio says what the audit itself costs.

    python benchmarks/audit.py [--runs 5] [--save]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from machine import machine

from saphan.demo.files import INTERVIEWS, RATES, ROSTER, write_files
from saphan.demo.plant import Plant, plant

RESULTS = Path(__file__).with_name("results") / "audit.json"
LINES = 100_000
#: What the project promises (seconds of the whole process, megabytes at its highest), for all
#: five files and for the audit alone.
GOALS = {"plant": (3.0, None), "lines": (None, 500), "lines, audit.json alone": (10.0, 500)}

_FLOOR = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
interviews, roster, rates, out, size = sys.argv[1:]
for file in (interviews, roster):
    book = CalamineWorkbook.from_path(file)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
Path(rates).read_text(encoding="utf-8")
Path(out).write_bytes(b"0" * int(size))
"""


@dataclass(frozen=True)
class Run:
    """Seconds and megabytes (highest resident set) of one process."""

    seconds: float
    megabytes: float


_AUDIT_ALONE = """
import sys
from datetime import date
from pathlib import Path
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.outcome import decide
from saphan.domain.recruitment.terms import Terms
from saphan.pillars.recruitment.extract.audit_json import write_audit
from saphan.pillars.recruitment.extract.files import Files, read_files
from saphan.rulebook.charges import load_charges
interviews, roster, rates, out = map(Path, sys.argv[1:])
day = date(2026, 11, 23)
terms = Terms(as_of=day, instalments=6, first_payroll=PartialDate(2027, 1))
intake = read_files(Files(interviews, roster, rates), as_of=day)
write_audit(out, decide(intake, terms, load_charges(None)))
"""


def timed(command: Sequence[str]) -> Run:
    """Run a command to its end; the child's own peak memory is asked from the kernel."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} ended with {child.returncode}")
    return Run(seconds, used.ru_maxrss / 1024)


def many_lines(lines: int) -> Plant:
    """The invented plant again and again under other codes, until there are enough payments.

    The roster holds those who were interviewed, as where a whole region is audited at once.
    """
    base = plant()
    heard = {row["worker_code"] for row in base.interviews}
    base.roster = [row for row in base.roster if row["worker_code"] in heard]
    made = replace(base, roster=[], interviews=[], payments=[])
    for copy in count():
        if len(made.payments) >= lines:
            break
        shift = len(made.interviews)
        made.roster += [
            {**row, "worker_code": f"{row['worker_code']}-{copy}"} for row in base.roster
        ]
        made.interviews += [
            {
                **row,
                "worker_code": f"{row['worker_code']}-{copy}",
                "interview_code": f"{row['interview_code']}-{copy}",
                "_index": int(str(row["_index"])) + shift,
            }
            for row in base.interviews
        ]
        made.payments += [
            {**row, "_parent_index": int(str(row["_parent_index"])) + shift}
            for row in base.payments
        ]
    del made.payments[lines:]
    return made


def made(case: str) -> Plant:
    """The invented files of a case."""
    return plant() if case == "plant" else many_lines(LINES)


def measured(case: str, runs: int, folder: Path) -> Iterator[dict[str, object]]:
    """Audit and floor by turns, so that both meet the same machine."""
    files = folder / case
    # A child inherits the peak of the process that starts it, so nothing large is done here.
    making = [sys.executable, __file__, "--make", case, str(files)]
    subprocess.run(making, check=True)
    out = files / "out"
    given = [str(files / one) for one in (INTERVIEWS, ROSTER, RATES)]
    whole = [sys.executable, "-m", "saphan.cli", "audit", given[0], "--roster", given[1]]
    whole += ["--rates", given[2], "--as-of", "2026-11-23", "--instalments", "6"]
    whole += ["--first-payroll", "2027-01", "--out", str(out)]
    commands = {case: whole}
    if case == "lines":
        alone = [sys.executable, "-c", _AUDIT_ALONE, *given, str(files / "audit.json")]
        commands["lines, audit.json alone"] = alone
    timed(whole)
    size = sum(one.stat().st_size for one in out.iterdir())
    floor = [sys.executable, "-c", _FLOOR, *given, str(files / "floor"), str(size)]
    with (out / "audit.json").open(encoding="utf-8") as told:
        payments = sum('"verdicts"' in line for line in told)
    found: dict[str, list[Run]] = {name: [] for name in (*commands, "floor")}
    for _ in range(runs):
        for name, command in (*commands.items(), ("floor", floor)):
            found[name].append(timed(command))
    for name in commands:
        yield _told(name, found[name], found["floor"], payments)


def _told(name: str, ours: list[Run], floor: list[Run], payments: int) -> dict[str, object]:
    seconds = statistics.median(run.seconds for run in ours)
    least = statistics.median(run.seconds for run in floor)
    goal, memory = GOALS[name]
    return {
        "case": name,
        "payments": payments,
        "seconds": round(seconds, 2),
        "slowest": round(max(run.seconds for run in ours), 2),
        "megabytes": round(max(run.megabytes for run in ours)),
        "floor_seconds": round(least, 2),
        "times_the_floor": round(seconds / least, 1),
        "goal_seconds": goal,
        "goal_megabytes": memory,
    }


def main() -> None:
    """Measure, print, and with ``--save`` keep the figures beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--make", nargs=2, metavar=("CASE", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        write_files(Path(options.make[1]), made(options.make[0]))
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="saphan-bench-") as place:
        cases = [*measured("plant", options.runs, Path(place))]
        cases += measured("lines", max(3, options.runs // 2), Path(place))
    told = {"machine": machine(), "cases": cases}
    print(json.dumps(told, indent=1))
    if options.save:
        RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
