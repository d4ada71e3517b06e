"""Two organisations with everything a case can hold; every word in them says whose it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from uuid import UUID

from django.conf import settings

from saphan.domain.care.casework import Against, Channel, EvidenceKind, Origin, StepKind, SumKind
from saphan.domain.care.codes import Need
from saphan.domain.care.intake import Given, NewPerson, Visit
from saphan.domain.care.referral import Detail, Means, Reply, Via
from saphan.domain.care.told import Workplace
from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency
from saphan.domain.notices.codes import Channel as Way
from saphan.domain.notices.templates import Template
from saphan.domain.pay.codes import Basis
from saphan.domain.pay.records import Paid, Stint
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import Reach, SafeContact
from saphan.domain.people.identity import Identity
from saphan.domain.people.roles import Role
from saphan.domain.period import Period
from saphan.domain.recruitment.codes import Item
from saphan.foundation.ids import new_id
from saphan.journey.queries import payments
from saphan.notices.actions import queue_notice
from saphan.people.actions.consent import record_consent
from saphan.people.actions.consent_files import add_consent_file
from saphan.people.models import Member
from saphan.people.queries import OPERATOR, consent_sittings
from saphan.pillars.care.actions.cases import write_down
from saphan.pillars.care.actions.claims import tell_pay
from saphan.pillars.care.actions.evidence import add_evidence
from saphan.pillars.care.actions.groups import Arrival, Charge, receive_group
from saphan.pillars.care.actions.intake import register_person
from saphan.pillars.care.actions.money import add_offer, record_sum
from saphan.pillars.care.actions.protocols import sign_protocol
from saphan.pillars.care.actions.receivers import know_receiver
from saphan.pillars.care.actions.referrals import (
    Request,
    prepare_referral,
    record_answer,
    send_referral,
)
from saphan.pillars.care.actions.respondents import add_respondent
from saphan.pillars.care.models import Case, PayPeriod, Service
from saphan.pillars.care.queries.asking import slip_pins
from saphan.pillars.care.queries.cases import members
from saphan.pillars.care.queries.claims import claim_rows
from tests.apps.care.lists import bring, entry
from tests.apps.records import AT, house, member

#: A flower in Burmese for each organisation, so that own-script names differ as well.
_OWN = {"Jasmine": "စံပယ်", "Lotus": "ကြာပန်း"}
_NUMBER = {"Jasmine": "0811111", "Lotus": "0822222"}
#: What an evidence file may be: a small PDF.
PAPER = b"%PDF-1.4 invented pay slip of "


@dataclass(eq=False)
class World:
    """One organisation: its keys and codes by what they are, and the words that nobody else reads.

    ``private`` are names, numbers and stories; ``codes`` of cases, referrals and contacts;
    ``worker_codes`` of people; ``ways`` what stands on journeys.
    """

    word: str
    here: UUID
    counsellor: Member
    keys: dict[str, UUID] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    private: tuple[str, ...] = ()
    worker_codes: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()

    @property
    def secrets(self) -> tuple[str, ...]:
        return (*self.private, *self.codes.values(), *self.worker_codes, *self.ways)


def world(word: str) -> World:
    """An organisation with two people in a case, one without, and all that was done for them."""
    here = house(f"Centre {word}")
    made = World(word, here, member(here, Role.COUNSELLOR))
    by = made.counsellor
    opened = receive_group(
        by=by,
        at=AT,
        organisation=here,
        visit=Visit(AT.date(), Channel.WALK_IN, "my"),
        arrivals=[Arrival(_person(made, n), charges=(_charge(),)) for n in (1, 2)],
        story=f"story-{word}",
        entry=new_id(),
    )
    alone = register_person(
        by=by,
        at=AT,
        organisation=here,
        visit=Visit(AT.date(), Channel.PHONE, "my"),
        person=_person(made, 3),
    )
    people = members(by, case=opened.id)
    first = people[0]
    assert first.worker
    assert first.journey
    entry = Case.objects.values_list("entry", flat=True).get(pk=opened.id)
    assert entry
    made.keys |= {"entry": entry}
    made.keys |= {"case": opened.id, "member": first.id, "worker": first.worker}
    made.keys |= {"journey": first.journey, "alone": alone.worker}
    (pin,) = slip_pins(by, case=opened.id).values()
    made.codes |= {"case": opened.code, "pin": pin}
    made.worker_codes = (*(one.worker_code for one in people), alone.code)
    _work(made)
    _refer(made)
    made.private = _private(word)
    made.ways = (f"employer-{word}", f"agent-{word}")
    return made


def _person(made: World, number: int) -> NewPerson:
    word = made.word
    purposes = (Purpose.RECORD, Purpose.LEGAL_ACTION, Purpose.CONTACT_AGAIN)
    return NewPerson(
        language="my",
        consents=tuple(Given(one, made.here, Answer.GIVEN, Medium.SIGNATURE) for one in purposes),
        identity=Identity(
            document_name=f"Name{word} Nr{number}",
            own_name=f"{_OWN[word]} {number}",
            aliases=(f"alias-{word}",),
            phone=f"{_NUMBER[word]}{number:03}",
        ),
        contact=SafeContact(
            Reach.COMES_BACK if number == 2 else Reach.PHONE,
            f"{_NUMBER[word]}{number:03}",
            who_may_answer=f"sister-{word}",
            code_word=f"password-{word}",
        ),
        employer=f"employer-{word}",
        agent=f"agent-{word}",
        follow_up_on=AT.date() + timedelta(days=1),
        permit_expires=AT.date() + timedelta(days=2),
        note=f"note-{word}",
    )


def _private(word: str) -> tuple[str, ...]:
    told = (
        "story",
        "note",
        "alias",
        "sister",
        "password",
        "file",
        "step",
        "boss",
        "offer",
        "signed",
    )
    names = (f"Name{word}", _OWN[word], f"{_NUMBER[word][1:]}00")
    return (*names, *(f"{one}-{word}" for one in (*told, "reason", "withheld", "reply")))


def _charge() -> Charge:
    return Charge(Item.SERVICE_FEE, Amount(900000, 900000, Currency.THB))


def _work(made: World) -> None:
    """A file, a step, an employer, pay, an offer and a payment."""
    by, keys, word = made.counsellor, made.keys, made.word
    keys["respondent"] = add_respondent(
        by=by, at=AT, case=keys["case"], kind=Against.EMPLOYER, name=f"boss-{word}"
    )
    keys["evidence"] = add_evidence(
        by=by,
        at=AT,
        case=keys["case"],
        content=PAPER + word.encode(),
        kind=EvidenceKind.OTHER,
        title=f"file-{word}",
        member=keys["member"],
    )
    keys["consent"] = consent_sittings(by, worker=keys["worker"])[0].key
    add_consent_file(
        by=by,
        at=AT,
        worker=keys["worker"],
        answer=keys["consent"],
        content=PAPER + f"signed-{word}".encode(),
    )
    keys["step"] = write_down(
        by=by,
        at=AT,
        case=keys["case"],
        kind=StepKind.KR7_FILED,
        on=AT.date(),
        words=f"step-{word}",
    )
    stint = Stint(
        Period(date(2026, 10, 1), date(2026, 10, 31)),
        Basis.DAILY,
        rate=Fraction(300),
        days=Fraction(26),
        hours=Fraction(8),
        overtime=Fraction(20),
        holidays=(),
        paid=Paid(Fraction(5000)),
        deductions=(),
    )
    tell_pay(by=by, at=AT, member=keys["member"], stint=stint, where=Workplace("TH-10"))
    keys["period"] = PayPeriod.objects.get(member=keys["member"]).pk
    keys["line"] = claim_rows(by, case=keys["case"])[0].id
    keys["payment"] = payments(by, journeys=[keys["journey"]])[0].id
    keys["offer"] = add_offer(
        by=by, at=AT, case=keys["case"], on=AT.date(), amount=100, words=f"offer-{word}"
    )
    keys["sum"] = record_sum(
        by=by,
        at=AT,
        case=keys["case"],
        kind=SumKind.PAID,
        origin=Origin.AGREEMENT,
        amount=100,
        on=AT.date(),
    )


def _refer(made: World) -> None:
    """A protocol, a referral that was answered, and a notice that a person has to tell."""
    by, keys, word = made.counsellor, made.keys, made.word
    bring(entry("legal-help", needs=["legal"]))
    service = Service.objects.get(key="legal-help").pk
    party = know_receiver(by=by, at=AT, organisation=made.here, service=service)
    keys |= {"service": service, "party": party}
    keys["protocol"] = sign_protocol(
        by=OPERATOR,
        at=AT,
        organisation=made.here,
        party=party,
        reference=f"protocol-{word}",
        signed_on=AT.date(),
        ends_on=None,
        covers=[Detail.NAME],
    )
    record_consent(
        by=by,
        at=AT,
        worker=keys["worker"],
        purpose=Purpose.REFERRAL,
        party=party,
        answer=Answer.GIVEN,
        language="my",
        medium=Medium.SIGNATURE,
    )
    asked = Request(Need.LEGAL, reason=f"reason-{word}", withheld=f"withheld-{word}")
    sent = prepare_referral(
        by=by,
        at=AT,
        case=keys["case"],
        members=[keys["member"]],
        service=service,
        party=party,
        request=asked,
    )
    keys["referral"], made.codes["referral"] = sent.id, sent.code
    made.codes["secret"] = send_referral(by=by, at=AT, referral=sent.id, means=Means.LINK)
    record_answer(
        by=by,
        at=AT,
        referral=sent.id,
        reply=Reply.RECEIVED,
        via=Via.PHONE,
        words=f"reply-{word}",
    )
    keys["notice"] = queue_notice(
        by=by,
        at=AT,
        organisation=made.here,
        channel=Way.PERSON,
        address=f"{_NUMBER[word]}009",
        template=Template.NEWS,
        facts={"code": sent.code, "phone": "02-000-0000"},
        language="my",
        about=("referral", sent.id),
    )


def on_disk() -> set[str]:
    """The names of the files on the shelf of the vault."""
    return {one.name for one in Path(settings.EVIDENCE_HOME).iterdir()}
