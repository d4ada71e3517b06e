"""What every test gets: a shut network, a home of its own, repeatable random cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from saphan.config import env
from saphan.foundation.database import protect, protected_tables, unprotect

pytest_plugins = ["tests.home", "tests.network", "tests.spread"]

settings.register_profile("house", derandomize=True, deadline=None, database=None, max_examples=50)
#: Other cases at every run, many more of them: ``--hypothesis-profile long``.
settings.register_profile("long", deadline=None, database=None, max_examples=2000)
settings.load_profile("house")


class QuickHasher(Argon2PasswordHasher):
    """The hasher of the settings with as little work as it can do."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@pytest.fixture(scope="session", autouse=True)
def _empty_append_only_tables() -> Iterator[None]:
    """Tests that really commit empty all tables afterwards; the triggers step aside for that."""
    empty: Callable[[TransactionTestCase], None] = vars(TransactionTestCase)["_fixture_teardown"]

    def emptied(case: TransactionTestCase) -> None:
        tables = protected_tables(connection)
        for table in tables:
            unprotect(connection, table)
        empty(case)
        for table in tables:
            protect(connection, table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_held() -> None:
    """A page shows what a test has just written, not what stood there a moment ago."""
    django_settings.PUBLIC_PAGES_HELD = 0
    django_settings.DIRECTORY_STAMP_HOLDS = 0


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """No test waits for a password; servers that tests start take their time."""
    hasher = f"{QuickHasher.__module__}.{QuickHasher.__qualname__}"
    assert len(django_settings.PASSWORD_HASHERS) == 1
    django_settings.PASSWORD_HASHERS = [hasher]


@pytest.fixture(scope="session")
def postgres() -> Iterator[dict[str, Any]]:
    """Settings of an empty PostgreSQL database; fails when the machine has no server."""
    from tests.postgres import running_server

    with running_server() as folder:
        yield env.database({"SAPHAN_DATABASE": f"postgresql://saphan@/postgres?host={folder}"})


@pytest.fixture(scope="session")
def migrated_postgres(postgres: dict[str, Any], django_db_blocker: Any) -> dict[str, Any]:
    """The same database with all tables."""
    from tests.postgres import as_default

    with django_db_blocker.unblock(), as_default(postgres):
        call_command("migrate", verbosity=0, skip_checks=True)
    return postgres


@pytest.fixture(scope="session")
def empty_file(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    """An SQLite file with all tables."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        return bytes(connection.connection.serialize())


@pytest.fixture
def sqlite_file(empty_file: bytes, tmp_path: Path) -> dict[str, Any]:
    """Settings of an SQLite file with all tables, for what several connections do."""
    file = tmp_path / "saphan.sqlite3"
    file.write_bytes(empty_file)
    return env.sqlite(file)


@pytest.fixture
def postgres_copy(migrated_postgres: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Settings of a PostgreSQL database with all tables, for what several connections do."""
    from tests.postgres import copied

    with copied(migrated_postgres) as config:
        yield config


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The test runs on each of the two databases and leaves nothing behind; gives its name."""
    if request.param == "sqlite":
        request.getfixturevalue("db")
        yield "sqlite"
        return
    from tests.postgres import as_default

    config = request.getfixturevalue("migrated_postgres")
    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock(), as_default(config), transaction.atomic():
        yield "postgresql"
        transaction.set_rollback(True)
