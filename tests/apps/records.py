"""Organisations, members and rows for the tests of the shared record."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from saphan.domain.journey.rows import Amount, NewJourney, NewPayment
from saphan.domain.money import Currency
from saphan.domain.parties.kinds import Kind
from saphan.domain.people.roles import Role
from saphan.domain.recruitment.codes import Item, Nationality
from saphan.parties.actions import add_organisation
from saphan.people.models import Grant, Member
from saphan.people.queries import OPERATOR

AT = datetime(2026, 11, 23, 9, 30, 0, 123456, tzinfo=UTC)
_number = count(1)


def house(name: str = "Centre") -> UUID:
    """An organisation that uses the house."""
    return add_organisation(by=OPERATOR, at=AT, held_by=None, kind=Kind.CENTRE, name=name)


def member(organisation: UUID | None = None, *roles: Role) -> Member:
    """A member without a password, so that no test waits for one."""
    made = Member.objects.create(username=f"m{next(_number)}", display_name="Invented")
    for role in roles:
        assert organisation
        Grant.objects.create(member=made, organisation_id=organisation, role=role)
    return made


def journeys(*codes: str) -> list[NewJourney]:
    return [NewJourney(worker_code=code, nationality=Nationality.MM) for code in codes]


def payment(journey: UUID, low: int = 100_00, high: int | None = None) -> NewPayment:
    amount = Amount(low, low if high is None else high, Currency.THB)
    return NewPayment(journey=journey, item=Item.PASSPORT, amount=amount)
