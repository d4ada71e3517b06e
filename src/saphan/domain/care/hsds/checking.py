"""Whether the rows of a file are right: every value, every key, every reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from saphan.domain.care.hsds.columns import Kind, Row, Rows
from saphan.domain.care.hsds.raw import Laid, Raw
from saphan.domain.care.hsds.tables import TABLES
from saphan.domain.care.hsds.values import Unreadable, read_value
from saphan.domain.care.numbers import number_fault
from saphan.domain.refusals import RowRefused

#: What a sensitive place may not tell.
_TELLING = (
    *("name", "alternate_name", "description", "transportation", "url", "latitude", "longitude"),
    *("external_identifier", "place", "address"),
)
#: Faults at the most, so that a wrong file does not bury its reader.
MOST_FAULTS = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows of a file, what is wrong, and what the house does not keep of it.

    With a fault nothing of it may be used. ``left_out`` counts the rows of tables that are not
    kept, ``unknown`` names tables and fields that nobody knows.
    """

    rows: Rows
    faults: tuple[RowRefused, ...]
    left_out: Mapping[str, int]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A row with the place where it was first seen."""

    row: Row
    raw: Raw


def checked(laid: Laid, *, file: str) -> Checked:
    """Every row of a file, judged by itself and beside the others."""
    faults: list[RowRefused] = [
        RowRefused(file, sheet, row, column, code, facts)
        for sheet, row, column, code, facts in laid.faults
    ]
    found: dict[str, dict[UUID, _Found]] = {name: {} for name in TABLES}
    for raw in laid.rows:
        _take(raw, found, faults, file)
    for name, rows in found.items():
        for one in rows.values():
            faults += _together(name, one, found, file)
    faults += _pairs(found, file)
    kept = {
        name: {key: one.row for key, one in rows.items()}
        for name, rows in found.items()
        if TABLES[name].kept
    }
    left = {name: len(rows) for name, rows in found.items() if rows and not TABLES[name].kept}
    _forget_contacts(kept)
    return Checked(kept, tuple(faults[:MOST_FAULTS]), left, tuple(laid.unknown))


def _pairs(found: Mapping[str, Mapping[UUID, _Found]], file: str) -> Iterator[RowRefused]:
    """Services of one key, and a service that is twice at one place."""
    for table, names, code in (
        ("service", ("key",), "directory.key_twice"),
        ("service_at_location", ("service_id", "location_id"), "hsds.place_twice"),
    ):
        seen: set[tuple[object, ...]] = set()
        for one in found[table].values():
            told = tuple(one.row.get(name) for name in names)
            if told in seen and told[0] is not None:
                yield _refused(file, one.raw, names[-1], code, value=str(told[-1]))
            seen.add(told)


def _forget_contacts(rows: Rows) -> None:
    """Persons are not kept, nor the lines that belong to nobody else."""
    owners = ("service_id", "organization_id", "location_id", "service_at_location_id")
    phones = rows["phone"]
    gone = [
        key
        for key, phone in phones.items()
        if phone.pop("contact_id", None) and not any(owner in phone for owner in owners)
    ]
    for key in gone:
        del phones[key]
    languages = rows["language"]
    for key in [key for key, one in languages.items() if one.get("phone_id") in gone]:
        languages[key].pop("phone_id")
        if not {"service_id", "location_id"} & set(languages[key]):
            del languages[key]


def _take(
    raw: Raw, found: dict[str, dict[UUID, _Found]], faults: list[RowRefused], file: str
) -> None:
    """Read one row; the same one again must say the same."""
    row = _read(raw, faults, file)
    key = row.get("id")
    if not isinstance(key, UUID):
        return
    known = found[raw.table].get(key)
    if known is None:
        found[raw.table][key] = _Found(row, raw)
    elif not raw.nested and not known.raw.nested and not known.raw.way:
        faults.append(_refused(file, raw, "id", "hsds.id_twice", value=str(key)))
    else:
        differing = [name for name, value in row.items() if known.row.get(name, value) != value]
        if differing:
            code = "hsds.id_differs"
            faults.append(_refused(file, raw, differing[0], code, value=str(key)))
        known.row.update(row)


def _read(raw: Raw, faults: list[RowRefused], file: str) -> Row:
    """The values of a row that can be read; the others become faults."""
    row: Row = {}
    for column in TABLES[raw.table].columns:
        try:
            value = read_value(column, raw.values.get(column.name))
        except Unreadable as error:
            faults.append(_refused(file, raw, column.name, error.code, **error.facts))
            continue
        if value is not None:
            row[column.name] = value
        elif column.needed:
            facts = {"field": column.name}
            faults.append(_refused(file, raw, column.name, "directory.field_missing", **facts))
    if raw.table == "location" and row.get("location_type") == "redacted":
        row |= {"location_type": "physical", "sensitive": True}
    return row


def _refused(file: str, raw: Raw, column: str, code: str, **facts: object) -> RowRefused:
    way = f"{raw.way}.{column}" if raw.way else column
    return RowRefused(file, raw.sheet, raw.row, way, code, facts)


def _together(
    name: str, one: _Found, found: Mapping[str, Mapping[UUID, _Found]], file: str
) -> Iterator[RowRefused]:
    """What only several values or rows together can get wrong."""
    row, raw = one.row, one.raw
    for column in TABLES[name].columns:
        key = row.get(column.name)
        if column.to and isinstance(key, UUID) and key not in found[column.to]:
            facts = {"value": str(key), "table": column.to}
            yield _refused(file, raw, column.name, "hsds.reference_broken", **facts)
    for field, code, told in _MEANINGS.get(name, _nothing)(row, found):
        yield _refused(file, raw, field, code, **told)


_Meaning = Iterable[tuple[str, str, dict[str, object]]]


def _nothing(_row: Row, _found: Mapping[str, Mapping[UUID, _Found]]) -> _Meaning:
    return ()


def _phone(row: Row, _found: Mapping[str, Mapping[UUID, _Found]]) -> _Meaning:
    number = str(row.get("number", ""))
    wrong = number_fault(number) if number else ""
    if wrong:
        yield "number", wrong, {"value": number[:60]}


def _service(row: Row, _found: Mapping[str, Mapping[UUID, _Found]]) -> _Meaning:
    low, high = row.get("minimum_age"), row.get("maximum_age")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield "maximum_age", "hsds.reversed", {"low": low, "high": high}


def _capacity(row: Row, _found: Mapping[str, Mapping[UUID, _Found]]) -> _Meaning:
    free, most = row.get("available"), row.get("maximum")
    if isinstance(free, Decimal) and isinstance(most, Decimal) and free > most:
        yield "available", "hsds.capacity_more", {"free": f"{free:f}", "most": f"{most:f}"}


def _key_of(row: Row) -> UUID:
    key = row["id"]
    return key if isinstance(key, UUID) else UUID(int=0)


def _location(row: Row, found: Mapping[str, Mapping[UUID, _Found]]) -> _Meaning:
    if row.get("sensitive"):
        for field in _TELLING:
            if field in row:
                yield field, "directory.address_sensitive", {}
    if ("latitude" in row) != ("longitude" in row):
        lacking = "latitude" if "longitude" in row else "longitude"
        if not found["location"][_key_of(row)].raw.values.get(lacking):
            yield lacking, "directory.field_missing", {"field": lacking}


def _of_place(row: Row, found: Mapping[str, Mapping[UUID, _Found]]) -> _Meaning:
    """A part of a place that must not be known."""
    place = row.get("location_id")
    known = found["location"].get(place) if isinstance(place, UUID) else None
    if known and known.row.get("sensitive"):
        yield "location_id", "directory.address_sensitive", {}


def _dates(row: Row, _found: Mapping[str, Mapping[UUID, _Found]]) -> _Meaning:
    first, last = row.get("valid_from"), row.get("valid_to")
    if first is not None and last is not None and str(first) > str(last):
        yield "valid_to", "hsds.reversed", {"low": str(first), "high": str(last)}


_MEANINGS = {
    "phone": _phone,
    "service": _service,
    "service_capacity": _capacity,
    "location": _location,
    "address": _of_place,
    "accessibility": _of_place,
    "schedule": _dates,
    "cost_option": _dates,
}


def blank_rows() -> Rows:
    """No row of any kept table."""
    return {name: {} for name, table in TABLES.items() if table.kept}


#: Columns that hold a key of another row.
REFERENCES: Mapping[str, tuple[str, ...]] = {
    name: tuple(column.name for column in table.columns if column.to and column.kind is Kind.KEY)
    for name, table in TABLES.items()
}
