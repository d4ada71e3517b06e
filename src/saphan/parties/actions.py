"""What is done to organisations, sites and licences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.parties.kinds import Kind
from saphan.domain.parties.names import check_place, read_names
from saphan.domain.parties.os_id import read_os_id
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.foundation.audit import record
from saphan.parties.models import Licence, Organisation, Site
from saphan.people.queries import Operator, Viewer, require

_LONGEST_PHONE, _LONGEST_ADDRESS = 60, 300


@transaction.atomic
def add_organisation(
    *,
    by: Viewer,
    at: datetime,
    held_by: UUID | None,
    kind: Kind,
    name: str,
    names: Mapping[str, str] | None = None,
    country: str = "",
    registration: str = "",
    os_id: str = "",
) -> UUID:
    """A new organisation, kept by another one; only the operator adds one that uses the house.

    Raises ``NotAllowed``, ``Incomplete("party.name_missing")``, ``Refused("place.code_wrong")``,
    ``Refused("party.language_unknown")`` or ``Refused("os_id.wrong")``.
    """
    _require_keeper(by, held_by)
    shown, kept = read_names(name, names)
    check_place(country=country)
    made = Organisation.objects.create(
        held_by_id=held_by,
        kind=kind,
        name=shown,
        names=kept,
        country=country,
        registration=registration.strip(),
        os_id=read_os_id(os_id) if os_id else "",
    )
    facts = {"kind": kind, "held_by": held_by}
    record(by=by, at=at, action="parties.add_organisation", subject=made, facts=facts)
    return made.pk


@transaction.atomic
def name_organisation(
    *, by: Viewer, at: datetime, organisation: UUID, name: str, names: Mapping[str, str]
) -> None:
    """Other names for an organisation. Raises as ``add_organisation`` does, and ``NotFound``."""
    found = _recorded(by, organisation)
    found.name, found.names = read_names(name, names)
    found.save(update_fields=["name", "names"])
    languages = {"languages": sorted(found.names)}
    record(by=by, at=at, action="parties.name_organisation", subject=found, facts=languages)


@transaction.atomic
def reach_organisation(
    *, by: Viewer, at: datetime, organisation: UUID, phone: str, address: str
) -> None:
    """The telephone number and address that stand on its letters and slips.

    Raises ``NotFound("organisation.unknown")``, ``NotAllowed`` or ``Refused("party.too_long")``.
    """
    found = _recorded(by, organisation)
    phone, address = phone.strip(), address.strip()
    if len(phone) > _LONGEST_PHONE or len(address) > _LONGEST_ADDRESS:
        raise Refused("party.too_long")
    found.phone, found.address = phone, address
    found.save(update_fields=["phone", "address"])
    record(by=by, at=at, action="parties.reach_organisation", subject=found)


@transaction.atomic
def add_site(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    name: str,
    names: Mapping[str, str] | None = None,
    province: str = "",
    os_id: str = "",
) -> UUID:
    """A new place of work of an organisation.

    Raises ``NotFound``, ``NotAllowed``, ``Conflict("site.exists")`` and as ``add_organisation``.
    """
    owner = _recorded(by, organisation)
    shown, kept = read_names(name, names)
    check_place(province=province)
    if owner.sites.filter(name=shown).exists():
        raise Conflict("site.exists")
    made = Site.objects.create(
        organisation=owner,
        name=shown,
        names=kept,
        province=province,
        os_id=read_os_id(os_id) if os_id else "",
    )
    facts = {"organisation": owner.pk, "province": province}
    record(by=by, at=at, action="parties.add_site", subject=made, facts=facts)
    return made.pk


@transaction.atomic
def add_licence(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    number: str,
    issuer: str,
    source: str,
    starts: date | None = None,
    ends: date | None = None,
) -> UUID:
    """A licence as somebody saw it; where it was seen is never left out.

    Raises ``NotFound``, ``NotAllowed``, ``Incomplete("licence.source_missing")``,
    ``Incomplete("licence.number_missing")``, ``Refused("licence.days_reversed")`` or
    ``Conflict("licence.exists")``.
    """
    owner = _recorded(by, organisation)
    if not source.strip():
        raise Incomplete("licence.source_missing")
    if not number.strip() or not issuer.strip():
        raise Incomplete("licence.number_missing")
    if starts and ends and starts > ends:
        raise Refused("licence.days_reversed")
    told = {"number": number.strip(), "issuer": issuer.strip(), "starts": starts}
    if owner.licences.filter(**told).exists():
        raise Conflict("licence.exists")
    made = Licence.objects.create(organisation=owner, ends=ends, source=source.strip(), **told)
    facts = {"organisation": owner.pk}
    record(by=by, at=at, action="parties.add_licence", subject=made, facts=facts)
    return made.pk


def _require_keeper(by: Viewer, held_by: UUID | None) -> None:
    if held_by is not None:
        require(by, Permission.PARTIES_RECORD, held_by)
    elif not isinstance(by, Operator):
        raise NotAllowed("organisation.operator_only")


def _recorded(by: Viewer, organisation: UUID) -> Organisation:
    """The organisation, when ``by`` may record parties where it is kept."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found is None:
        raise NotFound("organisation.unknown")
    require(by, Permission.PARTIES_RECORD, found.held_by_id or found.pk)
    return found
