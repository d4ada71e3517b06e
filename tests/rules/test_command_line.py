"""``saphan rules`` on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from saphan.cli.rules import add

from .samples import CASES, CHECKOUT, RULE, write


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser(prog="saphan")
    add(parser.add_subparsers(required=True))
    args = parser.parse_args(["rules", *map(str, words)])
    code: int = args.func(args)
    return code


LAW = ("--rules", CHECKOUT / "rules")


def test_check_says_that_all_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*LAW, "check", "--on", "2026-11-24") == 0
    assert "rules are right, with 0 warnings" in capsys.readouterr().out


def test_check_prints_one_line_for_each_defect(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(folder, RULE, CASES.replace("value: 200", "value: 300"))
    assert run("--rules", folder, "check", "--on", "2026-11-24") == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{str(path).replace('.yaml', '.cases.yaml')}:3: case 2: ")


def test_check_warns_of_rows_nobody_checked_and_still_agrees(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--rules", folder, "check", "--on", "2027-11-24") == 0
    shown = capsys.readouterr().out
    assert "warning: row 2 was last checked on 2026-11-23" in shown
    assert "1 rules are right, with 1 warnings" in shown


def test_show_tells_the_answer_and_who_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("show", "th.wage.minimum.daily", "--on", "2025-01-01", "--here", "TH-24")
    assert run(*LAW, *words) == 0
    shown = capsys.readouterr().out
    assert "THB 400 a day from 2025-01-01" in shown
    assert "https://www.nationthailand.com/news/policy/40044700" in shown
    assert "standing     secondary" in shown


def test_show_tells_since_when_the_answer_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    here = "service_fee/origin_agency/mou/MM"
    assert run(*LAW, "show", "mm.fees.agency-cap", "--on", "2026-11-23", "--here", here) == 0
    shown = capsys.readouterr().out
    assert "Unknown since 2024-03-01" in shown
    assert "300,000" not in shown


def test_show_refuses_a_rule_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*LAW, "show", "th.no.rule", "--on", "2026-11-23") == 2
    assert capsys.readouterr().err == "There is no rule th.no.rule; see saphan rules list.\n"


def test_show_refuses_a_file_that_is_not_right(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(folder, RULE.replace("value: 100", "value: hundred"))
    assert run("--rules", folder, "show", "th.test.amount", "--on", "2026-11-23") == 2
    assert capsys.readouterr().err == f"{path}:14: a number is needed here\n"


def test_a_day_must_be_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(*LAW, "show", "th.wage.minimum.daily", "--on", "23.11.2569")
    assert "is not a day like 2026-11-23" in capsys.readouterr().err


def test_list_by_topic(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*LAW, "list", "--topic", "deductions") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("th.deductions.") for line in lines)


def test_list_of_no_topic_names_the_topics(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*LAW, "list", "--topic", "weather") == 2
    assert "wages" in capsys.readouterr().err


def test_changed_since(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--rules", folder, "changed", "--since", "2021-12-31") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-23  checked  th.test.amount  (row 1 and 1 more)",
        "2022-01-01  from     th.test.amount  (row 2)",
        "2021-12-31  until    th.test.amount  (row 1)",
    ]
    assert run("--rules", folder, "changed", "--since", "2027-01-01") == 0
    assert "Nothing began" in capsys.readouterr().out


def test_a_missing_law_book_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--rules", tmp_path / "no", "check", "--on", "2026-11-23") == 2
    assert capsys.readouterr().err.startswith("There is no law book in ")
