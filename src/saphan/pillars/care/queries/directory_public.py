"""Which objects of the directory anybody may see, and which of them fit what is asked.

Nothing here knows of a sensitive place: it is left out before anything is counted or compared.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from saphan.domain.care.codes import NATIONWIDE, Status
from saphan.domain.care.distance import metres_between
from saphan.domain.care.hours import Now, open_at
from saphan.domain.care.hsds.asked import Near, Wanted
from saphan.domain.care.hsds.checking import blank_rows
from saphan.domain.care.hsds.columns import Rows
from saphan.domain.text import fold
from saphan.people.queries import Viewer
from saphan.pillars.care.models import (
    Attribute,
    Language,
    Organization,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from saphan.pillars.care.models.directory_rows import row_of
from saphan.pillars.care.queries.directory_listings import usual_hours
from saphan.pillars.care.queries.directory_search import found as holding


def service_keys(viewer: Viewer | None, *, wanted: Wanted, at: datetime) -> list[UUID]:
    """The services that fit, by name. Each question leaves out what is not known to fit."""
    rows = _fitting(viewer, wanted)
    if wanted.near or wanted.province or wanted.postcode:
        rows = rows.filter(pk__in=_reaching(wanted))
    found = list(rows.order_by("name", "pk").values_list("pk", flat=True))
    if wanted.open_now:
        opened = _open(found, at)
        found = [key for key in found if key in opened]
    return found


def place_keys(viewer: Viewer | None, *, wanted: Wanted, at: datetime) -> list[UUID]:
    """The services at a location that fit, by name of the service.

    Whether one is near or in a province is decided by the location itself.
    """
    anywhere = replace(wanted, near=None, province="", postcode="", proximity=None)
    services = service_keys(viewer, wanted=anywhere, at=at)
    rows = _open_places().filter(service__in=_public(), location__sensitive=False)
    if wanted.province:
        rows = rows.filter(location__province=wanted.province)
    found = rows.order_by("service__name", "pk").values_list(
        "pk", "service_id", "location__latitude", "location__longitude"
    )
    known, there = set(services), places_at(viewer, wanted=wanted)
    return [
        key
        for key, service, latitude, longitude in found
        if service in known
        and _is_near(wanted.near, latitude, longitude)
        and (there is None or key in there)
    ]


def places_at(viewer: Viewer | None, *, wanted: Wanted) -> set[UUID] | None:
    """The services at a location at a postcode, or within metres of it; None when not asked.

    Nobody publishes where the middle of a postcode lies: it is that of the places here that have
    it and coordinates. Without one, nothing is known to be near.
    """
    del viewer
    if not wanted.postcode:
        return None
    same = _open_places().filter(location__addresses__postal_code=wanted.postcode)
    if wanted.proximity is None:
        return set(same.values_list("pk", flat=True))
    known = same.exclude(location__latitude=None).exclude(location__longitude=None)
    points = {
        key: (float(str(up)), float(str(along)))
        for key, up, along in known.values_list(
            "location", "location__latitude", "location__longitude"
        )
    }.values()
    if not points:
        return set()
    up, along = (sum(one) / len(points) for one in zip(*points, strict=True))
    circle = Near(up, along, wanted.proximity)
    rows = _open_places().values_list("pk", "location__latitude", "location__longitude")
    return {key for key, *degrees in rows if _is_near(circle, *degrees)}


def organization_keys(viewer: Viewer | None, *, wanted: Wanted) -> list[UUID]:
    """The organisations with a service that anybody may see, by name."""
    services = _fitting(
        viewer, Wanted(taxonomy_term_id=wanted.taxonomy_term_id, taxonomy_id=wanted.taxonomy_id)
    )
    rows = Organization.objects.filter(pk__in=services.values("organization_id"))
    asked = fold(wanted.search).split()
    return [
        one.pk
        for one in rows.order_by("name", "pk")
        if _holds(asked, one.name, one.alternate_name, one.description)
    ]


def taxonomy_keys(viewer: Viewer | None, *, wanted: Wanted) -> list[UUID]:
    """The taxonomies, by name."""
    del viewer
    asked = fold(wanted.search).split()
    rows = Taxonomy.objects.order_by("name", "pk")
    return [one.pk for one in rows if _holds(asked, one.name, one.description)]


def term_keys(viewer: Viewer | None, *, wanted: Wanted) -> list[UUID]:
    """The words of taxonomies, by taxonomy and code."""
    del viewer
    rows = TaxonomyTerm.objects.order_by("taxonomy__name", "code", "pk")
    if wanted.taxonomy_id:
        rows = rows.filter(taxonomy=wanted.taxonomy_id)
    if wanted.parent_id:
        rows = rows.filter(parent_id=wanted.parent_id)
    if wanted.top_only:
        rows = rows.filter(parent_id=None)
    asked = fold(wanted.search).split()
    return [one.pk for one in rows if _holds(asked, one.name, one.code, one.description)]


def services_of(viewer: Viewer | None, *, organizations: Collection[UUID]) -> list[UUID]:
    """The services of organisations that anybody may see."""
    del viewer
    rows = _public().filter(organization__in=list(organizations)).order_by("name", "pk")
    return list(rows.values_list("pk", flat=True))


def services_at(viewer: Viewer | None, *, places: Collection[UUID]) -> list[UUID]:
    """The services of services at a location."""
    del viewer
    rows = ServiceAtLocation.objects.filter(pk__in=list(places))
    return list(rows.values_list("service_id", flat=True))


def word_rows(viewer: Viewer | None) -> Rows:
    """Every taxonomy and every word of one."""
    del viewer
    rows = blank_rows()
    rows["taxonomy"] = {one.pk: row_of("taxonomy", one) for one in Taxonomy.objects.all()}
    rows["taxonomy_term"] = {
        one.pk: row_of("taxonomy_term", one) for one in TaxonomyTerm.objects.all()
    }
    return rows


def organization_rows(viewer: Viewer | None, *, organizations: Collection[UUID]) -> Rows:
    """The rows of organisations alone; those without a public service are left out."""
    del viewer
    rows = blank_rows()
    runs = Organization.objects.filter(
        pk__in=list(organizations), services__in=_public().values("pk")
    )
    rows["organization"] = {one.pk: row_of("organization", one) for one in runs.distinct()}
    return rows


def _open_places() -> QuerySet[ServiceAtLocation]:
    return ServiceAtLocation.objects.filter(location__sensitive=False)


def _public() -> QuerySet[Service]:
    """Services that work and have no location, or one that is not sensitive."""
    anywhere = ServiceAtLocation.objects.filter(service=OuterRef("pk"))
    shown = Exists(anywhere.filter(location__sensitive=False))
    rows: QuerySet[Service] = Service.objects.filter(status=Status.ACTIVE)
    return rows.filter(~Exists(anywhere) | shown)


def _fitting(viewer: Viewer | None, wanted: Wanted) -> QuerySet[Service]:
    rows = _public()
    if wanted.search:
        rows = rows.filter(pk__in=holding(viewer, text=wanted.search).values("subject"))
    if wanted.organization_id:
        rows = rows.filter(organization=wanted.organization_id)
    if wanted.modified_after:
        rows = rows.filter(last_modified__gte=wanted.modified_after)
    if wanted.asks_for_papers:
        rows = rows.filter(asks_for_papers=wanted.asks_for_papers)
    said = Attribute.objects.all()
    if wanted.taxonomy_term_id:
        rows = rows.filter(
            pk__in=said.filter(taxonomy_term=wanted.taxonomy_term_id).values("link_id")
        )
    if wanted.taxonomy_id:
        sorted_by = said.filter(taxonomy_term__taxonomy=wanted.taxonomy_id)
        rows = rows.filter(pk__in=sorted_by.values("link_id"))
    if wanted.language:
        spoken = Language.objects.filter(code=wanted.language)
        of_lines = spoken.exclude(phone=None).values("phone__service_id")
        of_services = spoken.exclude(service=None).values("service_id")
        rows = rows.filter(Q(pk__in=of_services) | Q(pk__in=of_lines.exclude(phone__service=None)))
    return rows


def _reaching(wanted: Wanted) -> set[UUID]:
    """The services that reach a province, have a place near enough, are at a postcode, or all."""
    found: set[UUID] | None = None
    there = places_at(None, wanted=wanted)
    if there is not None:
        at = _open_places().values_list("pk", "service_id")
        found = {service for key, service in at if key in there}
    if wanted.province:
        areas = ServiceArea.objects.filter(extent__in=(wanted.province, NATIONWIDE))
        reach = set(areas.exclude(service=None).values_list("service_id", flat=True))
        lies = _open_places().filter(location__province=wanted.province)
        reach |= set(lies.values_list("service_id", flat=True))
        found = reach if found is None else found & reach
    if wanted.near:
        rows = (
            _open_places()
            .exclude(location__latitude=None)
            .values_list("service_id", "location__latitude", "location__longitude")
        )
        near = {key for key, *degrees in rows if _is_near(wanted.near, *degrees)}
        found = near if found is None else found & near
    return found or set()


def _is_near(near: Near | None, latitude: object, longitude: object) -> bool:
    if near is None:
        return True
    if latitude is None or longitude is None:
        return False
    here = (float(str(latitude)), float(str(longitude)))
    return metres_between(near.latitude, near.longitude, *here) <= near.metres


def _open(services: Collection[UUID], at: datetime) -> set[UUID]:
    """Those that are known to be open now."""
    rows: dict[UUID, list[Schedule]] = {}
    for one in Schedule.objects.exclude(service=None):
        rows.setdefault(one.service_id, []).append(one)
    local = timezone.localtime(at)
    return {
        key
        for key in services
        if open_at(usual_hours(None, rows=rows.get(key, [])), local) is Now.OPEN
    }


def _holds(asked: list[str], *texts: str) -> bool:
    told = fold("\n".join(texts))
    return all(word in told for word in asked)
