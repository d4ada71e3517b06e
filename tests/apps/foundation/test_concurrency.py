"""Two writers at once: both finish, and the chain stays one chain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from saphan.foundation.audit import first_broken
from saphan.foundation.models import AuditRow
from tests.apps.foundation.test_audit import write
from tests.postgres import as_default

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


def check(config: dict[str, Any], blocker: DjangoDbBlocker) -> None:
    with blocker.unblock(), as_default(config):
        before = AuditRow.objects.count()
        write_together(config)
        assert AuditRow.objects.count() == before + WRITERS * TIMES * 2
        assert first_broken() is None


def test_on_sqlite(sqlite_file: dict[str, Any], django_db_blocker: DjangoDbBlocker) -> None:
    check(sqlite_file, django_db_blocker)


@pytest.mark.postgres
def test_on_postgresql(postgres_copy: dict[str, Any], django_db_blocker: DjangoDbBlocker) -> None:
    check(postgres_copy, django_db_blocker)


def test_readers_do_not_wait_for_a_writer(
    sqlite_file: dict[str, Any], django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), as_default(sqlite_file), connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("DELETE FROM django_session")
        with as_default(sqlite_file):
            assert AuditRow.objects.count() == 0
        cursor.execute("ROLLBACK")
