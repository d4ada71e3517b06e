"""Who may do what: members, roles, and nobody with power over another house."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser

from saphan.domain.people.roles import GRANTS, Permission, Role
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.foundation.models import AuditRow
from saphan.people.actions.members import (
    add_member,
    deactivate_member,
    set_language,
    set_password,
    set_role,
    take_role,
)
from saphan.people.models import Member
from saphan.people.queries import OPERATOR, may, member_of, members
from tests.apps.records import AT, house, member

pytestmark = pytest.mark.django_db
PASSWORD = "three-green-lychees"


def test_the_operator_adds_the_first_administrator_and_he_the_others() -> None:
    here = house()
    first = add_member(
        by=OPERATOR,
        at=AT,
        organisation=here,
        role=Role.ADMINISTRATOR,
        username=" Somchai ",
        display_name="Invented Somchai",
        password=PASSWORD,
        language="th",
    )
    assert first.username == "somchai"
    user = authenticate(username="somchai", password=PASSWORD)
    assert isinstance(user, Member)
    assert user.password.startswith("argon2$argon2id$")
    add_member(
        by=user,
        at=AT,
        organisation=here,
        role=Role.OFFICER,
        username="noi",
        display_name="",
        password=PASSWORD,
    )
    assert {m.username: m.roles for m in members(user, organisation=here)} == {
        "somchai": {Role.ADMINISTRATOR},
        "noi": {Role.OFFICER},
    }
    assert AuditRow.objects.filter(action="people.add_member", actor=first.code).exists()
    with pytest.raises(Conflict, match=r"member\.username_taken"):
        add_member(
            by=user,
            at=AT,
            organisation=here,
            role=Role.OFFICER,
            username="NOI",
            display_name="",
            password=PASSWORD,
        )


@pytest.mark.parametrize(
    ("username", "password", "refusal"),
    [
        ("", PASSWORD, Incomplete),
        ("noi", "short", Refused),
        ("noi", "password1234", Refused),
        ("noitheofficer", "noitheofficer", Refused),
    ],
)
def test_a_weak_beginning_is_refused(username: str, password: str, refusal: type[Refused]) -> None:
    here = house()
    with pytest.raises(refusal):
        add_member(
            by=OPERATOR,
            at=AT,
            organisation=here,
            role=Role.OFFICER,
            username=username,
            display_name="",
            password=password,
        )
    assert not Member.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_give_roles(role: Role) -> None:
    here = house()
    one = member(here, role)
    with pytest.raises(NotAllowed):
        set_role(by=one, at=AT, member=one.pk, organisation=here, role=Role.ADMINISTRATOR)
    assert not may(one, Permission.MEMBERS_MANAGE, here)


def test_an_administrator_has_no_power_in_another_house() -> None:
    here, there = house("Here"), house("There")
    ours, theirs = member(here, Role.ADMINISTRATOR), member(there, Role.OFFICER)
    with pytest.raises(NotAllowed):
        set_role(by=ours, at=AT, member=ours.pk, organisation=there, role=Role.OFFICER)
    with pytest.raises(NotAllowed):
        members(ours, organisation=there)
    with pytest.raises(NotAllowed):
        set_password(by=ours, at=AT, member=theirs.pk, password=PASSWORD)
    set_role(by=ours, at=AT, member=theirs.pk, organisation=here, role=Role.OFFICER)
    with pytest.raises(NotAllowed):
        set_password(by=ours, at=AT, member=theirs.pk, password=PASSWORD)
    with pytest.raises(NotAllowed):
        deactivate_member(by=ours, at=AT, member=theirs.pk)


def test_the_last_administrator_stays() -> None:
    here = house()
    one, two = member(here, Role.ADMINISTRATOR), member(here, Role.ADMINISTRATOR)
    role = Role.ADMINISTRATOR
    take_role(by=one, at=AT, member=two.pk, organisation=here, role=role)
    with pytest.raises(Conflict, match=r"role\.last_administrator"):
        take_role(by=one, at=AT, member=one.pk, organisation=here, role=role)
    with pytest.raises(Conflict, match=r"role\.last_administrator"):
        deactivate_member(by=one, at=AT, member=one.pk)
    with pytest.raises(NotFound, match=r"role\.unknown"):
        take_role(by=one, at=AT, member=two.pk, organisation=here, role=role)


def test_a_deactivated_member_sees_nothing() -> None:
    here = house()
    boss, gone = member(here, Role.ADMINISTRATOR), member(here, Role.OFFICER)
    deactivate_member(by=boss, at=AT, member=gone.pk)
    gone.refresh_from_db()
    assert not gone.has_perm("recruitment.import")
    assert not may(gone, Permission.WORKERS_SEE, here)
    with pytest.raises(NotAllowed):
        member_of(gone)


def test_pages_ask_by_name() -> None:
    one = member(house(), Role.BRAND_VIEWER)
    assert one.has_perm("recruitment.brand")
    assert not one.has_perm("recruitment.import")
    assert not one.has_perm("no.such.permission")


def test_only_members_are_viewers() -> None:
    one = member()
    assert member_of(one) is one
    for stranger in (AnonymousUser(), None, "somchai", OPERATOR):
        with pytest.raises(NotAllowed, match=r"member\.not_signed_in"):
            member_of(stranger)


def test_a_member_chooses_his_language() -> None:
    one = member()
    set_language(by=one, at=AT, language="th")
    assert Member.objects.get(pk=one.pk).language == "th"


def test_a_brand_sees_cohorts_only_and_an_administrator_no_names() -> None:
    assert GRANTS[Role.BRAND_VIEWER] == {Permission.RECRUITMENT_BRAND}
    assert Permission.IDENTITY_OPEN not in GRANTS[Role.ADMINISTRATOR]
    assert set(GRANTS) == set(Role)
