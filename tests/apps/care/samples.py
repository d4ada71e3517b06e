"""A small invented directory in HSDS, with a place that keeps people safe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from saphan.domain.care.hsds.checking import Checked
from saphan.people.queries import OPERATOR
from saphan.pillars.care.actions.directory import Brought, import_rows
from saphan.pillars.care.extract.directory import open_rows
from tests.apps.care.lists import AT

#: Data of Open Referral (CC BY-SA 4.0), beside the project in its workplace; nothing of it is here.
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "hsds"
VERSIONS = ("3.0", "3.1-dev")
#: What may be found nowhere.
SECRET = ("Hidden House", "13.9999", "Secret Road", "0899999999", "hidden only")


def key(name: str) -> str:
    """A key that is always the same."""
    return str(uuid5(NAMESPACE_OID, name))


def organization(**fields: Any) -> dict[str, Any]:
    return {"id": key("org"), "name": "Invented Centre", "description": "Helps.", **fields}


def location(name: str = "loc", **fields: Any) -> dict[str, Any]:
    whole = {
        "id": key(name),
        "location_type": "physical",
        "name": "Office",
        "latitude": 16.71,
        "longitude": 98.57,
        "addresses": [
            {
                "id": key(name + "address"),
                "address_1": "1 Invented Road",
                "city": "Mae Sot",
                "state_province": "TH-63",
                "postal_code": "63110",
                "country": "TH",
                "address_type": "physical",
            }
        ],
        "phones": [{"id": key(name + "phone"), "number": "055-000-001"}],
    }
    return {field: value for field, value in {**whole, **fields}.items() if value is not None}


def redacted() -> dict[str, Any]:
    """A place that keeps people safe, with parts that belong to it alone."""
    return {
        "id": key("hidden"),
        "location_type": "redacted",
        "phones": [{"id": key("hidden phone"), "number": "0899999999"}],
        "languages": [{"id": key("hidden language"), "code": "my", "note": "hidden only"}],
    }


def service(about: str = "wages", /, **fields: Any) -> dict[str, Any]:
    """A service with something of everything."""
    whole: dict[str, Any] = {
        "id": key(about),
        "name": f"Invented {about}",
        "status": "active",
        "url": "https://example.org/help",
        "description": "Advice\non two lines",
        "minimum_age": 15,
        "assured_date": "2026-10-01",
        "assurer_email": "office@example.org",
        "organization": organization(),
        "phones": [
            {
                "id": key(about + "phone"),
                "number": "+66 55 000 002",
                "extension": 12,
                "languages": [{"id": key(about + "phone my"), "code": "my"}],
            }
        ],
        "schedules": [
            {
                "id": key(about + "hours"),
                "freq": "WEEKLY",
                "byday": "MO,TU,WE,TH,FR",
                "opens_at": "01:30Z",
                "closes_at": "16:30+07:00",
            }
        ],
        "service_areas": [{"id": key(about + "area"), "extent": "TH-63"}],
        "languages": [{"id": key(about + "ur"), "name": "Urdu", "code": "ur"}],
        "cost_options": [
            {"id": key(about + "cost"), "option": "all", "amount": 0, "currency": "THB"}
        ],
        "required_documents": [{"id": key(about + "paper"), "document": "None"}],
        "capacities": [
            {
                "id": key(about + "beds"),
                "unit": {"id": key("bed"), "name": "Bed"},
                "available": 2.5,
                "updated": "2026-11-01T00:00:00Z",
            }
        ],
        "attributes": [
            {
                "id": key(about + "attribute"),
                "taxonomy_term": {
                    "id": key("term"),
                    "name": "Labour",
                    "description": "",
                    "taxonomy_id": key("taxonomy"),
                    "taxonomy_detail": {"id": key("taxonomy"), "name": "Topics", "description": ""},
                },
            }
        ],
        "translations": [
            {
                "id": key(about + "my"),
                "field": "description",
                "language": "my",
                "text": "လုပ်ခအကြောင်း အကြံပေးခြင်း",
                "state": "human",
            }
        ],
        "service_at_locations": [{"id": key(about + "at"), "location": location(about + "loc")}],
    }
    return {field: value for field, value in {**whole, **fields}.items() if value is not None}


def shelter() -> dict[str, Any]:
    """A service that has no other place than one that keeps people safe."""
    at = [{"id": key("at hidden"), "location": redacted()}]
    return service("shelter", name="Hidden House", service_at_locations=at)


def both() -> dict[str, Any]:
    """A service at a place that everybody may know and at one that nobody may."""
    at = [
        {"id": key("at open"), "location": location("open")},
        {"id": key("at hidden too"), "location": redacted()},
    ]
    return service("both", service_at_locations=at)


def opened(folder: Path, *objects: Any, name: str = "file.json") -> Checked:
    path = folder / name
    path.write_text(json.dumps(list(objects)), "utf-8")
    return open_rows(path, directory="invented").checked


def bring_in(folder: Path, *objects: Any, at: Any = AT, directory: str = "invented") -> Brought:
    found = opened(folder, *objects)
    assert not found.faults, found.faults
    return import_rows(
        by=OPERATOR,
        at=at,
        directory=directory,
        rows=found.rows,
        file_name="file.json",
        digest="0" * 64,
    )
