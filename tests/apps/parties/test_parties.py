"""Organisations, sites and licences: named in any script, sourced, and kept by their house."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from saphan.domain.parties.kinds import Kind
from saphan.domain.parties.os_id import read_os_id
from saphan.domain.people.roles import Permission, Role
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.parties.actions import add_licence, add_organisation, add_site, name_organisation
from saphan.parties.queries import (
    licences,
    organisation,
    organisations,
    own_organisations,
    sites,
    unknown_parties,
)
from saphan.people.queries import OPERATOR
from tests.apps.records import AT, house, member


def employer(here: UUID, name: str = "Invented Seafood") -> UUID:
    return add_organisation(by=OPERATOR, at=AT, held_by=here, kind=Kind.EMPLOYER, name=name)


def test_names_in_several_scripts(database: str) -> None:
    here = house()
    officer = member(here, Role.OFFICER)
    names = {"th": "บริษัท สมมติ จำกัด", "my": "စိတ်ကူးကုမ္ပဏီ", "km": " "}
    made = add_organisation(
        by=officer,
        at=AT,
        held_by=here,
        kind=Kind.EMPLOYER,
        name="",
        names=names,
        country="TH",
        os_id="TH1999001AAAAAB",
    )
    found = organisation(officer, key=made)
    assert found.name == "บริษัท สมมติ จำกัด"
    assert found.names == {"th": "บริษัท สมมติ จำกัด", "my": "စိတ်ကူးကုမ္ပဏီ"}
    name_organisation(by=officer, at=AT, organisation=made, name="Sommut", names={})
    assert [o.name for o in organisations(officer, kind=Kind.EMPLOYER)] == ["Sommut"]


@pytest.mark.django_db
def test_a_site_has_a_province_and_exists_once() -> None:
    here = house()
    owner = employer(here)
    officer = member(here, Role.OFFICER)
    add_site(by=officer, at=AT, organisation=owner, name="Plant 1", province="TH-74")
    [site] = sites(officer, organisation=owner)
    assert (site.name, site.province) == ("Plant 1", "TH-74")
    with pytest.raises(Conflict, match=r"site\.exists"):
        add_site(by=officer, at=AT, organisation=owner, name="Plant 1")
    with pytest.raises(Refused, match=r"place\.code_wrong"):
        add_site(by=officer, at=AT, organisation=owner, name="Plant 2", province="Samut Sakhon")


@pytest.mark.django_db
def test_a_licence_says_where_it_was_seen_and_holds_on_its_days() -> None:
    here = house()
    agency = employer(here, "Invented Agency")
    told: dict[str, Any] = {
        "number": "X 1/2569",
        "issuer": "Invented office",
        "source": "copy at the office",
    }
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    add_licence(by=OPERATOR, at=AT, organisation=agency, starts=first, ends=last, **told)
    [licence] = licences(member(here, Role.ANALYST), organisation=agency)
    assert licence.known_valid_on(last) is True
    assert licence.known_valid_on(date(2028, 1, 1)) is False
    with pytest.raises(Conflict, match=r"licence\.exists"):
        add_licence(by=OPERATOR, at=AT, organisation=agency, starts=first, **told)
    with pytest.raises(Refused, match=r"licence\.days_reversed"):
        add_licence(by=OPERATOR, at=AT, organisation=agency, starts=last, ends=first, **told)
    with pytest.raises(Incomplete, match=r"licence\.source_missing"):
        add_licence(by=OPERATOR, at=AT, organisation=agency, number="2", issuer="x", source=" ")
    add_licence(by=OPERATOR, at=AT, organisation=agency, ends=last, **told)
    with pytest.raises(Conflict, match=r"licence\.exists"):
        add_licence(by=OPERATOR, at=AT, organisation=agency, ends=last, **told)
    valid = [item.known_valid_on(first) for item in licences(OPERATOR, organisation=agency)]
    assert sorted(valid, key=str) == [None, True]


@pytest.mark.django_db
def test_another_house_sees_and_changes_nothing() -> None:
    here, there = house("Here"), house("There")
    owner = employer(here)
    add_site(by=OPERATOR, at=AT, organisation=owner, name="Plant 1")
    stranger = member(there, Role.OFFICER)
    assert [o.id for o in organisations(stranger)] == [there]
    assert sites(stranger) == []
    with pytest.raises(NotFound):
        organisation(stranger, key=owner)
    with pytest.raises(NotAllowed):
        add_site(by=stranger, at=AT, organisation=owner, name="Plant 2")
    with pytest.raises(NotAllowed):
        add_organisation(by=stranger, at=AT, held_by=here, kind=Kind.OTHER, name="X")
    assert unknown_parties(stranger, holder=here, organisations=[owner], sites=[]) == [owner]
    assert unknown_parties(OPERATOR, holder=here, organisations=[owner], sites=[]) == []
    assert unknown_parties(OPERATOR, holder=there, organisations=[owner], sites=[]) == [owner]


@pytest.mark.django_db
def test_only_the_operator_adds_a_house() -> None:
    boss = member(house(), Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed, match=r"organisation\.operator_only"):
        add_organisation(by=boss, at=AT, held_by=None, kind=Kind.CENTRE, name="Second")
    assert [o.name for o in own_organisations(boss, Permission.MEMBERS_MANAGE)] == ["Centre"]
    assert own_organisations(boss, Permission.RECRUITMENT_VIEW) == []


@pytest.mark.django_db
def test_a_party_needs_a_name_in_a_language() -> None:
    here = house()
    with pytest.raises(Incomplete, match=r"party\.name_missing"):
        employer(here, " ")
    with pytest.raises(Refused, match=r"party\.language_unknown"):
        name_organisation(by=OPERATOR, at=AT, organisation=here, name="", names={"Thai!": "ศูนย์"})


@pytest.mark.parametrize(
    "written", ["ID2024331V7D4T9", "TH1999001AAAAAB", "MM1999032Y0K3T9", "TH-1999001-AAAAAB"]
)
def test_valid_identifiers(written: str) -> None:
    assert read_os_id(written) == written.replace("-", "")


@pytest.mark.parametrize(
    "written",
    [
        "IN2019067X1K87E",
        "CN2223250D1DTN7",
        "TH1999001AAAAAC",
        "USX019070KTWK4",
        "th1999001AAAAAB",
        "TH1999001AAIAAB",
        "TH1999000AAAAAB",
        "",
    ],
)
def test_wrong_identifiers(written: str) -> None:
    with pytest.raises(Refused, match=r"os_id\.wrong"):
        read_os_id(written)
