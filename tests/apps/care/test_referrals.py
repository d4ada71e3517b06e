"""A referral: nobody without consent, the least without a protocol, answered once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from saphan.domain.care.casework import ClockKind, OfferState, Origin, SumKind
from saphan.domain.care.codes import Need
from saphan.domain.care.referral import (
    ENDED,
    LEAST,
    PRIMERO,
    Detail,
    Means,
    ReferralState,
    Refusal,
    Reply,
    Via,
    after,
    replies,
)
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import Reach, SafeContact
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Role
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.notices.queries import notices_about
from saphan.parties.actions import reach_organisation
from saphan.people.actions.consent import record_consent
from saphan.people.actions.identity import record_contact
from saphan.people.models import Member
from saphan.people.queries import OPERATOR
from saphan.pillars.care.actions.consents import withdraw
from saphan.pillars.care.actions.feedback import send_news
from saphan.pillars.care.actions.members import erase_person, stop_member
from saphan.pillars.care.actions.money import add_offer, answer_offer, record_sum, strike_sum
from saphan.pillars.care.actions.protocols import end_protocol, sign_protocol
from saphan.pillars.care.actions.receivers import know_receiver
from saphan.pillars.care.actions.referrals import (
    RECEIVER,
    Prepared,
    Request,
    answer_by_link,
    cancel_referral,
    mark_receiver_told,
    prepare_referral,
    record_answer,
    renew_link,
    send_referral,
)
from saphan.pillars.care.models import AnswerLink, Deadline, Service
from saphan.pillars.care.queries.answering import envelope
from saphan.pillars.care.queries.cases import case, members
from saphan.pillars.care.queries.claims import case_totals
from saphan.pillars.care.queries.referrals import (
    agreed_members,
    answer_secret,
    answers,
    referral,
    referred,
    taken_back,
)
from tests.apps.care.lists import bring, entry
from tests.apps.care.test_cases import group, person
from tests.apps.records import AT, house, member

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=3)


@pytest.fixture
def here() -> UUID:
    return house()


@pytest.fixture
def counsellor(here: UUID) -> Member:
    return member(here, Role.COUNSELLOR)


class Sent:
    """A case of two people and the service they may be referred to."""

    def __init__(self, by: Member, here: UUID) -> None:
        bring(entry("legal-help", needs=["legal"]))
        self.by, self.here = by, here
        self.case = case(by, code=group(by, here, person(here), person(here, "Other"))).id
        self.people = members(by, case=self.case)
        self.service = Service.objects.filter(status="active").order_by("key")[0].pk
        self.party = know_receiver(by=by, at=AT, organisation=here, service=self.service)

    def agrees(self, *which: int) -> None:
        for number in which:
            worker = self.people[number].worker
            assert worker
            record_consent(
                by=self.by,
                at=AT,
                worker=worker,
                purpose=Purpose.REFERRAL,
                party=self.party,
                answer=Answer.GIVEN,
                language="my",
                medium=Medium.THUMB_PRINT,
            )

    def prepare(self, *which: int, details: frozenset[Detail] = LEAST) -> Prepared:
        return prepare_referral(
            by=self.by,
            at=AT,
            case=self.case,
            members=[self.people[number].id for number in which],
            service=self.service,
            party=self.party,
            request=Request(Need.LEGAL, details=details),
        )

    def takes_back(self, number: int) -> None:
        worker = self.people[number].worker
        assert worker
        withdraw(
            by=self.by,
            at=LATER,
            worker=worker,
            purpose=Purpose.REFERRAL,
            party=self.party,
            language="my",
            medium=Medium.SIGNATURE,
        )


@pytest.fixture
def sent(counsellor: Member, here: UUID) -> Sent:
    return Sent(counsellor, here)


def test_nobody_is_referred_without_consent(sent: Sent) -> None:
    sent.agrees(0)
    with pytest.raises(Refused) as why:
        sent.prepare(0, 1)
    assert (why.value.code, why.value.facts["members"]) == ("referral.consent_needed", [2])
    with pytest.raises(Incomplete):
        sent.prepare()
    made = sent.prepare(0)
    sent.takes_back(0)
    with pytest.raises(Conflict):
        send_referral(by=sent.by, at=LATER, referral=made.id, means=Means.LETTER)
    assert referral(sent.by, code=made.code).state is ReferralState.CANCELLED


def test_more_than_the_least_needs_a_protocol_in_force(sent: Sent) -> None:
    sent.agrees(0)
    more = LEAST | {Detail.NAME, Detail.AMOUNTS}
    with pytest.raises(Refused) as why:
        sent.prepare(0, details=more)
    assert why.value.facts["details"] == ["amounts", "name"]
    signer = member(sent.here, Role.ADMINISTRATOR)
    sign = partial(
        sign_protocol,
        at=AT,
        organisation=sent.here,
        party=sent.party,
        reference="Invented 1/2569",
        signed_on=AT.date(),
        ends_on=None,
        covers=[Detail.NAME],
    )
    with pytest.raises(NotAllowed):
        sign(by=sent.by)
    only_names = sign(by=signer)
    with pytest.raises(Refused) as why:
        sent.prepare(0, details=more)
    assert why.value.facts["details"] == ["amounts"]
    assert sent.prepare(0, details=LEAST | {Detail.NAME})
    end_protocol(by=signer, at=AT, protocol=only_names)
    with pytest.raises(Refused):
        sent.prepare(0, details=LEAST | {Detail.NAME})


def test_a_receiver_answers_once_and_the_clock_stops(sent: Sent) -> None:
    sent.agrees(0, 1)
    made = sent.prepare(0, 1)
    secret = send_referral(by=sent.by, at=AT, referral=made.id, means=Means.LINK)
    running = Deadline.objects.filter(referral=made.id, kind=ClockKind.REFERRAL_ANSWER)
    assert running.filter(stopped_on=None).count() == 1
    shown = envelope(None, secret=secret, at=AT)
    assert (shown.people, shown.need) == (2, Need.LEGAL)
    following = answer_by_link(by=RECEIVER, at=LATER, secret=secret, reply=Reply.RECEIVED)
    assert not running.filter(stopped_on=None).exists()
    for link in (secret, secret[:-1], "", following[::-1]):
        with pytest.raises(NotFound):
            answer_by_link(by=RECEIVER, at=LATER, secret=link, reply=Reply.ACCEPTED)
        with pytest.raises(NotFound):
            envelope(None, secret=link, at=LATER)
    with pytest.raises(Incomplete):
        answer_by_link(by=RECEIVER, at=LATER, secret=following, reply=Reply.REFUSED)
    last = answer_by_link(
        by=RECEIVER,
        at=LATER,
        secret=following,
        reply=Reply.REFUSED,
        why=Refusal.FULL,
        words="Full until May",
    )
    assert last == ""
    found = referral(sent.by, code=made.code)
    assert (found.state, found.acknowledged_at) == (ReferralState.REJECTED, LATER)
    assert [one.reply for one in answers(sent.by, referral=made.id)] == [
        Reply.RECEIVED,
        Reply.REFUSED,
    ]
    assert not [link for link in AnswerLink.objects.exclude(used_at=None) if link.secret]


def test_a_link_ends_with_its_days_its_renewal_and_its_referral(sent: Sent) -> None:
    sent.agrees(0)
    made = sent.prepare(0)
    first = send_referral(by=sent.by, at=AT, referral=made.id, means=Means.LETTER)
    assert answer_secret(sent.by, referral=made.id, at=AT) == first
    with pytest.raises(NotFound):
        envelope(None, secret=first, at=AT + timedelta(days=61))
    second = renew_link(by=sent.by, at=AT, referral=made.id)
    with pytest.raises(NotFound):
        envelope(None, secret=first, at=AT)
    cancel_referral(by=sent.by, at=AT, referral=made.id)
    with pytest.raises(NotFound):
        envelope(None, secret=second, at=AT)
    assert answer_secret(sent.by, referral=made.id, at=AT) == ""


def test_taking_consent_back_removes_one_and_keeps_the_other(sent: Sent) -> None:
    sent.agrees(0, 1)
    made = sent.prepare(0, 1)
    secret = send_referral(by=sent.by, at=AT, referral=made.id, means=Means.LINK)
    sent.takes_back(0)
    assert referred(sent.by, referral=made.id) == [sent.people[1].id]
    assert envelope(None, secret=secret, at=LATER).people == 1
    row = referral(sent.by, code=made.code)
    assert (row.members, row.left, row.state) == (1, 1, ReferralState.REQUESTED)
    left = agreed_members(sent.by, case=sent.case, purpose=Purpose.REFERRAL, party=sent.party)
    assert left == [sent.people[1].id]
    sent.takes_back(1)
    assert referral(sent.by, code=made.code).state is ReferralState.CANCELLED
    with pytest.raises(NotFound):
        envelope(None, secret=secret, at=LATER)


def test_the_receiver_is_told_who_took_it_back_after_it_was_sent(sent: Sent) -> None:
    sent.agrees(0, 1)
    before, made = sent.prepare(0, 1), sent.prepare(0, 1)
    send_referral(by=sent.by, at=AT, referral=made.id, means=Means.LETTER)
    clock = Deadline.objects.filter(kind=ClockKind.CONSENT_WITHDRAWAL, stopped_on=None)
    assert not clock.exists()
    sent.takes_back(0)
    assert list(clock.values_list("referral", flat=True)) == [made.id]
    assert clock.get().due == LATER.date() + timedelta(days=7)
    assert taken_back(sent.by, referral=before.id) == []
    assert taken_back(sent.by, referral=made.id) == [1]
    stranger = member(house("Another house"), Role.COUNSELLOR)
    assert taken_back(stranger, referral=made.id) == []
    with pytest.raises(NotFound):
        mark_receiver_told(by=stranger, at=LATER, referral=made.id)
    client = Client()
    client.force_login(sent.by)
    where = [referral(sent.by, code=made.code).case_code, made.code]
    page = reverse("care:referral", args=where)
    person = f"Person 1 ({sent.people[0].worker_code})"
    assert person in client.get(page).content.decode()
    said = client.post(reverse("care:receiver_told", args=where))
    assert said.status_code == 302
    assert person not in client.get(page).content.decode()
    assert not clock.exists()
    sent.takes_back(1)
    assert taken_back(sent.by, referral=made.id) == [2]
    gone = sent.people[1].worker
    assert gone
    erase_person(by=sent.by, at=LATER, worker=gone, reason=ErasureReason.ASKED)
    assert (taken_back(sent.by, referral=made.id), clock.count()) == ([2], 1)


def test_who_no_longer_agrees_to_a_record_stops_everywhere(sent: Sent) -> None:
    sent.agrees(0)
    made = sent.prepare(0)
    worker = sent.people[0].worker
    assert worker
    withdraw(
        by=sent.by,
        at=LATER,
        worker=worker,
        purpose=Purpose.RECORD,
        party=sent.here,
        language="my",
        medium=Medium.SIGNATURE,
    )
    found = members(sent.by, case=sent.case)
    assert [one.standing for one in found] == ["stopped", "active"]
    assert not referred(sent.by, referral=made.id)
    own = agreed_members(sent.by, case=sent.case, purpose=Purpose.RECORD, party=sent.here)
    assert own == [sent.people[1].id]


def test_another_organisation_touches_no_referral(sent: Sent) -> None:
    sent.agrees(0)
    made = sent.prepare(0)
    stranger = member(house("Invented elsewhere"), Role.COUNSELLOR)
    for wrong in (
        lambda: send_referral(by=stranger, at=AT, referral=made.id, means=Means.LINK),
        lambda: cancel_referral(by=stranger, at=AT, referral=made.id),
        lambda: renew_link(by=stranger, at=AT, referral=made.id),
        lambda: record_answer(
            by=stranger, at=AT, referral=made.id, reply=Reply.RECEIVED, via=Via.PHONE
        ),
        lambda: referral(stranger, code=made.code),
    ):
        with pytest.raises(NotFound):
            wrong()
    assert not answers(stranger, referral=made.id)
    assert not referred(stranger, referral=made.id)
    assert answer_secret(stranger, referral=made.id, at=AT) == ""


@pytest.mark.parametrize("state", ReferralState)
def test_every_state_knows_what_may_follow(state: ReferralState) -> None:
    possible = replies(state)
    assert bool(possible) == (state not in ENDED | {ReferralState.DRAFT})
    for reply in Reply:
        if reply in possible:
            assert after(state, reply) is not ReferralState.DRAFT
        else:
            with pytest.raises(Conflict):
                after(state, reply)
    assert (state in PRIMERO) == (state not in {"draft", "entered-in-error"})


def test_claimed_awarded_and_paid_stand_apart(sent: Sent) -> None:
    offered = add_offer(
        by=sent.by, at=AT, case=sent.case, on=AT.date(), amount=500_000, pressed=True
    )
    answer_offer(by=sent.by, at=AT, offer=offered, state=OfferState.ACCEPTED)
    awarded = {"kind": SumKind.AWARDED, "origin": Origin.INSPECTOR, "amount": 900_000}
    paid = {"kind": SumKind.PAID, "origin": Origin.INSPECTOR, "amount": 300_000}
    mistake = {"kind": SumKind.PAID, "origin": Origin.OTHER, "amount": 1}
    keys = [
        record_sum(by=sent.by, at=AT, case=sent.case, on=AT.date(), offer=None, **facts)  # type: ignore[arg-type]
        for facts in (awarded, paid, mistake)
    ]
    strike_sum(by=sent.by, at=AT, entry=keys[2])
    (sums,) = case_totals(sent.by, case=sent.case)
    assert (sums.awarded, sums.paid, sums.outstanding.minor) == (900_000, 300_000, 600_000)
    with pytest.raises(Refused):
        record_sum(
            by=sent.by,
            at=AT,
            case=sent.case,
            kind=SumKind.PAID,
            origin=Origin.OTHER,
            amount=0,
            on=AT.date(),
        )


def test_a_client_hears_of_news_only_by_the_way_she_called_safe(sent: Sent) -> None:
    sent.agrees(0, 1)
    made = sent.prepare(0, 1)
    secret = send_referral(by=sent.by, at=AT, referral=made.id, means=Means.LINK)
    with pytest.raises(Conflict):
        send_news(by=sent.by, at=LATER, referral=made.id)
    answer_by_link(by=RECEIVER, at=LATER, secret=secret, reply=Reply.ACCEPTED)
    with pytest.raises(Refused) as why:
        send_news(by=sent.by, at=LATER, referral=made.id)
    assert why.value.code == "referral.phone_missing"
    reach_organisation(by=OPERATOR, at=AT, organisation=sent.here, phone="00-0000-0000", address="")
    with pytest.raises(Refused) as why:
        send_news(by=sent.by, at=LATER, referral=made.id)
    assert why.value.code == "referral.nobody_to_tell"
    worker = sent.people[0].worker
    assert worker
    record_contact(
        by=sent.by, at=AT, worker=worker, contact=SafeContact(Reach.SMS, "+66 00 000 0000")
    )
    record_consent(
        by=sent.by,
        at=AT,
        worker=worker,
        purpose=Purpose.CONTACT_AGAIN,
        party=sent.here,
        answer=Answer.GIVEN,
        language="my",
        medium=Medium.SIGNATURE,
    )
    assert send_news(by=sent.by, at=LATER, referral=made.id) == 1
    (notice,) = notices_about(sent.by, "worker", worker)
    assert notice.code == case(sent.by, code=notice.code).code
    erase_person(by=sent.by, at=LATER, worker=worker, reason=ErasureReason.ASKED)
    assert [one.status for one in notices_about(sent.by, "worker", worker)] == ["cancelled"]


def test_a_referral_of_nobody_is_cancelled_when_the_record_is_withdrawn(sent: Sent) -> None:
    sent.agrees(0)
    made = sent.prepare(0)
    send_referral(by=sent.by, at=AT, referral=made.id, means=Means.LETTER)
    stop_member(by=sent.by, at=LATER, member=sent.people[0].id, on=AT.date())
    assert referral(sent.by, code=made.code).state is ReferralState.CANCELLED
