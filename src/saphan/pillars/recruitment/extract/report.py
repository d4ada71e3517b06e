"""``report.pdf`` and ``report.html``: the fee audit and repayment plan in Thai and English.

The paper goes to the employer, the worker committee and their lawyers. It names no worker and
no interview and shows no figure of a group below five (see ``disclosure``); what each worker
gets back stands in the payment schedule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from saphan.domain.recruitment.brand import FEWEST
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.terms import Method
from saphan.foundation.paper.document import (
    Bilingual,
    Block,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Signatures,
    Text,
)
from saphan.foundation.paper.html import to_html
from saphan.foundation.paper.pdf import to_pdf
from saphan.pillars.recruitment.extract.assumptions import SENTENCES
from saphan.pillars.recruitment.extract.disclosure import shown_cohorts, sums_of
from saphan.pillars.recruitment.extract.labels import DEFINITIONS, METHODS
from saphan.pillars.recruitment.extract.report_cohorts import cohort_blocks, method_blocks
from saphan.pillars.recruitment.extract.report_law import annex_blocks, item_blocks, lawyer_blocks
from saphan.pillars.recruitment.extract.report_plan import payday_blocks, unused_blocks
from saphan.pillars.recruitment.extract.run_code import run_code, run_digest
from saphan.pillars.recruitment.extract.tongues import Fact, Tongues, baht, count, day

TITLE = "Recruitment fee audit and repayment plan"
_LONGEST_SITES = 3


def write_report(pdf: Path, html: Path, outcome: Outcome, *, demo: bool = False) -> None:
    """Write the paper and its twin for the screen; ``demo`` labels both as invented."""
    paper = report_paper(outcome, demo=demo)
    pdf.write_bytes(to_pdf(paper))
    html.write_text(to_html(paper), encoding="utf-8", newline="\n")


def report_paper(outcome: Outcome, *, demo: bool = False) -> Document:
    """The report as a paper without layout."""
    tongues = Tongues()
    digest = run_digest(outcome)
    blocks = tuple(_blocks(outcome, tongues, digest))
    return Document(
        title=tongues.thai.say(TITLE),
        subtitle=(tongues.english.say(TITLE),),
        languages=("th", "en"),
        code=run_code(digest),
        day=outcome.terms.as_of,
        blocks=blocks,
        issuer=_sites(outcome),
        draft=tongues.draft,
        demo=demo,
        no_advice=True,
    )


def _blocks(outcome: Outcome, tongues: Tongues, digest: str) -> Iterator[Block]:
    yield from _at_a_glance(outcome, tongues)
    yield from cohort_blocks(outcome, tongues)
    yield from method_blocks(outcome, tongues)
    yield from payday_blocks(outcome, tongues)
    yield from item_blocks(outcome, tongues)
    yield from lawyer_blocks(outcome, tongues)
    yield from unused_blocks(outcome, tongues)
    yield from assumption_blocks(outcome, tongues)
    yield from _promise(tongues)
    yield from annex_blocks(outcome, tongues)
    yield Paragraph(tongues.lines(_DIGEST, digest=digest), small=True)


_DIGEST = "Fingerprint of inputs, terms and rules (SHA-256): {digest}"


def _sites(outcome: Outcome) -> str:
    """The sites that at least five interviews name."""
    named = Counter(one.site for one in outcome.intake.interviews if one.site)
    sites = sorted(site for site, times in named.items() if times >= FEWEST)
    return ", ".join(sites[:_LONGEST_SITES]) + (" …" if len(sites) > _LONGEST_SITES else "")


def _at_a_glance(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    sums, terms = sums_of(outcome.plan), outcome.terms
    rows: list[tuple[Text, Text]] = [
        (
            tongues.lines("To be repaid"),
            tongues.value(baht(sums.minor))
            if sums.minor is not None
            else tongues.lines("Not shown: fewer than five"),
        ),
        (tongues.lines("Workers in this sum"), count(sums.workers)),
        (tongues.lines("Workers without an amount"), count(len(outcome.plan.unresolved))),
        (tongues.lines("Method"), tongues.lines(METHODS[terms.method])),
        (tongues.lines("What counts as owed"), tongues.lines(DEFINITIONS[terms.definition])),
        (tongues.lines("Known as of"), tongues.value(day(terms.as_of))),
        (tongues.lines("Interviews in the cohorts shown"), count(_heard(outcome))),
        (tongues.lines("Workers in the roster"), count(len(outcome.intake.workers))),
    ]
    yield Facts(rows)
    if sums.elsewhere:
        yield Note(tongues.lines(_ELSEWHERE, number=count(sums.elsewhere)), tone="ask")
    if terms.method is Method.INDIVIDUAL:
        yield Note(tongues.lines(_INDIVIDUAL), tone="ask")


def _heard(outcome: Outcome) -> int:
    shown = shown_cohorts(outcome.plan)
    return sum(one.interviewed for one in outcome.plan.cohorts if one.key in shown)


_ELSEWHERE = (
    "{number} more workers get an amount. They belong to groups of fewer than five, so every sum in"
    " this report leaves them out; their amounts stand in the payment schedule only."
)
_INDIVIDUAL = (
    "With the method “Individual” the payment schedule itself shows who was interviewed. Choose"
    " another method where workers could suffer for it."
)


def assumption_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    """Every assumption, side by side in both languages."""
    yield Heading(tongues.short("Assumptions"), level=2)
    pairs = [tongues.pair(SENTENCES[one.code], **_facts(one.facts)) for one in outcome.assumptions]
    rows: list[tuple[Text, Text]] = [
        (f"{number}. {thai}", f"{number}. {english}")
        for number, (thai, english) in enumerate(pairs, start=1)
    ]
    yield Bilingual(("th", "en"), rows)


def _facts(facts: Mapping[str, object]) -> dict[str, Fact]:
    return {name: fact if isinstance(fact, int) else str(fact) for name, fact in facts.items()}


def _promise(tongues: Tongues) -> Iterator[Block]:
    yield Heading(tongues.short("No deduction, no waiver"), level=2)
    yield Bilingual(("th", "en"), [tongues.pair(sentence) for sentence in PROMISES])
    yield Signatures([(tongues.lines(role), "") for role in SIGNATORIES])


PROMISES = (
    "The employer repays every worker in this plan in full and deducts nothing for taxes of others,"
    " debts, fees, advances or costs of the repayment.",
    "By accepting the repayment no worker gives up a right, a claim or a complaint, and no worker"
    " may be asked to pay anything back.",
    "Workers who have left are paid like workers who are here.",
)
SIGNATORIES = ("For the employer", "For the worker committee", "Witness")
