"""The report's legal part: what was paid, the three verdicts, and the basis of every finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from saphan.domain.finding import Finding, Standing
from saphan.domain.recruitment.audit import Judged
from saphan.domain.recruitment.codes import Law
from saphan.domain.recruitment.outcome import Outcome
from saphan.foundation.paper.document import (
    Block,
    Bullets,
    Column,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Text,
)
from saphan.pillars.recruitment.extract.disclosure import (
    Group,
    Groups,
    groups_of,
    satang,
    visible_lines,
)
from saphan.pillars.recruitment.extract.labels import (
    ITEMS,
    LAWS,
    PAYEES,
    STANDINGS,
    VERDICTS,
)
from saphan.pillars.recruitment.extract.report_cohorts import NOT_SHOWN, joined
from saphan.pillars.recruitment.extract.tongues import Tongues, count, figure


def item_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    """What was paid per item, what of it is owed back, and the verdicts of the three bodies."""
    lines = visible_lines(outcome)
    items = groups_of(lines, outcome, lambda line: ("", line.payment.item.value))
    yield Heading(tongues.short("What was paid, and the three verdicts"), level=2)
    yield Paragraph(tongues.lines(_THREE), small=True)
    if items.named:
        verdicts = {law: _verdicts(lines, outcome, law) for law in Law}
        yield Table(
            [
                Column(tongues.lines("Item"), share=5),
                Column(tongues.lines("Paid, in baht"), "end", share=5),
                Column(tongues.lines("Of it owed back"), "end", share=5),
                *(Column(tongues.lines(LAWS[law]), share=6) for law in Law),
            ],
            [_item_row(group, verdicts, tongues) for group in items.named],
        )
    if items.smaller:
        yield Note(tongues.lines(_FEW_KINDS), tone="unknown")


_THREE = (
    "Every payment has three separate verdicts that are never merged. “Paid” is what the workers"
    " interviewed in the cohorts shown told; refunds are subtracted only from what is owed back."
)
_FEW_KINDS = (
    "Kinds of payments that fewer than five workers reported are not named here. They are counted"
    " in the plan."
)


def _verdicts(lines: list[Judged], outcome: Outcome, law: Law) -> Groups:
    return groups_of(
        lines,
        outcome,
        lambda line: (line.payment.item.value, line.verdicts[law].verdict.value),
    )


def _item_row(group: Group, verdicts: dict[Law, Groups], tongues: Tongues) -> list[Text]:
    item = group.example.payment.item
    hidden = tongues.lines(NOT_SHOWN)
    row: list[Text] = [
        tongues.lines(ITEMS[item]),
        *(
            hidden if amount is None else figure(satang(amount))
            for amount in (group.thb, group.owed)
        ),
    ]
    for law, found in verdicts.items():
        said = [
            tongues.lines(VERDICTS[one.example.verdicts[law].verdict])
            for one in found.named
            if one.example.payment.item is item
        ]
        row.append(joined("\n", *said) if said else hidden)
    return row


def lawyer_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    """The items that are not counted until a lawyer or a second interview clears them."""
    body = outcome.terms.definition.body
    unclear = [line for line in visible_lines(outcome) if line.unclear(outcome.terms.definition)]
    groups = groups_of(
        unclear,
        outcome,
        lambda line: (line.payment.item.value, line.payment.paid_to, *_key(line, body)),
    )
    yield Heading(tongues.short("Listed apart for a lawyer"), level=2)
    if not unclear:
        yield Paragraph(tongues.lines("No item waits for a lawyer."))
        return
    yield Paragraph(tongues.lines(_NOT_COUNTED), small=True)
    if groups.named:
        yield Table(
            [
                Column(tongues.lines("Item"), share=4),
                Column(tongues.lines("Payments"), "end", share=2),
                Column(tongues.lines("Why it is open"), share=10),
            ],
            [_open_row(group, body, tongues) for group in groups.named],
        )
    if groups.smaller:
        yield Note(tongues.lines(FEW_REASONS), tone="unknown")


_NOT_COUNTED = "These payments are not counted in any sum of this report."
FEW_REASONS = (
    "Items and reasons that concern fewer than five workers are not named here; the audit file,"
    " which the employer does not receive, lists them for the lawyer."
)


def _open_row(group: Group, body: Law, tongues: Tongues) -> list[Text]:
    finding = group.example.verdicts[body]
    return [
        item_and_payee(group.example, tongues),
        _number(group, tongues),
        _reason(finding, tongues),
    ]


def _number(group: Group, tongues: Tongues) -> Text:
    return tongues.lines(NOT_SHOWN) if group.payments is None else count(group.payments)


def item_and_payee(line: Judged, tongues: Tongues) -> Text:
    """The item, and to whom it was paid, on two lines in both languages."""
    return joined(
        "\n",
        tongues.short(ITEMS[line.payment.item]),
        tongues.short("to {payee}", payee=tongues.inner(PAYEES[line.payment.paid_to])),
    )


def _key(line: Judged, law: Law) -> tuple[str, ...]:
    finding = line.verdicts[law]
    span = (str(finding.starts or ""), str(finding.ends or ""), str(finding.since or ""))
    return (finding.verdict, finding.rule, finding.article, *span, finding.reason)


class _Sources:
    """Sources by number, in the order in which they are first named."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> str:
        """The number of a source, in brackets."""
        return f"[{self._numbers.setdefault(source, len(self._numbers) + 1)}]"

    def blocks(self, tongues: Tongues) -> Iterator[Block]:
        """The list of sources."""
        if self._numbers:
            yield Heading(tongues.short("Sources"), level=3)
            yield Bullets([(Run(source, "en"),) for source in self._numbers], numbered=True)


def annex_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    """One row per distinct finding with its basis, then the sources by number."""
    sources = _Sources()
    lines = visible_lines(outcome)
    yield PageBreak()
    yield Heading(tongues.short("Annex: legal basis of every finding"), level=2)
    yield Paragraph(tongues.lines(_ANNEX), small=True)
    smaller = False
    for law in Law:
        groups = groups_of(lines, outcome, _finding_key(law))
        smaller = smaller or groups.smaller
        if groups.named:
            yield _finding_table(law, groups, sources, tongues)
    if smaller:
        yield Note(tongues.lines(FEW_REASONS), tone="unknown")
    yield from sources.blocks(tongues)
    yield from _rate_blocks(outcome, tongues)


_ANNEX = (
    "Articles and the English reasons stand as in the law book; the Thai reasons are translations."
    " A rule that has ended, is disputed or is not verified answers “we do not know”. Numbers in"
    " brackets are sources."
)


def _finding_key(law: Law) -> Callable[[Judged], tuple[str, ...]]:
    return lambda line: (line.payment.item.value, line.payment.paid_to.value, *_key(line, law))


def _finding_table(law: Law, groups: Groups, sources: _Sources, tongues: Tongues) -> Table:
    return Table(
        [
            Column(tongues.lines("Item"), share=5),
            Column(tongues.lines("Payments"), "end", share=3),
            Column(tongues.lines("Verdict"), share=4),
            Column(tongues.lines("Rule, article and dates"), share=9),
            Column(tongues.lines("Reason"), share=8),
        ],
        [
            [
                item_and_payee(group.example, tongues),
                _number(group, tongues),
                tongues.lines(VERDICTS[group.example.verdicts[law].verdict]),
                _basis(group.example.verdicts[law], sources, tongues),
                _reason(group.example.verdicts[law], tongues),
            ]
            for group in groups.named
        ],
        caption=tongues.short(LAWS[law]),
    )


def _basis(finding: Finding, sources: _Sources, tongues: Tongues) -> Text:
    if not finding.rule:
        return "–"
    said: list[Text] = [(Run(finding.rule, "en"),)]
    if finding.article:
        said.append((Run(finding.article, "en"),))
    if finding.starts:
        ends = finding.ends.isoformat() if finding.ends else ""
        said.append(f"{finding.starts.isoformat()} – {ends}".rstrip())
    if finding.since:
        said.append(tongues.short("not known since {day}", day=finding.since.isoformat()))
    if finding.standing:
        said.append(tongues.lines(STANDINGS[Standing(finding.standing)]))
    if finding.source:
        said.append(sources.number(finding.source))
    return joined("\n", *said)


def _reason(finding: Finding, tongues: Tongues) -> Text:
    """The reason in Thai where it is translated, and as the law book states it."""
    thai, english = tongues.known(finding.reason)
    said: list[Text] = [thai] if thai else []
    return joined("\n", *said, (Run(english, "en"),))


def _rate_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    rates = outcome.intake.rates
    if not rates:
        return
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    for rate in rates:
        found[rate.currency.value, rate.source].append(rate.day)
    yield Table(
        [
            Column(tongues.lines("Currency"), share=2),
            Column(tongues.lines("Rates"), "end", share=2),
            Column(tongues.lines("Days"), share=5),
            Column(tongues.lines("Source of the rates"), share=6),
        ],
        [
            [
                currency,
                count(len(days)),
                f"{min(days).isoformat()} – {max(days).isoformat()}",
                source,
            ]
            for (currency, source), days in sorted(found.items())
        ],
        caption=tongues.short("Exchange rates that were given"),
    )
