"""``saphan backup`` and ``saphan restore``: one sealed file, and a restore that was seen."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from saphan.cli import copies
from saphan.cli.sealed import Opening, Sealing
from saphan.config import env
from saphan.domain.refusals import Conflict, FileRefused, Incomplete, Refused

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

SHORTEST_PASSPHRASE = 12

SENTENCES = {
    "backup.nothing": "There is no database at {file}; nothing was backed up.",
    "backup.exists": "{file} exists already; a backup never overwrites a file.",
    "backup.inside": "{file} lies inside the installation and would be lost with it.",
    "backup.missing": "There is no file {file}.",
    "backup.passphrase_short": "The passphrase needs at least {least} characters.",
    "backup.passphrase_differs": "The two passphrases differ.",
    "backup.passphrase_file": "The passphrase cannot be read from {file}.",
    "backup.not_sealed": "This is not a backup of Saphan.",
    "backup.passphrase": "The passphrase is wrong, or the beginning of the file is damaged.",
    "backup.damaged": "The file is damaged or its end is missing; nothing was restored.",
    "backup.incomplete": "The archive is not whole ({part}); nothing was restored.",
    "backup.database_damaged": "The database {file} is damaged.",
    "backup.program": "The program {program} of PostgreSQL is not on this machine.",
    "backup.server": "PostgreSQL refused: {said}",
    "backup.kind": "The backup holds a {kind} database; set SAPHAN_DATABASE to one of that kind.",
    "backup.occupied": "{file} exists: a restore goes into an empty installation only.",
    "backup.other_key": "SAPHAN_VAULT_KEY is set and cannot open the names in this backup.",
}


def add(subparsers: _Subparsers) -> None:
    """Register ``backup`` and ``restore``."""
    back = subparsers.add_parser("backup", help="write the whole installation into one sealed file")
    back.set_defaults(func=_backup)
    back_in = subparsers.add_parser("restore", help="restore a backup into an empty installation")
    back_in.add_argument("--check", action="store_true", help="open and look, keep nothing")
    back_in.set_defaults(func=_restore)
    for parser in (back, back_in):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--passphrase-file", type=Path, help="read the passphrase here instead of asking"
        )


def _backup(args: argparse.Namespace) -> int:
    try:
        passphrase = _passphrase(args.passphrase_file, twice=True)
        back_up(args.file, passphrase=passphrase, at=datetime.now(tz=UTC))
        seen = restore(args.file, passphrase=passphrase, keep=False)
    except Refused as refusal:
        return _refused(refusal)
    sys.stdout.write(f"{args.file} is written and was opened again: {_words(seen)}\n")
    return 0


def _restore(args: argparse.Namespace) -> int:
    try:
        passphrase = _passphrase(args.passphrase_file, twice=False)
        seen = restore(args.file, passphrase=passphrase, keep=not args.check)
    except Refused as refusal:
        return _refused(refusal)
    done = "was opened and nothing was kept" if args.check else "is restored"
    sys.stdout.write(f"{args.file} {done}: {_words(seen)}\n")
    return 0


def back_up(file: Path, *, passphrase: str, at: datetime) -> None:
    """Write the installation of the environment into one sealed file that does not exist yet.

    Raises ``Conflict`` (``backup.exists``, ``backup.inside``) and what ``copies.pack`` raises.
    Nothing is left behind when it fails.
    """
    home, database = env.home(os.environ), env.database(os.environ)
    target = file.expanduser().resolve()
    if target.exists():
        raise Conflict("backup.exists", file=str(file))
    if target.is_relative_to(home):
        raise Conflict("backup.inside", file=str(file))
    copies.require(database)
    keys = env.vault_keys(os.environ)
    with _folder(home) as folder, _whole_or_nothing(target) as written:
        sealing = Sealing(written, passphrase)
        with tarfile.open(fileobj=cast("IO[bytes]", sealing), mode="w|gz") as archive:
            copies.pack(
                archive, home=home, database=database, vault_keys=keys, at=at, folder=folder
            )
        sealing.finish()


def restore(file: Path, *, passphrase: str, keep: bool) -> copies.Seen:
    """Open a sealed file whole, look at it, and (``keep``) install it where nothing is yet.

    Raises ``Conflict`` (``backup.occupied``, ``backup.other_key``, ``backup.kind``) and
    ``FileRefused``; nothing is installed before everything was checked.
    """
    home, database = env.home(os.environ), env.database(os.environ)
    if keep:
        _require_empty(home, database)
    with _folder(home) as folder:
        manifest = _unseal(file, passphrase, folder)
        seen = copies.look(folder, manifest, database)
        if keep:
            _require_our_key(folder)
            copies.install(folder, manifest, home=home, database=database)
    return seen


def _unseal(file: Path, passphrase: str, folder: Path) -> copies.Manifest:
    try:
        source = file.expanduser().open("rb")
    except OSError as missing:
        raise FileRefused("backup.missing", file=str(file)) from missing
    with source:
        opening = Opening(source, passphrase)
        try:
            with tarfile.open(fileobj=cast("IO[bytes]", opening), mode="r|gz") as archive:
                manifest = copies.unpack(archive, folder)
        except (tarfile.TarError, EOFError) as wrong:
            raise FileRefused("backup.incomplete", part="archive") from wrong
        while opening.read(1 << 20):
            """Read to the end, so that a missing end is noticed."""
    return manifest


def _require_empty(home: Path, database: copies.Database) -> None:
    taken = [home / copies.KEYS]
    if not copies.is_postgresql(database):
        taken.append(Path(database["NAME"]))
    for file in taken:
        if file.exists():
            raise Conflict("backup.occupied", file=str(file))


def _require_our_key(folder: Path) -> None:
    """A key in the environment wins over the restored one, so it must be the same."""
    given = os.environ.get("SAPHAN_VAULT_KEY", "")
    kept = (folder / copies.KEYS).read_text("ascii").strip().split(",")
    if given and not set(kept) <= {key.strip() for key in given.split(",")}:
        raise Conflict("backup.other_key")


@contextmanager
def _folder(home: Path) -> Iterator[Path]:
    """A passing folder on the disk of the installation, gone afterwards."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=home) as folder:
        yield Path(folder)


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[BinaryIO]:
    """A file (mode 0600) that appears under its name only when everything was written."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as written:
            yield written
            written.flush()
            os.fsync(written.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def _passphrase(file: Path | None, *, twice: bool) -> str:
    """The passphrase from a file's first line or from the keyboard; when writing, long enough."""
    given = _first_line(file) if file else getpass.getpass("Passphrase: ")
    if twice and len(given) < SHORTEST_PASSPHRASE:
        raise Incomplete("backup.passphrase_short", least=SHORTEST_PASSPHRASE)
    if twice and not file and getpass.getpass("Once more: ") != given:
        raise Incomplete("backup.passphrase_differs")
    return given


def _first_line(file: Path) -> str:
    try:
        return (file.read_text("utf-8").splitlines() or [""])[0].strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise FileRefused("backup.passphrase_file", file=str(file)) from wrong


def _words(seen: copies.Seen) -> str:
    told = seen.manifest
    what = f"made {told.made_at} by version {told.version}, {told.database}"
    if told.database == "postgresql":
        return f"{what}, {seen.rows} tables, {seen.files} other files."
    return (
        f"{what}, {seen.rows} rows ({seen.audited} of the audit trail), {seen.files} other files."
    )


def _refused(refusal: Refused) -> int:
    sys.stderr.write(SENTENCES[refusal.code].format(**refusal.facts) + "\n")
    return 2
