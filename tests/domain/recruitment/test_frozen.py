"""Inputs written down once are read back identically and decide the same, to the satang."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.recruitment.codes import Nationality
from saphan.domain.recruitment.frozen import (
    digest,
    freeze,
    freeze_terms,
    pack,
    renamed,
    thaw,
    thaw_terms,
    unpack,
)
from saphan.domain.recruitment.records import Intake, Unusable
from saphan.domain.recruitment.terms import Interest, Terms
from saphan.rulebook.charges import from_snapshot, snapshot
from tests.audit.tables import Tables

from .test_order import faulty
from .worlds import AS_OF, TERMS, decided, load_rules, take

EXTRAS = st.fixed_dictionaries(
    {},
    optional={
        "interest": st.builds(
            Interest, st.fractions(Fraction(1, 999), 1, max_denominator=999), st.just("agreed")
        ),
        "flat": st.dictionaries(
            st.sampled_from(Nationality), st.fractions(0, 9999, max_denominator=99), min_size=1
        ),
    },
)


def as_text(intake: Intake) -> Intake:
    """The facts of refusals become text when they are written down."""
    return replace(
        intake,
        rejected=tuple(
            replace(one, facts={name: str(fact) for name, fact in one.facts.items()})
            for one in intake.rejected
        ),
    )


@given(faulty())
def test_an_intake_is_read_back_identically(tables: Tables) -> None:
    intake = take(tables)
    packed = pack(freeze(intake))
    assert thaw(unpack(packed)) == as_text(intake)
    assert pack(freeze(thaw(unpack(packed)))) == packed


@given(TERMS, EXTRAS)
def test_terms_are_read_back_identically(chosen: dict[str, Any], more: dict[str, Any]) -> None:
    terms = Terms(as_of=AS_OF, flat_reason="a settlement", **(chosen | more))
    assert thaw_terms(json.loads(json.dumps(freeze_terms(terms)))) == terms


@given(faulty(), TERMS, EXTRAS)
def test_what_was_frozen_decides_the_same(
    tables: Tables, chosen: dict[str, Any], more: dict[str, Any]
) -> None:
    terms = chosen | more | {"flat_reason": "a settlement"}
    outcome = decided(tables, **terms)
    kept_terms = json.loads(json.dumps(freeze_terms(outcome.terms)))
    kept_rules = json.loads(json.dumps(snapshot(load_rules())))
    intake = thaw(unpack(pack(freeze(outcome.intake))))
    again = decided(intake, from_snapshot(kept_rules), **vars_of(thaw_terms(kept_terms)))
    assert again.plan == outcome.plan
    assert again.judged == outcome.judged
    assert digest(again) == digest(outcome)


def vars_of(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in Terms.__slots__}


def test_another_input_packs_to_other_bytes() -> None:
    one, other = (pack(freeze(take(Tables.of_amounts(amount)))) for amount in ("1.00", "1.01"))
    assert one != other


def test_workers_get_their_codes_back_and_the_erased_lose_theirs() -> None:
    key, gone, plain = "0193-key-of-one", "0193-key-of-gone", "W3"
    tables = Tables.of_amounts(5, 6)
    for row, code in zip((*tables.roster, *tables.interviews), (key, gone) * 2, strict=True):
        row["worker_code"] = code
    intake = replace(
        take(tables),
        unusable=(Unusable(plain, "roster_row_refused"), Unusable(key, "roster_row_refused")),
    )
    found = renamed(intake, {key: "W1"})
    assert sorted(one.code for one in found.workers) == ["W1", f"gone-{gone[-12:]}"]
    assert sorted(one.worker for one in found.interviews) == ["W1", f"gone-{gone[-12:]}"]
    assert [one.worker for one in found.unusable] == [plain, "W1"]
