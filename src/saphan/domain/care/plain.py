"""A service as plain values, the shape of the directory file; ``reading`` reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from enum import StrEnum

from saphan.domain.care.codes import Papers, Status
from saphan.domain.care.records import Details, Hours, Listing, Phone, Spot

Plain = dict[str, object]


def plain(listing: Listing) -> Plain:
    """The service as its entry in a file; what is not known is left out."""
    return _known(
        {
            "key": listing.key,
            "name": listing.name,
            "organization": listing.organization,
            "kind": listing.helper.value,
            "type": listing.description,
            "needs": [need.value for need in listing.needs],
            "located": [_spot(spot) for spot in listing.located],
            "serves": list(listing.serves),
            "printed": listing.printed,
            "phones": [_phone(phone) for phone in listing.phones],
            "other_number": listing.other_number,
            "languages": list(listing.languages),
            "hours_printed": listing.hours_printed,
            "hours": [_hours(hours) for hours in listing.hours],
            "asks_for_papers": "" if listing.papers is Papers.UNKNOWN else listing.papers.value,
            "cautions": [caution.value for caution in listing.cautions],
            "sources": list(listing.sources),
            "year": listing.year,
            "confidence": listing.confidence.value,
            "checked": listing.checked_on.isoformat(),
            "verified_on": listing.verified_on.isoformat() if listing.verified_on else "",
            "verified_by": listing.verified_by,
            "status": "" if listing.status is Status.ACTIVE else listing.status.value,
            **_details(listing.details),
        }
    )


def clock(moment: time) -> str:
    """A time of the day as the file writes it."""
    return f"{moment:%H:%M}"


def _phone(phone: Phone) -> Plain:
    return _known(
        {
            "number": phone.number,
            "extension": phone.extension,
            "menu": phone.menu,
            "languages": list(phone.languages),
        }
    )


def _hours(hours: Hours) -> Plain:
    return {"days": list(hours.days), "opens": clock(hours.opens), "closes": clock(hours.closes)}


def _spot(spot: Spot) -> Plain:
    return _known(
        {
            "province": spot.province,
            "place": spot.place,
            "address": spot.address,
            "sensitive": spot.sensitive,
            "name": spot.name,
            "latitude": None if spot.latitude is None else str(spot.latitude),
            "longitude": None if spot.longitude is None else str(spot.longitude),
            "transportation": spot.transportation,
            "accessibility": spot.accessibility,
        }
    )


def _details(details: Details) -> Plain:
    told = {field.name: getattr(details, field.name) for field in fields(Details)}
    unknown = details.shares_with_authorities is Papers.UNKNOWN
    return {name: _simple(value) for name, value in told.items()} | {
        "shares_with_authorities": "" if unknown else details.shares_with_authorities.value,
        "documents": list(details.documents),
        "translations": [
            {
                "field": one.field,
                "language": one.language,
                "text": one.text,
                "state": one.state.value,
            }
            for one in details.translations
        ],
    }


def _simple(value: object) -> object:
    """A detail as the file has it."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _known(values: Mapping[str, object]) -> Plain:
    """What says something; an age of 0 years does."""
    return {name: value for name, value in values.items() if value or type(value) is int}
