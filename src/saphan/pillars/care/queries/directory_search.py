"""What the search of the directory looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from saphan.domain.care.hsds.columns import Row, Rows
from saphan.foundation.models import SearchText
from saphan.foundation.search import Entry, matching, ranked
from saphan.people.queries import Viewer

#: What services are called in the search.
KIND = "service"
_SPOKEN = (
    *("name", "alternate_name", "description", "application_process", "eligibility_description"),
    *("fees_description", "interpretation_services", "alert", "url", "email", "key"),
)


def entries(viewer: Viewer | None, *, rows: Rows) -> list[Entry]:
    """What may be found of each service: its own words, then the same in each other language.

    Nothing of a sensitive place is among them: what may not be published is never found by it.
    """
    del viewer
    told: dict[UUID, list[str]] = {}
    for key, service in rows["service"].items():
        told[key] = [*_texts(service), *_organization(service, rows)]
    for phone in rows["phone"].values():
        _add(told, phone.get("service_id"), "".join(d for d in str(phone["number"]) if d.isdigit()))
    for attribute in rows["attribute"].values():
        term = rows["taxonomy_term"].get(attribute["taxonomy_term_id"])  # type: ignore[arg-type]
        if term:
            _add(told, attribute.get("link_id"), str(term["name"]))
    for at in rows["service_at_location"].values():
        place = rows["location"].get(at["location_id"], {})  # type: ignore[arg-type]
        if not place.get("sensitive"):
            words = (place.get(name) for name in ("name", "place", "address"))
            _add(told, at.get("service_id"), "\n".join(str(word) for word in words if word))
    spoken = _translated(rows)
    return [
        Entry(
            KIND,
            key,
            None,
            {"": "\n".join(texts)}
            | {one: "\n".join([*more, *texts]) for one, more in spoken.get(key, {}).items()},
        )
        for key, texts in told.items()
    ]


def found(viewer: Viewer | None, *, text: str) -> QuerySet[SearchText]:
    """The rows of the search that hold every word: their ``subject`` are keys of services."""
    del viewer
    return matching(KIND, text, within=())


def best(viewer: Viewer | None, *, text: str, most: int = 50) -> list[UUID]:
    """The keys of the services that hold every word, published or not, the best first."""
    del viewer
    return ranked(KIND, text, within=(), most=most)


def _translated(rows: Rows) -> dict[UUID, dict[str, list[str]]]:
    """The texts of each service by language."""
    told: dict[UUID, dict[str, list[str]]] = {}
    for one in rows["translation"].values():
        key = one["link_id"]
        if isinstance(key, UUID):
            told.setdefault(key, {}).setdefault(str(one["language"]), []).append(str(one["text"]))
    return told


def _texts(row: Row) -> Iterator[str]:
    return (str(row[name]) for name in _SPOKEN if name in row)


def _organization(service: Row, rows: Rows) -> Iterator[str]:
    key = service.get("organization_id")
    run = rows["organization"].get(key) if isinstance(key, UUID) else None
    return _texts(run) if run else iter(())


def _add(told: dict[UUID, list[str]], key: object, text: str) -> None:
    if isinstance(key, UUID) and key in told:
        told[key].append(text)
