"""The same day in two eras, as precisely as it is known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.journey.era import Era, in_era
from saphan.domain.period import PartialDate
from saphan.domain.text.dates import parse_date
from saphan.foundation.fields import PartialDateField


@pytest.mark.parametrize(
    ("partial", "buddhist", "common"),
    [
        (PartialDate(2026, 11, 23), "23/11/2569", "23/11/2026"),
        (PartialDate(2026, 2), "02/2569", "02/2026"),
        (PartialDate(2026), "2569", "2026"),
        (PartialDate(2024, 2, 29), "29/02/2567", "29/02/2024"),
    ],
)
def test_in_both_eras(partial: PartialDate, buddhist: str, common: str) -> None:
    assert in_era(partial, Era.BUDDHIST) == buddhist
    assert in_era(partial, Era.COMMON) == common


PARTIALS = st.builds(PartialDate.from_date, st.dates()) | st.builds(
    PartialDate, st.integers(1900, 2100), st.none() | st.integers(1, 12)
)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(Era))
def test_what_is_written_is_read_back(day: date, era: Era) -> None:
    partial = PartialDate.from_date(day)
    assert parse_date(in_era(partial, era)) == partial


@given(PARTIALS)
def test_the_column_keeps_the_precision(partial: PartialDate) -> None:
    column: PartialDateField = PartialDateField()
    assert column.from_db_value(column.get_prep_value(partial)) == partial
    assert column.to_python(str(partial)) == partial
