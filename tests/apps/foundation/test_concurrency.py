"""Two writers at once: both finish, and the chain stays one chain."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from saphan.config import env
from saphan.foundation.audit import first_broken
from saphan.foundation.models import AuditRow
from tests.apps.foundation.test_audit import write
from tests.postgres import as_default, running_server

WRITERS, TIMES = 2, 15


def write_together(config: dict[str, Any]) -> None:
    begin = Barrier(WRITERS)

    def writer(_: int) -> None:
        with as_default(config):
            begin.wait(timeout=30)
            for _ in range(TIMES):
                write(2)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(writer, range(WRITERS)))


def check(config: dict[str, Any], unblock: Callable[[], Any]) -> None:
    with unblock(), as_default(config):
        call_command("migrate", verbosity=0, skip_checks=True)
        before = AuditRow.objects.count()
        write_together(config)
        assert AuditRow.objects.count() == before + WRITERS * TIMES * 2
        assert first_broken() is None


def test_on_sqlite(tmp_path: Path, django_db_blocker: Any) -> None:
    check(env.sqlite(tmp_path / "two.sqlite3"), django_db_blocker.unblock)


@pytest.mark.postgres
def test_on_postgresql(django_db_blocker: Any) -> None:
    with running_server() as folder:
        config = env.database({"SAPHAN_DATABASE": f"postgresql://saphan@/postgres?host={folder}"})
        check(config, django_db_blocker.unblock)


def test_readers_do_not_wait_for_a_writer(tmp_path: Path, django_db_blocker: Any) -> None:
    config = env.sqlite(tmp_path / "read.sqlite3")
    with django_db_blocker.unblock(), as_default(config):
        call_command("migrate", verbosity=0, skip_checks=True)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone() == (1,)
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("DELETE FROM django_session")
            with as_default(config):
                assert AuditRow.objects.count() == 0
            cursor.execute("ROLLBACK")
