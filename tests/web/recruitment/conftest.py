"""What tests of these pages share: a desk with a plan, and members who look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from saphan.domain.people.roles import Role
from saphan.people.models import Member
from saphan.pillars.recruitment.actions.plans import decide_plan
from tests.apps.records import AT, member
from tests.apps.recruitment.desk import REASON, TERMS, Desk, desk
from tests.standing import standing

As = Callable[..., Client]


def _planned() -> Desk:
    made = desk()
    decide_plan(by=made.officer, at=AT, audit=made.audit, terms=TERMS, reason=REASON)
    return made


@pytest.fixture(scope="package")
def planned(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """A desk that stands for all tests of this folder."""
    with standing(django_db_blocker, _planned) as made:
        yield made


@pytest.fixture
def here(planned: Desk, db: None) -> Desk:
    """A desk with everything brought in and one plan decided."""
    return planned


@pytest.fixture
def as_role(here: Desk) -> As:
    """The browser of somebody with a role at the desk, or of the member given."""

    def client(who: Role | Member, language: str = "en") -> Client:
        one = member(here.keeper, who) if isinstance(who, Role) else who
        one.language = language
        one.save(update_fields=["language"])
        made = Client()
        made.force_login(one)
        return made

    return client


@pytest.fixture
def officer(here: Desk, as_role: As) -> Client:
    """The officer's browser."""
    return as_role(here.officer)
