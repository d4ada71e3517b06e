"""Taking a file back: all of it is gone, the log stays, and nobody loses what stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from saphan.domain.journey.codes import Happening
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.refusals import Conflict, NotFound
from saphan.foundation.audit import first_broken
from saphan.foundation.models import AuditRow
from saphan.journey.queries import batches, payments, timeline
from saphan.people.actions.consent import record_consent
from saphan.people.queries import OPERATOR, workers
from saphan.pillars.recruitment.actions import imports as actions
from saphan.pillars.recruitment.actions.imports import undo_import
from saphan.pillars.recruitment.actions.plans import change_fee_line, decide_plan
from saphan.pillars.recruitment.queries import (
    fee_lines,
    imports,
    intake_of,
    recomputed,
    version,
)
from tests.apps.records import AT
from tests.audit.tables import Tables, worker

from .desk import REASON, TERMS, Desk, bring, calculated, desk, everything

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
#: What stays when a file was taken back: that it came, that it went, and what was done.
_LOGS = {"foundation.AuditRow", "journey.Event", "journey.Batch", "recruitment.Import"}


def undo(here: Desk, source: UUID) -> None:
    undo_import(by=here.officer, at=LATER, source=source)


def facts_only(counted: Mapping[str, int]) -> dict[str, int]:
    return {table: count for table, count in counted.items() if table not in _LOGS}


def test_what_a_file_brought_is_gone(database: str) -> None:
    """Step by step back to the empty audit; after each step exactly that file is missing."""
    here = desk()
    before = {"rates": facts_only(everything())}
    for kind, source in (("rates", here.rates), ("interviews", here.interviews)):
        undo(here, source)
        left = facts_only(everything())
        gone = {table for table, count in before["rates"].items() if left[table] < count}
        expected = {
            "rates": {"recruitment.Rate"},
            "interviews": {"recruitment.Rate", "recruitment.Interview", "journey.Payment"},
        }
        assert gone == expected[kind]
    undo(here, here.roster)
    left = facts_only(everything())
    assert {table for table, count in left.items() if count} == {
        "parties.Organisation",
        "people.Member",
        "people.Grant",
        "recruitment.FeeAudit",
    }


def test_the_log_keeps_that_it_was_there(database: str) -> None:
    here = desk()
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    undo(here, here.interviews)
    told = [(one.kind, one.facts.get("batch")) for one in timeline(OPERATOR, journey=line.journey)]
    assert [kind for kind, _ in told] == [Happening.STARTED, Happening.PAYMENT_ADDED]
    undo(here, here.roster)
    last = timeline(OPERATOR, journey=line.journey)[-1]
    assert (last.kind, last.by, last.at) == (Happening.UNDONE, here.officer.code, LATER)
    assert [one.undone_at for one in batches(here.officer, organisation=here.keeper)] == [
        LATER,
        LATER,
    ]
    listed = imports(here.officer, code=here.audit)
    assert [(one.kind.value, one.undone_at) for one in listed] == [
        ("rates", None),
        ("interviews", LATER),
        ("roster", LATER),
    ]
    written = AuditRow.objects.filter(action="recruitment.undo_import").order_by("number")
    assert [row.facts["kind"] for row in written] == ["interviews", "roster"]
    assert first_broken() is None


def test_a_roster_waits_until_its_interviews_are_taken_back(database: str) -> None:
    here = desk()
    before = everything()
    with pytest.raises(Conflict, match=r"import\.interviews_first"):
        undo(here, here.roster)
    assert everything() == before


def test_a_file_is_taken_back_once() -> None:
    here = desk()
    undo(here, here.rates)
    before = everything()
    with pytest.raises(Conflict, match=r"import\.undone"):
        undo(here, here.rates)
    with pytest.raises(NotFound, match=r"import\.unknown"):
        undo(here, uuid4())
    assert everything() == before


def test_a_correction_holds_its_file(database: str) -> None:
    """What somebody corrected by hand is not thrown away with the file it came from."""
    here = desk()
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    change_fee_line(
        by=here.officer,
        at=AT,
        audit=here.audit,
        payment=line.id,
        reason="A receipt turned up (invented)",
        terms=TERMS,
        refunded=100_00,
    )
    before = everything()
    with pytest.raises(Conflict, match=r"batch\.depended_on"):
        undo(here, here.interviews)
    assert everything() == before
    assert imports(here.officer, code=here.audit)[1].undone_at is None


def test_a_consent_holds_the_roster_of_its_worker() -> None:
    here = desk()
    undo(here, here.interviews)
    someone = workers(here.officer, organisation=here.keeper)[0]
    record_consent(
        by=here.officer,
        at=AT,
        worker=someone.id,
        purpose=Purpose.RECORD,
        party=here.keeper,
        answer=Answer.GIVEN,
        language="my",
        medium=Medium.SIGNATURE,
    )
    before = everything()
    with pytest.raises(Conflict, match=r"batch\.depended_on"):
        undo(here, here.roster)
    assert everything() == before


def test_a_file_can_come_again(database: str) -> None:
    here = desk()
    first = intake_of(here.officer, code=here.audit)
    undo(here, here.interviews)
    assert intake_of(here.officer, code=here.audit).interviews == ()
    bring(here.officer, here.audit, "interviews", here.tables, at=LATER)
    again = intake_of(here.officer, code=here.audit)
    assert (again.interviews, again.payments) == (first.interviews, first.payments)
    decide_plan(by=here.officer, at=AT, audit=here.audit, terms=TERMS, reason=REASON)
    assert (
        version(here.officer, code=here.audit, number=1).total_minor
        == calculated(here.tables).total
    )


def test_one_roster_of_two_can_go() -> None:
    here = desk()
    undo(here, here.interviews)
    more = Tables(roster=[worker("W50"), worker("W51")])
    second = bring(here.officer, here.audit, "roster", more)
    assert len(intake_of(here.officer, code=here.audit).workers) == 17
    undo(here, second)
    codes = [one.code for one in intake_of(here.officer, code=here.audit).workers]
    assert codes == [one["worker_code"] for one in here.tables.roster]


def test_a_plan_outlives_the_files_it_was_made_from(database: str) -> None:
    """Nothing of the inputs is left, and the version still comes out to the satang."""
    here = desk()
    decide_plan(by=here.officer, at=AT, audit=here.audit, terms=TERMS, reason=REASON)
    for source in (here.rates, here.interviews, here.roster):
        undo(here, source)
    assert payments(here.officer, organisation=here.keeper) == []
    again = recomputed(here.officer, code=here.audit, number=1)
    second = calculated(here.tables)
    assert again.same
    assert again.outcome.plan.total_minor == second.total
    assert sorted(line.amount_minor for line in again.outcome.plan.lines) == sorted(
        second.lines.values()
    )


@pytest.mark.parametrize("step", ["undo_batch", "record"])
@pytest.mark.parametrize("kind", ["interviews", "roster"])
def test_a_failure_in_the_middle_leaves_everything(
    monkeypatch: pytest.MonkeyPatch, kind: str, step: str
) -> None:
    here = desk()
    if kind == "roster":
        undo(here, here.interviews)
    source = here.roster if kind == "roster" else here.interviews
    before, failed = everything(), []
    done = getattr(actions, step)

    def fail(**given: object) -> None:
        done(**given)
        failed.append(step)
        raise ZeroDivisionError

    monkeypatch.setattr(actions, step, fail)
    with pytest.raises(ZeroDivisionError):
        undo(here, source)
    assert failed == [step]
    assert everything() == before
    monkeypatch.undo()
    undo(here, source)
