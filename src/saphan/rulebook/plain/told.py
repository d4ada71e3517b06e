"""What may be said of a statement on a day: its claim, or that we do not know, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saphan.domain.refusals import NotFound
from saphan.rulebook.answers import Answer
from saphan.rulebook.book import Rulebook
from saphan.rulebook.plain.page import Citation, Statement
from saphan.rulebook.rows import Kind, Rule

#: Rules whose value can stand inside a sentence.
SHOWABLE = (Kind.AMOUNT, Kind.PERCENT, Kind.NUMBER)


class State(StrEnum):
    """What a statement is on the day of reading."""

    ADVICE = "advice"
    LAW = "law"
    OPEN = "open"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Place:
    """The value that stands in a sentence: a number, a share, or a range of them."""

    rule: Rule
    value: object


@dataclass(frozen=True, slots=True)
class Told:
    """A statement on a day.

    ``state`` is LOST when its claim may no longer be shown, since the day ``since`` as far as that
    is known. ``answers`` are those of the rules it cites, ``values`` what stands in its places, by
    the text of the citation.
    """

    statement: Statement
    state: State
    since: date | None
    answers: tuple[Answer, ...]
    values: Mapping[str, Place]


def tell(statement: Statement, book: Rulebook, *, checked: date, on: date) -> Told:
    """What may be said of the statement on a day.

    The claim of a statement is lost when a rule it cites does not answer on that day, is not in
    the law book, or answers otherwise than on the day ``checked``, on which somebody held the
    statement against the rules. Values may change: the one of the day is shown.
    """
    if statement.advice:
        return Told(statement, State.ADVICE, None, (), {})
    answers: list[Answer] = []
    lost: list[date | None] = []
    for cited in statement.citations:
        try:
            answer = book.answer(cited.rule, on=on, here=cited.here)
        except NotFound:
            lost.append(None)
            continue
        answers.append(answer)
        if cited.use != "open" and not answer.known:
            lost.append(answer.since)
        elif cited.use == "law" and _differs(book, cited, answer, checked):
            lost.append(answer.starts)
    state, since = _state(statement, lost)
    values = {} if state is State.LOST else _values(statement, book, on)
    return Told(statement, state, since, tuple(answers), values)


def _state(statement: Statement, lost: list[date | None]) -> tuple[State, date | None]:
    if lost or not statement.citations:
        return State.LOST, min((day for day in lost if day), default=None)
    open_ = all(cited.use == "open" for cited in statement.citations)
    return State.OPEN if open_ else State.LAW, None


def _differs(book: Rulebook, cited: Citation, answer: Answer, checked: date) -> bool:
    then = book.answer(cited.rule, on=checked, here=cited.here)
    return (then.known, then.value, then.details) != (answer.known, answer.value, answer.details)


def _values(statement: Statement, book: Rulebook, on: date) -> dict[str, Place]:
    return {
        str(cited): Place(
            book.rule(cited.rule), book.answer(cited.rule, on=on, here=cited.here).value
        )
        for cited in statement.citations
        if cited.use == "value"
    }
