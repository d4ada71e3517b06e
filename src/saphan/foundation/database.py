"""What the two databases do differently, in one place."""

from __future__ import annotations

from collections.abc import Callable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython

_PREFIX = "append_only_"

_SQLITE = (
    """CREATE TRIGGER "append_only_update_{table}" BEFORE UPDATE ON "{table}"
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER "append_only_delete_{table}" BEFORE DELETE ON "{table}"
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE TRIGGER "append_only_change_{table}" BEFORE UPDATE OR DELETE ON "{table}"
       FOR EACH ROW EXECUTE FUNCTION append_only_refuse()""",
    """CREATE TRIGGER "append_only_empty_{table}" BEFORE TRUNCATE ON "{table}"
       FOR EACH STATEMENT EXECUTE FUNCTION append_only_refuse()""",
)


def append_only(table: str) -> RunPython:
    """A step of a migration: from now on the database itself refuses to change or delete rows.

    A later migration that alters the table on SQLite makes it anew without its triggers and has
    to repeat this step.
    """
    return RunPython(_step(protect, table), _step(unprotect, table))


def protect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make the table append-only. The name comes from our own code, never from outside."""
    statements = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(table=table))


def unprotect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the protection away, to migrate back."""
    on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for trigger in _triggers(connection, table):
            cursor.execute(f'DROP TRIGGER "{trigger}"{on_table}')


def protected_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that are append-only now, by asking the database."""
    return sorted(set(map(_table_of, _triggers(connection))))


def one_writer_at_a_time(connection: BaseDatabaseWrapper, name: str) -> None:
    """Wait until no other transaction holds the name; hold it until this one ends.

    SQLite has one writer anyway: its transactions take the lock when they begin.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


def _triggers(connection: BaseDatabaseWrapper, table: str = "") -> list[str]:
    question = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        names = [str(row[0]) for row in cursor.fetchall()]
    ours = [name for name in names if name.startswith(_PREFIX)]
    return [name for name in ours if not table or _table_of(name) == table]


def _table_of(trigger: str) -> str:
    return trigger.split("_", 3)[3]


def _step(
    change: Callable[[BaseDatabaseWrapper, str], None], table: str
) -> Callable[[object, BaseDatabaseSchemaEditor], None]:
    def run(_: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        change(schema_editor.connection, table)

    return run


def forget_deleted(connection: BaseDatabaseWrapper) -> None:
    """After the commit, take what was deleted out of SQLite's write-ahead log as well.

    The pages in the file are overwritten by ``secure_delete``. When somebody still reads the old
    log it stays until the next checkpoint.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
