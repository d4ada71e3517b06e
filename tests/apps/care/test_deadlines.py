"""Deadlines follow what happened, are listed for those who may see them, and leave with no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from saphan.cli.clocks import renew_when_rules_changed
from saphan.config.env import SettingError, standards
from saphan.domain.care.casework import ClockKind, Outcome, Standing, StepKind, Urgency
from saphan.domain.care.codes import Need
from saphan.domain.care.referral import ReferralState
from saphan.domain.care.terms import Authority, Span, Standards, Unit
from saphan.domain.people.roles import Role
from saphan.domain.period import Period
from saphan.foundation.places import due_for
from saphan.people.models import Member, Worker
from saphan.people.queries import OPERATOR
from saphan.pillars.care.actions.cases import close_case, strike_step, write_down
from saphan.pillars.care.actions.deadlines import keep_all_deadlines
from saphan.pillars.care.actions.within_deadlines import keep_deadlines
from saphan.pillars.care.models import Case, CaseMember, Deadline, Intake, Referral, Step
from saphan.pillars.care.pages import due as pages
from saphan.pillars.care.pages.clock_words import told_clocks
from saphan.pillars.care.queries.clocks import clocks_of
from saphan.pillars.care.queries.due import (
    DueAsked,
    DueLine,
    basis,
    due_count,
    kinds_without_a_day,
    without_a_day,
)
from saphan.pillars.care.queries.due import due as due_list
from tests.apps.records import AT, house, member

pytestmark = pytest.mark.django_db

ON = AT.date()
WEEK = Period(ON, ON + timedelta(days=6))
_number = count(1)


@dataclass(frozen=True, slots=True)
class Desk:
    """A centre, its counsellor, and a case of hers."""

    here: UUID
    counsellor: Member
    case: Case


def opened(here: UUID, counsellor: Member | None, on: date = ON) -> Case:
    return Case.objects.create(
        organisation_id=here, counsellor=counsellor, opened_on=on, at=AT, by="x"
    )


def step(case: Case, kind: StepKind, on: date, at: datetime = AT) -> Step:
    return Step.objects.create(case=case, kind=kind, on=on, at=at, by="x")


def person(here: UUID, *, permit: date | None = None, again: date | None = None) -> Worker:
    worker = Worker.objects.create(
        organisation_id=here, code=f"P-{next(_number)}", language="my", added_at=AT
    )
    Intake.objects.create(
        worker=worker,
        organisation_id=here,
        permit_expires=permit,
        follow_up_on=again,
        at=AT - timedelta(days=60),
        by="x",
    )
    return worker


def join(case: Case, *people: Worker) -> list[CaseMember]:
    return [
        CaseMember.objects.create(case=case, worker=one, number=number, at=AT, by="x")
        for number, one in enumerate(people, 1)
    ]


def refer(case: Case, urgency: Urgency, at: datetime) -> Referral:
    return Referral.objects.create(
        organisation_id=case.organisation_id,
        case=case,
        service_name="Invented clinic",
        party_id=house("Clinic"),
        urgency=urgency,
        need=Need.HEALTH,
        state=ReferralState.REQUESTED,
        sent_at=at,
        at=at,
        by="x",
    )


@pytest.fixture
def desk() -> Desk:
    here = house()
    counsellor = member(here, Role.COUNSELLOR)
    return Desk(here, counsellor, opened(here, counsellor))


def due(
    viewer: Member, *, week: Period, asked: DueAsked | None = None, most: int | None = None
) -> tuple[DueLine, ...]:
    return due_list(viewer, week=week, asked=asked or DueAsked(), most=most).lines


def rows(case: Case, kind: ClockKind) -> list[Deadline]:
    return list(Deadline.objects.filter(case=case, kind=kind).order_by("starts", "pk"))


def running(case: Case) -> set[ClockKind]:
    return {row.kind for row in Deadline.objects.filter(case=case, stopped_on=None)}


def test_a_step_starts_a_clock_and_striking_it_takes_the_clock_away(desk: Desk) -> None:
    who, key = desk.counsellor, desk.case.pk
    filed = write_down(by=who, at=AT, case=key, kind=StepKind.KR7_FILED, on=ON)
    [order] = rows(desk.case, ClockKind.INSPECTOR_ORDER)
    assert (order.due, order.latest) == (ON + timedelta(days=60), ON + timedelta(days=90))
    assert (order.statutory, order.rule) == (True, "th.clocks.kr7-inspector-order")
    write_down(by=who, at=AT, case=key, kind=StepKind.ORDER_NOTIFIED, on=ON)
    [again] = rows(desk.case, ClockKind.INSPECTOR_ORDER)
    assert (again.pk, again.due, again.stopped_on) == (order.pk, order.due, ON)
    assert ClockKind.EMPLOYER_PAYMENT in running(desk.case)
    strike_step(by=desk.counsellor, at=AT, step=filed)
    assert rows(desk.case, ClockKind.INSPECTOR_ORDER) == []


def test_computing_again_changes_nothing_and_asks_little(desk: Desk) -> None:
    step(desk.case, StepKind.KR7_FILED, ON)
    step(desk.case, StepKind.KR7_FILED, ON)  # two complaints on one day are two clocks
    join(desk.case, *(person(desk.here, permit=ON + timedelta(days=2)) for _ in range(9)))
    refer(desk.case, Urgency.URGENT, AT)
    keep_deadlines(desk.case, at=AT)
    before = list(Deadline.objects.order_by("pk").values())
    assert len(rows(desk.case, ClockKind.INSPECTOR_ORDER)) == 2
    with CaptureQueriesContext(
        connection,
    ) as asked:
        keep_deadlines(desk.case, at=AT + timedelta(days=1))
    assert list(Deadline.objects.order_by("pk").values()) == before
    assert len(asked) <= 9


def test_an_unknown_clock_has_no_day_and_is_listed_all_the_same(desk: Desk) -> None:
    on = date(2027, 12, 1)
    step(desk.case, StepKind.KR7_FILED, on)
    keep_deadlines(desk.case, at=AT)
    [order] = rows(desk.case, ClockKind.INSPECTOR_ORDER)
    assert (order.due, order.unknown, order.statutory) == (None, "not_checked", True)
    seen = without_a_day(desk.counsellor)
    assert [line.kind for line in seen] == [ClockKind.INSPECTOR_ORDER, ClockKind.JOINT_LIST]
    term, *_ = basis(desk.counsellor, line=seen[0])
    assert (term.known, term.since) == (False, date(2027, 11, 24))
    counts = kinds_without_a_day(desk.counsellor)
    assert counts[ClockKind.LIMITATION] == 1
    [limit] = without_a_day(desk.counsellor, asked=DueAsked(kind=ClockKind.LIMITATION))
    assert (limit.unknown, limit.due) == ("unverified", None)


def test_a_complaint_filed_again_keeps_its_doubt(desk: Desk) -> None:
    day = timedelta(days=1)
    for kind, on in (
        (StepKind.KR7_FILED, ON),
        (StepKind.KR7_WITHDRAWN, ON + day),
        (StepKind.KR7_FILED, ON + 2 * day),
    ):
        step(desk.case, kind, on, AT + (on - ON))
    keep_deadlines(desk.case, at=AT)
    first, second = rows(desk.case, ClockKind.INSPECTOR_ORDER)
    assert (first.stopped_on, second.stopped_on) == (ON + day, None)
    assert (first.doubt, second.doubt) == ("", "th.clocks.kr7-refiling-after-withdrawal")
    [line] = due(
        desk.counsellor,
        week=Period(ON, date(2027, 12, 31)),
        asked=DueAsked(kind=ClockKind.INSPECTOR_ORDER),
    )
    assert [term.known for term in basis(desk.counsellor, line=line)] == [True, False]


def test_overdue_comes_first_then_today_then_the_week(desk: Desk) -> None:
    days = [ON + timedelta(days=2), ON, ON - timedelta(days=30), ON + timedelta(days=20)]
    for day in days:
        join(opened(desk.here, desk.counsellor), person(desk.here, again=day))
    keep_all_deadlines(by=OPERATOR, at=AT)
    found = due(desk.counsellor, week=WEEK)
    assert [line.due for line in found] == sorted(days)[:3]
    assert due_count(desk.counsellor, week=WEEK) == 3
    assert len(due(desk.counsellor, week=WEEK, asked=DueAsked(overdue=False))) == 2
    assert len(due(desk.counsellor, week=Period(ON))) == 4
    cut = due_list(desk.counsellor, week=WEEK, most=1)
    assert (cut.lines, cut.total, cut.left) == (found[:1], 3, 2)


def test_one_line_for_the_members_of_a_case_with_the_same_day(desk: Desk) -> None:
    joined = join(desk.case, *(person(desk.here, permit=ON) for _ in range(4)))
    joined[0].standing, joined[0].stopped_on = Standing.STOPPED, ON
    joined[0].save()
    keep_deadlines(desk.case, at=AT)
    [line] = due(desk.counsellor, week=WEEK)
    assert (line.kind, line.people, line.case) == (ClockKind.PERMIT_EXPIRY, 3, desk.case.code)
    assert basis(desk.counsellor, line=line)[0].authority is Authority.RECORD


def test_somebody_without_a_case_is_listed_until_she_came(desk: Desk) -> None:
    alone = person(desk.here, again=ON, permit=ON - timedelta(days=40))
    [line] = due(desk.counsellor, week=WEEK)
    assert (line.worker, line.case, line.kind) == (alone.code, "", ClockKind.FOLLOW_UP)
    join(desk.case, alone)
    keep_deadlines(desk.case, at=AT)
    found = due(desk.counsellor, week=WEEK)
    assert {line.case for line in found} == {desk.case.code}


def test_mine_and_those_of_colleagues(desk: Desk) -> None:
    colleague = member(desk.here, Role.COUNSELLOR)
    for case in (desk.case, opened(desk.here, None), opened(desk.here, colleague)):
        join(case, person(desk.here, again=ON))
        keep_deadlines(case, at=AT)
    own = due(desk.counsellor, week=WEEK, asked=DueAsked(mine=True))
    assert len(own) == 2
    assert len(due(desk.counsellor, week=WEEK, asked=DueAsked(mine=False))) == 1
    assert len(due(desk.counsellor, week=WEEK)) == 3


def test_nobody_sees_what_is_due_elsewhere(desk: Desk) -> None:
    join(desk.case, person(desk.here, again=ON))
    person(desk.here, again=ON)
    step(desk.case, StepKind.KR7_FILED, ON)
    keep_deadlines(desk.case, at=AT)
    # Two follow-ups, two clocks of the complaint, and what the one without a case told.
    assert len(due(desk.counsellor, week=Period(ON))) == 5
    strangers = [member(house("Other"), Role.COUNSELLOR), member(desk.here, Role.ADMINISTRATOR)]
    for stranger in strangers:
        assert due(stranger, week=Period(ON)) == ()
        assert due_count(stranger, week=Period(ON)) == 0
        assert without_a_day(stranger) == []
        assert kinds_without_a_day(stranger) == {}
        assert clocks_of(stranger, cases=[desk.case.pk]) == {}
        assert due_for(stranger, week=WEEK) == []


def test_all_are_computed_anew_when_a_rule_or_a_setting_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refer(desk.case, Urgency.URGENT, AT)
    monkeypatch.setattr(settings, "HOME", tmp_path)
    assert renew_when_rules_changed(at=AT)
    [answer] = rows(desk.case, ClockKind.REFERRAL_ANSWER)
    assert answer.due_at == AT + timedelta(hours=72)
    assert not renew_when_rules_changed(at=AT)
    week = Standards(urgent=Span(1, Unit.WEEKS))
    monkeypatch.setattr(settings, "CLOCK_STANDARDS", week)
    assert renew_when_rules_changed(at=AT)
    [moved] = rows(desk.case, ClockKind.REFERRAL_ANSWER)
    assert (moved.pk, moved.due, moved.due_at) == (answer.pk, ON + timedelta(days=7), None)
    kept = keep_all_deadlines(by=OPERATOR, at=AT)
    assert (kept.cases, kept.changed) == (1, 0)


def test_a_setting_that_is_no_length_is_refused() -> None:
    given = {"SAPHAN_REFERRAL_ANSWER": "12h 2d 1w", "SAPHAN_FEEDBACK": "3d"}
    assert standards({**given, "SAPHAN_RETENTION": "36m"}) == Standards(
        Span(12, Unit.HOURS),
        Span(2, Unit.DAYS),
        Span(1, Unit.WEEKS),
        Span(3, Unit.DAYS),
        Span(36, Unit.MONTHS),
    )
    assert standards({}) == Standards()
    for wrong in ("24h 72h", "24h 72h soon", "1d 2d 3d 4d"):
        with pytest.raises(SettingError, match="SAPHAN_REFERRAL_ANSWER"):
            standards({"SAPHAN_REFERRAL_ANSWER": wrong})


# Pages ------------------------------------------------------------------------------------------


@pytest.fixture
def browser(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The counsellor's browser, on the day of the tests."""
    clock = SimpleNamespace(localdate=lambda: ON, now=lambda: AT)
    monkeypatch.setattr(pages, "timezone", clock)
    made = Client()
    made.force_login(desk.counsellor)
    return made


@pytest.fixture
def late(desk: Desk) -> Desk:
    """The case has an overdue payment, an unknown limitation and a referral that waits."""
    step(desk.case, StepKind.ORDER_NOTIFIED, ON - timedelta(days=18))
    refer(desk.case, Urgency.NORMAL, AT - timedelta(days=14))
    keep_deadlines(desk.case, at=AT)
    return desk


def test_the_page_tells_how_late_who_says_so_and_what_is_not_known(
    late: Desk, browser: Client
) -> None:
    page = browser.get("/care/due/").content.decode()
    for words in (
        late.case.code,
        "3 days late",
        "Law",
        "Agreed standard, not law",
        "th.clocks.kr7-employer-payment",
        "The sources do not say whether working days are meant",
        "48 hours",
        "In 1 open case the limitation of the claim runs",
    ):
        assert words in page, words
    assert "0 days late" not in page
    unknown = browser.get("/care/due/?kind=limitation").content.decode()
    assert "Ask a lawyer now." in unknown
    strange = browser.get("/care/due/?week=9999-99-99&kind=x&whose=%F0")
    assert strange.status_code == 200
    assert browser.get("/care/due/?week=2026-01-07").status_code == 200
    assert late.case.code in browser.get("/care/due/?export=csv").content.decode("utf-8-sig")


def test_a_case_tells_its_clocks_with_their_basis(late: Desk) -> None:
    step(late.case, StepKind.KR7_WITHDRAWN, ON)
    found = clocks_of(late.counsellor, cases=[late.case.pk])[late.case.pk]
    told = told_clocks(found, ON)
    assert [(one.words, one.state) for one in told] == [
        ("Payment by the employer", "3 days late"),
        ("Answer to a referral", "Today"),
        ("Joint list", "In 46 days"),
        ("Limitation of the claim", "No day known: check"),
    ]
    page = render_to_string("care/clocks.html", {"clocks": told})
    assert "No source says until when" in page
    assert "No source says whether, or until when. Ask a lawyer." in page
    assert 'href="https://library.siam-legal.com' in page


@pytest.mark.usefixtures("browser")
def test_the_first_page_lists_it_and_counts_that_of_colleagues(late: Desk) -> None:
    colleague = opened(late.here, member(late.here, Role.COUNSELLOR))
    join(colleague, person(late.here, again=ON))
    keep_deadlines(colleague, at=AT)
    payment, answer, others, limitation = due_for(late.counsellor, week=WEEK)
    assert payment.sentence == f"Payment by the employer · {late.case.code}"
    assert (payment.detail, answer.detail) == ("3 days late", "Today")
    assert payment.address == f"/care/cases/{late.case.code}/"
    assert others.sentence == "1 is due in cases of colleagues"
    assert limitation.sentence == "Limitation of the claim: no day is known"


def test_the_calendar_holds_codes_and_kinds_and_nothing_else(late: Desk, browser: Client) -> None:
    answer = browser.get("/care/due.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    made = Calendar.from_ical(answer.content)
    events = list(made.walk("VEVENT"))
    said = {str(event["SUMMARY"]) for event in events}
    assert said == {
        f"{late.case.code}: Payment by the employer",
        f"{late.case.code}: Answer to a referral",
        f"{late.case.code}: Joint list",
    }
    allowed = {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CLASS", "TRANSP"}
    for event in events:
        assert set(event) <= allowed
        [alarm] = event.walk("VALARM")
        assert alarm["DESCRIPTION"] == event["SUMMARY"]
        assert b"TRIGGER:-P1D" in alarm.to_ical()
    again = Calendar.from_ical(browser.get("/care/due.ics").content)
    assert [e["UID"] for e in again.walk("VEVENT")] == [e["UID"] for e in events]


def test_closing_ends_the_clocks_and_the_review_falls_due(desk: Desk) -> None:
    step(desk.case, StepKind.KR7_FILED, ON)
    close_case(by=desk.counsellor, at=AT, case=desk.case.pk, on=ON, outcome=Outcome.ADVISED)
    assert running(desk.case) == {ClockKind.CASE_REVIEW, ClockKind.RETENTION}
    assert rows(desk.case, ClockKind.CASE_REVIEW)[0].due == date(2027, 2, 23)
