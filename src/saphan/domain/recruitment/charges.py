"""Charge rules: what one body of rules says about one kind of payment in one span of days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from saphan.domain.finding import Standing
from saphan.domain.money import Currency
from saphan.domain.period import Period
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme


class Effect(StrEnum):
    """What the rule does to a charge that the worker bears."""

    PROHIBITED = "prohibited"
    PERMITTED = "permitted"
    CAPPED = "capped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that may be charged: an amount in major units, or months of the worker's wage.

    ``within`` is what the rule says of an amount at or below the cap: permitted, or unknown when
    a lower ceiling may apply that nobody has seen.
    """

    amount: Fraction | None = None
    currency: Currency | None = None
    months_of_wage: Fraction | None = None
    within: Effect = Effect.PERMITTED


@dataclass(frozen=True, slots=True)
class ChargeRule:
    """One row of a charge rule. An empty set of conditions means "any".

    ``reason`` is one plain English sentence; ``last_known`` tells that the row ends because
    nobody has seen a later source, not because the rule was repealed.
    """

    rule: str
    law: Law
    period: Period
    effect: Effect
    standing: Standing
    article: str
    source: str
    reason: str
    items: frozenset[Item] = frozenset()
    paid_to: frozenset[Payee] = frozenset()
    schemes: frozenset[Scheme] = frozenset()
    nationalities: frozenset[Nationality] = frozenset()
    cap: Cap | None = None

    def concerns(
        self, *, item: Item, paid_to: Payee, scheme: Scheme, nationality: Nationality
    ) -> bool:
        """Whether the row speaks about such a payment at all, whatever its date."""
        return (
            (not self.items or item in self.items)
            and (not self.paid_to or paid_to in self.paid_to)
            and (not self.schemes or scheme in self.schemes)
            and (not self.nationalities or nationality in self.nationalities)
        )
