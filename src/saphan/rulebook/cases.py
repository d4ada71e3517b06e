"""Worked cases: what a lawyer expects the law book to answer, written beside each rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from saphan.rulebook.answers import Answer, Reason, answer
from saphan.rulebook.book import codes_of
from saphan.rulebook.files import CASES, read
from saphan.rulebook.rows import Kind, Rule
from saphan.rulebook.schema import Flaw, value_of

_WORDS = frozenset(("on", "here", "value", "unknown", "note"))

#: Fewer cases than this cannot cover a rule.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Case:
    """One expectation: on a day, here, this value, or unknown for this reason."""

    number: int
    on: date
    here: str | None
    value: object
    unknown: Reason | None


def cases_file(rule: Rule) -> Path:
    """Where the cases of a rule are written."""
    return rule.file.with_name(f"{rule.rule}{CASES}")


def cases_of(rule: Rule) -> tuple[Case, ...]:
    """The cases of a rule, none when there is no file.

    Errors: ``FileRefused`` for a file that is not YAML, ``Flaw`` for a case that is not right.
    """
    path = cases_file(rule)
    if not path.exists():
        return ()
    content = read(path)
    given = content.get("cases")
    if set(content) != {"cases"} or not isinstance(given, list):
        raise Flaw((), "a file of cases holds one list called cases")
    return tuple(_case(raw, at, rule.kind) for at, raw in enumerate(given))


def _case(raw: object, at: int, kind: Kind) -> Case:
    steps = ("cases", at)
    if not isinstance(raw, Mapping) or not set(raw) <= _WORDS:
        raise Flaw(steps, f"a case knows the words {', '.join(sorted(_WORDS))}")
    if ("value" in raw) == ("unknown" in raw):
        raise Flaw(steps, "a case expects either a value or unknown with its reason")
    on, here = raw.get("on"), raw.get("here")
    if not isinstance(on, date):
        raise Flaw(steps, "a case says on which day, like 2026-11-23")
    if here is not None and not isinstance(here, str):
        raise Flaw(steps, "here is a text like TH-84/ko-samui")
    reason = raw.get("unknown")
    if reason is not None and reason not in (*Reason,):
        raise Flaw(steps, f"unknown takes one of {', '.join(Reason)}")
    value = value_of(raw.get("value"), kind, (*steps, "value"))
    return Case(at + 1, on, here, value, Reason(reason) if reason else None)


def failure(rule: Rule, case: Case) -> str:
    """What the law book says instead of what the case expects; empty when they agree."""
    found = answer(rule, on=case.on, codes=codes_of(case.here))
    if _agrees(case, found):
        return ""
    wanted = f"unknown ({case.unknown})" if case.unknown else f"{_plain(case.value)}"
    said = _plain(found.value) if found.known else f"unknown ({found.reason})"
    place = f" for {case.here}" if case.here else ""
    return f"on {case.on}{place} the case expects {wanted}, the rule says {said}"


def _agrees(case: Case, found: Answer) -> bool:
    if case.unknown:
        return found.reason is case.unknown
    return found.known and found.value == case.value


def _plain(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
