"""The parts of a form: questions, groups, checks, and the conditions that join them (XPath)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "text", "integer", "decimal", "date", "note", "select_one", "select_multiple", "calculate"
]


@dataclass(frozen=True, slots=True)
class Check:
    """What an answer must fulfil, and what is said when it does not (with its named places)."""

    rule: str
    message: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``label`` and ``hint`` are English; ``options`` names a list of choices.

    ``relevant``, ``calculation`` and ``default`` are XPath as XLSForm writes it; ``default``
    holds a day only as an expression such as ``today()``.
    """

    name: str
    kind: Kind
    label: str = ""
    hint: str = ""
    options: str = ""
    relevant: str = ""
    check: Check | None = None
    needed: bool = False
    appearance: str = ""
    calculation: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together; ``repeats`` when they are asked several times.

    ``times`` says how often (an expression); without it the interviewer adds as many as needed.
    ``page`` shows them on one page.
    """

    name: str
    label: str
    members: tuple[Question | Group, ...]
    relevant: str = ""
    repeats: bool = False
    times: str = ""
    page: bool = True


Part = Question | Group


def questions(parts: tuple[Part, ...]) -> Iterator[Question]:
    """Every question, in the order of the form."""
    for part in parts:
        if isinstance(part, Group):
            yield from questions(part.members)
        else:
            yield part


def groups(parts: tuple[Part, ...]) -> Iterator[Group]:
    """Every group, an outer one before those inside it."""
    for part in parts:
        if isinstance(part, Group):
            yield part
            yield from groups(part.members)


# Conditions -----------------------------------------------------------------------------------


def answered(name: str, *values: str) -> str:
    """The question has one of these answers."""
    return any_of(*(f"${{{name}}} = '{value}'" for value in values))


def not_answered(name: str, value: str) -> str:
    """The question has another answer or none."""
    return f"${{{name}}} != '{value}'"


def filled(name: str) -> str:
    """The question has an answer."""
    return f"${{{name}}} != ''"


def any_of(*conditions: str) -> str:
    """At least one of the conditions holds."""
    return " or ".join(conditions)


def all_of(*conditions: str) -> str:
    """Every condition holds."""
    return " and ".join(f"({one})" if " or " in one else one for one in conditions)


# Checks ---------------------------------------------------------------------------------------

#: The longest text that the intake of a file accepts.
LONGEST_TEXT = 200


def at_most(letters: int) -> Check:
    """A text that is not longer."""
    return Check(
        f"string-length(.) <= {letters}", "At most {most} letters.", {"most": str(letters)}
    )


SHORT = at_most(LONGEST_TEXT)
NOT_LATER = Check(". <= today()", "This date lies in the future.")


def between(low: int, high: int) -> Check:
    """A number within bounds that nobody passes without a typing error."""
    return Check(
        f". >= {low} and . <= {high}",
        "Enter a number from {low} to {high}.",
        {"low": str(low), "high": str(high)},
    )
