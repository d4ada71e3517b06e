"""The brand's view: nothing about fewer than five, and nothing from which it could be solved."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saphan.domain.recruitment.brand import FEWEST, brand_view, visible_cohorts
from saphan.domain.recruitment.codes import Nationality
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.terms import Method
from saphan.pillars.recruitment.extract.brand_json import brand_entry
from tests.audit.tables import Tables, interview, payment, worker

from .worlds import TERMS, amounts, decided

FIGURES = ("headcount", "interviewed", "median_minor", "total_minor")


def site(*groups: tuple[str, int, int], nationality: str = "MM") -> Tables:
    """Cohorts by agent, workers and interviews; everybody paid another amount."""
    tables = Tables()
    for agent, workers, heard in groups:
        home = {"agent": agent, "nationality": nationality}
        for number in range(workers):
            tables.roster.append(worker(f"W-{agent}-{number}", **home))
        for number in range(heard):
            index = len(tables.interviews) + 1
            code = f"W-{agent}-{number}" if number < workers else ""
            tables.interviews.append(interview(index, code, **home))
            tables.payments.append(payment(index, 1000 + 37 * index * index))
    return tables


def told(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(brand_entry(outcome.plan)))
    return found


def hidden(outcome: Outcome) -> set[str]:
    """The agents of suppressed cohorts; the others have all figures, these none."""
    for one in told(outcome)["cohorts"]:
        shown = [one[name] is not None for name in FIGURES]
        assert all(shown) if not one["suppressed"] else not any(shown)
    return {one["agent"] for one in told(outcome)["cohorts"] if one["suppressed"]}


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize(
    ("workers", "heard", "suppressed"),
    [(5, 5, False), (40, 5, False), (4, 4, True), (5, 4, True), (40, 4, True), (4, 9, True)],
)
def test_five_workers_and_five_interviews_are_the_fewest(
    method: Method, workers: int, heard: int, suppressed: bool
) -> None:
    outcome = decided(site(("A", 20, 9), ("B", workers, heard)), method=method)
    pooled = method is Method.FLAT and suppressed
    assert hidden(outcome) == ({"B"} if suppressed else set()) | ({"A"} if pooled else set())
    assert (told(outcome)["total_minor"] is None) == suppressed


def test_without_a_small_cohort_the_total_is_told() -> None:
    outcome = decided(site(("A", 20, 9), ("B", 7, 6)))
    assert told(outcome)["total_minor"] == outcome.plan.total_minor > 0
    assert hidden(outcome) == set()


def test_a_cohort_that_nobody_heard_withholds_the_total() -> None:
    outcome = decided(site(("A", 20, 9), ("B", 12, 0)))
    assert hidden(outcome) == {"B"}
    assert told(outcome)["total_minor"] is None


@pytest.mark.parametrize(("listed", "suppressed"), [(0, True), (1, True), (4, True), (5, False)])
def test_a_total_over_fewer_than_five_amounts_is_hidden(listed: int, suppressed: bool) -> None:
    """Individually: nine interviews, but only so many of them name a worker of the roster."""
    tables = site(("A", 20, 9), ("B", 20, 9))
    for row in tables.interviews[9 + listed :]:
        row["worker_code"] = ""
    outcome = decided(tables, method="individual")
    assert hidden(outcome) == ({"B"} if suppressed else set())
    assert hidden(decided(tables)) == set()


def test_a_flat_amount_does_not_tell_what_a_hidden_cohort_said() -> None:
    """Median of five and median of the same five with one more would give the one."""
    tables = site(("A", 9, 5), ("B", 1, 1))
    tables.roster += site(("C", 8, 6), nationality="KH").roster
    khmer = [interview(100 + at, f"W-C-{at}", agent="C", nationality="KH") for at in range(6)]
    tables.interviews += khmer
    assert hidden(decided(tables, method="flat")) == {"A", "B"}
    assert hidden(decided(tables)) == {"B"}
    settled = {Nationality.MM: Fraction(9000), Nationality.KH: Fraction(8000)}
    outcome = decided(tables, method="flat", flat=settled, flat_reason="a settlement")
    assert hidden(outcome) == {"B"}


GROUPS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 8), st.integers(0, 8)),
    min_size=1,
    max_size=3,
    unique_by=lambda group: group[0],
)


@given(GROUPS, TERMS)
def test_every_small_cohort_is_hidden_and_the_total_with_it(
    groups: list[tuple[str, int, int]], chosen: dict[str, Any]
) -> None:
    outcome = decided(site(*groups), **chosen)
    view = brand_view(outcome.plan)
    paid = [line.cohort for line in outcome.plan.lines]
    for one, cohort in zip(view.cohorts, outcome.plan.cohorts, strict=True):
        few = min(cohort.headcount, cohort.interviewed, paid.count(cohort.key)) < FEWEST
        assert one.suppressed or not few
    any_hidden = any(one.suppressed for one in view.cohorts)
    assert view.total_minor == (None if any_hidden else outcome.plan.total_minor)
    if not any_hidden:
        assert view.total_minor == sum(one.total_minor or 0 for one in view.cohorts)


@settings(max_examples=150)
@given(GROUPS, TERMS, st.data())
def test_whatever_a_hidden_cohort_says_the_brand_reads_the_same(
    groups: list[tuple[str, int, int]], chosen: dict[str, Any], data: st.DataObject
) -> None:
    """The attack of a brand that may ask for any file it likes: two worlds, one view."""
    tables = site(*groups)
    outcome = decided(tables, **chosen)
    visible = {key.agent for key in visible_cohorts(outcome.plan)}
    small = {
        one.key.agent
        for one in outcome.plan.cohorts
        if min(one.headcount, one.interviewed) < FEWEST
    }
    assert not visible & small
    agent_of = {row["_index"]: row["agent"] for row in tables.interviews}
    for row in tables.payments:
        if agent_of[row["_parent_index"]] in small:
            row["amount"] = data.draw(st.integers(0, 99_999))
    assert told(decided(tables, **chosen)) == told(outcome)


@given(st.integers(1, 4), st.integers(1, 4), TERMS)
def test_how_many_a_hidden_cohort_has_is_not_told(
    workers: int, heard: int, chosen: dict[str, Any]
) -> None:
    one = decided(site(("A", 9, 6), ("B", 1, 1)), **chosen)
    other = decided(site(("A", 9, 6), ("B", workers, heard)), **chosen)
    assert told(one) == told(other)


@given(GROUPS, TERMS)
def test_no_sum_of_shown_figures_is_a_hidden_one(
    groups: list[tuple[str, int, int]], chosen: dict[str, Any]
) -> None:
    """Total less the shown cohorts would be the hidden ones; there is no total to take from."""
    outcome = decided(site(*groups), **chosen)
    view = told(outcome)
    if hidden(outcome):
        assert view["total_minor"] is None
    assert set(view) == {"cohorts", "total_minor"}
    assert {tuple(one) for one in view["cohorts"]} <= {
        ("nationality", "agent", "scheme", "window", *FIGURES, "suppressed")
    }


@given(GROUPS, TERMS)
def test_no_code_of_anybody_is_told(
    groups: list[tuple[str, int, int]], chosen: dict[str, Any]
) -> None:
    outcome = decided(site(*groups), **chosen)
    text = json.dumps(told(outcome))
    assert not any(code in text for code in amounts(outcome))
    assert "W-" not in text
    assert not any(f'"{one.code}"' in text for one in outcome.intake.interviews)
