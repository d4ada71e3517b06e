"""Intake: rows of four tables become checked records; every row that cannot be used is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from saphan.domain.recruitment.intake.cells import Row
from saphan.domain.recruitment.intake.interviews import read_interviews
from saphan.domain.recruitment.intake.payments import read_payments
from saphan.domain.recruitment.intake.rates import read_rates
from saphan.domain.recruitment.intake.roster import read_roster
from saphan.domain.recruitment.records import Intake, Payment
from saphan.domain.refusals import RowRefused

__all__ = ["Row", "in_one_order", "take_in"]


def take_in(
    *,
    interviews: Iterable[Row],
    payments: Iterable[Row],
    roster: Iterable[Row],
    rates: Iterable[Row],
    as_of: date,
    rejected: Iterable[RowRefused] = (),
) -> Intake:
    """Check every row once; the order of rows never changes what is kept.

    ``rejected`` are rows that were left out before (``Canonical``), so that they are told too.
    """
    heard, refused, dropped = read_interviews(interviews, as_of=as_of)
    known = frozenset(interview.index for interview in heard)
    lines, refused_lines = read_payments(payments, known=known, dropped=dropped, as_of=as_of)
    workers, unusable, refused_workers, notices = read_roster(roster, as_of=as_of)
    stated, refused_rates = read_rates(rates)
    told = [*rejected, *refused, *refused_lines, *refused_workers, *refused_rates]
    return Intake(
        interviews=tuple(heard),
        payments=tuple(in_one_order(lines)),
        workers=tuple(workers),
        unusable=tuple(unusable),
        rates=tuple(stated),
        rejected=tuple(sorted(told, key=_by_place)),
        notices=tuple(notices),
    )


def in_one_order(payments: Iterable[Payment]) -> list[Payment]:
    """The payments in an order that depends on what they say, not on where they stand."""
    return sorted(payments, key=_by_content)


def _by_place(refusal: RowRefused) -> tuple[str, str, int, str]:
    return refusal.file, refusal.sheet, refusal.row, refusal.column


def _by_content(payment: Payment) -> tuple[object, ...]:
    """An order of payments that depends on what they say, not on where they stand."""
    return (
        payment.interview,
        payment.item,
        str(payment.paid_on or ""),
        payment.currency,
        payment.low,
        payment.high,
        payment.paid_to,
        payment.borne_by,
        payment.receipt,
        payment.refunded,
    )
