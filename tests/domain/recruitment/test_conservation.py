"""What must hold for every plan, whatever the interviews say: nothing lost, nothing twice."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.money import half_up
from saphan.domain.recruitment.codes import Status
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.terms import Method, RangeChoice
from tests.audit.tables import Tables

from .worlds import TERMS, amounts, bore, decided, worlds

Chosen = dict[str, Any]


@given(worlds(), TERMS)
def test_the_total_is_the_sum_of_lines_of_cohorts_and_of_instalments(
    tables: Tables, chosen: Chosen
) -> None:
    plan = decided(tables, **chosen).plan
    assert plan.total_minor == sum(line.amount_minor for line in plan.lines)
    assert plan.total_minor == sum(one.total_minor or 0 for one in plan.cohorts)
    for line in plan.lines:
        parts = [one.amount_minor for one in line.instalments]
        assert sum(parts) == line.amount_minor
        assert max(parts) - min(parts) <= 1
        assert all(part >= 0 for part in parts)
        assert len(parts) <= chosen["instalments"]
    for cohort in plan.cohorts:
        own = [line.amount_minor for line in plan.lines if line.cohort == cohort.key]
        assert (cohort.total_minor or 0) == sum(own)


@given(worlds(), TERMS)
def test_everybody_appears_exactly_once(tables: Tables, chosen: Chosen) -> None:
    plan = decided(tables, **chosen).plan
    told = [line.worker for line in plan.lines] + [one.worker for one in plan.unresolved]
    listed = {row["worker_code"] for row in tables.roster}
    heard = {row["worker_code"] for row in tables.interviews} - {""}
    assert len(told) == len(set(told))
    assert set(told) == listed | heard
    assert {line.worker for line in plan.lines} <= listed
    assert sum(one.headcount for one in plan.cohorts) == len(listed)
    assert sum(one.interviewed for one in plan.cohorts) == len(tables.interviews)


@given(worlds(), TERMS, st.data())
def test_a_row_that_stands_twice_pays_nobody_twice(
    tables: Tables, chosen: Chosen, data: st.DataObject
) -> None:
    """The same worker listed again, the same interview entered again with its payments."""
    before = decided(tables, **chosen).plan
    tables.roster.append({**data.draw(st.sampled_from(tables.roster))})
    named = [row for row in tables.interviews if row["worker_code"]]
    if named:
        again = data.draw(st.sampled_from(named))
        own = [row for row in tables.payments if row["_parent_index"] == again["_index"]]
        tables.interviews.append({**again, "_index": 99})
        tables.payments += [{**row, "_parent_index": 99} for row in own]
    assert decided(tables, **chosen).plan == before


@given(worlds(), TERMS)
def test_nobody_gets_back_more_than_she_bore_less_refunds(tables: Tables, chosen: Chosen) -> None:
    outcome = decided(tables, **(chosen | {"method": Method.INDIVIDUAL}))
    index_of = {row["worker_code"]: row["_index"] for row in tables.interviews}
    for code, minor in amounts(outcome).items():
        assert minor <= half_up(bore(tables, index_of[code], chosen["range_choice"]) * 100)


@given(worlds(), TERMS)
def test_no_amount_lies_above_the_highest_of_its_cohort(tables: Tables, chosen: Chosen) -> None:
    """Of its corridor when the amount is flat, since that is what flat means."""
    outcome = decided(tables, **chosen)
    most = {one.key: one.spread.most for one in outcome.plan.cohorts if one.spread}
    corridors: dict[str, Fraction] = defaultdict(Fraction)
    for key, highest in most.items():
        corridors[key.nationality] = max(corridors[key.nationality], highest)
    for line in outcome.plan.lines:
        flat = chosen["method"] is Method.FLAT
        if chosen["method"] is not Method.INDIVIDUAL:
            bound = corridors[line.cohort.nationality] if flat else most[line.cohort]
            assert line.amount_minor <= half_up(bound * 100)


@given(worlds(), TERMS)
def test_median_third_quartile_and_maximum_stand_in_order(tables: Tables, chosen: Chosen) -> None:
    outcome = decided(tables, **chosen)
    by_method = {method: plan.total_minor for method, plan in outcome.by_method().items()}
    assert by_method[Method.MEDIAN] <= by_method[Method.P75] <= by_method[Method.MAX]
    for cohort in outcome.plan.cohorts:
        if cohort.spread:
            assert 0 <= cohort.spread.median <= cohort.spread.p75 <= cohort.spread.most


@given(worlds(), TERMS)
def test_a_higher_choice_in_ranges_never_lowers_an_amount(tables: Tables, chosen: Chosen) -> None:
    low, middle, high = (
        amounts(decided(tables, **(chosen | {"range_choice": choice}))) for choice in RangeChoice
    )
    assert low.keys() == middle.keys() == high.keys()
    for code in low:
        assert low[code] <= middle[code] <= high[code]


@given(worlds(), TERMS)
def test_whoever_was_not_heard_is_unresolved_and_never_zero(tables: Tables, chosen: Chosen) -> None:
    """With the individual method a worker's own interview counts, whatever cohort it states."""
    outcome = decided(tables, **chosen)
    plan = outcome.plan
    silent = {one.key for one in plan.cohorts if not one.interviewed}
    paid = {line.cohort for line in plan.lines}
    for cohort in plan.cohorts:
        assert (cohort.spread is None) == (cohort.key in silent)
        assert (cohort.total_minor is None) == (cohort.key in silent - paid)
    heard = {one.worker for one in outcome.intake.interviews}
    for worker in outcome.intake.workers:
        resolved = worker.code in amounts(outcome)
        if chosen["method"] is Method.INDIVIDUAL:
            assert resolved == (worker.code in heard)
        else:
            assert resolved == (outcome.owed.cohort_of[worker.code] not in silent)


@given(worlds(), TERMS)
def test_leavers_are_told_apart_and_paid_at_once(tables: Tables, chosen: Chosen) -> None:
    outcome = decided(tables, **chosen)
    left = {one.code for one in outcome.intake.workers if one.status is Status.LEFT}
    assert {line.worker for line in outcome.plan.lines if line.leaver} <= left
    for line in outcome.plan.lines:
        assert line.leaver == (line.worker in left)
        if line.leaver:
            assert len(line.instalments) == 1
    assert sum(one.leavers for one in outcome.plan.cohorts) == len(left)


@given(worlds(), TERMS, st.sampled_from(Method))
def test_the_methods_side_by_side_are_those_chosen_alone(
    tables: Tables, chosen: Chosen, other: Method
) -> None:
    beside: Outcome = decided(tables, **chosen)
    assert beside.by_method()[other] == decided(tables, **(chosen | {"method": other})).plan
