"""One map of a file, read field by field; what is wrong is noted with the way to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

#: The way to a value: names of fields and positions in lists.
Steps = tuple[str | int, ...]
_Code = TypeVar("_Code", bound=StrEnum)

#: The longest text of a field, in letters.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the way to it, a code and the facts of its sentence."""

    steps: Steps
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """The values at one place. Every question answers with something usable and notes a fault."""

    values: Mapping[str, object]
    steps: Steps
    faults: list[Fault]

    def fault(self, steps: Steps, code: str, **facts: object) -> None:
        """Note what is wrong below this place."""
        self.faults.append(Fault((*self.steps, *steps), code, facts))

    def only(self, known: Collection[str]) -> None:
        """Note every field that is not one of the known ones."""
        for name in self.values:
            if name not in known:
                self.fault((name,), "directory.field_unknown", field=_short(name))

    def text(
        self, name: str, *, needed: bool = False, most: int = LONGEST, lines: bool = False
    ) -> str:
        """A text without blanks around it, of one line or of several; empty when not given."""
        value = self.values.get(name, "")
        if not isinstance(value, str) or len(value) > most or ("\n" in value and not lines):
            self.fault((name,), "directory.text_wrong", field=name, most=most)
            return ""
        if needed and not value.strip():
            self.fault((), "directory.field_missing", field=name)
        return value.strip()

    def digits(self, name: str) -> str:
        """A text of digits, empty when it is not given."""
        found = self.text(name)
        if found and not re.fullmatch(r"[0-9]{1,6}", found):
            self.fault((name,), "directory.number_wrong", value=found)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; none when it is not given."""
        listed = self._list(name)
        if all(isinstance(one, str) and one and len(one) <= LONGEST for one in listed):
            return tuple(str(one) for one in listed)
        self.fault((name,), "directory.texts_wrong", field=name, most=LONGEST)
        return ()

    def words(self, name: str, known: Collection[str], *, needed: bool = False) -> tuple[str, ...]:
        """A list of codes, each one of the known ones and only once."""
        found = self.texts(name)
        if needed and not found:
            self.fault((), "directory.field_missing", field=name)
        for at, word in enumerate(found):
            if word not in known:
                facts = {"value": _short(word), "codes": ", ".join(sorted(known))}
                self.fault((name, at), "code.unknown", **facts)
            elif word in found[:at]:
                self.fault((name, at), "directory.word_twice", value=word)
        return tuple(word for word in found if word in known)

    def codes(self, name: str, codes: type[_Code], *, needed: bool = False) -> tuple[_Code, ...]:
        """A list of members of an enumeration."""
        return tuple(
            codes(word) for word in self.words(name, [c.value for c in codes], needed=needed)
        )

    def code(self, name: str, codes: type[_Code], *, needed: bool = True) -> _Code | None:
        """A member of an enumeration."""
        word, known = self.text(name, needed=needed), [code.value for code in codes]
        if not word:
            return None
        if word not in known:
            self.fault((name,), "code.unknown", value=_short(word), codes=", ".join(known))
            return None
        return codes(word)

    def day(self, name: str) -> date | None:
        """A day of the common era, as a date or as text like 2026-11-23."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault((name,), "directory.day_wrong", value=_short(value))
            return None

    def clock(self, name: str) -> time | None:
        """A time of the day like 08:30."""
        found = self.text(name, needed=True)
        if not found:
            return None
        if re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", found):
            return time.fromisoformat(found)
        self.fault((name,), "directory.clock_wrong", value=_short(found))
        return None

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number between two others."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.fault((name,), "directory.year_wrong", value=_short(value))
        return None

    def degrees(self, name: str, most: int) -> Decimal | None:
        """Degrees on the globe, between ``-most`` and ``most``; a text or a number."""
        value = self.values.get(name)
        if value is None:
            return None
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            found = Decimal("NaN")
        if isinstance(value, bool) or not found.is_finite() or abs(found) > most:
            self.fault((name,), "hsds.out_of_range", value=_short(value), low=-most, high=most)
            return None
        return found.quantize(Decimal("0.000001")).normalize()

    def flag(self, name: str) -> bool:
        """Yes or no, written ``true`` or ``false``; no when it is not given."""
        value = self.values.get(name, False)
        if isinstance(value, bool):
            return value
        self.fault((name,), "directory.flag_wrong", field=name)
        return True

    def entries(self, name: str, *, most: int = 100) -> list[Entry]:
        """A list of maps, each as an entry of its own."""
        listed = self._list(name)
        if len(listed) > most:
            self.fault((name,), "directory.too_many", field=name, most=most)
            return []
        found = []
        for at, one in enumerate(listed):
            if isinstance(one, dict) and all(isinstance(key, str) for key in one):
                found.append(Entry(one, (*self.steps, name, at), self.faults))
            else:
                self.fault((name, at), "directory.map_wrong", field=name)
        return found

    def _list(self, name: str) -> list[object]:
        value = self.values.get(name, [])
        if isinstance(value, list):
            return value
        self.fault((name,), "directory.list_wrong", field=name)
        return []


def _short(value: object) -> str:
    return str(value)[:60]
