"""Hand-offs: an overcharge becomes a case, signs open the protocol, a claim follows home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from saphan.domain.care.casework import (
    ClockKind,
    Complaint,
    MigrationStage,
    Outcome,
    StepKind,
    Urgency,
)
from saphan.domain.care.intake import NewPerson
from saphan.domain.care.triage import Indicator, Triage
from saphan.domain.people.consent import Answer, Medium, Purpose, State
from saphan.domain.people.roles import Role
from saphan.domain.period import Period
from saphan.domain.refusals import Conflict, NotFound, Refused
from saphan.handoffs import (
    case_from_overcharge,
    claim_follows,
    overcharged,
    protocol_from_indicators,
)
from saphan.notices.models import Notice
from saphan.people.actions.consent import record_consent
from saphan.people.models import Grant, Member
from saphan.people.queries import consent_states
from saphan.pillars.care.actions.cases import close_case
from saphan.pillars.care.actions.groups import Arrival, receive_group
from saphan.pillars.care.models import Case, Referral, Respondent
from saphan.pillars.care.queries.cases import case, cases_of, members, steps
from saphan.pillars.care.queries.claims import claim_rows
from saphan.pillars.care.queries.due import DueAsked, due
from saphan.pillars.care.queries.intake import told
from tests.apps.care.test_cases import WALK_IN, person
from tests.apps.records import AT, house, member
from tests.apps.recruitment.desk import Desk, desk
from tests.standing import standing
from tests.web.seen import seen

OWED, NOTHING = "I001", "I999"


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    with standing(django_db_blocker, desk) as made:
        yield made


@pytest.fixture
def both(kept: Desk, db: None) -> Member:
    """Somebody who works in both pillars of one organisation."""
    del db
    return member(kept.keeper, Role.OFFICER, Role.COUNSELLOR)


def agree(by: Member, here: UUID, worker: UUID, answer: Answer = Answer.GIVEN) -> None:
    record_consent(
        by=by,
        at=AT,
        worker=worker,
        purpose=Purpose.RECORD,
        party=here,
        answer=answer,
        language="my",
        medium=Medium.THUMB_PRINT,
    )


def test_each_worker_agrees_before_an_overcharge_becomes_a_case(kept: Desk, both: Member) -> None:
    two = overcharged(both, audit_code=kept.audit, interviews=["I001", "I002"])
    assert [one.record for one in two] == [State.NOT_ASKED] * 2
    agree(both, kept.keeper, two[0].worker)
    ask = {"by": both, "at": AT, "audit_code": kept.audit}
    with pytest.raises(Refused, match=r"consent\.record_needed"):
        case_from_overcharge(**ask, interviews=["I001", "I002"])  # type: ignore[arg-type]
    assert not Case.objects.exists()
    agree(both, kept.keeper, two[1].worker)
    made = case_from_overcharge(**ask, interviews=["I001", "I002"])  # type: ignore[arg-type]
    found = case(both, code=made.code)
    assert (found.members, found.complaints) == (2, (Complaint.FEE_OVERCHARGE,))
    first, second = members(both, case=found.id)
    claimed = {row.member: row.was for row in claim_rows(both, case=found.id)}
    assert claimed == {first.id: 1000_00, second.id: 2000_00}
    with pytest.raises(Conflict, match=r"handoff\.case_open"):
        case_from_overcharge(**ask, interviews=["I002"])  # type: ignore[arg-type]


def test_who_works_in_one_pillar_alone_hands_nothing_over(kept: Desk, both: Member) -> None:
    for role in (Role.COUNSELLOR, Role.ANALYST):
        with pytest.raises(Refused):
            case_from_overcharge(
                by=member(kept.keeper, role), at=AT, audit_code=kept.audit, interviews=[OWED]
            )
    with pytest.raises(NotFound):
        overcharged(member(house("Other"), Role.OFFICER), audit_code=kept.audit, interviews=[OWED])
    with pytest.raises(Refused, match=r"handoff\.nothing_owed"):
        case_from_overcharge(by=both, at=AT, audit_code=kept.audit, interviews=[NOTHING])
    assert not Case.objects.exists()


def test_from_the_page_of_an_interview_to_the_case(kept: Desk, both: Member) -> None:
    client = Client()
    client.force_login(both)
    where = f"/hand-off/overcharge/{kept.audit}/{OWED}/"
    shown = seen(client.get(reverse("recruitment:interview", args=[kept.audit, OWED])))
    assert where in [link.attributes.get("href") for link in shown.all("a")]
    said = {"medium": "thumb_print", "language": "my"}
    no = client.post(where, said)
    assert (no.status_code, Case.objects.count()) == (422, 0)
    assert "without her or his agreement" in seen(no).text
    assert client.post(where, {"medium": "thumb_print", "agreed": "on"}).status_code == 422
    yes = client.post(where, said | {"agreed": "on"})
    made = Case.objects.get()
    assert (yes.status_code, yes["Location"]) == (302, f"/care/cases/{made.code}/")
    (one,) = overcharged(both, audit_code=kept.audit, interviews=[OWED])
    assert (one.record, one.case) == (State.GIVEN, made.code)
    assert made.code in seen(client.get(where)).text
    Grant.objects.filter(member=both, role=Role.COUNSELLOR).delete()
    assert client.get(where).status_code == 403


@pytest.fixture
def here(db: None) -> UUID:
    del db
    return house()


@pytest.fixture
def counsellor(here: UUID) -> Member:
    return member(here, Role.COUNSELLOR)


def opened(by: Member, here: UUID, *people: NewPerson) -> str:
    return receive_group(
        by=by, at=AT, organisation=here, visit=WALK_IN, arrivals=[Arrival(one) for one in people]
    ).code


def test_signs_open_the_protocol_and_tell_nobody(here: UUID, counsellor: Member) -> None:
    signs = Triage(indicators=frozenset({Indicator.DEBT}))
    code = opened(counsellor, here, person(here), person(here, "Two", triage=signs))
    Case.objects.update(urgency=Urgency.NORMAL)
    client = Client()
    client.force_login(counsellor)
    where = f"/hand-off/protocol/{code}/"
    page = seen(client.get(f"/care/cases/{code}/"))
    assert where in [form.attributes.get("action") for form in page.all("form")]
    assert client.post(where).status_code == 302
    found = case(counsellor, code=code)
    done = [one.kind for one in steps(counsellor, case=found.id)]
    assert (found.urgency, done.count(StepKind.PROTOCOL_OPENED)) == (Urgency.URGENT, 1)
    sent = (Notice, Referral, Respondent)
    assert not any(rows.objects.exists() for rows in sent)
    assert client.post(where).status_code == 409
    page = seen(client.get(f"/care/cases/{code}/"))
    assert where not in [form.attributes.get("action") for form in page.all("form")]
    with pytest.raises(NotFound):
        protocol_from_indicators(by=member(house("X"), Role.COUNSELLOR), at=AT, case=code)
    quiet = opened(counsellor, here, person(here, "Three"))
    with pytest.raises(Refused, match=r"handoff\.no_indicators"):
        protocol_from_indicators(by=counsellor, at=AT, case=quiet)


def test_the_protocol_never_makes_an_emergency_less(here: UUID, counsellor: Member) -> None:
    signs = Triage(indicators=frozenset({Indicator.VIOLENCE}))
    code = opened(counsellor, here, person(here, triage=signs))
    Case.objects.update(urgency=Urgency.EMERGENCY)
    protocol_from_indicators(by=counsellor, at=AT, case=code)
    assert case(counsellor, code=code).urgency is Urgency.EMERGENCY


def test_an_open_claim_follows_a_returnee(here: UUID, counsellor: Member) -> None:
    code = opened(counsellor, here, person(here, note="kept"))
    found = case(counsellor, code=code)
    (one,) = members(counsellor, case=found.id)
    assert one.worker
    client = Client()
    client.force_login(counsellor)
    where, today = f"/hand-off/return/{code}/1/", timezone.localdate()
    assert where in client.get(f"/care/cases/{code}/people/1/").content.decode()
    late = client.post(where, {"on": (today - timedelta(days=1)).isoformat()})
    assert (late.status_code, "lies in the past" in seen(late).text) == (422, True)
    soon = today + timedelta(days=30)
    assert client.post(where, {"on": soon.isoformat()}).status_code == 302
    said = told(counsellor, worker=one.worker)
    assert (said.stage, said.follow_up_on, said.note) == (MigrationStage.RETURNED, soon, "kept")
    assert cases_of(counsellor, worker=one.worker)[0].closed_on is None
    week = due(counsellor, week=Period(soon, soon), asked=DueAsked(kind=ClockKind.FOLLOW_UP))
    assert [(line.case, line.due) for line in week.lines] == [(code, soon)]
    assert consent_states(counsellor, workers=[one.worker], purpose=Purpose.RECORD, party=here) == {
        one.worker: State.GIVEN
    }
    close_case(by=counsellor, at=AT, case=found.id, on=AT.date(), outcome=Outcome.WON)
    with pytest.raises(Refused, match=r"handoff\.no_open_claim"):
        claim_follows(by=counsellor, at=AT, worker=one.worker, on=soon)
