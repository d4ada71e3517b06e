"""What is done to the directory: a file is brought in, a file is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.codes import Status
from saphan.domain.care.plain import plain
from saphan.domain.care.reading import restored
from saphan.domain.care.records import Directory, Listing
from saphan.domain.refusals import Conflict, Incomplete, NotFound
from saphan.foundation.audit import record
from saphan.people.queries import Viewer
from saphan.pillars.care.models import (
    DirectoryImport,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceTerm,
    TaxonomyTerm,
)
from saphan.pillars.care.queries.directory import NEEDS, kept_listings, require_operator


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was brought in: its import, how many services it lists, how many changed.

    ``source`` is None when the file changed nothing.
    """

    source: UUID | None
    kept: int
    changed: int


@transaction.atomic
def import_directory(
    *, by: Viewer, at: datetime, directory: Directory, file_name: str, digest: str
) -> Brought:
    """The list becomes what the file says; a service that the file lacks is no longer active.

    Brought in again, the same file changes nothing. ``digest`` is the SHA-256 of its bytes in
    hex. Raises ``NotAllowed("directory.operator_only")`` or ``Incomplete("directory.empty")``.
    """
    require_operator(by)
    if not directory.services:
        raise Incomplete("directory.empty", file=file_name)
    before = kept_listings(by, directory=directory.name)
    wanted = {one.key: one for one in directory.services}
    gone = [
        replace(one, status=Status.INACTIVE) for one in before.values() if one.key not in wanted
    ]
    fresh = [one for one in (*directory.services, *gone) if before.get(one.key) != one]
    if not fresh:
        return Brought(None, len(wanted), 0)
    kept = DirectoryImport.objects.create(
        directory=directory.name,
        file_name=file_name[:200],
        digest=digest,
        kept=len(wanted),
        changed=len(fresh),
        before=[[one.key, _before(before, one.key)] for one in fresh],
        at=at,
        by=by.code,
    )
    _write(directory.name, fresh, at)
    facts = {"directory": directory.name, "kept": len(wanted), "changed": len(fresh)}
    record(
        by=by, at=at, action="care.import_directory", subject=kept, facts=facts | {"digest": digest}
    )
    return Brought(kept.pk, len(wanted), len(fresh))


@transaction.atomic
def undo_import(*, by: Viewer, at: datetime, source: UUID) -> None:
    """Every service becomes what it was before the file; the list keeps that it was there.

    Raises ``NotAllowed("directory.operator_only")``, ``NotFound("import.unknown")``,
    ``Conflict("import.undone")`` or, when a later file stands on it, ``Conflict("import.later")``.
    """
    require_operator(by)
    found = DirectoryImport.objects.filter(pk=source).first()
    if found is None:
        raise NotFound("import.unknown")
    if found.undone_at is not None:
        raise Conflict("import.undone")
    standing = DirectoryImport.objects.filter(directory=found.directory, undone_at__isnull=True)
    if standing.order_by("-at", "-pk").values_list("pk", flat=True).first() != found.pk:
        raise Conflict("import.later")
    new = [key for key, values in found.before if values is None]
    _remove(Service.objects.filter(directory=found.directory, key__in=new))
    _write(found.directory, [restored(values) for _, values in found.before if values], at)
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    facts = {"directory": found.directory, "changed": found.changed}
    record(by=by, at=at, action="care.undo_import", subject=found, facts=facts)


def _before(before: Mapping[str, Listing], key: str) -> dict[str, object] | None:
    return plain(before[key]) if key in before else None


def _write(directory: str, listings: Iterable[Listing], at: datetime) -> None:
    """Write each service anew; its key in the database stays, so that others may point to it."""
    terms = _terms(listings)
    for one in listings:
        organization, _ = Organization.objects.update_or_create(
            name=one.organization, defaults={"kind": one.helper}
        )
        row, _ = Service.objects.update_or_create(
            directory=directory,
            key=one.key,
            defaults=_columns(one) | {"organization": organization, "last_modified": at},
        )
        _clear(row)
        _write_parts(row, one, terms)
    _forget_empty_organizations()


def _columns(one: Listing) -> dict[str, object]:
    return {
        "name": one.name,
        "description": one.description,
        "status": one.status,
        "asks_for_papers": one.papers,
        "phone_printed": one.printed,
        "other_number": one.other_number,
        "hours_printed": one.hours_printed,
        "cautions": [caution.value for caution in one.cautions],
        "sources": list(one.sources),
        "source_year": one.year,
        "confidence": one.confidence,
        "checked_on": one.checked_on,
        "verified_on": one.verified_on,
        "verified_by": one.verified_by,
    }


def _write_parts(row: Service, one: Listing, terms: Mapping[str, TaxonomyTerm]) -> None:
    for phone in one.phones:
        line = Phone.objects.create(
            service=row, number=phone.number, extension=phone.extension, menu=phone.menu
        )
        Language.objects.bulk_create(Language(phone=line, code=code) for code in phone.languages)
    Language.objects.bulk_create(Language(service=row, code=code) for code in one.languages)
    Schedule.objects.bulk_create(
        Schedule(
            service=row, byday=",".join(hours.days), opens_at=hours.opens, closes_at=hours.closes
        )
        for hours in one.hours
    )
    ServiceArea.objects.bulk_create(ServiceArea(service=row, extent=area) for area in one.serves)
    ServiceTerm.objects.bulk_create(ServiceTerm(service=row, term=terms[n]) for n in one.needs)
    for spot in one.located:
        lies = Location.objects.create(
            province=spot.province,
            place=spot.place,
            address=spot.address,
            sensitive=spot.sensitive,
        )
        ServiceAtLocation.objects.create(service=row, location=lies)


def _terms(listings: Iterable[Listing]) -> dict[str, TaxonomyTerm]:
    needs = dict.fromkeys(need.value for one in listings for need in one.needs)
    made = (TaxonomyTerm.objects.get_or_create(taxonomy=NEEDS, code=code)[0] for code in needs)
    return {term.code: term for term in made}


def _clear(row: Service) -> None:
    """Everything that a service is kept in besides its own row."""
    Location.objects.filter(at_services__service=row).delete()
    for parts in (row.phones, row.languages, row.schedules, row.areas, row.terms):
        parts.all().delete()


def _remove(rows: Iterable[Service]) -> None:
    for row in rows:
        _clear(row)
        row.delete()


def _forget_empty_organizations() -> None:
    Organization.objects.filter(services__isnull=True).delete()
