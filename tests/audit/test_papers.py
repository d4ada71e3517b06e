"""The papers of the invented plant: letters that can be printed, sums that agree, nobody named."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from openpyxl import load_workbook
from pypdf import PdfReader

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Nationality
from saphan.domain.recruitment.outcome import Outcome, decide
from saphan.domain.recruitment.records import Intake
from saphan.domain.recruitment.terms import Terms
from saphan.domain.refusals import NotFound
from saphan.foundation.paper import pdf
from saphan.foundation.paper.data import data_of
from saphan.pillars.recruitment.extract.report import report_paper
from saphan.pillars.recruitment.extract.schedule import write_schedule
from saphan.pillars.recruitment.extract.slips import LANGUAGES, slip_sheet, slips_pdf
from saphan.rulebook.charges import load_charges
from tests.audit.conftest import AS_OF

TERMS = Terms(as_of=AS_OF, instalments=6, first_payroll=PartialDate(2027, 1))


@pytest.fixture(scope="module")
def outcome(demo_intake: Intake) -> Outcome:
    return decide(demo_intake, TERMS, load_charges(None))


@pytest.fixture(scope="module")
def every_language(demo_intake: Intake) -> Outcome:
    """One worker of each nationality, and one whose nationality is not known."""
    heard = {one.worker: one for one in demo_intake.interviews}
    heard_of = [one for one in demo_intake.workers if one.code in heard][: len(LANGUAGES)]
    workers = tuple(
        replace(one, nationality=nationality)
        for one, nationality in zip(heard_of, LANGUAGES, strict=True)
    )
    codes = {one.code: one for one in workers}
    interviews = tuple(
        replace(heard[code], nationality=one.nationality) for code, one in codes.items()
    )
    indexes = {one.index for one in interviews}
    payments = tuple(one for one in demo_intake.payments if one.interview in indexes)
    small = replace(demo_intake, workers=workers, interviews=interviews, payments=payments)
    return decide(small, TERMS, load_charges(None))


def texts(data: object) -> Iterator[str]:
    """Every text in what the template gets."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts(value)


def unprintable(data: object) -> set[str]:
    """Letters that no shipped font has."""
    known: set[int] = set()
    for font in pdf.FONTS.glob("*-Regular.ttf"):
        known |= TTFont(font).getBestCmap().keys()
    return {letter for text in texts(data) for letter in text if ord(letter) not in known} - {"\n"}


def test_every_letter_of_the_report_can_be_printed(outcome: Outcome) -> None:
    assert unprintable(data_of(report_paper(outcome, demo=True))) == set()


def test_every_letter_of_the_slips_can_be_printed(every_language: Outcome) -> None:
    sheet = slip_sheet(every_language, demo=True)
    assert {slip.languages[0] for slip in sheet.slips} == {"my", "km", "lo", "vi", "en"}
    assert unprintable(data_of(sheet)) == set()


def test_a_letter_without_a_font_is_noticed() -> None:
    assert unprintable({"title": ["Sum ►"]}) == {"►"}


def test_slips_keep_letters_of_eight_points_in_every_language(every_language: Outcome) -> None:
    sheet = slip_sheet(every_language, demo=True)
    data = data_of(sheet)
    pdf._fit(data, sheet.day)
    assert [slip["language"] for slip in data["slips"] if slip["size"] < 8] == []
    assert {slip["shrink"] for slip in data["slips"]} == {1000}


def test_every_slip_of_the_plant_stays_in_its_place(outcome: Outcome) -> None:
    sheet = slip_sheet(outcome, demo=True)
    data = data_of(sheet)
    pdf._fit(data, sheet.day)
    some = {**data, "measured": True, "slips": data["slips"][::23] + data["slips"][-9:]}
    pdf._set(some, sheet.day, tags=False)
    assert not pdf._made_smaller(some)


def test_a_slip_says_what_is_paid_now_and_what_is_still_to_come(every_language: Outcome) -> None:
    pages = PdfReader(io.BytesIO(slips_pdf(every_language, instalment=2))).pages
    lines = every_language.plan.lines
    current = [line for line in lines if len(line.instalments) > 1]
    text = "\n".join(page.extract_text() for page in pages)
    assert len(pages) == (len(current) + 1) // 2
    for line in current:
        now = line.instalments[1].amount_minor
        rest = sum(part.amount_minor for part in line.instalments[2:])
        assert line.worker in text
        assert f"{Decimal(now) / 100:,.2f}" in text
        assert f"{Decimal(rest) / 100:,.2f}" in text


def test_nobody_has_a_slip_after_the_last_instalment(outcome: Outcome) -> None:
    with pytest.raises(NotFound):
        slip_sheet(outcome, instalment=7)


def test_the_same_slips_are_the_same_bytes(every_language: Outcome) -> None:
    assert slips_pdf(every_language) == slips_pdf(every_language)


def test_the_report_names_no_worker_and_no_interview(outcome: Outcome) -> None:
    said = " ".join(texts(data_of(report_paper(outcome))))
    named = {one.code for one in outcome.intake.workers}
    named |= {one.code for one in outcome.intake.interviews}
    assert not named & set(re.findall(r"[A-Za-z0-9-]+", said))


def sheets(outcome: Outcome, path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The sheets of the schedule as a payroll clerk reads them back."""
    write_schedule(path, outcome)
    book = load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_schedule_pays_everybody_once_and_agrees_with_the_plan(
    outcome: Outcome, tmp_path: Path
) -> None:
    found = sheets(outcome, tmp_path / "schedule.xlsx")
    paid: dict[str, Decimal] = {}
    for name in ("Employed · ทำงานอยู่", "Left · ออกแล้ว"):
        for row in found[name]:
            if isinstance(row[0], str) and re.fullmatch(r"W\d+", row[0]):
                assert row[0] not in paid
                paid[row[0]] = Decimal(str(row[1]))
    assert paid == {line.worker: Decimal(line.amount_minor) / 100 for line in outcome.plan.lines}


def test_the_instalments_of_a_row_add_up_to_its_amount(outcome: Outcome, tmp_path: Path) -> None:
    rows = sheets(outcome, tmp_path / "schedule.xlsx")["Employed · ทำงานอยู่"]
    workers = [row for row in rows if isinstance(row[0], str) and re.fullmatch(r"W\d+", row[0])]
    assert len(workers) == 1_025
    for row in workers:
        parts = [Decimal(str(value)) for value in row[2:8]]
        assert sum(parts) == Decimal(str(row[1]))


def test_the_schedule_does_not_tell_who_was_interviewed(outcome: Outcome, tmp_path: Path) -> None:
    found = sheets(outcome, tmp_path / "schedule.xlsx")
    told = {value for rows in found.values() for row in rows for value in row}
    assert not {one.code for one in outcome.intake.interviews} & told


def test_every_nationality_has_a_language() -> None:
    assert set(LANGUAGES) == set(Nationality)
