"""The first page: what an audit waits for this week, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from saphan.domain.people.roles import Role
from saphan.domain.period import PartialDate, Period
from saphan.people.models import Member
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.actions.plans import decide_plan
from saphan.pillars.recruitment.pages.due import due
from tests.apps.records import AT, member
from tests.apps.recruitment.desk import REASON, TERMS, Desk
from tests.web.recruitment.conftest import As

pytestmark = pytest.mark.django_db


def week_of(day: date) -> Period:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def sentences(who: Member, day: date) -> list[str]:
    """What is due for a member in the week of a day."""
    return [one.sentence for one in due(who, week=week_of(day))]


@pytest.fixture
def paid_monthly(here: Desk) -> Desk:
    """A newest plan that pays in three months from January 2027."""
    terms = replace(TERMS, instalments=3, first_payroll=PartialDate(2027, 1))
    decide_plan(by=here.officer, at=AT, audit=here.audit, terms=terms, reason=REASON)
    return here


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 20), []),
        (date(2027, 1, 12), ["Pay instalment 1 of 3 with the payroll of Jan 2027"]),
        (date(2027, 3, 31), ["Pay instalment 3 of 3 with the payroll of Mar 2027"]),
        (date(2027, 4, 12), []),
    ],
)
def test_a_payroll_month_is_due_in_its_weeks(
    paid_monthly: Desk, day: date, said: list[str]
) -> None:
    assert sentences(paid_monthly.officer, day) == said


def test_a_week_between_two_months_has_both_payrolls(paid_monthly: Desk) -> None:
    assert len(sentences(paid_monthly.officer, date(2027, 2, 1))) == 1
    assert len(sentences(paid_monthly.officer, date(2027, 3, 1))) == 1
    assert len(sentences(paid_monthly.officer, date(2027, 1, 31))) == 1


def test_an_audit_without_files_waits_for_the_roster(here: Desk) -> None:
    open_audit(by=here.officer, at=AT, organisation=here.keeper, title="Invented Plant 2")
    assert sentences(here.officer, date(2026, 11, 23)) == ["Bring in the roster"]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.BRAND_VIEWER, Role.COUNSELLOR])
def test_nothing_is_due_for_who_may_not_plan(paid_monthly: Desk, role: Role) -> None:
    assert sentences(member(paid_monthly.keeper, role), date(2027, 1, 12)) == []


def test_the_first_page_leads_to_the_work(here: Desk, as_role: As) -> None:
    open_audit(by=here.officer, at=AT, organisation=here.keeper, title="Invented Plant 2")
    client: Client = as_role(here.officer)
    page = client.get("/").content.decode()
    assert "Bring in the roster" in page
    assert "Invented Plant 2" in page
    assert "/bring/" in page
