"""What a receiver without an account may read: the least that helps, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from saphan.domain.care.casework import Urgency
from saphan.domain.care.codes import Need
from saphan.domain.care.referral import ReferralState
from saphan.domain.refusals import NotFound
from saphan.foundation.crypto import blind_index
from saphan.pillars.care.models import AnswerLink


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is asked of a receiver on the page: no name, no amount, no story.

    ``phone`` is the number of the organisation that asks: the client is reached through it.
    """

    code: str
    state: ReferralState
    service: str
    need: Need
    urgency: Urgency
    language: str
    staff_sex: str
    people: int
    asked_by: str
    phone: str
    sent_at: datetime | None


def envelope(viewer: None, *, secret: str, at: datetime) -> Envelope:
    """What the page of a link shows; nobody is logged in, the secret is the permission.

    Raises ``NotFound("referral.link_unknown")`` for a guessed, used, old or revoked link.
    """
    row = usable_link(viewer, secret=secret, at=at)
    found = row.referral
    return Envelope(
        code=found.code,
        state=found.state,
        service=found.service_name,
        need=found.need,
        urgency=found.urgency,
        language=found.language,
        staff_sex=found.staff_sex,
        people=found.members.filter(withdrawn_at=None).count(),
        asked_by=found.organisation.name,
        phone=found.organisation.phone,
        sent_at=found.sent_at,
    )


def usable_link(viewer: None, *, secret: str, at: datetime) -> AnswerLink:
    """The link of a secret, while it opens. Raises ``NotFound("referral.link_unknown")``."""
    del viewer
    mark = blind_index(secret, purpose="answer link")
    rows = AnswerLink.objects.select_related("referral__organisation")
    row = rows.filter(fingerprint=mark, expires_at__gt=at, used_at=None, revoked_at=None).first()
    if row is None:
        raise NotFound("referral.link_unknown")
    return row
