"""Journey J5: the repayment of the invented plant, reproduced by a second computation."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from saphan.demo.plant import Plant, plant
from saphan.domain.recruitment.outcome import Outcome, decide
from saphan.domain.recruitment.records import Intake
from saphan.domain.recruitment.terms import Definition, Method, RangeChoice, Terms
from saphan.pillars.recruitment.extract.audit_json import write_audit
from saphan.pillars.recruitment.extract.brand_json import brand_entry
from tests.audit import by_hand
from tests.audit.conftest import AS_OF, Ended
from tests.audit.tables import Tables, Written
from tests.domain.recruitment.worlds import load_rules, take

Second = Callable[[str, str, str], by_hand.ByHand]
METHODS = ("individual", "median", "p75", "max", "flat")
LAO = "Invented Agency White Elephant"
FIGURES = ("interviewed", "headcount", "median_minor", "p75_minor", "max_minor", "total_minor")


@pytest.fixture(scope="session")
def recomputed_once(demo: Plant) -> Second:
    """The second computation of the demo plant, each choice worked out once."""
    return cache(partial(recomputed, demo))


def recomputed(demo: Plant, method: str, definition: str, choice: str) -> by_hand.ByHand:
    return by_hand.audit(
        demo.interviews,
        demo.payments,
        demo.roster,
        demo.rates,
        method=method,
        definition=definition,
        choice=choice,
    )


def decided(
    intake: Intake, method: str, definition: str = "ilo", choice: str = "middle"
) -> Outcome:
    terms = Terms(
        as_of=AS_OF,
        method=Method(method),
        definition=Definition(definition),
        range_choice=RangeChoice(choice),
    )
    return decide(intake, terms, load_rules())


def figures(audit: Any) -> dict[tuple[str, ...], dict[str, int]]:
    return {
        tuple(one[name] for name in ("nationality", "agent", "scheme", "window")): {
            name: one[name] for name in FIGURES
        }
        for one in audit["cohorts"]
    }


def assert_same(audit: Any, second: by_hand.ByHand) -> None:
    """Every line, every cohort and the total are the same to the satang."""
    plan = audit["plan"]
    assert {one["worker_code"]: one["amount_minor"] for one in plan["lines"]} == second.lines
    assert sorted(one["worker_code"] for one in plan["unresolved"]) == second.unresolved
    assert figures(audit) == second.cohorts
    assert plan["total_minor"] == second.total


@pytest.mark.parametrize(
    ("method", "definition", "choice"),
    list(product(METHODS, ("ilo", "law"), ("low", "middle", "high"))),
)
def test_every_figure_is_reproduced_by_hand(
    recomputed_once: Second,
    demo_intake: Intake,
    tmp_path: Path,
    method: str,
    definition: str,
    choice: str,
) -> None:
    write_audit(tmp_path / "audit.json", decided(demo_intake, method, definition, choice))
    audit = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    second = recomputed_once(method, definition, choice)
    assert audit["rejected"] == []
    assert second.total > 0
    assert_same(audit, second)


@pytest.mark.parametrize(
    ("method", "definition"), [("individual", "law"), ("median", "ilo"), ("p75", "ilo")]
)
def test_the_command_line_gives_the_same_figures(
    recomputed_once: Second,
    demo_files: Written,
    run: Callable[..., Ended],
    method: str,
    definition: str,
) -> None:
    ended = run(demo_files, "--method", method, "--definition", definition)
    assert (ended.code, ended.error) == (0, "")
    audit = ended.audit
    assert_same(audit, recomputed_once(method, definition, "middle"))
    assert audit["plan"]["method"] == method
    assert audit["plan"]["definition"] == definition


def test_the_choices_matter(recomputed_once: Second) -> None:
    """The plant is made so that no two choices could be confused with each other."""
    totals = [
        recomputed_once(method, definition, choice).total
        for method, definition, choice in product(
            ("individual", "median", "p75", "max"), ("ilo", "law"), ("low", "high")
        )
        if definition == "ilo" or choice == "low"
    ]
    assert len(set(totals)) == len(totals)


def test_the_plant_is_the_one_of_the_journey(demo_intake: Intake) -> None:
    outcome = decided(demo_intake, "median")
    assert len(demo_intake.interviews) == 120
    assert len(demo_intake.workers) == 1150
    assert len(outcome.plan.cohorts) == 3
    assert outcome.rejected == ()


@pytest.mark.parametrize("seed", [1, 44, 2026])
@pytest.mark.parametrize("method", ["individual", "median", "max"])
def test_another_invented_plant_is_reproduced_as_well(seed: int, method: str) -> None:
    """The figures are no luck of one seed."""
    other = plant(seed)
    intake = take(Tables(other.interviews, other.payments, other.roster, other.rates))
    assert (len(intake.interviews), len(intake.workers), intake.rejected) == (120, 1150, ())
    plan = decided(intake, method).plan
    second = recomputed(other, method, "ilo", "middle")
    assert {line.worker: line.amount_minor for line in plan.lines} == second.lines
    assert plan.total_minor == second.total


def test_by_hand_quantiles_are_those_of_the_standard_library() -> None:
    """The second computation is itself held against a third."""
    for count in range(2, 40):
        amounts = [Fraction((at * 7919) % 1009, 7) for at in range(count)]
        _, median, p75 = statistics.quantiles(amounts, n=4, method="inclusive")
        assert by_hand.percentile_inc(amounts, "0.5") == median
        assert by_hand.percentile_inc(amounts, "0.75") == p75


@pytest.mark.parametrize("method", METHODS)
def test_the_cohort_of_four_is_hidden_from_the_brand(demo_intake: Intake, method: str) -> None:
    told: Any = brand_entry(decided(demo_intake, method).plan)
    hidden = [one for one in told["cohorts"] if one["suppressed"]]
    shown = [one for one in told["cohorts"] if not one["suppressed"]]
    assert [one["agent"] for one in hidden] == [LAO]
    for name in ("headcount", "interviewed", "median_minor", "total_minor"):
        assert hidden[0][name] is None
        assert all(one[name] for one in shown)
    assert len(shown) == 2
    assert told["total_minor"] is None


@pytest.mark.parametrize("method", METHODS)
def test_what_the_cohort_of_four_paid_does_not_show_in_the_brand_view(
    demo: Plant, demo_intake: Intake, method: str
) -> None:
    """Whatever the four say, the brand reads the same."""
    lao = {row["_index"] for row in demo.interviews if row["agent"] == LAO}
    assert len(lao) == 4
    others = tuple(one for one in demo_intake.payments if int(one.interview) not in lao)
    assert len(others) < len(demo_intake.payments)
    changed = Intake(
        interviews=demo_intake.interviews,
        payments=others,
        workers=demo_intake.workers,
        unusable=(),
        rates=demo_intake.rates,
        rejected=(),
        notices=(),
    )
    assert brand_entry(decided(changed, method).plan) == brand_entry(
        decided(demo_intake, method).plan
    )


def test_leavers_are_marked_and_paid_once(demo: Plant, demo_intake: Intake) -> None:
    plan = decided(demo_intake, "median").plan
    left = {str(row["worker_code"]) for row in demo.roster if row["status"] == "left"}
    assert {line.worker for line in plan.lines if line.leaver} == left
    assert len(left) == 125
    assert all(len(line.instalments) == 1 for line in plan.lines if line.leaver)


def test_nobody_is_forgotten(demo: Plant, demo_intake: Intake) -> None:
    everybody = Counter(str(row["worker_code"]) for row in demo.roster)
    for method in METHODS:
        plan = decided(demo_intake, method).plan
        told = [line.worker for line in plan.lines] + [one.worker for one in plan.unresolved]
        assert Counter(told) == everybody
    individual = decided(demo_intake, "individual").plan
    assert {one.reason for one in individual.unresolved} == {"no_interview"}
    assert len(individual.unresolved) == 1150 - 120


def test_every_verdict_names_rule_source_and_standing(demo_intake: Intake) -> None:
    outcome = decided(demo_intake, "median")
    for line in outcome.judged:
        for finding in line.verdicts.values():
            assert finding.reason
            assert finding.reason_code
            if finding.verdict in ("prohibited", "permitted", "over_cap"):
                assert finding.rule
                assert finding.source
                assert finding.standing in ("verified", "secondary", "secondary_text", "derived")


def test_verdicts_of_the_plant_are_those_written_out_by_hand(
    demo: Plant, demo_intake: Intake
) -> None:
    """Two bodies of rules, line by line, against the lists of the second computation."""
    scheme_of = {str(row["_index"]): str(row["scheme"]) for row in demo.interviews}
    by_line = _forbidden(demo.payments, scheme_of)
    outcome = decided(demo_intake, "median")
    found = Counter(
        (
            line.payment.interview,
            line.payment.item.value,
            line.payment.paid_to.value,
            *(line.verdicts[body].verdict == "prohibited" for body in list(line.verdicts)[:2]),
        )
        for line in outcome.judged
        if line.payment.borne_by == "worker"
    )
    assert found == by_line


def _forbidden(rows: Sequence[by_hand.Row], scheme_of: dict[str, str]) -> Counter[Any]:
    return Counter(
        (
            str(row["_parent_index"]),
            row["item"],
            row["paid_to"],
            *(
                by_hand.counts(row, scheme_of[str(row["_parent_index"])], one)
                for one in ("ilo", "law")
            ),
        )
        for row in rows
        if row["borne_by"] == "worker"
    )
