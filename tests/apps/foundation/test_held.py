"""Files that wait: unreadable on the disk, for one member, for a day, a few at a time."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from saphan.domain.refusals import NotFound
from saphan.foundation import held
from saphan.foundation.uploads import Kept

NOW = datetime.now(UTC)
SECRET = "มะลิ 0812345678".encode()


@pytest.fixture(autouse=True)
def _own_home(settings: Any, tmp_path: Path) -> None:
    """Files wait in a folder of this test, where no other one removes them."""
    settings.HOME = tmp_path / "home"


@pytest.fixture
def upload(tmp_path: Path) -> Kept:
    path = tmp_path / "upload.csv"
    path.write_bytes(SECRET)
    return Kept(path, "workers.csv", "0" * 64)


def keep(upload: Kept, owner: str = "M-1", at: datetime = NOW) -> held.Held:
    return held.hold(upload, kind="list", owner=owner, at=at, facts={"step": 1})


def stored() -> list[Path]:
    return [path for path in held._root().rglob("*") if path.is_file()]


def test_a_file_comes_back_with_its_name_and_what_was_noted(upload: Kept) -> None:
    made = keep(upload)
    held.note(made, {"step": 2})
    found = held.find(made.key, kinds={"list"}, owner="M-1", at=NOW)
    assert (found.name, found.digest, found.facts, found.at) == (
        *("workers.csv", "0" * 64),
        *({"step": 2}, NOW),
    )
    with held.opened(found) as file:
        assert (file.name, file.path.suffix, file.path.read_bytes()) == (
            *("workers.csv", ".csv"),
            SECRET,
        )
        at = file.path
    assert not at.exists()


def test_nothing_on_the_disk_can_be_read(upload: Kept) -> None:
    keep(upload)
    assert len(stored()) == 2
    for path in stored():
        assert not any(word in path.read_bytes() for word in (*SECRET.split(), b"workers"))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_there_for_nobody_else(upload: Kept) -> None:
    made = keep(upload)
    with pytest.raises(NotFound, match=r"upload\.unknown"):
        held.find(made.key, kinds={"list"}, owner="M-2", at=NOW)
    with pytest.raises(NotFound, match=r"upload\.unknown"):
        held.find(made.key, kinds={"audit"}, owner="M-1", at=NOW)
    assert held.waiting(owner="M-2", at=NOW) == []
    assert held.waiting(owner="M-1", at=NOW, kind="audit") == []
    assert [one.key for one in held.waiting(owner="M-1", at=NOW)] == [made.key]


def test_it_ends_after_a_day_whatever_was_noted_since(upload: Kept) -> None:
    made = keep(upload, at=NOW - held.LONGEST)
    held.note(made, {"step": 2})
    with pytest.raises(NotFound, match=r"upload\.unknown"):
        held.find(made.key, kinds={"list"}, owner="M-1", at=NOW)
    assert stored() == []


def test_what_others_left_is_swept(upload: Kept) -> None:
    keep(upload, owner="M-2")
    old = (NOW - held.LONGEST - timedelta(minutes=1)).timestamp()
    for path in stored():
        os.utime(path, (old, old))
    keep(upload)
    assert {path.parent.name for path in stored()} == {"M-1"}


def test_only_the_newest_few_wait(upload: Kept) -> None:
    made = [keep(upload, at=NOW - timedelta(minutes=10 - number)) for number in range(7)]
    waits = held.waiting(owner="M-1", at=NOW)
    assert [one.key for one in waits] == [one.key for one in reversed(made[2:])]
    assert len(stored()) == 2 * len(waits)


def test_a_dropped_or_damaged_file_is_gone(upload: Kept, settings: Any) -> None:
    dropped, damaged = keep(upload), keep(upload)
    held.drop(dropped)
    with pytest.raises(NotFound):
        held.find(dropped.key, kinds={"list"}, owner="M-1", at=NOW)
    content = held._path(damaged, held._CONTENT)
    content.write_bytes(content.read_bytes()[:-8])
    with pytest.raises(NotFound, match=r"upload\.unknown"), held.opened(damaged):
        pass
    settings.VAULT_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(NotFound, match=r"upload\.unknown"):
        held.find(damaged.key, kinds={"list"}, owner="M-1", at=NOW)
