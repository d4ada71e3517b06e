"""Rows of the directory, as HSDS has them. Nobody but the operator sees what is not published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from uuid import UUID

from saphan.domain.care.hsds.checking import blank_rows
from saphan.domain.care.hsds.columns import Rows
from saphan.domain.care.hsds.publishing import published
from saphan.domain.care.hsds.tables import KEPT
from saphan.people.queries import Operator, Viewer
from saphan.pillars.care.models.directory_rows import MODELS, row_of
from saphan.pillars.care.queries.directory import require_operator

#: Keys asked for in one question; SQLite allows 32,766 values in one.
_AT_ONCE = 5_000
#: Tables that hang on a service by its key.
_OF_SERVICE = tuple(
    name for name, table in KEPT.items() if table.column("service_id") and name != "service"
)
_OF_PLACE = tuple(
    name
    for name, table in KEPT.items()
    if table.column("location_id") and name != "service_at_location"
)
_OF_BOTH = tuple(name for name, table in KEPT.items() if table.column("service_at_location_id"))
_OF_ORGANIZATION = tuple(
    name for name, table in KEPT.items() if table.column("organization_id") and name != "service"
)


def rows_for(viewer: Viewer | None, *, services: Collection[UUID], flat: bool = False) -> Rows:
    """Services with every row around them that the viewer may see.

    ``flat``: only the services, their organisations and programs.
    """
    rows = around(viewer, services=services, flat=flat)
    return rows if isinstance(viewer, Operator) else published(rows)


def around(viewer: Viewer | None, *, services: Collection[UUID], flat: bool = False) -> Rows:
    """As ``rows_for``, published or not: for what decides itself what to show.

    A flat answer holds no place, so it tells of no hidden one.
    """
    del viewer
    rows = blank_rows()
    _take(rows, "service", "pk", services)
    _take(rows, "organization", "pk", _keys(rows, "service", "organization_id"))
    if flat:
        _take(rows, "program", "pk", _keys(rows, "service", "program_id"))
        return rows
    for table in _OF_ORGANIZATION:
        _take(rows, table, "organization_id", rows["organization"])
    for table in _OF_SERVICE:
        _take(rows, table, "service_id", services)
    _take(rows, "program", "pk", _keys(rows, "service", "program_id"))
    _take(rows, "location", "pk", _keys(rows, "service_at_location", "location_id"))
    for table in _OF_PLACE:
        _take(rows, table, "location_id", rows["location"])
    for table in _OF_BOTH:
        _take(rows, table, "service_at_location_id", rows["service_at_location"])
    _take(rows, "language", "phone_id", rows["phone"])
    _take(rows, "unit", "pk", _keys(rows, "service_capacity", "unit_id"))
    _words(rows)
    return rows


def kept_rows(viewer: Viewer | None, *, directory: str) -> Rows:
    """Every row of a list, published or not.

    Raises ``NotAllowed("directory.operator_only")``.
    """
    require_operator(viewer)
    rows = blank_rows()
    for table in KEPT:
        for one in MODELS[table].objects.filter(directory=directory):
            rows[table][one.pk] = row_of(table, one)
    return rows


def lists_of_keys(viewer: Viewer | None, *, rows: Rows, other_than: str) -> list[tuple[str, UUID]]:
    """Table and key of rows that another list holds already.

    Raises ``NotAllowed("directory.operator_only")``.
    """
    require_operator(viewer)
    found = []
    for table, some in rows.items():
        for keys in _in_parts(some):
            held = MODELS[table].objects.filter(pk__in=keys)
            found += [
                (table, key)
                for key in held.exclude(directory=other_than).values_list("pk", flat=True)
            ]
    return found


def _words(rows: Rows) -> None:
    """The words of taxonomies and the translations of everything that is there."""
    linked = [key for some in rows.values() for key in some]
    for table in ("attribute", "translation"):
        _take(rows, table, "link_id", linked)
    _take(rows, "taxonomy_term", "pk", _keys(rows, "attribute", "taxonomy_term_id"))
    _take(rows, "taxonomy", "pk", _keys(rows, "taxonomy_term", "taxonomy_id"))


def _keys(rows: Rows, table: str, column: str) -> set[UUID]:
    found = (row.get(column) for row in rows[table].values())
    return {key for key in found if isinstance(key, UUID)}


def _take(rows: Rows, table: str, column: str, keys: Iterable[UUID]) -> None:
    """Add the rows in whose column one of the keys stands."""
    for some in _in_parts(keys):
        for one in MODELS[table].objects.filter(**{f"{column}__in": some}):
            rows[table][one.pk] = row_of(table, one)


def _in_parts(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    left = iter(keys)
    while some := list(islice(left, _AT_ONCE)):
        yield some
