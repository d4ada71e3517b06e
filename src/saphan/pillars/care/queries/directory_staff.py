"""Questions of those who edit the directory: proposals, changes, what to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from saphan.domain.care.codes import Proposed, Status
from saphan.domain.care.reading import restored
from saphan.domain.care.records import Listing
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotAllowed, NotFound
from saphan.people.queries import Operator, Viewer
from saphan.pillars.care.models import DirectoryChange, Proposal, Service
from saphan.pillars.care.queries.directory_listings import listings_in, shown_of
from saphan.pillars.care.queries.directory_search import best

#: Services that one page lists.
MOST = 400


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A service as somebody would have it; ``service`` is the one it changes."""

    id: UUID
    service: UUID | None
    listing: Listing
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service in the list of those who edit; ``waiting`` counts its proposals."""

    id: UUID
    name: str
    organization: str
    status: Status
    verified_on: date | None
    verify_by: date | None
    waiting: int


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One value that was changed by hand."""

    table: str
    field: str
    before: str
    after: str
    at: datetime
    kind: str
    by: str


def listing_of(viewer: Viewer | None, *, service: UUID) -> Listing:
    """One service by its key in the tables, as the viewer may see it.

    Whoever edits the directory sees it whole. Raises ``NotFound("service.unknown")``.
    """
    found = next(iter(listings_in(viewer, rows=Service.objects.filter(pk=service))), None)
    if found is None or not (found.is_public or _edits(viewer)):
        raise NotFound("service.unknown")
    return found if _edits(viewer) else shown_of(viewer, listing=found)


def listed(
    viewer: Viewer | None, *, text: str = "", until: date | None = None, waiting: bool = False
) -> list[ServiceRow]:
    """Services that hold every word, that should be looked at again until a day, or that wait.

    Published or not, by name, or the best first when words are asked for; at most ``MOST``.
    Raises ``NotAllowed("permission.missing")``.
    """
    _require_edits(viewer)
    wait = Count("proposals", filter=Q(proposals__state=Proposed.WAITING))
    rows = Service.objects.annotate(wait=wait).select_related("organization")
    found = best(viewer, text=text, most=MOST) if text.strip() else None
    if found is not None:
        rows = rows.filter(pk__in=found)
    if until is not None:
        rows = rows.filter(verify_by__lte=until, status=Status.ACTIVE)
    if waiting:
        rows = rows.filter(wait__gt=0)
    shown = list(rows.order_by("verify_by", "name") if until else rows.order_by("name", "pk"))
    if found is not None:
        shown.sort(key=lambda row: found.index(row.pk))
    return [
        ServiceRow(
            one.pk,
            one.name,
            one.organization.name,
            one.status,
            one.verified_on,
            one.verify_by,
            vars(one)["wait"],
        )
        for one in shown[:MOST]
    ]


def modified_at(viewer: Viewer | None, *, service: UUID) -> datetime:
    """When a service was last modified.

    Raises ``NotAllowed("permission.missing")`` or ``NotFound("service.unknown")``.
    """
    _require_edits(viewer)
    found: datetime | None = (
        Service.objects.filter(pk=service).values_list("last_modified", flat=True).first()
    )
    if found is None:
        raise NotFound("service.unknown")
    return found


def proposal(viewer: Viewer | None, *, key: UUID) -> ProposalRecord:
    """One proposal that waits.

    Raises ``NotAllowed("permission.missing")`` or ``NotFound("proposal.unknown")``.
    """
    for one in proposals(viewer):
        if one.id == key:
            return one
    raise NotFound("proposal.unknown")


def proposals(viewer: Viewer | None) -> list[ProposalRecord]:
    """The proposals that wait, the oldest first. Raises ``NotAllowed("permission.missing")``."""
    _require_edits(viewer)
    rows = Proposal.objects.filter(state=Proposed.WAITING).order_by("at", "pk")
    return [
        ProposalRecord(one.pk, one.service_id, restored(one.told), one.at, one.by) for one in rows
    ]


def changes(viewer: Viewer | None, *, service: UUID) -> list[ChangeRecord]:
    """What was changed by hand in a service, the newest first.

    Raises ``NotAllowed("permission.missing")``. Source: HSDS 3.1, ``metadata``.
    """
    _require_edits(viewer)
    rows = DirectoryChange.objects.filter(service=service)
    return [
        ChangeRecord(
            one.resource_type,
            one.field_name,
            one.previous_value,
            one.replacement_value,
            one.last_action_date,
            one.last_action_type,
            one.updated_by,
        )
        for one in rows.order_by("-last_action_date", "-pk")
    ]


def to_verify(viewer: Viewer | None, *, until: date) -> list[tuple[UUID, str, date]]:
    """The services that should be looked at again until a day: key, name, that day.

    Raises ``NotAllowed("permission.missing")``.
    """
    _require_edits(viewer)
    rows = Service.objects.filter(verify_by__lte=until, status=Status.ACTIVE)
    return list(rows.order_by("verify_by", "name").values_list("pk", "name", "verify_by"))


def _edits(viewer: Viewer | None) -> bool:
    if viewer is None or isinstance(viewer, Operator):
        return viewer is not None
    edit, review = Permission.DIRECTORY_EDIT.value, Permission.DIRECTORY_REVIEW.value
    return viewer.has_perm(edit) or viewer.has_perm(review)


def _require_edits(viewer: Viewer | None) -> None:
    if not _edits(viewer):
        permission = Permission.DIRECTORY_EDIT.value
        raise NotAllowed("permission.missing", permission=permission)
