"""The demo as somebody starts it: built once, labelled, and the same at the second start."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request

from saphan.demo.world import LOG_INS, PASSWORD
from tests.web.browser.conftest import As, Demo, environment


def test_the_first_start_builds_and_says_how_to_come_in(demo: Demo) -> None:
    assert demo.said.startswith("Building the invented world")
    assert "Everything in this world is invented." in demo.said
    assert f"Open {demo.address}/" in demo.said
    assert PASSWORD in demo.said
    assert all(re.search(rf"^  {one.username} ", demo.said, re.MULTILINE) for one in LOG_INS)
    with urllib.request.urlopen(f"{demo.address}/health/") as answer:
        assert answer.read() == b"ok\n"


def test_the_second_start_builds_nothing(demo: Demo) -> None:
    files = sorted((demo.home / "files").iterdir())
    assert [file.name for file in files] == ["interviews.xlsx", "rates.csv", "roster.xlsx"]
    before = [file.stat().st_mtime_ns for file in files]
    again = subprocess.run(
        [sys.executable, "-m", "saphan.cli", "demo", "--build-only"],
        env=environment(demo.home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (again.returncode, again.stderr) == (0, "")
    assert "Building" not in again.stdout
    assert PASSWORD in again.stdout
    assert [file.stat().st_mtime_ns for file in files] == before


def test_everybody_comes_in_and_sees_that_it_is_invented(demo: Demo, visit: As) -> None:
    for who, sees_audits in (("officer", True), ("brand", True), ("admin", False)):
        page = visit(who).open("/")
        assert page.locator(".demo").inner_text() == "Invented demo data"
        jobs = page.locator("ul.jobs a", has_text="Fee audits")
        assert bool(jobs.count()) is sees_audits, who
    page = visit("officer-th").open("/recruitment/")
    assert page.locator("html").get_attribute("lang") == "th"
