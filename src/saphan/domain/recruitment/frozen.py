"""The inputs of a plan as they were: written down once, read back identically years later."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment import codes
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.records import (
    Intake,
    Interview,
    Notice,
    Payment,
    Rate,
    Unusable,
    Worker,
)
from saphan.domain.recruitment.terms import (
    Definition,
    Interest,
    Method,
    RangeChoice,
    Terms,
    Window,
)
from saphan.domain.refusals import Place, RowRefused

Frozen = dict[str, Any]


def pack(frozen: Mapping[str, Any]) -> bytes:
    """The inputs as few bytes; equal inputs give equal bytes."""
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(text.encode(), level=6)


def unpack(packed: bytes) -> Frozen:
    """What ``pack`` wrote down."""
    found: Frozen = json.loads(zlib.decompress(packed))
    return found


def freeze(intake: Intake) -> Frozen:
    """The intake as plain lists; fractions as "numerator/denominator"."""
    return {
        "interviews": [_interview(one) for one in intake.interviews],
        "payments": [_payment(one) for one in intake.payments],
        "workers": [_worker(one) for one in intake.workers],
        "unusable": [[one.worker, one.reason] for one in intake.unusable],
        "rates": [
            [str(one.day), one.currency, str(one.thb_per_unit), one.source] for one in intake.rates
        ],
        "rejected": [
            [*_place(one), one.column, one.code, {key: str(v) for key, v in one.facts.items()}]
            for one in intake.rejected
        ],
        "notices": [[one.code, *_place(one.place)] for one in intake.notices],
    }


def thaw(frozen: Mapping[str, Any]) -> Intake:
    """The intake that ``freeze`` wrote down."""
    return Intake(
        interviews=tuple(_as_interview(row) for row in frozen["interviews"]),
        payments=tuple(_as_payment(row) for row in frozen["payments"]),
        workers=tuple(_as_worker(row) for row in frozen["workers"]),
        unusable=tuple(Unusable(*row) for row in frozen["unusable"]),
        rates=tuple(_as_rate(row) for row in frozen["rates"]),
        rejected=tuple(
            RowRefused(file, sheet, row, column, code, facts)
            for file, sheet, row, column, code, facts in frozen["rejected"]
        ),
        notices=tuple(Notice(code, Place(*place)) for code, *place in frozen["notices"]),
    )


def freeze_terms(terms: Terms) -> Frozen:
    """The terms as plain values."""
    interest = terms.interest
    return {
        "as_of": str(terms.as_of),
        "method": terms.method,
        "definition": terms.definition,
        "range_choice": terms.range_choice,
        "window": terms.window,
        "instalments": terms.instalments,
        "first_payroll": _text(terms.first_payroll),
        "interest": [str(interest.yearly), interest.reason] if interest else None,
        "flat": {nation: str(amount) for nation, amount in sorted(terms.flat.items())},
        "flat_reason": terms.flat_reason,
    }


def thaw_terms(frozen: Mapping[str, Any]) -> Terms:
    """The terms that ``freeze_terms`` wrote down."""
    interest = frozen["interest"]
    return Terms(
        as_of=date.fromisoformat(frozen["as_of"]),
        method=Method(frozen["method"]),
        definition=Definition(frozen["definition"]),
        range_choice=RangeChoice(frozen["range_choice"]),
        window=Window(frozen["window"]),
        instalments=frozen["instalments"],
        first_payroll=_as_date(frozen["first_payroll"]),
        interest=Interest(Fraction(interest[0]), interest[1]) if interest else None,
        flat={codes.Nationality(nation): Fraction(v) for nation, v in frozen["flat"].items()},
        flat_reason=frozen["flat_reason"],
    )


def renamed(intake: Intake, codes_of: Mapping[str, str]) -> Intake:
    """The intake with each worker's key replaced by the worker's code.

    Frozen inputs know workers by a key without a meaning, so that an erased worker leaves no code
    behind; a key that leads nowhere any more is shown as "gone" with so many of its last letters
    that no two workers are taken for one another.
    """

    def code(key: str) -> str:
        return codes_of.get(key, f"gone-{key[-12:]}") if key else ""

    # Somebody whose row was refused and who was never interviewed has a code, but no key.
    keys = {one.worker for one in intake.interviews}
    return replace(
        intake,
        interviews=tuple(replace(one, worker=code(one.worker)) for one in intake.interviews),
        workers=tuple(replace(one, code=code(one.code)) for one in intake.workers),
        unusable=tuple(
            replace(one, worker=code(one.worker)) if one.worker in keys else one
            for one in intake.unusable
        ),
    )


def digest(outcome: Outcome) -> str:
    """A fingerprint of every figure of a plan: equal only when every line is equal."""
    plan = outcome.plan
    told = [
        plan.method,
        plan.total_minor,
        [[line.worker, line.amount_minor, line.leaver] for line in plan.lines],
        [[one.worker, one.reason] for one in plan.unresolved],
    ]
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _place(one: Place | RowRefused) -> list[Any]:
    return [one.file, one.sheet, one.row]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _as_date(text: str | None) -> PartialDate | None:
    return PartialDate(*map(int, text.split("-"))) if text else None


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _interview(one: Interview) -> list[Any]:
    facts = [one.index, one.code, one.worker, one.site, one.nationality, one.agent, one.scheme]
    wage = [_text(one.wage), one.wage_currency]
    return [*facts, _text(one.arrival), *wage, one.sex, *_place(one.place)]


def _as_interview(row: list[Any]) -> Interview:
    index, code, worker, site, nation, agent, scheme, arrival, wage, currency, sex, *place = row
    return Interview(
        index=index,
        code=code,
        worker=worker,
        site=site,
        nationality=codes.Nationality(nation),
        agent=agent,
        scheme=codes.Scheme(scheme),
        arrival=_as_date(arrival),
        wage=_fraction(wage),
        wage_currency=Currency(currency) if currency else None,
        sex=codes.Sex(sex),
        place=Place(*place),
    )


def _payment(one: Payment) -> list[Any]:
    amounts = [str(one.low), str(one.high), one.currency, _text(one.paid_on)]
    who = [one.paid_to, one.borne_by, one.receipt, str(one.refunded)]
    return [one.interview, one.item, *amounts, *who, *_place(one.place)]


def _as_payment(row: list[Any]) -> Payment:
    interview, item, low, high, currency, paid_on, to, by, receipt, refunded, *place = row
    return Payment(
        interview=interview,
        item=codes.Item(item),
        low=Fraction(low),
        high=Fraction(high),
        currency=Currency(currency),
        paid_on=_as_date(paid_on),
        paid_to=codes.Payee(to),
        borne_by=codes.Bearer(by),
        receipt=codes.Receipt(receipt),
        refunded=Fraction(refunded),
        place=Place(*place),
    )


def _worker(one: Worker) -> list[Any]:
    facts = [one.code, one.nationality, one.agent, one.scheme, _text(one.arrival)]
    return [*facts, one.status, _text(one.left_on), *_place(one.place)]


def _as_worker(row: list[Any]) -> Worker:
    code, nation, agent, scheme, arrival, status, left_on, *place = row
    return Worker(
        code=code,
        nationality=codes.Nationality(nation),
        agent=agent,
        scheme=codes.Scheme(scheme),
        arrival=_as_date(arrival),
        status=codes.Status(status),
        left_on=date.fromisoformat(left_on) if left_on else None,
        place=Place(*place),
    )


def _as_rate(row: list[Any]) -> Rate:
    day, currency, value, source = row
    return Rate(date.fromisoformat(day), Currency(currency), Fraction(value), source)
