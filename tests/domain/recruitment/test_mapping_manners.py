"""How a file writes dates and numbers, and that a mapping adds nothing to a canonical file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.period import PartialDate
from saphan.domain.recruitment.intake import take_in
from saphan.domain.recruitment.kobo import Canonical
from saphan.domain.recruitment.mapping import Mapping, SheetMapping, Written, apply, suggest
from saphan.domain.recruitment.mapping.dates import dated
from saphan.domain.recruitment.records import Intake
from saphan.domain.recruitment.tables import Kind
from saphan.domain.refusals import Place
from saphan.domain.text.tables import Row, Table
from saphan.pillars.recruitment.extract.files import canonical
from tests.audit.tables import INTERVIEWS, PAYMENTS, RATES, ROSTER

AS_OF = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("cell", "written", "found"),
    [
        ("15/3/67", Written(), PartialDate(2024, 3, 15)),
        ("15/3/24", Written(), PartialDate(2024, 3, 15)),
        ("๑๕ มี.ค. ๒๕๖๗", Written(), PartialDate(2024, 3, 15)),
        ("မတ် ၂၀၂၄", Written(), PartialDate(2024, 3)),
        ("15/3/30", Written(), PartialDate(2030, 3, 15)),
        ("15/3/30", Written(buddhist=True), PartialDate(1987, 3, 15)),
        (date(1967, 3, 15), Written(buddhist=True), PartialDate(2024, 3, 15)),
        ("1967", Written(buddhist=True), PartialDate(2024)),
        (date(2024, 3, 15), Written(buddhist=True), PartialDate(2024, 3, 15)),
        ("3/15/2024", Written(month_first=True), PartialDate(2024, 3, 15)),
        ("03-04-2567", Written(month_first=True), PartialDate(2024, 3, 4)),
        ("2024-03-15", Written(month_first=True), PartialDate(2024, 3, 15)),
        ("15 March 2024", Written(month_first=True), PartialDate(2024, 3, 15)),
    ],
)
def test_dates_are_read_as_the_file_writes_them(
    cell: object, written: Written, found: PartialDate
) -> None:
    assert dated(cell, written) == found


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (date(1967, 3, 15), Written()),
        (date(1920, 3, 15), Written(buddhist=True)),
        (date(1964, 2, 29), Written(buddhist=True)),
    ],
)
def test_a_date_that_a_program_guessed_is_refused(cell: date, written: Written) -> None:
    assert getattr(dated(cell, written), "refusal", "") == "date.too_long_ago"


def paid(written: Written, amount: object) -> Intake:
    """One interview with one amount in baht."""
    table = Table("S", ("W", "Visa"), [Row(2, ("W1", amount))])
    mapping = suggest([table])
    mapping = Mapping(
        mapping.kind,
        SheetMapping("S", columns={"worker_code": ("W",)}),
        fees=mapping.fees,
        defaults={"currency": "THB"},
        written=written,
    )
    return taken(apply(mapping, [table], file="a.xlsx"))


def taken(found: Canonical) -> Intake:
    return take_in(
        interviews=found.rows,
        payments=found.payments,
        roster=[],
        rates=[],
        as_of=AS_OF,
        rejected=found.rejected,
    )


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        (Written(decimal="."), "1.900", Fraction("1.9")),
        (Written(decimal=","), "1.900", Fraction(1900)),
        (Written(decimal=","), "1.900,50 บาท", Fraction("1900.5")),
        (Written(decimal="."), "1,900.50", Fraction("1900.5")),
        (Written(), "๑,๒๓๔.๕๐", Fraction("1234.5")),
        (Written(), "၁၂,၃၄၅", Fraction(12345)),
        (Written(), "១២,៣៤៥", Fraction(12345)),
        (Written(), "໑໒,໓໔໕", Fraction(12345)),
    ],
)
def test_numbers_are_read_as_the_file_writes_them(
    written: Written, text: str, found: Fraction
) -> None:
    (line,) = paid(written, text).payments
    assert (line.low, line.high) == (found, found)


@pytest.mark.parametrize("text", ["1.900", "12,50 or so", "฿100 $"])
def test_a_doubtful_number_is_refused_and_not_guessed(text: str) -> None:
    intake = paid(Written(), text)
    assert intake.payments == ()
    assert [(one.row, one.column) for one in intake.rejected] == [(2, "Visa")]


AMOUNTS = st.one_of(
    st.integers(0, 99_999),
    st.floats(0, 9_999, allow_nan=False).map(lambda value: round(value, 2)),
    st.sampled_from(["1,500", "1234.50", "1.900", "๑๕๐๐", "", "-5", "many", None]),
)
DAYS = st.sampled_from(["2024-03", "2024-03-15", "15/3/2567", "", None, "never", date(2024, 3, 1)])
WORDS = st.sampled_from(["A", "Lotus 2", "", None])


def rows_of(columns: tuple[str, ...], **cells: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Rows of the canonical columns; a column without strategy holds nothing."""
    wanted = [cells.get(name, st.none()) for name in columns]
    return st.lists(st.tuples(*wanted), min_size=1, max_size=6)


CODES = st.integers(1, 4).map(lambda number: f"W{number}")
INDEXES = st.integers(1, 4)
HEARD = rows_of(
    INTERVIEWS,
    interview_code=st.integers(1, 9).map(lambda number: f"I{number}"),
    worker_code=CODES,
    nationality=st.sampled_from(["MM", "kh", "unknown", "XX", None]),
    agent=WORDS,
    scheme=st.sampled_from(["mou", "other", None]),
    arrival_month=DAYS,
    first_month_wage=AMOUNTS,
    wage_currency=st.sampled_from(["THB", None]),
    sex=st.sampled_from(["f", "x", "?", None]),
    _index=INDEXES,
)
LINES = rows_of(
    PAYMENTS,
    item=st.sampled_from(["visa", "passport", "teleport"]),
    amount=AMOUNTS,
    currency=st.sampled_from(["THB", "MMK", None]),
    paid_on=DAYS,
    paid_to=st.sampled_from(["employer", "unknown", None]),
    borne_by=st.sampled_from(["worker", "shared", None]),
    receipt=st.sampled_from(["none", "photo", None]),
    refunded=AMOUNTS,
    _parent_index=INDEXES,
)


def table(name: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Table:
    return Table(name, columns, [Row(number, row) for number, row in enumerate(rows, start=2)])


@given(HEARD, LINES)
def test_a_mapping_of_canonical_headings_reads_like_the_canonical_reader(
    heard: list[tuple[Any, ...]], lines: list[tuple[Any, ...]]
) -> None:
    main, repeat = table("interviews", INTERVIEWS, heard), table("payments", PAYMENTS, lines)
    plain = Canonical(
        list(canonical(main, "a.xlsx", "interviews")),
        list(canonical(repeat, "a.xlsx", "payments")),
        [],
    )
    mapped = apply(suggest([main, repeat]), [main, repeat], file="a.xlsx")
    assert told(taken(mapped)) == told(taken(plain))


def told(intake: Intake) -> tuple[object, ...]:
    """What was taken in, and the place and reason of what was not."""
    lost = [(one.sheet, one.row, one.column, one.code) for one in intake.rejected]
    return anywhere(intake.interviews), anywhere(intake.payments), lost


def anywhere(found: tuple[Any, ...]) -> list[tuple[object, ...]]:
    """Records with sheet and row alone, since a mapped place also knows its headings."""
    return [(replace(one, place=Place("", "", 0)), one.place.sheet, one.place.row) for one in found]


@given(
    rows_of(
        ROSTER,
        worker_code=CODES,
        nationality=st.sampled_from(["MM", "XX", None]),
        agent=WORDS,
        scheme=st.sampled_from(["mou", None]),
        arrival_month=DAYS,
        status=st.sampled_from(["current", "left", None]),
        left_on=DAYS,
    ),
    rows_of(
        RATES,
        date=DAYS,
        currency=st.sampled_from(["MMK", "KHR", "XYZ"]),
        thb_per_unit=st.sampled_from(["0.0165", "0.008", 0.0165, "0,0165", None, "x"]),
        source=WORDS,
    ),
)
def test_so_do_mappings_of_roster_and_rates(
    listed: list[tuple[Any, ...]], stated: list[tuple[Any, ...]]
) -> None:
    for kind, columns, rows in ((Kind.ROSTER, ROSTER, listed), (Kind.RATES, RATES, stated)):
        made = table(kind.value, columns, rows)
        mapped = apply(suggest([made], kind), [made], file="a.xlsx")
        plain = list(canonical(made, "a.xlsx", kind.value))
        assert _of(kind, mapped.rows, mapped) == _of(kind, plain, None)


def _of(kind: Kind, rows: list[Any], found: Canonical | None) -> object:
    given_rows: dict[str, Any] = {"roster": [], "rates": []} | {kind.value: rows}
    intake = take_in(
        interviews=[],
        payments=[],
        as_of=AS_OF,
        rejected=found.rejected if found else [],
        **given_rows,
    )
    lost = [(one.row, one.column, one.code) for one in intake.rejected]
    return anywhere(intake.workers), intake.unusable, intake.rates, lost
