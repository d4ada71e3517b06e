"""The first job as an officer does it on the screen, with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from saphan.demo.plant import plant
from saphan.demo.world import PASSWORD
from tests.audit import by_hand
from tests.web.browser.conftest import DESK, PHONE, As, Demo, Visit

KINDS = {
    "roster.xlsx": "The roster: every worker of the site",
    "interviews.xlsx": "Interviews with their payments",
    "rates.csv": "Exchange rates with their source",
}
KEPT = {"roster.xlsx": "1,150 rows", "interviews.xlsx": "120 rows", "rates.csv": "360 rows"}


def total(method: str) -> str:
    """What a second computation says the plant is owed, as a page shows it."""
    made = plant()
    found = by_hand.audit(
        made.interviews,
        made.payments,
        made.roster,
        made.rates,
        method=method,
        definition="ilo",
        choice="middle",
    )
    return f"{found.total // 100:,}.{found.total % 100:02d}"


def open_audit(one: Visit, title: str) -> str:
    """A new audit; gives the path of its overview."""
    page = one.open("/recruitment/")
    page.get_by_role("link", name="Open an audit").click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator("h1")).to_have_text(title)
    return one.path


def bring(page: Page, folder: Path, name: str, *, kind: str = "") -> None:
    """Bring in one of the files of the demo."""
    page.get_by_role("link", name="Bring in a file").click()
    page.get_by_label(kind or KINDS[name]).check()
    page.get_by_label("File", exact=True).set_input_files(folder / name)
    page.get_by_role("button", name="Check and keep").click()


def banners(page: Page) -> Sequence[str]:
    """What the next page says was done; a busy machine may take a while to show it."""
    page.locator(".banner p").first.wait_for()
    return page.locator(".banner p").all_inner_texts()


def test_three_files_in_and_a_plan_out(demo: Demo, visit: As) -> None:
    """The files that the demo keeps for teaching give its figures, and can be taken back."""
    one = visit("officer", DESK)
    overview = open_audit(one, "Invented Plant 1 again")
    page, files = one.page, demo.home / "files"
    bring(page, files, "interviews.xlsx")
    assert "Bring in the roster first" in page.locator(".faults").inner_text()
    one.open(overview)
    for name in KINDS:
        bring(page, files, name)
        assert KEPT[name] in banners(page)[0]
        assert page.locator("h1").inner_text() == name
        page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="Decide a plan").click()
    page.get_by_label("Cohort 75th percentile").check()
    page.get_by_label("As of").fill("23.11.2569")
    page.get_by_label("Why this plan is decided now").fill("Invented reason")
    page.get_by_role("button", name="Decide").click()
    assert banners(page) == ["Version 1 of the plan was decided."]
    assert "same to the satang" in page.locator(".lead").inner_text()
    assert total("p75") in page.locator("dl.summary").first.inner_text()
    one.open(overview)
    bring(page, files, "rates.csv", kind=KINDS["roster.xlsx"])
    expect(page).to_have_url(re.compile("/columns/"))  # a file with other headings is asked about
    one.open(overview)
    page.get_by_role("link", name="rates.csv").click()
    page.get_by_role("button", name="Take this file back").click()
    assert banners(page) == ["The file was taken back with everything it brought."]
    assert one.path == overview
    assert page.locator("tr", has_text="rates.csv").inner_text().count("taken back") == 1


def test_nothing_needs_javascript(demo: Demo, visit: As) -> None:
    """A file in, a plan that is refused and keeps its words, a table filtered, a file back."""
    one = visit("officer", PHONE, script=False)
    overview = open_audit(one, "Without script (invented)")
    page = one.page
    bring(page, demo.home / "files", "rates.csv")
    assert KEPT["rates.csv"] in banners(page)[0]
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="Decide a plan").click()
    page.get_by_label("Why this plan is decided now").fill("Invented reason")
    page.get_by_role("button", name="Decide").click()
    assert "no roster yet" in page.locator(".faults").inner_text()
    assert page.get_by_label("Why this plan is decided now").input_value() == "Invented reason"
    one.open(overview)
    page.get_by_label("Filter").fill("rates")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile("q=rates"))
    page.get_by_role("link", name="rates.csv").click()
    page.get_by_role("button", name="Take this file back").click()
    expect(page.locator("tr", has_text="rates.csv")).to_contain_text("taken back")


def test_undo_stands_beside_what_was_done(demo: Demo, visit: As) -> None:
    one = visit("officer", PHONE)
    overview = open_audit(one, "Undone at once (invented)")
    bring(one.page, demo.home / "files", "roster.xlsx")
    one.page.locator(".banner").get_by_role("button", name="Undo").click()
    one.page.wait_for_url(f"**{overview}")
    assert "0 workers" in one.page.locator(".steps").inner_text()
    bring(one.page, demo.home / "files", "roster.xlsx")
    assert KEPT["roster.xlsx"] in banners(one.page)[0]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_bad_file_keeps_what_was_chosen(
    demo: Demo, visit: As, tmp_path: Path, script: bool
) -> None:
    one = visit("officer", PHONE, script=script)
    open_audit(one, "Bad files (invented)")
    bad = tmp_path / "photo.xlsx"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    bring(one.page, tmp_path, bad.name, kind=KINDS["rates.csv"])
    assert "not a spreadsheet" in one.page.locator(".faults").inner_text()
    assert one.page.get_by_label(KINDS["rates.csv"]).is_checked()


def test_a_correction_is_a_new_version(visit: As) -> None:
    one = visit("officer", PHONE)
    overview = open_path(one)
    page = one.page
    before = page.locator(".steps a").inner_text()
    page.get_by_role("link", name="Interviews").first.click()
    page.get_by_role("link", name="I005", exact=True).click()
    page.get_by_role("link", name=re.compile("^Correct")).first.click()
    page.get_by_label("Amount, or the lowest").fill("1")
    page.get_by_label("The highest, when it is a range").fill("")
    page.get_by_label("Refunded already").fill("")
    page.get_by_label("Why it is corrected").fill("Invented, for a test")
    page.get_by_role("button", name="Correct and decide anew").click()
    assert "was corrected; version" in banners(page)[0]
    one.open(overview)
    assert page.locator(".steps a").inner_text() != before
    page.locator(".steps a").click()
    expect(page.locator(".lead")).to_contain_text("same to the satang")


def open_path(one: Visit) -> str:
    """The overview of the audit that the demo comes with."""
    page = one.open("/recruitment/")
    page.get_by_role("link", name="Invented Plant 1, assessment 2026").click()
    expect(page.locator(".steps")).to_be_visible()
    return one.path


def test_a_session_that_ends_loses_nothing_typed(demo: Demo, visit: As) -> None:
    """What was typed waits behind the log-in, for the same member only."""
    one = visit("officer")
    open_path(one)
    page = one.page
    page.get_by_role("link", name="Decide a plan").click()
    page.get_by_label("Why this plan is decided now").fill("Typed before the session ended")
    page.get_by_label("Cohort maximum").check()
    page.context.clear_cookies(name="saphan_session")
    page.get_by_role("button", name="Decide").click()
    page.get_by_label("User name").fill("officer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(re.compile(r"^[^?]*/plan/$"))
    assert page.get_by_label("Why this plan is decided now").input_value() == (
        "Typed before the session ended"
    )
    assert page.get_by_label("Cohort maximum").is_checked()


def test_each_table_of_a_page_filters_by_itself(visit: As) -> None:
    one = visit("officer")
    open_path(one)
    page = one.page
    page.locator(".steps a").click()
    expect(page).to_have_url(re.compile("/versions/"))
    first, second = page.locator(".table-part").nth(0), page.locator(".table-part").nth(1)
    others = second.locator("[data-count]").inner_text()
    first.get_by_label("Filter").press_sequentially("W0001")
    first.locator("[data-count]", has_text="1 of").wait_for()
    assert first.locator("tbody tr").count() == 1
    assert second.locator("[data-count]").inner_text() == others
    exported = first.get_by_role("link", name="CSV").get_attribute("href")
    assert exported is not None
    assert "current.q=W0001" in exported
