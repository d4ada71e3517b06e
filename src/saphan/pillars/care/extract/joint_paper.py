"""The joint table as a paper for the meeting, on one page, in formal Thai or in English.

Without names and without codes of cases; every row has room for what the meeting decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saphan.domain.care.joint import FEWEST, Cell, Waits, Why
from saphan.foundation.paper.document import (
    Column,
    Document,
    Paragraph,
    Signatures,
    Table,
    Text,
)
from saphan.foundation.words import Words
from saphan.pillars.care.extract.claim_words import CATALOGUE

#: Rows that one page holds; those that are left stay empty, and one always does.
MOST_ROWS = 10
_WAITS = {
    Waits.RECEIVER: "Receiver",
    Waits.CLIENT: "Client",
    Waits.INSPECTOR: "Labour inspector",
    Waits.EMPLOYER: "Employer",
}
_WHY = {
    Why.NOT_ANSWERED: "no answer yet",
    Why.RECEIVED_ONLY: "received, nothing more",
    Why.PAPERS_LACKING: "papers are lacking",
    Why.APPOINTMENT_AHEAD: "waits for an appointment",
    Why.ACCEPTED_NOT_GIVEN: "accepted, not given yet",
    Why.ORDER_PENDING: "the order is pending",
    Why.ORDER_EXTENDED: "the time was extended",
    Why.ORDER_NOT_PAID: "the order was not paid",
}
_HIDDEN = (
    "A dash stands for fewer than {fewest} people, or for a number from which so few could be"
    " found; then no sum is given either."
)
_TARGET = (
    "More than {days} days is a target to agree with partners; it is not law. Neither names nor"
    " codes of cases are printed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What the paper tells; ``office`` is with whom the meeting is, empty for all together."""

    organisation: str
    office: str
    day: date
    days: int
    cells: Sequence[Cell]
    total: int | None


def joint_paper(told: Meeting, *, language: str, demo: bool = False) -> Document:
    """The table, why something is hidden, room for minutes, and two places to sign.

    Raises ``ValueError`` for a language that the house does not have.
    """
    words = Words(language, CATALOGUE)
    office = told.office or words.say("All organisations and offices")
    roles = words.say("Chair of the meeting"), words.say("Minutes taken by")
    return Document(
        title=words.say(
            "Joint table: matters that have waited for more than {days} days", days=told.days
        ),
        subtitle=words.say("Meeting with: {office}", office=office),
        languages=(language,),
        code=f"JT-{told.day.isoformat()}",
        day=told.day,
        blocks=(
            _table(told, words),
            Paragraph(words.say(_HIDDEN, fewest=FEWEST), small=True),
            Paragraph(words.say(_TARGET, days=told.days), small=True),
            Signatures([(role, "") for role in roles]),
        ),
        issuer=told.organisation,
        draft=words.said_unreviewed,
        demo=demo,
    )


def _table(told: Meeting, words: Words) -> Table:
    more = max(1, min(4, MOST_ROWS - len(told.cells)))
    return Table(
        columns=[
            Column(words.say("Waits for, and why"), share=9),
            Column(words.say("People"), "end"),
            Column(words.say("Longest, days"), "end"),
            Column(words.say("Decided"), share=7),
            Column(words.say("Who does it"), share=5),
            Column(words.say("By when"), share=5),
        ],
        rows=[*(_row(one, words) for one in told.cells), *([_line("\n ")] * more)],
        sums=_line(words.say("Altogether"), _number(told.total)) if told.cells else (),
    )


def _row(cell: Cell, words: Words) -> list[Text]:
    waits, why = words.say(_WAITS[cell.waits]), words.say(_WHY[cell.why])
    return _line(f"{waits}:\n{why}", _number(cell.people), _number(cell.longest_days))


def _line(first: Text, people: Text = "", longest: Text = "") -> list[Text]:
    """One row; what the meeting decides, who does it and by when is left to be written."""
    return [first, people, longest, "", "", ""]


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)
