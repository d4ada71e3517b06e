"""Invented laws for the tests of claims about pay, and claims written as rows of a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from saphan.domain.pay.claim import claim
from saphan.domain.pay.codes import Basis, Consent, Holiday, Taken, Topic, Work
from saphan.domain.pay.law import PayLaw, Provision
from saphan.domain.pay.lines import Claim, Line
from saphan.domain.pay.records import Deduction, HolidayWork, Paid, Stint
from saphan.domain.period import Period

SINCE = date(2020, 1, 1)

#: What the invented law says of every topic but the minimum wage, as long as a test says no other.
VALUES: dict[Topic, str | None] = {
    Topic.DAY_HOURS: "8",
    Topic.MONTH_DAYS: "30",
    Topic.WAGES_PAID: "1",
    Topic.MONEY: "1",
    Topic.OVERTIME: "1.5",
    Topic.HOLIDAY_OVERTIME: "3",
    Topic.HOLIDAY_PAID: "1",
    Topic.HOLIDAY_UNPAID: "2",
    Topic.DEDUCTIONS: "5",
    Topic.CAP_EACH: "0.1",
    Topic.CAP_TOGETHER: "0.2",
    Topic.CONSENT_FORM: "1",
    Topic.ADVANCE_CAP: "0.1",
    Topic.SOCIAL_RATE: "0.05",
    Topic.SOCIAL_FLOOR: "1650",
    Topic.SOCIAL_CEILING: "15000",
    Topic.SOCIAL_EXCLUDED: "0",
}


def provision(topic: Topic, value: str | None, period: Period | None = None) -> Provision:
    """One invented provision; without a value it is unverified."""
    return Provision(
        topic=topic,
        period=period or Period(SINCE),
        value=None if value is None else Fraction(value),
        reason_code="unverified" if value is None else "in_force",
        rule=f"invented.{topic}",
        article="an article",
        source="an invented source",
        standing="unverified" if value is None else "verified",
    )


def law_of(
    *wages: str | None,
    turns: tuple[date, ...] = (),
    work: Work | None = Work.ORDINARY,
    **other: Any,
) -> PayLaw:
    """A law with one minimum wage after the other, each until the day before the next turn."""
    starts = [SINCE, *turns]
    ends = [*(turn - timedelta(days=1) for turn in turns), None]
    of_wages = [
        provision(Topic.MINIMUM_WAGE, wage, Period(first, last))
        for wage, first, last in zip(wages, starts, ends, strict=True)
    ]
    values = VALUES | {Topic(name): value for name, value in other.items()}
    rest = [provision(topic, value) for topic, value in values.items()]
    return PayLaw((*of_wages, *rest), "TH-10", "none", work)


def turned(law: PayLaw, topic: Topic, day: date) -> PayLaw:
    """The same law, one topic of which is written in two rows that say the same."""
    rows: list[Provision] = []
    for row in law.provisions:
        if row.topic is topic and row.period.holds(day) and day > row.period.first:
            rows.append(replace(row, period=Period(row.period.first, day - timedelta(days=1))))
            rows.append(replace(row, period=Period(day, row.period.last), rule="invented.later"))
        else:
            rows.append(row)
    return replace(law, provisions=tuple(rows))


def number(value: object) -> Fraction | None:
    """A number as a test writes it."""
    return None if value is None else Fraction(str(value))


def days(first: str, last: str) -> Period:
    """A closed period."""
    return Period(date.fromisoformat(first), date.fromisoformat(last))


JUNE = days("2025-06-01", "2025-06-30")


def stint(period: Period = JUNE, basis: str = "daily", **given: Any) -> Stint:
    """A stint of which a test says what it needs: no overtime, holidays or deductions else."""
    numbers: dict[str, Any] = {
        key: number(given.pop(key, None)) for key in ("rate", "days", "hours")
    }
    paid = given.pop("paid", None)
    chosen = {"holidays": (), "deductions": ()} | given
    chosen["overtime"] = number(given.get("overtime", 0))
    chosen["paid"] = paid if isinstance(paid, Paid) else Paid(number(paid))
    return Stint(period, Basis(basis), **(numbers | chosen))


def off(holiday: str, hours: object, beyond: object = 0, paid: bool | None = None) -> HolidayWork:
    """Work on a holiday."""
    return HolidayWork(Holiday(holiday), number(hours), number(beyond), paid)


def taken(what: str, amount: object, consent: str = "unknown") -> Deduction:
    """A deduction."""
    return Deduction(Taken(what), number(amount), Consent(consent))


Row = tuple[str, str | None, str | None, str | None, str, str]


def row(line: Line) -> Row:
    """A line as: kind, due, was, short in baht, verdict, reason."""
    due, was, short = (
        None if money is None else f"{money.major:.2f}"
        for money in (line.due, line.was, line.short)
    )
    name = f"{line.kind}/{line.subject}" if line.subject else line.kind.value
    return name, due, was, short, line.finding.verdict.value, line.finding.reason_code


def rows(found: Claim, *kinds: str) -> list[Row]:
    """The lines of a claim as rows; of some kinds only, when they are named."""
    return [row(line) for line in found.lines if not kinds or line.kind.value in kinds]


def pay_rows(law: PayLaw, *stints: Stint) -> list[Row]:
    """The lines about pay of a claim."""
    pay = ("minimum_wage", "agreed_wage", "overtime", "holiday_work", "holiday_overtime")
    return rows(claim(stints, law), *pay)


def baht(found: Claim) -> Decimal | None:
    """What is missing altogether, in baht."""
    return None if found.short is None else found.short.major
