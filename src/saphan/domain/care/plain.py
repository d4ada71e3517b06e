"""A service as plain values, the shape of the directory file; ``reading`` reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from saphan.domain.care.codes import Papers, Status
from saphan.domain.care.records import Hours, Listing, Phone, Spot

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
        }
    )


def _known(values: Mapping[str, object]) -> Plain:
    return {name: value for name, value in values.items() if value not in ("", [], None, False)}
