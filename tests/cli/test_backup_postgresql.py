"""The same backup when the rows lie in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from saphan.cli import sealed
from saphan.cli.backup import back_up, restore
from saphan.domain.refusals import FileRefused

pytestmark = pytest.mark.postgres

PASSPHRASE = "four plain words here"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def server(
    postgres: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The folder of the server's socket, with two databases: one with rows, one empty."""
    monkeypatch.setattr(sealed, "_COST", 4)
    folder = str(postgres["HOST"])
    with psycopg.connect(host=folder, user="saphan", dbname="postgres", autocommit=True) as asked:
        for name in ("before", "after"):
            asked.execute(f"CREATE DATABASE {name}".encode())
        with psycopg.connect(host=folder, user="saphan", dbname="before") as filled:
            filled.execute("CREATE TABLE payment (amount_minor bigint)")
            filled.execute("INSERT INTO payment SELECT generate_series(1, 1000)")
        monkeypatch.delenv("SAPHAN_VAULT_KEY", raising=False)
        use(monkeypatch, folder, "before", tmp_path / "home")
        yield folder
        for name in ("before", "after"):
            asked.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def use(monkeypatch: pytest.MonkeyPatch, folder: str, name: str, home: Path) -> None:
    monkeypatch.setenv("SAPHAN_DATABASE", f"postgresql://saphan@/{name}?host={folder}")
    monkeypatch.setenv("SAPHAN_HOME", str(home))


def total(folder: str, name: str) -> int:
    with psycopg.connect(host=folder, user="saphan", dbname=name) as asked:
        row = asked.execute("SELECT sum(amount_minor) FROM payment").fetchone()
    assert row is not None
    return int(row[0])


def test_a_restore_brings_the_rows_back(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    use(monkeypatch, server, "after", tmp_path / "other")
    seen = restore(file, passphrase=PASSPHRASE, keep=True)
    assert (seen.manifest.database, seen.rows) == ("postgresql", 1)
    assert total(server, "after") == 500_500
    keys = [(tmp_path / name / "vault.key").read_text() for name in ("home", "other")]
    assert keys[0] == keys[1]


def test_a_database_with_rows_is_left_as_it_is(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monday.saphan"
    back_up(file, passphrase=PASSPHRASE, at=AT)
    use(monkeypatch, server, "before", tmp_path / "other")
    with pytest.raises(FileRefused) as refused:
        restore(file, passphrase=PASSPHRASE, keep=True)
    assert refused.value.code == "backup.server"
    assert total(server, "before") == 500_500
    assert not (tmp_path / "other" / "vault.key").exists()


def test_a_server_that_does_not_answer_leaves_no_file(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, str(tmp_path), "before", tmp_path / "home")
    with pytest.raises(FileRefused) as refused:
        back_up(tmp_path / "monday.saphan", passphrase=PASSPHRASE, at=AT)
    assert refused.value.code == "backup.server"
    assert not list(tmp_path.glob("*.saphan*"))
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["vault.key"]
