"""Small directories for tests; everything in them is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from saphan.domain.care.reading import Read, read_directory
from saphan.domain.care.records import Directory, Listing
from saphan.people.queries import OPERATOR
from saphan.pillars.care.actions.directory import Brought, import_directory
from saphan.pillars.care.extract.directory import usable_directory

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "directory" / "th.yaml"
#: How many services the shipped list holds.
SERVICES_IN_LIST = 48
AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def entry(key: str = "invented", **fields: Any) -> dict[str, Any]:
    """A service that is right; ``fields`` replace or, when None, take away."""
    whole: dict[str, Any] = {
        "key": key,
        "name": f"Invented {key}",
        "kind": "ngo",
        "needs": ["wages"],
        "serves": ["TH"],
        "printed": "02-000-0000",
        "phones": [{"number": "02-000-0000"}],
        "sources": ["https://example.org/invented"],
        "confidence": "B",
    }
    return {name: value for name, value in {**whole, **fields}.items() if value is not None}


def read(*entries: dict[str, Any]) -> Read:
    content = {"list": "invented", "checked": date(2026, 11, 23), "services": list(entries)}
    return read_directory(content)


def listings(*entries: dict[str, Any]) -> tuple[Listing, ...]:
    found = read(*entries)
    assert not found.faults
    return found.directory.services


def bring(*entries: dict[str, Any], at: datetime = AT) -> Brought:
    directory = Directory("invented", date(2026, 11, 23), listings(*entries))
    return import_directory(
        by=OPERATOR, at=at, directory=directory, file_name="invented.yaml", digest="0" * 64
    )


def import_shipped() -> Brought:
    opened = usable_directory(SHIPPED)
    return import_directory(
        by=OPERATOR,
        at=AT,
        directory=opened.directory,
        file_name="th.yaml",
        digest=opened.digest,
    )


def bring_shipped() -> None:
    """What ``import_shipped`` leaves in the tables, worked out once for all tests."""
    for rows in _shipped_rows():
        type(rows[0])._default_manager.bulk_create(rows)


@cache
def _shipped_rows() -> list[list[Model]]:
    tables = list(apps.get_app_config("care").get_models())
    with transaction.atomic():
        known = [list(table._default_manager.values_list("pk", flat=True)) for table in tables]
        import_shipped()
        new = [
            list(table._default_manager.exclude(pk__in=keys))
            for table, keys in zip(tables, known, strict=True)
        ]
        transaction.set_rollback(True)
    return [rows for rows in new if rows]
