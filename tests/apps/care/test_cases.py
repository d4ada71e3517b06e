"""A case from the door to its end: nobody without consent, nothing overwritten, erased for good."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from saphan.domain.care.case import CaseChanges, Clash
from saphan.domain.care.casework import (
    Channel,
    Complaint,
    Outcome,
    Stage,
    Standing,
    StepKind,
    Stopped,
    Urgency,
)
from saphan.domain.care.intake import Given, NewPerson, Visit
from saphan.domain.care.triage import Indicator, Triage
from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import Reach, SafeContact
from saphan.domain.people.identity import Identity
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Role
from saphan.domain.recruitment.codes import Item, Nationality, Payee
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.people.models import Member, Worker
from saphan.people.queries import trail
from saphan.pillars.care.actions.cases import (
    add_members,
    change_case,
    close_case,
    reopen_case,
    strike_step,
    write_down,
)
from saphan.pillars.care.actions.groups import Arrival, Charge, receive_group
from saphan.pillars.care.actions.intake import register_person
from saphan.pillars.care.actions.members import erase_person, resume_member, stop_member
from saphan.pillars.care.models import CaseMember, ClaimLine, Contact, Intake
from saphan.pillars.care.queries.cases import (
    CasesAsked,
    case,
    cases,
    members,
    steps,
    words,
)
from saphan.pillars.care.queries.claims import claim_rows
from saphan.pillars.care.queries.intake import likely_same, told
from tests.apps.records import AT, house, member

pytestmark = pytest.mark.django_db

ON = AT.date()
WALK_IN = Visit(ON, Channel.WALK_IN, "my")


def agreed(here: UUID) -> tuple[Given, ...]:
    return (Given(Purpose.RECORD, here, Answer.GIVEN, Medium.THUMB_PRINT),)


def person(here: UUID, name: str = "Ma Invented", **facts: object) -> NewPerson:
    return NewPerson(
        language="my",
        consents=agreed(here),
        identity=Identity(own_name=name),
        nationality=Nationality.MM,
        **facts,  # type: ignore[arg-type]
    )


@pytest.fixture
def here() -> UUID:
    return house()


@pytest.fixture
def counsellor(here: UUID) -> Member:
    return member(here, Role.COUNSELLOR)


def group(by: Member, here: UUID, *people: NewPerson) -> str:
    """A case of people who each paid a broker for an agency's service."""
    paid = (
        Charge(Item.SERVICE_FEE, Amount(1650000, 1650000, Currency.THB), paid_to=Payee.SUB_AGENT),
    )
    return receive_group(
        by=by,
        at=AT,
        organisation=here,
        visit=WALK_IN,
        arrivals=[Arrival(one, charges=paid) for one in people],
        complaints=[Complaint.FEE_OVERCHARGE, Complaint.DOCUMENTS_WITHHELD],
    ).code


def test_three_people_are_received_together_with_a_claim_each(
    here: UUID, counsellor: Member
) -> None:
    hurt = Triage(indicators=frozenset({Indicator.DOCUMENTS}))
    three = [person(here, f"Invented {n}", triage=hurt) for n in range(3)]
    found = case(counsellor, code=group(counsellor, here, *three))
    assert (found.members, found.active, found.urgency) == (3, 3, Urgency.URGENT)
    assert [one.number for one in members(counsellor, case=found.id)] == [1, 2, 3]
    rows = claim_rows(counsellor, case=found.id)
    assert {row.subject for row in rows} == {Item.SERVICE_FEE}
    assert {tuple(sorted(row.basis["told"])) for row in rows} == {("destination", "ilo", "origin")}
    assert Contact.objects.filter(people=1, nationality=Nationality.MM).count() == 3


def test_without_consent_nobody_is_kept(here: UUID, counsellor: Member) -> None:
    refused = Given(Purpose.RECORD, here, Answer.REFUSED, Medium.SIGNATURE)
    for consents in ((), (refused,), (*agreed(here), refused)):
        stranger = NewPerson(language="my", consents=consents)
        with pytest.raises(Refused) as why:
            register_person(by=counsellor, at=AT, organisation=here, visit=WALK_IN, person=stranger)
        assert why.value.code == "consent.record_needed"
    assert not Worker.objects.exists()
    assert not Contact.objects.exists()


def test_one_of_three_without_a_phone_number_keeps_none(here: UUID, counsellor: Member) -> None:
    unreachable = person(here, contact=SafeContact(Reach.PHONE))
    with pytest.raises(Incomplete):
        group(counsellor, here, person(here), person(here), unreachable)
    assert not Worker.objects.exists()
    assert not Contact.objects.exists()


def test_the_same_name_in_another_script_is_found_again(here: UUID, counsellor: Member) -> None:
    group(counsellor, here, person(here, "Ma Invented", employer="Plant 1"))
    found = likely_same(
        counsellor, organisation=here, identity=Identity("MA  INVENTED"), employer="plant 1"
    )
    assert [(one.certain, "employer" in one.alike) for one in found] == [(True, True)]
    assert not likely_same(counsellor, organisation=here, identity=Identity("Sok Other"))


def test_whoever_saves_second_chooses_and_loses_no_word(here: UUID, counsellor: Member) -> None:
    other = member(here, Role.COUNSELLOR)
    found = case(counsellor, code=group(counsellor, here, person(here)))
    seen = CaseChanges(stage=Stage.INTAKE, story="", wish="")
    first = CaseChanges(stage=Stage.INTAKE, story="First words", wish="")
    change_case(by=other, at=AT, case=found.id, revision=0, seen=seen, changes=first)
    second = CaseChanges(stage=Stage.PLAN, story="Second words", wish="Documents")
    with pytest.raises(Conflict) as why:
        change_case(by=counsellor, at=AT, case=found.id, revision=0, seen=seen, changes=second)
    clash = why.value.facts["clash"]
    assert isinstance(clash, Clash)
    assert (clash.by, clash.revision) == (other.code, 1)
    assert [(one.field, one.now, one.wanted) for one in clash.differences] == [
        ("story", "First words", "Second words")
    ]
    chosen = CaseChanges(stage=Stage.PLAN, story="First words. Second words", wish="Documents")
    seen_now = CaseChanges(stage=Stage.INTAKE, story="First words", wish="")
    change_case(by=counsellor, at=AT, case=found.id, revision=1, seen=seen_now, changes=chosen)
    now = words(counsellor, case=found.id)
    assert (now.story, now.wish) == ("First words. Second words", "Documents")


def test_different_fields_changed_at_once_are_both_kept(here: UUID, counsellor: Member) -> None:
    found = case(counsellor, code=group(counsellor, here, person(here)))
    seen = CaseChanges(story="", wish="")
    for changes in (CaseChanges(story="A", wish=""), CaseChanges(story="", wish="B")):
        change_case(by=counsellor, at=AT, case=found.id, revision=0, seen=seen, changes=changes)
    now = words(counsellor, case=found.id)
    assert (now.story, now.wish) == ("A", "B")


def test_a_case_is_written_in_closed_and_opened_again(here: UUID, counsellor: Member) -> None:
    found = case(counsellor, code=group(counsellor, here, person(here)))
    kept = write_down(by=counsellor, at=AT, case=found.id, kind=StepKind.KR7_FILED, on=ON)
    strike_step(by=counsellor, at=AT, step=kept)
    assert [(one.kind, one.struck) for one in steps(counsellor, case=found.id)] == [
        (StepKind.KR7_FILED, True),
        (StepKind.OPENED, False),
    ]
    with pytest.raises(Refused):
        write_down(by=counsellor, at=AT, case=found.id, kind=StepKind.NOTE, on=date(2999, 1, 1))
    with pytest.raises(Refused):
        write_down(by=counsellor, at=AT, case=found.id, kind=StepKind.CLOSED, on=ON)
    close_case(by=counsellor, at=AT, case=found.id, on=ON, outcome=Outcome.PARTIAL)
    with pytest.raises(Conflict):
        write_down(by=counsellor, at=AT, case=found.id, kind=StepKind.NOTE, on=ON)
    reopen_case(by=counsellor, at=AT, case=found.id, on=ON)
    assert case(counsellor, code=found.code).closed_on is None


def test_stopping_needs_no_reason_and_can_be_taken_back(here: UUID, counsellor: Member) -> None:
    found = case(counsellor, code=group(counsellor, here, person(here), person(here, "Other")))
    one = members(counsellor, case=found.id)[0]
    stop_member(by=counsellor, at=AT, member=one.id, on=ON, why=Stopped.PRESSURE)
    assert case(counsellor, code=found.code).active == 1
    resume_member(by=counsellor, at=AT, member=one.id, on=ON)
    assert case(counsellor, code=found.code).active == 2


def test_erasing_leaves_a_number_and_nothing_of_a_person(here: UUID, counsellor: Member) -> None:
    found = case(counsellor, code=group(counsellor, here, person(here), person(here, "Other")))
    one = members(counsellor, case=found.id)[0]
    assert one.worker is not None
    write_down(
        by=counsellor, at=AT, case=found.id, kind=StepKind.NOTE, on=ON, words="Hers", member=one.id
    )
    erase_person(by=counsellor, at=AT, worker=one.worker, reason=ErasureReason.ASKED)
    left = members(counsellor, case=found.id)
    assert [(each.number, each.standing, each.worker is None) for each in left] == [
        (1, Standing.ERASED, True),
        (2, Standing.ACTIVE, False),
    ]
    assert not Intake.objects.filter(pk=one.worker).exists()
    assert not ClaimLine.objects.filter(member=one.id).exists()
    assert "Hers" not in {each.words for each in steps(counsellor, case=found.id)}
    assert Contact.objects.filter(worker=None).count() == 1
    assert Contact.objects.count() == 2
    with pytest.raises(NotFound):
        trail(counsellor, worker=one.worker)


def test_another_organisation_sees_nothing(here: UUID, counsellor: Member) -> None:
    found = case(counsellor, code=group(counsellor, here, person(here)))
    stranger = member(house("Invented elsewhere"), Role.COUNSELLOR)
    one = members(counsellor, case=found.id)[0]
    assert one.worker is not None
    with pytest.raises(NotFound):
        case(stranger, code=found.code)
    with pytest.raises(NotFound):
        words(stranger, case=found.id)
    with pytest.raises(NotFound):
        told(stranger, worker=one.worker)
    with pytest.raises(NotFound):
        add_members(by=stranger, at=AT, case=found.id, workers=[one.worker], on=ON)
    with pytest.raises(NotAllowed):
        group(stranger, here, person(here))
    assert cases(stranger, asked=CasesAsked()).total == 0
    assert not members(stranger, case=found.id)
    assert not steps(stranger, case=found.id)
    assert not claim_rows(stranger, case=found.id)
    assert not likely_same(stranger, organisation=here, identity=Identity(own_name="Ma Invented"))
    assert CaseMember.objects.count() == 1
