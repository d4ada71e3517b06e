"""Every amount of generated worlds a second time, from the rows alone."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from hypothesis import given, settings

from saphan.domain.recruitment.terms import Definition, Method, Window
from tests.audit import by_hand
from tests.audit.tables import Tables

from .worlds import TERMS, amounts, decided, left_of, worlds

Key = tuple[str, str, str, str]
SHARES = {Method.MEDIAN: "0.5", Method.P75: "0.75", Method.MAX: "1"}


def counts(row: by_hand.Row, scheme: str, definition: Definition) -> bool:
    """Whether the payment is forbidden for certain, by the lists of the second computation."""
    if row["borne_by"] != "worker":
        return False
    if definition is Definition.ILO:
        return row["item"] in by_hand.ILO
    if len(str(row["paid_on"])) == len("2023"):
        row = {**row, "paid_on": f"{row['paid_on']}-01"}
    return by_hand.counts(row, scheme, "law")


def owed(tables: Tables, chosen: dict[str, Any]) -> dict[object, Fraction]:
    """Baht by index."""
    sums: dict[object, Fraction] = {row["_index"]: Fraction(0) for row in tables.interviews}
    scheme = {row["_index"]: str(row["scheme"]) for row in tables.interviews}
    for row in tables.payments:
        index = row["_parent_index"]
        if counts(row, scheme[index], chosen["definition"]):
            sums[index] += left_of(tables, row, chosen["range_choice"])
    return sums


def key_of(row: by_hand.Row, listed: by_hand.Row, window: Window) -> Key:
    """The cohort; what the interview leaves blank is filled from the roster."""
    agent = str(row["agent"] or listed.get("agent") or "unknown")
    year, _, month = str(row["arrival_month"] or listed.get("arrival_month") or "").partition("-")
    quarter = f"{year}-Q{(int(month or 1) - 1) // 3 + 1}"
    within = {"year": year, "quarter": quarter, "month": f"{year}-{month}"}[window]
    spelled = "".join(agent.split()).casefold()
    return str(row["nationality"]), spelled, str(row["scheme"]), within if year else "unknown"


@settings(max_examples=300)
@given(worlds(), TERMS)
def test_every_amount_is_found_again(tables: Tables, chosen: dict[str, Any]) -> None:
    method, window = chosen["method"], chosen["window"]
    sums = owed(tables, chosen)
    listed = {str(row["worker_code"]): row for row in tables.roster}
    cohorts: dict[Key, list[Fraction]] = defaultdict(list)
    corridors: dict[str, list[Fraction]] = defaultdict(list)
    own: dict[str, Fraction] = {}
    for row in tables.interviews:
        known = listed.get(str(row["worker_code"]), {})
        cohorts[key_of(row, known, window)].append(sums[row["_index"]])
        corridors[str(row["nationality"])].append(sums[row["_index"]])
        own[str(row["worker_code"])] = sums[row["_index"]]
    expected: dict[str, int] = {}
    for code, row in listed.items():
        heard = cohorts.get(key_of(row, {}, window))
        if method is Method.INDIVIDUAL:
            if code in own:
                expected[code] = by_hand.satang(own[code])
        elif heard and method is Method.FLAT:
            corridor = corridors[str(row["nationality"])]
            expected[code] = by_hand.satang(by_hand.percentile_inc(corridor, "0.5"))
        elif heard:
            expected[code] = by_hand.satang(by_hand.percentile_inc(heard, SHARES[method]))
    assert amounts(decided(tables, **chosen)) == expected
