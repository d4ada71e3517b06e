"""A throw-away PostgreSQL server on a socket of its own, and any database as the default one."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

_START_WITHIN = 30.0
_USER = "saphan"
_CLUSTER = ("-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")


def find_binaries() -> Path:
    """The folder of the server's programs; the newest of several. Fails when there is none."""
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    if not found:
        pytest.fail("needs PostgreSQL: no program 'postgres' on PATH or in /usr/lib/postgresql")
    return found[-1].parent


def _version(program: Path) -> int:
    name = program.parent.parent.name
    return int(name) if name.isdigit() else 0


@contextmanager
def running_server() -> Iterator[str]:
    """A new server that nobody else can reach; gives the folder of its socket."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="saphan-pg-"))
    owner = _owner()
    if owner:
        shutil.chown(folder, user=owner)
    try:
        subprocess.run(
            [binaries / "initdb", "-D", folder / "data", *_CLUSTER],
            check=True,
            stdout=subprocess.DEVNULL,
            **_as(owner),
        )
        with _serving(binaries, folder, owner):
            yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _serving(binaries: Path, folder: Path, owner: str) -> Iterator[None]:
    options = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-k", folder, *options],
            stdout=log,
            stderr=log,
            **_as(owner),
        )
        try:
            _wait(server, folder)
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=_START_WITHIN)


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + _START_WITHIN
    while True:
        try:
            psycopg.connect(host=str(folder), user=_USER, dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
            time.sleep(0.05)
        else:
            return


def _owner() -> str:
    """PostgreSQL refuses to run as root: the account it runs as then."""
    if os.geteuid() != 0:
        return ""
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def _as(owner: str) -> dict[str, Any]:
    return {"user": owner, "extra_groups": [], "cwd": "/"} if owner else {}


@contextmanager
def copied(config: Mapping[str, Any], name: str = "copy") -> Iterator[dict[str, Any]]:
    """Settings of another database of the server with the same tables and rows."""
    with psycopg.connect(
        host=config["HOST"], user=_USER, dbname="template1", autocommit=True
    ) as asked:
        asked.execute(f"CREATE DATABASE {name} TEMPLATE {config['NAME']}".encode())
        try:
            yield {**config, "NAME": name}
        finally:
            asked.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def as_default(config: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """Use the database as Django's default one in this thread."""
    filled = connections.configure_settings({"default": dict(config)})["default"]
    before = connections["default"]
    wrapper = load_backend(filled["ENGINE"]).DatabaseWrapper(filled, "default")
    connections["default"] = wrapper
    try:
        yield wrapper
    finally:
        wrapper.close()
        connections["default"] = before
