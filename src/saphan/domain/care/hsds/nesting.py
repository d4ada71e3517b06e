"""Rows as the objects of the interface: flat in lists, with everything inside when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from saphan.domain.care.hsds.columns import Row, Rows, Table
from saphan.domain.care.hsds.tables import KEPT, parts_of
from saphan.domain.care.hsds.values import json_value

Json = dict[str, object]


@dataclass(frozen=True)
class Nest:
    """Rows that can be asked for what stands inside what."""

    rows: Rows

    def whole(self, table: str, key: UUID, *, without: frozenset[str] = frozenset()) -> Json:
        """One object with everything inside it, except the parts that are named."""
        return self._told(KEPT[table], self.rows[table][key], without)

    def flat(self, table: str, key: UUID) -> Json:
        """One object with its own values and the single objects it points to, flat as well."""
        described, row = KEPT[table], self.rows[table][key]
        made = _values(described, row, pointing=True)
        for part in described.parts:
            other = self._single(part.table, row.get(part.by)) if part.one else None
            if other is not None:
                made[part.name] = _values(KEPT[part.table], other, pointing=False)
        return made

    def _told(self, table: Table, row: Row, without: frozenset[str]) -> Json:
        made = _values(table, row, pointing=False)
        below = without | {"services", "service"}
        for part in parts_of(table):
            if part.name in without or part.table not in KEPT:
                continue
            other = KEPT[part.table]
            if part.one:
                single = self._single(part.table, row.get(part.by))
                if single is not None:
                    again = {"service_at_locations"} if part.name == "service" else set()
                    made[part.name] = self._told(other, single, below | again)
            else:
                inside = self._inside[part.table, part.by].get(row["id"], ())
                if inside:
                    made[part.name] = [self._told(other, one, below) for one in inside]
        return made

    def _single(self, table: str, key: object) -> Row | None:
        return self.rows[table].get(key) if isinstance(key, UUID) else None

    @cached_property
    def _inside(self) -> dict[tuple[str, str], dict[object, list[Row]]]:
        """Rows by table, column and the key that stands in it, in the order of their keys."""
        joins = {
            (part.table, part.by)
            for table in KEPT.values()
            for part in parts_of(table)
            if not part.one and part.table in KEPT
        }
        found: dict[tuple[str, str], dict[object, list[Row]]] = {}
        for table, column in joins:
            by = found[table, column] = defaultdict(list)
            for row in sorted(self.rows[table].values(), key=lambda row: str(row["id"])):
                if column in row:
                    by[row[column]].append(row)
        return found


def _values(table: Table, row: Row, *, pointing: bool) -> Json:
    """The own values of a row; ``pointing``: with the keys of other rows."""
    made: Json = {}
    for column in table.columns:
        if column.to and not pointing and column.name not in _KEPT_KEYS:
            continue
        if column.name in row:
            made[column.name] = json_value(column, row[column.name])
        elif column.always:
            made[column.name] = ""
    return made


#: Keys that stay in nested objects, since nothing around them tells them.
_KEPT_KEYS = frozenset({"taxonomy_id"})


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows by their keys, which those of one parent were given in the order of the file."""
    return sorted(rows, key=lambda row: str(row["id"]))
