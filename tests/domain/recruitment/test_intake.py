"""Rows: what cannot be used is told with place, column and reason; the others are kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.codes import Status
from saphan.domain.text.tables import CellError, Formula
from saphan.foundation.sentences import SENTENCES, sentence
from tests.audit.tables import Tables, interview, payment, worker

from .worlds import amounts, decided, take

Told = list[tuple[str, int, str, str]]


def told(tables: Tables) -> Told:
    return [(one.sheet, one.row, one.column, one.code) for one in take(tables).rejected]


def three() -> Tables:
    return Tables.of_amounts(1000, 2000, 3000)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("item", "tea", "code.unknown"),
        ("item", "", "cell.missing"),
        ("currency", "EUR", "code.unknown"),
        ("currency", "", "cell.missing"),
        ("paid_to", "boss", "code.unknown"),
        ("borne_by", "me", "code.unknown"),
        ("receipt", "yes", "code.unknown"),
        ("amount", -5, "number.negative"),
        ("amount", "-5", "number.negative"),
        ("amount", "(500)", "number.negative"),
        ("amount", "−๕๐๐", "number.negative"),
        ("amount", "abc", "number.not_a_number"),
        ("amount", "12k", "number.not_a_number"),
        ("amount", True, "number.not_a_number"),
        ("amount", "1e9", "number.not_a_number"),
        ("amount", float("nan"), "number.not_a_number"),
        ("amount", float("inf"), "number.not_a_number"),
        ("amount", 5_000_001, "amount.absurd"),
        ("amount", 1e30, "amount.absurd"),
        ("amount", "9" * 40, "amount.absurd"),
        ("amount", "9" * 41, "number.not_a_number"),
        ("amount", "1000 MMK", "amount.other_currency"),
        ("amount", "฿ 1000 $", "amount.other_currency"),
        ("amount", "", "amount.missing"),
        ("amount", " - ", "amount.missing"),
        ("amount", Formula("SUM(A1:A9)"), "cell.formula_without_value"),
        ("amount", CellError("#REF!"), "cell.error"),
        ("amount", object(), "cell.unreadable"),
        ("amount_min", 2001, "amount.outside_range"),
        ("amount_max", 1999, "amount.outside_range"),
        ("refunded", 2000.01, "refund.above_amount"),
        ("refunded", "-1", "number.negative"),
        ("paid_on", "2026-11-24", "date.in_future"),
        ("paid_on", "2569-11-24", "date.in_future"),
        ("paid_on", "2026-12", "date.in_future"),
        ("paid_on", "2027", "date.in_future"),
        ("paid_on", "2024-02-30", "date.not_a_date"),
        ("paid_on", "yesterday", "date.not_a_date"),
        ("paid_on", 45_000, "date.not_a_date"),
        ("_parent_index", 9, "payment.no_interview"),
        ("_parent_index", "", "payment.no_interview"),
        ("item", "x" * 201, "cell.too_long"),
    ],
)
def test_a_payment_that_cannot_be_used_is_told_once(column: str, value: object, code: str) -> None:
    tables = three()
    tables.payments[1][column] = value
    assert [(sheet, row, why) for sheet, row, _, why in told(tables)] == [("payments", 3, code)]
    assert len(take(tables).payments) == 2
    assert amounts(decided(tables, method="individual")) == {"W1": 100_000, "W2": 0, "W3": 300_000}


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("interview_code", "", "cell.missing"),
        ("interview_code", "x" * 43, "cell.too_long"),
        ("worker_code", "x" * 43, "cell.too_long"),
        ("_index", "", "cell.missing"),
        ("_index", Formula("ROW()"), "cell.formula_without_value"),
        ("nationality", "TH", "code.unknown"),
        ("scheme", "boat", "code.unknown"),
        ("sex", "?", "code.unknown"),
        ("arrival_month", "2024", "date.month_missing"),
        ("arrival_month", "2026-12", "date.in_future"),
        ("arrival_month", "2569-12", "date.in_future"),
        ("arrival_month", "spring", "date.not_a_date"),
        ("first_month_wage", "a lot", "number.not_a_number"),
        ("first_month_wage", -9000, "number.negative"),
        ("wage_currency", "EUR", "code.unknown"),
        ("agent", "x" * 201, "cell.too_long"),
    ],
)
def test_an_interview_that_cannot_be_used_takes_its_payments_with_it(
    column: str, value: object, code: str
) -> None:
    tables = three()
    tables.interviews[1][column] = value
    gone = "payment.no_interview" if column == "_index" else "payment.interview_refused"
    assert told(tables) == [
        ("interviews", 3, column, code),
        ("payments", 3, "_parent_index", gone),
    ]
    plan = decided(tables, method="individual").plan
    assert [line.worker for line in plan.lines] == ["W1", "W3"]
    assert [one.worker for one in plan.unresolved] == ["W2"]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("nationality", "TH", "code.unknown"),
        ("scheme", "boat", "code.unknown"),
        ("status", "gone", "code.unknown"),
        ("arrival_month", "2024", "date.month_missing"),
        ("arrival_month", "2027-01", "date.in_future"),
        ("left_on", "2025-01-01", "roster.current_with_leaving_date"),
        ("left_on", "soon", "date.not_a_date"),
        ("agent", CellError("#N/A"), "cell.error"),
    ],
)
def test_a_worker_whose_row_cannot_be_used_is_unresolved(
    column: str, value: object, code: str
) -> None:
    tables = three()
    tables.roster[1][column] = value
    assert told(tables) == [("roster", 3, column, code)]
    plan = decided(tables).plan
    assert [line.worker for line in plan.lines] == ["W1", "W3"]
    assert [(one.worker, one.reason) for one in plan.unresolved] == [("W2", "roster_row_refused")]


@pytest.mark.parametrize("value", ["", Formula('"W"&2'), "x" * 43])
def test_a_worker_without_a_code_can_only_be_told(value: object) -> None:
    tables = three()
    tables.roster[1]["worker_code"] = value
    assert [(sheet, row, column) for sheet, row, column, _ in told(tables)] == [
        ("roster", 3, "worker_code")
    ]
    assert [one.code for one in take(tables).workers] == ["W1", "W3"]


def test_the_first_of_two_interviews_of_one_code_counts() -> None:
    tables = three()
    tables.interviews[2]["interview_code"] = "I1"
    assert told(tables) == [
        ("interviews", 4, "interview_code", "code.duplicate"),
        ("payments", 4, "_parent_index", "payment.interview_refused"),
    ]


def test_nobody_is_interviewed_twice() -> None:
    tables = three()
    tables.interviews[2]["worker_code"] = "W1"
    assert told(tables)[0] == ("interviews", 4, "worker_code", "worker.interviewed_twice")
    assert amounts(decided(tables, method="individual")) == {"W1": 100_000, "W2": 200_000}


def test_the_index_decides_which_interview_is_the_first() -> None:
    tables = three()
    tables.interviews = [tables.interviews[2] | {"interview_code": "I1"}, *tables.interviews[:2]]
    assert told(tables)[0] == ("interviews", 2, "interview_code", "code.duplicate")
    tables.interviews[1]["_index"] = "10"
    assert told(tables)[0] == ("interviews", 3, "interview_code", "code.duplicate")


def test_payments_of_an_index_that_stands_twice_belong_to_nobody() -> None:
    tables = three()
    tables.interviews[1]["_index"] = "1"
    assert told(tables) == [
        ("interviews", 2, "_index", "index.duplicate"),
        ("interviews", 3, "_index", "index.duplicate"),
        ("payments", 2, "_parent_index", "payment.interview_refused"),
        ("payments", 3, "_parent_index", "payment.no_interview"),
    ]


def test_a_worker_listed_twice_alike_counts_once() -> None:
    tables = three()
    tables.roster.append(worker("W1"))
    assert told(tables) == [("roster", 5, "worker_code", "code.duplicate")]
    assert decided(tables).plan.total_minor == 3 * 200_000


def test_a_worker_listed_with_two_facts_is_unresolved() -> None:
    tables = three()
    tables.roster += [worker("W1", status="left"), worker("W1")]
    assert told(tables) == [
        ("roster", row, "worker_code", "roster.rows_differ") for row in (2, 5, 6)
    ]
    plan = decided(tables).plan
    assert [line.worker for line in plan.lines] == ["W2", "W3"]
    assert [(one.worker, one.reason) for one in plan.unresolved] == [("W1", "roster_rows_differ")]


def test_a_bad_row_of_a_worker_spoils_a_good_one() -> None:
    """Nobody knows which of the two is right, so neither decides."""
    tables = three()
    tables.roster.append(worker("W1", status="gone"))
    plan = decided(tables).plan
    assert [(one.worker, one.reason) for one in plan.unresolved] == [("W1", "roster_row_refused")]


def test_a_blank_status_is_told_by_the_leaving_date() -> None:
    tables = three()
    tables.roster[0].update(status="", left_on="2025-06-30")
    tables.roster[1].update(status="")
    intake = take(tables)
    assert [one.status for one in intake.workers] == [Status.LEFT, Status.CURRENT, Status.CURRENT]
    assert [one.code for one in intake.notices] == ["roster.status_blank"] * 2
    assert "status_blank" in {one.code for one in decided(tables).assumptions}


@pytest.mark.parametrize(
    ("value", "baht"),
    [
        (1200, "1200"),
        (1200.25, "1200.25"),
        (0.1, "0.1"),
        (Decimal("0.005"), "0.005"),
        ("1,200", "1200"),
        ("๑,๒๐๐", "1200"),
        ("၁၂၀၀", "1200"),
        ("1 200.50 บาท", "1200.5"),
        ("THB 1200", "1200"),
        (0, "0"),
    ],
)
def test_amounts_are_read_exactly(value: object, baht: str) -> None:
    tables = Tables.of_amounts(value)
    assert take(tables).rejected == ()
    assert take(tables).payments[0].low == Fraction(baht)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2569-11-23", PartialDate(2026, 11, 23)),
        ("23/11/2569", PartialDate(2026, 11, 23)),
        ("๒๓ พ.ย. ๒๕๖๙", PartialDate(2026, 11, 23)),
        ("2569-11", PartialDate(2026, 11)),
        ("พ.ย. 2569", PartialDate(2026, 11)),
        ("2569", PartialDate(2026)),
        (2569, PartialDate(2026)),
        (date(2569, 11, 23), PartialDate(2026, 11, 23)),
        (date(2026, 11, 23), PartialDate(2026, 11, 23)),
        ("", None),
    ],
)
def test_years_of_the_buddhist_era_are_the_same_days(
    value: object, day: PartialDate | None
) -> None:
    tables = Tables.of_amounts(5)
    tables.payments[0]["paid_on"] = value
    [found] = take(tables).payments
    assert found.paid_on == day


@pytest.mark.parametrize(
    ("span", "low", "high"),
    [
        ({"amount": "", "amount_min": 10, "amount_max": 30}, 10, 30),
        ({"amount": "", "amount_min": 10}, 10, 10),
        ({"amount": "", "amount_max": 30}, 30, 30),
        ({"amount": 20, "amount_min": 10, "amount_max": 30}, 20, 20),
    ],
)
def test_an_amount_or_a_range(span: dict[str, object], low: int, high: int) -> None:
    tables = Tables.of_amounts(0)
    tables.payments = [payment(1, **span)]
    [found] = take(tables).payments
    assert [found.low, found.high] == [Fraction(low), Fraction(high)]


def test_a_range_that_is_the_wrong_way_round_is_told() -> None:
    tables = Tables.of_amounts(0)
    tables.payments = [payment(1, "", amount_min=30, amount_max=10)]
    assert told(tables) == [("payments", 2, "amount_min", "amount.range_reversed")]


def test_codes_are_read_whatever_their_letters() -> None:
    tables = Tables.of_amounts(1000)
    tables.payments[0].update(item=" SERVICE_FEE ", currency="thb", borne_by="Worker")
    tables.interviews[0].update(nationality="mm", scheme="MoU", sex="F")
    assert told(tables) == []


def test_indexes_join_whether_they_are_numbers_or_text() -> None:
    tables = Tables.of_amounts(1000)
    for index in (1, 1.0, "1", " 1 "):
        tables.payments[0]["_parent_index"] = index
        assert told(tables) == []


def test_every_fault_of_a_row_is_told_at_once() -> None:
    tables = Tables.of_amounts(1000)
    tables.payments[0].update(item="tea", amount=-1, paid_on="soon", currency="")
    assert {column for _, _, column, _ in told(tables)} == {"item", "amount", "paid_on", "currency"}


def test_every_reason_is_a_sentence() -> None:
    tables = three()
    tables.interviews.append(interview(4, "W4", sex="?"))
    tables.payments[0].update(item="tea", amount="1000 MMK", paid_on="2027")
    for refused in take(tables).rejected:
        assert refused.code in SENTENCES
        assert sentence(refused).endswith(".")
        assert "{" not in sentence(refused)
