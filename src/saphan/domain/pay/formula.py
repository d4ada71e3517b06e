"""How an amount was worked out: numbers with units, to be printed in any language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod


class Unit(StrEnum):
    """What a number counts."""

    DAYS = "days"
    THIRTIETHS = "thirtieths_of_a_month"
    DAYS_A_MONTH = "days_a_month"
    HOURS = "hours"
    HOURS_A_DAY = "hours_a_day"
    TIMES = "times"
    BAHT = "baht"
    BAHT_A_DAY = "baht_a_day"
    BAHT_AN_HOUR = "baht_an_hour"
    BAHT_A_MONTH = "baht_a_month"


class Operation(StrEnum):
    """What is done with the parts of a step."""

    PRODUCT = "product"
    QUOTIENT = "quotient"
    DIFFERENCE = "difference"
    LEAST = "least"
    GREATEST = "greatest"


@dataclass(frozen=True, slots=True)
class Factor:
    """An exact number and what it counts."""

    value: Fraction
    unit: Unit


@dataclass(frozen=True, slots=True)
class Step:
    """One line of arithmetic: ``8 hours x 52.5 baht an hour x 1.5 = 630 baht``.

    A quotient divides its first part by all others, a difference subtracts them. The amount of a
    formula is the result of its last step; nothing is rounded before that.
    """

    operation: Operation
    parts: tuple[Factor, ...]
    result: Factor


def product(unit: Unit, *parts: Factor) -> Step:
    """The parts multiplied."""
    return _step(Operation.PRODUCT, unit, parts, prod((part.value for part in parts), start=_ONE))


def quotient(unit: Unit, first: Factor, *others: Factor) -> Step:
    """The first part divided by the others."""
    value = first.value / prod((part.value for part in others), start=_ONE)
    return _step(Operation.QUOTIENT, unit, (first, *others), value)


def difference(unit: Unit, first: Factor, *others: Factor) -> Step:
    """The first part less the others."""
    value = first.value - sum((part.value for part in others), start=Fraction(0))
    return _step(Operation.DIFFERENCE, unit, (first, *others), value)


def least(unit: Unit, *parts: Factor) -> Step:
    """The smallest part."""
    return _step(Operation.LEAST, unit, parts, min(part.value for part in parts))


def greatest(unit: Unit, *parts: Factor) -> Step:
    """The largest part."""
    return _step(Operation.GREATEST, unit, parts, max(part.value for part in parts))


_ONE = Fraction(1)


def _step(operation: Operation, unit: Unit, parts: tuple[Factor, ...], value: Fraction) -> Step:
    return Step(operation, parts, Factor(value, unit))
