"""The invented people of the scenes, and how they are received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from saphan.domain.care.casework import (
    AgeBand,
    Channel,
    Complaint,
    Document,
    Holder,
    MigrationStage,
)
from saphan.domain.care.intake import Given, NewPerson, Visit
from saphan.domain.care.triage import HeldDocument, Indicator, Triage
from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import Reach, SafeContact
from saphan.domain.people.identity import Identity
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Item, Nationality, Payee, Scheme, Sex
from saphan.people.queries import Viewer
from saphan.pillars.care.actions.cases import Opened
from saphan.pillars.care.actions.groups import Arrival, Charge, receive_group

_LANGUAGES = {Nationality.MM: "my", Nationality.KH: "km", Nationality.LA: "lo"}
#: What everybody on the stage agreed to.
_AGREED = (Purpose.RECORD, Purpose.STATISTICS, Purpose.LEGAL_ACTION, Purpose.CONTACT_AGAIN)


@dataclass(frozen=True, slots=True)
class Group:
    """People who come together, by their own names, with one story.

    ``paid_baht`` is what each paid a broker; ``contacts`` how each may be reached, who is not among
    them comes back.
    """

    nationality: Nationality
    names: tuple[str, ...]
    employer: str = "Invented Garment"
    agent: str = "Invented broker B"
    contacts: tuple[SafeContact, ...] = ()
    signs: frozenset[Indicator] = frozenset()
    held_by_employer: bool = False
    held_by_authority: bool = False
    paid_baht: int = 0


#: Somebody from Myanmar; a scene changes what it needs.
PRESENT = Group(Nationality.MM, ("မလှ",))


def receive(
    *,
    by: Viewer,
    at: datetime,
    organisation: UUID,
    group: Group,
    story: str,
    about: Sequence[Complaint],
) -> Opened:
    """Receive the people and open their case."""
    return receive_group(
        by=by,
        at=at,
        organisation=organisation,
        visit=Visit(at.date(), Channel.WALK_IN, _LANGUAGES[group.nationality]),
        arrivals=[
            Arrival(person=_person(organisation, group, place, by.code), charges=_charges(group))
            for place in range(len(group.names))
        ],
        complaints=about,
        province="TH-63",
        story=story,
    )


def _person(organisation: UUID, group: Group, place: int, witness: str) -> NewPerson:
    code = group.nationality.value
    return NewPerson(
        language=_LANGUAGES[group.nationality],
        consents=tuple(
            Given(purpose, organisation, Answer.GIVEN, Medium.WITNESSED, witness)
            for purpose in _AGREED
        ),
        identity=Identity(
            document_name=f"INVENTED {code} {place + 1}", own_name=group.names[place]
        ),
        contact=_contact(group, place),
        sex=(Sex.FEMALE, Sex.MALE)[place % 2],
        age=(AgeBand.AGE_25_34, AgeBand.AGE_18_24, AgeBand.AGE_35_44)[place % 3],
        nationality=group.nationality,
        scheme=Scheme.MOU,
        stage=MigrationStage.IN_DESTINATION,
        province="TH-63",
        employer=group.employer,
        agent=group.agent,
        triage=_triage(group),
    )


def _contact(group: Group, place: int) -> SafeContact:
    if place < len(group.contacts):
        return group.contacts[place]
    return SafeContact(Reach.COMES_BACK)


def _triage(group: Group) -> Triage:
    held = replace(HeldDocument(Document.IDENTITY_CERTIFICATE), holder=Holder.EMPLOYER)
    if group.held_by_employer:
        return Triage(indicators=group.signs, documents=(held,))
    if group.held_by_authority:
        return Triage(documents=(replace(held, holder=Holder.AUTHORITY),))
    return Triage(indicators=group.signs)


def _charges(group: Group) -> tuple[Charge, ...]:
    if not group.paid_baht:
        return ()
    paid = Amount(group.paid_baht * 100, group.paid_baht * 100, Currency.THB)
    return (Charge(Item.SERVICE_FEE, paid, PartialDate(2025, 6), Payee.SUB_AGENT),)
