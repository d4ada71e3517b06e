"""What follows when somebody takes her consent back: it is carried out everywhere at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from saphan.domain.care.casework import Standing
from saphan.domain.people.consent import Medium, Purpose
from saphan.people.actions.consent import withdraw_consent
from saphan.people.queries import Viewer
from saphan.pillars.care.actions.members import stop_member
from saphan.pillars.care.actions.within_deadlines import keep_deadlines
from saphan.pillars.care.actions.within_referrals import leave_referrals
from saphan.pillars.care.models import CaseMember


@transaction.atomic
def withdraw(
    *,
    by: Viewer,
    at: datetime,
    worker: UUID,
    purpose: Purpose,
    party: UUID,
    language: str,
    medium: Medium,
    witness: str = "",
) -> None:
    """Somebody takes back what she agreed to; nobody has to say why.

    From a referral her part goes, sent or not, and from every later paper; a referral of nobody
    else is cancelled and its page opens no more. Who no longer agrees to be kept on record stops
    in every case. Raises as ``people.record_consent`` does.
    """
    withdraw_consent(
        by=by,
        at=at,
        worker=worker,
        purpose=purpose,
        party=party,
        language=language,
        medium=medium,
        witness=witness,
    )
    if purpose is Purpose.REFERRAL:
        for member in CaseMember.objects.select_related("case").filter(worker=worker):
            leave_referrals(by, at, member, party=party)
            keep_deadlines(member.case, at=at)
    elif purpose is Purpose.RECORD:
        on = timezone.localdate(at)
        active = CaseMember.objects.filter(worker=worker, standing=Standing.ACTIVE)
        for key in active.values_list("pk", flat=True):
            stop_member(by=by, at=at, member=key, on=on)
