"""Keep or erase: it falls due by itself, is decided on a page, and erasing leaves nobody."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from saphan.domain.care.case import CaseChanges
from saphan.domain.care.casework import Against, ClockKind, Outcome, Standing, StepKind
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Role
from saphan.domain.period import Period
from saphan.domain.refusals import Conflict, Refused
from saphan.foundation.models import AuditRow
from saphan.people.models import Member, Tombstone, Worker
from saphan.pillars.care.actions.cases import (
    change_case,
    close_case,
    open_case,
    reopen_case,
    strike_step,
)
from saphan.pillars.care.actions.respondents import add_respondent
from saphan.pillars.care.actions.retention import (
    Erased,
    erase_case,
    keep_intake_longer,
    keep_longer,
)
from saphan.pillars.care.models import Case, Deadline, Intake, Respondent, Step
from saphan.pillars.care.queries.cases import members, words
from saphan.pillars.care.queries.due import DueAsked, DueLine, due
from saphan.pillars.care.queries.retention import kept_intake
from tests.apps.care.test_cases import group, person
from tests.apps.records import AT, house, member

pytestmark = pytest.mark.django_db

ON = AT.date()
#: The day on which a record that ended today is to be decided about: the setting says 24 months.
DECIDE = date(ON.year + 2, ON.month, ON.day)
KEPT = ClockKind.RETENTION


@pytest.fixture
def here() -> UUID:
    return house()


@pytest.fixture
def by(here: UUID) -> Member:
    return member(here, Role.COUNSELLOR)


def closed(by: Member, here: UUID, *names: str) -> Case:
    """A closed case with a story and a person it is against."""
    code = group(by, here, *(person(here, name) for name in names))
    found = Case.objects.get(code=code)
    told = CaseChanges(story="Her story", wish="Her wish")
    seen = CaseChanges(story="", wish="")
    change_case(by=by, at=AT, case=found.pk, revision=0, seen=seen, changes=told)
    add_respondent(by=by, at=AT, case=found.pk, kind=Against.AGENT, name="Invented Agent")
    close_case(by=by, at=AT, case=found.pk, on=ON, outcome=Outcome.WON, words="How it ended")
    return found


def row(case: Case) -> Deadline:
    return Deadline.objects.get(case=case, kind=KEPT)


def listed(by: Member, until: date) -> tuple[DueLine, ...]:
    return due(by, week=Period(until, until), asked=DueAsked(kind=KEPT)).lines


def test_a_closed_case_is_decided_about_and_a_reopened_one_is_not(here: UUID, by: Member) -> None:
    case = closed(by, here, "One")
    assert (row(case).due, row(case).statutory, row(case).rule) == (
        DECIDE,
        False,
        "SAPHAN_RETENTION",
    )
    assert [line.case for line in listed(by, DECIDE)] == [case.code]
    assert not listed(by, DECIDE - timedelta(days=1))
    until = DECIDE + timedelta(days=400)
    step = keep_longer(by=by, at=AT, case=case.pk, until=until, why="An appeal is pending")
    assert (row(case).due, row(case).starts) == (until, ON)
    trail = AuditRow.objects.get(action="care.keep_longer")
    assert trail.facts == {"until": until.isoformat()}
    strike_step(by=by, at=AT, step=step)
    assert row(case).due == DECIDE
    with pytest.raises(Refused):
        keep_longer(by=by, at=AT, case=case.pk, until=ON, why="Today is no longer")
    reopen_case(by=by, at=AT, case=case.pk, on=ON)
    assert not Deadline.objects.filter(case=case, kind=KEPT).exists()
    with pytest.raises(Conflict):
        keep_longer(by=by, at=AT, case=case.pk, until=until, why="It is open")
    with pytest.raises(Conflict):
        erase_case(by=by, at=AT, case=case.pk, reason=ErasureReason.NO_LONGER_NEEDED)


def test_erasing_a_case_leaves_numbers_and_whoever_is_still_helped(here: UUID, by: Member) -> None:
    case = closed(by, here, "One", "Two", "Three")
    helped = members(by, case=case.pk)[1].worker
    assert helped
    open_case(by=by, at=AT, organisation=here, on=ON, workers=[helped])
    reason = ErasureReason.NO_LONGER_NEEDED
    assert erase_case(by=by, at=AT, case=case.pk, reason=reason) == Erased(2, 1)
    assert list(Worker.objects.values_list("pk", flat=True)) == [helped]
    assert Tombstone.objects.count() == 2
    assert row(case).stopped_on is None
    assert words(by, case=case.pk).story == "Her story"
    other = Case.objects.exclude(pk=case.pk).get()
    close_case(by=by, at=AT, case=other.pk, on=ON, outcome=Outcome.ADVISED)
    assert erase_case(by=by, at=AT, case=case.pk, reason=reason) == Erased(1, 0)
    assert {one.standing for one in members(by, case=case.pk)} == {Standing.ERASED}
    assert row(case).stopped_on == row(other).stopped_on == ON
    said = words(by, case=case.pk)
    assert (said.story, said.wish, said.risk_note) == ("", "", "")
    assert set(Respondent.objects.values_list("name", flat=True)) == {""}
    assert set(Step.objects.filter(case=case).values_list("words", flat=True)) == {""}
    assert Step.objects.filter(case=case, kind=StepKind.CLOSED).exists()


def test_what_somebody_without_a_case_told_is_decided_about(here: UUID, by: Member) -> None:
    code = group(by, here, person(here, "In a case"), person(here, "Other"))
    alone = members(by, case=Case.objects.get(code=code).pk)[0]
    assert not listed(by, DECIDE)
    Case.objects.get(code=code).members.filter(worker=alone.worker).delete()
    worker = Worker.objects.get(code=alone.worker_code)
    [line] = listed(by, DECIDE)
    assert (line.worker, line.due, line.starts) == (worker.code, DECIDE, ON)
    until = DECIDE + timedelta(days=30)
    keep_intake_longer(by=by, at=AT, worker=worker.pk, until=until, why="She comes again")
    assert (listed(by, DECIDE), kept_intake(by, code=worker.code).due) == ((), until)
    assert Intake.objects.get(pk=worker.pk).keep_why == "She comes again"
    client = Client()
    client.force_login(by)
    wrong = client.post(reverse("care:erase_alone", args=[worker.code]), {"code": "P-0000-0000"})
    assert wrong.status_code == 422
    right = {"reason": "no_longer_needed", "code": worker.code.lower()}
    client.post(reverse("care:erase_alone", args=[worker.code]), right)
    assert not Worker.objects.filter(pk=worker.pk).exists()
    in_case = members(by, case=Case.objects.get(code=code).pk)[0].worker
    assert in_case
    with pytest.raises(Conflict):
        keep_intake_longer(by=by, at=AT, worker=in_case, until=until, why="Decided in the case")


def test_the_page_keeps_what_was_typed_and_asks_for_the_code(here: UUID, by: Member) -> None:
    case = closed(by, here, "One", "Two")
    client = Client()
    client.force_login(by)
    page = reverse("care:keep", args=[case.code])
    seen = client.get(page).content.decode()
    assert "No law was found that says it" in seen
    assert "2 people will be erased" in seen
    late = client.post(page, {"until": "1.1.2020", "why": "Typed words"})
    assert late.status_code == 422
    assert "Typed words" in late.content.decode()
    answer = client.post(page, {"until": "1.1.2030", "why": "Typed words"}, follow=True)
    assert "Kept until" in answer.content.decode()
    assert row(case).due == date(2030, 1, 1)
    erase = reverse("care:erase_case", args=[case.code])
    refused = client.post(erase, {"reason": "no_longer_needed", "code": "K-0000-0000"})
    assert (refused.status_code, Worker.objects.count()) == (422, 2)
    done = client.post(erase, {"reason": "no_longer_needed", "code": case.code}, follow=True)
    assert "2 people were erased" in done.content.decode()
    assert not Worker.objects.exists()
    assert "Everybody of this case was erased" in client.get(page).content.decode()
