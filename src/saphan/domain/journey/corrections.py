"""Corrections: what a payment line said before it was put right."""

from __future__ import annotations

from dataclasses import fields

from saphan.domain.journey.rows import Amount, NewPayment


def said_before(before: NewPayment, after: NewPayment) -> dict[str, object]:
    """The values that differ, as they were, in the form of JSON."""
    return {
        field.name: _plain(getattr(before, field.name))
        for field in fields(before)
        if getattr(before, field.name) != getattr(after, field.name)
    }


def _plain(value: object) -> object:
    if isinstance(value, Amount):
        return {"low": value.low, "high": value.high, "currency": value.currency.value}
    return value if value is None or isinstance(value, int | str) else str(value)
