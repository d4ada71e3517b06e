"""What a backup holds: the database, the keys of the vault and the files, in one archive."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from saphan import __version__
from saphan.domain.refusals import Conflict, FileRefused, Incomplete

Database = Mapping[str, Any]

MANIFEST, SQLITE, DUMP, KEYS = "manifest.json", "database.sqlite3", "database.dump", "vault.key"
#: What is made anew: the key of the sessions (everybody logs in again) and what belongs to SQLite.
_NOT_KEPT = ("secret.key", "-wal", "-shm", "-journal", ".part")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive says of itself: when, which version, which kind of database."""

    made_at: str
    version: str
    database: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in the copy: rows in all tables, rows of the audit trail, other files."""

    manifest: Manifest
    rows: int
    audited: int
    files: int


def is_postgresql(database: Database) -> bool:
    """Whether the installation keeps its rows in PostgreSQL."""
    return str(database["ENGINE"]).endswith("postgresql")


def require(database: Database) -> None:
    """Raises ``Incomplete("backup.nothing")`` when there is no SQLite file to copy."""
    if not is_postgresql(database) and not Path(database["NAME"]).is_file():
        raise Incomplete("backup.nothing", file=database["NAME"])


def pack(
    archive: tarfile.TarFile,
    *,
    home: Path,
    database: Database,
    vault_keys: list[str],
    at: datetime,
    folder: Path,
) -> None:
    """Put everything into the archive; ``folder`` takes the passing copy of the database.

    Raises ``FileRefused`` when the database is damaged or its server does not answer.
    """
    kind = "postgresql" if is_postgresql(database) else "sqlite"
    told = Manifest(at.isoformat(timespec="seconds"), __version__, kind)
    manifest, keys = folder / MANIFEST, folder / KEYS
    manifest.write_text(json.dumps(asdict(told)), "utf-8")
    keys.write_text(",".join(vault_keys) + "\n", "ascii")
    copied = _dump(database, folder) if kind == "postgresql" else _copy(database, folder)
    for file in (manifest, keys, copied):
        archive.add(file, arcname=file.name)
    for file in _files(home, database):
        archive.add(file, arcname=f"files/{file.relative_to(home).as_posix()}", recursive=False)


def _files(home: Path, database: Database) -> Iterator[Path]:
    """The other files of the installation, without links, the database and passing files."""
    taken = {home / KEYS}
    if not is_postgresql(database):
        taken.add(Path(database["NAME"]).resolve())
    for file in sorted(home.rglob("*")):
        passing = any(part.startswith(".") for part in file.relative_to(home).parts)
        if file.is_symlink() or not file.is_file() or passing or file in taken:
            continue
        if not file.name.endswith(_NOT_KEPT):
            yield file


def _copy(database: Database, folder: Path) -> Path:
    """A copy of a running SQLite database by its own backup interface, checked."""
    source, target = Path(database["NAME"]), folder / SQLITE
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as running,
            closing(sqlite3.connect(target)) as copy,
        ):
            running.backup(copy)
        check_sqlite(target)
    except sqlite3.DatabaseError as wrong:
        raise FileRefused("backup.database_damaged", file=str(source)) from wrong
    return target


def check_sqlite(file: Path) -> None:
    """Raises ``sqlite3.DatabaseError`` when the database is not whole."""
    with closing(sqlite3.connect(file)) as opened:
        answer = opened.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise sqlite3.DatabaseError(answer)


def _dump(database: Database, folder: Path) -> Path:
    target = folder / DUMP
    told = ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    _postgresql("pg_dump", told, database)
    return target


def _postgresql(program: str, arguments: list[str], database: Database) -> str:
    """Run one of PostgreSQL's programs; the password goes by the environment, never by the line."""
    found = shutil.which(program)
    if found is None:
        raise Incomplete("backup.program", program=program)
    done = subprocess.run(  # noqa: S603 - our own words and paths, no shell
        [found, *arguments],
        env={**os.environ, **connection_settings(database)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FileRefused("backup.server", said=" ".join(done.stderr.split()))
    return done.stdout


def connection_settings(database: Database) -> dict[str, str]:
    """The database as the environment of PostgreSQL's own programs."""
    given = {
        "PGDATABASE": database["NAME"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        **{f"PG{key.upper()}": value for key, value in database["OPTIONS"].items()},
    }
    return {key: str(value) for key, value in given.items() if value}


def unpack(archive: tarfile.TarFile, folder: Path) -> Manifest:
    """Write the archive into an empty folder, mode 0600, nothing outside it.

    Raises ``FileRefused("backup.incomplete")`` when a part is missing or does not belong.
    """
    for member in archive:
        target = (folder / member.name).resolve()
        content = archive.extractfile(member)
        if content is None or not target.is_relative_to(folder.resolve()):
            raise FileRefused("backup.incomplete", part=member.name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(content, target)
    return _manifest(folder)


def _write(content: IO[bytes], target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        shutil.copyfileobj(content, written)


def _manifest(folder: Path) -> Manifest:
    if not (folder / MANIFEST).is_file():
        raise FileRefused("backup.incomplete", part=MANIFEST)
    told = Manifest(**json.loads((folder / MANIFEST).read_text("utf-8")))
    for part in (KEYS, DUMP if told.database == "postgresql" else SQLITE):
        if not (folder / part).is_file():
            raise FileRefused("backup.incomplete", part=part)
    return told


def install(folder: Path, manifest: Manifest, *, home: Path, database: Database) -> None:
    """Move what was unpacked and looked at into an installation that holds nothing yet.

    Raises ``Conflict("backup.kind")`` when the archive is of the other kind of database.
    """
    if (manifest.database == "postgresql") != is_postgresql(database):
        raise Conflict("backup.kind", kind=manifest.database)
    if is_postgresql(database):
        told = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        _postgresql(
            "pg_restore", [*told, f"--dbname={database['NAME']}", str(folder / DUMP)], database
        )
    else:
        target = Path(database["NAME"])
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(folder / SQLITE, target)
    if (folder / "files").is_dir():
        shutil.copytree(folder / "files", home, dirs_exist_ok=True)
    shutil.move(folder / KEYS, home / KEYS)


def look(folder: Path, manifest: Manifest, database: Database) -> Seen:
    """Count what the unpacked copy holds.

    Of a PostgreSQL archive ``rows`` counts the tables with rows, and ``audited`` is -1: rows can
    be seen in a server only.
    """
    files = sum(1 for file in (folder / "files").rglob("*") if file.is_file())
    if manifest.database == "postgresql":
        return Seen(manifest, _contents(folder / DUMP, database), -1, files)
    try:
        check_sqlite(folder / SQLITE)
    except sqlite3.DatabaseError as wrong:
        raise FileRefused("backup.database_damaged", file=SQLITE) from wrong
    with closing(sqlite3.connect(folder / SQLITE)) as opened:
        counts = {table: _count(opened, table) for table in _tables(opened)}
    return Seen(manifest, sum(counts.values()), counts.get("foundation_auditrow", 0), files)


def _tables(opened: sqlite3.Connection) -> list[str]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [str(row[0]) for row in opened.execute(named)]


def _count(opened: sqlite3.Connection, table: str) -> int:
    quoted = '"' + table.replace('"', '""') + '"'
    question = f"SELECT count(*) FROM {quoted}"  # noqa: S608 - the name is quoted
    return int(opened.execute(question).fetchone()[0])


def _contents(dump: Path, database: Database) -> int:
    listed = _postgresql("pg_restore", ["--list", str(dump)], database)
    return sum(1 for line in listed.splitlines() if " TABLE DATA " in line)
