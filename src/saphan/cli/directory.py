"""``saphan directory``: check a list of services, bring it in, take it back, write it out."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from saphan.domain.refusals import RowRefused
    from saphan.pillars.care.extract.directory import OpenedRows

    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001


def add(subparsers: _Subparsers) -> None:
    """Register ``directory`` with its commands check, import, list, undo and export."""
    parser = subparsers.add_parser("directory", help="the services that public pages name")
    commands = parser.add_subparsers(dest="directory_command", metavar="COMMAND", required=True)
    check = commands.add_parser("check", help="find every mistake in a file")
    bring = commands.add_parser("import", help="make a list of the directory what a file says")
    for one in (check, bring):
        one.add_argument(
            "file",
            type=Path,
            nargs="?",
            default=None,
            help="YAML (default: the list we ship), HSDS (JSON, data package), or a plain table",
        )
        one.add_argument(
            "--list", default="", help="name of the list that a file of another directory becomes"
        )
    bring.add_argument("--source", default="", help="address of the page where the file was found")
    check.set_defaults(func=_check)
    bring.set_defaults(func=_import)
    commands.add_parser("list", help="the files that were brought in").set_defaults(func=_list)
    undo = commands.add_parser("undo", help="take the last file back")
    undo.add_argument("key", type=UUID, help="key of the import, from: saphan directory list")
    undo.set_defaults(func=_undo)
    export = commands.add_parser("export", help="write what anybody may see as files")
    export.add_argument("to", type=Path, help="a new folder, or a file that ends in .zip or .json")
    export.add_argument(
        "--as",
        dest="form",
        choices=("hsds-tabular", "json", "ndjson"),
        default="hsds-tabular",
        help="a data package of tables, one JSON document, or a line for each service",
    )
    export.set_defaults(func=_export)


def _check(options: argparse.Namespace) -> int:
    """Every mistake with its line; the exit code is 1 when there is one."""
    if _is_ours(options.file):
        return _check_ours(options.file)
    found = _opened(options)
    if found.checked.faults:
        return 1
    sys.stdout.write(f"{len(found.checked.rows['service'])} services are right.\n")
    return 0


def _check_ours(file: Path | None) -> int:
    from saphan.pillars.care.extract.directory import open_directory, shipped

    path = file or shipped()
    opened = open_directory(path)
    if opened.faults:
        _tell(opened.faults, str(path))
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
    """Bring a file in, whole or not at all; the exit code is 1 when it has mistakes."""
    _prepare()
    from saphan.cli.shipped import bring_shipped
    from saphan.people.queries import OPERATOR
    from saphan.pillars.care.actions.directory import import_rows

    at = datetime.now(UTC)
    if _is_ours(options.file):
        brought = bring_shipped(at=at, file=options.file)
    else:
        found = _opened(options)
        if found.checked.faults:
            return 1
        brought = import_rows(
            by=OPERATOR,
            at=at,
            directory=options.list,
            rows=found.checked.rows,
            file_name=options.file.name,
            digest=found.digest,
            source=options.source,
        )
    sys.stdout.write(f"{brought.kept} services; {brought.changed} were new or changed.\n")
    if brought.left:
        sys.stdout.write(f"{brought.left} were edited here and stay as they are.\n")
    return 0


def _is_ours(file: Path | None) -> bool:
    return file is None or file.suffix.lower() in {".yaml", ".yml"}


def _opened(options: argparse.Namespace) -> OpenedRows:
    """A file of another directory, with everything said that is wrong in it or not kept."""
    from saphan.domain.refusals import Incomplete
    from saphan.pillars.care.extract.directory import open_rows

    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", options.list) or len(options.list) > 40:
        raise Incomplete("hsds.list_name", value=options.list)
    found = open_rows(options.file, directory=options.list)
    _tell(found.checked.faults, options.file.name)
    if found.checked.faults:
        sys.stdout.write(f"{len(found.checked.faults)} mistakes; nothing was used.\n")
    for table, count in found.checked.left_out.items():
        sys.stdout.write(f"Not kept: {count} rows of {table}.\n")
    if found.checked.unknown:
        sys.stdout.write(f"Not known and not kept: {', '.join(found.checked.unknown)}.\n")
    return found


def _tell(faults: Iterable[RowRefused], file: str) -> None:
    """One line for each mistake: the file, the table, the row, the column, the sentence."""
    from saphan.foundation.sentences import sentence

    for one in faults:
        table = f"{one.sheet}:" if one.sheet else ""
        column = f" {one.column}:" if one.column else ""
        sys.stdout.write(f"{file}:{table}{one.row}:{column} {sentence(one)}\n")


def _export(options: argparse.Namespace) -> int:
    """Write every service that anybody may see; nothing of what is kept safe."""
    _prepare()
    from saphan.domain.care.hsds.asked import Wanted
    from saphan.domain.refusals import FileRefused
    from saphan.pillars.care.extract.directory import json_text, packed, write_package
    from saphan.pillars.care.queries.directory_public import service_keys
    from saphan.pillars.care.queries.directory_rows import rows_for

    keys = service_keys(None, wanted=Wanted(), at=datetime.now(UTC))
    rows = rows_for(None, services=keys)
    to: Path = options.to
    tabular = options.form == "hsds-tabular"
    if tabular and to.suffix.lower() != ".zip":
        write_package(to, rows)
    elif to.exists():
        raise FileRefused("file.exists", file=to.name)
    else:
        lines = options.form == "ndjson"
        to.write_bytes(packed(rows) if tabular else json_text(rows, keys, lines=lines))
    sys.stdout.write(f"{len(keys)} services were written to {to}.\n")
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
