"""The workbook of form F1: a form server takes it, and every language and column is there."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polib
import pytest
from pyxform.validators.odk_validate import check_xform
from pyxform.xls2xform import convert

from saphan.domain.money import Currency
from saphan.domain.recruitment import codes
from saphan.domain.recruitment.kobo import INTERVIEWS, PAYMENTS
from saphan.domain.recruitment.survey import DRAFT, REVIEWED, sentences
from saphan.foundation import words
from saphan.foundation.words import Words, check_catalogues
from saphan.pillars.recruitment.extract.form_words import CATALOGUE
from saphan.pillars.recruitment.forms.interview import LANGUAGES, interview_form

Cells = Mapping[str, str]
TRANSLATED = ("label", "hint", "constraint_message", "required_message")
#: Everything that a worker who does not agree may leave behind, and what is read aloud.
OUTSIDE = {
    *("draft", "how", "read_aloud", "about", "may_stop", "not_shared", "no_promise"),
    *("consent", "refused", "use_answers", "taken_back", "thanks"),
}
MAY_BE_USED = "${consent} = 'yes' and ${use_answers} != 'no'"


def sheet(name: str, content: bytes) -> list[Cells]:
    rows = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
    headings = [str(one) for one in next(rows)]
    return [{h: str(c or "") for h, c in zip(headings, row, strict=True)} for row in rows]


@pytest.fixture(scope="module")
def form() -> bytes:
    return interview_form()


@pytest.fixture(scope="module")
def survey(form: bytes) -> list[Cells]:
    return sheet("survey", form)


@pytest.fixture(scope="module")
def questions(survey: list[Cells]) -> list[Cells]:
    return [row for row in survey if not row["type"].startswith(("begin", "end"))]


@pytest.fixture(scope="module")
def choices(form: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in sheet("choices", form):
        found.setdefault(row["list_name"], []).append(row["name"])
    return found


def columns(kind: str) -> list[str]:
    return [f"{kind}::{LANGUAGES[language]}" for language in LANGUAGES]


# What a form server makes of it -----------------------------------------------------------------


def test_the_form_is_converted_without_a_warning(form: bytes) -> None:
    warned: list[str] = []
    made = convert(xlsform=io.BytesIO(form), validate=False, warnings=warned)
    assert (warned, made.warnings) == ([], [])
    assert made.itemsets is None


def test_the_converted_form_is_valid_for_devices(form: bytes, tmp_path: Path) -> None:
    """ODK Validate, which pyxform brings along, finds wrong conditions and circles in them."""
    if shutil.which("java") is None:
        pytest.fail("needs Java: no program 'java' on PATH")
    path = tmp_path / "form.xml"
    path.write_text(convert(xlsform=io.BytesIO(form), validate=False).xform, encoding="utf-8")
    assert check_xform(str(path)) == []


def test_the_workbook_is_the_same_bytes_each_time(form: bytes) -> None:
    assert interview_form() == form
    names = openpyxl.load_workbook(io.BytesIO(form)).sheetnames
    assert names == ["survey", "choices", "settings"]


def test_the_settings(form: bytes) -> None:
    [settings] = sheet("settings", form)
    assert settings["form_id"] == "saphan_interview"
    assert settings["default_language"] == "English (en)"
    assert settings["style"] == "pages"
    assert re.fullmatch("[0-9a-f]{12}", settings["version"])


def test_the_headings_stay_in_sight(form: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form))
    assert [one.freeze_panes for one in book] == ["A2"] * 3
    widths = [one.width for page in book for one in page.column_dimensions.values()]
    assert min(widths) >= 8
    assert max(widths) <= 60


# Questions and choices --------------------------------------------------------------------------


def test_every_canonical_column_is_asked(survey: list[Cells]) -> None:
    inside = {name: where for where, name in _repeats(survey)}
    assert {name for name in INTERVIEWS if inside.get(name) != ""} == {"_index"}
    assert {name for name in PAYMENTS if inside.get(name) != "payments"} == {"_parent_index"}


def _repeats(survey: Sequence[Cells]) -> Iterator[tuple[str, str]]:
    """The repeat (or none) in which each question stands."""
    inside = ""
    for row in survey:
        if row["type"] == "begin_repeat":
            inside = row["name"]
        elif row["type"] == "end_repeat":
            inside = ""
        else:
            yield inside, row["name"]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("nationality", codes.Nationality),
        ("scheme", codes.Scheme),
        ("sex", codes.Sex),
        ("wage_currency", Currency),
        ("item", codes.Item),
        ("currency", Currency),
        ("paid_to", codes.Payee),
        ("borne_by", codes.Bearer),
        ("receipt", codes.Receipt),
    ],
)
def test_canonical_choices_are_the_codes_of_the_domain(
    question: str, wanted: Any, questions: list[Cells], choices: dict[str, list[str]]
) -> None:
    [kind] = [row["type"] for row in questions if row["name"] == question]
    select, options = kind.split()
    assert select == "select_one"
    assert choices[options] == [code.value for code in wanted]


def test_names_and_lists_are_known(
    survey: list[Cells], questions: list[Cells], choices: dict[str, list[str]]
) -> None:
    names = [row["name"] for row in survey if row["name"]]
    assert len(set(names)) == len(names)
    used = {row["type"].split()[1] for row in questions if row["type"].startswith("select")}
    assert used == set(choices)
    assert all(len(set(one)) == len(one) for one in choices.values())
    known = {row["name"] for row in questions}
    for column in ("relevant", "constraint", "calculation", "default", "repeat_count"):
        asked = {name for row in survey for name in re.findall(r"\$\{(\w+)\}", row[column])}
        assert asked <= known


def test_a_no_keeps_nothing_else(survey: list[Cells]) -> None:
    """Every other question stands in the group that both answers make irrelevant."""
    above: list[str] = []
    outside: set[str] = set()
    for row in survey:
        if row["type"].startswith("begin"):
            above.append(row["relevant"])
        elif row["type"].startswith("end"):
            above.pop()
        elif MAY_BE_USED not in above:
            outside.add(row["name"])
    assert outside == OUTSIDE
    kept = [row["name"] for row in survey if row["name"] in OUTSIDE and row["type"] != "note"]
    assert kept == ["consent", "use_answers"]


def test_only_consent_code_and_the_last_question_must_be_answered(questions: list[Cells]) -> None:
    needed = [row["name"] for row in questions if row["required"]]
    assert needed == ["consent", "interview_code", "use_answers"]


# Languages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_sentence_is_translated(language: str) -> None:
    told = Words(language, CATALOGUE)
    assert not [one for one in sentences() if told.review_state(one) == "missing"]


def test_every_label_is_filled_in_every_language(form: bytes, survey: list[Cells]) -> None:
    for row in [*survey, *sheet("choices", form)]:
        for kind in TRANSLATED:
            said = [row.get(column, "") for column in columns(kind)]
            assert all(said) or not any(said), row
        told = row.get("type", "choice")
        assert row[columns("label")[0]] or told.startswith(("end", "calculate")), row
    messages = [one for kind in TRANSLATED for one in columns(kind)]
    assert not [row[one] for row in survey for one in messages if "{" in row.get(one, "")]


def test_the_catalogues_of_the_form_are_sound() -> None:
    source = words.words_folder() / "en" / "LC_MESSAGES" / f"{CATALOGUE}.po"
    assert {entry.msgid for entry in polib.pofile(str(source))} == set(sentences())
    assert not [fault for fault in check_catalogues() if f"/{CATALOGUE}:" in fault]


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues in which every sentence was reviewed, in all languages but English."""
    for language in LANGUAGES:
        book = polib.POFile()
        book.metadata = {"Content-Type": "text/plain; charset=utf-8"}
        for text in dict.fromkeys(sentences()):
            said = text if language == "en" else f"{language}: {text}"
            book.append(polib.POEntry(msgid=text, msgstr=said, comment="review: reviewed"))
        _save(book, tmp_path, language)
    monkeypatch.setattr(words, "words_folder", lambda: tmp_path)
    return tmp_path


def _save(book: polib.POFile, folder: Path, language: str) -> None:
    path = folder / language / "LC_MESSAGES" / f"{CATALOGUE}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))


def openings() -> list[str]:
    first = sheet("survey", interview_form())[0]
    return [first[column] for column in columns("label")]


@pytest.mark.usefixtures("catalogues")
def test_the_form_says_when_all_its_words_were_reviewed() -> None:
    others = [f"{language}: {REVIEWED}" for language in LANGUAGES if language != "en"]
    assert openings() == [REVIEWED, *others]


def test_one_draft_makes_the_language_a_draft(catalogues: Path, form: bytes) -> None:
    book = polib.pofile(str(catalogues / "my" / "LC_MESSAGES" / f"{CATALOGUE}.po"))
    book[-1].comment = "review: draft"
    _save(book, catalogues, "my")
    said = dict(zip(LANGUAGES, openings(), strict=True))
    assert said["my"] == f"my: {DRAFT}"
    assert said["th"] == f"th: {REVIEWED}"
    assert said["en"] == DRAFT
    [before], [now] = sheet("settings", form), sheet("settings", interview_form())
    assert before["version"] != now["version"]
