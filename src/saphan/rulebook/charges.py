"""Charge rules: from rows of the law book to what the audit of payments works with, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from saphan.domain.finding import IN_FORCE, Standing
from saphan.domain.money import Currency
from saphan.domain.period import Period
from saphan.domain.recruitment.charges import Cap, ChargeRule, Effect
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme
from saphan.domain.refusals import FileRefused
from saphan.rulebook.files import home, read, rule_files
from saphan.rulebook.rows import Ends, Kind, Row, Rule, Starts
from saphan.rulebook.schema import CONDITIONS, rule_of

_DAY = timedelta(days=1)
_FORMAT = 1

#: Why nothing is known of the days before and after the rows of a rule; places hold ISO days.
BEGAN = "The earliest rule known here starts on {first}; no source for earlier days."
FIRST_SEEN = (
    "The earliest rule known here was first seen in force on {first}; no source for earlier days."
)
AFTER = {
    Ends.ENDED: "The rule ended on {last}; no source says what followed.",
    Ends.LAST_SEEN: "The rule was last seen in force on {last}; no later source is known.",
    Ends.OPEN: "The rule was last checked on {checked}, more than a year before this day.",
}


def load_charges(path: Path | None = None) -> tuple[ChargeRule, ...]:
    """The charge rules alone, without reading the rest of the law book.

    ``path`` is the folder of the law book. Errors: ``FileRefused`` for a file that is not right.
    """
    files = rule_files(path or home(), charges_only=True)
    return charge_rules(rule_of(file, read(file)) for file in files)


def charge_rules(rules: Iterable[Rule]) -> tuple[ChargeRule, ...]:
    """What the rules about charges say, row by row, with every silence made explicit.

    A row that is not in force is unknown and carries no cap. Days before the first row, after a
    row that was only last seen, or after a row that nobody checked for a year are unknown, too,
    with standing unverified; such a row starts on the day since which the answer is unknown.
    """
    found: list[ChargeRule] = []
    for rule in rules:
        if rule.kind is Kind.CHARGE:
            for row in rule.rows:
                found += _before(rule, row)
                found.append(_stated(rule, row))
                found += _after(rule, row)
    return tuple(sorted(found, key=_order))


def _order(charge: ChargeRule) -> tuple[str, date, list[str], list[str]]:
    return charge.rule, charge.period.first, sorted(charge.items), sorted(charge.paid_to)


def _stated(rule: Rule, row: Row) -> ChargeRule:
    effect = _effect(row)
    last = row.last if effect is Effect.UNKNOWN else row.holds_until
    return _charge(rule, row, Period(row.first or date.min, last), effect, row.reason)


def _effect(row: Row) -> Effect:
    """The effect of a row while it holds; a row that starts after it stops holding has none."""
    holds = row.first is None or row.holds_until is None or row.first <= row.holds_until
    return Effect(str(row.value)) if holds and row.standing in IN_FORCE else Effect.UNKNOWN


def _silence(rule: Rule, row: Row, period: Period, reason: str) -> ChargeRule:
    """Days about which no source speaks; nothing attests them, however good the row itself is."""
    made = _charge(rule, row, period, Effect.UNKNOWN, reason)
    return replace(made, standing=Standing.UNVERIFIED)


def _charge(rule: Rule, row: Row, period: Period, effect: Effect, reason: str) -> ChargeRule:
    return ChargeRule(
        rule=rule.rule,
        law=Law(rule.law),
        period=period,
        effect=effect,
        standing=row.standing,
        article=row.article,
        source="; ".join(str(source) for source in row.sources),
        reason=reason,
        items=frozenset(Item(code) for code in row.where.get("items", ())),
        paid_to=frozenset(Payee(code) for code in row.where.get("paid_to", ())),
        schemes=frozenset(Scheme(code) for code in row.where.get("schemes", ())),
        nationalities=frozenset(Nationality(code) for code in row.where.get("nationalities", ())),
        cap=_cap(row.cap) if effect is Effect.CAPPED and row.cap else None,
    )


def _cap(given: Mapping[str, object]) -> Cap:
    return Cap(
        amount=_exact(given.get("amount")),
        currency=Currency(str(given["currency"])) if given.get("currency") else None,
        months_of_wage=_exact(given.get("months_of_wage")),
        within=Effect(str(given.get("within", "permitted"))),
    )


def _exact(given: object) -> Fraction | None:
    return None if given is None else Fraction(str(given))


def _before(rule: Rule, row: Row) -> list[ChargeRule]:
    """The silence before a row that has no row before it."""
    earlier = [other for other in _same(rule, row) if other.first is None or _starts(other, row)]
    if row.first is None or earlier:
        return []
    reason = (FIRST_SEEN if row.starts is Starts.FIRST_SEEN else BEGAN).format(first=row.first)
    return [_silence(rule, row, Period(date.min, row.first - _DAY), reason)]


def _starts(other: Row, row: Row) -> bool:
    return other.first is not None and row.first is not None and other.first < row.first


def _after(rule: Rule, row: Row) -> list[ChargeRule]:
    """The silence after the last day for which a row may answer."""
    last = row.last if _effect(row) is Effect.UNKNOWN else row.holds_until
    if last is None:
        return []
    later = [other.first for other in _same(rule, row) if other.first and other.first > last]
    end = min(later) - _DAY if later else None
    if end is not None and end <= last:
        return []
    reason = AFTER[row.ends].format(last=last, checked=row.checked)
    return [_silence(rule, row, Period(last + _DAY, end), reason)]


def _same(rule: Rule, row: Row) -> Sequence[Row]:
    """Other rows of the rule that can speak about the same payment."""
    return [other for other in rule.rows if other is not row and _meet(row, other)]


def _meet(row: Row, other: Row) -> bool:
    return all(
        not (row.where.get(key) and other.where.get(key))
        or not row.where[key].isdisjoint(other.where[key])
        for key in CONDITIONS
    )


def snapshot(charges: Iterable[ChargeRule]) -> dict[str, object]:
    """The charge rules as plain JSON values, to be kept with a plan that was made with them."""
    return {"format": _FORMAT, "charges": [_plain(charge) for charge in charges]}


def _plain(charge: ChargeRule) -> dict[str, object]:
    last = charge.period.last
    return {
        "rule": charge.rule,
        "law": charge.law.value,
        "first": charge.period.first.isoformat(),
        "last": last.isoformat() if last else None,
        "effect": charge.effect.value,
        "standing": charge.standing.value,
        "article": charge.article,
        "source": charge.source,
        "reason": charge.reason,
        "items": sorted(charge.items),
        "paid_to": sorted(charge.paid_to),
        "schemes": sorted(charge.schemes),
        "nationalities": sorted(charge.nationalities),
        "cap": _plain_cap(charge.cap),
    }


def _plain_cap(cap: Cap | None) -> dict[str, object] | None:
    if cap is None:
        return None
    return {
        "amount": None if cap.amount is None else str(cap.amount),
        "currency": None if cap.currency is None else cap.currency.value,
        "months_of_wage": None if cap.months_of_wage is None else str(cap.months_of_wage),
        "within": cap.within.value,
    }


def from_snapshot(kept: Mapping[str, object]) -> tuple[ChargeRule, ...]:
    """The charge rules that ``snapshot`` wrote down, identical to those of that day.

    Errors: ``FileRefused("law.snapshot")`` when the content is not a snapshot.
    """
    given = kept.get("charges")
    if kept.get("format") != _FORMAT or not isinstance(given, list):
        raise FileRefused("law.snapshot")
    try:
        return tuple(_restored(entry) for entry in given)
    except (KeyError, TypeError, ValueError) as error:
        raise FileRefused("law.snapshot") from error


def _restored(entry: Mapping[str, object]) -> ChargeRule:
    last = entry["last"]
    cap = entry["cap"]
    return ChargeRule(
        rule=str(entry["rule"]),
        law=Law(str(entry["law"])),
        period=Period(
            date.fromisoformat(str(entry["first"])),
            date.fromisoformat(str(last)) if last else None,
        ),
        effect=Effect(str(entry["effect"])),
        standing=Standing(str(entry["standing"])),
        article=str(entry["article"]),
        source=str(entry["source"]),
        reason=str(entry["reason"]),
        items=frozenset(Item(code) for code in _codes(entry["items"])),
        paid_to=frozenset(Payee(code) for code in _codes(entry["paid_to"])),
        schemes=frozenset(Scheme(code) for code in _codes(entry["schemes"])),
        nationalities=frozenset(Nationality(code) for code in _codes(entry["nationalities"])),
        cap=_cap(cap) if isinstance(cap, Mapping) else None,
    )


def _codes(given: object) -> list[str]:
    if not isinstance(given, list):
        raise TypeError("a list of codes is needed")
    return [str(code) for code in given]
