"""The interview form from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from saphan.cli import main
from saphan.pillars.recruitment.forms.interview import interview_form


def test_the_form_is_the_one_of_the_page(tmp_path: Path) -> None:
    assert main(["form", str(tmp_path / "form.xlsx")]) == 0
    assert (tmp_path / "form.xlsx").read_bytes() == interview_form()


def test_no_file_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "form.xlsx"
    there.write_text("mine")
    assert main(["form", str(there)]) == 2
    assert there.read_text() == "mine"
    assert "form.xlsx already" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["missing/form.xlsx", "zero\0byte.xlsx"])
def test_a_place_where_nothing_can_be_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["form", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
