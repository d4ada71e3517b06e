"""A service of the directory as rows of HSDS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from saphan.domain.care.hsds.checking import blank_rows
from saphan.domain.care.hsds.columns import Row, Rows, Value
from saphan.domain.care.hsds.keys import derived
from saphan.domain.care.hsds.taxonomies import term_key
from saphan.domain.care.records import Details, Hours, Listing, Phone, Spot

#: Tables whose rows a listing tells in full; what other tables hold of a service stays.
TOLD = (
    *("service", "phone", "schedule", "language", "service_area", "service_at_location"),
    *("location", "address", "accessibility", "required_document", "translation", "attribute"),
)
#: Details that are columns of the service.
_COLUMNS = tuple(
    field.name for field in fields(Details) if field.name not in {"documents", "translations"}
)


#: What a listing tells in the rows of a table.
TOLD_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "service": (
        *_COLUMNS,
        *("organization_id", "key", "name", "description", "status", "asks_for_papers"),
        *("phone_printed", "other_number", "hours_printed", "cautions", "sources", "source_year"),
        *("confidence", "checked_on", "assured_date", "verified_by"),
    ),
    "organization": ("name", "kind"),
    "phone": ("service_id", "number", "extension", "menu"),
    "language": ("service_id", "phone_id", "code"),
    "schedule": ("service_id", "byday", "opens_at", "closes_at"),
    "service_area": ("service_id", "extent"),
    "location": (
        *("province", "place", "address", "name", "latitude", "longitude", "transportation"),
        "sensitive",
    ),
    "service_at_location": ("service_id", "location_id"),
    "address": ("location_id", "address_1", "city"),
    "accessibility": ("location_id", "description"),
    "required_document": ("service_id", "document"),
    "attribute": ("link_id", "link_entity", "taxonomy_term_id"),
    "translation": ("link_id", "link_entity", "field", "language", "text", "state"),
}


def organization_key(directory: str, name: str) -> UUID:
    """The key of an organisation that a list tells by its name."""
    return derived("saphan", directory, "organization", name)


def service_key(directory: str, key: str) -> UUID:
    """The key of a service that a list tells by a key of its own."""
    return derived("saphan", directory, "service", key)


def rows_of(
    listing: Listing, *, directory: str, key: UUID, organization: UUID | None = None
) -> Rows:
    """The rows of one service; ``key`` is that of the service in the tables.

    ``organization`` is the key of the organisation when it has one already.
    """
    rows = blank_rows()
    organization = organization or organization_key(directory, listing.organization)
    _add(
        rows,
        "organization",
        organization,
        name=listing.organization,
        kind=listing.helper.value,
    )
    _add(rows, "service", key, organization_id=organization, **_service(listing))
    for at, phone in enumerate(listing.phones):
        _phone(rows, key, at, phone)
    _languages(rows, key, "service_id", listing.languages)
    for at, hours in enumerate(listing.hours):
        _hours(rows, key, at, hours)
    for at, area in enumerate(listing.serves):
        extent = {"extent": area, "extent_type": "ISO 3166"}
        _add(rows, "service_area", derived(key, "area", position=at), service_id=key, **extent)
    for at, need in enumerate(listing.needs):
        _add(
            rows,
            "attribute",
            derived(key, "need", position=at),
            link_id=key,
            link_entity="service",
            taxonomy_term_id=term_key("need", need.value),
        )
    for at, spot in enumerate(listing.located):
        _spot(rows, key, at, spot)
    _details(rows, key, listing.details)
    return rows


def _service(listing: Listing) -> dict[str, Value | None]:
    details: dict[str, Value | None] = {name: getattr(listing.details, name) for name in _COLUMNS}
    return details | {
        "key": listing.key,
        "name": listing.name,
        "description": listing.description,
        "status": listing.status.value,
        "asks_for_papers": listing.papers.value,
        "phone_printed": listing.printed,
        "other_number": listing.other_number,
        "hours_printed": listing.hours_printed,
        "cautions": tuple(caution.value for caution in listing.cautions),
        "sources": listing.sources,
        "source_year": listing.year,
        "confidence": listing.confidence.value,
        "checked_on": listing.checked_on,
        "assured_date": listing.verified_on,
        "verified_by": listing.verified_by,
    }


def _phone(rows: Rows, key: UUID, at: int, phone: Phone) -> None:
    line = derived(key, "phone", position=at)
    told = {"number": phone.number, "extension": phone.extension, "menu": phone.menu}
    _add(rows, "phone", line, service_id=key, **told)
    _languages(rows, line, "phone_id", phone.languages)


def _languages(rows: Rows, key: UUID, column: str, codes: Iterable[str]) -> None:
    for at, code in enumerate(codes):
        told: dict[str, Value | None] = {column: key, "code": code}
        _add(rows, "language", derived(key, "language", position=at), **told)


def _hours(rows: Rows, key: UUID, at: int, hours: Hours) -> None:
    told: dict[str, date | time | None] = {"opens_at": hours.opens, "closes_at": hours.closes}
    days = {"freq": "WEEKLY", "byday": ",".join(hours.days)}
    _add(rows, "schedule", derived(key, "hours", position=at), service_id=key, **days, **told)


def _spot(rows: Rows, key: UUID, at: int, spot: Spot) -> None:
    place = derived(key, "location", position=at)
    joined = {"service_id": key, "location_id": place}
    _add(rows, "service_at_location", derived(key, "at", position=at), **joined)
    told: dict[str, Value | None] = {
        "province": spot.province,
        "place": spot.place,
        "address": spot.address,
        "name": spot.name,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "transportation": spot.transportation,
    }
    hidden = spot.sensitive or None
    _add(rows, "location", place, location_type="physical", sensitive=hidden, **told)
    if spot.address or spot.place:
        lines = {"address_1": spot.address or spot.place, "city": spot.place}
        where = {"state_province": spot.province, "country": "TH", "address_type": "physical"}
        _add(rows, "address", derived(place, "address"), location_id=place, **lines, **where)
    if spot.accessibility:
        who: dict[str, Value | None] = {"location_id": place, "description": spot.accessibility}
        _add(rows, "accessibility", derived(place, "accessibility"), **who)


def _details(rows: Rows, key: UUID, details: Details) -> None:
    for at, document in enumerate(details.documents):
        where = derived(key, "document", position=at)
        _add(rows, "required_document", where, service_id=key, document=document)
    for at, one in enumerate(details.translations):
        _add(
            rows,
            "translation",
            derived(key, "translation", position=at),
            link_id=key,
            link_entity="service",
            field=one.field,
            language=one.language,
            text=one.text,
            state=one.state.value,
        )


def _add(rows: Rows, table: str, at: UUID, /, **values: Value | None) -> None:
    """A row of what is known."""
    row: Row = {"id": at}
    for name, value in values.items():
        if value not in (None, "", ()):
            row[name] = value.value if isinstance(value, StrEnum) else value
    rows[table][at] = row
