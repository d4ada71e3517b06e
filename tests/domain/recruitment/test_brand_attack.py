"""What a brand could work out: sums and differences of all it is told, and two worlds compared.

The worlds are made so that cohorts lie on both sides of five, interviews state another agent
than the roster, name nobody, or name somebody of another cohort.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saphan.domain.recruitment.brand import FEWEST
from saphan.domain.recruitment.codes import Nationality
from saphan.domain.recruitment.cohorts import CohortKey
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.records import Intake
from saphan.domain.recruitment.terms import Definition, Method
from saphan.pillars.recruitment.extract.brand_json import brand_entry
from tests.audit.tables import Tables, interview, payment, worker

from .worlds import decided, take

#: Workers and interviews of up to four cohorts, of which two share a nationality.
SIZES = st.lists(st.tuples(st.integers(3, 9), st.integers(0, 9)), min_size=1, max_size=4)
HOMES: list[dict[str, object]] = [
    {"nationality": "MM", "agent": "A"},
    {"nationality": "MM", "agent": "B"},
    {"nationality": "KH", "agent": "A"},
    {"nationality": "KH", "agent": "C"},
]
AGREED = {Nationality.MM: Fraction(9000), Nationality.KH: Fraction(8000)}


@st.composite
def sites(draw: st.DrawFn) -> Intake:
    """A site of a few cohorts; the amounts come from one seed."""
    tables, chance = Tables(), Random(draw(st.integers(0, 999)))
    for home, (workers, heard) in zip(HOMES, draw(SIZES), strict=False):
        codes = [f"{home['nationality']}{home['agent']}{number}" for number in range(workers)]
        tables.roster += [worker(code, **home) for code in codes]
        for number in range(heard):
            index = len(tables.interviews) + 1
            stated = chance.choice(HOMES) if chance.random() < 0.2 else home
            code = codes[number] if number < workers and chance.random() < 0.9 else ""
            tables.interviews.append(interview(index, code, **stated))
            tables.payments.append(payment(index, chance.randint(1, 50_000)))
    return take(tables)


def terms(method: Method, agreed: bool) -> dict[str, Any]:
    flat = {"flat": AGREED, "flat_reason": "a settlement"} if agreed else {}
    return {"method": method, "definition": Definition.ILO, **flat}


TERMS = st.builds(terms, st.sampled_from(Method), st.booleans())


def told(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(brand_entry(outcome.plan)))
    return found


def shown(outcome: Outcome) -> set[CohortKey]:
    """The cohorts that the file itself shows, found by their place."""
    entries = told(outcome)["cohorts"]
    return {
        cohort.key
        for cohort, entry in zip(outcome.plan.cohorts, entries, strict=True)
        if not entry["suppressed"]
    }


def sums(outcome: Outcome) -> list[Set[str]]:
    """Each amount that is told, as the set of workers whose amounts it adds up."""
    visible = shown(outcome)
    by_cohort: list[Set[str]] = [
        frozenset(line.worker for line in outcome.plan.lines if line.cohort == key)
        for key in visible
    ]
    everybody = frozenset(line.worker for line in outcome.plan.lines)
    return by_cohort if told(outcome)["total_minor"] is None else [*by_cohort, everybody]


def left_over(known: list[Set[str]]) -> Iterator[set[str]]:
    """Whose amounts remain in any sum or difference of what is told."""
    for signs in product((-1, 0, 1), repeat=len(known)):
        weights: dict[str, int] = {}
        for sign, workers in zip(signs, known, strict=True):
            for code in workers:
                weights[code] = weights.get(code, 0) + sign
        yield {code for code, weight in weights.items() if weight}


@given(sites(), TERMS)
def test_no_sum_or_difference_leaves_fewer_than_five(intake: Intake, chosen: Any) -> None:
    outcome = decided(intake, **chosen)
    for remaining in left_over(sums(outcome)):
        assert not 0 < len(remaining) < FEWEST


@given(sites(), TERMS)
def test_no_hidden_cohort_is_what_remains(intake: Intake, chosen: Any) -> None:
    """Neither its workers nor any part of them can be set apart, however many they are."""
    outcome = decided(intake, **chosen)
    visible = shown(outcome)
    hidden = {line.worker for line in outcome.plan.lines if line.cohort not in visible}
    for remaining in left_over(sums(outcome)):
        assert not remaining & hidden


@given(sites(), TERMS)
def test_every_median_and_every_headcount_is_of_five(intake: Intake, chosen: Any) -> None:
    outcome = decided(intake, **chosen)
    visible = shown(outcome)
    for cohort in outcome.plan.cohorts:
        if cohort.key in visible:
            assert cohort.interviewed >= FEWEST
            assert cohort.headcount >= FEWEST


@settings(max_examples=200)
@given(sites(), TERMS, st.integers(0, 999))
def test_two_worlds_that_differ_in_hidden_cohorts_read_the_same(
    intake: Intake, chosen: Any, seed: int
) -> None:
    """Every interview of a hidden cohort says something else, also where pooling hides it.

    With the individual method an interview decides the amount of its own worker; whoever works
    in a cohort that is shown is one of five or more amounts there and keeps what she said.
    """
    outcome = decided(intake, **chosen)
    visible, chance = shown(outcome), Random(seed)
    roster = {one.code: one for one in intake.workers}
    home, grouping = outcome.owed.cohort_of, outcome.owed.grouping
    individual = chosen["method"] is Method.INDIVIDUAL
    secret = {
        one.index
        for one in intake.interviews
        if grouping.of_interview(one, roster.get(one.worker)) not in visible
        and not (individual and home.get(one.worker) in visible)
    }
    amounts = [Fraction(chance.randint(0, 50_000)) for _ in intake.payments]
    changed = tuple(
        replace(one, low=amount, high=amount) if one.interview in secret else one
        for one, amount in zip(intake.payments, amounts, strict=True)
    )
    assert told(decided(replace(intake, payments=changed), **chosen)) == told(outcome)


@example(Method.FLAT, 1)
@given(st.sampled_from(Method), st.integers(1, 4))
def test_pooling_would_tell_what_one_hidden_worker_said(method: Method, few: int) -> None:
    """The attack that the second rule is for: shared median beside the median of those shown."""
    tables = Tables.of_amounts(100, 200, 300, 400, 500)
    for number in range(few):
        index = len(tables.interviews) + 1
        tables.interviews.append(interview(index, f"S{number}", agent="Small"))
        tables.roster.append(worker(f"S{number}", agent="Small"))
        tables.payments.append(payment(index, 1 + 77 * number))
    view = told(decided(tables, method=method))
    hidden = {one["agent"] for one in view["cohorts"] if one["suppressed"]}
    assert hidden == ({"Agency A", "Small"} if method is Method.FLAT else {"Small"})
    assert view["total_minor"] is None


@pytest.mark.parametrize("method", Method)
def test_whatever_may_be_shown_is_shown(method: Method) -> None:
    """A view that hides everything would pass all of the above."""
    tables = Tables.of_amounts(100, 200, 300, 400, 500)
    view = told(decided(tables, method=method))
    [only] = view["cohorts"]
    assert (only["headcount"], only["interviewed"], only["suppressed"]) == (5, 5, False)
    assert view["total_minor"] == only["total_minor"] > 0
