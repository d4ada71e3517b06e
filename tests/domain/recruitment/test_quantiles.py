"""Quantiles of definition 7, exactly, and money rounded half-up where a worker is paid only."""

from __future__ import annotations

import statistics
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.recruitment.cohorts import Spread, quantile
from tests.audit.tables import Tables, payment

from .worlds import amounts, decided

BAHT = st.fractions(min_value=0, max_value=10**6, max_denominator=10_000)


def by_definition(ranked: list[Fraction], share: Fraction) -> Fraction:
    """Hyndman and Fan (1996), definition 7, as it is printed: h = (n - 1) p + 1."""
    h = (len(ranked) - 1) * share + 1
    j = floor(h)
    upper = ranked[min(j, len(ranked) - 1)]
    return ranked[j - 1] + (h - j) * (upper - ranked[j - 1])


@given(st.lists(BAHT, min_size=1, max_size=40), st.integers(0, 100))
def test_quantiles_follow_the_definition(values: list[Fraction], percent: int) -> None:
    ranked, share = sorted(values), Fraction(percent, 100)
    assert quantile(ranked, share) == by_definition(ranked, share)


@given(st.lists(BAHT, min_size=2, max_size=40))
def test_quartiles_are_those_of_the_standard_library(values: list[Fraction]) -> None:
    spread = Spread.of(values)
    assert spread
    _, median, p75 = statistics.quantiles(values, n=4, method="inclusive")
    assert (spread.median, spread.p75, spread.most) == (median, p75, max(values))
    assert spread.interviewed == len(values)


@pytest.mark.parametrize(
    ("values", "median", "p75"),
    [
        ([7], 7, 7),
        ([1, 2], Fraction(3, 2), Fraction(7, 4)),
        ([1, 2, 3], 2, Fraction(5, 2)),
        ([1, 2, 3, 4], Fraction(5, 2), Fraction(13, 4)),
        ([10, 20, 40, 80, 160], 40, 80),
        ([3, 1, 2], 2, Fraction(5, 2)),
    ],
)
def test_quantiles_of_a_few_amounts(values: list[int], median: Fraction, p75: Fraction) -> None:
    spread = Spread.of([Fraction(value) for value in values])
    assert spread
    assert (spread.median, spread.p75) == (median, p75)


def test_of_no_interviews_there_is_no_spread() -> None:
    assert Spread.of([]) is None


def test_nothing_is_rounded_before_the_worker() -> None:
    """Three payments of half a satang are one and a half: two satang, not three."""
    tables = Tables.of_amounts("0.005")
    tables.payments += [payment(1, "0.005"), payment(1, "0.005")]
    assert amounts(decided(tables, method="individual")) == {"W1": 2}


@pytest.mark.parametrize(
    ("given", "satang"), [("10.004", 1000), ("10.005", 1001), ("10.015", 1002), ("10.0149", 1001)]
)
def test_half_a_satang_counts_as_a_whole_one(given: str, satang: int) -> None:
    assert amounts(decided(Tables.of_amounts(given), method="individual")) == {"W1": satang}


def test_the_middle_of_two_workers_is_rounded_once() -> None:
    tables = Tables.of_amounts("0.01", "0.02", more=3)
    assert set(amounts(decided(tables)).values()) == {2}
    assert decided(tables).plan.total_minor == 10
