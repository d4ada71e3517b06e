"""What is done to protocols: the signed agreements that gate what may travel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.care.referral import Detail
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Incomplete, NotFound, Refused
from saphan.foundation.audit import record
from saphan.people.queries import Viewer, require, within
from saphan.pillars.care.models import Protocol


@transaction.atomic
def sign_protocol(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    party: UUID,
    reference: str,
    signed_on: date,
    ends_on: date | None,
    covers: Sequence[Detail],
) -> UUID:
    """A signed agreement about what may travel to another organisation.

    Raises ``NotAllowed``, ``Incomplete`` with ``protocol.reference_missing`` or
    ``protocol.covers_nothing``, or ``Refused("protocol.days_reversed")``.
    """
    require(by, Permission.PROTOCOLS_SIGN, organisation)
    if not reference.strip():
        raise Incomplete("protocol.reference_missing")
    if not covers:
        raise Incomplete("protocol.covers_nothing")
    if ends_on is not None and ends_on < signed_on:
        raise Refused("protocol.days_reversed")
    made = Protocol.objects.create(
        organisation_id=organisation,
        party_id=party,
        reference=reference.strip(),
        signed_on=signed_on,
        ends_on=ends_on,
        covers=sorted(set(covers)),
        at=at,
        by=by.code,
    )
    facts = {"party": party, "covers": made.covers}
    record(by=by, at=at, action="care.sign_protocol", subject=made, facts=facts)
    return made.pk


@transaction.atomic
def end_protocol(*, by: Viewer, at: datetime, protocol: UUID) -> None:
    """A protocol no longer holds. Raises ``NotFound("protocol.unknown")``."""
    rows = Protocol.objects.filter(within(by, Permission.PROTOCOLS_SIGN), pk=protocol)
    row = rows.filter(ended_at=None).first()
    if row is None:
        raise NotFound("protocol.unknown")
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    record(by=by, at=at, action="care.end_protocol", subject=row)
