"""The audit a second time, as somebody would do it in a spreadsheet: plain rows in, satang out.

Nothing here knows the house. What counts is written out as lists; amounts are exact fractions;
quantiles follow the formula of PERCENTILE.INC; only a worker's amount is rounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

Row = Mapping[str, object]
Key = tuple[str, str, str, str]

#: Items that the ILO definition forbids to charge, whoever was paid.
ILO = frozenset(
    {
        *("service_fee", "sub_agent_fee", "passport", "visa", "work_permit", "medical_test"),
        *("insurance", "skills_test", "training", "equipment", "travel", "lodging"),
        *("administration", "deposit", "bribe"),
    }
)
#: What Thai law forbids under an MoU since 28 March 2018, by who was paid.
LAW = {
    "employer": frozenset(
        {"service_fee", "sub_agent_fee", "administration", "training", "skills_test", "travel"}
    ),
    "thai_agency": frozenset(
        {
            *("service_fee", "sub_agent_fee", "administration", "training", "skills_test"),
            *("travel", "lodging", "equipment", "deposit"),
        }
    ),
}
LAW_SINCE = date(2018, 3, 28)


class ByHand(NamedTuple):
    """Satang by worker and by cohort, the sum, and who has no amount."""

    lines: dict[str, int]
    cohorts: dict[Key, dict[str, int]]
    total: int
    unresolved: list[str]


def audit(
    interviews: Sequence[Row],
    payments: Sequence[Row],
    roster: Sequence[Row],
    rates: Sequence[Row],
    *,
    method: str,
    definition: str,
    choice: str,
) -> ByHand:
    dated = [
        (str(one["currency"]), date.fromisoformat(str(one["date"])), exact(one["thb_per_unit"]))
        for one in rates
    ]
    scheme_of = {str(row["_index"]): str(row["scheme"]) for row in interviews}
    owed = {str(row["_index"]): Fraction(0) for row in interviews}
    for row in payments:
        index = str(row["_parent_index"])
        if row["borne_by"] == "worker" and counts(row, scheme_of[index], definition):
            left = amount_of(row, choice) - exact(row["refunded"])
            owed[index] += max(Fraction(0), left) * rate_of(row, dated)
    own = {str(row["worker_code"]): owed[str(row["_index"])] for row in interviews}
    heard: dict[Key, list[Fraction]] = defaultdict(list)
    corridor: dict[str, list[Fraction]] = defaultdict(list)
    for row in interviews:
        heard[key_of(row)].append(owed[str(row["_index"])])
        corridor[str(row["nationality"])].append(owed[str(row["_index"])])
    share = {"median": "0.5", "p75": "0.75", "max": "1", "flat": "0.5"}.get(method)
    due = {
        key: satang(percentile_inc(corridor[key[0]] if method == "flat" else amounts, share))
        for key, amounts in heard.items()
        if share
    }
    lines: dict[str, int] = {}
    unresolved: list[str] = []
    for row in roster:
        code, key = str(row["worker_code"]), key_of(row)
        if method == "individual" and code in own:
            lines[code] = satang(own[code])
        elif key in due:
            lines[code] = due[key]
        else:
            unresolved.append(code)
    return ByHand(lines, _cohorts(heard, roster, lines), sum(lines.values()), sorted(unresolved))


def _cohorts(
    heard: Mapping[Key, list[Fraction]], roster: Sequence[Row], lines: Mapping[str, int]
) -> dict[Key, dict[str, int]]:
    found = {}
    for key, amounts in heard.items():
        codes = [str(row["worker_code"]) for row in roster if key_of(row) == key]
        found[key] = {
            "interviewed": len(amounts),
            "headcount": len(codes),
            "median_minor": satang(percentile_inc(amounts, "0.5")),
            "p75_minor": satang(percentile_inc(amounts, "0.75")),
            "max_minor": satang(max(amounts)),
            "total_minor": sum(lines.get(code, 0) for code in codes),
        }
    return found


def counts(row: Row, scheme: str, definition: str) -> bool:
    """Whether the definition forbids the payment for certain."""
    if definition == "ilo":
        return row["item"] in ILO
    day = day_of(row)
    forbidden = LAW.get(str(row["paid_to"]), frozenset())
    return scheme == "mou" and day is not None and day >= LAW_SINCE and row["item"] in forbidden


def exact(cell: object) -> Fraction:
    return Fraction(str(cell)) if cell != "" and cell is not None else Fraction(0)


def amount_of(row: Row, choice: str) -> Fraction:
    if row["amount"] != "":
        return exact(row["amount"])
    low, high = exact(row["amount_min"]), exact(row["amount_max"])
    return {"low": low, "middle": (low + high) / 2, "high": high}[choice]


def day_of(row: Row) -> date | None:
    """The day of payment; a month stands for its first day."""
    text = str(row["paid_on"])
    if not text:
        return None
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01")


def rate_of(row: Row, rates: Sequence[tuple[str, date, Fraction]]) -> Fraction:
    """The latest rate on or before the day of payment, at most 31 days old."""
    if row["currency"] == "THB":
        return Fraction(1)
    day = day_of(row)
    assert day is not None
    usable = [
        (stated, value)
        for currency, stated, value in rates
        if currency == row["currency"] and 0 <= (day - stated).days <= 31
    ]
    return max(usable)[1]


def key_of(row: Row) -> Key:
    year = str(row["arrival_month"])[:4]
    return str(row["nationality"]), str(row["agent"]), str(row["scheme"]), year


def percentile_inc(amounts: Sequence[Fraction], share: str) -> Fraction:
    """PERCENTILE.INC: rank 1 + share x (n - 1), with a straight line between neighbours."""
    ranked = sorted(amounts)
    rank = Fraction(share) * (len(ranked) - 1)
    low = floor(rank)
    if low == len(ranked) - 1:
        return ranked[low]
    return ranked[low] * (1 - (rank - low)) + ranked[low + 1] * (rank - low)


def satang(baht: Fraction) -> int:
    """Half a satang counts as a whole one."""
    return floor(baht * 100 + Fraction(1, 2))
