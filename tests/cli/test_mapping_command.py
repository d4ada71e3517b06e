"""Anybody's own spreadsheets through the command line: suggested, completed, audited."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from saphan.cli import main
from tests.apps.mapping.books import book, thai_interviews, thai_rates, thai_roster


def said(capsys: pytest.CaptureFixture[str], *given: object) -> tuple[int, str, str]:
    """The exit code and what the command said on both channels."""
    capsys.readouterr()
    try:
        code = main([str(one) for one in given])
    except SystemExit as ended:
        code = int(ended.code or 0)
    out, error = capsys.readouterr()
    return code, out, error


def suggested(capsys: pytest.CaptureFixture[str], path: Path, kind: str) -> dict[str, Any]:
    code, out, _ = said(capsys, "mapping", "suggest", path, "--kind", kind)
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def kept(folder: Path, name: str, mapping: dict[str, Any]) -> Path:
    path = folder / name
    path.write_text(json.dumps(mapping, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What the audit of three Thai spreadsheets says."""
    interviews = thai_interviews(tmp_path / "interviews.xlsx")
    roster, rates = thai_roster(tmp_path / "roster.xlsx"), thai_rates(tmp_path / "rates.xlsx")
    heard = suggested(capsys, interviews, "interviews")
    assert heard["values"] == {"paid_to": {"คนรู้จัก": ""}}
    assert heard["unused"] == {"สัมภาษณ์": ["หมายเหตุ"]}
    heard["values"]["paid_to"]["คนรู้จัก"] = "family"
    heard["defaults"] |= {"borne_by": "worker", "currency": "THB"}
    listed = suggested(capsys, roster, "roster")
    assert listed["values"] == {"status": {"ประจำการ": ""}}
    listed["values"]["status"]["ประจำการ"] = "current"
    listed["written"]["buddhist"] = True
    stated = suggested(capsys, rates, "rates")
    stated["defaults"]["source"] = "an invented source"
    stated["written"]["decimal"] = ","
    code, _, error = said(
        capsys,
        *("audit", interviews, "--mapping", kept(tmp_path, "i.json", heard)),
        *("--roster", roster, "--roster-mapping", kept(tmp_path, "r.json", listed)),
        *("--rates", rates, "--rates-mapping", kept(tmp_path, "x.json", stated)),
        *("--as-of", "2026-11-23", "--method", "individual", "--out", tmp_path / "out"),
    )
    assert (code, error) == (0, "")
    found: dict[str, Any] = json.loads((tmp_path / "out" / "audit.json").read_text("utf-8"))
    return found


def test_thai_spreadsheets_are_audited_to_the_satang(audited: dict[str, Any]) -> None:
    paid = {
        (p["interview_code"], p["item"]): (p["amount_minor"], p["currency"])
        for p in audited["payments"]
    }
    assert paid == {
        ("I1", "passport"): (1500_00, "THB"),
        ("I1", "visa"): (1900_50, "THB"),
        ("I1", "sub_agent_fee"): (300_000_00, "MMK"),
        ("I2", "passport"): (1234_50, "THB"),
        ("I2", "visa"): (1950_00, "THB"),
        ("I2", "sub_agent_fee"): (20_000_00, "THB"),
        ("I3", "sub_agent_fee"): (400_000_00, "KHR"),
        ("I4", "passport"): (2500_00, "THB"),
        ("I4", "sub_agent_fee"): (50_00, "USD"),
    }


def test_what_cannot_be_read_is_told_in_the_headings_of_the_file(audited: dict[str, Any]) -> None:
    told = [(one["sheet"], one["row"], one["column"]) for one in audited["rejected"]]
    assert ("สัมภาษณ์", 6, "ค่าใช้จ่าย (บาท) / วีซ่า") in told
    without_day = [one for one in audited["rejected"] if "no date" in one["reason"]]
    assert len(told) == 1 + len(without_day) == 4


def test_the_cohorts_know_everybody_of_the_roster(audited: dict[str, Any]) -> None:
    cohorts = {
        (one["nationality"], one["agent"], one["scheme"], one["window"]): (
            one["headcount"],
            one["interviewed"],
        )
        for one in audited["cohorts"]
    }
    assert cohorts == {
        ("MM", "ดอกบัว", "mou", "2024"): (2, 2),
        ("KH", "ดาว", "registration", "2024"): (2, 2),
    }
    leavers = [one["worker_code"] for one in audited["plan"]["lines"] if one["leaver"]]
    assert leavers == ["002"]


def test_the_file_of_the_next_month_is_read_with_the_same_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first: list[list[object]] = [["Worker ID", "Nationality", "Visa fee (THB)"], ["W1", "KH", 100]]
    path = book(tmp_path / "october.xlsx", {"October": first})
    mapping = kept(tmp_path, "m.json", suggested(capsys, path, "interviews"))
    later: list[list[object]] = [
        ["Invented plant"],
        [],
        ["Remark", *first[0]],
        ["x", "W2", "KH", 200],
    ]
    path = book(tmp_path / "november.xlsx", {"Notes": [["a"]], "November": later})
    roster = book(tmp_path / "r.xlsx", {"Sheet1": [["Worker ID", "Nationality"], ["W2", "KH"]]})
    listed = kept(tmp_path, "r.json", suggested(capsys, roster, "roster"))
    given = ("--mapping", mapping, "--roster", roster, "--roster-mapping", listed)
    code, _, error = said(capsys, "audit", path, *given, "--out", tmp_path / "out")
    assert (code, error) == (0, "")
    found = json.loads((tmp_path / "out" / "audit.json").read_text("utf-8"))
    assert [one["amount_minor"] for one in found["payments"]] == [200_00]
    assert found["rejected"] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is not JSON; the fault is in line 1."),
        ('{"kind": "roster", "main": {"columns": {}}}', "reads roster, not interviews."),
        ('{"kind": "interviews", "main": {"columns": {"colour": "A"}}}', "main.columns.colour"),
        ('{"kind": "interviews", "main": {"columns": {"worker_code": "A"}}}', "value for: amount."),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str
) -> None:
    path = book(tmp_path / "i.xlsx", {"S": [["A"], ["W1"]]})
    (tmp_path / "m.json").write_text(content, encoding="utf-8")
    given = ("--mapping", tmp_path / "m.json", "--roster", thai_roster(tmp_path / "r.xlsx"))
    code, out, error = said(capsys, "audit", path, *given, "--out", tmp_path / "out")
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert words in error
    assert not (tmp_path / "out").exists()


def test_payments_in_a_file_apart_do_not_go_with_a_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = thai_interviews(tmp_path / "i.xlsx")
    mapping = kept(tmp_path, "m.json", suggested(capsys, path, "interviews"))
    roster = thai_roster(tmp_path / "r.xlsx")
    rates = thai_rates(tmp_path / "p.xlsx")
    given = ("--mapping", mapping, "--payments", rates, "--roster", roster)
    code, _, error = said(capsys, "audit", path, *given, "--out", tmp_path / "out")
    assert (code, error.count("\n")) == (2, 1)
    assert "the same file" in error


def test_a_file_that_is_no_table_has_no_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in (("a.csv", b""), ("b.xlsx", b"PK\x03\x04 no workbook")):
        (tmp_path / name).write_bytes(content)
        code, out, error = said(capsys, "mapping", "suggest", tmp_path / name, "--kind", "rates")
        assert (code, out, error.count("\n")) == (2, "", 1)


def test_what_is_still_open_is_said_beside_the_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "r.xlsx", {"S": [["Date", "Currency", "Rate"], ["2024-01-01", "x", 1]]})
    code, out, error = said(capsys, "mapping", "suggest", path, "--kind", "rates")
    assert code == 0
    assert json.loads(out)["main"]["columns"]["source"] == []
    assert "a column or a default for: source" in error
    assert "1 words in values are unknown" in error


def test_it_works_without_an_installation(tmp_path: Path) -> None:
    path = thai_roster(tmp_path / "r.xlsx")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SAPHAN_")}
    told = {**clean, "SAPHAN_HOME": str(tmp_path / "none"), "DJANGO_SETTINGS_MODULE": "nothing"}
    command = [sys.executable, "-m", "saphan.cli", "mapping", "suggest", str(path)]
    ended = subprocess.run(
        [*command, "--kind", "roster"], env=told, capture_output=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout.decode("utf-8"))["kind"] == "roster"
    assert not (tmp_path / "none").exists()
