"""The shape of a rule file: turns what YAML says into rules, or says what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from saphan.domain.finding import Standing
from saphan.domain.money import Currency
from saphan.domain.recruitment.charges import Effect
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme
from saphan.domain.refusals import FileRefused
from saphan.rulebook.files import CHARGES, Steps, line_of
from saphan.rulebook.rows import Ends, Kind, Position, Row, Rule, Source, Starts

_Enum = TypeVar("_Enum", bound=StrEnum)

_NAME = re.compile(r"^[a-z]{2,3}(\.[a-z0-9]+(-[a-z0-9]+)*){2,}$")
_CODE = re.compile(r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")
_FACT = re.compile(r"^[a-z0-9-]+/\S+$")

JURISDICTIONS = ("TH", "MM", "KH", "LA", "VN", "INT")
_BOUNDS = ("min", "max", "range")

_TOP = frozenset(
    (
        *("rule", "question", "jurisdiction", "topic", "answers", "unit", "currency", "bound"),
        *("law", "continuous", "sources", "each", "rows"),
    )
)
_ROW = frozenset(
    (
        *("from", "starts", "until", "ends", "value", "where", "standing", "article", "sources"),
        *("checked", "reason", "caveat", "note", "fact", "positions", "details", "cap"),
    )
)
_CAP = frozenset(("amount", "currency", "months_of_wage", "within"))

#: Conditions of a charge row and the codes each of them accepts.
CONDITIONS: Mapping[str, type[StrEnum]] = {
    "items": Item,
    "paid_to": Payee,
    "schemes": Scheme,
    "nationalities": Nationality,
}


class Flaw(Exception):  # noqa: N818 - the word of this house, like Refused
    """What is wrong and where in the file, before the line is known."""

    def __init__(self, steps: Steps, sentence: str) -> None:
        super().__init__(sentence)
        self.steps = steps
        self.sentence = sentence


def rule_of(path: Path, content: Mapping[str, object]) -> Rule:
    """The rule that a file holds.

    Errors: ``FileRefused("law.schema", file, line, sentence)``.
    """
    try:
        return _rule(path, content)
    except Flaw as flaw:
        line = line_of(path, flaw.steps)
        raise FileRefused("law.schema", file=str(path), line=line, sentence=flaw.sentence) from flaw


def _rule(path: Path, content: Mapping[str, object]) -> Rule:
    _only(content, _TOP, ())
    kind = _one_of(Kind, content, "answers", ())
    name = _text(content, "rule", (), needed=True)
    jurisdiction = _text(content, "jurisdiction", (), needed=True)
    _check_name(path, name, jurisdiction, kind)
    sources = _sources(content)
    return Rule(
        rule=name,
        question=_text(content, "question", (), needed=True),
        jurisdiction=jurisdiction,
        topic=_text(content, "topic", (), needed=True),
        kind=kind,
        rows=_rows(content, kind, sources),
        sources=sources,
        file=path,
        unit=_text(content, "unit", ()),
        currency=_choice(content, "currency", [*Currency, "EUR", "GBP", "BDT"], ()),
        bound=_choice(content, "bound", _BOUNDS, ()),
        law=_law(content, kind),
        continuous=_flag(content, "continuous", ()),
    )


def _check_name(path: Path, name: str, jurisdiction: str, kind: Kind) -> None:
    if jurisdiction not in JURISDICTIONS:
        raise Flaw(("jurisdiction",), f"jurisdiction must be one of {', '.join(JURISDICTIONS)}")
    if not _NAME.match(name):
        raise Flaw(("rule",), "a rule is named like th.wage.minimum (small letters and dots)")
    if path.name != f"{name}.yaml":
        raise Flaw(("rule",), f"the file of rule {name} must be called {name}.yaml")
    if not name.startswith(f"{jurisdiction.lower()}."):
        raise Flaw(("rule",), f"a rule of {jurisdiction} starts with {jurisdiction.lower()}.")
    if (kind is Kind.CHARGE) != (path.parent.name == CHARGES):
        raise Flaw(("answers",), f"rules about charges, and only those, lie in a folder {CHARGES}")


def _law(content: Mapping[str, object], kind: Kind) -> str:
    if kind is Kind.CHARGE:
        return _one_of(Law, content, "law", ()).value
    if "law" in content:
        raise Flaw(("law",), "only a rule about charges names a body of law")
    return ""


def _sources(content: Mapping[str, object]) -> dict[str, Source]:
    given = _map(content.get("sources") or {}, ("sources",))
    found: dict[str, Source] = {}
    for key, raw in given.items():
        steps: Steps = ("sources", key)
        entry = _map(raw, steps)
        _only(entry, frozenset(("title", "url", "via")), steps)
        title = _text(entry, "title", steps, needed=True)
        via = _text(entry, "via", steps)
        found[key] = Source(key, title, _text(entry, "url", steps), via)
    return found


def _rows(
    content: Mapping[str, object], kind: Kind, sources: Mapping[str, Source]
) -> tuple[Row, ...]:
    each = _map(content.get("each") or {}, ("each",))
    _only(each, _ROW - {"positions"}, ("each",))
    given = content.get("rows")
    if not isinstance(given, list) or not given:
        raise Flaw(("rows",), "rows must be a list with at least one row")
    return tuple(_row(raw, each, at, kind, sources) for at, raw in enumerate(given))


def _row(
    raw: object, each: Mapping[str, object], at: int, kind: Kind, sources: Mapping[str, Source]
) -> Row:
    steps: Steps = ("rows", at)
    own = _map(raw, steps)
    _only(own, _ROW, steps)
    row = {**each, **own}
    if "value" not in row:
        raise Flaw(steps, "the row has no value (write null when it is not known)")
    standing = _one_of(Standing, row, "standing", steps)
    first, last = _day(row, "from", steps), _day(row, "until", steps)
    if first and last and first > last:
        raise Flaw((*steps, "until"), f"the row ends on {last}, before it starts on {first}")
    checked = _day(row, "checked", steps)
    if checked is None:
        raise Flaw(steps, "the row does not say when it was last checked")
    value = value_of(row["value"], kind, (*steps, "value"))
    made = Row(
        number=at + 1,
        value=value,
        standing=standing,
        first=first,
        last=last,
        starts=_starts(row, first, steps),
        ends=_ends(row, last, steps),
        checked=checked,
        article=_text(row, "article", steps),
        sources=_named(row.get("sources"), sources, steps),
        where=_where(row.get("where"), kind, steps),
        reason=_text(row, "reason", steps),
        caveat=_text(row, "caveat", steps),
        note=_text(row, "note", steps),
        facts=_facts(row.get("fact"), steps),
        positions=_positions(row.get("positions"), sources, steps),
        details=_map(row.get("details") or {}, (*steps, "details")),
        cap=_cap(row.get("cap"), value, kind, steps),
    )
    _check_row(made, kind, steps)
    return made


def _check_row(row: Row, kind: Kind, steps: Steps) -> None:
    in_force = row.standing not in (Standing.UNVERIFIED, Standing.DISPUTED)
    if in_force and not row.sources:
        raise Flaw(steps, f"a row of standing {row.standing} needs a source")
    if in_force and row.value is None:
        raise Flaw((*steps, "value"), f"a row of standing {row.standing} needs a value")
    if row.standing is Standing.DISPUTED and len(row.positions) < 2:
        raise Flaw(steps, "a disputed row carries at least two positions")
    if kind is Kind.CHARGE and not row.reason:
        raise Flaw(steps, "a charge row gives its reason in a sentence")
    if kind is Kind.CHARGE and row.first is None and row.value != Effect.UNKNOWN:
        raise Flaw(steps, "a charge row that is not unknown says from when")


def _starts(row: Mapping[str, object], first: date | None, steps: Steps) -> Starts:
    usual = Starts.UNKNOWN if first is None else Starts.BEGAN
    found = _one_of(Starts, row, "starts", steps) if "starts" in row else usual
    if (found is Starts.UNKNOWN) != (first is None):
        raise Flaw((*steps, "starts"), "starts is unknown exactly when from is null")
    return found


def _ends(row: Mapping[str, object], last: date | None, steps: Steps) -> Ends:
    usual = Ends.OPEN if last is None else Ends.ENDED
    found = _one_of(Ends, row, "ends", steps) if "ends" in row else usual
    if (found is Ends.OPEN) != (last is None):
        raise Flaw((*steps, "ends"), "ends is open exactly when until is null")
    return found


def _named(given: object, sources: Mapping[str, Source], steps: Steps) -> tuple[Source, ...]:
    keys = _texts(given or [], (*steps, "sources"))
    for key in keys:
        if key not in sources:
            raise Flaw((*steps, "sources"), f"the file has no source called {key}")
    return tuple(sources[key] for key in keys)


def _where(given: object, kind: Kind, steps: Steps) -> dict[str, frozenset[str]]:
    at = (*steps, "where")
    found = {
        key: frozenset(_texts([codes] if isinstance(codes, str) else codes, at))
        for key, codes in _map(given or {}, at).items()
    }
    for key, codes in found.items():
        allowed = CONDITIONS.get(key)
        if kind is Kind.CHARGE and allowed is None:
            raise Flaw(at, f"a charge row has no condition {key}; use {', '.join(CONDITIONS)}")
        known = {code.value for code in allowed} if kind is Kind.CHARGE and allowed else codes
        wrong = sorted(codes - known) or sorted(code for code in codes if not _CODE.match(code))
        if wrong or not codes:
            raise Flaw(at, f"{key} does not know the code {', '.join(wrong) or '(none given)'}")
    return found


def _positions(given: object, sources: Mapping[str, Source], steps: Steps) -> tuple[Position, ...]:
    at = (*steps, "positions")
    if given is not None and not isinstance(given, list):
        raise Flaw(at, "positions must be a list")
    found = []
    for raw in given or []:
        entry = _map(raw, at)
        _only(entry, frozenset(("claim", "standing", "sources")), at)
        if "claim" not in entry:
            raise Flaw(at, "a position says what it claims")
        standing = _one_of(Standing, entry, "standing", at)
        found.append(Position(entry["claim"], standing, _named(entry.get("sources"), sources, at)))
    return tuple(found)


def _facts(given: object, steps: Steps) -> tuple[str, ...]:
    found = tuple(_texts([given] if isinstance(given, str) else given or [], (*steps, "fact")))
    for fact in found:
        if not _FACT.match(fact):
            raise Flaw((*steps, "fact"), f"a fact is named like file/id, not {fact}")
    return found


def _cap(given: object, value: object, kind: Kind, steps: Steps) -> Mapping[str, object] | None:
    at = (*steps, "cap")
    if (value == Effect.CAPPED and kind is Kind.CHARGE) != (given is not None):
        raise Flaw(at, "a cap is given exactly when the value of a charge row is capped")
    if given is None:
        return None
    cap = _map(given, at)
    _only(cap, _CAP, at)
    if ("amount" in cap) == ("months_of_wage" in cap) or ("amount" in cap) != ("currency" in cap):
        raise Flaw(at, "a cap is an amount with its currency, or months_of_wage")
    if "currency" in cap:
        _one_of(Currency, cap, "currency", at)
    if cap.get("within", "permitted") not in ("permitted", "unknown"):
        raise Flaw(at, "within is permitted or unknown")
    for key in ("amount", "months_of_wage"):
        if key in cap:
            _number(cap[key], (*at, key))
    return cap


def value_of(given: object, kind: Kind, steps: Steps) -> object:
    """A value as the rules and cases of that kind hold it. Errors: ``Flaw``."""
    if given is None:
        return None
    return _VALUES[kind](given, steps)


def _quantity(given: object, steps: Steps) -> object:
    if isinstance(given, dict):
        _only(given, frozenset(("min", "max")), steps)
        return {key: _number(given[key], steps) for key in ("min", "max") if key in given}
    return _number(given, steps)


def _number(given: object, steps: Steps) -> int | Decimal:
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise Flaw(steps, "a number is needed here")
    return given


def _share(given: object, steps: Steps) -> object:
    """Read 10% as the exact share 0.1."""
    if isinstance(given, dict):
        _only(given, frozenset(("min", "max")), steps)
        return {key: _share(given[key], steps) for key in ("min", "max") if key in given}
    if not isinstance(given, str) or not given.endswith("%"):
        raise Flaw(steps, "a percentage is written like 10%")
    try:
        return (Decimal(given[:-1].strip()) / 100).normalize()
    except InvalidOperation as error:
        raise Flaw(steps, "a percentage is written like 10%") from error


def _instance(types: type | tuple[type, ...], said: str) -> Callable[[object, Steps], object]:
    def checked(given: object, steps: Steps) -> object:
        if not isinstance(given, types):
            raise Flaw(steps, f"{said} is needed here")
        return given

    return checked


def _effect(given: object, steps: Steps) -> object:
    return _one_of(Effect, {"value": given}, "value", steps[:-1])


_VALUES: Mapping[Kind, Callable[[object, Steps], object]] = {
    Kind.AMOUNT: _quantity,
    Kind.NUMBER: _quantity,
    Kind.PERCENT: _share,
    Kind.TEXT: _instance(str, "a text"),
    Kind.DATE: _instance(date, "a date like 2026-11-23"),
    Kind.BOOLEAN: _instance(bool, "yes or no (true, false)"),
    Kind.LIST: _instance(list, "a list"),
    Kind.TABLE: _instance((list, dict), "a table"),
    Kind.CHARGE: _effect,
}


def _only(given: Mapping[str, object], allowed: Collection[str], steps: Steps) -> None:
    for key in given:
        if key not in allowed:
            raise Flaw((*steps, key), f"the word {key} is not known here")


def _map(given: object, steps: Steps) -> Mapping[str, object]:
    if not isinstance(given, dict) or not all(isinstance(key, str) for key in given):
        raise Flaw(steps, "a map of names and values is needed here")
    return given


def _text(given: Mapping[str, object], key: str, steps: Steps, *, needed: bool = False) -> str:
    found = given.get(key)
    if found is None and not needed:
        return ""
    if not isinstance(found, str) or not found.strip():
        raise Flaw((*steps, key), f"{key} must be a text")
    return found.strip()


def _texts(given: object, steps: Steps) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(entry, str) for entry in given):
        raise Flaw(steps, "a list of words is needed here")
    return given


def _flag(given: Mapping[str, object], key: str, steps: Steps) -> bool:
    found = given.get(key, False)
    if not isinstance(found, bool):
        raise Flaw((*steps, key), f"{key} must be true or false")
    return found


def _day(given: Mapping[str, object], key: str, steps: Steps) -> date | None:
    found = given.get(key)
    if found is None:
        return None
    if not isinstance(found, date) or isinstance(found, datetime):
        raise Flaw((*steps, key), f"{key} must be a date like 2026-11-23, or null")
    return found


def _one_of(kind: type[_Enum], given: Mapping[str, object], key: str, steps: Steps) -> _Enum:
    try:
        return kind(str(given.get(key)))
    except ValueError as error:
        allowed = ", ".join(kind)
        raise Flaw((*steps, key), f"{key} must be one of {allowed}") from error


def _choice(given: Mapping[str, object], key: str, allowed: Collection[str], steps: Steps) -> str:
    found = _text(given, key, steps)
    if found and found not in allowed:
        raise Flaw((*steps, key), f"{key} must be one of {', '.join(allowed)}")
    return found
