"""Questions to the directory. The viewer comes first: None is anybody, who needs no right.

Only the operator sees what is not published: services that ended and places that keep people safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, Q

from saphan.domain.care.choosing import Asked, Choice, choose, nearest
from saphan.domain.care.codes import Need, Status
from saphan.domain.care.records import Listing
from saphan.domain.refusals import NotAllowed, NotFound
from saphan.people.queries import Operator, Viewer
from saphan.pillars.care.models import DirectoryImport, Service
from saphan.pillars.care.queries.directory_listings import listings_in, shown_of
from saphan.pillars.care.queries.directory_search import found as found_by


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
        return listings_in(viewer, rows=Service.objects.all())
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
    found = services(viewer)
    if asked.text:
        holding = Service.objects.filter(pk__in=found_by(viewer, text=asked.text).values("subject"))
        keys = set(holding.values_list("key", flat=True))
        found = tuple(one for one in found if one.key in keys)
    return choose(found, asked, at=at)


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
    return {
        one.key: one
        for one in listings_in(viewer, rows=Service.objects.filter(directory=directory))
    }


@lru_cache(maxsize=1)
def _recent_stamp(_moment: int) -> tuple[object, ...]:
    """The stamp, read once in every few seconds however many ask."""
    return _stamp()


def stamp(viewer: Viewer | None) -> tuple[object, ...]:
    """What changes whenever the directory does."""
    del viewer
    return _stamp()


def newest(viewer: Viewer | None) -> datetime | None:
    """When the directory last changed, None while it is empty."""
    del viewer
    written = Service.objects.aggregate(at=Max("last_modified"))["at"]
    files = DirectoryImport.objects.aggregate(at=Max("at"), undone=Max("undone_at"))
    known = [at for at in (written, files["at"], files["undone"]) if at is not None]
    return max(known, default=None)


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
    found = listings_in(None, rows=Service.objects.filter(status=Status.ACTIVE))
    return tuple(shown_of(None, listing=one) for one in found if one.is_public)
