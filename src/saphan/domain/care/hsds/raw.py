"""What a file says before anybody judged it: rows of tables, and JSON objects laid flat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from saphan.domain.care.hsds.columns import Part, Table
from saphan.domain.care.hsds.tables import PASSED_OVER, TABLES, parts_of
from saphan.domain.text.tables import Table as Sheet

#: How deep objects may stand in each other.
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Raw:
    """One row of a table as its file has it: where it stands, its values by column.

    ``row`` counts from 1; ``way`` leads to it inside a JSON object. ``nested`` rows may come again
    elsewhere in the file with the same key.
    """

    table: str
    values: Mapping[str, object]
    sheet: str
    row: int
    way: str = ""
    nested: bool = False


@dataclass(slots=True)
class Laid:
    """The rows of a file, and what is wrong with its shape.

    Faults are sheet, row, column, code and facts; ``unknown`` is what nobody knows, as
    ``table.field``.
    """

    rows: list[Raw] = field(default_factory=list)
    faults: list[tuple[str, int, str, str, Mapping[str, object]]] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)


def laid_flat(table: str, objects: list[object], laid: Laid, *, first: int = 1) -> None:
    """JSON objects of one table and everything inside them, as rows."""
    for number, found in enumerate(objects, start=first):
        _lay(TABLES[table], found, laid, _Where(table, number), {})


def of_sheets(sheets: Mapping[str, Sheet]) -> Laid:
    """The rows of tables by name; a column that is not known is named."""
    laid = Laid()
    for name, sheet in sheets.items():
        table = TABLES.get(name)
        if table is None:
            laid.unknown[name] = None
            continue
        _heads(table, sheet, laid)
        for row in sheet.rows:
            values = dict(zip(sheet.headings, row.cells, strict=True))
            laid.rows.append(Raw(name, values, sheet.name, row.number))
    return laid


def _heads(table: Table, sheet: Sheet, laid: Laid) -> None:
    """Columns that lack, that stand twice, and those nobody knows."""
    for head in dict.fromkeys(sheet.headings):
        if sheet.headings.count(head) > 1 and head:
            laid.faults.append((sheet.name, 1, head, "hsds.column_twice", {"field": head}))
        if head and table.column(head) is None and table.kept:
            laid.unknown[f"{table.name}.{head}"] = None
    for column in table.columns:
        if (column.always or column.needed) and column.name not in sheet.headings:
            facts = {"field": column.name}
            laid.faults.append((sheet.name, 1, column.name, "directory.field_missing", facts))


@dataclass(frozen=True, slots=True)
class _Where:
    sheet: str
    row: int
    way: str = ""
    deep: int = 0

    def to(self, name: str, at: int | None = None) -> _Where:
        step = name if at is None else f"{name}[{at}]"
        return _Where(
            self.sheet, self.row, f"{self.way}.{step}" if self.way else step, self.deep + 1
        )


def _lay(
    table: Table, found: object, laid: Laid, where: _Where, above: Mapping[str, object]
) -> None:
    """One object, then everything inside it; ``above`` are the keys that its place gives it."""
    if not isinstance(found, dict) or where.deep > DEEPEST:
        code = "hsds.too_deep" if isinstance(found, dict) else "directory.map_wrong"
        laid.faults.append((where.sheet, where.row, where.way, code, {"field": table.name}))
        return
    parts = {part.name: part for part in parts_of(table)}
    values: dict[str, object] = {}
    for name, value in found.items():
        if name in parts:
            continue
        if table.column(name):
            values[name] = value
        elif name not in PASSED_OVER and table.kept:
            laid.unknown[f"{table.name}.{str(name)[:60]}"] = None
    values |= {name: key for name, key in above.items() if table.column(name)}
    for part, key in _singles(parts, found):
        values[part.by] = key
    _needed_keys(table, values, laid, where)
    laid.rows.append(Raw(table.name, values, where.sheet, where.row, where.way, bool(where.way)))
    for part, inside, place in _inside(parts, found, laid, where):
        _lay(TABLES[part.table], inside, laid, place, _given(table, part, values))


def _needed_keys(table: Table, values: Mapping[str, object], laid: Laid, where: _Where) -> None:
    for column in table.columns:
        if column.always and column.name not in values:
            way = f"{where.way}.{column.name}" if where.way else column.name
            facts = {"field": column.name}
            laid.faults.append((where.sheet, where.row, way, "directory.field_missing", facts))


def _singles(
    parts: Mapping[str, Part], found: Mapping[str, object]
) -> Iterator[tuple[Part, object]]:
    """The keys of the single objects that stand inside."""
    for name, part in parts.items():
        inside = found.get(name)
        if part.one and isinstance(inside, dict) and inside.get("id"):
            yield part, inside["id"]


def _inside(
    parts: Mapping[str, Part], found: Mapping[str, object], laid: Laid, where: _Where
) -> Iterator[tuple[Part, object, _Where]]:
    for name, part in parts.items():
        inside = found.get(name)
        if inside is None or inside == []:
            continue
        if part.one:
            yield part, inside, where.to(name)
        elif isinstance(inside, list):
            yield from ((part, one, where.to(name, at)) for at, one in enumerate(inside))
        else:
            facts = {"field": name}
            place = where.to(name)
            laid.faults.append((where.sheet, where.row, place.way, "directory.list_wrong", facts))


def _given(table: Table, part: Part, values: Mapping[str, object]) -> Mapping[str, object]:
    """The keys that an object has from standing inside this one."""
    if part.by == "link_id":
        return {"link_id": values.get("id"), "link_entity": table.name}
    if part.one:
        owner = values.get("organization_id")
        return {"organization_id": owner} if part.table == "program" and owner else {}
    return {part.by: values.get("id")}
