"""``saphan publish``: the public pages as plain files for any web server or USB stick."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

_MEGABYTE = 1_000_000


def add(subparsers: _Subparsers) -> None:
    """Register ``publish``."""
    parser = subparsers.add_parser("publish", help="write the public pages as plain files")
    parser.add_argument("folder", type=Path, help="new, empty, or an earlier edition")
    parser.add_argument(
        "--language", action="append", metavar="CODE", help="only this one; may be repeated"
    )
    parser.set_defaults(func=_publish)


def _publish(options: argparse.Namespace) -> int:
    from saphan.cli.run import prepare, waiting_steps
    from saphan.domain.refusals import Conflict, Refused
    from saphan.foundation.words import LANGUAGES

    prepare()
    waiting = waiting_steps()
    if waiting:
        raise Conflict("database.behind", count=waiting)
    from saphan.web.edition.making import publish

    languages = options.language or LANGUAGES
    unknown = [code for code in languages if code not in LANGUAGES]
    if unknown:
        raise Refused("edition.no_language", language=unknown[0], known=", ".join(LANGUAGES))
    chosen = [code for code in LANGUAGES if code in languages]
    made = publish(options.folder, languages=chosen, tell=_tell)
    sys.stdout.write(
        f"{made.pages} pages in {len(chosen)} languages, {made.size / _MEGABYTE:.1f} MB, "
        f"made on {made.made}, rules as of {made.rules}: {options.folder}\n"
    )
    return 0


def _tell(done: int, total: int) -> None:
    """Count on one line for whoever watches; a log gets nothing."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} pages" + ("\n" if done == total else ""))
        sys.stderr.flush()
