"""Rows as a data package: CSV texts, and the descriptor that tells how they join."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from saphan.domain.care.hsds.columns import Column, Kind, Row, Rows, Table
from saphan.domain.care.hsds.nesting import in_order
from saphan.domain.care.hsds.tables import KEPT
from saphan.domain.care.hsds.values import cell

#: The version of HSDS whose tables these are.
VERSION = "3.1"
_TYPES: Mapping[Kind, tuple[str, str]] = {
    Kind.KEY: ("string", "uuid"),
    Kind.DAY: ("date", "default"),
    Kind.INSTANT: ("datetime", "any"),
    Kind.WHOLE: ("integer", "default"),
    Kind.NUMBER: ("number", "default"),
    Kind.EMAIL: ("string", "email"),
    Kind.ADDRESS: ("string", "uri"),
    Kind.FLAG: ("boolean", "default"),
}


def package_files(rows: Rows, *, title: str) -> dict[str, str]:
    """The texts of a package by file name; tables without rows are left out."""
    told = {name: some for name, some in rows.items() if some}
    descriptor = {
        "name": "saphan_directory",
        "title": title,
        "profile": "tabular-data-package",
        "version": VERSION,
        "resources": [_resource(KEPT[name], told) for name in KEPT if name in told],
    }
    files = {KEPT[name].file: _csv(KEPT[name], in_order(told[name].values())) for name in told}
    text = json.dumps(descriptor, ensure_ascii=False, indent=1)
    return {"datapackage.json": text + "\n", **files}


def _columns(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.to != "contact")


def _csv(table: Table, rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = _columns(table)
    writer.writerow(column.name for column in columns)
    for row in rows:
        writer.writerow(
            cell(column, row[column.name]) if column.name in row else "" for column in columns
        )
    return text.getvalue()


def _resource(table: Table, told: Rows) -> dict[str, object]:
    columns = _columns(table)
    links = [
        {
            "fields": column.name,
            "reference": {"resource": column.to, "fields": "id"},
        }
        for column in columns
        if column.to in told
    ]
    schema: dict[str, object] = {
        "fields": [_field(column) for column in columns],
        "primaryKey": "id",
    }
    return {
        "name": table.name,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": schema | ({"foreignKeys": links} if links else {}),
    }


def _field(column: Column) -> dict[str, object]:
    kind, form = _TYPES.get(column.kind, ("string", "default"))
    told: dict[str, object] = {"name": column.name, "type": kind, "format": form}
    if column.needed:
        told["constraints"] = {"required": True, "unique": column.name == "id"}
    return told
