"""``saphan care``: what is computed about cases, computed anew."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def add(subparsers: _Subparsers) -> None:
    """Register ``care`` with its command clocks."""
    parser = subparsers.add_parser("care", help="what is computed about cases")
    commands = parser.add_subparsers(dest="care_command", metavar="COMMAND", required=True)
    clocks = commands.add_parser("clocks", help="compute every deadline anew")
    clocks.set_defaults(func=_clocks)


def _clocks(_options: argparse.Namespace) -> int:
    from saphan.cli.clocks import renew
    from saphan.cli.run import prepare, waiting_steps
    from saphan.domain.refusals import Conflict

    prepare()
    waiting = waiting_steps()
    if waiting:
        raise Conflict("database.behind", count=waiting)
    cases, changed = renew(at=datetime.now(UTC))
    sys.stdout.write(f"{cases} cases; {changed} deadlines were new, changed or gone.\n")
    return 0
