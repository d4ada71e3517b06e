"""An invented plant: three cohorts, 120 interviews, 1,150 workers. Nothing in it is real.

Every amount, agent, rate and code is made up, so that a trainer can teach with it. The same
seed always makes the same plant.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

SEED = 2569
SITE = "Invented Plant 1"
RATE_SOURCE = "Invented demo rate, not a real exchange rate"
Row = dict[str, object]

#: Invented baht for one unit in autumn 2022, and its drift a week.
_RATES = {"MMK": (0.0161, -0.00002), "KHR": (0.0085, 0.000003), "LAK": (0.00195, -0.000004)}


@dataclass(frozen=True, slots=True)
class Group:
    """One invented cohort and what its interviewed workers tell."""

    nationality: str
    currency: str
    agent: str
    scheme: str
    year: int
    workers: int
    leavers: int
    interviews: int
    scale: int


GROUPS = (
    Group("MM", "MMK", "Invented Agency Golden Lotus", "mou", 2024, 700, 83, 75, 1000),
    Group("KH", "KHR", "Invented Agency River Star", "mou", 2023, 446, 41, 41, 500),
    Group("LA", "LAK", "Invented Agency White Elephant", "registration", 2024, 4, 1, 4, 5000),
)


@dataclass(slots=True)
class Plant:
    """The four tables of an audit, each a list of rows by canonical column."""

    interviews: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    roster: list[Row] = field(default_factory=list)
    rates: list[Row] = field(default_factory=list)


def plant(seed: int = SEED) -> Plant:
    """The invented plant of a seed."""
    chance = random.Random(seed)  # noqa: S311  an invented world needs no secrets
    made = Plant(rates=list(_rates()))
    for group in GROUPS:
        first = len(made.roster) + 1
        arrivals = [date(group.year, chance.randint(2, 11), 1) for _ in range(group.workers)]
        for place, arrival in enumerate(arrivals):
            made.roster.append(_worker(f"W{first + place:04d}", group, arrival, place, chance))
        for place in sorted(chance.sample(range(group.workers), group.interviews)):
            _interview(made, made.roster[first - 1 + place], group, arrivals[place], chance)
    return made


def _rates() -> Iterator[Row]:
    for currency, (start, drift) in _RATES.items():
        for week in range(120):
            day = date(2022, 10, 31) + timedelta(weeks=week)
            value = f"{start + drift * week:.7f}"
            yield {
                "date": day.isoformat(),
                "currency": currency,
                "thb_per_unit": value,
                "source": RATE_SOURCE,
            }


def _worker(code: str, group: Group, arrival: date, place: int, chance: random.Random) -> Row:
    left = place >= group.workers - group.leavers
    left_on = arrival + timedelta(days=chance.randint(90, 500)) if left else None
    return {
        "worker_code": code,
        "nationality": group.nationality,
        "agent": group.agent,
        "scheme": group.scheme,
        "arrival_month": f"{arrival:%Y-%m}",
        "status": "left" if left else "current",
        "left_on": left_on.isoformat() if left_on else "",
    }


def _interview(
    made: Plant, worker: Row, group: Group, arrival: date, chance: random.Random
) -> None:
    index = len(made.interviews) + 1
    facts = ("worker_code", "nationality", "agent", "scheme", "arrival_month")
    made.interviews.append(
        {"interview_code": f"I{index:03d}"}
        | {name: worker[name] for name in facts}
        | {
            "site": SITE,
            "first_month_wage": chance.choice((9500, 9800, 10200, 10650)),
            "wage_currency": "THB",
            "sex": chance.choice(("f", "f", "m")),
            "_index": index,
        }
    )
    for line in _lines(group, arrival, chance):
        made.payments.append(_BLANK | line | {"_parent_index": index})


_BLANK: Row = {
    "item": "",
    "amount": "",
    "amount_min": "",
    "amount_max": "",
    "currency": "THB",
    "paid_on": "",
    "paid_to": "unknown",
    "borne_by": "worker",
    "receipt": "none",
    "refunded": "",
}


def _lines(group: Group, arrival: date, chance: random.Random) -> Iterator[Row]:
    """What one invented worker paid: fees at home, papers, and charges after arrival."""
    home = {"currency": group.currency}

    def day(before: int) -> str:
        return (arrival - timedelta(days=before)).isoformat()

    def about(low: int, high: int) -> int:
        return chance.randint(low, high) * group.scale

    fee = {"item": "service_fee", "paid_to": "origin_agency", "receipt": "none"}
    yield fee | home | {"amount": about(380, 620), "paid_on": day(40)}
    low = about(90, 140)
    broker = {"item": "sub_agent_fee", "paid_to": "sub_agent", "paid_on": day(46)[:7]}
    yield broker | home | {"amount_min": low, "amount_max": low + about(10, 60)}
    papers = {"item": "passport", "paid_to": "official", "receipt": "official"}
    yield papers | home | {"amount": about(25, 35), "paid_on": day(60)}
    yield {
        "item": "travel",
        "paid_to": "sub_agent",
        "amount": chance.randint(9, 24) * 100,
        "paid_on": day(2),
    }
    yield {
        "item": "medical_test",
        "paid_to": "employer",
        "amount": 500 + chance.randint(0, 3) * 50,
        "paid_on": day(-6),
        "receipt": "photo",
    }
    yield from _after_arrival(day, chance)


def _after_arrival(day: Callable[[int], str], chance: random.Random) -> Iterator[Row]:
    agency = {"item": "service_fee", "paid_to": "thai_agency", "paid_on": day(-3)}
    yield agency | {
        "amount": chance.randint(30, 75) * 100,
        "receipt": chance.choice(("chat", "none")),
    }
    permit = {"item": "work_permit", "paid_to": "employer", "paid_on": day(-20)}
    refunded = chance.choice(("", "", "", "300"))
    yield permit | {"amount": chance.choice((1000, Decimal("1900.50"))), "refunded": refunded}
    if chance.random() < 0.25:
        yield {"item": "training", "paid_to": "thai_agency", "amount": 1250, "paid_on": day(5)}
    if chance.random() < 0.2:
        yield {"item": "bribe", "paid_to": "other", "amount": chance.randint(2, 9) * 100}
    if chance.random() < 0.2:
        yield {
            "item": "visa",
            "amount": 500,
            "paid_to": "employer",
            "paid_on": day(1),
            "borne_by": chance.choice(("employer", "shared", "unknown")),
        }
    if chance.random() < 0.3:
        yield {
            "item": "reporting_90_day",
            "amount": 300,
            "paid_to": "employer",
            "paid_on": day(-90),
        }
