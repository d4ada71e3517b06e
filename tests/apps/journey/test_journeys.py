"""The shared record: whole or not at all, corrected with a reason, taken back without a trace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from saphan.domain.journey.codes import Happening, Lender, Side, WagePer
from saphan.domain.journey.rows import Amount, Deduction, NewJourney, NewLoan, NewTerms
from saphan.domain.money import Currency
from saphan.domain.parties.kinds import Kind
from saphan.domain.people.identity import Identity
from saphan.domain.people.roles import Role
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Nationality, Payee, Scheme, Sex, Status
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.foundation.audit import entries_about, first_broken
from saphan.journey.actions import corrections, entries
from saphan.journey.models import Change, Event, Journey, Payment
from saphan.journey.queries import batches, changes, journey, journeys, loans, payments, timeline
from saphan.journey.queries import terms as terms_of
from saphan.parties.actions import add_organisation, add_site
from saphan.people.actions.identity import record_identity
from saphan.people.models import Worker
from saphan.people.queries import OPERATOR, workers
from tests.apps import records
from tests.apps.records import AT, house, member

pytestmark = pytest.mark.django_db


def one_journey(here: UUID, code: str = "W1") -> UUID:
    [made] = entries.add_journeys(
        by=OPERATOR, at=AT, organisation=here, rows=records.journeys(code)
    )
    return made


def one_payment(here: UUID, low: int = 100_00, high: int | None = None) -> UUID:
    row = records.payment(one_journey(here), low, high)
    [made] = entries.add_payments(by=OPERATOR, at=AT, organisation=here, rows=[row])
    return made


def batch_of(here: UUID, title: str = "roster.xlsx") -> UUID:
    return entries.open_batch(by=OPERATOR, at=AT, organisation=here, title=title)


def test_what_goes_in_comes_out(database: str) -> None:
    here = house()
    officer = member(here, Role.OFFICER)
    agent = add_organisation(
        by=officer, at=AT, held_by=here, kind=Kind.SUB_AGENT, name="Invented Agent"
    )
    site = add_site(by=officer, at=AT, organisation=here, name="Plant")
    rows = [
        NewJourney(
            worker_code="W2",
            nationality=Nationality.KH,
            scheme=Scheme.MOU,
            agent_id=agent,
            site_id=site,
            arrival=PartialDate(2024, 3),
            status=Status.LEFT,
            left_on=date(2025, 1, 31),
            sex=Sex.FEMALE,
        ),
        NewJourney(worker_code="W1", nationality=Nationality.MM, agent="ko Z", site_name="Plant B"),
    ]
    keys = entries.add_journeys(by=officer, at=AT, organisation=here, rows=rows)
    second, first = journeys(officer)
    assert [first.id, second.id] == keys
    assert (first.agent, first.site, first.arrival) == (
        "Invented Agent",
        "Plant",
        PartialDate(2024, 3),
    )
    assert (first.status, first.left_on, first.sex) == (Status.LEFT, date(2025, 1, 31), Sex.FEMALE)
    assert (second.agent, second.site, second.arrival) == ("ko Z", "Plant B", None)
    assert journeys(officer, site=site) == [first]
    assert journey(officer, key=keys[1]) == second
    assert [event.kind for event in timeline(officer, journey=keys[0])] == [Happening.STARTED]


def test_a_known_worker_is_not_registered_twice() -> None:
    here = house()
    one_journey(here, "W1")
    rows = records.journeys("W1", "W2", "W2")
    entries.add_journeys(by=OPERATOR, at=AT, organisation=here, rows=rows)
    assert [worker.code for worker in workers(OPERATOR)] == ["W1", "W2"]
    assert len(journeys(OPERATOR)) == 4


def test_all_or_nothing() -> None:
    here = house()
    rows = [*records.journeys("W1"), *records.journeys(" ")]
    with pytest.raises(Incomplete, match=r"journey\.worker_missing"):
        entries.add_journeys(by=OPERATOR, at=AT, organisation=here, rows=rows)
    stays = replace(records.journeys("W1")[0], left_on=date(2025, 1, 1))
    with pytest.raises(Refused, match=r"journey\.left_while_current"):
        entries.add_journeys(by=OPERATOR, at=AT, organisation=here, rows=[stays])
    made = one_journey(here, "W9")
    lines = [records.payment(made), records.payment(uuid4())]
    with pytest.raises(NotFound, match=r"journey\.unknown"):
        entries.add_payments(by=OPERATOR, at=AT, organisation=here, rows=lines)
    assert [worker.code for worker in workers(OPERATOR)] == ["W9"]
    assert payments(OPERATOR) == []


def test_another_house_cannot_be_written_into() -> None:
    here, there = house("Here"), house("There")
    theirs = one_journey(there)
    officer = member(here, Role.OFFICER)
    line = [records.payment(theirs)]
    with pytest.raises(NotAllowed):
        entries.add_journeys(by=officer, at=AT, organisation=there, rows=records.journeys("X"))
    with pytest.raises(NotFound):
        entries.add_payments(by=officer, at=AT, organisation=here, rows=line)
    with pytest.raises(NotFound):
        corrections.mark_left(by=officer, at=AT, journey=theirs, left_on=None)
    with pytest.raises(NotFound):
        entries.undo_batch(by=officer, at=AT, batch=batch_of(there))
    site = add_site(by=OPERATOR, at=AT, organisation=there, name="Plant")
    row = replace(records.journeys("X")[0], site_id=site)
    with pytest.raises(NotFound, match=r"journey\.party_unknown"):
        entries.add_journeys(by=officer, at=AT, organisation=here, rows=[row])


@pytest.mark.parametrize(
    ("low", "high", "refunded", "code"),
    [
        (-1, None, 0, "payment.negative"),
        (5, 4, 0, "payment.range_reversed"),
        (5, None, -1, "payment.negative"),
    ],
)
def test_impossible_amounts_are_refused(
    low: int, high: int | None, refunded: int, code: str
) -> None:
    here = house()
    row = replace(records.payment(one_journey(here), low, high), refunded=refunded)
    with pytest.raises(Refused) as refusal:
        entries.add_payments(by=OPERATOR, at=AT, organisation=here, rows=[row])
    assert refusal.value.code == code


IMPOSSIBLE: list[dict[str, Any]] = [
    {"amount_minor": -1},
    {"amount_minor": None},
    {"low_minor": 1, "high_minor": 2},
    {"amount_minor": None, "low_minor": 1},
    {"amount_minor": None, "low_minor": 3, "high_minor": 2},
    {"amount_minor": None, "low_minor": -3, "high_minor": 2},
    {"refunded_minor": -1},
]


@pytest.mark.parametrize("wrong", IMPOSSIBLE)
def test_the_database_itself_refuses_them(database: str, wrong: dict[str, Any]) -> None:
    key = one_payment(house())
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=key).update(**wrong)


def test_the_database_keeps_only_our_codes(database: str) -> None:
    key = one_payment(house())
    with pytest.raises(ValueError, match="gift"), transaction.atomic():
        Payment.objects.filter(pk=key).update(item="gift")
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute("UPDATE journey_payment SET item = 'gift'")


def test_money_is_never_a_float() -> None:
    key = one_payment(house())
    with pytest.raises(TypeError):
        Payment.objects.filter(pk=key).update(amount_minor=1.5)


def test_a_correction_keeps_what_was_said_and_why(database: str) -> None:
    here = house()
    key = one_payment(here, 100_00, 200_00)
    officer = member(here, Role.OFFICER)
    exact = Amount(150_00, 150_00, Currency.THB)
    revision = corrections.change_payment(
        by=officer,
        at=AT,
        payment=key,
        reason="receipt found",
        seen=0,
        amount=exact,
        paid_to=Payee.SUB_AGENT,
        paid_on=PartialDate(2024, 5),
    )
    [line] = payments(officer)
    assert (revision, line.revision, line.amount, line.paid_to) == (1, 1, exact, Payee.SUB_AGENT)
    [change] = changes(officer, payment=key)
    assert change.before == {
        "amount": {"low": 100_00, "high": 200_00, "currency": "THB"},
        "paid_to": "unknown",
        "paid_on": None,
    }
    assert (change.reason, change.by) == ("receipt found", officer.code)
    event = timeline(officer, journey=line.journey)[-1]
    assert event.facts["changed"] == ["amount", "paid_on", "paid_to"]
    assert "receipt found" not in str(event.facts)
    [row] = entries_about("payment", key)
    assert (row.actor, row.action) == (officer.code, "journey.change_payment")


def test_a_correction_needs_a_reason_and_the_latest_state() -> None:
    here = house()
    key = one_payment(here)
    change: Callable[..., int] = corrections.change_payment
    told = {"by": OPERATOR, "at": AT, "payment": key}
    with pytest.raises(Incomplete, match=r"change\.reason_missing"):
        change(**told, reason=" ", refunded=1)
    assert change(**told, reason="same", refunded=0) == 0
    assert change(**told, reason="a", seen=0, refunded=5) == 1
    with pytest.raises(Conflict, match=r"payment\.changed_meanwhile"):
        change(**told, reason="b", seen=0, refunded=6)
    with pytest.raises(Refused, match=r"payment\.negative"):
        change(**told, reason="c", refunded=-6)
    with pytest.raises(NotFound, match=r"payment\.unknown"):
        corrections.change_payment(
            by=member(here, Role.ANALYST), at=AT, payment=key, reason="d", refunded=1
        )
    assert Change.objects.count() == 1


def test_terms_promised_and_found() -> None:
    here = house()
    key = one_journey(here)
    rows = [
        NewTerms(key, Side.PROMISED, 400_00, Currency.THB, WagePer.DAY, rest_days_a_month=4),
        NewTerms(
            key,
            Side.ACTUAL,
            first_month_minor=9_000_00,
            wage_currency=Currency.THB,
            minutes_a_day=660,
            deductions=(Deduction("room", 500_00), Deduction("uniform")),
        ),
    ]
    entries.add_terms(by=OPERATOR, at=AT, organisation=here, rows=rows)
    actual, promised = terms_of(OPERATOR, journey=key)
    assert (promised.wage_minor, promised.rest_days_a_month) == (400_00, 4)
    assert actual.deductions == (Deduction("room", 500_00), Deduction("uniform"))
    with pytest.raises(Conflict, match=r"terms\.recorded"):
        entries.add_terms(by=OPERATOR, at=AT, organisation=here, rows=rows[:1])
    for wrong in (
        replace(rows[0], wage_currency=None),
        replace(rows[0], wage_minor=-1),
        replace(rows[0], minutes_a_day=1441),
    ):
        with pytest.raises(Refused, match=r"terms\."):
            entries.add_terms(by=OPERATOR, at=AT, organisation=here, rows=[wrong])


def test_a_loan_and_its_interest() -> None:
    here = house()
    key = one_journey(here)
    row = NewLoan(key, Lender.MONEYLENDER, 500_000, Currency.KHR, Decimal("2.5"), "land title")
    entries.add_loans(by=OPERATOR, at=AT, organisation=here, rows=[row])
    [loan] = loans(OPERATOR, journey=key)
    assert (loan.interest, loan.collateral, loan.outstanding_minor) == (
        Decimal("2.5"),
        "land title",
        None,
    )
    with pytest.raises(Refused, match=r"loan\.negative"):
        entries.add_loans(
            by=OPERATOR, at=AT, organisation=here, rows=[replace(row, interest=Decimal(-1))]
        )


def test_leaving(database: str) -> None:
    here = house()
    key = one_journey(here)
    officer = member(here, Role.OFFICER)
    corrections.mark_left(by=officer, at=AT, journey=key, left_on=None)
    assert journey(officer, key=key).status is Status.LEFT
    with pytest.raises(IntegrityError), transaction.atomic():
        Journey.objects.update(status=Status.CURRENT, left_on=date(2025, 1, 1))


def test_the_timeline_cannot_be_rewritten(database: str) -> None:
    one_journey(house())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(by="nobody")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()


def test_an_import_is_taken_back_whole(database: str) -> None:
    here = house()
    before = one_journey(here, "OLD")
    officer = member(here, Role.OFFICER)
    batch = batch_of(here)
    told: dict[str, Any] = {"by": officer, "at": AT, "organisation": here, "batch": batch}
    made = entries.add_journeys(**told, rows=records.journeys("OLD", "NEW"))
    entries.add_payments(**told, rows=[records.payment(key) for key in [*made, before]])
    entries.add_terms(**told, rows=[NewTerms(made[0], Side.ACTUAL)])
    entries.add_loans(**told, rows=[NewLoan(made[1], Lender.BANK, 1, Currency.THB)])
    later = AT + timedelta(hours=1)
    undone = entries.undo_batch(by=officer, at=later, batch=batch)
    assert undone == entries.Undone(workers=1, journeys=2, payments=3, terms=1, loans=1)
    assert [j.id for j in journeys(officer)] == [before]
    assert [w.code for w in workers(officer)] == ["OLD"]
    assert payments(officer) == []
    kinds = [event.kind for event in timeline(officer, journey=made[1])]
    assert kinds[0] is Happening.STARTED
    assert kinds[-1] is Happening.UNDONE
    assert batches(officer, organisation=here)[0].undone_at == later
    assert [e.action for e in entries_about("batch", batch)] == [
        "journey.open_batch",
        "journey.undo_batch",
    ]
    assert first_broken() is None
    with pytest.raises(Conflict, match=r"batch\.undone"):
        entries.undo_batch(by=officer, at=later, batch=batch)
    with pytest.raises(Conflict, match=r"batch\.undone"):
        entries.add_journeys(**told, rows=records.journeys("X"))


def depend_by_payment(here: UUID, made: UUID) -> None:
    row = records.payment(made)
    entries.add_payments(
        by=OPERATOR, at=AT, organisation=here, rows=[row], batch=batch_of(here, "later")
    )


def depend_by_terms(here: UUID, made: UUID) -> None:
    rows = [NewTerms(made, Side.ACTUAL)]
    entries.add_terms(by=OPERATOR, at=AT, organisation=here, rows=rows)


def depend_by_loan(here: UUID, made: UUID) -> None:
    rows = [NewLoan(made, Lender.BANK, 1, Currency.THB)]
    entries.add_loans(by=OPERATOR, at=AT, organisation=here, rows=rows)


def depend_by_journey(here: UUID, made: UUID) -> None:
    one_journey(here, "W1")


def depend_by_change(here: UUID, made: UUID) -> None:
    key = Payment.objects.get(journey=made).pk
    corrections.change_payment(by=OPERATOR, at=AT, payment=key, reason="x", refunded=1)


def depend_by_identity(here: UUID, made: UUID) -> None:
    worker = Worker.objects.get(code="W1").pk
    record_identity(by=OPERATOR, at=AT, worker=worker, identity=Identity(own_name="X"))


@pytest.mark.parametrize("what", ["payment", "terms", "loan", "journey", "change", "identity"])
def test_what_later_work_stands_on_is_not_taken_back(what: str) -> None:
    here = house()
    batch = batch_of(here)
    rows = records.journeys("W1")
    [made] = entries.add_journeys(by=OPERATOR, at=AT, organisation=here, rows=rows, batch=batch)
    line = [records.payment(made)]
    entries.add_payments(by=OPERATOR, at=AT, organisation=here, rows=line, batch=batch)
    globals()[f"depend_by_{what}"](here, made)
    before = (len(journeys(OPERATOR)), len(payments(OPERATOR)), len(workers(OPERATOR)))
    with pytest.raises(Conflict, match=r"batch\.depended_on") as refusal:
        entries.undo_batch(by=OPERATOR, at=AT, batch=batch)
    assert refusal.value.facts["what"] == what
    after = (len(journeys(OPERATOR)), len(payments(OPERATOR)), len(workers(OPERATOR)))
    assert after == before


def test_a_plant_is_brought_in_within_a_second(database: str) -> None:
    here = house()
    officer = member(here, Role.OFFICER)
    rows = records.journeys(*(f"W{number:04d}" for number in range(1150)))
    start = time.process_time()
    made = entries.add_journeys(
        by=officer, at=AT, organisation=here, rows=rows, batch=batch_of(here)
    )
    assert time.process_time() - start < 1
    lines = [records.payment(key) for key in made]
    entries.add_payments(by=officer, at=AT, organisation=here, rows=lines)
    assert len(payments(officer, organisation=here)) == len(journeys(officer)) == 1150
    assert len(payments(officer, journeys=made[:7])) == 7
