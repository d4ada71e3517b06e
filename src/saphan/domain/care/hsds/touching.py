"""Which services a changed row belongs to, and what of a list is left alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from saphan.domain.care.hsds.columns import Row, Rows

_UP = ("phone_id", "service_at_location_id", "location_id", "link_id", "unit_id", "taxonomy_id")


def changed_rows(before: Rows, after: Rows) -> list[tuple[str, UUID]]:
    """Table and key of every row that is new, gone or says something else."""
    return [
        (name, key)
        for name in after
        for key in {**before[name], **after[name]}
        if _told(before[name].get(key)) != _told(after[name].get(key))
    ]


def _told(row: Row | None) -> Row | None:
    """The row without when it was written."""
    if row is None or "last_modified" not in row:
        return row
    return {name: value for name, value in row.items() if name != "last_modified"}


@dataclass(slots=True)
class Owners:
    """The services that rows belong to, however far away they hang."""

    rows: Rows
    _by: dict[UUID, set[UUID]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by = defaultdict(set)
        for key, one in self.rows["service"].items():
            self._by[key] = {key}
            for column in ("organization_id", "program_id"):
                self._add(one.get(column), {key})
        for one in self.rows["service_at_location"].values():
            self._add(one.get("location_id"), self._of(one.get("service_id")))
        for one in self.rows["service_capacity"].values():
            self._add(one.get("unit_id"), self._of(one.get("service_id")))
        for one in self.rows["attribute"].values():
            self._add(one.get("taxonomy_term_id"), self._of(one.get("link_id")))

    def of(self, table: str, key: UUID) -> set[UUID]:
        """The services of a row."""
        row = self.rows[table].get(key, {})
        found = set(self._of(key))
        for column in ("service_id", "organization_id", *_UP):
            other = row.get(column)
            if column in {"organization_id"} and table == "service":
                continue
            if isinstance(other, UUID):
                found |= self._of(other) or self._further(other)
        return found

    def _further(self, key: UUID) -> set[UUID]:
        """The services of a line or of a service at a place, by its key."""
        for table in ("phone", "service_at_location"):
            row = self.rows[table].get(key)
            if row is not None:
                return set().union(
                    *(
                        self._of(row.get(column))
                        for column in ("service_id", "location_id", "organization_id")
                    )
                )
        return set()

    def _of(self, key: object) -> set[UUID]:
        return self._by.get(key, set()) if isinstance(key, UUID) else set()

    def _add(self, key: object, services: set[UUID]) -> None:
        if isinstance(key, UUID):
            self._by[key] |= services


def touched(before: Rows, after: Rows, changed: Iterable[tuple[str, UUID]]) -> set[UUID]:
    """The services to which changed rows belong or belonged."""
    old, new = Owners(before), Owners(after)
    found: set[UUID] = set()
    for table, key in changed:
        found |= old.of(table, key) | new.of(table, key)
    return found


def without_services(rows: Rows, services: set[UUID]) -> Rows:
    """The rows without some services and what belongs to them alone."""
    owners = Owners(rows)
    kept: Rows = {}
    for table, some in rows.items():
        kept[table] = {
            key: row
            for key, row in some.items()
            if not (found := owners.of(table, key)) or found - services
        }
    return kept
