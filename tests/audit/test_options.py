"""Options that cannot be used: exit 2, one sentence, nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from saphan.cli import main
from tests.audit.conftest import Ended
from tests.audit.tables import Tables, Written, write

Refusal = Callable[..., str]
WRONG = [
    ("--method mean", "argument --method: invalid choice"),
    ("--definition both", "argument --definition: invalid choice"),
    ("--range all", "argument --range: invalid choice"),
    ("--window week", "argument --window: invalid choice"),
    ("--as-of 2026-11", "argument --as-of: a day is needed, like 2026-11-23"),
    ("--as-of 31/02/2569", "argument --as-of: a day is needed, like 2026-11-23"),
    ("--as-of 9999-12-31", "argument --as-of: a day is needed, like 2026-11-23"),
    ("--as-of=", "argument --as-of: a day is needed, like 2026-11-23"),
    ("--first-payroll 2027", "argument --first-payroll: a month is needed, like 2027-01"),
    ("--first-payroll 2027-13", "argument --first-payroll: a month is needed, like 2027-01"),
    ("--instalments six", "argument --instalments: invalid int value"),
    ("--instalments 0", "The number of instalments lies between 1 and 60."),
    ("--instalments 61", "The number of instalments lies between 1 and 60."),
    ("--instalments 999999999999999999999", "The number of instalments lies between 1 and 60."),
    ("--interest 0.05", "Interest needs a rate and the reason for it."),
    ("--interest 0.05 --interest-reason=", "Interest needs a rate and the reason for it."),
    ("--interest nan --interest-reason law", "argument --interest: a number is needed, like 0.05"),
    ("--interest 5 --interest-reason law", "An interest rate lies above 0 and at most 1"),
    ("--interest -1 --interest-reason law", "An interest rate lies above 0 and at most 1"),
    ("--interest-reason law", "An interest rate lies above 0 and at most 1"),
    ("--flat MM", "argument --flat: a corridor and baht are needed, like MM=15000"),
    ("--flat MM=", "argument --flat: a corridor and baht are needed, like MM=15000"),
    ("--flat MM=many", "argument --flat: a corridor and baht are needed, like MM=15000"),
    ("--flat TH=1", "argument --flat: a corridor and baht are needed, like MM=15000"),
    ("--flat MM=1", "A flat amount needs a note of who agreed on it."),
    ("--flat MM=-1 --flat-reason law", "A flat amount lies between 0 and 5000000 baht."),
    ("--flat MM=1e9 --flat-reason law", "argument --flat: a corridor and baht are needed"),
    ("--flat MM=1 --flat MM=2 --flat-reason law", "Two flat amounts are given for MM."),
    ("--bonus 5", "unrecognized arguments: --bonus 5"),
]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return write(tmp_path, Tables.of_amounts(1000, 2000))


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_an_option_that_cannot_be_used(
    written: Written, refusal: Refusal, given: str, said: str
) -> None:
    sentence = refusal(written, *given.split())
    assert said in sentence
    assert sentence.startswith("saphan")
    assert "<" not in sentence


def test_the_codes_to_choose_from_are_listed_as_they_are_typed(
    written: Written, refusal: Refusal
) -> None:
    """Python puts them in quotes or does not, depending on its version."""
    assert refusal(written, "--method", "mean").replace("'", "") == (
        "saphan audit: argument --method: invalid choice: mean (choose from individual, median, "
        "p75, max, flat) (see saphan audit --help)"
    )


@pytest.mark.parametrize("option", ["--roster", "--out"])
def test_what_an_audit_cannot_do_without(
    written: Written, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    given = written.arguments(written.roster.parent / "out")
    at = given.index(option)
    with pytest.raises(SystemExit, match="2"):
        main(given[:at] + given[at + 2 :])
    assert capsys.readouterr().err == (
        f"saphan audit: the following arguments are required: {option} (see saphan audit --help)\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("", b"", "The law book cannot be found at {rules}."),
        ("notes.txt", b"", "The law book at {rules} holds no rule about recruitment fees."),
        ("a.yaml", b"a: [1", "The law book at {rules} holds no rule about recruitment fees."),
    ],
)
def test_a_law_book_without_rules_is_no_answer(
    written: Written, tmp_path: Path, refusal: Refusal, name: str, content: bytes, said: str
) -> None:
    """Without a rule nobody would be owed anything."""
    rules = tmp_path / "rules"
    if name:
        rules.mkdir()
        (rules / name).write_bytes(content)
    assert refusal(written, "--rules", str(rules)) == "saphan: " + said.format(rules=rules)


def test_reasons_are_said_on_one_line(written: Written, run: Callable[..., Ended]) -> None:
    given = ["--interest", "0.05", "--interest-reason", " as\nagreed\x1b[31m\u202e "]
    said = [one for one in run(written, *given).audit["assumptions"] if "agreed" in one]
    assert len(said) == 1
    assert "as agreed[31m" in said[0]
