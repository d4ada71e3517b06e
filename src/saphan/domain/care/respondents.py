"""Whom a case is against: his names in two scripts, and which of them belong on a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from saphan.domain.care.casework import Against

#: Who may owe wages or fees: only these are named to the labour inspector.
OWING = frozenset({Against.EMPLOYER, Against.AGENT})
_THAI = re.compile("[\u0e01-\u0e5b]")


class RespondentChanges(TypedDict, total=False):
    """What can be changed of a respondent; what is left out stays."""

    kind: Against
    organisation: UUID | None
    thai_name: str
    name: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class RespondentRecord:
    """Whom a case is against. ``name`` is as it was told; what nobody entered is empty.

    ``recorded_as`` (Thai name, name) and ``recorded_at`` are name and address of ``organisation``.
    """

    id: UUID
    kind: Against
    organisation: UUID | None
    thai_name: str
    name: str
    address: str
    note: str
    at: datetime
    by: str
    recorded_as: tuple[str, ...] = ()
    recorded_at: str = ""

    def __repr__(self) -> str:
        """Nothing of it: he too has rights."""
        return "RespondentRecord(...)"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the Thai ones first, each once."""
        thai, *others = self.recorded_as or ("",)
        given = (self.thai_name, thai, self.name, *others)
        return tuple(dict.fromkeys(name for name in given if name))

    @property
    def where(self) -> str:
        """The address to print: as it was entered, else the one of the organisation."""
        return self.address or self.recorded_at


def written_names(thai: str, told: str) -> str:
    """Both names as one text that can be kept encrypted; ``read_names`` takes it apart."""
    return f"{thai.strip()}\n{told.strip()}" if thai.strip() or told.strip() else ""


def read_names(kept: str) -> tuple[str, str]:
    """The Thai name and the name as told. A single name is Thai when it has Thai letters."""
    first, line, second = kept.partition("\n")
    if line:
        return first, second
    return (first, "") if _THAI.search(first) else ("", first)
