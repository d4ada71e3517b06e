"""``schedule.xlsx``: what the payroll pays to whom and when, and everybody who has no amount yet.

The workbook is the one paper with a line for each worker, because each must be paid. It says how
a group's amount was found, never what a worker told: nobody is marked as interviewed, and an
interviewed person who is missing in the roster is counted, not named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from saphan.domain.money import Currency, Money
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.repayment import Instalment, Line, Unresolved
from saphan.foundation.paper.runs import plain
from saphan.foundation.sheets.writing import Column, Sheet, write_workbook
from saphan.pillars.recruitment.extract.assumptions import SENTENCES
from saphan.pillars.recruitment.extract.labels import DEFINITIONS, METHODS, UNRESOLVED
from saphan.pillars.recruitment.extract.report import PROMISES, TITLE
from saphan.pillars.recruitment.extract.report_cohorts import cohort_name
from saphan.pillars.recruitment.extract.run_code import run_code, run_digest
from saphan.pillars.recruitment.extract.tongues import Tongues, baht, day, month

_UNNAMED = "not_on_roster"


def write_schedule(path: Path, outcome: Outcome) -> None:
    """Write the workbook: summary, workers employed, workers who left, unresolved, assumptions."""
    tongues = Tongues()
    lines = outcome.plan.lines
    sheets = [
        _summary(outcome, tongues),
        _payments("Employed · ทำงานอยู่", [one for one in lines if not one.leaver], tongues),
        _payments("Left · ออกแล้ว", [one for one in lines if one.leaver], tongues),
        _unresolved(outcome.plan.unresolved, tongues),
        _assumptions(outcome, tongues),
    ]
    write_workbook(path, sheets)


def _summary(outcome: Outcome, tongues: Tongues) -> Sheet:
    plan, terms = outcome.plan, outcome.terms
    left = [line for line in plan.lines if line.leaver]
    said = tongues.flat
    rows: list[tuple[str, object]] = [
        ("Code", run_code(run_digest(outcome))),
        ("Known as of", _both(day(terms.as_of))),
        ("Method", said(METHODS[terms.method])),
        ("What counts as owed", said(DEFINITIONS[terms.definition])),
        ("To be repaid", _both(baht(plan.total_minor))),
        ("Workers with an amount", len(plan.lines)),
        ("Workers who have left, among them", len(left)),
        ("To be repaid to workers who have left", _both(baht(_sum(left)))),
        ("Workers without an amount", len(plan.unresolved)),
        ("Payroll months to pay in", terms.instalments),
    ]
    columns = [
        Column(said("What"), width=48),
        Column(said("In this plan"), width=60),
    ]
    above = [said(TITLE), *(said(promise) for promise in PROMISES)]
    return Sheet("Plan · แผน", columns, [(said(name), value) for name, value in rows], above)


def _both(fact: Callable[[str], str]) -> str:
    """A fact in English and in Thai."""
    return " · ".join(dict.fromkeys(fact(language) for language in ("en", "th")))


def _sum(lines: Iterable[Line]) -> int:
    return sum(line.amount_minor for line in lines)


def _payments(name: str, lines: Sequence[Line], tongues: Tongues) -> Sheet:
    """One line a worker with a column for each payroll month, and room to note the payment."""
    said = tongues.flat
    months = max((line.instalments for line in lines), key=len, default=())
    columns = [
        Column(said("Worker")),
        Column(said("Amount, baht"), "money"),
        *(Column(_payday(one, tongues), "money", 18) for one in months),
        Column(said("Cohort"), width=40),
        Column(said("Paid on"), width=16),
        Column(said("Bank or cash"), width=16),
        Column(said("Signature or thumbprint"), width=30),
    ]
    rows = [[*_figures(line, len(months)), _cohort(line, tongues), "", "", ""] for line in lines]
    return Sheet(name, columns, [*rows, *_totals(lines, len(months), tongues)], total=bool(lines))


def _payday(one: Instalment, tongues: Tongues) -> str:
    if one.month is None:
        return tongues.flat("Instalment {number}", number=one.number)
    return tongues.flat("Instalment {number}, {month}", number=one.number, month=month(one.month))


def _figures(line: Line, months: int) -> list[object]:
    parts = [_baht(one.amount_minor) for one in line.instalments]
    return [line.worker, _baht(line.amount_minor), *parts, *[None] * (months - len(parts))]


def _totals(lines: Sequence[Line], months: int, tongues: Tongues) -> Iterator[list[object]]:
    if not lines:
        return
    paid = [
        _baht(
            sum(line.instalments[at].amount_minor for line in lines if at < len(line.instalments))
        )
        for at in range(months)
    ]
    yield [tongues.flat("Sum"), _baht(_sum(lines)), *paid, "", "", "", ""]


def _baht(minor: int) -> Decimal:
    return Money(minor, Currency.THB).major


def _cohort(one: Line | Unresolved, tongues: Tongues) -> str:
    return plain(cohort_name(one.cohort, tongues)) if one.cohort else ""


def _unresolved(unresolved: Sequence[Unresolved], tongues: Tongues) -> Sheet:
    said = tongues.flat
    columns = [
        Column(said("Worker")),
        Column(said("Why there is no amount"), width=70),
        Column(said("Cohort"), width=56),
    ]
    rows = [
        (one.worker, said(UNRESOLVED[one.reason]), _cohort(one, tongues))
        for one in unresolved
        if one.reason != _UNNAMED
    ]
    if any(one.reason == _UNNAMED for one in unresolved):
        rows.append(("", said(UNRESOLVED[_UNNAMED]), ""))
    above = [said("These workers have no amount yet. That is not zero.")]
    return Sheet("No amount · ยังไม่มียอด", columns, rows, above)


def _assumptions(outcome: Outcome, tongues: Tongues) -> Sheet:
    columns = [Column("#", "whole", 6), Column("English", width=80), Column("ไทย", width=80)]
    pairs = [tongues.pair(SENTENCES[one.code], **one.facts) for one in outcome.assumptions]  # type: ignore[arg-type]
    rows = [(number, english, thai) for number, (thai, english) in enumerate(pairs, start=1)]
    return Sheet("Assumptions · ข้อสมมติ", columns, rows)
