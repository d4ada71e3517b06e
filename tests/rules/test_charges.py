"""The charge rules as the audit receives them: nothing in force that is not, no silence unsaid."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.finding import IN_FORCE, Standing
from saphan.domain.money import Currency
from saphan.domain.recruitment.charges import ChargeRule, Effect
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme
from saphan.domain.refusals import FileRefused
from saphan.rulebook.book import Rulebook, load
from saphan.rulebook.charges import charge_rules, from_snapshot, load_charges, snapshot
from saphan.rulebook.rows import Kind

from .samples import CHECKOUT

CHARGES = load_charges(CHECKOUT / "rules")
BOOK = load(CHECKOUT / "rules")


def speaking(
    on: date, item: Item, paid_to: Payee, law: Law, scheme: Scheme, nationality: Nationality
) -> list[ChargeRule]:
    """The charge rules of one law that concern such a payment on that day."""
    return [
        charge
        for charge in CHARGES
        if charge.law is law
        and charge.period.holds(on)
        and charge.concerns(item=item, paid_to=paid_to, scheme=scheme, nationality=nationality)
    ]


def effects(on: date, item: Item, paid_to: Payee, law: Law, country: str = "MM") -> set[Effect]:
    found = speaking(on, item, paid_to, law, Scheme.MOU, Nationality(country))
    return {charge.effect for charge in found}


def test_loading_the_charges_alone_gives_the_charges_of_the_book(book: Rulebook) -> None:
    assert load_charges(CHECKOUT / "rules") == book.charges()


def test_loading_the_charges_is_fast_including_the_import() -> None:
    # Measured inside a fresh interpreter, whose own start does not count.
    code = (
        "from time import perf_counter as now; started = now();"
        "from saphan.rulebook.charges import load_charges; load_charges();"
        "print(now() - started)"
    )
    runs = [
        float(
            subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                text=True,
                check=True,
                env={"PYTHONPATH": str(CHECKOUT / "src")},
            ).stdout
        )
        for _ in range(3)
    ]
    assert min(runs) < 0.5


def test_loading_the_whole_book_is_fast() -> None:
    started = perf_counter()
    load(CHECKOUT / "rules")
    assert perf_counter() - started < 3


@pytest.mark.parametrize(
    "item", [item for item in Item if item not in ("document_renewal", "reporting_90_day", "other")]
)
def test_the_ilo_definition_covers_every_cost_of_getting_the_job(item: Item) -> None:
    assert effects(date(2023, 5, 1), item, Payee.SUB_AGENT, Law.ILO) == {Effect.PROHIBITED}


@pytest.mark.parametrize("item", [Item.DOCUMENT_RENEWAL, Item.REPORTING_90_DAY, Item.OTHER])
def test_the_ilo_definition_is_silent_on_what_comes_after_placement(item: Item) -> None:
    assert effects(date(2023, 5, 1), item, Payee.SUB_AGENT, Law.ILO) == {Effect.UNKNOWN}


@pytest.mark.parametrize(
    ("on", "item", "expected"),
    [
        (date(2016, 8, 15), Item.PASSPORT, Effect.UNKNOWN),
        (date(2016, 8, 16), Item.PASSPORT, Effect.PROHIBITED),
        (date(2017, 6, 22), Item.SERVICE_FEE, Effect.PROHIBITED),
        (date(2017, 6, 23), Item.SERVICE_FEE, Effect.UNKNOWN),
        (date(2018, 3, 27), Item.SERVICE_FEE, Effect.UNKNOWN),
        (date(2018, 3, 28), Item.SERVICE_FEE, Effect.PROHIBITED),
        (date(2018, 3, 28), Item.DEPOSIT, Effect.PROHIBITED),
        (date(2018, 3, 28), Item.PASSPORT, Effect.UNKNOWN),
        (date(2027, 11, 23), Item.SERVICE_FEE, Effect.PROHIBITED),
        (date(2027, 11, 24), Item.SERVICE_FEE, Effect.UNKNOWN),
    ],
)
def test_the_thai_licensee(on: date, item: Item, expected: Effect) -> None:
    assert effects(on, item, Payee.THAI_AGENCY, Law.DESTINATION) == {expected}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Item.SERVICE_FEE, Effect.PROHIBITED),
        (Item.TRAVEL, Effect.PROHIBITED),
        (Item.PASSPORT, Effect.PERMITTED),
        (Item.MEDICAL_TEST, Effect.PERMITTED),
        (Item.WORK_PERMIT, Effect.PERMITTED),
        (Item.VISA, Effect.UNKNOWN),
        (Item.DEPOSIT, Effect.UNKNOWN),
    ],
)
def test_the_employer_under_an_mou(item: Item, expected: Effect) -> None:
    assert effects(date(2024, 6, 1), item, Payee.EMPLOYER, Law.DESTINATION) == {expected}


def test_the_ten_percent_cap_is_told_with_the_permission() -> None:
    [charge] = speaking(
        date(2024, 6, 1), Item.PASSPORT, Payee.EMPLOYER, Law.DESTINATION, Scheme.MOU, Nationality.LA
    )
    assert "10%" in charge.reason
    assert "s.49" in charge.article


@pytest.mark.parametrize(
    ("on", "effect", "amount"),
    [
        (date(2017, 12, 31), Effect.UNKNOWN, None),
        (date(2018, 1, 1), Effect.CAPPED, 150_000),
        (date(2022, 5, 8), Effect.CAPPED, 150_000),
        (date(2022, 5, 9), Effect.CAPPED, 300_000),
        (date(2024, 2, 29), Effect.CAPPED, 300_000),
        (date(2024, 3, 1), Effect.UNKNOWN, None),
    ],
)
def test_the_cap_of_myanmar(on: date, effect: Effect, amount: int | None) -> None:
    [charge] = speaking(
        on, Item.SERVICE_FEE, Payee.ORIGIN_AGENCY, Law.ORIGIN, Scheme.MOU, Nationality.MM
    )
    assert charge.effect is effect
    if amount is None:
        assert charge.cap is None
        assert charge.standing is Standing.UNVERIFIED
    else:
        assert charge.cap is not None
        assert (charge.cap.amount, charge.cap.currency) == (Fraction(amount), Currency.MMK)


def test_viet_nam() -> None:
    on = date(2022, 1, 1)
    assert effects(on, Item.SUB_AGENT_FEE, Payee.SUB_AGENT, Law.ORIGIN, "VN") == {Effect.PROHIBITED}
    [charge] = speaking(
        on, Item.SERVICE_FEE, Payee.ORIGIN_AGENCY, Law.ORIGIN, Scheme.MOU, Nationality.VN
    )
    assert charge.cap is not None
    assert (charge.cap.months_of_wage, charge.cap.within) == (Fraction(3), Effect.UNKNOWN)
    before = on - timedelta(days=1)
    assert effects(before, Item.SUB_AGENT_FEE, Payee.SUB_AGENT, Law.ORIGIN, "VN") == {
        Effect.UNKNOWN
    }


@pytest.mark.parametrize("country", ["KH", "LA"])
def test_cambodia_and_laos_are_unknown_with_a_reason(country: str) -> None:
    [charge] = speaking(
        date(2024, 1, 1),
        Item.SERVICE_FEE,
        Payee.ORIGIN_AGENCY,
        Law.ORIGIN,
        Scheme.MOU,
        Nationality(country),
    )
    assert charge.effect is Effect.UNKNOWN
    assert charge.source
    assert len(charge.reason) > 40


def test_nothing_that_is_not_in_force_has_an_effect() -> None:
    for charge in CHARGES:
        assert charge.effect is Effect.UNKNOWN or charge.standing in IN_FORCE
        assert (charge.cap is not None) == (charge.effect is Effect.CAPPED)
        assert charge.reason
        assert charge.effect is Effect.UNKNOWN or charge.source


@pytest.mark.parametrize("standing", [Standing.UNVERIFIED, Standing.DISPUTED])
def test_a_row_that_is_not_in_force_becomes_unknown(standing: Standing) -> None:
    rule = BOOK.rule("mm.fees.agency-cap")
    rows = tuple(replace(row, standing=standing) for row in rule.rows)
    made = charge_rules([replace(rule, rows=rows)])
    assert {charge.effect for charge in made} == {Effect.UNKNOWN}
    assert {charge.cap for charge in made} == {None}
    assert rows[0].reason in {charge.reason for charge in made}


@given(
    on=st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    item=st.sampled_from(Item),
    paid_to=st.sampled_from(Payee),
    scheme=st.sampled_from(Scheme),
    country=st.sampled_from(Nationality),
    law=st.sampled_from(Law),
)
def test_rules_never_contradict_themselves(
    on: date, item: Item, paid_to: Payee, scheme: Scheme, country: Nationality, law: Law
) -> None:
    found = speaking(on, item, paid_to, law, scheme, country)
    rules = [charge.rule for charge in found]
    assert len(rules) == len(set(rules))


@given(on=st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_a_rule_that_concerns_a_payment_speaks_on_every_day(on: date) -> None:
    for rule in BOOK:
        if rule.kind is Kind.CHARGE:
            mine = [charge for charge in CHARGES if charge.rule == rule.rule]
            assert any(charge.period.holds(on) for charge in mine)


def test_a_snapshot_gives_back_the_same_charges() -> None:
    kept = json.loads(json.dumps(BOOK.snapshot()))
    assert Rulebook.from_snapshot(kept) == BOOK.charges()
    assert kept["digest"] == BOOK.digest


@given(st.lists(st.sampled_from(CHARGES), unique=True))
def test_any_part_of_the_charges_survives_a_snapshot(part: list[ChargeRule]) -> None:
    assert from_snapshot(json.loads(json.dumps(snapshot(part)))) == tuple(part)


@pytest.mark.parametrize(
    "kept", [{}, {"format": 2, "charges": []}, {"format": 1}, {"format": 1, "charges": [{}]}]
)
def test_something_else_is_not_taken_for_a_snapshot(kept: dict[str, object]) -> None:
    with pytest.raises(FileRefused) as caught:
        from_snapshot(kept)
    assert caught.value.code == "law.snapshot"


@given(st.sets(st.sampled_from(sorted(rule.rule for rule in BOOK))))
def test_an_unrelated_rule_never_changes_a_charge(names: set[str]) -> None:
    some = charge_rules(BOOK.rule(name) for name in sorted(names))
    assert some == tuple(charge for charge in BOOK.charges() if charge.rule in names)
