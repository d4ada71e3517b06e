"""What is done to receivers: the organisation behind a service becomes one we can tell about."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.codes import Helper
from saphan.domain.parties.kinds import Kind
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.parties.actions import add_organisation
from saphan.parties.queries import organisations
from saphan.people.queries import Viewer, require
from saphan.pillars.care.models import Service

_KINDS = {
    Helper.GOVERNMENT: Kind.AUTHORITY,
    Helper.POLICE: Kind.AUTHORITY,
    Helper.EMBASSY: Kind.AUTHORITY,
    Helper.UNION: Kind.UNION,
    Helper.NGO: Kind.NGO,
}


@transaction.atomic
def know_receiver(*, by: Viewer, at: datetime, organisation: UUID, service: UUID) -> UUID:
    """The organisation behind a service, as one of those whom people can agree to tell.

    It is recorded at the first referral; consent and protocols are about it. Raises ``NotAllowed``
    or ``NotFound("service.unknown")``.
    """
    require(by, Permission.CASES_REFER, organisation)
    found = Service.objects.select_related("organization").filter(pk=service).first()
    if found is None:
        raise NotFound("service.unknown")
    name = found.organization.name
    for known in organisations(by, held_by=organisation):
        if known.name == name:
            return known.id
    kind = _KINDS.get(found.organization.kind, Kind.OTHER)
    return add_organisation(by=by, at=at, held_by=organisation, kind=kind, name=name, country="TH")
