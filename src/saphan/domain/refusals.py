"""Refusals: why something was not done, as a code and facts, never as a sentence.

A refusal becomes words in exactly two places: the pages of ``web`` and the answers of ``api``
(the command line counts as a page). Everything below carries codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Refused(Exception):  # noqa: N818  a refusal is an answer, not a fault
    """One family for everything the house declines to do.

    ``code`` is a stable dotted name such as ``file.empty``; ``facts`` are the values a sentence
    about it needs (never a name of a person).
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.facts.items())
        return f"{self.code}({shown})"


class FileRefused(Refused):
    """The whole file cannot be used; nothing of it was kept."""


class NotAllowed(Refused):
    """The person may not do or see this."""


class NotFound(Refused):
    """There is no such thing for this viewer (also said when it exists but may not be seen)."""


class Conflict(Refused):
    """Somebody else changed the same thing first, or the same thing exists already."""


class Incomplete(Refused):
    """Something that the decision needs was not given."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: file, sheet and the row number that the spreadsheet shows."""

    file: str
    sheet: str
    row: int

    def refuse(self, column: str, code: str, **facts: object) -> RowRefused:
        """A refusal of this row because of one column (empty: because of the whole row)."""
        return RowRefused(self.file, self.sheet, self.row, column, code, facts)


@dataclass(frozen=True, slots=True)
class RowRefused:
    """One row that was not used: where it stands and why.

    ``row`` counts from 1 as the spreadsheet shows it (the heading row is 1); 0 means the sheet as
    a whole. ``column`` is the heading, empty when the row as a whole is meant.
    """

    file: str
    sheet: str
    row: int
    column: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
