"""Who may do and see what: every action and every query of the room, found by itself.

A new action or query is covered on the day it is written: its arguments are taken by name.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoDbBlocker

from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency
from saphan.domain.people.roles import Permission, Role
from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping import Mapping as ColumnMapping
from saphan.domain.recruitment.mapping import SheetMapping
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import NotAllowed, NotFound, Refused
from saphan.people.models import Member
from saphan.pillars.recruitment import actions, queries
from saphan.pillars.recruitment.actions.imports import Upload
from saphan.pillars.recruitment.actions.plans import decide_plan
from saphan.pillars.recruitment.queries import audit, audits, fee_lines, intake_of
from tests.apps.records import AT, house, member
from tests.standing import standing

from .desk import REASON, TERMS, Desk, desk, everything, rows

pytestmark = pytest.mark.django_db
MAPPING = ColumnMapping(Kind.ROSTER, SheetMapping("roster", columns={"worker_code": ("code",)}))


def public_functions(module: object, first: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The functions of a module that somebody else calls and that take this argument."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        own = function.__module__ == getattr(module, "__name__", "")
        if own and not name.startswith("_") and first in inspect.signature(function).parameters:
            yield name, function


ACTIONS = dict(
    found
    for place in pkgutil.iter_modules(actions.__path__)
    for found in public_functions(import_module(f"{actions.__name__}.{place.name}"), "by")
)
QUERIES = dict(public_functions(queries, "viewer"))


def given(function: Callable[..., Any], here: Desk) -> dict[str, Any]:
    """Arguments that would work for an officer of the desk."""
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    known: Mapping[str, Any] = {
        "at": AT,
        "audit": here.audit,
        "code": here.audit,
        "organisation": here.keeper,
        "title": "Invented",
        "reason": REASON,
        "terms": TERMS,
        "payment": line.id,
        "source": here.rates,
        "upload": Upload("new.xlsx", "1" * 64),
        "rows": rows(here.tables.roster, "new.xlsx"),
        "found": Canonical(rows(here.tables.roster, "new.xlsx"), [], []),
        "interviews": [],
        "payments": [],
        "amount": Amount(1_00, 1_00, Currency.THB),
        "interview": "I001",
        "number": 1,
        "kind": Kind.ROSTER,
        "digest": "1" * 64,
        "mapping": MAPPING,
        "key": saved_by(here, removed=function.__name__ == "restore_mapping"),
        "permission": Permission.RECRUITMENT_VIEW,
    }
    wanted = inspect.signature(function).parameters.values()
    return {
        one.name: known[one.name]
        for one in wanted
        if one.name not in {"by", "viewer"}
        and one.kind is not one.VAR_KEYWORD
        and (one.default is one.empty or one.name == "permission")
    }


def saved_by(here: Desk, *, removed: bool) -> UUID:
    """A saved mapping of the desk."""
    made: UUID = ACTIONS["save_mapping"](
        by=here.officer, at=AT, organisation=here.keeper, title="Kept", mapping=MAPPING
    )
    if removed:
        ACTIONS["remove_mapping"](by=here.officer, at=AT, key=made)
    return made


def planned() -> Desk:
    made = desk()
    decide_plan(by=made.officer, at=AT, audit=made.audit, terms=TERMS, reason=REASON)
    return made


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    with standing(django_db_blocker, planned) as made:
        yield made


def strangers(here: Desk) -> list[Member]:
    """Everybody who may not: all roles but the officer's here, and an officer elsewhere."""
    there = house("Elsewhere")
    elsewhere = [member(there, role) for role in Role]
    torn = member(here.keeper, Role.ANALYST)
    torn.grants.create(organisation_id=there, role=Role.OFFICER)
    gone = member(here.keeper, Role.OFFICER)
    gone.is_active = False
    return [
        *elsewhere,
        *(member(here.keeper, role) for role in set(Role) - {Role.OFFICER}),
        member(),
        torn,
        gone,
    ]


def test_there_is_something_to_ask() -> None:
    assert len(ACTIONS) >= 7
    assert len(QUERIES) >= 10


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_nobody_else_changes_anything(here: Desk, name: str) -> None:
    arguments = given(ACTIONS[name], here)
    people = strangers(here)
    before = everything()
    for one in people:
        with pytest.raises((NotAllowed, NotFound)) as refusal:
            ACTIONS[name](by=one, **arguments)
        assert here.audit not in str(refusal.value)
        assert everything() == before
    ACTIONS[name](by=here.officer, **arguments)
    assert everything() != before


#: Queries that list or ask: for a stranger they know nothing. All others refuse.
SILENT: Mapping[str, object] = {"audits": [], "mappings": [], "may_in": False}


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_nobody_elsewhere_sees_anything(here: Desk, name: str) -> None:
    query = QUERIES[name]
    arguments = given(query, here)
    if "audit" in arguments:
        arguments["audit"] = audit(here.officer, code=here.audit)
    there = house("Elsewhere")
    gone = member(here.keeper, Role.OFFICER)
    gone.is_active = False
    for one in (*(member(there, role) for role in Role), member(), gone):
        if name in SILENT:
            assert query(one, **arguments) == SILENT[name]
        else:
            with pytest.raises(NotFound):
                query(one, **arguments)
    if name != "brought_before":  # asked about a file that nobody brought
        assert query(here.officer, **arguments)


@pytest.mark.parametrize("name", sorted(set(QUERIES) - {"audits", "brand", "audit", "mappings"}))
def test_a_brand_asks_for_its_view_only(here: Desk, name: str) -> None:
    query = QUERIES[name]
    arguments = given(query, here)
    one = member(here.keeper, Role.BRAND_VIEWER)
    if name == "may_in":
        arguments["audit"] = audit(here.officer, code=here.audit)
        assert not query(one, **arguments)
        return
    arguments.pop("permission", None)
    if name == "audit_row":
        arguments["permission"] = Permission.RECRUITMENT_VIEW
    with pytest.raises(NotFound):
        query(one, **arguments)


def test_a_brand_finds_its_audit_and_nothing_in_it(here: Desk) -> None:
    one = member(here.keeper, Role.BRAND_VIEWER)
    assert [found.code for found in audits(one)] == [here.audit]
    with pytest.raises(NotFound):
        audit(one, code=here.audit)
    assert audit(one, code=here.audit, permission=Permission.RECRUITMENT_BRAND).code == here.audit
    assert queries.mappings(one) == []
    view = queries.brand(one, code=here.audit)
    told = repr(view)
    for row in (*here.tables.roster, *here.tables.interviews):
        assert str(row["worker_code"]) not in told
    assert "I0" not in told
    assert view is not None
    for cohort in view.cohorts:
        figures = (cohort.headcount, cohort.interviewed, cohort.median_minor, cohort.total_minor)
        small = cohort.key.nationality.value in {"LA", "VN"}
        assert cohort.suppressed is small
        assert all((figure is None) is small for figure in figures)


def test_an_analyst_reads_everything(here: Desk) -> None:
    one = member(here.keeper, Role.ANALYST)
    assert intake_of(one, code=here.audit) == intake_of(here.officer, code=here.audit)
    assert fee_lines(one, code=here.audit, interview="I001")
    assert queries.recomputed(one, code=here.audit, number=1).same


def test_a_refusal_tells_no_more_than_its_code(here: Desk) -> None:
    """What exists elsewhere and what does not exist are refused in the same words."""
    stranger = member(house("Elsewhere"), Role.OFFICER)
    refusals = []
    for code in (here.audit, "A-0000-0000"):
        with pytest.raises(Refused) as refusal:
            audit(stranger, code=code)
        refusals.append((refusal.value.code, dict(refusal.value.facts)))
    assert refusals == [("fee_audit.unknown", {})] * 2
