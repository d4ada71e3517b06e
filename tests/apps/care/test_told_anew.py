"""After intake: what was told is changed, paid, and against whom; no word is lost."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import docx
import pytest
from django.test import Client
from django.urls import reverse

from saphan.domain.care.casework import Against, AgeBand, Answered, ClockKind, Holder, Urgency
from saphan.domain.care.intake import Given, NewPerson, PersonChanges
from saphan.domain.parties.kinds import Kind
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.identity import Identity
from saphan.domain.people.roles import Role
from saphan.domain.recruitment.codes import Bearer, Item, Nationality, Sex
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.models import AuditRow
from saphan.journey.queries import journeys, payments
from saphan.parties.actions import add_organisation
from saphan.people.models import Member
from saphan.people.queries import workers_alike
from saphan.pillars.care.actions.consents import withdraw
from saphan.pillars.care.actions.respondents import add_respondent, open_respondents
from saphan.pillars.care.actions.told_anew import open_told, tell_anew
from saphan.pillars.care.models import Contact, Deadline, Respondent
from saphan.pillars.care.queries.cases import case, members
from saphan.pillars.care.queries.claims import claim_rows
from saphan.pillars.care.queries.intake import told
from tests.apps.care.test_cases import ON, WALK_IN, group
from tests.apps.records import AT, house, member

pytestmark = pytest.mark.django_db

NAME, OTHER = "Thida Invented", "Malee Invented"


@dataclass
class Desk:
    """One person in a case, two counsellors, and a browser of the first."""

    by: Member
    second: Member
    code: str
    client: Client

    @property
    def case(self) -> Any:
        return case(self.by, code=self.code)

    @property
    def person(self) -> Any:
        return members(self.by, case=self.case.id)[0]

    def said(self) -> PersonChanges:
        return open_told(by=self.by, at=AT, member=self.person.id)

    def tell(self, **changes: Any) -> tuple[str, ...]:
        seen = self.said()
        return tell_anew(
            by=self.by,
            at=AT,
            member=self.person.id,
            seen=seen,
            changes={**seen, **changes},  # type: ignore[typeddict-item]
        )

    def path(self, route: str, *parts: object) -> str:
        return reverse(f"care:{route}", args=[self.code, *parts])

    def typed(self, path: str) -> dict[str, Any]:
        """What a browser would send of the form of a page that nobody touched."""
        return as_sent(self.client.get(path).context["form"])

    def statement(self) -> str:
        made = docx.Document(io.BytesIO(self.client.get(self.path("statement", "docx")).content))
        return "\n".join(cell.text for t in made.tables for row in t.rows for cell in row.cells)


def as_sent(form: Any) -> dict[str, Any]:
    return {one.html_name: "" if one.value() is None else one.value() for one in form}


@pytest.fixture
def desk() -> Desk:
    here = house()
    by, second = member(here, Role.COUNSELLOR), member(here, Role.COUNSELLOR)
    purposes = (Purpose.RECORD, Purpose.LEGAL_ACTION)
    person = NewPerson(
        language="my",
        consents=tuple(Given(one, here, Answer.GIVEN, Medium.SIGNATURE) for one in purposes),
        identity=Identity(document_name=NAME, phone="0811111001"),
        nationality=Nationality.MM,
        employer="Invented Plant",
    )
    client = Client()
    client.force_login(by)
    return Desk(by, second, group(by, here, person), client)


def test_everything_told_is_changed_and_what_follows_from_it(desk: Desk) -> None:
    soon = ON + timedelta(days=40)
    before = desk.said()
    assert (before["document_name"], before["employer"]) == (NAME, "Invented Plant")
    fields = desk.tell(
        document_name=OTHER,
        thai_name="มาลี สมมุติ",
        alias="Lee, Little",
        sex=Sex.FEMALE,
        birth_year=2010,
        nationality=Nationality.KH,
        language="km",
        employer="Another Plant",
        sector="sea_fishing",
        occupation="92",
        danger=Answered.UNSURE,
        held_passport=Holder.EMPLOYER,
        permit_expires=soon,
        note="invented note",
    )
    now = desk.said()
    assert {"document_name", "age", "held_passport"} <= set(fields)
    assert (now["thai_name"], now["alias"], now["age"]) == (
        "มาลี สมมุติ",
        "Lee, Little",
        AgeBand.AGE_15_17,
    )
    worker = desk.person.worker
    (way,) = journeys(desk.by, worker=worker)
    assert (way.site, way.nationality) == ("Another Plant", Nationality.KH)
    assert told(desk.by, worker=worker).triage.documents[0].holder is Holder.EMPLOYER
    names = [Identity(own_name=name) for name in (OTHER, NAME, "Mali")]
    new, old, alike = workers_alike(desk.by, identities=names)
    assert (set(new.called), set(old.called)) == ({worker}, set[UUID]())
    assert worker in alike.sounding
    clock = Deadline.objects.get(member=desk.person.id, kind=ClockKind.PERMIT_EXPIRY)
    assert (clock.due, desk.case.urgency) == (soon, Urgency.EMERGENCY)
    contact = Contact.objects.get(worker=worker)
    assert (contact.sex, contact.age_band) == (Sex.FEMALE, AgeBand.AGE_15_17)
    origin = claim_rows(desk.by, case=desk.case.id)[0].basis["told"]["origin"]
    assert "th." not in str(origin["finding"]["rule"])
    rows = AuditRow.objects.filter(action__in=["care.tell_anew", "people.change_worker"])
    trail = " ".join(str(row.facts) for row in rows)
    assert rows.count() == 2
    for word in (OTHER, "มาลี", "Another Plant", "2010", "invented note"):
        assert word not in trail


def test_whoever_tells_second_chooses_and_different_fields_are_both_kept(desk: Desk) -> None:
    path = desk.path("tell_anew", 1)
    typed = desk.typed(path)
    seen = desk.said()
    tell_anew(
        by=desk.second,
        at=AT,
        member=desk.person.id,
        seen=seen,
        changes={"note": "theirs", "sex": Sex.FEMALE},
    )
    answer = desk.client.post(path, {**typed, "note": "mine", "province": "TH-10"})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "theirs" in shown
    assert "mine" in shown
    assert desk.said()["note"] == "theirs"
    sent = as_sent(answer.context["form"])
    assert desk.client.post(path, {**sent, "take_note": "yes"}).status_code == 302
    now = desk.said()
    assert (now["note"], now["sex"], now["province"]) == ("theirs", Sex.FEMALE, "TH-10")
    assert now["document_name"] == NAME


def test_nobody_tells_anew_without_consent_case_or_right(desk: Desk) -> None:
    person, own = desk.person, desk.case.organisation
    stranger = member(house("Elsewhere"), Role.COUNSELLOR)
    with pytest.raises(NotFound, match=r"member\.unknown"):
        open_told(by=stranger, at=AT, member=person.id)
    with pytest.raises(Refused, match=r"birth_year_impossible"):
        desk.tell(birth_year=1492)
    with pytest.raises(Refused, match=r"identity\.no_name"):
        desk.tell(document_name="")
    wrong = {**desk.typed(desk.path("tell_anew", 1)), "birth_year": "2590", "note": "still here"}
    answer = desk.client.post(desk.path("tell_anew", 1), wrong)
    assert answer.status_code == 422
    assert "still here" in answer.content.decode()
    withdraw(
        by=desk.by,
        at=AT,
        worker=person.worker,
        purpose=Purpose.RECORD,
        party=own,
        language="my",
        medium=Medium.SIGNATURE,
    )
    with pytest.raises(Refused, match=r"consent\.record_needed"):
        desk.tell(note="after")
    assert desk.client.get(desk.path("tell_anew", 1)).status_code == 422


def test_a_payment_is_added_put_right_beside_another_and_taken_back(desk: Desk) -> None:
    path = desk.path("payments", 1)
    visa = {
        "item": "visa",
        "amount": "1,900",
        "highest": "2,500",
        "currency": "MMK",
        "paid_on": "3/2569",
        "paid_to": "sub_agent",
        "borne_by": "shared",
        "receipt": "chat",
        "refunded": "100.50",
    }
    assert desk.client.post(path, {**visa, "refunded": "9000"}).status_code == 422
    assert desk.client.post(path, visa).status_code == 302
    line = next(
        one for one in payments(desk.by, journeys=[desk.person.journey]) if one.item == "visa"
    )
    assert (line.amount.low, line.amount.high, line.refunded) == (190000, 250000, 10050)
    assert (str(line.paid_on), line.borne_by) == ("2026-03", Bearer.SHARED)
    claimed = [row.subject for row in claim_rows(desk.by, case=desk.case.id)]
    assert sorted(claimed) == [Item.SERVICE_FEE, Item.VISA]
    one = desk.path("payment", 1, line.id)
    typed = desk.typed(one)
    assert desk.client.post(one, {**typed, "amount": "2000"}).status_code == 422
    right = {**typed, "amount": "2000", "reason": "Read the chat again"}
    assert desk.client.post(one, right).status_code == 302
    clash = desk.client.post(one, {**right, "amount": "2100"})
    assert (clash.status_code, "2000.00" in clash.content.decode()) == (409, True)
    assert desk.client.post(desk.path("forget_payment", 1, line.id)).status_code == 302
    assert len(claim_rows(desk.by, case=desk.case.id)) == 1


def test_the_statement_names_every_employer_and_agent_with_address(desk: Desk) -> None:
    add = desk.path("against")
    assert "Invented Plant" in desk.client.get(add).content.decode()
    assert desk.client.post(add, {"kind": "employer", "name": ""}).status_code == 422
    known = add_organisation(
        by=desk.by,
        at=AT,
        held_by=desk.case.organisation,
        kind=Kind.THAI_AGENCY,
        name="Agency On Record",
        names={"th": "บริษัทจัดหางาน สมมุติ"},
    )
    boss = {"kind": "employer", "thai_name": "โรงงาน สมมุติ", "name": "The Boss", "address": "9 ถนน"}
    for said in (boss, {"kind": "agent", "organisation": str(known), "address": "2 Lane"}):
        assert desk.client.post(add, said).status_code == 302
    assert desk.client.post(add, {"kind": "official", "name": "Some Officer"}).status_code == 302
    text = desk.statement()
    for word in ("โรงงาน สมมุติ", "The Boss", "9 ถนน", "บริษัทจัดหางาน สมมุติ", "2 Lane"):
        assert word in text
    assert "Some Officer" not in text
    raw = {str(row) for row in Respondent.objects.values_list("pk", flat=True)}
    about = AuditRow.objects.filter(action="care.open_respondents")
    assert {row.subject for row in about} == raw
    trail = " ".join(f"{row.facts}" for row in AuditRow.objects.all())
    assert not [word for word in ("Boss", "โรงงาน", "Officer", "Lane") if word in trail]


def test_a_respondent_is_changed_removed_and_back_with_what_was_his(desk: Desk) -> None:
    key = add_respondent(
        by=desk.by, at=AT, case=desk.case.id, kind=Against.EMPLOYER, name="The Boss", address="9"
    )
    one = desk.path("respondent", key)
    typed = desk.typed(one)
    first = Client()
    first.force_login(desk.second)
    assert first.post(one, {**typed, "address": "10 Road"}).status_code == 302
    clash = desk.client.post(one, {**typed, "address": "11 Road", "note": "loud"})
    assert (clash.status_code, "10 Road" in clash.content.decode()) == (409, True)
    assert desk.client.post(one, {**typed, "note": "loud"}).status_code == 302
    assert desk.client.post(desk.path("drop_respondent", key)).status_code == 302
    assert not Respondent.objects.exists()
    back = desk.path("restore_respondent", key)
    assert "Boss" not in str(dict(desk.client.session))
    assert first.post(back).status_code == 404
    assert desk.client.post(back).status_code == 302
    (now,) = open_respondents(by=desk.by, at=AT, case=desk.case.id, purpose=Purpose.RECORD)
    assert (now.id, now.name, now.address, now.note) == (key, "The Boss", "10 Road", "loud")
    with pytest.raises(NotFound, match=r"organisation\.unknown"):
        add_respondent(
            by=desk.by,
            at=AT,
            case=desk.case.id,
            kind=Against.AGENT,
            organisation=house("Of others"),
        )


def test_several_payments_are_told_at_intake_and_nothing_typed_is_lost(desk: Desk) -> None:
    path = reverse("care:intake")
    said: dict[str, Any] = {
        "many": "1",
        "checked": "yes",
        "on": ON.isoformat(),
        "channel": WALK_IN.channel.value,
        "language": "my",
        "danger": "not_asked",
        "medium": "signature",
        "item": "passport",
        "p1-reach": "comes_back",
        "p1-own_name": "Invented Newcomer",
        "p1-agrees": ["record"],
        "p1-amount": "1500",
        "p1-payments": "1",
    }
    page = desk.client.post(path, {**said, "pay": "1"})
    second = page.context["people"][0].payments[0]
    assert page.context["people"][0].form["own_name"].value() == "Invented Newcomer"
    said |= {"p1-payments": "3", "p1-pay2-item": "visa", "p1-pay2-currency": "USD"}
    assert second.prefix == "p1-pay2"
    assert desk.client.post(path, said | {"p1-pay2-borne_by": "worker"}).status_code == 422
    said |= {"p1-pay2-amount": "20", "p1-pay2-borne_by": "worker"}
    said |= {"p1-pay3-currency": "THB", "p1-pay3-borne_by": "worker"}
    assert desk.client.post(path, said).status_code == 302
    made = payments(desk.by, organisation=desk.case.organisation)
    assert sorted((one.item.value, one.amount.low) for one in made) == [
        ("passport", 150000),
        ("service_fee", 1650000),
        ("visa", 2000),
    ]
    full = desk.client.post(path, {**said, "p1-payments": "12", "pay": "1"})
    assert len(full.context["people"][0].payments) == 11
