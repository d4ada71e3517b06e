"""The list that comes with the program holds the gathered facts, row for row, and nothing else.

The facts lie beside the checkout when both are edited together. Without them the first test
compares nothing; the others still hold.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from saphan import cli
from saphan.domain.care.codes import Caution, Papers
from saphan.domain.care.hours import is_always
from saphan.domain.care.records import Listing
from saphan.pillars.care.extract.directory import LARGEST, open_directory, shipped, usable_directory
from saphan.web.public.help_words import CAUTIONS, LANGUAGES, NEEDS, PROVINCES

from .lists import ROOT, SHIPPED

FACTS = ROOT.parent / "shared" / "facts" / "services-th.csv"
SERVICES = usable_directory(SHIPPED).directory.services
#: How the facts write what we write as codes.
NAMES = {name: code for code, name in PROVINCES.items()} | {"Pathum Thani": "TH-13"}


def facts() -> list[dict[str, str]]:
    """The gathered rows; none without the folder beside the checkout."""
    if not FACTS.is_file():
        return []
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def provinces(written: str) -> set[str]:
    plain = re.sub(r"\(.*?\)|\+ border provinces", "", written)
    return {NAMES[name.strip()] for name in re.split("[/,]", plain) if name.strip() in NAMES}


def as_told(row: dict[str, str]) -> tuple[object, ...]:
    """A row of the facts in the words of the directory."""
    year = re.search(r"source year (\d{4})", row["notes"])
    return (
        row["name"],
        row["type"],
        row["phone"],
        tuple(row["languages"].split(",")) if row["languages"] else (),
        row["opening_hours"],
        tuple(address.strip() for address in row["source_url"].split(" ; ")),
        row["confidence"],
        int(year[1]) if year else None,
        provinces(row["province"]),
    )


def as_kept(one: Listing) -> tuple[object, ...]:
    return (
        one.name,
        one.description,
        one.printed,
        one.languages,
        one.hours_printed,
        one.sources,
        one.confidence.value,
        one.year,
        {spot.province for spot in one.located},
    )


def test_the_list_is_the_gathered_facts() -> None:
    told = facts()
    assert [as_kept(one) for one in SERVICES[: len(told)]] == [as_told(row) for row in told]
    assert len(SERVICES) == (len(told) or 48)


def test_every_number_that_a_source_prints_can_be_dialled_or_is_told_as_disputed() -> None:
    for one in SERVICES:
        assert bool(one.printed) == bool(one.phones), one.key
        assert bool(one.dialled) == bool(one.phones and not one.other_number), one.key
    assert [one.key for one in SERVICES if one.other_number] == ["ddc-1422"]


def test_hours_are_told_as_printed() -> None:
    for one in SERVICES:
        assert bool(one.hours) == bool(one.hours_printed), one.key
        assert is_always(one.hours) == (one.hours_printed == "24h"), one.key


def test_nothing_is_taken_for_known() -> None:
    assert {one.papers for one in SERVICES} == {Papers.UNKNOWN}
    assert [one.key for one in SERVICES if one.verified_on] == []


def test_shelters_are_not_public() -> None:
    shelters = [one for one in SERVICES if one.description == "shelter"]
    assert shelters
    assert not [one.key for one in shelters if one.is_public or one.phones]
    assert sum(one.is_public for one in SERVICES) == len(SERVICES) - len(shelters)


def test_the_page_has_words_for_every_code_of_the_list() -> None:
    public = [one for one in SERVICES if one.is_public]
    assert {need for one in SERVICES for need in one.needs} <= set(NEEDS)
    assert {code for one in public for code in one.languages} <= set(LANGUAGES)
    areas = {area for one in public for area in one.serves if area.startswith("TH-")}
    assert areas == set(PROVINCES)
    assert set(CAUTIONS) == set(Caution)


def test_the_command_finds_no_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["directory", "check"]) == 0
    assert capsys.readouterr().out.startswith("48 services are right; 48 are not verified, 26 ")
    assert shipped() == SHIPPED


def test_the_command_tells_the_line_of_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.yaml"
    text = SHIPPED.read_text("utf-8")
    file.write_text(text.replace('number: "1546"', 'number: "1547"', 1), "utf-8")
    line = next(
        n for n, told in enumerate(file.read_text("utf-8").splitlines(), 1) if "1547" in told
    )
    assert cli.main(["directory", "check", str(file)]) == 1
    said = capsys.readouterr().out
    assert said == (
        f"{file}:{line}: The number “1547” does not stand in what the source prints (1546).\n"
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("services: [", "is not YAML"),
        ("- a list", "names and values"),
        ("x" * (LARGEST + 1), "too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(content, "utf-8")
    assert cli.main(["directory", "check", str(file)]) == 2
    assert sentence in capsys.readouterr().err


def test_a_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["directory", "check", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml" in capsys.readouterr().err


def test_a_field_that_is_written_twice_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("list: x\nlist: y\nchecked: 2026-11-23\nservices: []\n", "utf-8")
    faults = [(fault.row, fault.code) for fault in open_directory(file).faults]
    assert (2, "directory.field_twice") in faults


@pytest.mark.django_db
def test_the_commands_bring_in_list_and_take_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["directory", "import"]) == 0
    assert cli.main(["directory", "import"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "48 services; 48 were new or changed.",
        "48 services; 0 were new or changed.",
    ]
    assert cli.main(["directory", "list"]) == 0
    key = capsys.readouterr().out.split()[0]
    assert cli.main(["directory", "undo", key]) == 0
    assert cli.main(["directory", "undo", key]) == 2
    assert "taken back already" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_file_with_a_mistake_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        SHIPPED.read_text("utf-8").replace("confidence: A", "confidence: Z", 1), "utf-8"
    )
    assert cli.main(["directory", "import", str(file)]) == 2
    assert "1 mistakes" in capsys.readouterr().err
    assert cli.main(["directory", "list"]) == 0
    assert capsys.readouterr().out == ""
