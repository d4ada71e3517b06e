"""What tests of the audit share: the invented plant as files, and the command line as a call."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from saphan.cli import main
from saphan.demo.files import INTERVIEWS, RATES, ROSTER, write_files
from saphan.demo.plant import Plant, plant
from saphan.domain.recruitment.records import Intake
from saphan.pillars.recruitment.extract import report
from saphan.pillars.recruitment.extract.files import Files, read_files
from tests.audit.tables import Written

AS_OF = date(2026, 11, 23)


@dataclass(frozen=True)
class Ended:
    """How a command ended: its code, what it said, and the folder it wrote."""

    code: int
    said: str
    error: str
    out: Path

    @property
    def audit(self) -> Any:
        """The content of ``audit.json``."""
        return json.loads((self.out / "audit.json").read_text(encoding="utf-8"))

    @property
    def brand(self) -> Any:
        """The content of ``brand.json``."""
        return json.loads((self.out / "brand.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Audit written files through the command line: ``run(written, "--method", "p75")``."""

    def call(written: Written, *more: str, out: Path = tmp_path / "out") -> Ended:
        capsys.readouterr()
        try:
            code = main(written.arguments(out, *more))
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err, out)

    return call


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are written and not set, for tests of what stands in the other files."""
    monkeypatch.setattr(report, "to_pdf", lambda _paper: b"%PDF-")


@pytest.fixture
def refusal(run: Callable[..., Ended]) -> Callable[..., str]:
    """The one sentence with which an audit is refused; nothing may have been written."""

    def call(written: Written, *more: str, **options: Path) -> str:
        ended = run(written, *more, **options)
        assert ended.code == 2
        assert ended.said == ""
        assert ended.error.count("\n") == 1
        assert ended.error.endswith("\n")
        assert "Traceback" not in ended.error
        assert not ended.out.exists() or not ended.out.is_dir()
        return ended.error.strip()

    return call


@pytest.fixture(scope="session")
def demo() -> Plant:
    """The invented plant: 3 cohorts, 120 interviews, 1,150 workers."""
    return plant()


@pytest.fixture(scope="session")
def demo_files(demo: Plant, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The invented plant as the files that the demo itself reads."""
    folder = tmp_path_factory.mktemp("plant")
    write_files(folder, demo)
    return Written(*(folder / name for name in (INTERVIEWS, ROSTER, RATES)))


@pytest.fixture(scope="session")
def demo_intake(demo_files: Written) -> Intake:
    """The invented plant, read from its files."""
    files = Files(demo_files.interviews, demo_files.roster, demo_files.rates)
    return read_files(files, as_of=AS_OF)
