"""The arithmetic of a claim in words: units, amounts, days, and the headings of its lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from saphan.domain.money import Currency, Money
from saphan.domain.pay.codes import Holiday, LineKind, Taken
from saphan.domain.pay.formula import Factor, Operation, Step, Unit
from saphan.domain.period import Period
from saphan.foundation.words import (
    Words,
    date_both_eras,
    money,
    month_both_eras,
    number,
    own_digits,
)

#: The catalogue in which all of this is translated.
CATALOGUE = "pay"
#: Languages whose readers count in the digits of their script every day; Thai and Lao slips of pay
#: carry western ones.
_OWN_DIGITS = frozenset({"my", "km"})
SIGNS = {Operation.PRODUCT: " × ", Operation.QUOTIENT: " ÷ ", Operation.DIFFERENCE: " − "}
EXTREMES = {
    Operation.LEAST: "the smaller of {amounts}",
    Operation.GREATEST: "the larger of {amounts}",
}
_DAY = timedelta(days=1)
#: A number with its unit, and the same for one of it where English says it differently.
UNITS: Mapping[Unit, tuple[str, str]] = {
    Unit.DAYS: ("{number} days", "{number} day"),
    Unit.THIRTIETHS: ("{number} days of the month", "{number} days of the month"),
    Unit.DAYS_A_MONTH: ("{number} days of the month", "{number} days of the month"),
    Unit.HOURS: ("{number} hours", "{number} hour"),
    Unit.HOURS_A_DAY: ("{number} hours a day", "{number} hours a day"),
    Unit.BAHT: ("{number} baht", "{number} baht"),
    Unit.BAHT_A_DAY: ("{number} baht a day", "{number} baht a day"),
    Unit.BAHT_AN_HOUR: ("{number} baht an hour", "{number} baht an hour"),
    Unit.BAHT_A_MONTH: ("{number} baht a month", "{number} baht a month"),
}
LINES: Mapping[LineKind, str] = {
    LineKind.MINIMUM_WAGE: "Minimum wage",
    LineKind.AGREED_WAGE: "What was agreed above the minimum wage",
    LineKind.SKILL_WAGE: "Wage for a skill certificate",
    LineKind.OVERTIME: "Overtime",
    LineKind.HOLIDAY_WORK: "Work on days off and public holidays",
    LineKind.HOLIDAY_OVERTIME: "Overtime on days off and public holidays",
    LineKind.DEDUCTION: "Deductions",
    LineKind.DEDUCTIONS_TOGETHER: "All deductions together",
    LineKind.SOCIAL_SECURITY: "Social security",
}
TAKEN: Mapping[Taken, str] = {
    Taken.SOCIAL_SECURITY: "Social security",
    Taken.INCOME_TAX: "Income tax",
    Taken.HOUSING: "Housing",
    Taken.FOOD: "Food",
    Taken.TRANSPORT: "Transport",
    Taken.EQUIPMENT: "Uniform or tools",
    Taken.FINE: "Fine, such as for being late",
    Taken.DAMAGES: "Damage or loss",
    Taken.DEPOSIT: "Deposit or guarantee",
    Taken.RECRUITMENT_FEE: "Recruitment fee or agent",
    Taken.ADVANCED_COSTS: "Costs that an MOU employer paid first",
    Taken.LOAN: "Loan or advance",
    Taken.COOPERATIVE_DEBT: "Debt to a cooperative",
    Taken.BENEFIT_DEBT: "Another debt for your own benefit",
    Taken.UNION_DUES: "Trade union dues",
    Taken.PROVIDENT_FUND: "Provident fund",
    Taken.OTHER: "Something else",
}
ON_HOLIDAYS: Mapping[tuple[LineKind, str], str] = {
    (LineKind.HOLIDAY_WORK, Holiday.REST_DAY): "Work on weekly days off",
    (LineKind.HOLIDAY_WORK, Holiday.PUBLIC_HOLIDAY): "Work on public holidays",
    (LineKind.HOLIDAY_OVERTIME, Holiday.REST_DAY): "Overtime on weekly days off",
    (LineKind.HOLIDAY_OVERTIME, Holiday.PUBLIC_HOLIDAY): "Overtime on public holidays",
}
_MONEY = frozenset({Unit.BAHT, Unit.BAHT_A_DAY, Unit.BAHT_AN_HOUR, Unit.BAHT_A_MONTH})


def figures(text: str, language: str) -> str:
    """The text with its digits as readers of the language write those of pay."""
    return own_digits(text, language) if language in _OWN_DIGITS else text


class Arithmetic:
    """Says numbers, days and lines of arithmetic in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def figures(self, text: str) -> str:
        """The text with its digits as the reader writes them."""
        return figures(text, self.words.language)

    def baht(self, amount: Money) -> str:
        """An amount with its currency, every satang shown."""
        return self.figures(money(amount.minor, Currency.THB, self.words.language))

    def day(self, day: date) -> str:
        """A day in both eras."""
        return self.figures(date_both_eras(day, self.words.language))

    def days(self, period: Period) -> str:
        """A period: a month by its name, else its first and last day."""
        first, last = period.first, period.last or period.first
        if first.day == 1 and (last + _DAY) == (first + timedelta(days=31)).replace(day=1):
            return self.figures(month_both_eras(first.year, first.month, self.words.language))
        return self.day(first) if first == last else f"{self.day(first)} – {self.day(last)}"

    def formula(self, step: Step) -> str:
        """One line of arithmetic with its units."""
        parts = [self.amount(part) for part in step.parts]
        if step.operation in EXTREMES:
            text: str = self.words.say(EXTREMES[step.operation], amounts=" · ".join(parts))
        else:
            text = SIGNS[step.operation].join(parts)
        return f"{text} {_equals(step.result)} {self.amount(step.result)}"

    def amount(self, factor: Factor) -> str:
        """A number with what it counts."""
        if factor.unit is Unit.TIMES:
            return self.times(factor.value)
        many, one = UNITS[factor.unit]
        text = self.figures(self._decimal(factor.value, baht=factor.unit in _MONEY))
        return str(self.words.say(one if factor.value == 1 else many, number=text))

    def times(self, value: Fraction) -> str:
        """A plain factor; below one it is a share, said in per cent."""
        if 0 < value < 1:
            return self.figures(f"{self._decimal(value * 100, baht=False)}%")
        return self.figures(self._decimal(value, baht=False))

    def _decimal(self, value: Fraction, *, baht: bool) -> str:
        """Exact where two decimals are enough, else four."""
        places = 4 if value * 100 % 1 else 2
        exact = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
            Decimal(1).scaleb(-places), ROUND_HALF_UP
        )
        if value.denominator == 1:
            places = 0
        elif places == 2 and not baht and value * 10 % 1 == 0:
            places = 1
        return number(exact, self.words.language, places=places)


def heading(kind: LineKind, subject: str) -> str:
    """What a line of a claim about pay is about, in English for the catalogue."""
    if kind is LineKind.DEDUCTION and subject:
        return TAKEN[Taken(subject)]
    return ON_HOLIDAYS.get((kind, subject), LINES[kind])


def idle(step: Step) -> bool:
    """A comparison that leaves its first amount as it is."""
    return step.operation in EXTREMES and step.result.value == step.parts[0].value


def _equals(result: Factor) -> str:
    return "=" if (result.value * 10000) % 1 == 0 else "≈"
