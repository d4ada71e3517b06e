"""Bringing files in: whole or not at all, every row kept or told, nothing twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from saphan.domain.journey.codes import Happening
from saphan.domain.money import Currency
from saphan.domain.people.roles import Role
from saphan.domain.recruitment.codes import Status
from saphan.domain.recruitment.frozen import digest
from saphan.domain.recruitment.intake import take_in
from saphan.domain.recruitment.outcome import decide
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Conflict, Incomplete, NotFound
from saphan.foundation.audit import first_broken
from saphan.foundation.models import AuditRow
from saphan.foundation.sentences import sentence
from saphan.journey.queries import journeys, payments, terms, timeline
from saphan.pillars.recruitment.actions import imports as actions
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.models import Interview
from saphan.pillars.recruitment.queries import fee_lines, imports, intake_of
from saphan.rulebook.charges import load_charges
from tests.apps.records import AT, house, member
from tests.audit.tables import Tables, interview, payment, rate, worker

from .desk import AS_OF, TERMS, Desk, bring, desk, everything, plant, rows

pytestmark = pytest.mark.django_db


def opened() -> tuple[Any, str]:
    """An officer and an audit with nothing in it."""
    here = house()
    officer = member(here, Role.OFFICER)
    return officer, open_audit(by=officer, at=AT, organisation=here, title="Invented")


def refusals(here: Desk, kind: Kind) -> list[tuple[str, int, str, str]]:
    """Sheet, row, column and code of every row that the newest file of a kind lost."""
    newest = next(one for one in imports(here.officer, code=here.audit) if one.kind is kind)
    return [(one.sheet, one.row, one.column, one.code) for one in newest.rejected]


def test_the_record_says_what_the_files_say(database: str) -> None:
    """Deciding from the record gives the same as deciding from the files, line for line."""
    here = desk()
    told = here.tables
    from_files = take_in(
        interviews=rows(told.interviews, "i"),
        payments=rows(told.payments, "i"),
        roster=rows(told.roster, "r"),
        rates=rows(told.rates, "x"),
        as_of=AS_OF,
    )
    rules = load_charges()
    from_record = decide(intake_of(here.officer, code=here.audit), TERMS, rules)
    assert len(from_record.plan.lines) == 14
    assert digest(from_record) == digest(decide(from_files, TERMS, rules))
    assert from_record.plan.cohorts == decide(from_files, TERMS, rules).plan.cohorts


def test_a_roster_becomes_journeys_of_the_shared_record(database: str) -> None:
    here = desk()
    found = journeys(here.officer, organisation=here.keeper)
    assert [one.worker_code for one in found] == [
        f"{here.audit}/{one['worker_code']}" for one in here.tables.roster
    ]
    [leaver] = [one for one in found if one.status is Status.LEFT]
    assert (leaver.worker_code, str(leaver.left_on)) == (f"{here.audit}/W07", "2025-01-31")
    started = [one.kind for one in timeline(here.officer, journey=found[0].id)]
    assert started == [Happening.STARTED, Happening.PAYMENT_ADDED]
    assert first_broken() is None


def test_every_payment_is_a_line_of_its_workers_journey() -> None:
    here = desk()
    lines = payments(here.officer, organisation=here.keeper)
    assert len(lines) == len(here.tables.payments)
    [ranged] = fee_lines(here.officer, code=here.audit, interview="I004")
    assert (ranged.worker_code, ranged.amount.low, ranged.amount.high) == (
        f"{here.audit}/W04",
        4000_00,
        6000_00,
    )
    [riels] = fee_lines(here.officer, code=here.audit, interview="I009")
    assert riels.amount.currency is Currency.KHR


def test_a_wage_is_kept_as_terms_that_were_found() -> None:
    told = plant()
    told.interviews[0] |= {"first_month_wage": "9,500.50", "wage_currency": "THB"}
    here = desk(tables=told)
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    [kept] = terms(here.officer, journey=line.journey)
    assert (kept.first_month_minor, kept.wage_currency) == (9500_50, Currency.THB)
    [told_again] = [
        one for one in intake_of(here.officer, code=here.audit).interviews if one.code == "I001"
    ]
    assert told_again.wage == 9500.5


def test_a_worker_whom_nobody_listed_gets_a_journey_and_stays_unresolved() -> None:
    told = plant()
    told.interviews[0]["worker_code"] = "W99"
    here = desk(tables=told)
    outcome = decide(intake_of(here.officer, code=here.audit), TERMS, load_charges())
    [stranger] = [one for one in outcome.plan.unresolved if one.reason == "not_on_roster"]
    assert stranger.worker == "W99"
    assert "W99" not in {line.worker for line in outcome.plan.lines}
    assert {one.worker for one in outcome.intake.interviews} >= {"W99", "W02"}


def test_a_roster_that_comes_later_finds_its_interview() -> None:
    told = plant()
    told.interviews[0]["worker_code"] = "W99"
    here = desk(tables=told)
    more = Tables(roster=[worker("W99", nationality="MM", agent="Invented Agency Lotus")])
    bring(here.officer, here.audit, "roster", more, name="late.xlsx")
    outcome = decide(intake_of(here.officer, code=here.audit), TERMS, load_charges())
    assert "W99" in {line.worker for line in outcome.plan.lines}
    assert "not_on_roster" not in {one.reason for one in outcome.plan.unresolved}


def test_every_row_that_is_not_used_is_told_with_its_place() -> None:
    told = plant()
    told.roster.append(worker("W16", nationality="XX"))
    told.roster.append(worker("W17", status="current", left_on="2025-01-01"))
    told.interviews.append(interview(90, "W16", scheme="by_boat"))
    told.payments += [payment(90), payment(91), payment(1, "a lot"), payment(2, -5)]
    told.rates.append(rate("2024-04-01", "KHR", "0"))
    here = desk(tables=told)
    assert refusals(here, Kind.ROSTER) == [
        ("sheet", 17, "nationality", "code.unknown"),
        ("sheet", 18, "left_on", "roster.current_with_leaving_date"),
    ]
    assert refusals(here, Kind.INTERVIEWS) == [
        ("interviews", 15, "scheme", "code.unknown"),
        ("payments", 15, "_parent_index", "payment.interview_refused"),
        ("payments", 16, "_parent_index", "payment.no_interview"),
        ("payments", 17, "amount", "number.not_a_number"),
        ("payments", 18, "amount", "number.negative"),
    ]
    assert refusals(here, Kind.RATES) == [("sheet", 3, "thb_per_unit", "rate.zero")]
    unresolved = decide(
        intake_of(here.officer, code=here.audit), TERMS, load_charges()
    ).plan.unresolved
    assert {one.worker: one.reason for one in unresolved} == {
        "W15": "cohort_without_interviews",
        "W16": "roster_row_refused",
        "W17": "roster_row_refused",
    }


def test_rows_that_were_left_out_before_are_told_too() -> None:
    officer, code = opened()
    told = plant()
    [before] = rows(told.roster[:1], "own.xlsx")
    lost = before.place.refuse("Name", "cell.error")
    actions.bring_roster(
        by=officer,
        at=AT,
        audit=code,
        upload=actions.Upload("own.xlsx", "0" * 64),
        rows=rows(told.roster[1:], "own.xlsx"),
        rejected=[lost],
    )
    [brought] = imports(officer, code=code)
    assert brought.rejected == (lost,)
    assert intake_of(officer, code=code).rejected == (lost,)


def test_a_blank_status_is_taken_as_current_and_told() -> None:
    told = plant()
    told.roster[0]["status"] = ""
    here = desk(tables=told)
    assert [one.notices for one in imports(here.officer, code=here.audit)] == [0, 0, 1]
    intake = intake_of(here.officer, code=here.audit)
    assert [one.code for one in intake.notices] == ["roster.status_blank"]
    assert {one.status for one in intake.workers if one.code == "W01"} == {Status.CURRENT}


def test_who_brought_what_is_in_the_trail() -> None:
    here = desk()
    written = AuditRow.objects.filter(action="recruitment.bring").order_by("number")
    assert [(row.facts["kind"], row.facts["kept"], row.actor) for row in written] == [
        ("roster", 15, here.officer.code),
        ("interviews", 13, here.officer.code),
        ("rates", 1, here.officer.code),
    ]


@pytest.mark.parametrize("kind", ["roster", "interviews", "rates"])
def test_the_same_file_comes_in_once(database: str, kind: str) -> None:
    here = desk()
    before = everything()
    with pytest.raises(Conflict, match=r"import\.same_file"):
        bring(here.officer, here.audit, kind, here.tables, name="another-name.xlsx")
    assert everything() == before


def test_another_audit_may_hold_the_same_files() -> None:
    here = desk()
    other = open_audit(by=here.officer, at=AT, organisation=here.keeper, title="Next year")
    for kind in ("roster", "interviews", "rates"):
        bring(here.officer, other, kind, here.tables)
    first, second = (intake_of(here.officer, code=code) for code in (here.audit, other))
    assert [one.code for one in first.workers] == [one.code for one in second.workers]
    assert first.payments == second.payments


def test_interviews_wait_for_the_roster(database: str) -> None:
    officer, code = opened()
    before = everything()
    with pytest.raises(Incomplete, match=r"import\.roster_first"):
        bring(officer, code, "interviews", plant())
    assert everything() == before


def test_nobody_is_heard_or_listed_twice() -> None:
    """A second file of the same people keeps only what is new, and says so for each row."""
    here = desk()
    told = plant()
    again = Tables(
        interviews=[
            told.interviews[0],
            interview(2, "W02", interview_code="I900"),
            interview(3, "W15", interview_code="I901", nationality="VN"),
        ],
        payments=[payment(1), payment(2), payment(3, 4000)],
        roster=[told.roster[0], worker("W16")],
    )
    bring(here.officer, here.audit, "roster", again)
    bring(here.officer, here.audit, "interviews", again)
    assert refusals(here, Kind.ROSTER) == [("sheet", 2, "worker_code", "code.duplicate")]
    assert refusals(here, Kind.INTERVIEWS) == [
        ("interviews", 2, "interview_code", "code.duplicate"),
        ("interviews", 3, "worker_code", "worker.interviewed_twice"),
        ("payments", 2, "_parent_index", "payment.interview_refused"),
        ("payments", 3, "_parent_index", "payment.interview_refused"),
    ]
    intake = intake_of(here.officer, code=here.audit)
    assert len(intake.workers) == 16
    assert len(intake.interviews) == 14
    assert len(intake.payments) == 14


def test_a_day_keeps_the_rate_it_has_and_another_one_is_told() -> None:
    here = desk()
    more = Tables(rates=[rate("2024-03-01", "KHR", "0.5"), rate("2024-03-02", "KHR", "0.0086")])
    key = bring(here.officer, here.audit, "rates", more)
    told = next(one for one in imports(here.officer, code=here.audit) if one.id == key)
    assert [(one.code, one.row, one.column) for one in told.rejected] == [
        ("rate.other_kept", 2, "thb_per_unit")
    ]
    assert "0.0085 baht" in sentence(told.rejected[0])
    found = {
        str(one.day): float(one.thb_per_unit)
        for one in intake_of(here.officer, code=here.audit).rates
    }
    assert found == {"2024-03-01": 0.0085, "2024-03-02": 0.0086}


STEPS = {
    "roster": ("open_batch", "add_journeys", "record"),
    "interviews": ("open_batch", "add_journeys", "add_terms", "add_payments", "record"),
    "rates": ("record",),
}


@pytest.mark.parametrize(
    ("kind", "step"), [(kind, step) for kind, steps in STEPS.items() for step in steps]
)
def test_a_failure_in_the_middle_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, kind: str, step: str
) -> None:
    officer, code = opened()
    if kind == "interviews":
        bring(officer, code, "roster", plant())
    before, failed = everything(), []
    done = getattr(actions, step)

    def fail(**given: object) -> None:
        done(**given)
        failed.append(step)
        raise ZeroDivisionError

    monkeypatch.setattr(actions, step, fail)
    with pytest.raises(ZeroDivisionError):
        bring(officer, code, kind, plant())
    assert failed == [step]
    assert everything() == before
    monkeypatch.undo()
    bring(officer, code, kind, plant())


def test_an_interview_is_kept_once_by_the_database_itself() -> None:
    here = desk()
    kept = Interview.objects.get(code="I001")
    for same in ({"code": "I001", "worker": "W50"}, {"code": "I050", "worker": "W01"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Interview.objects.create(
                source_id=here.interviews,
                audit_id=kept.audit_id,
                journey_id=kept.journey_id,
                nationality=kept.nationality,
                scheme=kept.scheme,
                sex=kept.sex,
                **same,
            )


def test_an_unknown_audit_takes_no_file() -> None:
    officer, _ = opened()
    for kind in ("roster", "interviews", "rates"):
        with pytest.raises(NotFound, match=r"fee_audit\.unknown"):
            bring(officer, "A-0000-0000", kind, plant())


def test_what_lies_in_the_future_is_refused_by_the_day_of_the_import() -> None:
    told = plant()
    told.payments[0]["paid_on"] = (AT + timedelta(days=3)).date().isoformat()
    here = desk(tables=told)
    assert refusals(here, Kind.INTERVIEWS) == [("payments", 2, "paid_on", "date.in_future")]
