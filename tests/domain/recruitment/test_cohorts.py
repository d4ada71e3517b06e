"""Cohorts are nationality, agent, scheme and arrival window, as the worker stated them."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Nationality, Scheme
from saphan.domain.recruitment.cohorts import CohortKey
from saphan.domain.recruitment.terms import Window
from tests.audit.tables import Tables, worker

from .worlds import decided


@pytest.mark.parametrize(
    ("window", "arrival", "expected"),
    [
        (Window.YEAR, PartialDate(2024, 12), "2024"),
        (Window.QUARTER, PartialDate(2024, 1), "2024-Q1"),
        (Window.QUARTER, PartialDate(2024, 3), "2024-Q1"),
        (Window.QUARTER, PartialDate(2024, 4), "2024-Q2"),
        (Window.QUARTER, PartialDate(2024, 12), "2024-Q4"),
        (Window.MONTH, PartialDate(2024, 3), "2024-03"),
        (Window.YEAR, None, "unknown"),
        (Window.MONTH, None, "unknown"),
    ],
)
def test_windows(window: Window, arrival: PartialDate | None, expected: str) -> None:
    assert window.of(arrival) == expected


def cohorts(tables: Tables, **chosen: Any) -> dict[str, tuple[int, int]]:
    """Headcount and interviewed by the name of the cohort."""
    return {
        str(one.key): (one.headcount, one.interviewed)
        for one in decided(tables, **chosen).plan.cohorts
    }


def test_each_of_the_four_facts_makes_another_cohort() -> None:
    tables = Tables.of_amounts(*range(5), more=1)
    changes = {
        "nationality": "KH",
        "agent": "Agency B",
        "scheme": "other",
        "arrival_month": "2023-12",
    }
    for row, interview, change in zip(
        tables.roster[1:], tables.interviews[1:], changes.items(), strict=False
    ):
        row.update([change])
        interview.update([change])
    assert cohorts(tables) == {
        "MM | Agency A | mou | 2024": (2, 1),
        "KH | Agency A | mou | 2024": (1, 1),
        "MM | Agency B | mou | 2024": (1, 1),
        "MM | Agency A | other | 2024": (1, 1),
        "MM | Agency A | mou | 2023": (1, 1),
    }


def test_the_window_is_a_choice() -> None:
    tables = Tables.of_amounts(1, 2, 3)
    for row, month in zip(tables.roster, ("2024-01", "2024-03", "2024-04"), strict=True):
        row["arrival_month"] = month
    for row, month in zip(tables.interviews, ("2024-01", "2024-03", "2024-04"), strict=True):
        row["arrival_month"] = month
    assert [*cohorts(tables).values()] == [(3, 3)]
    assert [*cohorts(tables, window="quarter").values()] == [(2, 2), (1, 1)]
    assert [*cohorts(tables, window="month").values()] == [(1, 1), (1, 1), (1, 1)]


def test_spellings_of_one_agent_are_one_agent() -> None:
    tables = Tables.of_amounts(1, 2, more=2)
    for row, agent in zip(
        tables.roster, ("AGENCY A", "Agency  A ", "Agency A", "agency a"), strict=True
    ):
        row["agent"] = agent
    assert cohorts(tables) == {"MM | Agency A | mou | 2024": (4, 2)}


def test_unknown_is_a_cohort_of_its_own() -> None:
    tables = Tables.of_amounts(1, 2)
    for row in (*tables.roster, *tables.interviews):
        row.update(nationality="", agent="", scheme="", arrival_month="")
    assert cohorts(tables) == {"unknown | unknown | unknown | unknown": (2, 2)}


def test_the_interview_speaks_and_the_roster_fills_what_it_leaves_blank() -> None:
    tables = Tables.of_amounts(1, 2)
    blank = {"nationality": "unknown", "agent": "", "scheme": "", "arrival_month": ""}
    tables.interviews[0].update(blank)
    tables.interviews[1].update(agent="Agency B")
    assert cohorts(tables) == {
        "MM | Agency A | mou | 2024": (2, 1),
        "MM | Agency B | mou | 2024": (0, 1),
    }


def test_an_interview_without_a_worker_counts_in_its_cohort() -> None:
    tables = Tables.of_amounts(100, 300, more=1)
    tables.interviews[1]["worker_code"] = ""
    outcome = decided(tables)
    assert {line.amount_minor for line in outcome.plan.lines} == {20_000}
    individual = decided(tables, method="individual").plan
    assert [line.worker for line in individual.lines] == ["W1"]
    assert [one.worker for one in individual.unresolved] == ["W2", "W3"]


def test_somebody_who_stands_in_no_roster_is_unresolved() -> None:
    tables = Tables.of_amounts(100, 300)
    tables.roster.pop()
    plan = decided(tables).plan
    assert [line.amount_minor for line in plan.lines] == [20_000]
    [stranger] = plan.unresolved
    assert (stranger.worker, stranger.reason) == ("W2", "not_on_roster")
    assert stranger.cohort == CohortKey(Nationality.MM, "Agency A", Scheme.MOU, "2024")


def test_a_cohort_that_was_not_heard_is_unresolved() -> None:
    tables = Tables.of_amounts(100)
    tables.roster.append(worker("W9", agent="Agency B"))
    for method in ("median", "p75", "max", "flat"):
        plan = decided(tables, method=method).plan
        assert [one.worker for one in plan.lines] == ["W1"]
        assert [(one.worker, one.reason) for one in plan.unresolved] == [
            ("W9", "cohort_without_interviews")
        ]
        silent = next(one for one in plan.cohorts if one.key.agent == "Agency B")
        assert (silent.spread, silent.total_minor, silent.headcount) == (None, None, 1)


def test_an_interview_without_payments_is_a_zero_that_was_heard() -> None:
    tables = Tables.of_amounts(100, 300, 500)
    tables.payments = tables.payments[2:]
    assert decided(tables).plan.total_minor == 0
    assert decided(tables, method="max").plan.total_minor == 150_000
