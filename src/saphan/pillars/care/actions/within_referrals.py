"""Inside an action: what ends a referral, and its saving."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from saphan.domain.care.referral import ENDED, ReferralState
from saphan.foundation.audit import Actor, record
from saphan.pillars.care.models import CaseMember, Referral, ReferralMember


def end_referral(by: Actor, at: datetime, found: Referral, *, mistake: bool = False) -> None:
    """Cancel inside an action that checked who may, and that keeps the deadlines afterwards."""
    state = ReferralState.ENTERED_IN_ERROR if mistake else ReferralState.CANCELLED
    found.state, found.ended_at = state, at
    save_referral(found, "state", "ended_at")
    found.links.filter(revoked_at=None).update(revoked_at=at, secret="")
    facts = {"referral": found.pk, "mistake": mistake}
    record(by=by, at=at, action="care.cancel_referral", subject=found.case, facts=facts)


def save_referral(found: Referral, *columns: str) -> None:
    """Save these columns; everybody who looked before sees that it changed."""
    found.revision += 1
    found.save(update_fields=[*columns, "revision"])


def leave_referrals(
    by: Actor, at: datetime, member: CaseMember, *, party: UUID | None = None
) -> None:
    """Nothing of a member travels with a referral any more, sent or not.

    ``party`` narrows it to one receiver. A referral in which nobody is left is cancelled, and its
    page opens no more. The action keeps the deadlines afterwards.
    """
    mine = ReferralMember.objects.filter(member=member, withdrawn_at=None)
    if party is not None:
        mine = mine.filter(referral__party=party)
    touched = list(mine.values_list("referral", flat=True))
    mine.update(withdrawn_at=at)
    for found in Referral.objects.select_related("case").filter(pk__in=touched):
        if found.state not in ENDED and not found.members.filter(withdrawn_at=None).exists():
            end_referral(by, at, found)
