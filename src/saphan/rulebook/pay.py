"""Pay: the dated rules for one place, one kind of work and some days, for a claim to use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from saphan.domain.pay.codes import EXCEPTIONS, Topic, Work
from saphan.domain.pay.law import PayLaw, Provision
from saphan.domain.period import Period
from saphan.rulebook.answers import Answer, answer
from saphan.rulebook.book import Rulebook, codes_of
from saphan.rulebook.rows import Rule
from saphan.rulebook.wages import DAILY, SECTOR, minimum_wage

_DAY = timedelta(days=1)
_SKILL = "th.skills.wage-floor"


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a topic is asked of the law book.

    ``exceptions`` tells whether the rule may not hold for work of ``EXCEPTIONS``.
    """

    rule: str
    read: Callable[[object], Fraction | None]
    here: str = ""
    exceptions: bool = True


def _number(value: object) -> Fraction | None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    return None


def _worded(words: object, meaning: int) -> Callable[[object], Fraction | None]:
    """A rule in words means a number as long as its words are those that were read."""
    return lambda value: Fraction(meaning) if value == words else None


def _any(value: object) -> Fraction | None:
    return None if value is None else Fraction(1)


#: s.68 divides by thirty days. Source: rule th.pay.hourly-rate-monthly-paid.
_MONTHLY = _worded("monthly_wage / (30 * average_hours_per_working_day)", 30)
#: The closed list in the order in which the claim counts its items.
_DEDUCTIONS = _worded(
    [
        "income tax or other payments required by law",
        "union dues",
        "cooperative debts, or debts solely for the benefit of the employee, with prior consent",
        "s.10 deposit, or damages for wilful act or gross negligence, with consent",
        "provident fund",
    ],
    5,
)
_ASKED: Mapping[Topic, _Asked] = {
    Topic.MONTH_DAYS: _Asked("th.pay.hourly-rate-monthly-paid", _MONTHLY),
    Topic.WAGES_PAID: _Asked("th.pay.frequency", _any),
    Topic.MONEY: _Asked("th.pay.currency-and-place", _any),
    Topic.OVERTIME: _Asked("th.pay.overtime-rate", _number),
    Topic.HOLIDAY_OVERTIME: _Asked("th.pay.overtime-rate-holiday", _number),
    Topic.HOLIDAY_PAID: _Asked("th.pay.holiday-work-rate", _number, "paid-holiday"),
    Topic.HOLIDAY_UNPAID: _Asked("th.pay.holiday-work-rate", _number, "no-paid-holiday"),
    Topic.DEDUCTIONS: _Asked("th.deductions.allowed", _DEDUCTIONS),
    Topic.CAP_EACH: _Asked("th.deductions.cap-each", _number),
    Topic.CAP_TOGETHER: _Asked("th.deductions.cap-total", _number),
    Topic.CONSENT_FORM: _Asked("th.deductions.consent-form", _any),
    Topic.ADVANCE_CAP: _Asked("th.deductions.recovery-cap", _number, exceptions=False),
    Topic.SOCIAL_RATE: _Asked("th.social-security.rate-employee", _number, exceptions=False),
    Topic.SOCIAL_FLOOR: _Asked("th.social-security.wage-floor", _number, exceptions=False),
    Topic.SOCIAL_CEILING: _Asked("th.social-security.wage-ceiling", _number, exceptions=False),
}
#: How the rule about work outside social security names kinds of work.
_OUTSIDE = {
    Work.DOMESTIC: "domestic work",
    Work.AGRICULTURE: "agriculture",
    Work.LIVESTOCK: "livestock",
}
#: Work of which that rule does not speak, though it may be outside, too.
_NOT_NAMED = frozenset({Work.FORESTRY, Work.SEA_FISHING})


def pay_law(
    book: Rulebook,
    *,
    province: str,
    period: Period,
    district: str | None = None,
    sector: str | None = None,
    work: Work | None = None,
    certificate: str | None = None,
) -> PayLaw:
    """What the law book says about pay in this place on every day of a closed period.

    ``province`` is an ISO 3166-2 code, ``district`` and ``sector`` are codes of the rules on
    minimum wages, ``certificate`` is a trade and level of the rule on skill wages such as
    ``bartender/level-1``. Errors: ``NotFound("rule.unknown")`` when the book lacks a rule.
    """
    if period.last is None:
        raise ValueError("the period is open")
    found = [
        *_wages(book, period, province, district, sector, work),
        *_hours(book, period, work),
        *_excluded(book, period, work),
    ]
    for topic, asked in _ASKED.items():
        found += _of_topic(book, period, topic, asked, work)
    if certificate:
        found += _skill(book, period, certificate)
    elsewhere = _elsewhere(book, period, province, sector) if district is None else ()
    return PayLaw(tuple(found), province, sector, work, elsewhere)


def _elsewhere(
    book: Rulebook, period: Period, province: str, sector: str | None
) -> tuple[str, ...]:
    """The districts and areas of the province that have a rate of their own in the period."""
    asked = [(DAILY, {province}, "district")]
    if sector:
        asked.append((SECTOR, {province, sector}, "area"))
    found = {
        code
        for rule, codes, condition in asked
        for row in book.rule(rule).rows
        if codes <= {code for accepted in row.where.values() for code in accepted}
        and (row.first or date.min) <= (period.last or date.max)
        and (row.last or date.max) >= period.first
        for code in row.where.get(condition, ())
    }
    return tuple(sorted(found))


def _of_topic(
    book: Rulebook, period: Period, topic: Topic, asked: _Asked, work: Work | None
) -> Iterator[Provision]:
    rule = book.rule(asked.rule)
    codes = codes_of(asked.here)
    feared = asked.exceptions and work in EXCEPTIONS
    for span, said in _spans([rule], period, lambda day: answer(rule, on=day, codes=codes)):
        yield _provision(topic, span, said, asked.read, "work_exception" if feared else "")


def _wages(
    book: Rulebook,
    period: Period,
    province: str,
    district: str | None,
    sector: str | None,
    work: Work | None,
) -> Iterator[Provision]:
    def on(day: date) -> Answer:
        return minimum_wage(book, province=province, on=day, district=district, sector=sector)

    feared = "work_exception" if work in EXCEPTIONS else ""
    for span, said in _spans([book.rule(DAILY), book.rule(SECTOR)], period, on):
        yield _provision(Topic.MINIMUM_WAGE, span, said, _number, feared)


def _hours(book: Rulebook, period: Period, work: Work | None) -> Iterator[Provision]:
    here = Work.HAZARDOUS.value if work is Work.HAZARDOUS else ""
    asked = _Asked("th.hours.day", _number, here)
    yield from _of_topic(book, period, Topic.DAY_HOURS, asked, work)


def _excluded(book: Rulebook, period: Period, work: Work | None) -> Iterator[Provision]:
    """1 where the work is outside social security, 0 where it is inside."""

    def read(value: object) -> Fraction | None:
        if not isinstance(value, list):
            return None
        return Fraction(work in _OUTSIDE and _OUTSIDE[work] in value)

    rule = book.rule("th.social-security.excluded-work")
    feared = "work_exception" if work in _NOT_NAMED else ""
    for span, said in _spans([rule], period, lambda day: answer(rule, on=day, codes=frozenset())):
        yield _provision(Topic.SOCIAL_EXCLUDED, span, said, read, feared)


def _skill(book: Rulebook, period: Period, certificate: str) -> Iterator[Provision]:
    """The wage of a certificate; unknown where its start is, because none must be guessed."""
    rule = book.rule(_SKILL)
    codes = codes_of(certificate)
    for span, said in _spans([rule], period, lambda day: answer(rule, on=day, codes=codes)):
        feared = "start_unknown" if said.known and said.starts is None else ""
        yield _provision(Topic.SKILL_WAGE, span, said, _number, feared)


def _provision(
    topic: Topic,
    span: Period,
    said: Answer,
    read: Callable[[object], Fraction | None],
    feared: str,
) -> Provision:
    """One answer of the law book as a number, or as unknown with the reason."""
    value = read(said.value) if said.known and not feared else None
    code = said.reason.value
    if said.known and value is None:
        code = feared or "rule_changed"
    return Provision(
        topic=topic,
        period=span,
        value=value,
        reason_code=code,
        rule=said.rule,
        article=said.article,
        source=said.source,
        standing=said.standing,
        starts=said.starts,
        ends=said.ends,
        since=said.since,
        caveat=said.caveat,
        note=said.sentence,
    )


def _spans(
    rules: Iterable[Rule], period: Period, on: Callable[[date], Answer]
) -> Iterator[tuple[Period, Answer]]:
    """The answers for a closed period, each with the days on which it is the same."""
    end = period.last or date.max
    days = sorted({period.first, *_turns(rules, period.first, end)})
    said = [on(day) for day in days]
    first = 0
    for index in range(1, len(days) + 1):
        if index == len(days) or said[index] != said[first]:
            last = end if index == len(days) else days[index] - _DAY
            yield Period(days[first], last), said[first]
            first = index


def _turns(rules: Iterable[Rule], first: date, last: date) -> Iterator[date]:
    """Every day in the span on which some row begins or stops to answer."""
    for rule in rules:
        for row in rule.rows:
            ends = {end + _DAY for end in (row.last, row.holds_until) if end and end < last}
            yield from (day for day in {row.first, *ends} if day and first < day <= last)
