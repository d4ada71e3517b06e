"""Services of the directory as records, put together from their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from saphan.domain.care.codes import (
    COUNTRIES,
    DAYS,
    LANGUAGES,
    PROVINCES,
    Caution,
    Need,
    Translated,
)
from saphan.domain.care.hsds.taxonomies import TAXONOMIES, term_key
from saphan.domain.care.records import Details, Hours, Listing, Phone, Spot, Translation
from saphan.people.queries import Viewer
from saphan.pillars.care.models import (
    Attribute,
    Language,
    Location,
    Schedule,
    Service,
    ServiceAtLocation,
)
from saphan.pillars.care.models import Translation as TranslationRow

#: What a service is kept in, besides its own row. Places come joined: SQLite does not look up a
#: thousand of them by key at once.
_PARTS: tuple[str | Prefetch[str], ...] = (
    *("areas", "phones__languages", "schedules", "languages", "documents"),
    Prefetch("at_locations", ServiceAtLocation.objects.select_related("location")),
    "at_locations__location__accessibility",
)
#: Needs by the keys of their terms.
_NEEDS = {term_key("need", code): Need(code) for code in TAXONOMIES["need"][1]}
#: Keys asked for in one question; SQLite allows 32,766 values in one.
_AT_ONCE = 5_000


def shown_of(viewer: Viewer | None, *, listing: Listing) -> Listing:
    """The service without its sensitive places."""
    del viewer
    open_ = tuple(spot for spot in listing.located if not spot.sensitive)
    return listing if open_ == listing.located else replace(listing, located=open_)


def listings_in(viewer: Viewer | None, *, rows: QuerySet[Service]) -> tuple[Listing, ...]:
    """The services of some rows by name, whole: the caller decides what may be seen of them."""
    del viewer
    found = list(
        rows.select_related("organization").prefetch_related(*_PARTS).order_by("name", "pk")
    )
    keys = [row.pk for row in found]
    needs, told = _needs(keys), _translations(keys)
    return tuple(_listing(row, needs.get(row.pk, ()), told.get(row.pk, ())) for row in found)


def _needs(services: list[UUID]) -> dict[UUID, tuple[Need, ...]]:
    """The needs of services, in the order in which they were written."""
    found: dict[UUID, tuple[Need, ...]] = {}
    for start in range(0, len(services), _AT_ONCE):
        rows = Attribute.objects.filter(
            link_id__in=services[start : start + _AT_ONCE], taxonomy_term__in=list(_NEEDS)
        )
        for link, term in rows.order_by("pk").values_list("link_id", "taxonomy_term_id"):
            found[link] = (*found.get(link, ()), _NEEDS[term])
    return found


def _translations(services: list[UUID]) -> dict[UUID, tuple[Translation, ...]]:
    found: dict[UUID, tuple[Translation, ...]] = {}
    for start in range(0, len(services), _AT_ONCE):
        rows = TranslationRow.objects.filter(link_id__in=services[start : start + _AT_ONCE])
        for one in rows.order_by("pk"):
            told = Translation(one.field, one.language, one.text, Translated(one.state))
            found[one.link_id] = (*found.get(one.link_id, ()), told)
    return found


def _listing(
    row: Service, needs: tuple[Need, ...], translations: tuple[Translation, ...]
) -> Listing:
    return Listing(
        key=row.key,
        name=row.name,
        organization=row.organization.name,
        helper=row.organization.kind,
        description=row.description,
        needs=needs,
        sources=tuple(row.sources),
        confidence=row.confidence,
        checked_on=row.checked_on,
        phones=tuple(
            Phone(one.number, one.extension, one.menu, _codes(one.languages.all()))
            for one in _in_order(row.phones.all())
        ),
        printed=row.phone_printed,
        other_number=row.other_number,
        languages=_codes(row.languages.all()),
        hours=usual_hours(None, rows=_in_order(row.schedules.all())),
        hours_printed=row.hours_printed,
        located=tuple(_spot(at.location) for at in _in_order(row.at_locations.all())),
        serves=tuple(
            one.extent
            for one in _in_order(row.areas.all())
            if one.extent in PROVINCES or one.extent in COUNTRIES
        ),
        papers=row.asks_for_papers,
        cautions=tuple(Caution(one) for one in row.cautions),
        year=row.source_year,
        verified_on=row.verified_on,
        verified_by=row.verified_by,
        status=row.status,
        details=_details(row, translations),
    )


def _details(row: Service, translations: tuple[Translation, ...]) -> Details:
    return Details(
        alternate_name=row.alternate_name,
        url=row.url,
        email=row.email,
        application_process=row.application_process,
        fees_description=row.fees_description,
        eligibility_description=row.eligibility_description,
        interpretation_services=row.interpretation_services,
        alert=row.alert,
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        assurer_email=row.assurer_email,
        referral_method=row.referral_method,
        response_time=row.response_time,
        shares_with_authorities=row.shares_with_authorities,
        verify_by=row.verify_by,
        documents=tuple(one.document for one in _in_order(row.documents.all())),
        translations=translations,
    )


def _spot(row: Location) -> Spot:
    ways_in = [one.description for one in _in_order(row.accessibility.all())]
    return Spot(
        row.province,
        row.place,
        row.address,
        row.sensitive,
        name=row.name,
        latitude=None if row.latitude is None else row.latitude.normalize(),
        longitude=None if row.longitude is None else row.longitude.normalize(),
        transportation=row.transportation,
        accessibility="; ".join(ways_in),
    )


def usual_hours(viewer: Viewer | None, *, rows: Iterable[Schedule]) -> tuple[Hours, ...]:
    """The hours of a usual week. One that holds only for a time, or not every week, is no such."""
    del viewer
    found = []
    for one in rows:
        days = tuple(day.strip() for day in one.byday.split(",") if day.strip())
        plain = all(day in DAYS for day in days) and not one.bymonthday and not one.byweekno
        lasting = not (one.valid_from or one.valid_to or one.until or one.count)
        weekly = one.freq in ("", "WEEKLY") and one.interval in (None, 1)
        if days and plain and lasting and weekly and one.opens_at and one.closes_at:
            found.append(Hours(days, one.opens_at, one.closes_at))
    return tuple(found)


class _Kept(Protocol):
    @property
    def pk(self) -> UUID: ...


_Row = TypeVar("_Row", bound=_Kept)


def _in_order(rows: Iterable[_Row]) -> list[_Row]:
    """Rows as they were written: the keys of those of one parent sort that way."""
    return sorted(rows, key=lambda row: row.pk)


def _codes(rows: Iterable[Language]) -> tuple[str, ...]:
    """Languages that the house has words for; others stay in the rows."""
    return tuple(one.code for one in _in_order(rows) if one.code in LANGUAGES)
