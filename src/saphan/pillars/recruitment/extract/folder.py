"""The results of an audit as a folder: all files or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.refusals import FileRefused
from saphan.pillars.recruitment.extract.audit_json import write_audit
from saphan.pillars.recruitment.extract.brand_json import write_brand
from saphan.pillars.recruitment.extract.report import write_report
from saphan.pillars.recruitment.extract.schedule import write_schedule

WRITERS: Mapping[str, Callable[[Path, Outcome], None]] = {
    "audit.json": write_audit,
    "schedule.xlsx": write_schedule,
    "brand.json": lambda path, outcome: write_brand(path, outcome.plan),
}


def write_folder(folder: Path, outcome: Outcome) -> None:
    """Write every file beside the folder first and move them in when all are complete.

    Raises ``FileRefused("file.not_writable")``; files of an earlier run then stay as they were.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".saphan-", dir=folder) as place:
            for name, write in WRITERS.items():
                write(Path(place) / name, outcome)
            write_report(Path(place) / "report.pdf", Path(place) / "report.html", outcome)
            for made in sorted(Path(place).iterdir()):
                shutil.move(made, folder / made.name)
    except OSError as error:
        raise FileRefused("file.not_writable", file=folder.name) from error
