"""The law book as a whole: what held on this day here, and who says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from saphan.domain.recruitment.charges import ChargeRule
from saphan.domain.refusals import FileRefused, NotFound
from saphan.rulebook.answers import Answer, answer
from saphan.rulebook.charges import charge_rules, from_snapshot, snapshot
from saphan.rulebook.clocks import Clock, clocks
from saphan.rulebook.files import home, read, rule_files
from saphan.rulebook.rows import Row, Rule
from saphan.rulebook.schema import rule_of


@dataclass(frozen=True, slots=True)
class Change:
    """One date of one row that lies on or after a day: ``what`` is from, until or checked."""

    day: date
    what: str
    rule: Rule
    row: Row


class Rulebook:
    """All rules by name, read once and never changed."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[str, Rule] = {}
        for rule in rules:
            if rule.rule in self._rules:
                other = self._rules[rule.rule].file
                sentence = f"rule {rule.rule} is already written in {other}"
                raise FileRefused("law.schema", file=str(rule.file), line=1, sentence=sentence)
            self._rules[rule.rule] = rule

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def __len__(self) -> int:
        return len(self._rules)

    def rule(self, rule_id: str) -> Rule:
        """The rule of that name. Errors: ``NotFound("rule.unknown")``."""
        try:
            return self._rules[rule_id]
        except KeyError:
            raise NotFound("rule.unknown", rule=rule_id) from None

    def answer(self, rule_id: str, *, on: date, here: str | None = None) -> Answer:
        """What held on a day, here.

        ``here`` holds the codes of place, sector, item and so on, joined by "/", such as
        ``TH-84/ko-samui``. Errors: ``NotFound("rule.unknown")``.
        """
        return answer(self.rule(rule_id), on=on, codes=codes_of(here))

    def charges(self) -> tuple[ChargeRule, ...]:
        """Every rule about charges, in the shape the audit of payments works with."""
        return charge_rules(self)

    def clocks(self) -> tuple[Clock, ...]:
        """Every clock: legal time limits, service standards and dates on the record."""
        return clocks(self)

    def changed(self, since: date) -> tuple[Change, ...]:
        """Every row that began, ended or was checked on or after the day, latest first."""
        found = [
            Change(day, what, rule, row)
            for rule in self
            for row in rule.rows
            for what, day in (("from", row.first), ("until", row.last), ("checked", row.checked))
            if day is not None and day >= since
        ]
        return tuple(sorted(found, key=lambda change: (-change.day.toordinal(), change.rule.rule)))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of everything the rules say, whatever the layout of their files."""
        plain = [_plain(rule) for rule in sorted(self, key=lambda rule: rule.rule)]
        content = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()

    def snapshot(self) -> dict[str, object]:
        """The charge rules as JSON values, with the digest of the book they were taken from."""
        return {**snapshot(self.charges()), "digest": self.digest}

    @staticmethod
    def from_snapshot(kept: Mapping[str, object]) -> tuple[ChargeRule, ...]:
        """The charge rules of an old day. Errors: ``FileRefused("law.snapshot")``."""
        return from_snapshot(kept)


def load(path: Path | None = None) -> Rulebook:
    """The law book in a folder; without a folder, the one that belongs to this copy of Saphan.

    Errors: ``FileRefused`` naming file and line when a file is not right.
    """
    return Rulebook(rule_of(file, read(file)) for file in rule_files(path or home()))


def codes_of(here: str | None) -> frozenset[str]:
    """The codes in a text like ``TH-84/ko-samui``."""
    return frozenset(code for code in (here or "").split("/") if code)


def _plain(thing: object) -> object:
    """A rule and all it holds as values that JSON knows, without the place of its file."""
    if isinstance(thing, Rule | Row) or hasattr(thing, "__dataclass_fields__"):
        fields = getattr(thing, "__dataclass_fields__", {})
        return {name: _plain(getattr(thing, name)) for name in fields if name != "file"}
    if isinstance(thing, Mapping):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, frozenset):
        return sorted(str(code) for code in thing)
    if isinstance(thing, list | tuple):
        return [_plain(entry) for entry in thing]
    return thing if thing is None or isinstance(thing, bool | int) else str(thing)
