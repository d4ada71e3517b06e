"""Data packages: tables as CSV files that a ``datapackage.json`` describes, packed or in a folder.

Source: Frictionless Standards, Tabular Data Package 1.0 (https://specs.frictionlessdata.io/).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from saphan.domain.refusals import FileRefused, RowRefused
from saphan.domain.text.tables import Table
from saphan.foundation.sheets.archive import Archive
from saphan.foundation.sheets.delimited import read_delimited
from saphan.foundation.sheets.grid import headed
from saphan.foundation.sheets.limits import MOST_BYTES, MOST_ROWS

DESCRIPTOR = "datapackage.json"
_MOST_TABLES = 100
_PACKED = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Package:
    """The tables by the names that the package gives them, and what is wrong with its plan."""

    tables: Mapping[str, Table]
    faults: tuple[RowRefused, ...]


def is_package(path: Path) -> bool:
    """Whether it is a folder, or packed and holds CSV files."""
    if path.is_dir():
        return True
    with path.open("rb") as file:
        if file.read(4) != _PACKED:
            return False
    with Archive(path, path.name) as archive:
        return any(part.lower().endswith(".csv") for part in archive.parts)


def read_package(path: Path, *, name: str | None = None) -> Package:
    """Every table of a package, blank ones left out.

    Without a ``datapackage.json`` a table is named after its file. Raises ``FileRefused``:
    ``file.too_large``, ``file.damaged``, ``file.zip_bomb``, ``file.encrypted``, ``file.encoding``,
    ``file.too_many_rows``, ``file.no_rows``.
    """
    shown = name or path.name
    with _unpacked(path, shown) as files:
        plan, faults = _plan(files, shown)
        tables = {}
        for table, file in plan.items():
            if file.stat().st_size:
                grid = read_delimited(file, file.name, file.name, MOST_ROWS)
                tables[table] = headed(grid)
    if not faults and not any(table.rows for table in tables.values()):
        raise FileRefused("file.no_rows", file=shown)
    return Package(tables, tuple(faults))


@contextmanager
def _unpacked(path: Path, name: str) -> Iterator[dict[str, Path]]:
    """The files of a package by their path inside it."""
    if path.is_dir():
        found = {file.name: file for file in sorted(path.iterdir()) if _is_part(file.name)}
        _bounded(sum(file.stat().st_size for file in found.values()), len(found), name)
        yield found
        return
    with Archive(path, name) as archive, tempfile.TemporaryDirectory(prefix="saphan-") as folder:
        parts = [part for part in archive.parts if _is_part(PurePosixPath(part).name)]
        _bounded(0, len(parts), name)
        files, size = {}, 0
        for number, part in enumerate(parts):
            target = Path(folder) / str(number) / PurePosixPath(part).name
            target.parent.mkdir()
            with target.open("wb") as file:
                for chunk in archive.stream(part):
                    size += len(chunk)
                    _bounded(size, 0, name)
                    file.write(chunk)
            files[target.name] = target
        yield files


def _is_part(name: str) -> bool:
    return name == DESCRIPTOR or name.lower().endswith(".csv")


def _bounded(size: int, parts: int, name: str) -> None:
    if size > MOST_BYTES or parts > _MOST_TABLES:
        raise FileRefused("file.too_large", file=name)


def _plan(files: Mapping[str, Path], name: str) -> tuple[dict[str, Path], list[RowRefused]]:
    """Which file is which table, and what is wrong with the descriptor."""
    if DESCRIPTOR not in files:
        return {Path(file).stem: path for file, path in files.items()}, []
    try:
        told = json.loads(files[DESCRIPTOR].read_bytes())
    except (ValueError, RecursionError) as error:
        raise FileRefused("file.damaged", file=DESCRIPTOR) from error
    listed = told.get("resources") if isinstance(told, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise FileRefused("package.no_tables", file=name)
    names = {str(one.get("name")) for one in listed}
    faults = [
        RowRefused(DESCRIPTOR, str(one.get("name")), 0, "", code, {"field": field})
        for one in listed
        for code, field in _wrong(one, names)
    ]
    plan = {}
    for one in listed:
        file = PurePosixPath(str(one.get("path"))).name
        if file in files:
            plan[str(one.get("name"))] = files[file]
        else:
            facts = {"field": file[:100]}
            code = "package.file_missing"
            faults.append(RowRefused(DESCRIPTOR, str(one.get("name")), 0, "", code, facts))
    return plan, faults


def _wrong(resource: Mapping[str, object], names: set[str]) -> Iterator[tuple[str, str]]:
    """A key that is no field of the table, and a reference to a table that is not there."""
    schema = resource.get("schema")
    if not isinstance(schema, dict):
        return
    listed = schema.get("fields")
    fields = {one.get("name") for one in listed or () if isinstance(one, dict)}
    for key in _several(schema.get("primaryKey")):
        if key not in fields:
            yield "package.key_missing", key
    links = schema.get("foreignKeys")
    for link in links if isinstance(links, list) else ():
        if not isinstance(link, dict):
            continue
        for field in _several(link.get("fields")):
            if field not in fields:
                yield "package.key_missing", field
        to = link.get("reference")
        other = str(to.get("resource", "")) if isinstance(to, dict) else ""
        if other and other not in names:
            yield "package.table_missing", other


def _several(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, list) else []
