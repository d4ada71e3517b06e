"""Questions to the directory. The viewer comes first: None is anybody, who needs no right.

Only the operator sees what is not published: services that ended and places that keep people safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from time import monotonic
from typing import Protocol, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from saphan.domain.care.choosing import Asked, Choice, choose, nearest
from saphan.domain.care.codes import Caution, Need, Status
from saphan.domain.care.records import Hours, Listing, Phone, Spot
from saphan.domain.refusals import NotAllowed, NotFound
from saphan.people.queries import Operator, Viewer
from saphan.pillars.care.models import DirectoryImport, Language, Service

#: The taxonomy whose terms are needs.
NEEDS = "need"
#: What a service is kept in, besides its own row.
_PARTS = (
    *("areas", "phones__languages", "schedules", "languages", "terms__term"),
    "at_locations__location",
)


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One file of the directory that was brought in."""

    id: UUID
    directory: str
    file_name: str
    kept: int
    changed: int
    at: datetime
    by: str
    undone_at: datetime | None


def services(viewer: Viewer | None) -> tuple[Listing, ...]:
    """Every service of the directory that the viewer may see, by name."""
    if isinstance(viewer, Operator):
        return _listings(Service.objects.all())
    return _published(_recent_stamp(int(monotonic() / max(settings.DIRECTORY_STAMP_HOLDS, 1e-9))))


def service(viewer: Viewer | None, *, key: str) -> Listing:
    """One service by its key.

    Raises ``NotFound("service.unknown")``, also when the viewer may not see it.
    """
    found = next((one for one in services(viewer) if one.key == key), None)
    if found is None:
        raise NotFound("service.unknown")
    return found


def choices(viewer: Viewer | None, *, asked: Asked, at: datetime) -> list[Choice]:
    """The services that fit, in the order in which to try them; ``at`` is local time."""
    return choose(services(viewer), asked, at=at)


def contacts_for(
    viewer: Viewer | None, *, need: Need, language: str = "", province: str = "", limit: int = 3
) -> list[Listing]:
    """The services to name beside an answer: each can be called.

    ``language`` is an ISO 639 code, ``province`` an ISO 3166-2 code; empty: not known.
    """
    found = services(viewer)
    return nearest(found, need=need, language=language, province=province, limit=limit)


def imports(viewer: Viewer | None) -> list[ImportRecord]:
    """The files that were brought in, the newest first.

    Raises ``NotAllowed("directory.operator_only")``.
    """
    require_operator(viewer)
    return [
        ImportRecord(
            one.pk,
            one.directory,
            one.file_name,
            one.kept,
            one.changed,
            one.at,
            one.by,
            one.undone_at,
        )
        for one in DirectoryImport.objects.order_by("-at", "-pk")
    ]


def require_operator(viewer: Viewer | None) -> None:
    """Nothing for the operator.

    Raises ``NotAllowed("directory.operator_only")`` for anybody else.
    """
    if not isinstance(viewer, Operator):
        raise NotAllowed("directory.operator_only")


def kept_listings(viewer: Viewer | None, *, directory: str) -> dict[str, Listing]:
    """Everything that is kept of one list, published or not, by key.

    Raises ``NotAllowed("directory.operator_only")``.
    """
    require_operator(viewer)
    return {one.key: one for one in _listings(Service.objects.filter(directory=directory))}


@lru_cache(maxsize=1)
def _recent_stamp(_moment: int) -> tuple[object, ...]:
    """The stamp, read once in every few seconds however many ask."""
    return _stamp()


def _stamp() -> tuple[object, ...]:
    """What changes whenever the directory does: reading it costs less than the directory."""
    counted = Service.objects.aggregate(
        active=Count("pk", filter=Q(status=Status.ACTIVE)), newest=Max("last_modified")
    )
    hidden = Service.objects.filter(at_locations__location__sensitive=True).count()
    files = DirectoryImport.objects.order_by("-at", "-pk").values_list("pk", "undone_at").first()
    return counted["active"], counted["newest"], hidden, files


@lru_cache(maxsize=2)
def _published(_stamp: tuple[object, ...]) -> tuple[Listing, ...]:
    """What anybody may see, kept in memory until the stamp changes."""
    found = _listings(Service.objects.filter(status=Status.ACTIVE))
    return tuple(_without_hidden(one) for one in found if one.is_public)


def _without_hidden(listing: Listing) -> Listing:
    """The service without its sensitive places."""
    open_ = tuple(spot for spot in listing.located if not spot.sensitive)
    return listing if open_ == listing.located else replace(listing, located=open_)


def _listings(rows: QuerySet[Service]) -> tuple[Listing, ...]:
    found = rows.select_related("organization").prefetch_related(*_PARTS)
    return tuple(_listing(row) for row in found.order_by("name", "pk"))


def _listing(row: Service) -> Listing:
    return Listing(
        key=row.key,
        name=row.name,
        organization=row.organization.name,
        helper=row.organization.kind,
        description=row.description,
        needs=tuple(
            Need(one.term.code) for one in _in_order(row.terms.all()) if one.term.taxonomy == NEEDS
        ),
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
        hours=tuple(
            Hours(tuple(one.byday.split(",")), one.opens_at, one.closes_at)
            for one in _in_order(row.schedules.all())
        ),
        hours_printed=row.hours_printed,
        located=tuple(
            Spot(
                at.location.province, at.location.place, at.location.address, at.location.sensitive
            )
            for at in _in_order(row.at_locations.all())
        ),
        serves=tuple(one.extent for one in _in_order(row.areas.all())),
        papers=row.asks_for_papers,
        cautions=tuple(Caution(one) for one in row.cautions),
        year=row.source_year,
        verified_on=row.verified_on,
        verified_by=row.verified_by,
        status=row.status,
    )


class _Kept(Protocol):
    @property
    def pk(self) -> UUID: ...


_Row = TypeVar("_Row", bound=_Kept)


def _in_order(rows: Iterable[_Row]) -> list[_Row]:
    """Rows as they were written: their keys sort by time."""
    return sorted(rows, key=lambda row: row.pk)


def _codes(rows: Iterable[Language]) -> tuple[str, ...]:
    return tuple(one.code for one in _in_order(rows))
