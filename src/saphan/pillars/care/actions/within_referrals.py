"""Inside an action: what ends a referral, and its saving."""

from __future__ import annotations

from datetime import datetime

from saphan.domain.care.referral import ReferralState
from saphan.foundation.audit import Actor, record
from saphan.pillars.care.actions.within_deadlines import keep_deadlines
from saphan.pillars.care.models import Referral


def end_referral(by: Actor, at: datetime, found: Referral, *, mistake: bool = False) -> None:
    """Cancel inside an action that checked who may."""
    state = ReferralState.ENTERED_IN_ERROR if mistake else ReferralState.CANCELLED
    found.state, found.ended_at = state, at
    save_referral(found, "state", "ended_at")
    found.links.filter(revoked_at=None).update(revoked_at=at, secret="")
    facts = {"referral": found.pk, "mistake": mistake}
    record(by=by, at=at, action="care.cancel_referral", subject=found.case, facts=facts)
    keep_deadlines(found.case, at=at)


def save_referral(found: Referral, *columns: str) -> None:
    """Save these columns; everybody who looked before sees that it changed."""
    found.revision += 1
    found.save(update_fields=[*columns, "revision"])
