"""The report's paydays, and everybody and everything that is not in the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.brand import FEWEST
from saphan.domain.recruitment.outcome import Outcome
from saphan.foundation.paper.document import Block, Column, Heading, Note, Paragraph, Table, Text
from saphan.pillars.recruitment.extract.disclosure import Payday, paydays
from saphan.pillars.recruitment.extract.labels import OTHER_REJECTED, REJECTED, UNRESOLVED
from saphan.pillars.recruitment.extract.tongues import Tongues, count, figure, month


def payday_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    """The instalments of current workers by payroll month, and the payment of leavers."""
    instalments, left = paydays(outcome.plan)
    yield Heading(tongues.short("Payment plan"), level=2)
    if not instalments and left is None:
        yield Note(tongues.lines(_TOO_FEW), tone="unknown")
        return
    rows = [_payday_row(one, len(instalments), tongues) for one in instalments]
    if left is not None:
        rows.append([*_leavers(tongues), count(left.workers), figure(left.minor)])
    every = [*instalments, *([left] if left else [])]
    yield Table(
        [
            Column(tongues.lines("Instalment"), share=4),
            Column(tongues.lines("Payroll month"), share=4),
            Column(tongues.lines("Workers"), "end", share=2),
            Column(tongues.lines("Sum in baht"), "end", share=3),
        ],
        rows,
        sums=[tongues.lines("Sum of the cohorts shown"), "", "", figure(_total(every))],
    )


_TOO_FEW = (
    "Fewer than five amounts would stand behind a sum, so payments by month are not shown here;"
    " they stand in the payment schedule."
)


def _total(paid: list[Payday]) -> int:
    return sum(one.minor for one in paid)


def _payday_row(payday: Payday, of: int, tongues: Tongues) -> list[Text]:
    name = tongues.lines("Instalment {number} of {of}", number=payday.number, of=of)
    return [name, _month(payday.month, tongues), count(payday.workers), figure(payday.minor)]


def _month(text: str, tongues: Tongues) -> Text:
    if not text:
        return tongues.lines("Not yet agreed")
    year, _, which = text.partition("-")
    return tongues.value(month(PartialDate(int(year), int(which))))


def _leavers(tongues: Tongues) -> tuple[Text, Text]:
    return tongues.lines("Workers who have left"), tongues.lines("One payment, date to be agreed")


def unused_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    """How many workers have no amount and how many rows were not used, by reason."""
    yield Heading(tongues.short("Not in the sums"), level=2)
    reasons = Counter(one.reason for one in outcome.plan.unresolved)
    yield from _counted(
        "Workers without an amount, never counted as zero",
        [(UNRESOLVED[code], _few(code, times)) for code, times in sorted(reasons.items())],
        tongues,
    )
    rows = Counter(REJECTED.get(one.code, OTHER_REJECTED) for one in outcome.rejected)
    yield from _counted(
        "Rows of the files that could not be used",
        [(reason, count(times)) for reason, times in sorted(rows.items())],
        tongues,
    )


def _few(code: str, times: int) -> str:
    """A person who was interviewed is not counted alone."""
    return f"< {FEWEST}" if code == "not_on_roster" and times < FEWEST else count(times)


def _counted(title: str, rows: list[tuple[str, str]], tongues: Tongues) -> Iterator[Block]:
    if not rows:
        yield Paragraph(tongues.lines("{title}: none.", title=tongues.inner(title)))
        return
    yield Table(
        [
            Column(tongues.lines("Reason"), share=5),
            Column(tongues.lines("Number"), "end", share=1),
        ],
        [[tongues.lines(reason), times] for reason, times in rows],
        caption=tongues.short(title),
    )
