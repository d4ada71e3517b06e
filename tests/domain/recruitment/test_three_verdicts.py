"""Three verdicts a payment, never merged; only a certain one counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.finding import IN_FORCE, Standing, Verdict
from saphan.domain.money import half_up
from saphan.domain.period import Period
from saphan.domain.recruitment.charges import ChargeRule, Effect
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme
from saphan.domain.recruitment.terms import Definition
from tests.audit.tables import Tables, payment, worker

from .worlds import AS_OF, TERMS, amounts, decided, load_rules, worlds

CERTAIN = (Verdict.PROHIBITED, Verdict.OVER_CAP, Verdict.PERMITTED)

RULES = st.builds(
    ChargeRule,
    rule=st.sampled_from(["aa.first", "int.ilo.recruitment-fees", "zz.last"]),
    law=st.sampled_from(Law),
    period=st.sampled_from([Period(date.min), Period(date(2024, 2, 1)), Period(AS_OF, AS_OF)]),
    effect=st.sampled_from([Effect.PROHIBITED, Effect.PERMITTED, Effect.UNKNOWN]),
    standing=st.sampled_from(Standing),
    article=st.just("an article"),
    source=st.just("a source"),
    reason=st.just("A reason."),
    items=st.frozensets(st.sampled_from(Item), max_size=4),
    paid_to=st.frozensets(st.sampled_from(Payee), max_size=2),
    schemes=st.frozensets(st.sampled_from(Scheme), max_size=2),
    nationalities=st.frozensets(st.sampled_from(Nationality), max_size=2),
)
#: What no generated world holds, so that a rule about it is about something else.
ELSEWHERE = st.sampled_from(
    [
        {"schemes": frozenset({Scheme.BORDER_PASS})},
        {"nationalities": frozenset({Nationality.VN, Nationality.LA})},
        {"schemes": frozenset({Scheme.IRREGULAR, Scheme.OTHER})},
    ]
)


@given(worlds(), TERMS)
def test_each_payment_gets_three_verdicts(tables: Tables, chosen: dict[str, Any]) -> None:
    outcome = decided(tables, **chosen)
    assert len(outcome.judged) == len(tables.payments)
    for line in outcome.judged:
        assert set(line.verdicts) == set(Law)
        for finding in line.verdicts.values():
            assert finding.reason
            assert finding.reason_code
            if finding.verdict in CERTAIN:
                assert all((finding.rule, finding.article, finding.source))
                assert Standing(finding.standing) in IN_FORCE


@given(worlds(), TERMS, st.lists(st.tuples(RULES, ELSEWHERE), min_size=1, max_size=4))
def test_an_unrelated_rule_changes_nothing(
    tables: Tables, chosen: dict[str, Any], others: list[tuple[ChargeRule, dict[str, Any]]]
) -> None:
    more = tuple(replace(rule, **where) for rule, where in others)
    before = decided(tables, **chosen)
    for rules in (load_rules() + more, more + load_rules()):
        after = decided(tables, rules, **chosen)
        assert [line.verdicts for line in after.judged] == [line.verdicts for line in before.judged]
        assert after.plan == before.plan


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_rules_changes_nothing(tables: Tables, chance: Any) -> None:
    rules = list(load_rules())
    chance.shuffle(rules)
    assert decided(tables, tuple(rules)).judged == decided(tables).judged


@given(worlds(), TERMS)
def test_what_is_not_forbidden_for_certain_never_counts(
    tables: Tables, chosen: dict[str, Any]
) -> None:
    outcome = decided(tables, **(chosen | {"method": "individual"}))
    body = outcome.terms.definition.body
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for line in outcome.judged:
        owed = line.owed(outcome.terms.definition)
        if line.verdicts[body].verdict is not Verdict.PROHIBITED:
            assert owed == 0
        sums[line.interview.worker] += owed
    assert amounts(outcome) == {code: half_up(sums[code] * 100) for code in amounts(outcome)}


@given(worlds(), TERMS)
def test_every_open_question_is_listed_apart(tables: Tables, chosen: dict[str, Any]) -> None:
    outcome = decided(tables, **chosen)
    body = outcome.terms.definition.body
    apart = [line.payment for line in outcome.to_clarify]
    for line in outcome.judged:
        unknown = line.verdicts[body].verdict is Verdict.UNKNOWN
        shared = line.payment.borne_by == "shared"
        forbidden = line.verdicts[body].verdict is Verdict.PROHIBITED
        assert (line.payment in apart) == (unknown or (shared and forbidden))


def test_law_counts_less_than_the_definition_of_the_ilo() -> None:
    """A visa paid to the employer: the ILO forbids it, Thai law is silent here."""
    tables = Tables.of_amounts(1000)
    tables.payments.append(payment(1, 500, item="visa", paid_to="employer"))
    both = {law: amounts(decided(tables, definition=law)) for law in Definition}
    assert both == {Definition.ILO: {"W1": 150_000}, Definition.LAW: {"W1": 100_000}}


@pytest.mark.parametrize(
    ("borne_by", "verdict", "minor"),
    [
        ("worker", Verdict.PROHIBITED, 100_000),
        ("employer", Verdict.NOT_APPLICABLE, 0),
        ("agency", Verdict.NOT_APPLICABLE, 0),
        ("unknown", Verdict.UNKNOWN, 0),
        ("shared", Verdict.PROHIBITED, 0),
        ("", Verdict.UNKNOWN, 0),
    ],
)
def test_only_what_the_worker_bore_is_owed(borne_by: str, verdict: Verdict, minor: int) -> None:
    tables = Tables.of_amounts(1000)
    tables.payments[0]["borne_by"] = borne_by
    outcome = decided(tables)
    assert outcome.judged[0].verdicts[Law.ILO].verdict is verdict
    assert outcome.plan.total_minor == minor


@pytest.mark.parametrize(
    ("paid_on", "verdict", "code"),
    [
        ("2018-03-27", Verdict.UNKNOWN, "rule"),
        ("2018-03-28", Verdict.PROHIBITED, "rule"),
        ("2018-04", Verdict.PROHIBITED, "rule"),
        ("2018-03", Verdict.UNKNOWN, "date_too_vague"),
        ("2018", Verdict.UNKNOWN, "date_too_vague"),
        ("2019", Verdict.PROHIBITED, "rule"),
        ("2016-08-15", Verdict.UNKNOWN, "rule"),
        ("2016-08-16", Verdict.PROHIBITED, "rule"),
        ("", Verdict.UNKNOWN, "date_unknown"),
    ],
)
def test_national_law_is_asked_on_the_day_of_payment(
    paid_on: str, verdict: Verdict, code: str
) -> None:
    tables = Tables.of_amounts(1000)
    tables.payments[0]["paid_on"] = paid_on
    finding = decided(tables).judged[0].verdicts[Law.DESTINATION]
    assert (finding.verdict, finding.reason_code) == (verdict, code)


def test_the_scheme_of_the_interview_decides_which_law_speaks() -> None:
    tables = Tables.of_amounts(1000)
    tables.interviews[0]["scheme"] = "irregular"
    tables.roster[0] = worker("W1", scheme="irregular")
    outcome = decided(tables, definition="law")
    verdict = outcome.judged[0].verdicts[Law.DESTINATION]
    assert (verdict.verdict, verdict.reason_code) == (Verdict.UNKNOWN, "no_rule")
    assert amounts(outcome) == {"W1": 0}
