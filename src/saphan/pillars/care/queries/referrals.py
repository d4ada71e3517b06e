"""Questions about referrals. What a receiver may read is made here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from saphan.domain.care.casework import Standing, Urgency
from saphan.domain.care.codes import Need
from saphan.domain.care.referral import Detail, Means, ReferralState, Refusal, Reply, Via
from saphan.domain.people.consent import Purpose, State
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import NotFound
from saphan.foundation.ids import read_code
from saphan.people.queries import Viewer, consent_states, within
from saphan.pillars.care.models import (
    TAKEN_BACK,
    AnswerLink,
    CaseMember,
    Protocol,
    Referral,
    ReferralAnswer,
    ReferralMember,
)


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral as the referring organisation sees it.

    ``members`` is how many are referred now, ``left`` how many withdrew since.
    """

    id: UUID
    code: str
    case: UUID
    case_code: str
    service: UUID | None
    service_name: str
    party: UUID
    party_name: str
    urgency: Urgency
    need: Need
    reason: str
    withheld: str
    details: tuple[Detail, ...]
    language: str
    staff_sex: str
    means: Means | None
    state: ReferralState
    sent_at: datetime | None
    acknowledged_at: datetime | None
    appointment_at: datetime | None
    ended_at: datetime | None
    told_at: datetime | None
    members: int
    left: int

    def __repr__(self) -> str:
        """Only its code."""
        return f"ReferralRow({self.code})"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of a receiver."""

    reply: Reply
    why: Refusal | None
    words: str
    appointment_at: datetime | None
    via: Via
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ProtocolRow:
    """One signed protocol."""

    id: UUID
    organisation: UUID
    party: UUID
    party_name: str
    reference: str
    signed_on: date
    ends_on: date | None
    covers: tuple[Detail, ...]
    ended_at: datetime | None


def referrals(
    viewer: Viewer, *, case: UUID | None = None, states: Iterable[ReferralState] | None = None
) -> list[ReferralRow]:
    """The referrals the viewer may see, the newest first."""
    found = Referral.objects.filter(within(viewer, Permission.CASES_SEE))
    if case is not None:
        found = found.filter(case=case)
    if states is not None:
        found = found.filter(state__in=list(states))
    counted = found.select_related("case", "party").annotate(
        now=Count("members", filter=Q(members__withdrawn_at=None)),
        gone=Count("members", filter=Q(members__withdrawn_at__isnull=False)),
    )
    return [_row(row, row.now, row.gone) for row in counted.order_by("-at", "-pk")]


def referral(viewer: Viewer, *, code: str) -> ReferralRow:
    """One referral by its code. Raises ``NotFound("referral.unknown")``."""
    key = read_code(code) or "-"
    found = Referral.objects.filter(within(viewer, Permission.CASES_SEE), code=key)
    row = found.select_related("case", "party").first()
    if row is None:
        raise NotFound("referral.unknown")
    left = row.members.filter(withdrawn_at__isnull=False).count()
    return _row(row, row.members.count() - left, left)


def referred(viewer: Viewer, *, referral: UUID) -> list[UUID]:
    """The members who are referred now, by number; those who withdrew are not told."""
    found = ReferralMember.objects.filter(
        within(viewer, Permission.CASES_SEE, "referral__organisation"),
        referral=referral,
        withdrawn_at=None,
        member__standing=Standing.ACTIVE,
    )
    return list(found.order_by("member__number").values_list("member", flat=True))


def taken_back(viewer: Viewer, *, referral: UUID) -> list[int]:
    """Who took it back after it was sent, by number, as long as the receiver was not told."""
    found = ReferralMember.objects.filter(
        TAKEN_BACK,
        within(viewer, Permission.CASES_SEE, "referral__organisation"),
        referral=referral,
        receiver_told_at=None,
    )
    return list(found.order_by("member__number").values_list("member__number", flat=True))


def answers(viewer: Viewer, *, referral: UUID) -> list[AnswerRow]:
    """What the receiver answered, oldest first."""
    found = ReferralAnswer.objects.filter(
        within(viewer, Permission.CASES_SEE, "referral__organisation"), referral=referral
    )
    return [
        AnswerRow(
            reply=row.reply,
            why=row.why,
            words=row.words,
            appointment_at=row.appointment_at,
            via=row.via,
            at=row.at,
            by=row.by,
        )
        for row in found.order_by("at", "pk")
    ]


def answer_secret(viewer: Viewer, *, referral: UUID, at: datetime) -> str:
    """The secret of the page that still opens for the receiver, empty when none does."""
    found = AnswerLink.objects.filter(
        within(viewer, Permission.CASES_REFER, "referral__organisation"),
        referral=referral,
        used_at=None,
        revoked_at=None,
        expires_at__gt=at,
    )
    row = found.order_by("-at", "-pk").first()
    return row.secret if row else ""


def agreed_members(viewer: Viewer, *, case: UUID, purpose: Purpose, party: UUID) -> list[UUID]:
    """The active members who agreed to this purpose and party, by number.

    Every paper and export of a case is made for these and nobody else.
    """
    found = CaseMember.objects.filter(
        within(viewer, Permission.CASES_SEE, "case__organisation"),
        case=case,
        standing=Standing.ACTIVE,
        worker__isnull=False,
    )
    members = dict(found.order_by("number").values_list("pk", "worker"))
    workers = [key for key in members.values() if key]
    said = consent_states(viewer, workers=workers, purpose=purpose, party=party)
    return [pk for pk, worker in members.items() if worker and said[worker] is State.GIVEN]


def protocols(
    viewer: Viewer, *, organisation: UUID, party: UUID | None = None
) -> list[ProtocolRow]:
    """The protocols of an organisation, the newest first; with one other organisation if given."""
    may = within(viewer, Permission.CASES_SEE) | within(viewer, Permission.PROTOCOLS_SIGN)
    found = Protocol.objects.filter(may, organisation=organisation)
    if party is not None:
        found = found.filter(party=party)
    return [
        ProtocolRow(
            id=row.pk,
            organisation=row.organisation_id,
            party=row.party_id,
            party_name=row.party.name,
            reference=row.reference,
            signed_on=row.signed_on,
            ends_on=row.ends_on,
            covers=tuple(Detail(code) for code in row.covers),
            ended_at=row.ended_at,
        )
        for row in found.select_related("party").order_by("-signed_on", "-pk")
    ]


def _row(row: Referral, members: int, left: int) -> ReferralRow:
    return ReferralRow(
        id=row.pk,
        code=row.code,
        case=row.case_id,
        case_code=row.case.code,
        service=row.service_id,
        service_name=row.service_name,
        party=row.party_id,
        party_name=row.party.name,
        urgency=row.urgency,
        need=row.need,
        reason=row.reason,
        withheld=row.withheld,
        details=tuple(Detail(code) for code in row.details),
        language=row.language,
        staff_sex=row.staff_sex,
        means=row.means,
        state=row.state,
        sent_at=row.sent_at,
        acknowledged_at=row.acknowledged_at,
        appointment_at=row.appointment_at,
        ended_at=row.ended_at,
        told_at=row.told_at,
        members=members,
        left=left,
    )
