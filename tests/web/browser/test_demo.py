"""The demo as somebody starts it: built once, labelled, and the same at the second start."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import urllib.request
from datetime import date

from playwright.sync_api import expect

from saphan.cli.demo import cut_off
from saphan.demo.scenes import STAGED, three_months_before
from saphan.demo.world import LOG_INS, PASSWORD
from saphan.domain.care.referral import ReferralState
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


def test_no_notice_leaves_the_demo() -> None:
    around = {"SAPHAN_SMS_URL": "https://real.example.org", "SAPHAN_LINE_TOKEN": "x", "PATH": "/"}
    cut_off(around)
    assert around.pop("SAPHAN_SMS_URL").endswith(".invalid/send")
    assert around.pop("SAPHAN_SMS_FIELDS")
    assert around == {"PATH": "/"}


def test_an_overcharge_can_be_clicked_to_a_case(visit: As) -> None:
    """Whoever holds both jobs: from the fee audit to the case; the worker had agreed before."""
    one = visit("coordinator")
    page = one.open("/recruitment/")
    page.locator("tbody a").first.click()
    one.open(f"{one.path}interviews/of/I002/")
    page.get_by_role("link", name="Open a case about it").click()
    expect(page.locator("main")).to_contain_text("The worker agreed that we keep a record.")
    page.get_by_role("button", name="Open the case").click()
    page.wait_for_url(re.compile("/care/cases/K-"))
    expect(page.locator("main")).to_contain_text("Recruitment fee or overcharge")
    visit("coordinator-th").open(one.path)


def test_what_seldom_happens_can_be_seen(visit: As) -> None:
    one = visit("counsellor")
    cells = one.open("/care/joint/").locator("tbody tr").all_inner_texts()
    assert any("No answer yet" in cell and "\t7\t75" in cell for cell in cells), cells
    assert any(cell.startswith("The client") and cell.endswith("\t–") for cell in cells), cells
    told = one.open("/notices/").locator("main").inner_text()
    for state in ("A person has to tell", "Not delivered", "Told by a person", "Sent"):
        assert state in told, state
    due = one.open("/care/due/?whose=all").locator("main").inner_text()
    for what in ("Review of a closed case", "Follow-up", "days late"):
        assert what in due, what


def test_everything_a_trainer_needs_is_on_the_stage(demo: Demo) -> None:
    """Read from the file of the demo: what a case can hold, each at least once."""
    with sqlite3.connect(f"file:{demo.home / 'saphan.sqlite3'}?mode=ro", uri=True) as kept:

        def one(asked: str) -> int:
            return int(kept.execute(f"select count(*) from {asked}").fetchone()[0])

        def words(asked: str) -> set[str]:
            return {row[0] for row in kept.execute(f"select distinct {asked}")}

        assert words("state from care_referral") == {state.value for state in ReferralState}
        assert {"protocol_opened", "reopened", "kr7_withdrawn", "member_stopped"} <= words(
            "kind from care_step"
        )
        assert {"open", "accepted"} <= words(
            "state from care_offer where conditions like '%withd%'"
        )
        assert one("care_offer where pressed") >= 1
        assert one("care_sum where kind = 'paid' and offer_id is not null") >= 4
        assert one("care_respondent") >= 3
        assert one("care_referral where protocol_id is not null and details like '%name%'") >= 1
        assert {"won", "partial"} <= words("outcome from care_case where closed_on is not null")
        assert one("care_case") >= STAGED + 1
        assert words("name from care_organization where directory = 'here'") == {
            *("Invented Legal Clinic", "Invented Complaint Desk", "Invented Health Post")
        }


def test_a_review_is_due_today_or_a_few_days_ago() -> None:
    for day, before in (("2026-11-26", "2026-08-26"), ("2026-05-31", "2026-02-28")):
        assert three_months_before(date.fromisoformat(day)) == date.fromisoformat(before)
    assert three_months_before(date(2026, 1, 5)) == date(2025, 10, 5)
