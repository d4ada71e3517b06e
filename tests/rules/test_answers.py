"""What the law book answers: in force, expired, unverified, disputed, or elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.refusals import NotFound
from saphan.rulebook.answers import Reason
from saphan.rulebook.book import Rulebook, load
from saphan.rulebook.rows import year_after
from saphan.rulebook.wages import minimum_wage

from .samples import CHECKOUT, RULE, write

BOOK = load(CHECKOUT / "rules")
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
RULES = st.sampled_from(sorted(rule.rule for rule in BOOK))


def places(rule_id: str) -> list[str | None]:
    """Every set of codes for which a rule has a row of its own."""
    rows = BOOK.rule(rule_id).rows
    return ["/".join(sorted(min(codes) for codes in row.where.values())) or None for row in rows]


def test_an_answer_carries_its_source(book: Rulebook) -> None:
    found = book.answer("th.deductions.cap-each", on=date(2026, 11, 23))
    assert found.known
    assert found.value == Decimal("0.1")
    assert found.article == "s.76"
    assert found.source.startswith("NNT, 15 Aug 2016")
    assert "http" in found.source
    assert found.sentence.startswith("At most 10% of pay due (s.76)")
    assert "not stated" in found.caveat


def test_an_expired_value_is_unknown_since_the_day_after(book: Rulebook) -> None:
    here = "service_fee/origin_agency/mou/MM"
    assert book.answer("mm.fees.agency-cap", on=date(2024, 2, 29), here=here).known
    found = book.answer("mm.fees.agency-cap", on=date(2026, 11, 23), here=here)
    assert (found.known, found.value) == (False, None)
    assert (found.reason, found.since) == (Reason.LAST_SEEN, date(2024, 3, 1))
    assert "300" not in found.sentence


def test_an_open_value_is_unknown_a_year_after_its_last_check(book: Rulebook) -> None:
    rule = "th.social-security.wage-floor"
    assert book.answer(rule, on=date(2027, 11, 23)).value == 1650
    found = book.answer(rule, on=date(2027, 11, 24))
    assert (found.known, found.value, found.since) == (False, None, date(2027, 11, 24))
    assert "2026-11-23" in found.sentence


def test_a_disputed_day_carries_both_positions(book: Rulebook) -> None:
    found = book.answer("th.fees.visa-mou", on=date(2023, 11, 10))
    assert (found.known, found.reason) == (False, Reason.DISPUTED)
    assert len(found.positions) == 2
    assert all(position.sources for position in found.positions)
    assert book.answer("th.fees.visa-mou", on=date(2023, 11, 9)).value == 2000
    assert book.answer("th.fees.visa-mou", on=date(2023, 11, 11)).value == 500


def test_an_unverified_value_is_never_given(book: Rulebook) -> None:
    found = book.answer("th.trafficking.preliminary-screening", on=date(2026, 11, 23))
    assert (found.known, found.value, found.reason) == (False, None, Reason.UNVERIFIED)
    assert "8" not in found.sentence.replace("8-hour", "")


def test_an_unknown_rule_is_not_found(book: Rulebook) -> None:
    with pytest.raises(NotFound) as caught:
        book.answer("th.no.such-rule", on=date(2026, 1, 1))
    assert caught.value.facts["rule"] == "th.no.such-rule"


def test_a_question_of_place_needs_a_place(book: Rulebook) -> None:
    rule = "th.wage.minimum.daily"
    on = date(2026, 11, 23)
    assert book.answer(rule, on=on).reason is Reason.PLACE_MISSING
    assert book.answer(rule, on=on, here="TH-99").reason is Reason.PLACE_UNKNOWN
    assert book.answer(rule, on=on, here="TH-24").value == 400


def test_two_rows_that_disagree_are_not_chosen_between(folder: Path) -> None:
    write(folder, RULE.replace("until: 2021-12-31", "until: 2022-12-31"))
    found = load(folder).answer("th.test.amount", on=date(2022, 6, 1))
    assert (found.known, found.reason) == (False, Reason.AMBIGUOUS)


@pytest.mark.parametrize(
    ("province", "district", "sector", "on", "expected"),
    [
        ("TH-10", None, None, date(2025, 6, 30), 372),
        ("TH-10", None, None, date(2025, 7, 1), 400),
        ("TH-84", None, None, date(2025, 1, 1), 352),
        ("TH-84", "ko-samui", None, date(2025, 1, 1), 400),
        ("TH-84", "ko-samui", None, date(2024, 12, 31), 345),
        ("TH-84", "mueang", None, date(2025, 1, 1), 352),
        ("TH-96", None, "entertainment", date(2025, 6, 30), 337),
        ("TH-96", None, "entertainment", date(2025, 7, 1), 400),
        ("TH-81", "ao-nang-sao", "hotel-4-star-50", date(2024, 4, 12), 347),
        ("TH-81", "ao-nang-sao", "hotel-4-star-50", date(2024, 4, 13), 400),
        ("TH-81", None, "hotel-4-star-50", date(2024, 4, 13), 347),
        ("TH-20", None, None, date(2023, 12, 31), 354),
    ],
)
def test_minimum_wage(
    book: Rulebook,
    province: str,
    district: str | None,
    sector: str | None,
    on: date,
    expected: int,
) -> None:
    found = minimum_wage(book, province=province, district=district, sector=sector, on=on)
    assert found.value == expected


def test_minimum_wage_is_unknown_where_nothing_was_seen(book: Rulebook) -> None:
    assert not minimum_wage(book, province="TH-10", on=date(2023, 6, 1)).known
    expired = minimum_wage(book, province="TH-96", sector="entertainment", on=date(2027, 11, 24))
    assert (expired.known, expired.since) == (False, date(2027, 11, 24))


def test_minimum_wage_warns_of_districts_and_areas_with_another_rate(book: Rulebook) -> None:
    assert "ko-samui" in minimum_wage(book, province="TH-84", on=date(2025, 1, 1)).caveat
    hotel = minimum_wage(book, province="TH-81", sector="hotel-4-star-50", on=date(2024, 5, 1))
    assert "ao-nang-sao" in hotel.caveat


def test_the_clocks_are_typed_and_unknown_ones_say_so(book: Rulebook) -> None:
    clocks = {clock.rule: clock for clock in book.clocks()}
    order = clocks["th.clocks.kr7-inspector-order"]
    assert order.known
    assert order.duration is not None
    assert (order.duration.value, order.duration.unit) == (60, "days")
    assert order.extension is not None
    assert order.extension.value == 30
    assert "to confirm" in order.day_count
    assert not clocks["th.clocks.claim-limitation"].known
    assert clocks["th.clocks.pdpa-breach-notice"].duration is None
    assert clocks["int.clocks.referral-acknowledgement"].running == "service_standard"
    assert [span.value for span in clocks["int.clocks.training-tracer"].schedule] == [3, 6, 12]


def test_what_changed_since_a_day_is_listed_latest_first(folder: Path) -> None:
    changes = load(folder).changed(date(2021, 12, 31))
    assert [(change.day, change.what, change.row.number) for change in changes] == [
        (date(2026, 11, 23), "checked", 1),
        (date(2026, 11, 23), "checked", 2),
        (date(2022, 1, 1), "from", 2),
        (date(2021, 12, 31), "until", 1),
    ]
    assert load(folder).changed(date(2026, 11, 24)) == ()


def test_the_digest_follows_the_content_and_not_the_layout(folder: Path) -> None:
    before = load(folder).digest
    write(folder, "# A remark of the editor.\n" + RULE)
    assert load(folder).digest == before
    write(folder, RULE.replace("value: 200", "value: 201"))
    assert load(folder).digest != before


@given(rule_id=RULES, on=DAYS)
def test_an_unknown_answer_never_carries_a_value(rule_id: str, on: date) -> None:
    for here in places(rule_id):
        found = BOOK.answer(rule_id, on=on, here=here)
        assert found.known == (found.reason is Reason.IN_FORCE)
        assert found.known == (found.value is not None)
        if found.known:
            assert found.source
            assert found.starts is None or found.starts <= on
            assert found.ends is None or on <= found.ends


@given(rule_id=RULES, later=st.integers(min_value=1, max_value=5000))
def test_nothing_is_known_after_it_expired(rule_id: str, later: int) -> None:
    rule = BOOK.rule(rule_id)
    ends = [row.last or year_after(row.checked) for row in rule.rows]
    day = max(ends) + timedelta(days=later)
    for here in places(rule_id):
        assert not BOOK.answer(rule_id, on=day, here=here).known


@given(rule_id=RULES, on=DAYS, other=RULES)
def test_an_unrelated_rule_never_changes_an_answer(rule_id: str, on: date, other: str) -> None:
    rules = [BOOK.rule(rule_id)]
    alone = Rulebook(rules)
    beside = Rulebook([BOOK.rule(other), *rules] if other != rule_id else rules)
    for here in places(rule_id):
        assert alone.answer(rule_id, on=on, here=here) == beside.answer(rule_id, on=on, here=here)
