"""Exports in JSON: a list of submissions with repeats inside becomes tables that join.

The columns ``_index``, ``_parent_index`` and ``_parent_table_name`` follow the XLSX exports of
KoboToolbox, so that both arrive alike.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saphan.domain.refusals import FileRefused
from saphan.domain.text.tables import Row
from saphan.foundation.sheets.grid import Grid

#: Where the answers of KoboToolbox ("results") and of OData services ("value") hold the list.
_LISTS = ("results", "value")
#: Where they say that there is more of it than this answer holds.
_MORE = ("next", "@odata.nextLink")
_DEEPEST = 20


@dataclass(slots=True)
class _Gathered:
    """One table while it grows."""

    columns: dict[str, int] = field(default_factory=dict)
    records: list[dict[str, object]] = field(default_factory=list)


def read_objects(path: Path, name: str, sheet: str, most_rows: int) -> list[Grid]:
    """The main grid and one for each repeat; the first object stands in row 2.

    Raises ``FileRefused``: ``file.encoding``, ``file.damaged`` (no JSON),
    ``file.not_a_spreadsheet`` (no list of objects), ``file.incomplete`` (one page of several),
    ``file.too_many_rows``.
    """
    objects = _list(path, name)
    tables: dict[str, _Gathered] = {}
    for found in objects:
        _gather(tables, sheet, found, None)
    for table, gathered in tables.items():
        if len(gathered.records) > most_rows:
            raise FileRefused("file.too_many_rows", file=name, sheet=table, limit=most_rows)
    return [_grid(table, gathered) for table, gathered in tables.items()]


def _list(path: Path, name: str) -> list[dict[str, Any]]:
    try:
        loaded = json.loads(path.read_bytes(), parse_constant=lambda _: None)
    except UnicodeDecodeError as error:
        raise FileRefused("file.encoding", file=name) from error
    except (ValueError, RecursionError) as error:
        raise FileRefused("file.damaged", file=name) from error
    if isinstance(loaded, dict):
        if any(loaded.get(key) for key in _MORE):
            raise FileRefused("file.incomplete", file=name)
        loaded = next((loaded[key] for key in _LISTS if isinstance(loaded.get(key), list)), None)
    if not isinstance(loaded, list) or not all(isinstance(entry, dict) for entry in loaded):
        raise FileRefused("file.not_a_spreadsheet", file=name)
    return loaded


def _gather(
    tables: dict[str, _Gathered],
    table: str,
    found: dict[str, Any],
    parent: tuple[str, int] | None,
) -> None:
    gathered = tables.setdefault(table, _Gathered())
    index = len(gathered.records) + 1
    record: dict[str, object] = {}
    gathered.records.append(record)
    repeats = _flatten(found, "", record, 0)
    record["_index"] = index
    if parent is not None:
        record["_parent_table_name"], record["_parent_index"] = parent
    for column in record:
        gathered.columns.setdefault(column, len(gathered.columns))
    for repeat, entries in repeats:
        for entry in entries:
            _gather(tables, repeat, entry, (table, index))


def _flatten(
    found: dict[str, Any], prefix: str, record: dict[str, object], depth: int
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Fill ``record`` with the plain values; return the repeats with their names."""
    repeats = []
    for key, value in found.items():
        column = f"{prefix}{key}"
        if isinstance(value, dict):
            if depth < _DEEPEST and not key.startswith("_"):
                repeats += _flatten(value, f"{column}/", record, depth + 1)
        elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            # Names that start with "_" are the server's own: attachments, notes, geolocation.
            if not key.startswith("_"):
                repeats.append((key.rpartition("/")[2], value))
        elif isinstance(value, list):
            record[column] = " ".join(str(v) for v in value if v is not None) or None
        else:
            record[column] = value if value != "" else None
    return repeats


def _grid(name: str, gathered: _Gathered) -> Grid:
    columns = list(gathered.columns)
    rows = [Row(1, tuple(columns))]
    for number, record in enumerate(gathered.records, start=2):
        rows.append(Row(number, tuple(record.get(column) for column in columns)))
    return Grid(name, rows)
