"""What a query string asks about a charge: read as people write it, or asked again."""

from __future__ import annotations

from fractions import Fraction
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import Item, Scheme
from saphan.web.public.charge_query import FIRST_YEAR, Step
from tests.web.public.test_charge import START, understood


@pytest.mark.parametrize(
    "written", ["16,500", "16 500", "16.500,00", "16'500", "16,500 บาท", "฿16500"]
)
def test_amounts_are_read_as_people_write_them(written: str) -> None:
    given = understood(
        urlencode([*parse_qsl(START), ("item", "visa"), ("visa", written), ("visa-to", "employer")])
    )
    (entry,) = given.entries[Item.VISA]
    assert (entry.amount, entry.currency, entry.fault) == (Fraction(16_500), Currency.THB, "")


def test_a_currency_beside_the_number_is_heard() -> None:
    (entry,) = understood(f"{START}&item=visa&visa=300000 kyat&visa-to=employer").entries[Item.VISA]
    assert (entry.amount, entry.currency) == (Fraction(300_000), Currency.MMK)


def test_nobody_says_that_they_have_no_papers() -> None:
    assert understood("from=MM&scheme=irregular").scheme is Scheme.UNKNOWN
    assert "irregular" not in urlencode(understood("from=MM&scheme=irregular").pairs())


def test_years_of_both_eras_and_other_digits_are_understood() -> None:
    for written in ("2026-11", "2569-11", "๒๕๖๙-๑๑", "၂၀၂၆-၁၁"):
        assert understood(f"from=MM&scheme=mou&when={written}").when == "2026-11"
    assert understood("from=MM&scheme=mou&year=2026&month=").when == "2026"
    assert understood(f"when={FIRST_YEAR - 1}").faults == {"when"}


CODES = st.sampled_from([*(item.value for item in Item), "from", "scheme", "when", "item", "wage"])
VALUES = st.sampled_from(
    ["MM", "mou", "2026-11", "visa", "employer", "500", "1", "unknown", "MMK"]
) | st.text(max_size=50)
NAMES = st.builds(str.__add__, CODES, st.sampled_from(["", "-to", "-in", "-2", "-2-to"])) | (
    st.sampled_from(["change", "more", "answer", "asked", "chosen", "year", "month"])
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=12))
def test_any_query_is_understood_or_asked_again(pairs: list[tuple[str, str]]) -> None:
    given = understood(urlencode(pairs))
    step, item = given.step
    assert (item is not None) == (step is Step.AMOUNT)
    again = understood(urlencode(given.pairs()))
    assert again.pairs() == given.pairs()
    assert len(given.asked().lines) <= 3 * len(Item)
