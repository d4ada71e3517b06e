"""One installation from its first day to the restore on another machine, as a user types it."""

from __future__ import annotations

import gc
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.test import override_settings

from saphan.cli.run import server_settings, settle

PASSWORD = "rice field under rain"


def saphan(home: Path, *given: str) -> subprocess.CompletedProcess[str]:
    """The command, run as its own program with its own installation."""
    told = [sys.executable, "-m", "saphan.cli", *given]
    return subprocess.run(told, env=environment(home), capture_output=True, text=True, check=False)


def environment(home: Path) -> Mapping[str, str]:
    """This environment without settings of another installation."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAPHAN_")}
    return {**kept, "SAPHAN_HOME": str(home), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation on its first day, which does not run before its database is made."""
    made = tmp_path_factory.mktemp("installed") / "home"
    behind = saphan(made, "run")
    assert (behind.returncode, behind.stdout) == (2, "")
    assert re.match(r"The database is \d+ steps behind", behind.stderr)
    assert saphan(made, "migrate").returncode == 0
    return made


def test_an_installation_lives_and_is_restored(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    words, file = tmp_path / "words", tmp_path / "monday.saphan"
    words.write_text(PASSWORD + "\n")
    centre = ("--organisation", "Invented Centre", "--kind", "centre")
    added = saphan(home, "members", "add", "nok", *centre, "--password-file", str(words))
    assert added.returncode == 0, added.stderr
    made = saphan(home, "backup", str(file), "--passphrase-file", str(words))
    assert made.returncode == 0, made.stderr
    looked = saphan(other, "restore", "--check", str(file), "--passphrase-file", str(words))
    assert "of the audit trail" in looked.stdout, looked.stderr
    assert list(other.iterdir()) == []
    restored = saphan(other, "restore", str(file), "--passphrase-file", str(words))
    assert restored.returncode == 0, restored.stderr
    assert (other / "vault.key").read_text() == (home / "vault.key").read_text()
    shown = saphan(other, "members", "list")
    assert shown.stdout == "nok  Invented Centre: administrator\n"
    assert b"rice field" not in file.read_bytes()


def test_it_answers_browsers(home: Path) -> None:
    port = str(free_port())
    told = [sys.executable, "-m", "saphan.cli", "run", "--port", port]
    with subprocess.Popen(told, env=environment(home), stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/") as answer:
                assert answer.status == 200
                assert "Server" not in answer.headers
        finally:
            server.terminate()


def test_a_port_that_is_taken_is_one_sentence(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = saphan(home, "run", "--port", str(taken.getsockname()[1]))
    assert told.returncode == 2
    assert re.fullmatch(r"Port \d+ cannot be used: .+\n", told.stderr)


@pytest.mark.parametrize("https", [True, False])
def test_a_proxy_is_believed_with_https_only(https: bool) -> None:
    with override_settings(HTTPS=https):
        told = server_settings(host="127.0.0.1", port=8000, threads=4)
    assert ("trusted_proxy" in told) is https
    assert told.get("trusted_proxy", "127.0.0.1") == "127.0.0.1"


def test_what_was_loaded_before_the_first_answer_is_not_searched_for_garbage() -> None:
    before = gc.get_freeze_count()
    settle()
    try:
        assert gc.get_freeze_count() - before > 10_000
        assert len(gc.get_objects()) < 10_000
    finally:
        gc.unfreeze()
