"""Checks of the foundation: what works, but not as fast as it could."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Remark
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from saphan.foundation.trigrams import knows_letters, present

_TABLE = "foundation_searchtext"


@register(Tags.database)
def check_search(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Whether searching has its index; ``saphan migrate`` asks. Without it all is found, slower."""
    return [said for alias in databases or () for said in _about(connections[alias])]


def _about(connection: BaseDatabaseWrapper) -> Iterable[CheckMessage]:
    if _TABLE not in connection.introspection.table_names():
        return
    if not present(connection, _TABLE):
        hint = (
            "PostgreSQL: let the owner of the database run CREATE EXTENSION pg_trgm; then CREATE "
            f"INDEX {_TABLE}_pieces ON {_TABLE} USING gin (bare gin_trgm_ops). SQLite: use a "
            "Python whose SQLite is 3.34 or newer."
        )
        yield Remark("Searching has no index of pieces.", hint=hint, id="saphan.W101")
    elif not knows_letters(connection):
        hint = "Make the database with LC_CTYPE=C.UTF-8 or another UTF-8 locale."
        yield Remark(
            "The index of searching knows only Latin letters.", hint=hint, id="saphan.W102"
        )
