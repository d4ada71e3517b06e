"""The folder of results: all five files or none, and nothing of somebody else is touched."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from saphan.domain.recruitment.outcome import Outcome
from saphan.pillars.recruitment.extract import folder
from tests.audit.conftest import Ended
from tests.audit.tables import Tables, Written, write

Run = Callable[..., Ended]
FILES = ["audit.json", "brand.json", "report.html", "report.pdf", "schedule.xlsx"]
SENTENCE = "saphan: The results cannot be written to out.\n"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return write(tmp_path, Tables.of_amounts(1000, 2000, 3000))


def test_folders_on_the_way_are_made(tmp_path: Path, written: Written, run: Run) -> None:
    out = tmp_path / "a" / "b" / "out"
    assert run(written, out=out).code == 0
    assert sorted(one.name for one in out.iterdir()) == FILES


def test_a_second_audit_takes_the_place_of_the_first(
    tmp_path: Path, written: Written, run: Run
) -> None:
    out = tmp_path / "out"
    first = run(written).audit
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    second = run(written, "--method", "max").audit
    assert (first["plan"]["method"], second["plan"]["method"]) == ("median", "max")
    assert sorted(one.name for one in out.iterdir()) == sorted([*FILES, "notes.txt"])
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_stands_where_the_folder_should_be(
    tmp_path: Path, written: Written, run: Run
) -> None:
    out = tmp_path / "out"
    out.write_text("mine", encoding="utf-8")
    ended = run(written)
    assert (ended.code, ended.said, ended.error) == (2, "", SENTENCE)
    assert out.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("place", ["interviews.xlsx/out", "interviews.xlsx/deeper/out"])
def test_nothing_can_be_written_below_a_file(
    tmp_path: Path, written: Written, run: Run, place: str
) -> None:
    before = written.interviews.read_bytes()
    ended = run(written, out=tmp_path / place)
    assert (ended.code, ended.said, ended.error) == (2, "", SENTENCE)
    assert written.interviews.read_bytes() == before


def test_a_path_that_no_system_takes(tmp_path: Path, written: Written, run: Run) -> None:
    for name in ("a\0b", "x" * 5000):
        ended = run(written, out=tmp_path / name / "out")
        assert (ended.code, ended.said, ended.error) == (2, "", SENTENCE)


@pytest.mark.parametrize("name", FILES)
def test_a_folder_that_has_the_name_of_a_result_stops_all_of_them(
    tmp_path: Path, written: Written, run: Run, name: str
) -> None:
    (tmp_path / "out" / name).mkdir(parents=True)
    ended = run(written)
    assert (ended.code, ended.said, ended.error) == (2, "", SENTENCE)
    assert [one.name for one in (tmp_path / "out").rglob("*")] == [name]


def _full(path: Path, outcome: Outcome) -> None:
    """Half a file, then no space is left."""
    path.write_text(outcome.plan.method, encoding="utf-8")
    raise OSError(errno.ENOSPC, "no space left")


@pytest.mark.parametrize("name", list(folder.WRITERS))
def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, written: Written, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(folder.WRITERS, name, _full)
    before = sorted(tmp_path.rglob("*"))
    ended = run(written, out=tmp_path / "a" / "b" / "out")
    assert (ended.code, ended.said, ended.error) == (2, "", SENTENCE)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", list(folder.WRITERS))
def test_a_full_disk_leaves_the_results_of_before(
    tmp_path: Path, written: Written, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    run(written)
    before = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    monkeypatch.setitem(folder.WRITERS, name, _full)
    assert run(written, "--method", "max").code == 2
    assert {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()} == before


def test_a_fault_of_the_programme_leaves_nothing_behind(
    tmp_path: Path, written: Written, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops the work, even somebody who loses patience."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folder, "write_report", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(written)
    assert not (tmp_path / "out").exists()
