"""Rows of the directory are written: created, changed, deleted, in the order they need."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from saphan.domain.care.hsds.columns import Row, Rows
from saphan.domain.care.hsds.tables import KEPT
from saphan.domain.care.hsds.taxonomies import house_rows
from saphan.foundation.search import forget, index
from saphan.people.queries import Viewer
from saphan.pillars.care.models import Service
from saphan.pillars.care.models.directory import Listed
from saphan.pillars.care.models.directory_rows import MODELS, values_of
from saphan.pillars.care.queries.directory_rows import around
from saphan.pillars.care.queries.directory_search import KIND, entries

_AT_ONCE = 500
#: Tables that rows of other tables point to: deleted when nothing points there any more.
_POINTED_TO = (
    "taxonomy_term",
    "taxonomy",
    "unit",
    "service",
    "location",
    "program",
    "organization",
)


def write_rows(
    *,
    by: Viewer,
    at: datetime,
    directory: str,
    rows: Rows,
    changed: Collection[tuple[str, UUID]],
    services: Collection[UUID],
) -> None:
    """Make the changed rows what ``rows`` says; a row it lacks is deleted.

    ``services`` are those to which they belong: they were modified at this moment. Runs inside
    the transaction of the caller, who has decided that it is allowed.
    """
    _house_words()
    by_table: dict[str, list[UUID]] = {}
    for table, key in changed:
        by_table.setdefault(table, []).append(key)
    gone = {name: [k for k in keys if k not in rows[name]] for name, keys in by_table.items()}
    for table in reversed([name for name in KEPT if name not in _POINTED_TO]):
        _delete(table, gone.get(table, []))
    for table in KEPT:
        fresh = [key for key in by_table.get(table, ()) if key in rows[table]]
        if fresh:
            _write(table, [rows[table][key] for key in fresh], directory, at)
    for table in _POINTED_TO:
        _delete(table, gone.get(table, []))
    Service.objects.filter(pk__in=list(services)).update(last_modified=at)
    refresh_words(by=by, at=at, services=services)


def refresh_words(*, by: Viewer, at: datetime, services: Collection[UUID]) -> None:
    """Write anew what the search looks at; a service that is gone is found no more."""
    del at
    keys = list(services)
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        forget(KIND, part)
        index(*entries(by, rows=around(by, services=part)))


def _write(table: str, rows: Iterable[Row], directory: str, at: datetime) -> None:
    """Rows that exist are changed, the others created."""
    model = MODELS[table]
    given = {key: values_of(table, row) for row in rows if isinstance(key := row["id"], UUID)}
    if table == "service":
        given = {key: values | {"last_modified": at} for key, values in given.items()}
    existing = _existing(table, list(given))
    for key, one in existing.items():
        for name, value in given[key].items():
            setattr(one, name, value)
    names = list(next(iter(given.values())))
    if existing:
        model.objects.bulk_update(existing.values(), names, batch_size=200)
    fresh = [
        model(id=key, directory=directory, **values)
        for key, values in given.items()
        if key not in existing
    ]
    model.objects.bulk_create(fresh, batch_size=_AT_ONCE)


def _existing(table: str, keys: list[UUID]) -> dict[UUID, Listed]:
    found: dict[UUID, Listed] = {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = MODELS[table].objects.filter(pk__in=keys[start : start + _AT_ONCE])
        found.update({one.pk: one for one in rows})
    return found


def _delete(table: str, keys: list[UUID]) -> None:
    for start in range(0, len(keys), _AT_ONCE):
        MODELS[table].objects.filter(pk__in=keys[start : start + _AT_ONCE]).delete()


def _house_words() -> None:
    """The taxonomies of the house are there before anything points to them."""
    for table, some in house_rows().items():
        model = MODELS[table]
        known = set(model.objects.filter(pk__in=list(some)).values_list("pk", flat=True))
        model.objects.bulk_create(
            model(id=key, **values_of(table, row)) for key, row in some.items() if key not in known
        )
