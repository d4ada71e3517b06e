"""Invented receivers of referrals, so that no answer is put into the mouth of a real office.

They stand in the directory of the demo beside the real services; their names say what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from saphan.domain.care.codes import Confidence, Helper, Need, Papers
from saphan.domain.care.records import Listing, Spot
from saphan.domain.care.referral import Detail, Refusal, Reply, Via
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.people.actions.consent import record_consent
from saphan.people.queries import OPERATOR, Viewer
from saphan.pillars.care.actions.directory_edit import save_service
from saphan.pillars.care.actions.protocols import sign_protocol
from saphan.pillars.care.actions.receivers import know_receiver
from saphan.pillars.care.actions.referrals import Request, prepare_referral, record_answer
from saphan.pillars.care.queries.cases import members

#: No page lies there: the name is kept free for examples. Source: RFC 2606.
_SOURCE = "https://example.org/invented"


@dataclass(frozen=True, slots=True)
class Partner:
    """A service that receives referrals, and the organisation that people agree to tell."""

    need: Need
    service: UUID
    party: UUID


def _listing(key: str, name: str, helper: Helper, description: str, *needs: Need) -> Listing:
    return Listing(
        key=key,
        name=name,
        organization=name,
        helper=helper,
        description=description,
        needs=needs,
        sources=(_SOURCE,),
        confidence=Confidence.C,
        checked_on=date(2026, 11, 23),
        languages=("th", "en", "my", "km"),
        located=(Spot("TH-63", place="Mae Sot"),),
        papers=Papers.NO,
    )


_LISTINGS = (
    _listing("invented-clinic", "Invented Legal Clinic", Helper.NGO, "lawyers", Need.LEGAL),
    _listing("invented-desk", "Invented Complaint Desk", Helper.GOVERNMENT, "pay", Need.COMPLAINT),
    _listing("invented-health", "Invented Health Post", Helper.NGO, "first aid", Need.HEALTH),
)


#: The invented receivers by what they are asked for.
Partners = Mapping[Need, Partner]


def meet_partners(*, at: datetime, organisation: UUID) -> Partners:
    """The three receivers by what they are asked for, known to the organisation.

    With the clinic a protocol is signed: more than the least may travel there.
    """
    found = {}
    for one in _LISTINGS:
        told = replace(one, description=f"Invented for the demo: {one.description}")
        service = save_service(by=OPERATOR, at=at, listing=told)
        party = know_receiver(by=OPERATOR, at=at, organisation=organisation, service=service)
        found[one.needs[0]] = Partner(one.needs[0], service, party)
    sign_protocol(
        by=OPERATOR,
        at=at,
        organisation=organisation,
        party=found[Need.LEGAL].party,
        reference="Invented protocol 1/2569",
        signed_on=at.date() - timedelta(days=200),
        ends_on=at.date() + timedelta(days=530),
        covers=[Detail.NAME, Detail.SEX_AGE, Detail.EMPLOYER, Detail.AMOUNTS],
    )
    return found


def prepare(*, by: Viewer, at: datetime, case: UUID, to: Partner, request: Request) -> UUID:
    """Ask everybody of a case whether the partner may be told, and prepare the referral."""
    people = [one for one in members(by, case=case) if one.worker]
    for one in people:
        if one.worker:
            record_consent(
                by=by,
                at=at,
                worker=one.worker,
                purpose=Purpose.REFERRAL,
                party=to.party,
                answer=Answer.GIVEN,
                language=one.language,
                medium=Medium.WITNESSED,
                witness=by.code,
            )
    return prepare_referral(
        by=by,
        at=at,
        case=case,
        members=[one.id for one in people],
        service=to.service,
        party=to.party,
        request=replace(request, language=people[0].language),
    ).id


def answer(*, by: Viewer, at: datetime, referral: UUID, replies: Sequence[Reply]) -> None:
    """Write down what came back on the slip; an appointment is two days after it was made."""
    for reply in replies:
        record_answer(
            by=by,
            at=at,
            referral=referral,
            reply=reply,
            via=Via.TEAR_OFF,
            why=Refusal.FULL if reply is Reply.REFUSED else None,
            appointment=at + timedelta(days=2) if reply is Reply.APPOINTMENT else None,
        )
