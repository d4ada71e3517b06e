"""The rate of a payment: the latest on or before its date and at most 31 days old."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.rates import Exchange
from saphan.domain.recruitment.records import Rate
from saphan.domain.refusals import Refused
from tests.audit.tables import Tables, payment, rate

from .worlds import amounts, decided, take

FIRST = date(2024, 1, 31)
EXCHANGE = Exchange([Rate(FIRST, Currency.USD, Fraction(35), "a test")])


def on(day: PartialDate | None, currency: Currency = Currency.USD) -> Fraction:
    return EXCHANGE.on(currency, day)


@pytest.mark.parametrize("days", [0, 1, 30, 31])
def test_a_rate_serves_for_31_days(days: int) -> None:
    assert on(PartialDate.from_date(FIRST + timedelta(days=days))) == 35


@pytest.mark.parametrize("days", [-1, 32, 400])
def test_it_serves_no_day_before_it_and_none_later(days: int) -> None:
    with pytest.raises(Refused, match=r"rate\.none"):
        on(PartialDate.from_date(FIRST + timedelta(days=days)))


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (None, "rate.no_date"),
        (PartialDate(2024), "rate.vague_date"),
        (PartialDate(2024, 1), "rate.none"),
        (PartialDate(2024, 4), "rate.none"),
    ],
)
def test_no_day_no_conversion(day: PartialDate | None, code: str) -> None:
    with pytest.raises(Refused) as refused:
        on(day)
    assert refused.value.code == code


def test_a_month_stands_for_its_first_day() -> None:
    assert on(PartialDate(2024, 2)) == 35
    assert on(PartialDate(2024, 3)) == 35


def test_another_currency_has_no_rate_and_baht_needs_none() -> None:
    with pytest.raises(Refused, match=r"rate\.none"):
        on(PartialDate.from_date(FIRST), Currency.MMK)
    assert on(None, Currency.THB) == 1


@given(
    st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(1, 99)),
    st.dates(date(2023, 12, 1), date(2025, 2, 28)),
)
def test_the_latest_usable_rate_is_found(stated: dict[date, int], day: date) -> None:
    usable = {one: value for one, value in stated.items() if 0 <= (day - one).days <= 31}
    exchange = Exchange(Rate(one, Currency.VND, Fraction(v), "x") for one, v in stated.items())
    if usable:
        expected = usable[max(usable)]
        assert exchange.on(Currency.VND, PartialDate.from_date(day)) == expected
    else:
        with pytest.raises(Refused):
            exchange.on(Currency.VND, PartialDate.from_date(day))


def test_a_payment_without_a_rate_is_told_and_not_counted() -> None:
    tables = Tables.of_amounts(1000)
    tables.payments.append(payment(1, 100, currency="USD", paid_on="2024-03-15"))
    outcome = decided(tables, method="individual")
    assert amounts(outcome) == {"W1": 100_000}
    told = [(one.sheet, one.row, one.column, one.code) for one in outcome.rejected]
    assert told == [("payments", 3, "currency", "rate.none")]
    assert {line.rate for line in outcome.judged} == {1, None}
    assert "rates.missing" in {one.code for one in outcome.assumptions}


def test_refunds_are_converted_with_their_payment() -> None:
    tables = Tables.of_amounts(0)
    facts = {"currency": "USD", "paid_on": "2024-03-15", "refunded": "30.10"}
    tables.payments.append(payment(1, 100, **facts))
    tables.rates = [rate("2024-03-15", "USD", "35.5"), rate("2024-04-15", "USD", "99")]
    assert amounts(decided(tables, method="individual")) == {"W1": 248_145}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"date": "2024-03"}, "rate.day_missing"),
        ({"date": ""}, "rate.day_missing"),
        ({"date": "soon"}, "date.not_a_date"),
        ({"currency": "EUR"}, "code.unknown"),
        ({"currency": ""}, "cell.missing"),
        ({"thb_per_unit": "0"}, "rate.zero"),
        ({"thb_per_unit": "-1"}, "number.negative"),
        ({"thb_per_unit": ""}, "cell.missing"),
        ({"thb_per_unit": "1001"}, "rate.absurd"),
        ({"thb_per_unit": "0.0000009"}, "rate.absurd"),
        ({"thb_per_unit": "35,5"}, "number.ambiguous_number"),
        ({"source": " "}, "rate.no_source"),
        ({"currency": "THB", "thb_per_unit": "2"}, "rate.baht_not_one"),
    ],
)
def test_a_rate_that_cannot_be_used_is_told_once(changed: dict[str, object], code: str) -> None:
    tables = Tables.of_amounts(1000)
    tables.rates = [rate("2024-03-01", "USD", "35") | changed]
    intake = take(tables)
    assert intake.rates == ()
    assert [(one.sheet, one.row, one.code) for one in intake.rejected] == [("rates", 2, code)]


def test_two_rates_for_one_day_are_none() -> None:
    tables = Tables.of_amounts(1000)
    stated = [rate("2024-03-01", "USD", value) for value in ("35", "36", "35")]
    tables.rates = [*stated, rate("2024-03-01", "MMK", "0.016"), rate("2567-03-01", "MMK", "0.016")]
    intake = take(tables)
    assert [(one.currency, one.thb_per_unit) for one in intake.rates] == [
        ("MMK", Fraction(16, 1000))
    ]
    assert [(one.row, one.code) for one in intake.rejected] == [
        (row, "rate.two_values") for row in (2, 3, 4)
    ]
