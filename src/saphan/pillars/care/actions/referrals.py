"""What is done to a referral: prepared, sent, answered, cancelled."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from saphan.domain.care.casework import Standing, Urgency
from saphan.domain.care.codes import Need
from saphan.domain.care.referral import (
    ENDED,
    LEAST,
    Detail,
    Means,
    ReferralState,
    Refusal,
    Reply,
    Via,
    after,
)
from saphan.domain.care.sharing import Agreement, check_consents, check_details
from saphan.domain.people.consent import Purpose, State
from saphan.domain.people.roles import Permission
from saphan.domain.refusals import Conflict, Incomplete, NotFound, Refused
from saphan.foundation.audit import Actor, record
from saphan.foundation.crypto import blind_index
from saphan.people.queries import Viewer, consent_states, require, within
from saphan.pillars.care.actions.within_cases import case_for_change
from saphan.pillars.care.actions.within_deadlines import keep_deadlines
from saphan.pillars.care.actions.within_referrals import end_referral, save_referral
from saphan.pillars.care.models import (
    TAKEN_BACK,
    AnswerLink,
    CaseMember,
    Protocol,
    Referral,
    ReferralAnswer,
    ReferralMember,
    Service,
)
from saphan.pillars.care.queries.answering import usable_link


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of another organisation.

    ``reason`` in three lines at most, ``withheld`` says what must not be disclosed, ``details``
    what may travel beside the least. ``staff_sex`` is the wish about who helps.
    """

    need: Need
    urgency: Urgency = Urgency.NORMAL
    reason: str = ""
    withheld: str = ""
    details: frozenset[Detail] = LEAST
    language: str = ""
    staff_sex: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A referral that was prepared."""

    id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whoever answers on a one-time page, without an account."""

    code: str = "receiver"


#: Whoever holds the link.
RECEIVER = Receiver()
_MOST_LINES = 3


@transaction.atomic
def prepare_referral(
    *,
    by: Viewer,
    at: datetime,
    case: UUID,
    members: Sequence[UUID],
    service: UUID,
    party: UUID,
    request: Request,
) -> Prepared:
    """A referral of members to a service, not sent yet; ``party`` is whom they agreed to tell.

    Raises ``NotFound`` with ``case.unknown``, ``service.unknown`` or ``member.unknown``,
    ``Conflict("case.closed")``, ``Refused("referral.reason_long")`` and what ``send_referral``
    raises about consents and details.
    """
    found = case_for_change(by, case)
    require(by, Permission.CASES_REFER, found.organisation_id)
    listed = Service.objects.filter(pk=service).first()
    if listed is None:
        raise NotFound("service.unknown")
    if len(request.reason.strip().splitlines()) > _MOST_LINES:
        raise Refused("referral.reason_long", most=_MOST_LINES)
    who = list(found.members.filter(pk__in=members, standing=Standing.ACTIVE))
    if len(who) != len(set(members)):
        raise NotFound("member.unknown")
    made = Referral(
        organisation_id=found.organisation_id,
        case=found,
        service=listed,
        service_name=listed.name,
        party_id=party,
        urgency=request.urgency,
        need=request.need,
        reason=request.reason.strip(),
        withheld=request.withheld.strip(),
        details=sorted(request.details | {Detail.CODE}),
        language=request.language,
        staff_sex=request.staff_sex,
        at=at,
        by=by.code,
    )
    made.protocol = _check(by, made, who, on=timezone.localdate(at))
    made.save(force_insert=True)
    ReferralMember.objects.bulk_create(ReferralMember(referral=made, member=one) for one in who)
    facts = {"referral": made.pk, "members": len(who), "details": made.details}
    record(by=by, at=at, action="care.prepare_referral", subject=found, facts=facts)
    return Prepared(made.pk, made.code)


@transaction.atomic
def send_referral(*, by: Viewer, at: datetime, referral: UUID, means: Means) -> str:
    """The referral goes out; gives the secret of the page on which the receiver answers once.

    Consent and protocol are asked again at this moment. Raises ``NotFound("referral.unknown")``,
    ``Conflict("referral.sent")``, ``Incomplete("referral.nobody")``, or ``Refused`` with
    ``referral.consent_needed`` or ``referral.protocol_needed``.
    """
    found = _referral(by, referral)
    if found.state is not ReferralState.DRAFT:
        raise Conflict("referral.sent")
    who = [one.member for one in found.members.filter(withdrawn_at=None).select_related("member")]
    found.protocol = _check(by, found, who, on=timezone.localdate(at))
    found.state, found.sent_at, found.means = ReferralState.REQUESTED, at, means
    save_referral(found, "state", "sent_at", "means", "protocol")
    facts = {"referral": found.pk, "means": means, "members": len(who)}
    record(by=by, at=at, action="care.send_referral", subject=found.case, facts=facts)
    keep_deadlines(found.case, at=at)
    return _new_link(found, at)


@transaction.atomic
def renew_link(*, by: Viewer, at: datetime, referral: UUID) -> str:
    """Another page for the receiver; those given out before open no more.

    Raises ``NotFound("referral.unknown")`` or ``Conflict("referral.ended")``.
    """
    found = _referral(by, referral)
    _check_waiting(found)
    found.links.filter(used_at=None, revoked_at=None).update(revoked_at=at, secret="")
    facts = {"referral": found.pk}
    record(by=by, at=at, action="care.renew_link", subject=found.case, facts=facts)
    return _new_link(found, at)


@transaction.atomic
def answer_by_link(
    *,
    by: Receiver,
    at: datetime,
    secret: str,
    reply: Reply,
    why: Refusal | None = None,
    words: str = "",
    appointment: datetime | None = None,
) -> str:
    """A receiver answers without an account; gives the secret for the next answer, or nothing.

    The link opens no second time. Raises ``NotFound("referral.link_unknown")`` for a guessed, used,
    old or revoked link, ``Conflict`` with ``referral.ended`` or ``referral.not_now``, or
    ``Incomplete`` with ``referral.why_missing`` or ``referral.appointment_missing``.
    """
    link = usable_link(None, secret=secret, at=at)
    found = Referral.objects.select_for_update().select_related("case").get(pk=link.referral_id)
    link.used_at, link.secret = at, ""
    link.save(update_fields=["used_at", "secret"])
    _answer(by, at, found, reply, why, words, appointment, Via.LINK)
    return "" if found.state in ENDED else _new_link(found, at)


@transaction.atomic
def record_answer(
    *,
    by: Viewer,
    at: datetime,
    referral: UUID,
    reply: Reply,
    via: Via,
    why: Refusal | None = None,
    words: str = "",
    appointment: datetime | None = None,
) -> None:
    """What a receiver said on a tear-off, by telephone or in person. Raises as ``answer_by_link``.

    And ``NotFound("referral.unknown")``.
    """
    _answer(by, at, _referral(by, referral), reply, why, words, appointment, via)


@transaction.atomic
def cancel_referral(*, by: Viewer, at: datetime, referral: UUID, mistake: bool = False) -> None:
    """The referral is taken back; its links open no more.

    Raises ``NotFound("referral.unknown")`` or ``Conflict("referral.ended")``.
    """
    found = _referral(by, referral)
    if found.state in ENDED:
        raise Conflict("referral.ended", state=found.state.value)
    end_referral(by, at, found, mistake=mistake)
    keep_deadlines(found.case, at=at)


@transaction.atomic
def mark_told(*, by: Viewer, at: datetime, referral: UUID) -> None:
    """The client knows what became of it. Raises ``NotFound("referral.unknown")``."""
    found = _referral(by, referral)
    found.told_at = at
    save_referral(found, "told_at")
    facts = {"referral": found.pk}
    record(by=by, at=at, action="care.mark_told", subject=found.case, facts=facts)
    keep_deadlines(found.case, at=at)


@transaction.atomic
def mark_receiver_told(*, by: Viewer, at: datetime, referral: UUID) -> None:
    """The receiver heard who took it back. Raises ``NotFound("referral.unknown")``."""
    found = _referral(by, referral)
    gone = found.members.filter(TAKEN_BACK, receiver_told_at=None)
    told = gone.update(receiver_told_at=at)
    facts = {"referral": found.pk, "people": told}
    record(by=by, at=at, action="care.mark_receiver_told", subject=found.case, facts=facts)
    keep_deadlines(found.case, at=at)


def _answer(
    by: Actor,
    at: datetime,
    found: Referral,
    reply: Reply,
    why: Refusal | None,
    words: str,
    appointment: datetime | None,
    via: Via,
) -> None:
    if reply is Reply.REFUSED and why is None:
        raise Incomplete("referral.why_missing")
    if reply is Reply.APPOINTMENT and appointment is None:
        raise Incomplete("referral.appointment_missing")
    found.state = after(found.state, reply)
    found.acknowledged_at = found.acknowledged_at or at
    found.appointment_at = appointment or found.appointment_at
    found.ended_at = at if found.state in ENDED else None
    save_referral(found, "state", "acknowledged_at", "appointment_at", "ended_at")
    ReferralAnswer.objects.create(
        referral=found,
        reply=reply,
        why=why,
        words=words.strip(),
        appointment_at=appointment,
        via=via,
        at=at,
        by=by.code,
    )
    facts = {"referral": found.pk, "reply": reply, "via": via}
    record(by=by, at=at, action="care.answer_referral", subject=found.case, facts=facts)
    keep_deadlines(found.case, at=at)


def _check(
    by: Viewer, referral: Referral, who: Sequence[CaseMember], *, on: date
) -> Protocol | None:
    """Consent of everybody and a protocol for whatever is more than the least."""
    workers = [one.worker_id for one in who if one.worker_id]
    purpose, party = Purpose.REFERRAL, referral.party_id
    said = consent_states(by, workers=workers, purpose=purpose, party=party)
    check_consents({one.number: said.get(one.worker_id or party, State.NOT_ASKED) for one in who})
    details = frozenset(Detail(code) for code in referral.details)
    signed = Protocol.objects.filter(
        organisation=referral.organisation_id, party=referral.party_id, ended_at=None
    )
    agreements = {
        row: Agreement(row.signed_on, row.ends_on, frozenset(Detail(code) for code in row.covers))
        for row in signed
    }
    check_details(details, agreements.values(), on=on)
    more = details - LEAST
    fitting = (row for row, said in agreements.items() if said.holds(on) and more <= said.covers)
    return next(fitting, None) if more else None


def _new_link(found: Referral, at: datetime) -> str:
    secret = secrets.token_urlsafe(24)
    AnswerLink.objects.create(
        referral=found,
        fingerprint=blind_index(secret, purpose="answer link"),
        secret=secret,
        expires_at=at + timedelta(days=settings.ANSWER_LINK_DAYS),
        at=at,
    )
    return secret


def _check_waiting(found: Referral) -> None:
    if found.state in ENDED or found.state is ReferralState.DRAFT:
        raise Conflict("referral.ended", state=found.state.value)


def _referral(by: Viewer, referral: UUID) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case")
    row = rows.filter(within(by, Permission.CASES_REFER), pk=referral).first()
    if row is None:
        raise NotFound("referral.unknown")
    return row
