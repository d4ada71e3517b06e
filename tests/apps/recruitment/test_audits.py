"""Opening an audit."""

from __future__ import annotations

import pytest

from saphan.domain.people.roles import Role
from saphan.domain.refusals import Incomplete, NotAllowed
from saphan.foundation.models import AuditRow
from saphan.people.queries import OPERATOR
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.queries import audit, audits
from tests.apps.records import AT, house, member

from .desk import everything

pytestmark = pytest.mark.django_db


def test_an_audit_is_opened_and_found(database: str) -> None:
    here = house()
    officer = member(here, Role.OFFICER)
    code = open_audit(by=officer, at=AT, organisation=here, title="  Invented Plant 9  ")
    [found] = audits(officer)
    assert found == audit(officer, code=code)
    assert (found.title, found.organisation, found.opened_at, found.versions) == (
        "Invented Plant 9",
        here,
        AT,
        0,
    )
    written = AuditRow.objects.get(action="recruitment.open_audit")
    assert (written.actor, written.subject) == (officer.code, str(found.id))
    assert "Invented Plant 9" not in str(written.facts)


def test_the_newest_audit_stands_first() -> None:
    here = house()
    for title in ("one", "two", "three"):
        open_audit(by=OPERATOR, at=AT, organisation=here, title=title)
    assert [one.title for one in audits(OPERATOR)] == ["three", "two", "one"]


@pytest.mark.parametrize("title", ["", "   "])
def test_an_audit_needs_a_title(title: str) -> None:
    here = house()
    officer = member(here, Role.OFFICER)
    before = everything()
    with pytest.raises(Incomplete, match=r"fee_audit\.no_title"):
        open_audit(by=officer, at=AT, organisation=here, title=title)
    assert everything() == before


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER}))
def test_only_an_officer_opens_one(role: Role) -> None:
    here = house()
    with pytest.raises(NotAllowed):
        open_audit(by=member(here, role), at=AT, organisation=here, title="Invented")
    assert audits(OPERATOR) == []
