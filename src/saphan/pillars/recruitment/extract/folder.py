"""The results of an audit as a folder: all files or none."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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
    """Write every file beside its place first and move them in when all are complete.

    Raises ``FileRefused("file.not_writable")``; files of an earlier run then stay as they were
    and a folder that was not there before is not left behind.
    """
    try:
        with _made(folder), tempfile.TemporaryDirectory(prefix=".saphan-", dir=folder) as name:
            place = Path(name)
            for made, write in WRITERS.items():
                write(place / made, outcome)
            write_report(place / "report.pdf", place / "report.html", outcome)
            _move_in(place, folder)
    except OSError as error:
        raise FileRefused("file.not_writable", file=folder.name) from error


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder, made where it was missing, and taken away again when the work fails."""
    if "\0" in str(folder):
        raise FileNotFoundError("no path holds a zero byte")
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in missing:
            if one.exists():
                one.rmdir()
        raise


def _move_in(place: Path, folder: Path) -> None:
    """Put the files into the folder; a folder that has the name of one stops all of them."""
    names = sorted(made.name for made in place.iterdir())
    for name in names:
        if (folder / name).is_dir():
            raise IsADirectoryError(name)
    for name in names:
        (place / name).replace(folder / name)
