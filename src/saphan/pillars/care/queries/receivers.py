"""Who may receive a referral: services of the directory that fit the people of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from saphan.domain.care.choosing import Asked, Choice, Speaks, speaks
from saphan.domain.care.hours import Now, open_at
from saphan.domain.care.records import Listing
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.parties.queries import organisations
from saphan.people.queries import Viewer, require
from saphan.pillars.care.models import Service
from saphan.pillars.care.queries.directory import choices, service


@dataclass(frozen=True, slots=True)
class Receiver:
    """A service that may receive a referral, and the organisation as those know it who refer.

    ``party`` is None until somebody refers to this organisation for the first time.
    """

    id: UUID
    listing: Listing
    speaks: Speaks
    now: Now
    party: UUID | None


def receivers(
    viewer: Viewer, *, organisation: UUID, asked: Asked, at: datetime, most: int = 20
) -> list[Receiver]:
    """The services that fit, in the order in which to try them; ``at`` is local time.

    Raises ``NotAllowed("permission.missing")``.
    """
    require(viewer, Permission.CASES_REFER, organisation)
    fitting = choices(None, asked=asked, at=at)[:most]
    return _receivers(viewer, organisation, fitting)


def receiver(
    viewer: Viewer, *, organisation: UUID, key: str, language: str, at: datetime
) -> Receiver:
    """One service by its key in the directory.

    Raises ``NotAllowed("permission.missing")`` or ``NotFound("service.unknown")``.
    """
    require(viewer, Permission.CASES_REFER, organisation)
    listing = service(None, key=key)
    choice = Choice(listing, speaks(listing, language), open_at(listing.hours, at))
    for found in _receivers(viewer, organisation, [choice]):
        return found
    raise NotFound("service.unknown")


def _receivers(viewer: Viewer, organisation: UUID, found: list[Choice]) -> list[Receiver]:
    rows = Service.objects.filter(key__in=[one.listing.key for one in found])
    keys = dict(rows.values_list("key", "pk"))
    known = {one.name: one.id for one in organisations(viewer, held_by=organisation)}
    return [
        Receiver(
            id=keys[one.listing.key],
            listing=one.listing,
            speaks=one.speaks,
            now=one.now,
            party=known.get(one.listing.organization),
        )
        for one in found
        if one.listing.key in keys
    ]
