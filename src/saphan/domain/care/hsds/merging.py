"""A service that was edited, laid over its rows: what the editor does not see stays."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from saphan.domain.care.codes import COUNTRIES, DAYS, LANGUAGES, PROVINCES
from saphan.domain.care.hsds.columns import Row, Rows, Value
from saphan.domain.care.hsds.of_listing import TOLD, TOLD_COLUMNS
from saphan.domain.care.hsds.tables import KEPT
from saphan.domain.care.hsds.taxonomies import TAXONOMIES, term_key

#: By what a row is known again.
_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "service": ("id",),
    "phone": ("service_id", "number"),
    "schedule": ("service_id", "byday", "opens_at", "closes_at"),
    "language": ("service_id", "phone_id", "code"),
    "service_area": ("service_id", "extent"),
    "location": ("province", "place", "address"),
    "service_at_location": ("service_id", "location_id"),
    "address": ("location_id", "address_1", "city"),
    "accessibility": ("location_id",),
    "required_document": ("service_id", "document"),
    "attribute": ("link_id", "taxonomy_term_id"),
    "translation": ("link_id", "field", "language"),
}
_NEEDS = frozenset(term_key("need", code) for code in TAXONOMIES["need"][1])


def merged(before: Rows, told: Rows, *, service: UUID) -> Rows:
    """The rows of a service as they are to be.

    ``before`` are the rows around it, ``told`` those of the edited listing. A row that is known
    again keeps its key and what a listing does not tell; a row that a listing would tell and does
    not is gone; everything else stays.
    """
    names = _known_again(before, told)
    after = {table: dict(some) for table, some in before.items()}
    for table in TOLD:
        for key, row in before[table].items():
            if key not in names.values() and _would_be_told(table, row, before, service):
                del after[table][key]
    for table, some in told.items():
        for key, row in some.items():
            where = names.get(key, key)
            old = before[table].get(where, {})
            kept = {name: value for name, value in old.items() if not _tells(table, name)}
            after[table][where] = kept | _renamed(row, names) | {"id": where}
    _hide(after)
    return after


def _known_again(before: Rows, told: Rows) -> dict[UUID, UUID]:
    """The keys that rows had before, by the keys that the listing gave them."""
    names: dict[UUID, UUID] = {}
    for table in _in_order():
        known: dict[tuple[Value | None, ...], list[UUID]] = {}
        for key, row in sorted(before[table].items()):
            known.setdefault(_mark(table, row), []).append(key)
        for key, row in sorted(told[table].items()):
            found = known.get(_mark(table, _renamed(row, names)))
            if found:
                names[key] = found.pop(0)
        taken = {*before[table], *told[table], *names.values()}
        for key in sorted(set(told[table]) & set(names.values()) - set(names)):
            names[key] = _free(key, taken)
            taken.add(names[key])
    return names


def _free(key: UUID, taken: set[UUID]) -> UUID:
    """The next key that no row has: the one at this position is that of a row which moved."""
    found = key
    while found in taken:
        found = UUID(int=found.int + 1)
    return found


def _in_order() -> list[str]:
    """Tables, each after those its mark points to."""
    return [name for name in KEPT if name in _KNOWN_BY]


def _mark(table: str, row: Row) -> tuple[Value | None, ...]:
    return tuple(row.get(name) for name in _KNOWN_BY[table])


def _renamed(row: Row, names: Mapping[UUID, UUID]) -> Row:
    return {
        name: names.get(value, value) if isinstance(value, UUID) else value
        for name, value in row.items()
    }


def _tells(table: str, column: str) -> bool:
    return column in TOLD_COLUMNS.get(table, ())


def _would_be_told(table: str, row: Row, rows: Rows, service: UUID) -> bool:
    """Whether a listing shows the row, so that it is gone when the listing lacks it."""
    if table in {"service", "organization", "location"}:
        return False
    if table == "attribute":
        return row.get("link_id") == service and row.get("taxonomy_term_id") in _NEEDS
    if table == "translation":
        return row.get("link_id") == service
    if table == "language" and row.get("code") not in LANGUAGES:
        return False
    if table == "language" and "phone_id" in row:
        phone = rows["phone"].get(row["phone_id"], {})  # type: ignore[arg-type]
        return phone.get("service_id") == service
    if table in {"address", "accessibility"}:
        return False
    if row.get("service_id") != service:
        return False
    if table == "service_area":
        return row.get("extent") in PROVINCES or row.get("extent") in COUNTRIES
    return table != "schedule" or _is_usual(row)


def _is_usual(row: Row) -> bool:
    """Hours of a usual week."""
    days = str(row.get("byday", "")).split(",")
    other = ("bymonthday", "byweekno", "valid_from", "valid_to", "until", "count")
    return all(day in DAYS for day in days) and not any(name in row for name in other)


def _hide(rows: Rows) -> None:
    """A place that became sensitive forgets what it told."""
    told = {"id", "location_type", "province", "sensitive"}
    hidden = {key for key, row in rows["location"].items() if row.get("sensitive")}
    for key in hidden:
        row = rows["location"][key]
        rows["location"][key] = {name: value for name, value in row.items() if name in told}
    for table in ("address", "accessibility", "schedule"):
        for key in [k for k, row in rows[table].items() if row.get("location_id") in hidden]:
            del rows[table][key]
