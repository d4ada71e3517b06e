"""Plans: decided with a reason, followed by versions, and the same to the satang for ever."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from saphan.domain.journey.rows import Amount
from saphan.domain.money import Currency
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Role
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Bearer, Nationality
from saphan.domain.recruitment.frozen import renamed
from saphan.domain.recruitment.terms import Definition, Interest, Method, Terms
from saphan.domain.refusals import Conflict, Incomplete, NotFound, Refused
from saphan.foundation.database import protect, unprotect
from saphan.foundation.models import AuditRow
from saphan.journey.queries import changes
from saphan.people.actions.workers import erase_worker
from saphan.people.queries import OPERATOR, workers
from saphan.pillars.recruitment import queries
from saphan.pillars.recruitment.actions import plans as actions
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.actions.plans import change_fee_line, decide_plan
from saphan.pillars.recruitment.models import PlanVersion
from saphan.pillars.recruitment.queries import (
    audit,
    brand,
    fee_lines,
    intake_of,
    keyed_intake_of,
    recomputed,
    version,
    versions,
)
from tests.apps.records import AT, house, member
from tests.audit.tables import Tables

from .desk import AS_OF, REASON, TERMS, Desk, bring, calculated, desk, everything, plant

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=40)
WHY = "A receipt turned up (invented)"


def decided(here: Desk, terms: Terms = TERMS, reason: str = REASON) -> int:
    return decide_plan(by=here.officer, at=AT, audit=here.audit, terms=terms, reason=reason)


def corrected(here: Desk, interview: str = "I001", reason: str = WHY, **new: Any) -> int:
    [line] = fee_lines(here.officer, code=here.audit, interview=interview)
    given: dict[str, Any] = new or {"amount": Amount(6500_55, 6500_55, Currency.THB)}
    return change_fee_line(
        by=here.officer,
        at=LATER,
        audit=here.audit,
        payment=line.id,
        reason=reason,
        terms=TERMS,
        **given,
    )


def amounts(here: Desk, number: int) -> dict[str, int]:
    """Satang by worker of one version, as it comes out today."""
    again = recomputed(here.officer, code=here.audit, number=number)
    assert again.same
    return {line.worker: line.amount_minor for line in again.outcome.plan.lines}


@pytest.mark.parametrize("definition", list(Definition))
@pytest.mark.parametrize("method", list(Method))
def test_a_plan_is_what_a_second_computation_finds(method: Method, definition: Definition) -> None:
    here = desk()
    decided(here, replace(TERMS, method=method, definition=definition))
    second = calculated(here.tables, method.value, definition.value)
    assert amounts(here, 1) == second.lines
    kept = version(here.officer, code=here.audit, number=1)
    assert (kept.total_minor, kept.workers) == (second.total, len(second.lines))
    assert kept.unresolved == len(second.unresolved)


def test_who_decided_what_when_and_why(database: str) -> None:
    here = desk()
    terms = Terms(
        as_of=AS_OF,
        method=Method.FLAT,
        instalments=6,
        first_payroll=PartialDate(2027, 1),
        interest=Interest(Fraction(3, 100), "Agreed with the committee (invented)"),
        flat={Nationality.KH: Fraction(2500)},
        flat_reason="Invented agreement",
    )
    assert decided(here, terms, f"  {REASON} ") == 1
    [kept] = versions(here.officer, code=here.audit)
    assert (kept.number, kept.reason, kept.by, kept.at) == (1, REASON, here.officer.code, AT)
    assert kept.terms == terms
    assert audit(here.officer, code=here.audit).versions == 1
    written = AuditRow.objects.get(action="recruitment.decide_plan")
    assert written.facts["fingerprint"] == kept.fingerprint
    assert REASON not in str(written.facts)


def test_a_plan_needs_a_reason_and_a_roster() -> None:
    here = desk()
    empty = open_audit(by=here.officer, at=AT, organisation=here.keeper, title="Empty")
    before = everything()
    for reason in ("", " \n "):
        with pytest.raises(Incomplete, match=r"plan\.no_reason"):
            decided(here, reason=reason)
    with pytest.raises(Incomplete, match=r"plan\.no_workers"):
        decide_plan(by=here.officer, at=AT, audit=empty, terms=TERMS, reason=REASON)
    assert everything() == before


def test_a_corrected_interview_makes_a_version_with_who_and_why(database: str) -> None:
    here = desk()
    decided(here)
    first = amounts(here, 1)
    other = member(here.keeper, Role.OFFICER)
    [line] = fee_lines(other, code=here.audit, interview="I001")
    number = change_fee_line(
        by=other,
        at=LATER,
        audit=here.audit,
        payment=line.id,
        reason=f" {WHY} ",
        terms=TERMS,
        seen=line.revision,
        amount=Amount(6500_55, 6500_55, Currency.THB),
    )
    assert number == 2
    newest, oldest = versions(here.officer, code=here.audit)
    assert (newest.number, newest.by, newest.reason, newest.at) == (2, other.code, WHY, LATER)
    assert (oldest.number, oldest.by, oldest.reason) == (1, here.officer.code, REASON)
    [change] = changes(here.officer, payment=line.id)
    assert (change.by, change.reason, change.revision) == (other.code, WHY, 1)
    told = plant()
    told.payments[0]["amount"] = "6500.55"
    assert amounts(here, 2) == calculated(told).lines
    assert amounts(here, 1) == first == calculated(here.tables).lines
    assert calculated(told).total != calculated(here.tables).total


@pytest.mark.parametrize(
    ("new", "cells"),
    [
        ({"borne_by": Bearer.EMPLOYER}, {"borne_by": "employer"}),
        ({"refunded": 250_00}, {"refunded": 250}),
        ({"amount": Amount(100_00, 900_00, Currency.THB)}, {"amount_min": 100, "amount_max": 900}),
        ({"paid_on": PartialDate(2015, 5, 2)}, {"paid_on": "2015-05-02"}),
    ],
)
def test_every_kind_of_correction_counts(new: dict[str, Any], cells: dict[str, object]) -> None:
    here = desk()
    told = plant()
    told.payments[0] |= ({"amount": ""} if "amount_min" in cells else {}) | cells
    individual = replace(TERMS, method=Method.INDIVIDUAL, definition=Definition.LAW)
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    change_fee_line(
        by=here.officer,
        at=LATER,
        audit=here.audit,
        payment=line.id,
        reason=WHY,
        terms=individual,
        **new,
    )
    assert amounts(here, 1) == calculated(told, "individual", "law").lines


def test_a_correction_is_whole_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """When no plan can be decided, the payment says what it said before."""
    here = desk()
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    before = everything()

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    for step in ("decide", "pack", "load_charges"):
        with monkeypatch.context() as patch:
            patch.setattr(actions, step, fail)
            with pytest.raises(ZeroDivisionError):
                corrected(here)
        assert everything() == before
        assert fee_lines(here.officer, code=here.audit, interview="I001") == [line]
    assert corrected(here) == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_its_reason(reason: str) -> None:
    here = desk()
    before = everything()
    with pytest.raises(Incomplete, match=r"change\.reason_missing"):
        corrected(here, reason=reason)
    assert everything() == before


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ({"amount": Amount(-1, -1, Currency.THB)}, r"payment\.negative"),
        ({"amount": Amount(200_00, 100_00, Currency.THB)}, r"payment\.range_reversed"),
        ({"refunded": -1}, r"payment\.negative"),
    ],
)
def test_an_impossible_correction_is_refused(new: dict[str, Any], code: str) -> None:
    here = desk()
    before = everything()
    with pytest.raises(Refused, match=code):
        corrected(here, **new)
    assert everything() == before


def test_two_who_correct_at_once_do_not_overwrite_each_other(database: str) -> None:
    here = desk()
    [seen] = fee_lines(here.officer, code=here.audit, interview="I001")
    corrected(here)
    before = everything()
    with pytest.raises(Conflict, match=r"payment\.changed_meanwhile"):
        corrected(here, seen=seen.revision, refunded=1_00)
    assert everything() == before


def test_a_payment_is_corrected_in_its_own_audit_only() -> None:
    """Otherwise the plan of one audit would be decided anew because of a payment of another."""
    here = desk()
    other = open_audit(by=here.officer, at=AT, organisation=here.keeper, title="Next year")
    bring(here.officer, other, "roster", plant())
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    before = everything()
    for payment in (line.id, uuid4()):
        with pytest.raises(NotFound, match=r"payment\.unknown"):
            change_fee_line(
                by=here.officer,
                at=LATER,
                audit=other,
                payment=payment,
                reason=WHY,
                terms=TERMS,
                refunded=1_00,
            )
    assert everything() == before


def test_versions_never_change(database: str) -> None:
    here = desk()
    decided(here)
    for change in (
        lambda: PlanVersion.objects.update(total_minor=1),
        lambda: PlanVersion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert amounts(here, 1) == calculated(here.tables).lines


def test_old_versions_come_out_the_same_whatever_happened_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Corrections, more rates, other terms and another law book move nothing that was decided."""
    here = desk()
    decided(here)
    corrected(here)
    more = Tables(rates=[{**here.tables.rates[0], "date": "2024-03-14", "thb_per_unit": "0.009"}])
    bring(here.officer, here.audit, "rates", more)
    decided(here, replace(TERMS, method=Method.P75), "Another method (invented)")
    monkeypatch.setattr(actions, "load_charges", tuple)
    decided(here, reason="Without any rule (invented)")
    queries._recomputed.cache_clear()
    assert amounts(here, 1) == calculated(here.tables).lines
    assert amounts(here, 2) != amounts(here, 1) != amounts(here, 3)
    assert set(amounts(here, 4).values()) == {0}
    totals = [one.total_minor for one in reversed(versions(here.officer, code=here.audit))]
    assert totals == [sum(amounts(here, number).values()) for number in (1, 2, 3, 4)]


def test_a_version_that_was_tampered_with_is_noticed() -> None:
    here = desk()
    decided(here)
    table = PlanVersion._meta.db_table
    unprotect(connection, table)
    PlanVersion.objects.update(fingerprint="0" * 64)
    protect(connection, table)
    queries._recomputed.cache_clear()
    assert not recomputed(here.officer, code=here.audit, number=1).same


def test_an_erased_worker_leaves_the_plan_and_no_code(database: str) -> None:
    """Old versions keep every figure; the code is gone from them and from everything since."""
    here = desk()
    decided(here)
    second = calculated(here.tables)
    keeper = member(here.keeper, Role.ADMINISTRATOR)
    [someone] = [
        one
        for one in workers(OPERATOR, organisation=here.keeper)
        if one.code == f"{here.audit}/W05"
    ]
    erase_worker(by=keeper, at=LATER, worker=someone.id, reason=next(iter(ErasureReason)))
    queries._recomputed.cache_clear()
    old = amounts(here, 1)
    assert sum(old.values()) == second.total
    assert "W05" not in old
    [gone] = set(old) - set(second.lines)
    assert gone.startswith("gone-")
    assert old[gone] == second.lines["W05"]
    assert {code: old[code] for code in second.lines if code != "W05"} == {
        code: amount for code, amount in second.lines.items() if code != "W05"
    }
    assert b"W05" not in _unpacked(here)
    today = intake_of(here.officer, code=here.audit)
    assert "W05" not in {one.code for one in today.workers} | {
        one.worker for one in today.interviews
    }
    assert decided(here, reason="After the erasure (invented)") == 2
    assert len(amounts(here, 2)) == 13


def _unpacked(here: Desk) -> bytes:
    """Everything that was frozen with the versions of an audit, as text."""
    kept = PlanVersion.objects.filter(audit__code=here.audit)
    return b"".join(zlib.decompress(bytes(one.inputs)) for one in kept)


def test_gone_workers_are_never_taken_for_one_another() -> None:
    """Keys carry sixty-two random bits; so many letters of them stay that none of them meet."""
    here = desk()
    kept = keyed_intake_of(here.officer, code=here.audit)
    alike = {
        one.code: f"01a212c5-3ffd-701e-b31f-{number:04x}0f62e7aa"
        for number, one in enumerate(kept.workers)
    }
    codes = {one.code for one in renamed(renamed(kept, alike), {}).workers}
    assert len(codes) == len(kept.workers)
    assert all(code.startswith("gone-") for code in codes)


def test_there_is_no_other_version() -> None:
    here = desk()
    decided(here)
    for number in (0, 2):
        for asked in (version, recomputed):
            with pytest.raises(NotFound, match=r"plan_version\.unknown"):
                asked(here.officer, code=here.audit, number=number)


def test_the_brand_sees_the_newest_plan_without_its_small_cohort(database: str) -> None:
    here = desk()
    viewer = member(here.keeper, Role.BRAND_VIEWER)
    assert brand(viewer, code=here.audit) is None
    decided(here)
    view = brand(viewer, code=here.audit)
    assert view is not None
    second = calculated(here.tables)
    shown = {one.key.nationality.value: one.total_minor for one in view.cohorts}
    by_nation = {key[0]: figures for key, figures in second.cohorts.items()}
    assert shown == {
        "MM": by_nation["MM"]["total_minor"],
        "KH": by_nation["KH"]["total_minor"],
        "LA": None,
        "VN": None,
    }
    assert view.total_minor is None
    corrected(here, interview="I003", borne_by=Bearer.EMPLOYER)
    assert brand(viewer, code=here.audit) != view


def test_another_house_has_its_own_plan() -> None:
    here, there = desk("Here"), desk("There")
    decided(here)
    assert audit(there.officer, code=there.audit).versions == 0
    with pytest.raises(NotFound, match=r"fee_audit\.unknown"):
        decide_plan(by=there.officer, at=AT, audit=here.audit, terms=TERMS, reason=REASON)
    assert house("Third") not in {here.keeper, there.keeper}
