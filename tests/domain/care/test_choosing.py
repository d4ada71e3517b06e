"""What fits: a filter leaves out only what is known not to fit."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.care.choosing import Asked, Speaks, choose, nearest
from saphan.domain.care.codes import DAYS, NEAR, Need
from saphan.domain.care.hours import Now, is_always, open_at
from saphan.domain.care.records import Hours
from tests.apps.care.lists import entry, listings

MONDAY_NOON = datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001  local time of Thailand
OFFICE = {"days": ["MO", "TU"], "opens": "08:30", "closes": "16:30"}


def keys(asked: Asked, *entries: dict[str, object], at: datetime = MONDAY_NOON) -> list[str]:
    return [choice.listing.key for choice in choose(listings(*entries), asked, at=at)]


def test_a_need_leaves_out_the_others() -> None:
    assert keys(Asked(need=Need.HEALTH), entry("a"), entry("b", needs=["health"])) == ["b"]


def test_unknown_hours_are_never_taken_for_closed() -> None:
    open_, shut = entry("open"), entry("shut")
    open_ |= {"hours": [OFFICE], "hours_printed": "office"}
    shut |= {"hours": [{**OFFICE, "days": ["SU"]}], "hours_printed": "Sundays"}
    assert keys(Asked(open_now=True), shut, entry("unknown"), open_) == ["open", "unknown"]


def test_unknown_papers_are_never_taken_for_asking() -> None:
    yes, no = entry("yes", asks_for_papers="yes"), entry("no", asks_for_papers="no")
    assert keys(Asked(no_papers=True), yes, entry("unknown"), no) == ["no", "unknown"]


def test_a_language_that_is_not_stated_stays_behind_those_that_are() -> None:
    stated = [entry(f"my-{n}", languages=["my"]) for n in range(3)]
    asked = Asked(language="my")
    found = keys(asked, entry("unknown"), entry("vi", languages=["vi"]), *stated)
    assert found == ["my-0", "my-1", "my-2", "unknown"]


def test_a_line_that_speaks_the_language_counts() -> None:
    line = [{"number": "1422", "menu": "83", "languages": ["my"]}]
    one = entry("menu", languages=["th"], printed="1422 83", phones=line)
    (choice,) = choose(listings(one), Asked(language="my"), at=MONDAY_NOON)
    assert choice.speaks is Speaks.YES


def test_when_few_understand_those_with_thai_are_offered_and_say_so() -> None:
    asked = Asked(language="lo")
    found = choose(
        listings(entry("th", languages=["th"]), entry("vi", languages=["vi"])),
        asked,
        at=MONDAY_NOON,
    )
    assert [(one.listing.key, one.speaks) for one in found] == [("th", Speaks.NO)]


def test_a_province_keeps_what_reaches_it_and_the_whole_country() -> None:
    near, far = entry("near", serves=["TH-63"]), entry("far", serves=["TH-10"])
    abroad = entry("abroad", serves=["VN"])
    assert keys(Asked(province="TH-63"), far, abroad, entry("all"), near) == ["near", "all"]


@pytest.mark.parametrize(
    ("clock", "now"),
    [("08:29", Now.CLOSED), ("08:30", Now.OPEN), ("16:29", Now.OPEN), ("16:30", Now.CLOSED)],
)
def test_hours_begin_and_end_to_the_minute(clock: str, now: Now) -> None:
    hours = Hours(("MO",), time(8, 30), time(16, 30))
    moment = datetime.combine(MONDAY_NOON, time.fromisoformat(clock))
    assert open_at([hours], moment) is now


def test_a_night_shift_belongs_to_the_evening_it_began() -> None:
    night = Hours(("SU",), time(20), time(4))
    monday = MONDAY_NOON.replace(hour=3)
    assert open_at([night], monday) is Now.OPEN
    assert open_at([night], monday.replace(hour=21)) is Now.CLOSED
    assert open_at([], monday) is Now.UNKNOWN


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)))  # noqa: DTZ001
def test_day_and_night_is_always_open(moment: datetime) -> None:
    always = Hours(DAYS, time(0), time(0))
    assert is_always([always])
    assert open_at([always], moment) is Now.OPEN


def test_contacts_can_be_called_and_one_of_them_understands() -> None:
    silent = entry("silent", phones=None, printed=None, languages=["my"])
    disputed = entry("disputed", other_number="1442", languages=["my"])
    abroad = entry("thai-abroad", cautions=["thai_abroad"])
    thai = [entry(f"thai-{n}", languages=["th"]) for n in range(3)]
    spoken = entry("spoken", needs=["documents"], languages=["my"])
    found = nearest(
        listings(silent, disputed, abroad, spoken, *thai),
        need=Need.WAGES,
        language="my",
        province="",
        limit=3,
    )
    assert [one.key for one in found] == ["thai-0", "thai-1", "spoken"]


def test_contacts_that_nobody_here_understands_are_not_named() -> None:
    found = nearest(
        listings(entry("vi", needs=["consular"], languages=["vi"])),
        need=Need.CONSULAR,
        language="my",
        province="",
        limit=3,
    )
    assert found == []


def test_every_need_knows_its_neighbours_and_none_is_its_own() -> None:
    assert set(NEAR) == set(Need)
    assert not [need for need, near in NEAR.items() if need in near]
