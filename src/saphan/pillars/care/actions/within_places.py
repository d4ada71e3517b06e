"""Inside an action: what was known of a place that now keeps people safe is forgotten everywhere.

The place itself loses it when it is written. Here go the log of changes, the files that were
brought in (what a row was before them), and proposals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from saphan.domain.care.hsds.columns import Row, Rows
from saphan.pillars.care.models import (
    DirectoryChange,
    DirectoryImport,
    Proposal,
    ServiceAtLocation,
)

#: What an old row of such a place, and of a service there, may still say.
_KEPT = {
    "location": ("id", "location_type", "province"),
    "service_at_location": ("id", "service_id", "location_id"),
}
#: Rows that stay whole although they point to one.
_WHOLE = {"service", "organization", "program", "taxonomy", "taxonomy_term", "unit"}
#: What of a place in a proposal tells where it is.
_WHERE = ("province", "place", "address", "name")
#: Shorter texts are left alone when an address is taken out of other texts.
_SHORTEST = 5


def secret_places(before: Rows, after: Rows) -> set[UUID]:
    """The places that keep people safe, and those that went when one became such a place.

    An editor may mark a place, or take it away and write the same one down as a secret.
    """
    secret = {key for key, row in after["location"].items() if row.get("sensitive")}
    fresh = _fresh(before, after)
    touched = _services(before, fresh) | _services(after, fresh)
    stay = _places(after, None)
    gone = _places(before, touched) - stay if touched else set()
    others = ServiceAtLocation.objects.filter(location__in=gone).exclude(service__in=touched)
    return secret | (gone - set(others.values_list("location", flat=True)))


def drop_places(rows: Rows, places: Collection[UUID]) -> None:
    """Take places out of the rows that nothing leads to any more, with what is theirs alone."""
    linked = _places(rows, None)
    gone: set[object] = {key for key in places if key not in linked}
    while keys := {
        (table, key)
        for table, some in rows.items()
        for key, row in some.items()
        if _is_theirs(table, key, row, gone)
    }:
        for table, key in keys:
            del rows[table][key]
        gone |= {key for _, key in keys}


def _is_theirs(table: str, key: UUID, row: Row, gone: set[object]) -> bool:
    if table == "location":
        return key in gone
    theirs = row.get("location_id") in gone or row.get("phone_id") in gone
    return theirs and "service_id" not in row


def _places(rows: Rows, services: Collection[UUID] | None) -> set[UUID]:
    """The places at which services lie, all of them or these."""
    return {
        place
        for row in rows["service_at_location"].values()
        if (services is None or row.get("service_id") in services)
        and isinstance(place := row.get("location_id"), UUID)
    }


def forget_places(*, before: Rows, after: Rows, places: Collection[UUID], directory: str) -> None:
    """What files and proposals say of ``places`` when one became secret, and the log always.

    ``places`` are those of ``secret_places``.
    """
    if not places:
        return
    services = _services(before, places) | _services(after, places)
    for service in services:
        _forget_changes(service, {str(key) for key in places})
    if not _fresh(before, after):
        return
    known = {str(key) for key in places}
    for file in DirectoryImport.objects.filter(directory=directory):
        told = _without(file.before, known)
        if told != file.before:
            file.before = told
            file.save(update_fields=["before"])
    _forget_proposals(before, after, places, services)


def _fresh(before: Rows, after: Rows) -> set[UUID]:
    """The places that were not secret before."""
    return {
        key
        for key, row in after["location"].items()
        if row.get("sensitive") and not before["location"].get(key, {}).get("sensitive")
    }


def _services(rows: Rows, places: Collection[UUID]) -> set[UUID]:
    found = (
        row.get("service_id")
        for row in rows["service_at_location"].values()
        if row.get("location_id") in places
    )
    return {key for key in found if isinstance(key, UUID)}


def _forget_changes(service: UUID, places: set[str]) -> None:
    """The log without what it says of places, and of everything that belonged to them."""
    rows = DirectoryChange.objects.filter(service=service)
    pointing = Q(previous_value__in=places) | Q(replacement_value__in=places)
    parts = rows.filter(pointing, field_name="location_id").values_list("resource_id", flat=True)
    rows.filter(Q(resource_id__in=places) | Q(resource_id__in=list(parts))).delete()


def _without(entries: list[Any], places: set[str]) -> list[Any]:
    """Rows as they were before a file, without what tells of the places."""
    hidden = set(places)
    while fresh := {
        key
        for table, key, told in entries
        if told and key not in hidden and table not in _WHOLE and _points(told, hidden)
    }:
        hidden |= fresh
    found = []
    for table, key, told in entries:
        if told is None or key not in hidden:
            found.append([table, key, told])
        elif table in _KEPT:
            less = {name: told[name] for name in _KEPT[table] if name in told}
            found.append([table, key, less | ({"sensitive": True} if key in places else {})])
    return found


def _points(told: dict[str, Any], keys: set[str]) -> bool:
    return any(
        isinstance(value, str) and value in keys for name, value in told.items() if name != "id"
    )


def _forget_proposals(
    before: Rows, after: Rows, places: Collection[UUID], services: Collection[UUID]
) -> None:
    """Proposals keep of places only what everybody may know, and say an old address nowhere."""
    open_ = {
        tuple(str(row.get(name, "")) for name in _WHERE)
        for row in after["location"].values()
        if not row.get("sensitive")
    }
    old = [before["location"].get(key, {}) for key in places]
    words = {str(row[name]) for row in old for name in ("address", "name") if row.get(name)}
    words = {word for word in words if len(word) >= _SHORTEST}
    for one in Proposal.objects.filter(service__in=services).exclude(told={}):
        spots = [_open_only(spot, open_) for spot in one.told.get("located", [])]
        told = {name: _unsaid(value, words) for name, value in one.told.items()}
        told = {**told, **({"located": spots} if spots else {})}
        if told != one.told:
            one.told = told
            one.save(update_fields=["told"])


def _open_only(spot: dict[str, Any], open_: Collection[tuple[str, ...]]) -> dict[str, Any]:
    if tuple(str(spot.get(name, "")) for name in _WHERE) in open_:
        return spot
    return {"province": spot.get("province", ""), "sensitive": True}


def _unsaid(value: Any, words: Iterable[str]) -> Any:
    """The value with the words taken out of every text in it."""
    if isinstance(value, list):
        return [_unsaid(one, words) for one in value]
    if isinstance(value, dict):
        return {name: _unsaid(one, words) for name, one in value.items()}
    if isinstance(value, str):
        for word in words:
            value = value.replace(word, "…")
    return value
