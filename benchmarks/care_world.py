"""The invented world of the care benchmark: one centre, its people and cases, written in bulk."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

#: Of so many cases one was referred, one went to the inspector, one is still open.
REFERRED, COMPLAINED, OPEN = 2, 2, 3
NOTICES = 3000


class World:
    """One centre with its people and cases, written in bulk; the last case is a group of 38."""

    def __init__(self, people: int, cases: int) -> None:
        from saphan.demo.centre import Centre, build_cases
        from saphan.domain.parties.kinds import Kind
        from saphan.domain.people.roles import Role
        from saphan.parties.actions import add_organisation
        from saphan.people.models import Grant, Member
        from saphan.people.queries import OPERATOR
        from saphan.pillars.care.actions.directory import import_directory
        from saphan.pillars.care.extract.directory import shipped, usable_directory

        #: The code of somebody who came and has no case.
        self.alone = ""
        now = datetime.now(UTC)
        listed = usable_directory(shipped())
        import_directory(
            by=OPERATOR,
            at=now,
            directory=listed.directory,
            file_name="th.yaml",
            digest=listed.digest,
        )
        self.organisation = add_organisation(
            by=OPERATOR, at=now, held_by=None, kind=Kind.CENTRE, name="Invented centre"
        )
        self.counsellor = Member.objects.create(username="bench", display_name="Invented")
        for role in (Role.COUNSELLOR, Role.ADMINISTRATOR):
            Grant.objects.create(
                member=self.counsellor, organisation_id=self.organisation, role=role
            )
        write_in_bulk(self, people, cases, now)
        build_cases(Centre(self.organisation, (self.counsellor,), now), count=10)
        propose(now)
        self.group, self.group_code = largest()
        self.keys = furnish(self.group, self.counsellor, now)


def furnish(case: UUID, by: Any, now: datetime) -> list[UUID]:
    """Things that a case may have and this one lacks, by their keys.

    An entry of a device that it came of, a respondent, a payment of its first member, and an answer
    of consent of hers.
    """
    from saphan.domain.care.casework import Against
    from saphan.domain.journey.rows import Amount
    from saphan.domain.money import Currency
    from saphan.domain.people.consent import Answer, Medium, Purpose
    from saphan.domain.recruitment.codes import Item
    from saphan.people.actions.consent import record_consent
    from saphan.people.models import Consent
    from saphan.pillars.care.actions.groups import Charge
    from saphan.pillars.care.actions.payments import tell_payment
    from saphan.pillars.care.actions.respondents import add_respondent
    from saphan.pillars.care.models import Case, CaseMember

    entry = uuid4()
    Case.objects.filter(pk=case).update(entry=entry)
    first = CaseMember.objects.get(case=case, number=1)
    against = add_respondent(
        by=by, at=now, case=case, kind=Against.EMPLOYER, name="Invented factory"
    )
    charge = Charge(Item.SERVICE_FEE, Amount(500_000, 500_000, Currency.THB))
    paid = tell_payment(by=by, at=now, member=first.pk, charge=charge)
    assert first.worker is not None
    record_consent(
        by=by,
        at=now,
        worker=first.worker.pk,
        purpose=Purpose.STATISTICS,
        party=first.worker.organisation_id,
        answer=Answer.GIVEN,
        language="my",
        medium=Medium.SIGNATURE,
    )
    said = Consent.objects.filter(worker_id=first.worker.pk, medium=Medium.SIGNATURE)
    return [entry, against, paid, said.values_list("pk", flat=True)[0]]


def propose(now: datetime) -> None:
    """A service of the directory, that waits for a review."""
    from saphan.domain.care.plain import plain
    from saphan.pillars.care.models import Proposal, Service
    from saphan.pillars.care.queries.directory_staff import listing_of

    service = Service.objects.order_by("pk")[0]
    Proposal.objects.create(
        service=service, told=plain(listing_of(None, service=service.pk)), at=now, by="bench"
    )


def largest() -> tuple[UUID, str]:
    """The group of 38."""
    from django.db.models import Count

    from saphan.pillars.care.models import Case

    found = Case.objects.annotate(many=Count("members")).order_by("-many").first()
    assert found is not None
    return found.pk, found.code


def write_in_bulk(world: World, people: int, cases: int, now: datetime) -> None:
    """What a centre has after three years, as actions would leave it."""
    dice, own, by = Random(7), world.organisation, world.counsellor.code
    workers = write_people(dice, own, people, now, by)
    world.alone = workers[0].code
    made = write_cases(dice, own, world.counsellor, workers[1:], cases, now)
    write_referrals(dice, own, made[::REFERRED], now, by)
    write_notices(dice, own, made, now, by)


def write_people(dice: Random, own: UUID, people: int, now: datetime, by: str) -> list[Any]:
    """Workers with names, consents, intakes and one contact each."""
    from saphan.domain.people.consent import Answer, Medium, Purpose
    from saphan.foundation.crypto import blind_index
    from saphan.foundation.ids import new_code
    from saphan.people.models import Consent, NameIndex, NameSound, Worker, WorkerIdentity
    from saphan.pillars.care.models import Contact, Intake

    stamp = {"at": now, "by": by}
    workers = [
        Worker(organisation_id=own, code=new_code("P"), language="my", added_at=now)
        for _ in range(people)
    ]
    ids = [
        WorkerIdentity(worker=one, own_name=f"Invented {n}", document_name=f"INVENTED {n}")
        for n, one in enumerate(workers)
    ]
    marks = [blind_index(f"sound {n}", purpose="sound") for n in range(400)]
    agreed = {
        "party_id": own,
        "purpose": Purpose.RECORD,
        "answer": Answer.GIVEN,
        "language": "my",
        "medium": Medium.SIGNATURE,
    }
    keep(Worker, workers)
    keep(WorkerIdentity, ids)
    keep(
        NameIndex,
        [NameIndex(identity=one, fingerprint=marks[n % 400]) for n, one in enumerate(ids)],
    )
    keep(
        NameSound,
        [NameSound(identity=one, fingerprint=dice.choice(marks)) for one in ids for _ in range(3)],
    )
    keep(Consent, [Consent(worker_id=one.pk, **agreed, **stamp) for one in workers])
    keep(Intake, [Intake(worker=one, organisation_id=own, **stamp) for one in workers])
    visit = {"organisation_id": own, "channel": "walk_in", "language": "my"}
    keep(Contact, [Contact(worker=one, on=day(now, dice), **visit, **stamp) for one in workers])
    return workers


def write_cases(
    dice: Random, own: UUID, who: Any, workers: list[Any], cases: int, now: datetime
) -> list[Any]:
    """Cases of three years, one of twenty the counsellor's own; most were closed after a time."""
    from saphan.domain.care.casework import ClockKind, Complaint, StepKind
    from saphan.domain.recruitment.codes import Nationality, Scheme, Status
    from saphan.journey.models import Journey
    from saphan.pillars.care.models import Case, CaseMember, Deadline, Step

    stamp = {"at": now, "by": who.code}
    way = {"nationality": Nationality.MM, "scheme": Scheme.UNKNOWN, "status": Status.CURRENT}
    journeys = [Journey(organisation_id=own, worker=one, **way) for one in workers]
    days = [day(now, dice) for _ in range(cases)]
    made = [
        Case(
            organisation_id=own,
            counsellor=who if n % 20 == 0 else None,
            opened_on=days[n],
            **ended(days[n], now, is_open=n % OPEN == 0),
            complaints=[Complaint.UNPAID_WAGES.value],
            story="Invented words " * 20,
            **stamp,
        )
        for n in range(cases)
    ]
    members = [
        CaseMember(
            case=made[n % cases], worker=one, journey=journeys[n], number=n // cases + 1, **stamp
        )
        for n, one in enumerate(workers)
    ]
    steps = [
        Step(case=one, kind=kind, on=one.opened_on, words="Invented", **stamp)
        for n, one in enumerate(made)
        for kind in (StepKind.OPENED, StepKind.KR7_FILED, StepKind.NOTE)
        if kind is not StepKind.KR7_FILED or n % COMPLAINED == 0
    ]
    deadlines = [
        Deadline(
            organisation_id=own,
            case=one,
            kind=ClockKind.INSPECTOR_ORDER,
            starts=one.opened_on,
            due=one.opened_on + timedelta(days=60),
            rule="th.clocks.kr7-inspector-order",
            statutory=True,
            stopped_on=one.closed_on,
            computed_at=now,
        )
        for one in made[::COMPLAINED]
    ]
    keep(Journey, journeys)
    keep(Case, made)
    keep(CaseMember, members)
    keep(Step, steps)
    keep(Deadline, deadlines)
    return made


def ended(opened: date, now: datetime, *, is_open: bool) -> dict[str, Any]:
    """Where a case stands: still open, or closed two months after it was opened."""
    from saphan.domain.care.casework import Outcome, Stage

    if is_open or opened + timedelta(days=60) > now.date():
        return {"stage": Stage.ACTION}
    return {
        "stage": Stage.CLOSED,
        "outcome": Outcome.WON,
        "closed_on": opened + timedelta(days=60),
    }


def write_referrals(dice: Random, own: UUID, cases: list[Any], now: datetime, by: str) -> None:
    """A referral of each of these cases to one of thirty offices, two of three answered once."""
    from saphan.domain.care.casework import ClockKind, Urgency
    from saphan.domain.care.codes import Need
    from saphan.domain.care.referral import ReferralState, Reply, Via
    from saphan.domain.parties.kinds import Kind
    from saphan.parties.models import Organisation
    from saphan.pillars.care.models import (
        CaseMember,
        Deadline,
        Referral,
        ReferralAnswer,
        ReferralMember,
    )

    parties = [
        Organisation(held_by_id=own, kind=Kind.OTHER, name=f"Invented office {n}")
        for n in range(30)
    ]
    keep(Organisation, parties)
    answered = [
        (ReferralState.REQUESTED, None),
        (ReferralState.REQUESTED, Reply.RECEIVED),
        (ReferralState.ON_HOLD, Reply.PAPERS_LACKING),
        (ReferralState.ACCEPTED, Reply.ACCEPTED),
        (ReferralState.COMPLETED, Reply.SERVICE_GIVEN),
        (ReferralState.REQUESTED, None),
    ]
    found = [
        Referral(
            organisation_id=own,
            case=one,
            service_name="Invented service",
            party=dice.choice(parties),
            urgency=Urgency.NORMAL,
            need=Need.WAGES,
            state=answered[n % 6][0],
            sent_at=now - timedelta(days=dice.randrange(1, 400)),
            at=now,
            by=by,
        )
        for n, one in enumerate(cases)
    ]
    replies = [
        ReferralAnswer(referral=one, reply=reply, via=Via.PHONE, at=now, by=by)
        for n, one in enumerate(found)
        if (reply := answered[n % 6][1])
    ]
    members: dict[UUID, list[UUID]] = {}
    for case, key in CaseMember.objects.filter(case__organisation=own).values_list("case", "pk"):
        members.setdefault(case, []).append(key)
    keep(Referral, found)
    keep(ReferralAnswer, replies)
    keep(
        ReferralMember,
        [
            ReferralMember(referral=one, member_id=key)
            for one in found
            for key in members[one.case_id]
        ],
    )
    waits = {"kind": ClockKind.REFERRAL_ANSWER, "rule": "int.clocks.referral-acknowledgement"}
    keep(
        Deadline,
        [
            Deadline(
                organisation_id=own,
                case_id=one.case_id,
                referral=one,
                starts=now.date(),
                due=now.date() + timedelta(days=dice.randrange(-30, 15)),
                computed_at=now,
                **waits,
            )
            for one in found[::6]
        ],
    )


def write_notices(dice: Random, own: UUID, cases: list[Any], now: datetime, by: str) -> None:
    """Messages that were sent, and one of ten that waits for a person."""
    from saphan.domain.notices.codes import Channel, Status
    from saphan.domain.notices.templates import Template
    from saphan.notices.models import Notice

    keep(
        Notice,
        [
            Notice(
                organisation_id=own,
                channel=Channel.PERSON if n % 10 == 0 else Channel.SMS,
                template=Template.NEWS,
                code=one.code,
                language="my",
                about_kind="case",
                about_key=one.pk,
                status=Status.HANDED_TO_PERSON if n % 10 == 0 else Status.SENT,
                changed_at=now - timedelta(days=dice.randrange(1, 400)),
                at=now,
                by=by,
            )
            for n, one in enumerate(cases[:NOTICES])
        ],
    )


def keep(table: Any, rows: list[Any]) -> None:
    """The rows, some hundred at once."""
    table.objects.bulk_create(rows, batch_size=500)


def day(now: datetime, dice: Random) -> date:
    """A day of the last three years."""
    return (now - timedelta(days=dice.randrange(1, 1000))).date()
