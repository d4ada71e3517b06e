"""An invented centre: people who came, their cases, referrals and answers, through real actions.

Every name of a person or an employer says that it is invented. The same seed gives the same world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random
from uuid import UUID

from saphan.demo.partners import Partner, Partners, answer, meet_partners, prepare
from saphan.domain.care.case import CaseChanges
from saphan.domain.care.casework import (
    AgeBand,
    Channel,
    Complaint,
    Condition,
    Document,
    Holder,
    OfferState,
    Origin,
    Outcome,
    Route,
    Stage,
    StepKind,
    Stopped,
    SumKind,
    Urgency,
)
from saphan.domain.care.intake import Given, NewPerson, Visit
from saphan.domain.care.referral import Means, Reply
from saphan.domain.care.told import Workplace
from saphan.domain.care.triage import HeldDocument, Indicator, Triage
from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency
from saphan.domain.pay.codes import Basis
from saphan.domain.pay.records import Paid, Stint
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import Reach, SafeContact
from saphan.domain.people.identity import Identity
from saphan.domain.period import PartialDate, Period
from saphan.domain.recruitment.codes import Item, Nationality, Payee, Scheme, Sex
from saphan.people.queries import Viewer
from saphan.pillars.care.actions.cases import change_case, close_case, write_down
from saphan.pillars.care.actions.claims import tell_pay
from saphan.pillars.care.actions.groups import Arrival, Charge, receive_group
from saphan.pillars.care.actions.members import stop_member
from saphan.pillars.care.actions.money import add_offer, answer_offer, record_sum
from saphan.pillars.care.actions.referrals import Request, send_referral
from saphan.pillars.care.queries.cases import members

#: Cases of the centre; a few are groups.
CASES = 300
_SEED = 2569
_NAMES = {
    Nationality.MM: ("my", ("မလှ", "ကိုအောင်", "နန်းခမ်း", "မစန္ဒာ", "ကိုမင်း"), "INVENTED MM"),
    Nationality.KH: ("km", ("សុខា", "ចាន់ដារ៉ា", "ស្រីមុំ", "វិបុល"), "INVENTED KH"),
    Nationality.LA: ("lo", ("ບຸນມີ", "ຄຳແພງ", "ນາງໃຈ", "ສົມສັກ"), "INVENTED LA"),
    Nationality.VN: ("vi", ("Nguyễn Thị Giả", "Trần Văn Giả"), "INVENTED VN"),
}
_EMPLOYERS = ("Invented Garment", "Invented Seafood", "Invented Farm", "Invented Builders")
_AGENTS = ("Invented broker A", "Invented broker B", "")
_PROVINCES = ("TH-63", "TH-74", "TH-10", "TH-20")


@dataclass(frozen=True, slots=True)
class Centre:
    """Who builds: the organisation, its counsellors, and the day on which the world ends."""

    organisation: UUID
    counsellors: tuple[Viewer, ...]
    now: datetime


def build_cases(centre: Centre, *, count: int = CASES) -> Partners:
    """So many cases, the oldest first; the last of them are from this week.

    One of the last is a whole line of sewing machines, 38 people, for teaching. Gives the invented
    receivers of their referrals.
    """
    partners = meet_partners(at=centre.now, organisation=centre.organisation)
    dice = Random(_SEED)  # noqa: S311  an invented world, no secret
    for number in range(count):
        at = centre.now - timedelta(days=round((count - 1 - number) * 365 / count))
        case = _one(centre, dice, number, at, large=number == count - 1 - count // 33)
        _follow(centre, dice, case, at, number, partners)
    return partners


def _one(centre: Centre, dice: Random, number: int, at: datetime, *, large: bool) -> UUID:
    by = centre.counsellors[number % len(centre.counsellors)]
    size = 38 if large else dice.choice((1, 1, 1, 1, 1, 1, 2, 3))
    nationality = dice.choices(tuple(_NAMES), weights=(7, 4, 2, 1))[0]
    about = tuple(dice.sample(_ABOUT, k=dice.choice((1, 1, 2))))
    visit = Visit(at.date(), dice.choice(tuple(Channel)[:5]), _NAMES[nationality][0])
    made = receive_group(
        by=by,
        at=at,
        organisation=centre.organisation,
        visit=visit,
        arrivals=list(_arrivals(centre, dice, nationality, size, about, by.code)),
        complaints=about,
        province=dice.choice(_PROVINCES),
        story="Invented: " + "; ".join(_TOLD[one] for one in about),
    )
    if large or number % 4 == 0:
        pay_below(dice, by, [one.id for one in members(by, case=made.id)], at)
    return made.id


_ABOUT = (
    Complaint.UNPAID_WAGES,
    Complaint.UNDER_MINIMUM,
    Complaint.FEE_OVERCHARGE,
    Complaint.DOCUMENTS_WITHHELD,
    Complaint.OVERTIME,
    Complaint.DISMISSAL,
)
_TOLD = {
    Complaint.UNPAID_WAGES: "two months were not paid",
    Complaint.UNDER_MINIMUM: "less than the minimum wage was paid",
    Complaint.FEE_OVERCHARGE: "a broker was paid for the work",
    Complaint.DOCUMENTS_WITHHELD: "the employer keeps the certificate of identity",
    Complaint.OVERTIME: "overtime was not paid",
    Complaint.DISMISSAL: "dismissed without notice",
}


def _arrivals(
    centre: Centre,
    dice: Random,
    nationality: Nationality,
    size: int,
    about: tuple[Complaint, ...],
    witness: str,
) -> Iterator[Arrival]:
    employer, agent = dice.choice(_EMPLOYERS), dice.choice(_AGENTS)
    for _ in range(size):
        paid: tuple[Charge, ...] = ()
        if Complaint.FEE_OVERCHARGE in about:
            baht = dice.randrange(50, 250) * 10_000
            paid = (
                Charge(
                    Item.SERVICE_FEE,
                    Amount(baht, baht, Currency.THB),
                    PartialDate(2025, dice.randint(1, 12)),
                    Payee.SUB_AGENT,
                ),
            )
        person = _person(centre, dice, nationality, employer, agent, about, witness)
        yield Arrival(person=person, charges=paid)


def _person(
    centre: Centre,
    dice: Random,
    nationality: Nationality,
    employer: str,
    agent: str,
    about: tuple[Complaint, ...],
    witness: str,
) -> NewPerson:
    language, names, document = _NAMES[nationality]
    purposes = [Purpose.RECORD, Purpose.STATISTICS]
    if dice.random() < 0.8:
        purposes.append(Purpose.LEGAL_ACTION)
    held = Complaint.DOCUMENTS_WITHHELD in about
    return NewPerson(
        language=language,
        consents=tuple(
            Given(purpose, centre.organisation, Answer.GIVEN, Medium.WITNESSED, witness)
            for purpose in purposes
        ),
        identity=Identity(
            document_name=f"{document} {dice.randrange(1000, 9999)}",
            own_name=" ".join(dice.sample(names, k=2)),
        ),
        contact=SafeContact(Reach.COMES_BACK),
        sex=dice.choice((Sex.FEMALE, Sex.MALE)),
        age=dice.choice(tuple(AgeBand)[1:6]),
        nationality=nationality,
        scheme=dice.choice((Scheme.MOU, Scheme.REGISTRATION, Scheme.UNKNOWN)),
        province=dice.choice(_PROVINCES),
        employer=employer,
        agent=agent,
        triage=Triage(
            indicators=frozenset({Indicator.DOCUMENTS}) if held else frozenset(),
            documents=(HeldDocument(Document.IDENTITY_CERTIFICATE, Holder.EMPLOYER),)
            if held
            else (),
        ),
    )


def _follow(
    centre: Centre, dice: Random, case: UUID, at: datetime, number: int, partners: Partners
) -> None:
    """What became of it: the older, the further."""
    by = centre.counsellors[number % len(centre.counsellors)]
    age = (centre.now - at).days
    people = [one.id for one in members(by, case=case)]
    if age > 3:
        work_on(by=by, at=min(at + timedelta(days=3), centre.now), case=case)
    if age > 3 and number % 3:
        _kr7(dice, by, case, at, age)
    if number % 2:
        _refer(centre, dice, by, case, at, dice.choice(tuple(partners.values())))
    if age > 60 and number % 7 == 1:
        offer = add_offer(
            by=by,
            at=at,
            case=case,
            on=(at + timedelta(days=20)).date(),
            amount=dice.randrange(5, 40) * 100_000,
            conditions=[Condition.WITHDRAW_COMPLAINT],
            pressed=number % 2 == 0,
        )
        answer_offer(by=by, at=at, offer=offer, state=dice.choice(tuple(OfferState)[1:3]))
    if number % 29 == 5:
        when = min(at + timedelta(days=5), centre.now)
        why = dice.choice((Stopped.PRESSURE, Stopped.NOT_SAID))
        stop_member(by=by, at=when, member=people[-1], on=when.date(), why=why)
    if age > 120 and number % 5:
        _end(dice, by, case, at)


def work_on(*, by: Viewer, at: datetime, case: UUID) -> None:
    """A new case is no longer at its intake: something is done about it."""
    seen: CaseChanges = {"stage": Stage.INTAKE}
    changes: CaseChanges = {"stage": Stage.ACTION, "route": Route.KR7}
    change_case(by=by, at=at, case=case, revision=1, seen=seen, changes=changes)


def pay_below(dice: Random, by: Viewer, people: list[UUID], at: datetime) -> None:
    """Everybody told of one month; what was paid lay below the minimum."""
    first = date(at.year, at.month, 1) - timedelta(days=1)
    month = Period(first.replace(day=1), first)
    for member in people:
        days = Fraction(dice.randint(20, 26))
        stint = Stint(
            period=month,
            basis=Basis.DAILY,
            rate=Fraction(300),
            days=days,
            hours=Fraction(8),
            overtime=Fraction(dice.choice((0, 10, 24))),
            holidays=(),
            paid=Paid(total=days * dice.choice((200, 250, 280))),
            deductions=(),
        )
        where = Workplace(dice.choice(_PROVINCES))
        tell_pay(by=by, at=at, member=member, stint=stint, where=where)


def _kr7(dice: Random, by: Viewer, case: UUID, at: datetime, age: int) -> None:
    filed = at + timedelta(days=2)
    _write(by, case, StepKind.KR7_FILED, filed)
    if age > 62:
        told = filed + timedelta(days=dice.randint(40, 58))
        _write(by, case, dice.choice((StepKind.ORDER_NOTIFIED, StepKind.INSPECTOR_EXTENDED)), told)


def _write(by: Viewer, case: UUID, kind: StepKind, at: datetime) -> None:
    write_down(by=by, at=at, case=case, kind=kind, on=at.date())


def _refer(centre: Centre, dice: Random, by: Viewer, case: UUID, at: datetime, to: Partner) -> None:
    request = Request(
        to.need, urgency=dice.choice(tuple(Urgency)), reason="Invented: help is needed."
    )
    made = prepare(by=by, at=at, case=case, to=to, request=request)
    send_referral(by=by, at=at, referral=made, means=Means.LETTER)
    then = at + timedelta(days=1)
    if then < centre.now:
        answer(by=by, at=then, referral=made, replies=dice.choice(_REPLIES))


#: What receivers answered, one answer after the other.
_REPLIES: tuple[tuple[Reply, ...], ...] = (
    (),
    (Reply.RECEIVED,),
    (Reply.RECEIVED, Reply.PAPERS_LACKING),
    (Reply.ACCEPTED,),
    (Reply.ACCEPTED, Reply.SERVICE_GIVEN),
    (Reply.REFUSED,),
)


def _end(dice: Random, by: Viewer, case: UUID, at: datetime) -> None:
    done = at + timedelta(days=100)
    outcome = dice.choice(tuple(Outcome))
    if outcome in {Outcome.WON, Outcome.PARTIAL}:
        for kind in (SumKind.AWARDED, SumKind.PAID):
            record_sum(
                by=by,
                at=done,
                case=case,
                kind=kind,
                origin=Origin.INSPECTOR,
                amount=dice.randrange(3, 30) * 100_000,
                on=done.date(),
            )
    close_case(by=by, at=done, case=case, on=done.date(), outcome=outcome)
