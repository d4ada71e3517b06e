"""Notices decide: what can be said, in how many parts, to which address, and when once more."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.domain.notices.addresses import fit_address, way_to
from saphan.domain.notices.codes import Channel, Failure
from saphan.domain.notices.retry import (
    LONGEST_WAIT,
    MOST_TRIES,
    TRIED_WITHIN,
    is_too_late,
    next_try,
)
from saphan.domain.notices.sms import MOST_PARTS, sms_parts
from saphan.domain.notices.templates import (
    HEADING,
    LONGEST,
    PLACES,
    SENTENCES,
    SHAPES,
    Fact,
    Template,
    check_facts,
)
from saphan.domain.people.contact import Reach
from saphan.domain.refusals import Refused
from saphan.foundation.ids import new_code
from saphan.foundation.words import LANGUAGES, Words, check_catalogues

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
#: The longest fact of each kind.
WIDEST = {
    Fact.CODE: "K-4K7M-9QXC",
    Fact.PHONE: "+66-2345-6789-01234",
    Fact.LINK: ("https://saphan.example-of-a-long-name.org/" + "a" * 50).ljust(92, "b"),
}
#: What a message would say if it told a fact of a case, in the languages of staff and clients.
TELLING = re.compile(
    r"wage|money|baht|salary|employer|boss|factory|police|lawyer|doctor|clinic|case|complain|"
    r"court|passport|visa|permit|shelter|pregnan|violence|debt|fee\b|name|"
    r"ค่าจ้าง|เงิน|บาท|นายจ้าง|โรงงาน|ตำรวจ|ทนาย|ศาล|หมอ|คดี|ร้องเรียน|วีซ่า|ใบอนุญาต|ชื่อ|"
    r"လစာ|ငွေ|ဘတ်|အလုပ်ရှင်|ရဲ|တရား|အမည်|ប្រាក់|បាត|ថៅកែ|ប៉ូលិស|តុលាការ|ឈ្មោះ|"
    r"ເງິນ|ບາດ|ນາຍຈ້າງ|ຕຳຫຼວດ|ສານ|ຊື່|lương|tiền|chủ|công an|tòa|tên",
    re.IGNORECASE,
)
EVERY = list(product(LANGUAGES, Template))


def said(language: str, template: Template, facts: dict[str, str] | None = None) -> str:
    given = facts or {fact.value: WIDEST[fact] for fact in PLACES[template]}
    return str(Words(language, "notices").told(SENTENCES[template], given))


def test_every_message_is_translated_and_a_draft_until_reviewed() -> None:
    assert not [fault for fault in check_catalogues() if "/notices:" in fault]
    for language in LANGUAGES:
        states = {
            Words(language, "notices").review_state(text) for text in (*SENTENCES.values(), HEADING)
        }
        assert states <= {"source", "draft", "reviewed", "official"}


def test_nothing_but_three_facts_can_stand_in_a_message() -> None:
    assert {fact.value for fact in Fact} == {"code", "phone", "link"}
    assert set(SENTENCES) == set(PLACES) == set(Template)
    for language, template in EVERY:
        marked = said(language, template, {fact.value: f"<{fact.value}>" for fact in Fact})
        assert sorted(re.findall(r"<(\w+)>", marked)) == sorted(PLACES[template])
        assert "{" not in marked


def test_no_message_tells_a_need_a_name_an_employer_or_an_amount() -> None:
    for language, template in EVERY:
        bare = said(language, template, dict.fromkeys([fact.value for fact in Fact], ""))
        assert not re.search(r"\d", bare)
        assert not TELLING.search(bare), (language, template, TELLING.search(bare))
    assert TELLING.search("Your wage claim against the factory")
    headings = [str(Words(language, "notices").say(HEADING)) for language in LANGUAGES]
    assert not [text for text in headings if TELLING.search(text)]


def test_what_to_do_something_with_stands_first_and_two_parts_are_enough() -> None:
    first = {Template.REFERRAL_WAITS: Fact.LINK, Template.REFERRAL_ANSWERED: Fact.CODE}
    for language, template in EVERY:
        text = said(language, template)
        assert text.startswith(WIDEST[first.get(template, Fact.PHONE)])
        assert sms_parts(text) <= MOST_PARTS, (language, template, len(text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        *(("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3)),
        *(("ก" * 70, 1), ("ก" * 71, 2), ("ก" * 134, 2), ("ก" * 135, 3)),
        *(("€" * 80, 1), ("€" * 81, 2), ("é" * 160, 1), ("ế" * 71, 2), ("😀" * 36, 2)),
    ],
)
def test_parts_of_a_text_message(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


def test_facts_have_their_shape() -> None:
    for template in Template:
        check_facts(template, {fact.value: WIDEST[fact] for fact in PLACES[template]})
    for fact, widest in WIDEST.items():
        assert len(widest) <= LONGEST[fact]
    for _ in range(50):
        assert SHAPES[Fact.CODE].fullmatch(new_code("K"))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"phone": "055-000-001"}, "notice.fact_missing"),
        ({"phone": "055-000-001", "code": "Ma Aye"}, "notice.fact_unfit"),
        ({"phone": "055-000-001", "code": "K-MA-AYE"}, "notice.fact_unfit"),
        ({"phone": "call Ma Aye", "code": "K-4K7M-9QXC"}, "notice.fact_unfit"),
        ({"phone": "0" * 21, "code": "K-4K7M-9QXC"}, "notice.fact_unfit"),
        ({"phone": "055000001\n", "code": "K-4K7M-9QXC"}, "notice.fact_unfit"),
        ({"phone": "055", "code": "K-4K7M-9QXC", "need": "wages"}, "notice.fact_unknown"),
        ({"phone": "055", "code": "K-4K7M-9QXC", "link": "https://a.b/c"}, "notice.fact_unknown"),
        ({"phone": "055", "code": "K-4K7M-9QXC", "Ma Aye of Mae Sot": ""}, "notice.fact_unknown"),
    ],
)
def test_other_facts_are_refused_and_not_repeated(facts: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_facts(Template.NEWS, facts)
    assert refused.value.code == code
    assert "Aye" not in str(refused.value)


@given(st.text(min_size=1))
def test_no_free_text_fits(text: str) -> None:
    """Whatever is taken as a fact is a code, a number or an address: no two words in a row."""
    for fact in Fact:
        if SHAPES[fact].fullmatch(text):
            assert not re.search(r"[^\W\d_]\s+[^\W\d_]", text)
            assert text.isascii()


@pytest.mark.parametrize(
    ("channel", "written", "fit"),
    [
        (Channel.SMS, "081-234 5678", "+66812345678"),
        (Channel.SMS, "+95 9 123 456 789", "+959123456789"),
        (Channel.SMS, "๐๘๑๒๓๔๕๖๗๘", "+66812345678"),
        (Channel.SMS, "1300", None),
        (Channel.SMS, "0812345678, ask for Aye", None),
        (Channel.EMAIL, " a.b+c@example.org ", "a.b+c@example.org"),
        (Channel.EMAIL, "a@example.org\nBcc: b@example.org", None),
        (Channel.EMAIL, "a@localhost", None),
        (Channel.LINE, "U" + "0f" * 16, "U" + "0f" * 16),
        (Channel.LINE, "@aye", None),
        (Channel.TELEGRAM, "987654321", "987654321"),
        (Channel.TELEGRAM, "-100123", None),
        (Channel.TELEGRAM, "@aye", None),
        (Channel.PERSON, " her sister ", "her sister"),
    ],
)
def test_addresses(channel: Channel, written: str, fit: str | None) -> None:
    assert fit_address(channel, written) == fit


def test_the_way_that_somebody_asked_for() -> None:
    assert way_to(Reach.NOT_AT_ALL) is None
    by_machine = {reach for reach in Reach if way_to(reach) not in {None, Channel.PERSON}}
    assert by_machine == {Reach.SMS, Reach.LINE, Reach.TELEGRAM, Reach.EMAIL}


def test_waits_grow_and_end_with_a_person() -> None:
    waits = []
    for attempts in range(1, MOST_TRIES):
        when = next_try(attempts, AT, Failure.TEMPORARY)
        assert when
        waits.append(int((when - AT).total_seconds() // 60))
    assert waits == [1, 4, 16, 64, 240]
    assert next_try(MOST_TRIES, AT, Failure.TEMPORARY) is None


def test_what_is_refused_or_perhaps_sent_goes_to_a_person_at_once() -> None:
    assert next_try(1, AT, Failure.PERMANENT, repeatable=True) is None
    assert next_try(1, AT, Failure.UNCERTAIN) is None
    assert next_try(1, AT, Failure.UNCERTAIN, repeatable=True) == AT + timedelta(minutes=1)


def test_a_service_may_ask_for_a_longer_wait_but_not_for_days() -> None:
    asked = timedelta(minutes=30)
    assert next_try(1, AT, Failure.TEMPORARY, wait=asked) == AT + asked
    assert next_try(5, AT, Failure.TEMPORARY, wait=asked) == AT + LONGEST_WAIT
    assert next_try(1, AT, Failure.TEMPORARY, wait=timedelta(hours=5)) is None


@given(
    st.lists(st.integers(0, int(LONGEST_WAIT.total_seconds())), min_size=6, max_size=6),
    st.booleans(),
)
def test_all_tries_lie_within_a_day(asked: list[int], repeatable: bool) -> None:
    """So that the retry key of LINE is still known, whatever the service asks for."""
    at, attempts = AT, 0
    for seconds in asked:
        attempts += 1
        wait = timedelta(seconds=seconds)
        when = next_try(attempts, at, Failure.TEMPORARY, repeatable=repeatable, wait=wait)
        if when is None:
            break
        assert when > at
        at = when
    assert attempts <= MOST_TRIES
    assert not is_too_late(AT, at)
    assert is_too_late(AT, AT + TRIED_WITHIN + timedelta(seconds=1))
    assert not is_too_late(None, AT)
