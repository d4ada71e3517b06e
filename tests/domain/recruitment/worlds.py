"""Generated worlds of an audit: rows as an officer would write them, and what they decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.charges import ChargeRule
from saphan.domain.recruitment.codes import Bearer, Item, Payee
from saphan.domain.recruitment.intake import Row, take_in
from saphan.domain.recruitment.outcome import Outcome, decide
from saphan.domain.recruitment.records import Intake
from saphan.domain.recruitment.terms import Definition, Method, RangeChoice, Terms, Window
from saphan.domain.refusals import Place
from saphan.rulebook.charges import load_charges
from tests.audit import by_hand
from tests.audit.tables import Tables, interview, payment, rate, worker

AS_OF = date(2026, 11, 23)
Cells = dict[str, object]

CODED: dict[str, Any] = {
    "method": Method,
    "definition": Definition,
    "range_choice": RangeChoice,
    "window": Window,
}
load_rules = lru_cache(load_charges)


def rows(sheet: str, table: Iterable[Mapping[str, object]]) -> list[Row]:
    """Rows below one row of headings."""
    return [
        Row(Place(f"{sheet}.xlsx", sheet, number), cells)
        for number, cells in enumerate(table, start=2)
    ]


def take(tables: Tables, as_of: date = AS_OF) -> Intake:
    return take_in(
        interviews=rows("interviews", tables.interviews),
        payments=rows("payments", tables.payments),
        roster=rows("roster", tables.roster),
        rates=rows("rates", tables.rates),
        as_of=as_of,
    )


def decided(
    tables: Tables | Intake, rules: tuple[ChargeRule, ...] | None = None, **chosen: Any
) -> Outcome:
    """The outcome under the usual terms but for those that were chosen; codes may be plain text."""
    intake = take(tables) if isinstance(tables, Tables) else tables
    coded = {name: CODED[name](value) for name, value in chosen.items() if name in CODED}
    terms = Terms(**({"as_of": AS_OF} | chosen | coded))
    return decide(intake, terms, load_rules() if rules is None else rules)


def amounts(outcome: Outcome) -> dict[str, int]:
    return {line.worker: line.amount_minor for line in outcome.plan.lines}


def bore(tables: Tables, index: object, choice: str) -> Fraction:
    """Baht that one interview shows the worker bore, less refunds; without a rate nothing."""
    lines = (
        row
        for row in tables.payments
        if row["_parent_index"] == index and row["borne_by"] == Bearer.WORKER
    )
    return sum((left_of(tables, row, choice) for row in lines), Fraction(0))


def left_of(tables: Tables, row: by_hand.Row, choice: str) -> Fraction:
    """Baht of one payment less its refund; nothing when no rate may be used."""
    left = by_hand.amount_of(row, choice) - by_hand.exact(row["refunded"])
    return max(Fraction(0), left) * (usable_rate(tables, row) or Fraction(0))


def usable_rate(tables: Tables, row: by_hand.Row) -> Fraction | None:
    """The rate found by looking at every row, None when there is none."""
    if row["currency"] == "THB":
        return Fraction(1)
    if len(str(row["paid_on"])) < len("2024-03"):
        return None
    day = by_hand.day_of(row)
    assert day
    found = [
        (day - date.fromisoformat(str(one["date"])), by_hand.exact(one["thb_per_unit"]))
        for one in tables.rates
        if one["currency"] == row["currency"] and date.fromisoformat(str(one["date"])) <= day
    ]
    return min(found)[1] if found and min(found)[0].days <= 31 else None


COHORTS = st.fixed_dictionaries(
    {
        "nationality": st.sampled_from(["MM", "KH"]),
        "agent": st.sampled_from(["Agency A", "agency  a", "Agency B", ""]),
        "scheme": st.sampled_from(["mou", "registration"]),
        "arrival_month": st.sampled_from(["2023-11", "2024-03", "2024-05", ""]),
    }
)
DAYS = st.sampled_from(
    ["2024-01-31", "2024-02-01", "2024-03-02", "2024-03-03", "2024-03", "2023", "", "2018-03"]
)
SATANG = st.integers(0, 3_000_000).map(lambda minor: Decimal(minor) / 100)
TERMS = st.fixed_dictionaries(
    {
        "method": st.sampled_from(Method),
        "definition": st.sampled_from(Definition),
        "range_choice": st.sampled_from(RangeChoice),
        "window": st.sampled_from(Window),
        "instalments": st.integers(1, 12),
        "first_payroll": st.sampled_from([None, PartialDate(2027, 1), PartialDate(2026, 11)]),
    }
)


#: Built once: hypothesis checks each new strategy, which would take longer than drawing from it.
LINE = st.fixed_dictionaries(
    {
        "item": st.sampled_from([item.value for item in Item]),
        "low": SATANG,
        "more": st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(700)]),
        "refunded": st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 2), Fraction(1)]),
        "currency": st.sampled_from(["THB", "THB", "MMK", "USD"]),
        "paid_on": DAYS,
        "paid_to": st.sampled_from([payee.value for payee in Payee]),
        "borne_by": st.sampled_from(["worker", "worker", *(bearer.value for bearer in Bearer)]),
    }
)
HOMES = st.lists(COHORTS, min_size=1, max_size=3)
#: Which of the homes, and whether the worker left.
PEOPLE = st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=9)
#: Who was heard, where she says to belong, what she paid; strangers and nameless people, too.
HEARD = st.lists(
    st.tuples(
        st.sampled_from([*(f"W{number}" for number in range(9)), "S1", "S2", ""]),
        st.integers(0, 2),
        st.lists(LINE, max_size=3),
    ),
    max_size=9,
    unique_by=lambda heard: heard[0],
)


def line(index: int, drawn: Mapping[str, object]) -> Cells:
    """One payment; a refund is never larger than the payment."""
    facts = dict(drawn)
    low, more, share = facts.pop("low"), facts.pop("more"), facts.pop("refunded")
    assert isinstance(low, Decimal)
    assert isinstance(more, Decimal)
    assert isinstance(share, Fraction)
    refunded = low * share.numerator / share.denominator
    facts["refunded"] = refunded.quantize(Decimal("0.01")) if refunded else ""
    if more:
        facts |= {"amount": "", "amount_min": low, "amount_max": low + more}
    return payment(index, low) | facts


@st.composite
def worlds(draw: st.DrawFn) -> Tables:
    """A site without faulty rows: some workers interviewed, strangers and anonymous ones too."""
    homes = draw(HOMES)
    tables = Tables(rates=list(rates()))
    for number, (home, left) in enumerate(draw(PEOPLE)):
        facts = {"status": "left", "left_on": "2025-06-30"} if left else {"status": "current"}
        tables.roster.append(worker(f"W{number}", **homes[home % len(homes)], **facts))
    codes = {row["worker_code"] for row in tables.roster} | {"S1", "S2", ""}
    for index, (code, home, paid) in enumerate(draw(HEARD), start=1):
        if code in codes:
            tables.interviews.append(interview(index, code, **homes[home % len(homes)]))
            tables.payments += [line(index, one) for one in paid]
    return tables


def rates() -> list[Cells]:
    """Rates that are too old for some of the days: 31 January is 31 days before 2 March."""
    return [
        rate("2024-01-31", "USD", "35.333333"),
        rate("2024-02-28", "MMK", "0.01613"),
        rate("2024-02-01", "MMK", "0.0161"),
    ]


def shuffled(tables: Tables, chance: Random) -> Tables:
    """The same rows in another order."""
    return Tables(*(chance.sample(one, len(one)) for one in vars(tables).values()))
