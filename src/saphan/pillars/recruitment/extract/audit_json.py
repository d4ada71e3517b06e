"""``audit.json``: the whole audit as figures that another program or a lawyer can follow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from saphan.domain.finding import Finding
from saphan.domain.money import EXPONENT, half_up
from saphan.domain.recruitment.audit import Judged
from saphan.domain.recruitment.cohorts import CohortKey
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.repayment import Cohort, Instalment, Line, Unresolved
from saphan.domain.refusals import RowRefused
from saphan.foundation.sentences import sentence
from saphan.pillars.recruitment.extract.assumptions import assumption_sentence

Entry = dict[str, object]


def write_audit(path: Path, outcome: Outcome) -> None:
    """Write the file piece by piece, so that a hundred thousand payments need little memory."""
    # The name of a file given may hold bytes of an old encoding, which no text can repeat.
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write("{\n")
        _list(file, "rejected", (rejection(one) for one in outcome.rejected))
        told = _Findings()
        _list(file, "payments", (_payment(line, told) for line in outcome.judged))
        _list(file, "cohorts", (cohort_entry(one) for one in outcome.plan.cohorts))
        _one(file, "plan", _plan(outcome))
        _list(file, "to_clarify", (_unclear(line, outcome) for line in outcome.to_clarify))
        _list(file, "notices", (_notice(outcome)))
        _one(file, "methods", methods_entry(outcome))
        _one(file, "terms", _terms(outcome))
        said = [assumption_sentence(one) for one in outcome.assumptions]
        _one(file, "assumptions", said, last=True)
        file.write("}\n")


_dumps = json.JSONEncoder(ensure_ascii=False).encode


def _list(file: TextIO, key: str, entries: Iterator[object]) -> None:
    file.write(f'"{key}": [')
    between = "\n"
    for entry in entries:
        file.write(between + (entry if isinstance(entry, _Written) else _dumps(entry)))
        between = ",\n"
    file.write("\n],\n" if between != "\n" else "],\n")


def _one(file: TextIO, key: str, value: object, *, last: bool = False) -> None:
    file.write(f'"{key}": {_dumps(value)}' + ("\n" if last else ",\n"))


class _Written(str):
    """Text that is JSON already."""

    __slots__ = ()


class _Findings:
    """Verdicts as JSON; the same three findings serve thousands of payments, so they are kept."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, ...], tuple[object, str]] = {}

    def of(self, line: Judged) -> str:
        key = tuple(id(finding) for finding in line.verdicts.values())
        if key not in self._kept:
            text = _dumps({law.value: finding_entry(one) for law, one in line.verdicts.items()})
            self._kept[key] = (line.verdicts, text)
        return self._kept[key][1]


def rejection(refused: RowRefused) -> Entry:
    """One row that was not used: where it stands and why."""
    return {
        "file": refused.file,
        "sheet": refused.sheet,
        "row": refused.row,
        "column": refused.column,
        "reason": sentence(refused),
        "code": refused.code,
    }


def finding_entry(finding: Finding) -> Entry:
    """One verdict with its legal basis."""
    return {
        "verdict": finding.verdict.value,
        "rule": finding.rule,
        "article": finding.article,
        "source": finding.source,
        "standing": str(finding.standing),
        "reason": finding.reason,
        "reason_code": finding.reason_code,
        "starts": finding.starts.isoformat() if finding.starts else None,
        "ends": finding.ends.isoformat() if finding.ends else None,
        "since": finding.since.isoformat() if finding.since else None,
    }


def _payment(line: Judged, told: _Findings) -> _Written:
    payment, thb = line.payment, line.thb
    facts = {
        "interview_code": line.interview.code,
        "item": payment.item.value,
        "amount_minor": half_up(line.amount, 10 ** EXPONENT[payment.currency]),
        "currency": payment.currency.value,
        "thb_minor": None if thb is None else half_up(thb, 100),
        "paid_on": str(payment.paid_on) if payment.paid_on else None,
        "paid_to": payment.paid_to.value,
        "borne_by": payment.borne_by.value,
        "receipt": payment.receipt.value,
        "refunded_minor": half_up(payment.refunded, 10 ** EXPONENT[payment.currency]),
        "sheet": payment.place.sheet,
        "row": payment.place.row,
    }
    return _Written(f'{_dumps(facts)[:-1]}, "verdicts": {told.of(line)}}}')


def _unclear(line: Judged, outcome: Outcome) -> Entry:
    finding = line.verdicts[outcome.terms.definition.body]
    thb = line.thb
    return {
        "interview_code": line.interview.code,
        "item": line.payment.item.value,
        "thb_minor": None if thb is None else half_up(thb, 100),
        "borne_by": line.payment.borne_by.value,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "sheet": line.payment.place.sheet,
        "row": line.payment.place.row,
    }


def key_entry(key: CohortKey) -> Entry:
    """The four facts that make a cohort."""
    return {
        "nationality": key.nationality.value,
        "agent": key.agent,
        "scheme": key.scheme.value,
        "window": key.window,
    }


def cohort_entry(cohort: Cohort) -> Entry:
    """One cohort; amounts are satang, null when nobody of it was interviewed."""
    spread = cohort.spread
    return key_entry(cohort.key) | {
        "interviewed": cohort.interviewed,
        "headcount": cohort.headcount,
        "leavers": cohort.leavers,
        "median_minor": half_up(spread.median * 100) if spread else None,
        "p75_minor": half_up(spread.p75 * 100) if spread else None,
        "max_minor": half_up(spread.most * 100) if spread else None,
        "total_minor": cohort.total_minor,
    }


def _plan(outcome: Outcome) -> Entry:
    plan = outcome.plan
    return {
        "method": plan.method.value,
        "definition": outcome.terms.definition.value,
        "total_minor": plan.total_minor,
        "lines": [_line(line) for line in plan.lines],
        "unresolved": [_unresolved(one) for one in plan.unresolved],
    }


def _line(line: Line) -> Entry:
    return {
        "worker_code": line.worker,
        "amount_minor": line.amount_minor,
        "leaver": line.leaver,
        "cohort": key_entry(line.cohort),
        "instalments": [_instalment(one) for one in line.instalments],
    }


def _instalment(one: Instalment) -> Entry:
    return {
        "number": one.number,
        "month": str(one.month) if one.month else None,
        "amount_minor": one.amount_minor,
    }


def _unresolved(one: Unresolved) -> Entry:
    return {
        "worker_code": one.worker,
        "reason": UNRESOLVED[one.reason],
        "reason_code": one.reason,
        "cohort": key_entry(one.cohort) if one.cohort else None,
    }


#: Why a worker has no amount.
UNRESOLVED = {
    "no_interview": "The worker was not interviewed, so nothing is proven individually.",
    "cohort_without_interviews": "Nobody of the worker's cohort was interviewed.",
    "corridor_without_amount": "No flat amount was agreed for the worker's corridor.",
    "roster_row_refused": "The worker's row in the roster could not be used.",
    "roster_rows_differ": "The roster lists the worker more than once with different facts.",
    "not_on_roster": "The worker was interviewed but does not stand in the roster.",
}


def methods_entry(outcome: Outcome) -> dict[str, Entry]:
    """The five methods side by side: total, number of workers with and without an amount."""
    return {
        method.value: {
            "total_minor": plan.total_minor,
            "workers": len(plan.lines),
            "unresolved": len(plan.unresolved),
        }
        for method, plan in outcome.by_method().items()
    }


def _notice(outcome: Outcome) -> Iterator[Entry]:
    for notice in outcome.intake.notices:
        yield {
            "file": notice.place.file,
            "sheet": notice.place.sheet,
            "row": notice.place.row,
            "notice": "The status is blank; the worker is taken as current unless a leaving date stands beside it.",
        }


def _terms(outcome: Outcome) -> Entry:
    terms = outcome.terms
    interest = terms.interest
    return {
        "as_of": terms.as_of.isoformat(),
        "method": terms.method.value,
        "definition": terms.definition.value,
        "range": terms.range_choice.value,
        "window": terms.window.value,
        "instalments": terms.instalments,
        "first_payroll": str(terms.first_payroll) if terms.first_payroll else None,
        "interest_yearly": str(interest.yearly) if interest else None,
        "interest_reason": interest.reason if interest else None,
        "flat": {nation.value: str(amount) for nation, amount in terms.flat.items()},
    }
