"""A directory file: every mistake is found where it stands; nothing that is right is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from saphan.domain.care.numbers import dialled, number_fault
from saphan.domain.care.plain import plain
from saphan.domain.care.reading import faults_of, read_directory, restored
from saphan.foundation.sentences import SENTENCES
from tests.apps.care.lists import entry, listings, read

#: What is changed in a right service, and the fault that this must bring.
WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"name": None}, "directory.field_missing"),
    ({"name": 7}, "directory.text_wrong"),
    ({"name": "a" * 301}, "directory.text_wrong"),
    ({"name": "two\nlines"}, "directory.text_wrong"),
    ({"key": "With Capitals"}, "directory.key_wrong"),
    ({"colour": "red"}, "directory.field_unknown"),
    ({"kind": "brand"}, "code.unknown"),
    ({"needs": None}, "directory.field_missing"),
    ({"needs": ["magic"]}, "code.unknown"),
    ({"needs": ["wages", "wages"]}, "directory.word_twice"),
    ({"needs": "wages"}, "directory.list_wrong"),
    ({"languages": [7]}, "directory.texts_wrong"),
    ({"confidence": "D"}, "code.unknown"),
    ({"confidence": None}, "directory.field_missing"),
    ({"asks_for_papers": "perhaps"}, "code.unknown"),
    ({"sources": None}, "directory.source_missing"),
    ({"sources": ["javascript:alert(1)"]}, "directory.address_wrong"),
    ({"sources": ['https://a.b/"><script>']}, "directory.address_wrong"),
    ({"year": 2569}, "directory.year_wrong"),
    ({"year": "2020"}, "directory.year_wrong"),
    ({"checked": "yesterday"}, "directory.day_wrong"),
    ({"verified_on": "2026-11-01"}, "directory.verified_by_missing"),
    ({"serves": ["TH-99"]}, "code.unknown"),
    ({"located": [{"province": "TH-99"}]}, "place.code_wrong"),
    ({"located": ["TH-10"]}, "directory.map_wrong"),
    ({"located": [{"province": "TH-10", "sensitive": "yes"}]}, "directory.flag_wrong"),
    (
        {"located": [{"province": "TH-10", "sensitive": True, "address": "1 Road"}]},
        "directory.address_sensitive",
    ),
    ({"hours": [{"days": ["MO"], "opens": "8", "closes": "17:00"}]}, "directory.clock_wrong"),
    (
        {"hours": [{"days": ["MO"], "opens": "08:00", "closes": "17:00"}]},
        "directory.hours_not_printed",
    ),
    ({"phones": [{"number": "02-111-1111"}]}, "directory.not_printed"),
    ({"phones": [{"number": "call us"}]}, "directory.number_wrong"),
    ({"phones": [{"number": "02-000-0000", "menu": "five"}]}, "directory.number_wrong"),
)


@pytest.mark.parametrize(("fields", "code"), WRONG)
def test_what_is_wrong_is_found_and_has_a_sentence(fields: dict[str, Any], code: str) -> None:
    faults = read(entry(**fields)).faults
    assert code in [fault.code for fault in faults]
    assert all(fault.code in SENTENCES and fault.steps[0] == "services" for fault in faults)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1 888 373 7888", "directory.number_wrong"),
        ("+1 888 373 7888", "directory.number_country"),
        ("+66 02 957 5851", "directory.number_trunk"),
        ("+66 29", "directory.number_wrong"),
        ("12", "directory.number_wrong"),
        ("๑๕๐๖", "directory.number_wrong"),
        ("1506", ""),
        ("191", ""),
        ("1800-010-181", ""),
        ("081-866-3000", ""),
        ("+66 2 512 5632", ""),
        ("+84 981 84 84 84", ""),
    ],
)
def test_faults_of_real_lists(number: str, code: str) -> None:
    assert number_fault(number) == code


def test_a_link_has_digits_only() -> None:
    assert dialled("+66 2 512 5632") == "+6625125632"
    assert dialled("02-246-8994") == "022468994"


def test_keys_names_and_kinds_that_contradict_each_other() -> None:
    twice = [fault.code for fault in read(entry(), entry()).faults]
    assert twice.count("directory.key_twice") == twice.count("directory.name_twice") == 2
    kinds = read(
        entry("a", organization="Invented"), entry("b", organization="Invented", kind="police")
    )
    assert [fault.code for fault in kinds.faults] == ["directory.two_kinds"]


@pytest.mark.parametrize("content", [{}, {"list": "x", "checked": "2026-11-23", "services": 7}])
def test_a_file_that_is_no_directory(content: dict[str, Any]) -> None:
    assert read_directory(content).faults


def test_a_service_survives_the_way_through_plain_values() -> None:
    whole = entry(
        organization="Invented office",
        type="office",
        located=[{"province": "TH-63", "place": "Mae Sot", "address": "1 Road"}],
        serves=["TH-63", "TH"],
        printed="1422 (81 Khmer) ext 9",
        phones=[{"number": "1422", "menu": "81", "extension": "9", "languages": ["km"]}],
        other_number="1442",
        languages=["th", "km"],
        hours_printed="24h",
        hours=[{"days": ["MO", "SU"], "opens": "00:00", "closes": "00:00"}],
        asks_for_papers="no",
        cautions=["same_province"],
        year=2020,
        checked="2026-11-20",
        verified_on="2026-11-22",
        verified_by="Invented centre",
        status="temporarily closed",
    )
    (one,) = listings(whole)
    assert restored(json.loads(json.dumps(plain(one)))) == one
    assert plain(one) == whole


def test_an_age_of_nought_and_a_line_break_survive_too() -> None:
    whole = entry(type="Advice\non two lines", minimum_age=0, maximum_age=0)
    whole["translations"] = [
        {"field": "alert", "language": "th", "text": "หนึ่ง\n\nสอง", "state": "human"}
    ]
    (one,) = listings(whole)
    assert one.details.minimum_age == 0
    assert plain(one)["minimum_age"] == plain(one)["maximum_age"] == 0
    assert faults_of(one) == ()
    assert restored(json.loads(json.dumps(plain(one)))) == one


def test_a_damaged_copy_is_refused() -> None:
    with pytest.raises(ValueError, match=r"directory\."):
        restored({"key": "x"})
