"""What of the rows anybody may see: never a place that keeps people safe, nor a way to it."""

from __future__ import annotations

from uuid import UUID

from saphan.domain.care.codes import Status
from saphan.domain.care.hsds.columns import Row, Rows
from saphan.domain.care.hsds.tables import KEPT

#: Columns through which a row belongs to something else; a row whose last owner is hidden goes too.
_OWNERS = (
    *("service_id", "location_id", "service_at_location_id", "phone_id", "organization_id"),
    "link_id",
)
#: Columns that say of what a row is made: without it there is nothing left.
_NEEDED = {
    "service": ("organization_id",),
    "service_at_location": ("service_id", "location_id"),
    "service_capacity": ("service_id", "unit_id"),
    "attribute": ("link_id", "taxonomy_term_id"),
}


def published(rows: Rows) -> Rows:
    """The rows that anybody may see, those that point to a hidden one without that pointer.

    Hidden are sensitive locations, services that do not work or have no other location, and
    whatever belongs to nothing else.
    """
    hidden = {key for key, one in rows["location"].items() if one.get("sensitive")}
    hidden |= _not_shown(rows, hidden)
    seen = {name: {key: dict(row) for key, row in some.items()} for name, some in rows.items()}
    while fresh := _step(seen, hidden):
        hidden = fresh
    return seen


def hidden_services(rows: Rows) -> set[UUID]:
    """The services that have no other place than sensitive ones."""
    places = {key for key, one in rows["location"].items() if one.get("sensitive")}
    lies: dict[object, list[bool]] = {}
    for at in rows["service_at_location"].values():
        lies.setdefault(at.get("service_id"), []).append(at.get("location_id") in places)
    return {key for key in rows["service"] if lies.get(key) and all(lies[key])}


def with_kept_places(rows: Rows, *, before: Rows) -> Rows:
    """The rows with what is kept of the sensitive places that they do not name."""
    carried = {
        key
        for key, one in before["location"].items()
        if one.get("sensitive") and key not in rows["location"]
    }
    whole = {table: dict(some) for table, some in rows.items()}
    more = True
    while more:
        found = {
            (table, key)
            for table, some in before.items()
            for key, row in some.items()
            if key not in whole[table] and (key in carried or carried & set(row.values()))
        }
        for table, key in found:
            whole[table][key] = before[table][key]
        more = not {key for _, key in found} <= carried
        carried |= {key for _, key in found}
    return whole


def _not_shown(rows: Rows, places: set[UUID]) -> set[UUID]:
    ended = {
        key for key, one in rows["service"].items() if one.get("status") != Status.ACTIVE.value
    }
    return ended | (hidden_services(rows) if places else set())


def _step(seen: Rows, hidden: set[UUID]) -> set[UUID]:
    """Take away the hidden rows; the keys of those that hang on them are the next."""
    following: set[UUID] = set()
    for name, some in seen.items():
        if name not in KEPT:
            continue
        for key in [key for key in some if key in hidden]:
            del some[key]
        following |= {key for key, row in some.items() if _falls(name, row, hidden)}
    return following


def _falls(name: str, row: Row, hidden: set[UUID]) -> bool:
    """Whether the row goes with what is hidden; otherwise it forgets it."""
    gone = [column for column, value in row.items() if column != "id" and value in hidden]
    if not gone:
        return False
    if any(column in _NEEDED.get(name, ()) for column in gone):
        return True
    owned = [column for column in _OWNERS if column in row]
    if name not in {"location", "service", "program"} and set(owned) <= set(gone):
        return True
    for column in gone:
        del row[column]
    return False
