"""A pay period of a member as plain values that can be kept, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from saphan.domain.pay.codes import Basis, Consent, Holiday, Reckoned, Taken, Work
from saphan.domain.pay.records import Deduction, HolidayWork, Paid, Stint
from saphan.domain.period import Period

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where somebody worked: an ISO 3166-2 code, codes of the rules on minimum wages, the work."""

    province: str
    district: str | None = None
    sector: str | None = None
    work: Work | None = None


def plain(stint: Stint, where: Workplace) -> Plain:
    """What was told, as JSON can keep it; exact numbers are texts such as ``105/2``."""
    return {
        "province": where.province,
        "district": where.district,
        "sector": where.sector,
        "work": where.work,
        "first": stint.period.first.isoformat(),
        "last": stint.period.last.isoformat() if stint.period.last else None,
        "basis": stint.basis,
        "rate": _text(stint.rate),
        "days": _text(stint.days),
        "hours": _text(stint.hours),
        "overtime": _text(stint.overtime),
        "holidays": None
        if stint.holidays is None
        else [
            [one.holiday, _text(one.hours), _text(one.beyond), one.paid_when_off]
            for one in stint.holidays
        ],
        "paid": [
            _text(stint.paid.total),
            _text(stint.paid.overtime),
            _text(stint.paid.holidays),
            stint.paid.reckoned,
        ],
        "deductions": None
        if stint.deductions is None
        else [[one.taken, _text(one.amount), one.consent] for one in stint.deductions],
        "housing": stint.housing,
        "food": stint.food,
    }


def restored(kept: Mapping[str, Any]) -> tuple[Stint, Workplace]:
    """What was told, from what ``plain`` made of it."""
    last = kept["last"]
    total, overtime, holidays, reckoned = kept["paid"]
    stint = Stint(
        period=Period(
            date.fromisoformat(kept["first"]), date.fromisoformat(last) if last else None
        ),
        basis=Basis(kept["basis"]),
        rate=_number(kept["rate"]),
        days=_number(kept["days"]),
        hours=_number(kept["hours"]),
        overtime=_number(kept["overtime"]),
        holidays=None
        if kept["holidays"] is None
        else tuple(
            HolidayWork(Holiday(which), _number(hours), _number(beyond), paid)
            for which, hours, beyond, paid in kept["holidays"]
        ),
        paid=Paid(_number(total), _number(overtime), _number(holidays), Reckoned(reckoned)),
        deductions=None
        if kept["deductions"] is None
        else tuple(
            Deduction(Taken(taken), _number(amount), Consent(consent))
            for taken, amount, consent in kept["deductions"]
        ),
        housing=kept["housing"],
        food=kept["food"],
    )
    work = kept["work"]
    where = Workplace(
        kept["province"], kept["district"], kept["sector"], Work(work) if work else None
    )
    return stint, where


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
