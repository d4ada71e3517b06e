"""What somebody hears who asks with the number and the PIN of her slip, and which PIN that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from secrets import compare_digest
from uuid import UUID

from saphan.domain.care.asking import Asked, Word, number_typed, pin_of, pin_typed, word_for
from saphan.domain.care.casework import Standing
from saphan.domain.people.roles import Permission
from saphan.foundation.crypto import blind_index
from saphan.foundation.ids import new_id, read_code
from saphan.people.queries import Viewer, answered_by_code, is_answered, within
from saphan.pillars.care.models import CaseMember, ReferralAnswer, ReferralMember


@dataclass(frozen=True, slots=True)
class Heard:
    """One word, and the telephone number that stands on the slip; none when nothing is said."""

    word: Word
    phone: str = ""


_SILENCE = Heard(Word.SILENCE)


def heard(viewer: None, *, number: str, pin: str) -> Heard:
    """What whoever holds a slip hears. Nobody is logged in, the PIN is the permission.

    The same is asked of the database for every answer that says nothing, so that it takes as long
    whatever the reason. Looking changes nothing: nobody knows who looked.
    """
    code = read_code(number_typed(number)) or "-"
    found = CaseMember.objects.filter(
        case__code=code, standing=Standing.ACTIVE, worker__isnull=False
    ).select_related("case__organisation")
    typed = pin_typed(pin)
    fitting = [one for one in found if compare_digest(_pin(one.pk, one.lost_pins), typed)]
    member = fitting[0] if len(fitting) == 1 else None
    worker, party = _asked_about(member)
    answered = is_answered(viewer, worker=worker, party=party)
    if member is None or not answered:
        return _SILENCE
    word = word_for(_referrals(member.pk), closed=member.case.closed_on is not None)
    return _SILENCE if word is Word.SILENCE else Heard(word, member.case.organisation.phone)


def slip_pins(viewer: Viewer, *, case: UUID) -> dict[UUID, str]:
    """The PIN of each active member who chose to ask by code, in the order of their numbers.

    Only where the viewer may open identities, since it tells how somebody hears of us.
    """
    found = CaseMember.objects.filter(
        within(viewer, Permission.CASES_SEE, "case__organisation"),
        within(viewer, Permission.IDENTITY_OPEN, "case__organisation"),
        case=case,
        standing=Standing.ACTIVE,
        worker__isnull=False,
    )
    rows = list(
        found.order_by("number").values_list("pk", "worker", "lost_pins", "case__organisation")
    )
    if not rows:
        return {}
    (party,) = {party for *_, party in rows}
    asking = answered_by_code(viewer, workers=[worker for _, worker, *_ in rows], party=party)
    return {member: _pin(member, lost) for member, worker, lost, _ in rows if worker in asking}


def _asked_about(member: CaseMember | None) -> tuple[UUID, UUID]:
    """Worker and organisation; of nobody, keys that nothing has."""
    if member is None or member.worker_id is None:
        return new_id(), new_id()
    return member.worker_id, member.case.organisation_id


def _pin(member: UUID, lost: int = 0) -> str:
    """Another one for each that was lost; the first is that of the member alone."""
    return pin_of(blind_index(f"{member} {lost}" if lost else str(member), purpose="slip"))


def _referrals(member: UUID) -> Iterator[Asked]:
    mine = ReferralMember.objects.filter(member=member, withdrawn_at=None)
    rows = mine.values_list(
        "referral", "referral__state", "referral__acknowledged_at", "referral__told_at"
    )
    answers = _answers(row[0] for row in rows)
    for referral, state, acknowledged_at, told_at in rows:
        first = [acknowledged_at] if acknowledged_at else []
        yield Asked(state, (*first, *answers[referral]), told_at)


def _answers(referrals: Iterable[UUID]) -> defaultdict[UUID, list[datetime]]:
    found: defaultdict[UUID, list[datetime]] = defaultdict(list)
    rows = ReferralAnswer.objects.filter(referral__in=list(referrals))
    for referral, at in rows.values_list("referral", "at"):
        found[referral].append(at)
    return found
