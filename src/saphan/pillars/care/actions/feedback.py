"""What is done so that a client hears of it: a message that tells nothing but a code."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from saphan.domain.notices.addresses import way_to
from saphan.domain.notices.templates import Fact, Template
from saphan.domain.people.consent import Purpose, State
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, NotFound, Refused
from saphan.foundation.audit import record
from saphan.notices.actions import queue_notice
from saphan.people.actions.identity import open_contact
from saphan.people.queries import Viewer, consent_states, within
from saphan.pillars.care.models import Referral


@transaction.atomic
def send_news(*, by: Viewer, at: datetime, referral: UUID) -> int:
    """Put a message for each person of a referral into the outbox; gives how many.

    Only for those who agreed to be contacted again, by the way they called safe; it says that
    there is news about a code, and whom to call. Raises ``NotFound("referral.unknown")``,
    ``Conflict("referral.not_answered")``, ``Refused("referral.phone_missing")`` when the
    organisation has no number to call, or ``Refused("referral.nobody_to_tell")``.
    """
    found = Referral.objects.filter(within(by, Permission.CASES_REFER), pk=referral)
    row = found.select_related("organisation", "case").first()
    if row is None:
        raise NotFound("referral.unknown")
    if row.acknowledged_at is None:
        raise Conflict("referral.not_answered")
    if not row.organisation.phone:
        raise Refused("referral.phone_missing")
    who = row.members.filter(withdrawn_at=None).select_related("member__worker")
    people = [one.member.worker for one in who if one.member.worker]
    said = consent_states(
        by,
        workers=[one.pk for one in people],
        purpose=Purpose.CONTACT_AGAIN,
        party=row.organisation_id,
    )
    told = 0
    for worker in people:
        if said[worker.pk] is not State.GIVEN:
            continue
        contact = open_contact(by=by, at=at, worker=worker.pk, purpose=Purpose.CONTACT_AGAIN)
        channel = way_to(contact.reach)
        if channel is None:
            continue
        queue_notice(
            by=by,
            at=at,
            organisation=row.organisation_id,
            channel=channel,
            address=contact.address,
            template=Template.NEWS,
            facts={Fact.CODE: row.case.code, Fact.PHONE: row.organisation.phone},
            language=worker.language,
            about=("worker", worker.pk),
        )
        told += 1
    if not told:
        raise Refused("referral.nobody_to_tell")
    facts = {"referral": row.pk, "messages": told}
    record(by=by, at=at, action="care.send_news", subject=row.case, facts=facts)
    return told
