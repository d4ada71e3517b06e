"""The inspection finds overlaps, holes, failing cases, unused sources and rows nobody checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from saphan.rulebook.book import load
from saphan.rulebook.cases import cases_of
from saphan.rulebook.inspection import inspect

from .samples import CASES, CHECKOUT, RULE, write

TODAY = date(2026, 11, 24)


def sentences(folder: Path, on: date = TODAY) -> list[str]:
    return [defect.sentence for defect in inspect(folder, on=on)]


def test_the_law_book_is_right_and_every_case_passes() -> None:
    assert inspect(CHECKOUT / "rules", on=TODAY) == []


def test_every_rule_has_cases_and_together_they_are_many() -> None:
    counted = {rule.rule: len(cases_of(rule)) for rule in load(CHECKOUT / "rules")}
    assert min(counted.values()) >= 2
    assert sum(counted.values()) > 1000


def test_overlapping_rows_are_found_with_their_line(folder: Path) -> None:
    path = write(folder, RULE.replace("until: 2021-12-31", "until: 2022-06-30"))
    [defect] = [each for each in inspect(folder, on=TODAY) if "overlaps" in each.sentence]
    assert (defect.file, defect.line) == (str(path), 18)


def test_rows_of_different_places_do_not_overlap(folder: Path) -> None:
    text = RULE.replace("until: 2021-12-31", "until: null\n    where: {province: TH-10}")
    text = text.replace(
        "until: null\n    value: 200", "until: null\n    where: {province: TH-11}\n    value: 200"
    )
    write(
        folder,
        text,
        "cases:\n"
        "  - {on: 2022-01-01, here: TH-10, value: 100}\n"
        "  - {on: 2022-01-01, here: TH-11, value: 200}\n",
    )
    assert sentences(folder) == []


def test_a_hole_is_found_in_a_rule_that_claims_to_have_none(folder: Path) -> None:
    gap = RULE.replace("until: 2021-12-31", "until: 2021-12-30")
    cases = CASES.replace("2021-12-31, value: 100", "2021-12-31, unknown: ended")
    write(folder, gap, cases)
    assert sentences(folder) == []
    write(folder, gap.replace("currency: THB", "currency: THB\ncontinuous: true"), cases)
    assert sentences(folder) == ["nothing is said from 2021-12-31 to 2021-12-31"]


def test_a_failing_case_is_found_with_its_line(folder: Path) -> None:
    path = write(folder, RULE, CASES.replace("value: 200", "value: 201"))
    [defect] = inspect(folder, on=TODAY)
    assert defect.file == str(path).replace(".yaml", ".cases.yaml")
    assert defect.line == 3
    assert "expects 201, the rule says 200" in defect.sentence


def test_a_case_that_expects_unknown_must_name_the_right_reason(folder: Path) -> None:
    write(folder, RULE, CASES + "  - {on: 2027-11-24, unknown: last_seen}\n")
    [said] = sentences(folder)
    assert "expects unknown (last_seen), the rule says unknown (not_checked)" in said


def test_a_rule_without_cases_is_found(folder: Path) -> None:
    write(folder, RULE, "cases:\n  - {on: 2022-01-01, value: 200}\n")
    assert sentences(folder) == [
        "the rule needs at least 2 worked cases in th.test.amount.cases.yaml"
    ]


def test_a_case_that_is_not_right_is_found(folder: Path) -> None:
    write(folder, RULE, CASES + "  - {on: 2022-01-01}\n")
    [said] = sentences(folder)
    assert "either a value or unknown" in said


def test_cases_of_no_rule_are_found(folder: Path) -> None:
    stray = folder / "th" / "test" / "th.test.gone.cases.yaml"
    stray.write_text(CASES, encoding="utf-8")
    assert sentences(folder) == ["these cases belong to no rule"]


def test_an_unused_source_is_found(folder: Path) -> None:
    write(folder, RULE.replace("\nrows:", "  letter: {title: A letter}\n\nrows:"), CASES)
    assert sentences(folder) == ["no row uses the source letter"]


def test_a_word_written_twice_is_found(folder: Path) -> None:
    write(folder, RULE.replace("value: 100", "value: 99\n    value: 100"), CASES)
    [defect] = inspect(folder, on=TODAY)
    assert (defect.line, defect.sentence) == (15, "the word value is written twice")


def test_a_row_nobody_checked_for_a_year_is_a_warning(folder: Path) -> None:
    assert inspect(folder, on=date(2027, 11, 23)) == []
    [defect] = inspect(folder, on=date(2027, 11, 24))
    assert defect.warning
    assert "row 2 was last checked on 2026-11-23" in defect.sentence
