"""Questions about organisations, sites and licences. The viewer comes first, always."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from saphan.domain.parties.kinds import Kind
from saphan.domain.parties.records import LicenceRecord, OrganisationRecord, SiteRecord
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.parties.models import Licence, Organisation, Site
from saphan.people.queries import Viewer, within


def own_organisations(viewer: Viewer, permission: Permission) -> list[OrganisationRecord]:
    """The organisations that use the house and in which the viewer is permitted this."""
    users = Organisation.objects.filter(within(viewer, permission, "pk"), held_by=None)
    return [_record(row) for row in users.order_by("name", "pk")]


def organisations(
    viewer: Viewer, *, held_by: UUID | None = None, kind: Kind | None = None
) -> list[OrganisationRecord]:
    """The organisations the viewer may see: those he works in and those they keep."""
    found = Organisation.objects.filter(_seen(viewer, ""))
    if held_by:
        found = found.filter(held_by=held_by)
    if kind:
        found = found.filter(kind=kind)
    return [_record(row) for row in found.order_by("name", "pk")]


def organisation(viewer: Viewer, *, key: UUID) -> OrganisationRecord:
    """One organisation.

    Raises ``NotFound("organisation.unknown")``, also when the viewer may not see it.
    """
    found = Organisation.objects.filter(_seen(viewer, ""), pk=key).first()
    if found is None:
        raise NotFound("organisation.unknown")
    return _record(found)


def sites(viewer: Viewer, *, organisation: UUID | None = None) -> list[SiteRecord]:
    """The sites of the organisations the viewer may see, or of one of them."""
    found = Site.objects.filter(_seen(viewer, "organisation__"))
    if organisation:
        found = found.filter(organisation=organisation)
    return [
        SiteRecord(row.pk, row.organisation_id, row.name, row.names, row.province, row.os_id)
        for row in found.order_by("name", "pk")
    ]


def licences(viewer: Viewer, *, organisation: UUID) -> list[LicenceRecord]:
    """The licences of one organisation, newest first; none when the viewer may not see it."""
    found = Licence.objects.filter(_seen(viewer, "organisation__"), organisation=organisation)
    return [
        LicenceRecord(
            row.pk, row.organisation_id, row.number, row.issuer, row.starts, row.ends, row.source
        )
        for row in found.order_by("-starts", "number")
    ]


def unknown_parties(
    viewer: Viewer, *, holder: UUID, organisations: Collection[UUID], sites: Collection[UUID]
) -> list[UUID]:
    """Which of these organisations and sites the holder neither is nor keeps, for this viewer."""
    kept = Q(pk=holder) | Q(held_by=holder)
    mine = Organisation.objects.filter(within(viewer, Permission.JOURNEYS_RECORD, "pk"), pk=holder)
    if not mine.exists():
        return [*organisations, *sites]
    known = Organisation.objects.filter(kept)
    places = Site.objects.filter(organisation__in=known)
    missing = set(organisations) - set(
        known.filter(pk__in=organisations).values_list("pk", flat=True)
    )
    missing |= set(sites) - set(places.filter(pk__in=sites).values_list("pk", flat=True))
    return sorted(missing)


def _record(row: Organisation) -> OrganisationRecord:
    return OrganisationRecord(
        id=row.pk,
        code=row.code,
        held_by=row.held_by_id,
        kind=row.kind,
        name=row.name,
        names=row.names,
        country=row.country,
        registration=row.registration,
        os_id=row.os_id,
        phone=row.phone,
        address=row.address,
    )


def _seen(viewer: Viewer, lead: str) -> Q:
    """Rows of organisations where the viewer may see parties, or which such a one keeps."""
    way = lead.removesuffix("__")
    own = within(viewer, Permission.PARTIES_SEE, way or "pk")
    return own | within(viewer, Permission.PARTIES_SEE, f"{lead}held_by")
