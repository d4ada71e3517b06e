"""``saphan directory``: check the list of services, bring it in, take it back."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def add(subparsers: _Subparsers) -> None:
    """Register ``directory`` with its commands check, import, list and undo."""
    parser = subparsers.add_parser("directory", help="the services that public pages name")
    commands = parser.add_subparsers(dest="directory_command", metavar="COMMAND", required=True)
    check = commands.add_parser("check", help="find every mistake in a file")
    bring = commands.add_parser("import", help="make the directory what a file says")
    for one in (check, bring):
        one.add_argument(
            "file", type=Path, nargs="?", default=None, help="YAML; default: the list we ship"
        )
    check.set_defaults(func=_check)
    bring.set_defaults(func=_import)
    commands.add_parser("list", help="the files that were brought in").set_defaults(func=_list)
    undo = commands.add_parser("undo", help="take the last file back")
    undo.add_argument("key", type=UUID, help="key of the import, from: saphan directory list")
    undo.set_defaults(func=_undo)


def _check(options: argparse.Namespace) -> int:
    """Every mistake with its line; the exit code is 1 when there is one."""
    from saphan.foundation.sentences import sentence
    from saphan.pillars.care.extract import open_directory, shipped

    path = options.file or shipped()
    opened = open_directory(path)
    for fault in opened.faults:
        sys.stdout.write(f"{path}:{fault.row}: {sentence(fault)}\n")
    if opened.faults:
        return 1
    services = opened.directory.services
    unverified = sum(one.verified_on is None for one in services)
    silent = sum(not one.phones for one in services)
    sys.stdout.write(
        f"{len(services)} services are right; {unverified} are not verified, "
        f"{silent} have no telephone number.\n"
    )
    return 0


def _import(options: argparse.Namespace) -> int:
    _prepare()
    from saphan.people.queries import OPERATOR
    from saphan.pillars.care.actions.directory import import_directory
    from saphan.pillars.care.extract import shipped, usable_directory

    path = options.file or shipped()
    opened = usable_directory(path)
    brought = import_directory(
        by=OPERATOR,
        at=datetime.now(UTC),
        directory=opened.directory,
        file_name=path.name,
        digest=opened.digest,
    )
    sys.stdout.write(f"{brought.kept} services; {brought.changed} were new or changed.\n")
    return 0


def _list(_options: argparse.Namespace) -> int:
    _prepare()
    from saphan.people.queries import OPERATOR
    from saphan.pillars.care.queries.directory import imports

    for one in imports(OPERATOR):
        state = "taken back" if one.undone_at else f"{one.changed} of {one.kept} changed"
        sys.stdout.write(f"{one.id}  {one.at:%Y-%m-%d %H:%M}  {one.file_name}  {state}\n")
    return 0


def _undo(options: argparse.Namespace) -> int:
    _prepare()
    from saphan.people.queries import OPERATOR
    from saphan.pillars.care.actions.directory import undo_import

    undo_import(by=OPERATOR, at=datetime.now(UTC), source=options.key)
    sys.stdout.write("The directory is what it was before this file.\n")
    return 0


def _prepare() -> None:
    """Load Django; a database that is behind is refused."""
    from saphan.cli.run import prepare, waiting_steps
    from saphan.domain.refusals import Conflict

    prepare()
    waiting = waiting_steps()
    if waiting:
        raise Conflict("database.behind", count=waiting)
