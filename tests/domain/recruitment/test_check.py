"""Is this charge legal? The same verdicts as the audit; what is not known never becomes green."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saphan.domain.finding import Finding, Standing, Verdict
from saphan.domain.money import Currency
from saphan.domain.period import PartialDate, Period
from saphan.domain.recruitment.charges import Cap, ChargeRule, Effect
from saphan.domain.recruitment.check import Asked, Checked, Headline, Line, check
from saphan.domain.recruitment.codes import Bearer, Item, Law, Nationality, Payee, Scheme
from saphan.rulebook.book import load
from saphan.rulebook.official import TARIFF_RULES, official_fees, row_behind, unknown_since
from tests.audit.tables import Tables, payment

from .worlds import AS_OF, decided, load_rules, take

ALLOWED = {Headline.MAY_BE_ASKED, Headline.UP_TO}
BOOK = load()
NOVEMBER = PartialDate(2026, 11)


def asked(*lines: Line, **others: object) -> Asked:
    usual = Asked(Nationality.MM, Scheme.MOU, PartialDate(2023, 5), lines)
    return replace(usual, **others)  # type: ignore[arg-type]


def fee(amount: int | None, currency: Currency = Currency.MMK) -> Line:
    known = None if amount is None else Fraction(amount)
    return Line(Item.SERVICE_FEE, Payee.ORIGIN_AGENCY, known, currency)


def told(question: Asked, law: Law = Law.ORIGIN) -> list[tuple[str, str]]:
    """Headline and reason code of every line under one body of rules."""
    found = check(question, load_rules(), as_of=AS_OF)
    return [(one.told[law].headline.value, one.told[law].finding.reason_code) for one in found]


LINES = st.builds(
    Line,
    st.sampled_from(Item),
    st.sampled_from(Payee),
    st.none() | st.integers(0, 900_000).map(Fraction),
    st.sampled_from([Currency.THB, Currency.MMK]),
)
QUESTIONS = st.builds(
    Asked,
    st.sampled_from(Nationality),
    st.sampled_from(Scheme),
    st.none() | st.builds(PartialDate, st.integers(2014, 2027), st.none() | st.integers(1, 12)),
    st.lists(LINES, min_size=1, max_size=6).map(tuple),
    st.none() | st.integers(9_000, 20_000).map(Fraction),
)


def of_audit(question: Asked) -> list[tuple[Line, Mapping[Law, Finding]]]:
    """What the audit says when an officer types the same payments into a spreadsheet."""
    tables = Tables.of_amounts(0)
    tables.interviews[0] |= {
        "nationality": question.nationality.value,
        "scheme": question.scheme.value,
        "first_month_wage": "" if question.wage is None else int(question.wage),
        "wage_currency": "" if question.wage is None else "THB",
    }
    tables.payments = [
        payment(
            1,
            item=line.item.value,
            amount=int(line.amount or 0),
            currency=line.currency.value,
            paid_on=str(question.paid_on or ""),
            paid_to=line.paid_to.value,
            borne_by=Bearer.WORKER.value,
        )
        for line in question.lines
    ]
    later = date(2028, 12, 31)
    outcome = decided(take(tables, later), as_of=later)
    return [
        (
            Line(one.payment.item, one.payment.paid_to, one.amount, one.payment.currency),
            one.verdicts,
        )
        for one in outcome.judged
    ]


@settings(max_examples=80)
@given(QUESTIONS)
def test_the_verdicts_are_those_of_the_audit(question: Asked) -> None:
    known = replace(
        question,
        lines=tuple(replace(one, amount=one.amount or Fraction(0)) for one in question.lines),
    )
    found = check(known, load_rules(), as_of=date(2028, 12, 31))
    ours = [(one.line, {law: told.finding for law, told in one.told.items()}) for one in found]
    assert sorted(ours, key=repr) == sorted(of_audit(known), key=repr)


@given(QUESTIONS)
def test_three_answers_to_every_line_in_its_place(question: Asked) -> None:
    found = check(question, load_rules(), as_of=AS_OF)
    assert tuple(one.line for one in found) == question.lines
    assert all(set(one.told) == set(Law) for one in found)


@given(QUESTIONS, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(question: Asked, dice: object) -> None:
    places = list(range(len(question.lines)))
    dice.shuffle(places)  # type: ignore[attr-defined]
    mixed = replace(question, lines=tuple(question.lines[place] for place in places))
    before = check(question, load_rules(), as_of=AS_OF)
    after = check(mixed, load_rules(), as_of=AS_OF)
    assert [before[place] for place in places] == list(after)


@given(QUESTIONS)
def test_what_is_not_known_is_never_allowed(question: Asked) -> None:
    for one in check(question, load_rules(), as_of=AS_OF):
        for each in one.told.values():
            allowed = each.headline in ALLOWED and each.finding.verdict is not Verdict.UNKNOWN
            assert allowed == (each.finding.verdict is Verdict.PERMITTED)
            if each.finding.verdict is Verdict.UNKNOWN and each.headline is not Headline.UNKNOWN:
                assert (each.headline, each.finding.reason_code) == (
                    Headline.UP_TO,
                    "amount_unknown",
                )
                assert one.told[Law.ORIGIN].cap is not None


@given(QUESTIONS)
def test_less_knowledge_never_makes_a_charge_allowed(question: Asked) -> None:
    """Forgetting every amount can lose an answer, but cannot make a payment green."""
    vague = replace(question, lines=tuple(replace(one, amount=None) for one in question.lines))
    sure = check(question, load_rules(), as_of=AS_OF)
    for one, other in zip(sure, check(vague, load_rules(), as_of=AS_OF), strict=True):
        for law in Law:
            if other.told[law].finding.verdict is Verdict.PERMITTED:
                assert one.told[law].finding.verdict is Verdict.PERMITTED


@pytest.mark.parametrize("law", [Law.DESTINATION, Law.ORIGIN])
@given(question=QUESTIONS)
def test_without_a_day_no_national_law_answers(law: Law, question: Asked) -> None:
    for one in check(replace(question, paid_on=None), load_rules(), as_of=AS_OF):
        assert one.told[law].finding.verdict is Verdict.UNKNOWN


def test_a_limit_holds_for_the_sum() -> None:
    assert told(asked(fee(200_000), fee(100_000))) == [("up_to", "within_cap")] * 2
    assert told(asked(fee(200_000), fee(100_001))) == [("above_limit", "over_cap")] * 2


def test_a_missing_amount_leaves_the_sum_open_unless_the_others_are_above() -> None:
    assert told(asked(fee(200_000), fee(None))) == [("up_to", "amount_unknown")] * 2
    assert told(asked(fee(300_001), fee(None))) == [("above_limit", "over_cap")] * 2
    assert told(asked(fee(None))) == [("up_to", "amount_unknown")]


def test_a_limit_in_kyat_is_not_compared_with_baht() -> None:
    assert told(asked(fee(1, Currency.THB))) == [("unknown", "cap_not_comparable")]


def test_a_limit_in_months_of_wage_needs_the_wage() -> None:
    viet_nam: dict[str, object] = {
        "nationality": Nationality.VN,
        "paid_on": NOVEMBER,
    }
    line = fee(36_001, Currency.THB)
    assert told(asked(line, **viet_nam)) == [("unknown", "cap_not_comparable")]
    viet_nam["wage"] = Fraction(12_000)
    assert told(asked(line, **viet_nam)) == [("above_limit", "over_cap")]
    assert told(asked(fee(100, Currency.THB), **viet_nam)) == [("unknown", "within_unknown")]
    assert told(asked(fee(None, Currency.THB), **viet_nam)) == [("unknown", "amount_unknown")]


@pytest.mark.parametrize("item", Item)
def test_the_definition_names_the_employer_but_for_what_nobody_may_ask(item: Item) -> None:
    (found,) = check(asked(Line(item, Payee.SUB_AGENT, None)), load_rules(), as_of=AS_OF)
    after_placement = {Item.DOCUMENT_RENEWAL, Item.REPORTING_90_DAY, Item.OTHER}
    expected = (
        Headline.UNKNOWN
        if item in after_placement
        else Headline.NOT_ALLOWED
        if item in {Item.BRIBE, Item.DEPOSIT}
        else Headline.EMPLOYER_PAYS
    )
    assert found.told[Law.ILO].headline is expected


def passport(paid_to: Payee) -> Checked:
    line = Line(Item.PASSPORT, paid_to, Fraction(500))
    return check(asked(line, paid_on=NOVEMBER), load_rules(), as_of=AS_OF)[0]


def test_one_item_may_be_paid_to_two() -> None:
    assert passport(Payee.EMPLOYER).told[Law.DESTINATION].headline is Headline.MAY_BE_ASKED
    assert passport(Payee.THAI_AGENCY).told[Law.DESTINATION].headline is Headline.UNKNOWN


def test_a_limit_of_the_law_book_that_permits_nothing_below_it_stays_unknown() -> None:
    rule = ChargeRule(
        rule="invented.cap",
        law=Law.DESTINATION,
        period=Period(date(2020, 1, 1)),
        effect=Effect.CAPPED,
        standing=Standing.VERIFIED,
        article="an article",
        source="a source",
        reason="A reason.",
        cap=Cap(Fraction(1000), Currency.THB, within=Effect.UNKNOWN),
    )
    for amount in (None, Fraction(1000)):
        line = Line(Item.VISA, Payee.OTHER, amount)
        (found,) = check(asked(line), (rule,), as_of=AS_OF)
        assert found.told[Law.DESTINATION].headline is Headline.UNKNOWN


# The law book beside it -------------------------------------------------------------------------


def test_an_expired_rule_says_since_when_it_is_unknown() -> None:
    (found,) = check(asked(fee(100), paid_on=NOVEMBER), load_rules(), as_of=AS_OF)
    finding = found.told[Law.ORIGIN].finding
    assert finding.verdict is Verdict.UNKNOWN
    assert unknown_since(BOOK, finding) == date(2024, 3, 1)
    row = row_behind(BOOK, finding)
    assert row
    assert row.checked == date(2026, 11, 23)


@given(QUESTIONS)
def test_since_is_said_for_unknown_answers_only(question: Asked) -> None:
    for one in check(question, load_rules(), as_of=AS_OF):
        for each in one.told.values():
            since = unknown_since(BOOK, each.finding)
            assert since is None or each.finding.verdict is Verdict.UNKNOWN
            assert bool(each.finding.source) <= bool(row_behind(BOOK, each.finding))


@pytest.mark.parametrize(
    ("item", "when", "amounts"),
    [
        (Item.VISA, "2026-11", {"th.fees.visa-mou": (500, 500)}),
        (Item.VISA, "2023-10", {"th.fees.visa-mou": (2000, 2000)}),
        (Item.VISA, "2023-11", {"th.fees.visa-mou": None}),
        (Item.VISA, "2021", {"th.fees.visa-mou": None}),
        (Item.MEDICAL_TEST, "2026-11", {"th.fees.medical-examination": None}),
        (Item.DEPOSIT, "2026-11", {}),
    ],
)
def test_official_amounts_of_a_time(
    item: Item, when: str, amounts: dict[str, tuple[int, int] | None]
) -> None:
    year, _, month = when.partition("-")
    on = PartialDate(int(year), int(month) if month else None)
    found = official_fees(BOOK, item, nationality=Nationality.MM, scheme=Scheme.MOU, on=on)
    told = {one.rule: None if one.low is None else (one.low, one.high) for one in found}
    expected = {
        rule: None if ends is None else (Fraction(ends[0]), Fraction(ends[1]))
        for rule, ends in amounts.items()
    }
    assert told == expected


def test_an_amount_that_expired_says_since_when() -> None:
    (found,) = official_fees(
        BOOK, Item.MEDICAL_TEST, nationality=Nationality.MM, scheme=Scheme.MOU, on=NOVEMBER
    )
    assert found.answer.since == date(2022, 2, 1)
    assert found.currency is None


def test_amounts_of_others_are_not_mixed_in() -> None:
    for nationality, rules in (
        (Nationality.KH, {"kh.fees.travel-document"}),
        (Nationality.LA, set()),
    ):
        found = official_fees(
            BOOK, Item.PASSPORT, nationality=nationality, scheme=Scheme.MOU, on=NOVEMBER
        )
        assert {one.rule for one in found} == rules


def test_a_law_book_without_the_rules_has_no_amounts() -> None:
    few = type(BOOK)(rule for rule in BOOK if rule.rule not in TARIFF_RULES)
    assert not official_fees(
        few, Item.VISA, nationality=Nationality.MM, scheme=Scheme.MOU, on=NOVEMBER
    )


@pytest.mark.parametrize("item", Item)
@pytest.mark.parametrize(
    "month", [PartialDate(2026, 11), PartialDate(2014, 1), PartialDate(2028, 6)]
)
def test_an_official_amount_is_known_with_a_source_or_not_at_all(
    item: Item, month: PartialDate
) -> None:
    for nationality in Nationality:
        for scheme in Scheme:
            for one in official_fees(BOOK, item, nationality=nationality, scheme=scheme, on=month):
                assert (one.low is not None) == one.answer.known == (one.currency is not None)
                assert not one.answer.known or one.answer.sources
