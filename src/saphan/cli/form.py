"""``saphan form``: write the interview as an XLSForm, without a server or log-in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from saphan.domain.refusals import FileRefused
from saphan.pillars.recruitment.forms.interview import interview_form

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def add(subparsers: _Subparsers) -> None:
    """Register ``form``."""
    parser = subparsers.add_parser("form", help="write the interview form for KoboToolbox or ODK")
    parser.add_argument("file", type=Path, metavar="FILE.xlsx")
    parser.set_defaults(func=_write)


def _write(options: argparse.Namespace) -> int:
    """Write the workbook. Raises ``FileRefused``: ``file.exists``, ``file.not_writable``."""
    try:
        with options.file.open("xb") as file:
            file.write(interview_form())
    except FileExistsError as error:
        raise FileRefused("file.exists", file=options.file.name) from error
    except (OSError, ValueError) as error:
        raise FileRefused("file.not_writable", file=options.file.name) from error
    sys.stdout.write(f"Written: {options.file}\n")
    return 0
