"""One person is found again in another spelling or script, and few others with her."""

from __future__ import annotations

import random
import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saphan.domain.people.sounds import Likeness, likeness, sounds

HERE = Path(__file__).parent
PAGE = (HERE.parents[2] / "docs" / "intake.md").read_text("utf-8")
SETS = {"known": "names.tsv", "second": "names_second.tsv"}
DIFFERENT = 2000


def people(name: str) -> list[list[str]]:
    lines = (HERE / SETS[name]).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def share(found: list[Likeness], *wanted: Likeness) -> float:
    return round(100 * sum(one in wanted for one in found) / len(found), 1)


def measured(name: str) -> tuple[int, float, float, float, float]:
    """Pairs of one person, found, found as the same; of two: found, found as likely or the same."""
    groups = people(name)
    own = [likeness(a, b) for group in groups for a, b in combinations(group[1:], 2)]
    chance = random.Random(2026)
    others: list[Likeness] = []
    while len(others) < DIFFERENT:
        one, other = chance.sample(groups, 2)
        if one[0] == other[0]:
            others.append(likeness(chance.choice(one[1:]), chance.choice(other[1:])))
    high = (Likeness.SAME, Likeness.LIKELY)
    return (
        len(own),
        share(own, *high, Likeness.POSSIBLE),
        share(own, Likeness.SAME),
        share(others, *high, Likeness.POSSIBLE),
        share(others, *high),
    )


@pytest.mark.parametrize("name", SETS)
def test_the_measured_rates_hold_and_stand_on_the_page(name: str) -> None:
    pairs, found, same, others, others_likely = measured(name)
    assert pairs >= 200
    assert found >= 95
    assert same >= 70
    assert others <= 2.5
    assert others_likely <= 0.5
    row = f"| {name} | {pairs} | {found} % | {same} % | {others} % | {others_likely} % |"
    assert row in PAGE, row


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("အောင်", "Ong"),
        ("အောင်", "อ่อง"),
        ("U Aung Kyaw Moe", "ဦးအောင်ကျော်မိုး"),
        ("Sok Dara", "DARA, SOK"),
        ("นางสาวมาลี ทองคำ", "Mali Thongkham"),
        ("น.ส. มาลี ทองคำ", "Miss Mali Thongkham"),
        ("ด.ช.สมชาย ใจดี", "นายสมชาย ใจดี"),
        ("ေအာင္ေက်ာ္မိုး", "Aung Kyaw Moe"),
        ("Nguyễn Văn Hùng", "nguyen hung"),
        ("ទ\u200bេព ធីដា", "Thida Tep"),
    ],
)
def test_script_order_blanks_and_forms_of_address_do_not_matter(one: str, other: str) -> None:
    assert likeness(one, other) is Likeness.SAME
    assert sounds(one) & sounds(other)


def test_a_name_that_is_a_part_of_another_is_likely_and_a_stranger_is_not() -> None:
    assert likeness("Aung Kyaw", "Aung Kyaw Moe") is Likeness.LIKELY
    assert likeness("สมชาย", "Somchai Jaidee") is Likeness.LIKELY
    assert likeness("Aung Kyaw Moe", "Zaw Kyaw Moe Tun") is Likeness.POSSIBLE
    assert likeness("Aung Kyaw Moe", "Somchai Jaidee") is Likeness.UNLIKE
    assert sounds("Aung Kyaw Moe").isdisjoint(sounds("Aung Win"))


@pytest.mark.parametrize("nothing", ["", " ", "-", "Mr.", "7", "张伟"])
def test_where_nothing_is_heard_nothing_is_alike(nothing: str) -> None:
    assert sounds(nothing) == frozenset()
    assert likeness(nothing, nothing) is Likeness.UNLIKE


def test_keys_are_few_and_tell_no_letters() -> None:
    for _, *spellings in people("known"):
        for name in spellings:
            keys = sounds(name)
            assert 1 <= len(keys) <= 15
            assert all(
                re.fullmatch(r"[KTPJSNMGYLWH0AIO]{2,3}(\+[KTPJSNMGYLWH0AIO]{2,3})?", key)
                for key in keys
            )


SCRIPTS = "กขรวอะาิุเแไ์่ກວອະັົຽເကငရသအာိေ်္ြှဉកងរវសា្ិំ៉aeiouywnghktê "


@settings(max_examples=150)
@given(st.text(st.sampled_from(SCRIPTS), max_size=20))
def test_any_text_has_keys_or_none_and_is_like_itself(text: str) -> None:
    keys = sounds(text)
    assert len(keys) < 200
    assert likeness(text, text) is (Likeness.SAME if keys else Likeness.UNLIKE)
