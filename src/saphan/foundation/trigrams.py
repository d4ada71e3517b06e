"""The index of three-letter pieces: each database has one of its own, and either may lack it.

SQLite keeps it beside the table (FTS5) and triggers keep it in step; a later migration that alters
the table on SQLite makes it anew without its triggers and has to repeat this step. PostgreSQL needs
its extension ``pg_trgm``; where that may not be had, searching is right without it, but slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython
from django.db.models.expressions import Col
from django.db.models.lookups import Contains, Lookup
from django.db.models.sql.compiler import SQLCompiler

# Django's columns know the types they take and give only while types are checked.
if TYPE_CHECKING:
    _Texts = models.TextField[str, str]
    _Texted = Lookup[str]
else:
    _Texts = models.TextField
    _Texted = Lookup

#: Code points that a question needs before the index of SQLite finds anything.
SHORTEST = 3

_SQLITE = (
    """CREATE VIRTUAL TABLE "{table}_pieces" USING fts5("{column}", content="{table}",
       content_rowid="{key}", tokenize="trigram")""",
    """CREATE TRIGGER "{table}_pieces_new" AFTER INSERT ON "{table}" BEGIN
       INSERT INTO "{table}_pieces"(rowid, "{column}") VALUES (new."{key}", new."{column}"); END""",
    """CREATE TRIGGER "{table}_pieces_gone" AFTER DELETE ON "{table}" BEGIN
       INSERT INTO "{table}_pieces"("{table}_pieces", rowid, "{column}")
       VALUES ('delete', old."{key}", old."{column}"); END""",
    """CREATE TRIGGER "{table}_pieces_other" AFTER UPDATE ON "{table}" BEGIN
       INSERT INTO "{table}_pieces"("{table}_pieces", rowid, "{column}")
       VALUES ('delete', old."{key}", old."{column}");
       INSERT INTO "{table}_pieces"(rowid, "{column}") VALUES (new."{key}", new."{column}"); END""",
    """INSERT INTO "{table}_pieces"("{table}_pieces") VALUES ('rebuild')""",
)
_SQLITE_GONE = (
    'DROP TRIGGER IF EXISTS "{table}_pieces_new"',
    'DROP TRIGGER IF EXISTS "{table}_pieces_gone"',
    'DROP TRIGGER IF EXISTS "{table}_pieces_other"',
    'DROP TABLE IF EXISTS "{table}_pieces"',
)
_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    'CREATE INDEX "{table}_pieces" ON "{table}" USING gin ("{column}" gin_trgm_ops)',
)
_POSTGRESQL_GONE = ('DROP INDEX IF EXISTS "{table}_pieces"',)
_BY_PIECES = '{key} IN (SELECT rowid FROM "{table}_pieces" WHERE "{table}_pieces" MATCH %s)'
_IS_THERE = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE name = %s",
    "postgresql": "SELECT 1 FROM pg_class WHERE relname = %s AND relkind = 'i'",
}


def piecewise(table: str, *, column: str, key: str) -> RunPython:
    """A step of a migration: from now on the column of the table has an index of pieces."""

    def there(_: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        make(schema_editor.connection, table, column=column, key=key)

    def back(_: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        drop(schema_editor.connection, table)

    return RunPython(there, back)


def make(connection: BaseDatabaseWrapper, table: str, *, column: str, key: str) -> bool:
    """Make the index where the database can; tell whether it is there now.

    The names come from our own code, never from outside. ``key`` is a whole number.
    """
    if present(connection, table):
        return True
    statements = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.format(table=table, column=column, key=key))
    except DatabaseError:
        return False
    return True


def drop(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the index away, to migrate back."""
    statements = _POSTGRESQL_GONE if connection.vendor == "postgresql" else _SQLITE_GONE
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(table=table))


def present(connection: BaseDatabaseWrapper, table: str) -> bool:
    """Whether the table has its index of pieces, by asking the database."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_THERE[connection.vendor], [f"{table}_pieces"])
        return cursor.fetchone() is not None


def knows_letters(connection: BaseDatabaseWrapper) -> bool:
    """Whether the index is of use for scripts beside Latin.

    A PostgreSQL database whose character type is C takes no other letter for one.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm(%s)) > 0", ["ค่าจ้าง"])
        row = cursor.fetchone()
    return bool(row and row[0])


class PiecewiseText(_Texts):
    """A text that is asked by its pieces: ``column__holds`` finds it wherever they stand in it."""


@PiecewiseText.register_lookup
class Holds(_Texted):
    """That the column holds a text, by the index where there is one and it can answer."""

    lookup_name = "holds"

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Letter by letter; PostgreSQL knows by itself when its index can help."""
        sql, given = Contains(self.lhs, self.rhs).as_sql(compiler, connection)
        return sql, tuple(given)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """By the index from three letters on: below that it would find nothing at all."""
        column, wanted = self.lhs, self.rhs
        if isinstance(column, Col) and isinstance(wanted, str) and len(wanted) >= SHORTEST:
            told = column.target.model._meta  # noqa: SLF001 -- Django's public description
            if told.pk and present(connection, told.db_table):
                key, _nothing = compiler.compile(told.pk.get_col(column.alias))
                phrase = '"' + wanted.replace('"', '""') + '"'
                return _BY_PIECES.format(key=key, table=told.db_table), (phrase,)
        return self.as_sql(compiler, connection)
