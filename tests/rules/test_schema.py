"""A file that is not right is refused with its file, its line and what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from saphan.domain.refusals import FileRefused
from saphan.rulebook.book import load
from saphan.rulebook.inspection import inspect

from .samples import CASES, RULE, write

TODAY = date(2026, 11, 24)


def test_the_small_law_book_is_right(folder: Path) -> None:
    assert inspect(folder, on=TODAY) == []
    assert len(load(folder)) == 1


WRONG = [
    ("answers: amount", "answers: money", 5, "answers must be one of"),
    ("jurisdiction: TH", "jurisdiction: XX", 3, "jurisdiction must be one of"),
    ("rule: th.test.amount", "rule: Th.Test", 1, "a rule is named like"),
    ("question: What does it cost?\n", "", 1, "question must be a text"),
    ("currency: THB", "currency: BTC", 6, "currency must be one of"),
    ("topic: test", "topics: test", 4, "the word topics is not known here"),
    ("    value: 100\n", "", 12, "the row has no value"),
    ("value: 100", "value: hundred", 14, "a number is needed here"),
    ("value: 100", "value: yes", 14, "a number is needed here"),
    ("value: 100", "value: null", 14, "needs a value"),
    ("until: 2021-12-31", "until: 2019-12-31", 13, "before it starts"),
    ("until: 2021-12-31", "until: last year", 13, "until must be a date"),
    ("sources: [gazette]", "sources: [newspaper]", 17, "no source called newspaper"),
    ("sources: [gazette]", "sources: []", 12, "needs a source"),
    ("standing: verified", "standing: sure", 15, "standing must be one of"),
    ("standing: verified", "standing: disputed", 12, "at least two positions"),
    ("    checked: 2026-11-23\n", "", 12, "when it was last checked"),
    ("from: 2020-01-01", "from: 2020-01-01\n    starts: unknown", 13, "starts is unknown exactly"),
    ("until: 2021-12-31", "until: 2021-12-31\n    ends: open", 14, "ends is open exactly"),
    ("value: 100", "value: 100\n    where: {province: []}", 15, "does not know the code"),
    ("value: 100", "value: 100\n    cap: {amount: 1, currency: THB}", 15, "a cap is given exactly"),
    ("value: 100", "value: 100\n    fact: Some Where", 15, "a fact is named like"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "said"), WRONG)
def test_a_mistake_is_refused_with_its_line(
    folder: Path, right: str, wrong: str, line: int, said: str
) -> None:
    text = RULE.replace(right, wrong, 1)
    path = folder / "th" / "test" / "th.test.amount.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FileRefused) as caught:
        load(folder)

    assert caught.value.code == "law.schema"
    assert said in str(caught.value.facts["sentence"])
    assert caught.value.facts["line"] == line
    [defect] = [each for each in inspect(folder, on=TODAY) if each.file == str(path)]
    assert (defect.line, defect.sentence) == (line, caught.value.facts["sentence"])


def test_broken_yaml_is_refused_with_its_line(folder: Path) -> None:
    path = write(folder, RULE.replace("rows:", "rows: ["))
    with pytest.raises(FileRefused) as caught:
        load(folder)
    assert caught.value.code == "law.yaml"
    assert str(caught.value.facts["file"]) == str(path)


def test_a_file_that_is_not_text_is_refused(folder: Path) -> None:
    path = write(folder, RULE)
    path.write_bytes(b"\xff\xfe\x00rule")
    with pytest.raises(FileRefused) as caught:
        load(folder)
    assert caught.value.code == "law.unreadable"


def test_a_list_instead_of_a_map_is_refused(folder: Path) -> None:
    write(folder, RULE).write_text("- one\n", encoding="utf-8")
    with pytest.raises(FileRefused) as caught:
        load(folder)
    assert caught.value.code == "law.not_a_map"


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as caught:
        load(tmp_path / "nowhere")
    assert caught.value.code == "law.missing"


def test_yaml_cannot_build_objects(folder: Path) -> None:
    write(folder, RULE.replace("value: 100", "value: !!python/object/apply:os.getcwd []"))
    with pytest.raises(FileRefused) as caught:
        load(folder)
    assert caught.value.code == "law.yaml"


def test_the_name_of_the_file_is_the_name_of_the_rule(folder: Path) -> None:
    path = write(folder, RULE, CASES)
    path.rename(path.with_name("th.test.other.yaml"))
    with pytest.raises(FileRefused) as caught:
        load(folder)
    assert "must be called" in str(caught.value.facts["sentence"])


def test_two_files_cannot_hold_the_same_rule(folder: Path) -> None:
    other = folder / "th" / "again" / "th.test.amount.yaml"
    other.parent.mkdir()
    other.write_text(RULE, encoding="utf-8")
    with pytest.raises(FileRefused) as caught:
        load(folder)
    assert "already written" in str(caught.value.facts["sentence"])
    assert any("another file" in defect.sentence for defect in inspect(folder, on=TODAY))


def test_numbers_with_a_point_are_exact(folder: Path) -> None:
    write(folder, RULE.replace("value: 100", "value: 1.10"))
    rows = load(folder).rule("th.test.amount").rows
    assert rows[0].value == Decimal("1.10")
    assert not isinstance(rows[0].value, float)


def test_a_percentage_is_an_exact_share(folder: Path) -> None:
    text = RULE.replace("answers: amount", "answers: percent")
    write(folder, text.replace("value: 100", "value: 0.2%").replace("value: 200", "value: 10%"))
    rows = load(folder).rule("th.test.amount").rows
    assert [row.value for row in rows] == [Decimal("0.002"), Decimal("0.1")]


def test_a_charge_lies_in_its_folder(folder: Path) -> None:
    write(folder, RULE.replace("answers: amount", "answers: charge\nlaw: ilo"))
    with pytest.raises(FileRefused) as caught:
        load(folder)
    assert "folder charges" in str(caught.value.facts["sentence"])


CHARGE = """\
rule: th.test.charge
question: May it be charged?
jurisdiction: TH
topic: fees
answers: charge
law: destination
sources:
  gazette: {title: An invented gazette}
rows:
  - from: 2020-01-01
    until: null
    where: {items: [service_fee]}
    value: prohibited
    standing: verified
    checked: 2026-11-23
    sources: [gazette]
    reason: It may not be charged.
"""

WRONG_CHARGES = [
    ("items: [service_fee]", "items: [entrance_fee]", "does not know the code entrance_fee"),
    ("items: [service_fee]", "things: [service_fee]", "has no condition things"),
    ("value: prohibited", "value: banned", "value must be one of"),
    ("value: prohibited", "value: capped", "a cap is given exactly"),
    ("    reason: It may not be charged.\n", "", "gives its reason"),
    ("from: 2020-01-01", "from: null", "says from when"),
    ("law: destination\n", "", "law must be one of"),
    ("value: prohibited", "value: capped\n    cap: {amount: 1}", "an amount with its currency"),
    ("value: prohibited", "value: capped\n    cap: {months_of_wage: x}", "a number is needed"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG_CHARGES)
def test_a_mistake_in_a_charge_is_refused(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    path = tmp_path / "th" / "charges" / "th.test.charge.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(CHARGE, encoding="utf-8")
    assert len(load(tmp_path).charges()) == 3

    path.write_text(CHARGE.replace(right, wrong), encoding="utf-8")
    with pytest.raises(FileRefused) as caught:
        load(tmp_path)
    assert said in str(caught.value.facts["sentence"])
