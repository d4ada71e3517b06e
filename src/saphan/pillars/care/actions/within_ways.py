"""Inside an action: a member who may be told about, and the journey on which her facts stand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from saphan.domain.journey.records import Journey
from saphan.domain.journey.rows import NewJourney
from saphan.domain.people.consent import Purpose, State
from saphan.domain.people.roles import Permission
from saphan.domain.recruitment.codes import Nationality
from saphan.domain.refusals import NotFound, Refused
from saphan.journey.actions.entries import add_journeys
from saphan.journey.queries import journeys
from saphan.people.queries import Viewer, consent_states, within
from saphan.pillars.care.actions.within_cases import case_for_change
from saphan.pillars.care.models import CaseMember


def member_told_of(by: Viewer, member: UUID) -> CaseMember:
    """A member of an open case who agrees, to this day, that a record of her is kept.

    Raises ``NotFound("member.unknown")``, ``Conflict("case.closed")`` or
    ``Refused("consent.record_needed")``.
    """
    rows = CaseMember.objects.filter(within(by, Permission.CASES_RECORD, "case__organisation"))
    row = rows.select_related("worker", "case").filter(pk=member, worker__isnull=False).first()
    if row is None or row.worker is None:
        raise NotFound("member.unknown")
    case_for_change(by, row.case_id)
    own, key = row.case.organisation_id, row.worker.pk
    said = consent_states(by, workers=[key], purpose=Purpose.RECORD, party=own)
    if said[key] is not State.GIVEN:
        raise Refused("consent.record_needed")
    return row


def way_of(by: Viewer, member: CaseMember) -> Journey | None:
    """The journey of a member, None where none was begun."""
    found = journeys(by, keys=[member.journey_id]) if member.journey_id else []
    return found[0] if found else None


def way_begun(by: Viewer, at: datetime, member: CaseMember) -> UUID:
    """The key of the journey of a member, begun now where there was none."""
    known = way_of(by, member)
    if known:
        return known.id
    new = NewJourney(member.worker.code if member.worker else "", Nationality.UNKNOWN)
    (key,) = add_journeys(by=by, at=at, organisation=member.case.organisation_id, rows=[new])
    member.journey_id = key
    member.save(update_fields=["journey"])
    return key
