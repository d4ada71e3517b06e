"""Invented answers to the form, and what they are in the canonical tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from saphan.domain.recruitment.intake import take_in
from saphan.domain.recruitment.kobo import INTERVIEWS, PAYMENTS, Canonical
from saphan.domain.recruitment.records import Interview, Payment
from saphan.domain.refusals import Place, RowRefused
from tests.apps.interview_form.exports import Answers
from tests.audit.tables import write_workbook

AS_OF = date(2026, 11, 23)
_NOWHERE = Place("", "", 0)


def interview(number: int, *payments: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A whole interview that may be used."""
    return {
        "consent": "yes",
        "interview_code": f"I-{number:03d}",
        "consent_points": ["purpose", "may_stop", "not_shared"],
        "interview_date": "2026-11-20",
        "site": "โรงงาน ก, บางปู",
        "worker_code": f"W{number}",
        "spoken": "my",
        "sex": "f",
        "nationality": "MM",
        "reads": ["my", "latin"],
        "scheme": "mou",
        "agent": "Agency A; “the first”",
        "arrival_month": "2024-03-01",
        "papers_made": ["passport", "visa"],
        "agents": [{"agent_tier": "sub_agent", "agent_name": "U Ba"}],
        "payments": payments,
        "borrowed": "yes",
        "loans": [{"lender": "moneylender", "loan_currency": "MMK", "loan_amount": 300000}],
        "wage_currency": "THB",
        "first_month_wage": 10500.5,
        "use_answers": "yes",
    } | more


def payment(item: str, amount: object = None, **more: Any) -> dict[str, Any]:
    """A payment as the form asks for it; the day, month or year of it is calculated there."""
    return {
        "item": item,
        "currency": "THB",
        "amount_known": "exact" if amount is not None else "range",
        "amount": amount,
        "when_known": "month",
        "paid_month": "2024-02-01",
        "paid_on": "2024-02",
        "paid_to": "sub_agent",
        "borne_by": "worker",
        "receipt": "none",
        "sure": "medium",
    } | more


def heard() -> list[dict[str, Any]]:
    """Every way in which the form is answered, without those who took their answers back."""
    passport = payment("passport", 60000, currency="MMK", paid_on="2024-01-15", receipt="official")
    year = payment("travel", amount_min=1500, amount_max=2500.25, paid_on="2023", paid_to="other")
    deposit = payment("deposit", 3000, paid_on="", paid_to="employer", refunded=1000.5)
    shared = payment("medical_test", 500, borne_by="shared", receipt="witness", paid_to="official")
    return [
        interview(1, payment("service_fee", 12000), passport, year),
        interview(2, deposit, sex="x", nationality="KH", scheme="border_pass", spoken="km"),
        interview(3, nationality="LA", sex="unknown", scheme="unknown", worker_code=""),
        interview(4, shared, payment("other", 7, paid_to="unknown", borne_by="unknown")),
        interview(5, payment("bribe", 1), wage_currency="USD", arrival_month="", sex="m"),
    ]


def taken_back() -> list[dict[str, Any]]:
    """What a device keeps of a worker who did not agree, and of one who took the answers back."""
    return [{"consent": "no"}, {"consent": "yes", "use_answers": "no"}]


def canonical_workbook(path: Path, answers: Sequence[Answers]) -> Path:
    """The same interviews as the plain workbook that the issue describes."""
    rows = [dict(one) | {"_index": at} for at, one in enumerate(answers, start=1)]
    lines = [line | {"_parent_index": row["_index"]} for row in rows for line in row["payments"]]
    write_workbook(path, {"interviews": (INTERVIEWS, rows), "payments": (PAYMENTS, lines)})
    return path


def records(
    found: Canonical,
) -> tuple[list[Interview], list[Payment], tuple[RowRefused, ...]]:
    """What the audit gets from the rows, whatever the joins were and wherever they stood."""
    intake = take_in(
        interviews=found.rows,
        payments=found.payments,
        roster=[],
        rates=[],
        as_of=AS_OF,
        rejected=found.rejected,
    )
    code_of = {one.index: one.code for one in intake.interviews}
    interviews = [replace(one, index="", place=_NOWHERE) for one in intake.interviews]
    payments = [
        replace(one, interview=code_of[one.interview], place=_NOWHERE) for one in intake.payments
    ]
    interviews.sort(key=lambda one: one.code)
    return interviews, sorted(payments, key=repr), intake.rejected
