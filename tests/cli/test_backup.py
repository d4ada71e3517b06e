"""One file holds the installation, and brings it back into an empty one."""

from __future__ import annotations

import argparse
import io
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from saphan.cli import backup, sealed
from saphan.cli.backup import back_up, restore
from saphan.cli.sealed import Sealing
from saphan.domain.refusals import Conflict, FileRefused, Refused

PASSPHRASE = "four plain words here"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of one guess is no part of what is tested here."""
    monkeypatch.setattr(sealed, "_COST", 4)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with a database that is in use, a key and a file."""
    home = tmp_path / "home"
    (home / "papers").mkdir(parents=True)
    (home / "papers" / "report.pdf").write_bytes(b"%PDF-1.7 papers")
    (home / "vault.key").write_text(Fernet.generate_key().decode() + "\n", "ascii")
    (home / "secret.key").write_text("signs sessions", "ascii")
    for name in ("SAPHAN_DATABASE", "SAPHAN_VAULT_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAPHAN_HOME", str(home))
    return home


@pytest.fixture
def writer(home: Path) -> Iterator[sqlite3.Connection]:
    """A connection that keeps the database open with its newest rows in the log only."""
    with closing(sqlite3.connect(home / "saphan.sqlite3")) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
        opened.execute("PRAGMA wal_autocheckpoint = 0")
        opened.execute("CREATE TABLE foundation_auditrow (number INTEGER PRIMARY KEY)")
        opened.execute("CREATE TABLE payment (amount_minor INTEGER)")
        opened.executemany("INSERT INTO payment VALUES (?)", [(n,) for n in range(1000)])
        opened.execute("INSERT INTO foundation_auditrow VALUES (1)")
        opened.commit()
        yield opened


def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty installation, chosen from now on."""
    other = tmp_path / "other machine" / "home"
    monkeypatch.setenv("SAPHAN_HOME", str(other))
    return other


def total(file: Path) -> int:
    with closing(sqlite3.connect(file)) as opened:
        return int(opened.execute("SELECT sum(amount_minor) FROM payment").fetchone()[0])


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


@pytest.mark.usefixtures("writer")
def test_a_restore_brings_everything_back(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    other = elsewhere(tmp_path, monkeypatch)
    seen = restore(file, passphrase=PASSPHRASE, keep=True)
    assert (seen.rows, seen.audited, seen.files) == (1001, 1, 1)
    assert seen.manifest.made_at == "2026-11-23T09:30:00+00:00"
    assert total(other / "saphan.sqlite3") == sum(range(1000))
    assert (other / "vault.key").read_bytes() == (home / "vault.key").read_bytes()
    assert (other / "papers" / "report.pdf").read_bytes() == b"%PDF-1.7 papers"
    names = {path.name for path in other.rglob("*")}
    assert names == {"saphan.sqlite3", "vault.key", "papers", "report.pdf"}


@pytest.mark.usefixtures("writer")
def test_only_the_owner_can_read_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    other = elsewhere(tmp_path, monkeypatch)
    restore(file, passphrase=PASSPHRASE, keep=True)
    made = [file, *(path for path in other.rglob("*") if path.is_file())]
    assert {path.stat().st_mode & 0o077 for path in made} == {0}


def test_a_row_written_during_the_backup_does_no_harm(
    writer: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.execute("INSERT INTO payment VALUES (5)")
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    writer.commit()
    other = elsewhere(tmp_path, monkeypatch)
    restore(file, passphrase=PASSPHRASE, keep=True)
    assert total(other / "saphan.sqlite3") == sum(range(1000))


@pytest.mark.usefixtures("writer")
def test_a_look_keeps_nothing(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    assert restore(file, passphrase=PASSPHRASE, keep=False).rows == 1001
    assert before == {p: p.stat().st_mtime_ns for p in home.rglob("*") if p.is_file()}


@pytest.mark.usefixtures("writer")
def test_a_restore_never_overwrites(tmp_path: Path) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    with pytest.raises(Conflict) as refused:
        restore(file, passphrase=PASSPHRASE, keep=True)
    assert code(refused) == "backup.occupied"


@pytest.mark.usefixtures("writer")
def test_a_damaged_file_restores_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    other = elsewhere(tmp_path, monkeypatch)
    with pytest.raises(FileRefused):
        restore(file, passphrase=PASSPHRASE, keep=True)
    assert not [path for path in other.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("writer")
def test_another_key_in_the_environment_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    elsewhere(tmp_path, monkeypatch)
    monkeypatch.setenv("SAPHAN_VAULT_KEY", Fernet.generate_key().decode())
    with pytest.raises(Conflict) as refused:
        restore(file, passphrase=PASSPHRASE, keep=True)
    assert code(refused) == "backup.other_key"


@pytest.mark.usefixtures("writer")
def test_the_other_kind_of_database_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    elsewhere(tmp_path, monkeypatch)
    monkeypatch.setenv("SAPHAN_DATABASE", "postgresql://nobody@localhost/nothing")
    with pytest.raises(Conflict) as refused:
        restore(file, passphrase=PASSPHRASE, keep=True)
    assert code(refused) == "backup.kind"


@pytest.mark.usefixtures("writer")
def test_a_backup_never_overwrites_and_never_hides_at_home(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "monday.saphan"
    file.write_text("another file")
    for target, expected in ((file, "backup.exists"), (home / "in", "backup.inside")):
        with pytest.raises(Conflict) as refused:
            back_up(target, passphrase=PASSPHRASE, at=AT)
        assert code(refused) == expected
    assert file.read_text() == "another file"


def test_an_empty_installation_has_nothing_to_back_up(home: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        back_up(tmp_path / "monday.saphan", passphrase=PASSPHRASE, at=AT)
    assert code(refused) == "backup.nothing"
    assert [path.name for path in tmp_path.iterdir()] == [home.name]


def test_a_damaged_database_is_not_backed_up(home: Path, tmp_path: Path) -> None:
    (home / "saphan.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(FileRefused) as refused:
        back_up(tmp_path / "monday.saphan", passphrase=PASSPHRASE, at=AT)
    assert code(refused) == "backup.database_damaged"
    assert [path.name for path in tmp_path.iterdir()] == [home.name]


@pytest.mark.parametrize("name", ["../outside", "/outside", "files/../../outside"])
def test_an_archive_cannot_write_outside(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(tmp_path, monkeypatch)
    file = tmp_path / "forged.saphan"
    with file.open("wb") as target:
        sealing = Sealing(target, PASSPHRASE)
        with tarfile.open(fileobj=sealing, mode="w|gz") as archive:
            archive.addfile(tarfile.TarInfo(name), io.BytesIO(b""))
        sealing.finish()
    with pytest.raises(FileRefused) as refused:
        restore(file, passphrase=PASSPHRASE, keep=True)
    assert code(refused) == "backup.incomplete"


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    backup.add(parser.add_subparsers(required=True))
    return parser.parse_args(given)


def run(*given: str) -> int:
    args = arguments(*given)
    return int(args.func(args))


@pytest.mark.usefixtures("writer")
def test_the_commands_say_what_they_saw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, words = tmp_path / "monday.saphan", tmp_path / "words"
    words.write_text(PASSPHRASE + "\n")
    assert run("backup", str(file), "--passphrase-file", str(words)) == 0
    assert "1001 rows (1 of the audit trail), 1 other files" in capsys.readouterr().out
    elsewhere(tmp_path, monkeypatch)
    assert run("restore", str(file), "--check", "--passphrase-file", str(words)) == 0
    assert "nothing was kept" in capsys.readouterr().out
    assert run("restore", str(file), "--passphrase-file", str(words)) == 0
    assert "is restored" in capsys.readouterr().out


@pytest.mark.usefixtures("writer")
def test_a_refusal_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, words = tmp_path / "monday.saphan", tmp_path / "words"
    words.write_text("short")
    assert run("backup", str(file), "--passphrase-file", str(words)) == 2
    assert capsys.readouterr().err == "The passphrase needs at least 12 characters.\n"
    monkeypatch.setattr("getpass.getpass", lambda prompt: f"{prompt} and some more words")
    assert run("backup", str(file)) == 2
    assert capsys.readouterr().err == "The two passphrases differ.\n"
    assert run("restore", "--check", str(file), "--passphrase-file", str(words)) == 2
    assert capsys.readouterr().err == f"There is no file {file}.\n"


def test_every_refusal_has_its_sentence() -> None:
    folder = Path(backup.__file__).parent
    texts = [(folder / name).read_text("utf-8") for name in ("backup.py", "copies.py", "sealed.py")]
    raised = {
        word
        for text in texts
        for word in text.split('"')
        if word.startswith("backup.") and " " not in word
    }
    assert raised == set(backup.SENTENCES)
