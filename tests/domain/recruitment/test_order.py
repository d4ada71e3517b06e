"""The order of rows never matters: not for an amount, a verdict, a refusal or a fingerprint."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.recruitment.frozen import digest
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.records import Payment, Worker
from saphan.domain.refusals import Place
from saphan.pillars.recruitment.extract.run_code import run_digest
from tests.audit.tables import Tables

from .worlds import TERMS, decided, shuffled, worlds

NOWHERE = Place("", "", 0)

#: What people do to tables: the same row again, the same code with other facts, empty cells.
FAULTS: list[tuple[str, dict[str, object]]] = [
    ("interviews", {"interview_code": "I1"}),
    ("interviews", {"_index": 1}),
    ("interviews", {"worker_code": "W0"}),
    ("interviews", {"sex": "?"}),
    ("payments", {"item": "tea"}),
    ("payments", {"_parent_index": 77}),
    ("payments", {"refunded": 9_000_000}),
    ("roster", {"status": "gone"}),
    ("roster", {"worker_code": "W0"}),
    ("roster", {}),
    ("rates", {"thb_per_unit": "34"}),
    ("rates", {"source": ""}),
    ("rates", {"source": "another"}),
]


@st.composite
def faulty(draw: st.DrawFn) -> Tables:
    """A world in which some rows stand twice, wholly or with one cell changed."""
    tables = draw(worlds())
    for table, change in draw(st.lists(st.sampled_from(FAULTS), max_size=5)):
        rows: list[dict[str, object]] = getattr(tables, table)
        if rows:
            rows.append(draw(st.sampled_from(rows)) | change)
    return tables


def content(outcome: Outcome) -> list[object]:
    """Everything that is decided, without the places of rows."""
    judged = [(bare(line.payment), line.interview.code, line.verdicts) for line in outcome.judged]
    refused = Counter((one.sheet, one.column, one.code) for one in outcome.rejected)
    workers = [bare(one) for one in outcome.intake.workers]
    plans = {method.value: plan for method, plan in outcome.by_method().items()}
    return [judged, refused, workers, outcome.intake.unusable, outcome.intake.rates, plans]


def bare(record: Payment | Worker) -> object:
    return replace(record, place=NOWHERE)


@given(faulty(), TERMS, st.integers(0, 9))
def test_shuffled_rows_decide_the_same(tables: Tables, chosen: dict[str, Any], seed: int) -> None:
    one = decided(tables, **chosen)
    other = decided(shuffled(tables, Random(seed)), **chosen)
    assert content(one) == content(other)
    assert one.assumptions == other.assumptions
    assert digest(one) == digest(other)
    assert run_digest(one) == run_digest(other)


@given(worlds(), TERMS)
def test_the_fingerprint_knows_every_figure(tables: Tables, chosen: dict[str, Any]) -> None:
    """One satang more for one worker is another fingerprint."""
    outcome = decided(tables, **chosen)
    if outcome.plan.lines:
        first, *others = outcome.plan.lines
        more = (replace(first, amount_minor=first.amount_minor + 1), *others)
        changed = replace(outcome, plan=replace(outcome.plan, lines=more))
        assert digest(changed) != digest(outcome)
