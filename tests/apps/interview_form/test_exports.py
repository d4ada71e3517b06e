"""Exports of form servers bring the same rows as the plain workbook with canonical columns."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.cli import main
from saphan.domain.recruitment.kobo import CONSENT, INTERVIEWS, PAYMENTS, Canonical, from_form
from saphan.domain.recruitment.survey import FORM, LISTS, questions
from saphan.domain.refusals import FileRefused
from saphan.domain.text import fold
from saphan.domain.text.tables import Row, Table
from saphan.foundation.sentences import SENTENCES
from saphan.foundation.words import LANGUAGES, Words
from saphan.pillars.recruitment.extract.files import interview_rows
from saphan.pillars.recruitment.extract.form_words import CATALOGUE, form_words
from tests.apps.interview_form.answers import canonical_workbook, heard, records, taken_back
from tests.apps.interview_form.exports import (
    Answers,
    Spoken,
    blocks,
    central_csv,
    central_zip,
    kobo_json,
    kobo_xlsx,
    plain_json,
    sheets,
    with_semicolons,
)
from tests.audit.tables import Tables, rate, worker, write, write_workbook

Read = Callable[[Path, Sequence[Answers]], Canonical]


def _xlsx(language: str = "", *, groups: bool = True) -> Read:
    spoken = Spoken(language, groups)
    return lambda folder, answers: interview_rows(kobo_xlsx(folder / "k.xlsx", answers, spoken))


def _typed_xlsx(folder: Path, answers: Sequence[Answers]) -> Canonical:
    """Days as days and years as numbers, as a spreadsheet program saves the same export."""
    path = kobo_xlsx(folder / "k.xlsx", answers)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                text = str(cell.value)
                if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                    cell.value = datetime.fromisoformat(text)
                elif re.fullmatch(r"\d{4}", text):
                    cell.value = int(text)
    book.save(path)
    return interview_rows(path)


def _kobo_json(folder: Path, answers: Sequence[Answers]) -> Canonical:
    return interview_rows(kobo_json(folder / "data.json", answers))


def _plain_json(folder: Path, answers: Sequence[Answers]) -> Canonical:
    return interview_rows(plain_json(folder / "data.json", answers))


def _csv(folder: Path, answers: Sequence[Answers]) -> Canonical:
    files = central_csv(folder, answers)
    return interview_rows(files[""], payments=files["payments"])


def _csv_with_semicolons(folder: Path, answers: Sequence[Answers]) -> Canonical:
    files = central_csv(folder, answers)
    payments = with_semicolons(files["payments"])
    return interview_rows(with_semicolons(files[""]), payments=payments)


def _zip(folder: Path, answers: Sequence[Answers]) -> Canonical:
    return interview_rows(central_zip(folder / "saphan_interview.csv.zip", answers))


EXPORTS: dict[str, Read] = {
    "XLSX with names and codes": _xlsx(),
    "XLSX without groups": _xlsx(groups=False),
    **{f"XLSX with labels, {one}": _xlsx(one) for one in LANGUAGES},
    "XLSX with labels without groups, th": _xlsx("th", groups=False),
    "XLSX with typed cells": _typed_xlsx,
    "JSON of KoboToolbox": _kobo_json,
    "JSON as a list": _plain_json,
    "CSV of ODK Central": _csv,
    "CSV with semicolons": _csv_with_semicolons,
    "ZIP of ODK Central": _zip,
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_brings_what_the_canonical_workbook_brings(name: str, tmp_path: Path) -> None:
    first, *others = heard()
    answers = [first, *taken_back(), *others]
    interviews, payments, rejected = records(EXPORTS[name](tmp_path, answers))
    plain = interview_rows(canonical_workbook(tmp_path / "plain.xlsx", heard()))
    assert (interviews, payments, ()) == records(plain)
    assert [one.code for one in interviews] == [f"I-00{n}" for n in range(1, 6)]
    assert len(payments) == 7
    assert [(one.row, one.column, one.code) for one in rejected] == [
        (3, "consent", "interview.taken_back"),
        (4, "use_answers", "interview.taken_back"),
    ]


def test_answers_that_a_server_kept_all_the_same_are_left_out(tmp_path: Path) -> None:
    """Somebody may change the last answer on the server; the rest is then still in the export."""
    answers = heard()
    answers[0]["use_answers"] = "no"
    found = interview_rows(kobo_xlsx(tmp_path / "k.xlsx", answers))
    interviews, payments, rejected = records(found)
    assert [one.code for one in interviews] == [f"I-00{n}" for n in range(2, 6)]
    assert len(payments) == 4
    assert [(one.sheet, one.row, one.column) for one in rejected] == [
        *(("payments", row, "_parent_index") for row in (2, 3, 4)),
        ("saphan_interview", 2, "use_answers"),
    ]
    assert {one.code for one in rejected} == {"interview.taken_back"} <= SENTENCES.keys()


def test_an_answer_about_consent_that_cannot_be_read_is_no_consent(tmp_path: Path) -> None:
    """Somebody edited the labels on the server: better ask again than use what was refused."""
    found = _with_consent(tmp_path, "Nope", *CONSENT)
    _, _, rejected = records(found)
    assert [(one.column, one.code, one.facts) for one in rejected if one.row == 2][-1] == (
        *("consent", "interview.consent_unclear", {"value": "nope"}),
    )
    assert "interview.consent_unclear" in SENTENCES
    assert [row.cells["interview_code"] for row in found.rows] == [f"I-00{n}" for n in range(2, 6)]
    assert len(found.payments) == 4


@pytest.mark.parametrize(("said", "kept"), [("purpose may_stop", 5), ("", 5), (1, 5), (0, 4)])
def test_a_form_of_somebody_else_may_ask_for_consent_in_its_own_way(
    said: object, kept: int, tmp_path: Path
) -> None:
    assert len(_with_consent(tmp_path, said, "consent").rows) == kept


def _with_consent(folder: Path, said: object, *asked: str) -> Canonical:
    """An export whose first interview holds this answer, with only some columns of consent."""
    path = kobo_xlsx(folder / "k.xlsx", heard())
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for at, cell in enumerate(sheet[1], start=1):
        name = str(cell.value).rpartition("/")[2]
        if name == "consent":
            sheet.cell(2, at).value = said  # type: ignore[assignment]
        if name in CONSENT and name not in asked:
            cell.value = "another"
    book.save(path)
    return interview_rows(path)


def test_rows_of_two_files_are_told_with_the_file_they_stand_in(tmp_path: Path) -> None:
    answers = heard()
    answers[0]["payments"][0]["item"] = "tea"
    answers[1]["nationality"] = "XX"
    files = central_csv(tmp_path, answers)
    _, _, rejected = records(
        interview_rows(
            files[""], name="main.csv", payments=files["payments"], payments_name="paid.csv"
        )
    )
    assert [(one.file, one.row, one.column) for one in rejected] == [
        ("main.csv", 3, "nationality"),
        ("paid.csv", 2, "item"),
        ("paid.csv", 5, "_parent_index"),
    ]


# The plain workbook -----------------------------------------------------------------------------


def test_columns_of_a_server_beside_the_canonical_ones_change_nothing(tmp_path: Path) -> None:
    plain = interview_rows(canonical_workbook(tmp_path / "plain.xlsx", heard()))
    extra = {"_uuid": "u", "_submission_time": "x", "sub-agent": "Y", "meta/instanceID": "u"}
    answers = [one | extra for one in heard()]
    rows = [dict(one) | {"_index": at} for at, one in enumerate(answers, start=1)]
    lines = [one | extra | {"_parent_index": r["_index"]} for r in rows for one in r["payments"]]
    marked = tmp_path / "marked.xlsx"
    headings = (*extra, *INTERVIEWS)
    write_workbook(marked, {"Sheet1": (headings, rows), "payments": ((*PAYMENTS, "_uuid"), lines)})
    assert records(interview_rows(marked)) == records(plain)


# What cannot be used ----------------------------------------------------------------------------


def refusal(path: Path, **more: Any) -> str:
    with pytest.raises(FileRefused) as refused:
        interview_rows(path, **more)
    assert refused.value.code in SENTENCES
    return refused.value.code


def test_a_form_without_its_payments_is_refused(tmp_path: Path) -> None:
    assert refusal(central_csv(tmp_path, heard())[""]) == "file.payments_missing"


@pytest.mark.parametrize("more", ["next", "@odata.nextLink"])
def test_one_page_of_several_is_refused(more: str, tmp_path: Path) -> None:
    around = {more: "https://forms.invalid/?start=100"}
    path = kobo_json(tmp_path / "a.json", heard(), **around)
    assert refusal(path) == "file.incomplete"


def test_two_columns_for_one_question_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    files = central_csv(tmp_path, heard())
    text = files[""].read_text(encoding="utf-8").replace("sample_group", "sex", 1)
    path.write_text(text, encoding="utf-8")
    assert refusal(path, payments=files["payments"]) == "file.column_twice"


def test_a_table_without_interview_codes_is_refused(tmp_path: Path) -> None:
    files = central_csv(tmp_path, heard())
    text = files[""].read_text(encoding="utf-8").replace("interview_code", "number", 1)
    files[""].write_text(text, encoding="utf-8")
    assert refusal(files[""], payments=files["payments"]) == "file.column_missing"


# Labels -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_means_two_things(language: str) -> None:
    """Neither two questions of one table nor two choices of one list."""
    say = Words(language, CATALOGUE).say
    for block in blocks().values():
        asked = [question.label for _, question in block.questions if question.label]
        assert len({fold(say(label)) for label in asked}) == len(set(asked)) == len(asked)
    for options, choices in LISTS.items():
        assert len({fold(say(label)) for _, label in choices}) == len(choices), options


def test_labels_of_canonical_choices_are_told_apart_across_languages() -> None:
    words = form_words()
    for question in questions(FORM):
        if question.name in {*INTERVIEWS, *PAYMENTS, *CONSENT} and question.options:
            for language in LANGUAGES:
                say = Words(language, CATALOGUE).say
                for code, label in LISTS[question.options]:
                    assert words[question.name][fold(say(label))] == code, (language, label)


# Order ------------------------------------------------------------------------------------------


def tables(language: str = "") -> list[Table]:
    made = []
    for name, rows in sheets(heard(), Spoken(language)).items():
        cells = [Row(at, tuple(row.values())) for at, row in enumerate(rows, start=2)]
        made.append(Table(name, tuple(rows[0]), cells))
    return made


@given(st.data())
def test_the_order_of_columns_and_rows_never_matters(data: st.DataObject) -> None:
    shuffled = []
    for table in tables():
        columns = data.draw(st.permutations(range(len(table.headings))))
        rows = data.draw(st.permutations(table.rows))
        headings = tuple(table.headings[at] for at in columns)
        moved = [Row(row.number, tuple(row.cells[at] for at in columns)) for row in rows]
        shuffled.append(Table(table.name, headings, moved))
    main, *repeats = shuffled
    mixed = [main, *data.draw(st.permutations(repeats))]
    assert records(from_form(mixed, file="a")) == records(from_form(tables(), file="a"))


# The command line -------------------------------------------------------------------------------


def test_an_export_is_audited_like_the_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way: labels in Thai from the server, a plan and its papers on the disk."""
    cohort = {"agent": "Agency A; “the first”"}
    roster = [worker(f"W{n}", **cohort) for n in range(1, 9)]
    rates = [rate("2024-01-01", "MMK", "0.0123", "an invented bank")]
    written = write(tmp_path, Tables(roster=roster, rates=rates))
    answers = [*heard(), *taken_back()]
    kobo_xlsx(tmp_path / "kobo.xlsx", answers, Spoken("th"))
    canonical_workbook(tmp_path / "plain.xlsx", heard())
    found = {}
    for name in ("kobo", "plain"):
        arguments = written.arguments(tmp_path / name, "--method", "max")
        assert main(["audit", str(tmp_path / f"{name}.xlsx"), *arguments[2:]]) == 0
        found[name] = json.loads((tmp_path / name / "audit.json").read_text(encoding="utf-8"))
    kobo, plain = found["kobo"], found["plain"]
    assert kobo["payments"] == plain["payments"]
    assert len(kobo["payments"]) == 7
    assert kobo["plan"] == plain["plan"]
    assert kobo["plan"]["total_minor"] > 0
    assert [one["column"] for one in kobo["rejected"]] == ["consent", "use_answers"]
    assert all("took the answers back" in one["reason"] for one in kobo["rejected"])
    assert "2 rows not used" in capsys.readouterr().out
