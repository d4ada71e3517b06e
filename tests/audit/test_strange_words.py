"""Words that could break a page, a paper or a spreadsheet stay words."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from tests.audit.conftest import Ended
from tests.audit.damage import write_plainly
from tests.audit.tables import INTERVIEWS, PAYMENTS, ROSTER, Tables, write

Run = Callable[..., Ended]
MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><a href='javascript:alert(1)'>",
    "&lt;b&gt;&amp;",
    "{{ 7*7 }} {% load x %}",
    '#import "x.typ": * $x$ *b* _i_ `c` @ref <l> \\ [ ] // /*',
]
PLAIN = [
    "😀👩‍🔧 Agency",
    "שלום سلام Agency",
    "ဦးအောင် ကျော်",
    "ក្រុមហ៊ុន ខ",
    "ບໍລິສັດ ກ",
    "Công ty Đưa",
]
#: The same name as older Burmese telephones write it.
ZAWGYI, UNICODE = "ဦးေအာင္ ေက်ာ္", "ဦးအောင် ကျော်"
FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+66 2", "-1-2", "\t=2+2"]


def audited(folder: Path, run: Run, agent: str) -> Ended:
    """Seven workers who name such an agent and wrote it as their reason, too."""
    tables = Tables.of_amounts(*range(1000, 1700, 100))
    for row in (*tables.interviews, *tables.roster):
        row["agent"] = agent
    for row in tables.interviews:
        row["site"] = agent
    given = ["--interest", "0.05", f"--interest-reason={agent}"]
    ended = run(write(folder, tables), *given)
    assert (ended.code, ended.error) == (0, "")
    return ended


def test_zawgyi_comes_in_as_unicode(tmp_path: Path, run: Run) -> None:
    ended = audited(tmp_path, run, ZAWGYI)
    assert [one["agent"] for one in ended.audit["cohorts"]] == [UNICODE]


@pytest.mark.parametrize("agent", [*MARKUP, *PLAIN])
def test_words_stay_words(tmp_path: Path, run: Run, agent: str) -> None:
    ended = audited(tmp_path, run, agent)
    assert [one["agent"] for one in ended.audit["cohorts"]] == [agent]
    assert [one["agent"] for one in ended.brand["cohorts"]] == [agent]
    page = (ended.out / "report.html").read_text(encoding="utf-8")
    assert agent in unescape(page)
    assert (ended.out / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_no_markup_of_a_file_reaches_the_page(tmp_path: Path, run: Run) -> None:
    """The tags of the page are those of a page about an agent without markup."""
    plain, marked = (
        _tags((audited(tmp_path, run, agent).out / "report.html").read_text(encoding="utf-8"))
        for agent in ("Agency A", " ".join(MARKUP))
    )
    assert marked == plain


def _tags(page: str) -> list[str]:
    return re.findall(r"<[/!]?\w+", page)


def test_signs_that_nobody_sees_are_taken_out(tmp_path: Path, run: Run) -> None:
    """A sign that turns the direction of writing would show another name than the file holds."""
    ended = audited(tmp_path, run, "\u200bAgency\u202e A\u2066\n  B\ufeff")
    assert [one["agent"] for one in ended.audit["cohorts"]] == ["Agency A B"]


def test_no_cell_of_the_schedule_is_a_formula(tmp_path: Path, run: Run) -> None:
    """The names come as texts, since a library would write formulas of them."""
    tables = Tables.of_amounts(*range(len(FORMULAS)))
    for row, listed, agent in zip(tables.interviews, tables.roster, FORMULAS, strict=True):
        row["agent"] = listed["agent"] = agent
    written = write(tmp_path, Tables.of_amounts(1))
    sheets = {
        "interviews": (INTERVIEWS, tables.interviews),
        "payments": (PAYMENTS, tables.payments),
    }
    write_plainly(written.interviews, sheets)
    write_plainly(written.roster, {"roster": (ROSTER, tables.roster)})
    ended = run(written)
    assert ended.audit["rejected"] == []
    book = openpyxl.load_workbook(ended.out / "schedule.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    for agent in FORMULAS:
        assert any(agent.strip() in str(cell.value) for cell in cells)


def test_such_words_in_a_refused_row_stay_words(tmp_path: Path, run: Run) -> None:
    tables = Tables.of_amounts(1000, 2000)
    tables.payments[0]["item"] = MARKUP[0]
    ended = run(write(tmp_path, tables))
    assert ended.audit["rejected"][0]["reason"].startswith(f"“{MARKUP[0]}” is not one of")
    assert MARKUP[0] not in (ended.out / "report.html").read_text(encoding="utf-8")
