"""The lines of a claim: what should have been, what was, what is missing, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from saphan.domain.finding import Finding
from saphan.domain.money import Currency, Money
from saphan.domain.pay.codes import Bound, LineKind
from saphan.domain.pay.formula import Step
from saphan.domain.pay.law import Provision
from saphan.domain.period import Period


@dataclass(frozen=True, slots=True)
class Due:
    """What one line should come to, before anybody asks what was paid.

    ``law`` is the provision the line rests on, ``also`` are the others its formula uses.
    ``reason_code`` says why the amount is only a floor or unknown. ``subject`` names the holiday.
    """

    kind: LineKind
    period: Period
    law: Provision
    steps: tuple[Step, ...] = ()
    bound: Bound = Bound.UNKNOWN
    reason_code: str = ""
    also: tuple[Provision, ...] = ()
    subject: str = ""

    @property
    def amount(self) -> Fraction | None:
        """Baht, exactly; None when unknown."""
        return self.steps[-1].result.value if self.steps else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a claim. Amounts are whole satang, rounded half-up once, in this line only.

    For pay, ``due`` should have been paid, ``was`` was paid and ``short`` is what is missing. For
    deductions and social security, ``due`` is the most that may be taken, ``was`` was taken and
    ``short`` is what was taken too much. None means unknown. ``bound`` tells how sure ``short`` is
    (of ``due``, when ``short`` is unknown): with ``AT_LEAST`` it can only be more. ``subject`` is
    the code of the holiday or of the deduction. A ``due`` whose last step is baht a month is for a
    whole month of which the period shows only some days.
    """

    kind: LineKind
    period: Period
    subject: str
    steps: tuple[Step, ...]
    due: Money | None
    was: Money | None
    short: Money | None
    bound: Bound
    finding: Finding
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One choice that shaped the figures: a code of ``ASSUMPTIONS`` and the facts it needs."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """Everything a page or a claim table needs; lines are in the order of their days.

    ``short`` is the sum of the lines. It is None when nothing is missing as far as known but a line
    is unknown, because unknown is not zero; ``bound`` tells whether it is exact or a floor.
    """

    lines: tuple[Line, ...]
    assumptions: tuple[Assumption, ...]

    @property
    def short(self) -> Money | None:
        """What is missing altogether."""
        total = sum(line.short.minor for line in self.lines if line.short)
        return Money(total, Currency.THB) if total or self._complete else None

    @property
    def bound(self) -> Bound:
        """How sure the sum is."""
        if self._complete:
            return Bound.EXACT
        return Bound.UNKNOWN if self.short is None else Bound.AT_LEAST

    @property
    def _complete(self) -> bool:
        return all(line.short is not None and line.bound is Bound.EXACT for line in self.lines)


def satang(baht: Fraction) -> Money:
    """Whole satang, halves away from zero."""
    return Money.of(baht, Currency.THB)
