"""The report's figures by cohort and by method, without any group below five."""

from __future__ import annotations

from collections.abc import Iterator

from saphan.domain.money import half_up
from saphan.domain.recruitment.cohorts import UNKNOWN, CohortKey
from saphan.domain.recruitment.outcome import Outcome
from saphan.domain.recruitment.repayment import Cohort
from saphan.domain.recruitment.terms import Method
from saphan.foundation.paper.document import (
    Bar,
    Bars,
    Block,
    Column,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    Text,
)
from saphan.pillars.recruitment.extract.disclosure import (
    Sums,
    method_sums,
    shown_cohorts,
    sums_of,
)
from saphan.pillars.recruitment.extract.labels import (
    METHODS,
    NATIONALITIES,
    SCHEMES,
    UNKNOWN_AGENT,
    UNKNOWN_WINDOW,
)
from saphan.pillars.recruitment.extract.tongues import Tongues, count, figure

NOT_SHOWN = "Not shown"
NO_AMOUNT = "No amount"
#: Cohorts that a paper lists. More of them mean a column of agents that holds something else; a
#: table of all would take minutes and gigabytes to set.
MOST_LISTED = 250


def cohort_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    """The cohorts: how many, how many heard, and what they are owed per worker and in sum."""
    plan = outcome.plan
    shown, summed = shown_cohorts(plan), sums_of(plan)
    yield Heading(tongues.short("Cohorts"), level=2)
    yield Paragraph(tongues.lines(_WHAT_A_COHORT_IS), small=True)
    rows = [_row(cohort, shown, summed, tongues) for cohort in _listed(plan.cohorts)]
    yield Table(_columns(tongues), rows, sums=_sum_row(summed, tongues))
    if len(rows) < len(plan.cohorts):
        more = count(len(plan.cohorts) - len(rows))
        yield Note(tongues.lines(_NOT_LISTED, number=more), tone="ask")
    if any(cohort.spread and cohort.key not in summed.cohorts for cohort in plan.cohorts):
        yield Note(tongues.lines(WITHHELD), tone="unknown")
    if any(cohort.spread is None for cohort in plan.cohorts):
        yield Note(tongues.lines(_SILENT), tone="ask")


def _listed(cohorts: tuple[Cohort, ...]) -> list[Cohort]:
    """The largest cohorts in their usual order; ties go by that order."""
    largest = sorted(cohorts, key=lambda cohort: -cohort.headcount)[:MOST_LISTED]
    return sorted(largest, key=lambda cohort: cohort.key)


_NOT_LISTED = (
    "{number} smaller cohorts are not listed here. Their workers stand in the payment schedule."
    " Please check whether agents, schemes and times of arrival are written alike."
)
_WHAT_A_COHORT_IS = (
    "A cohort is the workers of one nationality, agent, scheme and time of arrival. Amounts are"
    " baht; quantiles are those of the interviews."
)
WITHHELD = (
    "Where fewer than five workers or interviews stand behind a figure, it is not shown, and no"
    " sum contains it: it could tell what one worker said. These workers are paid all the same;"
    " their amounts stand in the payment schedule."
)
_SILENT = (
    "A cohort without interviews has no amount. That is not zero: somebody of it must be"
    " interviewed before its workers can be paid."
)


def _columns(tongues: Tongues) -> list[Column]:
    said = tongues.lines
    return [
        Column(said("Cohort"), share=6),
        Column(said("Workers"), "end", share=3),
        Column(said("Of them left"), "end", share=3),
        Column(said("Heard"), "end", share=3),
        Column(said("Median"), "end", share=4),
        Column(said("75th percentile"), "end", share=4),
        Column(said("Highest"), "end", share=4),
        Column(said("Sum"), "end", share=5),
    ]


def _row(cohort: Cohort, shown: frozenset[CohortKey], summed: Sums, tongues: Tongues) -> list[Text]:
    hidden = tongues.lines(NOT_SHOWN)
    heads: list[Text] = [count(cohort.headcount), count(cohort.leavers)]
    if cohort.spread is None:
        nothing = tongues.lines(NO_AMOUNT)
        return [cohort_name(cohort.key, tongues), *heads, "0", *[nothing] * 4]
    if cohort.key not in shown:
        return [cohort_name(cohort.key, tongues), *heads, *[hidden] * 5]
    total = figure(cohort.total_minor or 0) if cohort.key in summed.cohorts else hidden
    spread = cohort.spread
    quantiles = (spread.median, spread.p75, spread.most)
    figures: list[Text] = [figure(half_up(one * 100)) for one in quantiles]
    return [
        cohort_name(cohort.key, tongues),
        *heads,
        count(cohort.interviewed),
        *figures,
        total,
    ]


def _sum_row(summed: Sums, tongues: Tongues) -> list[Text]:
    total = tongues.lines(NOT_SHOWN) if summed.minor is None else figure(summed.minor)
    return [tongues.lines("Sum of the cohorts shown"), "", "", "", "", "", "", total]


def cohort_name(key: CohortKey, tongues: Tongues) -> Text:
    """Nationality, scheme, agent and window on three lines, in both languages."""
    first = tongues.short(NATIONALITIES[key.nationality])
    second = tongues.short(SCHEMES[key.scheme])
    agent = tongues.short(UNKNOWN_AGENT) if key.agent == UNKNOWN else key.agent
    window = tongues.short(UNKNOWN_WINDOW) if key.window == UNKNOWN else key.window
    return joined("\n", first, second, agent, window)


def joined(between: str, *texts: Text) -> Text:
    """Texts one after the other with something between them."""
    found: list[str | Run] = []
    for text in texts:
        found += [between] if found else []
        found += text if isinstance(text, tuple) else [text]
    return tuple(found)


def method_blocks(outcome: Outcome, tongues: Tongues) -> Iterator[Block]:
    """The five methods side by side over the cohorts that may be shown, as chart and table."""
    sums = method_sums(outcome)
    yield Heading(tongues.short("Methods side by side"), level=2)
    chosen = outcome.terms.method
    bars = [_bar(method, one, chosen, tongues) for method, one in sums.items()]
    yield Bars(bars, title=tongues.short(_CHART), source=tongues.short(_SOURCE))
    rows = [_method_row(method, one, chosen, tongues) for method, one in sums.items()]
    yield Table(
        [
            Column(tongues.lines("Method"), share=4),
            Column(tongues.lines("Workers with an amount"), "end", share=3),
            Column(tongues.lines("Sum in baht"), "end", share=3),
            Column(tongues.lines("Against the chosen method"), "end", share=3),
        ],
        _with_difference(rows, sums, chosen),
    )


_CHART = "To be repaid under each method, cohorts shown"
_SOURCE = "worker interviews and the site's roster"


def _bar(method: Method, sums: Sums, chosen: Method, tongues: Tongues) -> Bar:
    label = tongues.short(METHODS[method])
    mark = joined(" ", "●", label) if method is chosen else label
    shown: Text = "" if sums.minor is None else figure(sums.minor)
    return Bar(mark, sums.minor, shown)


def _method_row(method: Method, sums: Sums, chosen: Method, tongues: Tongues) -> list[Text]:
    name = tongues.lines(METHODS[method])
    if method is chosen:
        name = joined("\n", name, tongues.short("chosen"))
    if sums.minor is None:
        return [name, tongues.lines(NOT_SHOWN), tongues.lines(NOT_SHOWN)]
    return [name, count(sums.workers), figure(sums.minor)]


def _with_difference(
    rows: list[list[Text]], sums: dict[Method, Sums], chosen: Method
) -> list[list[Text]]:
    base = sums[chosen].minor
    found = []
    for row, one in zip(rows, sums.values(), strict=True):
        gap = None if base is None or one.minor is None else one.minor - base
        found.append([*row, "–" if not gap else f"{'+' if gap > 0 else '−'}{figure(abs(gap))}"])
    return found
