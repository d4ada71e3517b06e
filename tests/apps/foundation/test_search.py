"""Searching finds the same on both databases, in scripts without blanks and with one letter."""

from __future__ import annotations

from uuid import UUID, uuid5

import pytest
from django.core.checks import run_checks
from django.db import connection, transaction

from saphan.foundation.models import SearchText
from saphan.foundation.search import Entry, forget, index, matching, ranked
from saphan.foundation.trigrams import drop, make, present

TABLE = "foundation_searchtext"
OURS, THEIRS = UUID(int=1), UUID(int=2)
_SPACE = UUID(int=9)
#: Invented services: title, then what is said about them.
TEXTS = {
    "wages": {
        "en": "Unpaid wages\nHelp with wages, overtime and 100% of deposits",
        "th": "ค่าจ้างค้างจ่าย\nช่วยเรื่องค่าจ้างและน้ำดื่ม",
        "my": "လုပ်ခမရခြင်း\nလုပ်ခနှင့် အချိန်ပိုကြေး",
        "km": "ប្រាក់ឈ្នួល\u200bមិន\u200bបាន\u200bបង់\nជំនួយ",
        "lo": "ຄ່າແຮງງານ\nຊ່ວຍເລື່ອງນ້ຳ ໜີ້ສິນ",
        "vi": "Tiền lương chưa trả\nGiúp đòi tiền lương",
    },
    "pay": {"en": "Wages", "vi": "Tiền"},
    "clinic": {"en": "Clinic\nCheaper than wages_lost", "th": "คลินิก"},
    "theirs": {"en": "Their wages"},
}


def key(name: str) -> UUID:
    return uuid5(_SPACE, name)


@pytest.fixture
def services(database: str) -> str:
    owners = {"theirs": THEIRS, "clinic": OURS}
    entries = [Entry("service", key(n), owners.get(n), texts) for n, texts in TEXTS.items()]
    with transaction.atomic():
        index(*entries, Entry("course", key("course"), None, {"en": "Wages, a course"}))
    return database


def names(found: object) -> list[str]:
    by_key = {key(name): name for name in TEXTS}
    assert isinstance(found, list)
    return [by_key[one] for one in found]


def found(text: str) -> set[str]:
    rows = matching("service", text, within=[OURS]).values_list("subject", flat=True)
    return set(names(list(rows)))


ASKED = [
    ("wages", {"wages", "pay", "clinic"}),
    ("WAGES deposit", {"wages"}),
    ("ค่าจ้าง", {"wages"}),
    ("จ้าง", {"wages"}),
    ("ก", {"clinic"}),
    ("จ", {"wages"}),
    ("ນີ້", {"wages"}),
    ("นํ้า", {"wages"}),
    ("หนี้", set()),
    ("ຫນີ້", {"wages"}),
    ("လုပ်ခ", {"wages"}),
    ("လုပ္ခနွင့္ အခ်ိန္ပိုေၾကး", {"wages"}),
    ("ခ", {"wages"}),
    ("ဝ", set()),
    ("ឈ្នួលមិនបាន", {"wages"}),
    ("ជំ", {"wages"}),
    ("ແຮງ", {"wages"}),
    ("tien luong", {"wages"}),
    ("TIỀN", {"wages", "pay"}),
    ("đòi", {"wages"}),
    ("doi", {"wages"}),
    ("๑๐๐", {"wages"}),
    ("100%", {"wages"}),
    ("%", {"wages", "pay", "clinic"}),
    ("wages_lost", {"clinic"}),
    ("wagesxlost", set()),
    ("w", {"wages", "pay", "clinic"}),
    ('wages" OR "clinic', set()),
    ("wages\\", {"wages", "pay", "clinic"}),
    ("their", set()),
    ("", {"wages", "pay", "clinic"}),
]


def test_every_piece_in_every_script_is_found_with_and_without_the_index(services: str) -> None:
    assert present(connection, TABLE)
    with_index = {text: found(text) for text, _ in ASKED}
    assert with_index == dict(ASKED)
    drop(connection, TABLE)
    assert not present(connection, TABLE)
    assert {text: found(text) for text, _ in ASKED} == with_index
    assert make(connection, TABLE, column="bare", key="number")
    assert {text: found(text) for text, _ in ASKED} == with_index


def test_the_best_comes_first_each_once_and_no_more_than_asked(services: str) -> None:
    assert names(ranked("service", "wages", within=[OURS])) == ["pay", "wages", "clinic"]
    assert names(ranked("service", "wages", within=[THEIRS], most=2)) == ["pay", "theirs"]
    assert names(ranked("service", "tiền", within=[])) == ["pay", "wages"]
    assert names(ranked("service", "unpaid deposits", within=[])) == ["wages"]
    assert ranked("service", " . ", within=[OURS]) == []


def test_what_was_said_before_and_what_is_forgotten_is_not_found(services: str) -> None:
    with transaction.atomic():
        index(Entry("service", key("clinic"), OURS, {"en": "Dentist"}))
        forget("service", [key("pay")])
    assert found("clinic") == found("คลินิก") == set()
    assert found("dentist") == found("ist") == {"clinic"}
    assert found("wages") == {"wages"}
    SearchText.objects.filter(subject=key("wages"), language="en").update(bare="salary")
    assert found("salary") == {"wages"}
    assert found("overtime") == set()


def test_nothing_about_people_and_nothing_encrypted_is_ever_indexed(database: str) -> None:
    from saphan.foundation.crypto import encrypt

    with transaction.atomic():
        for kind in ("worker", "worker-identity", "case.member", "person_name"):
            with pytest.raises(ValueError, match="people"):
                index(Entry(kind, key("x"), None, {"en": "Aye Aye"}))
        with pytest.raises(ValueError, match="encrypted"):
            index(Entry("note", key("x"), None, {"en": f"x {encrypt('Aye Aye')}"}))
        index(Entry("note", key("x"), None, {"en": " . "}))
    assert not SearchText.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_written() -> None:
    with pytest.raises(RuntimeError):
        index(Entry("note", key("x"), None, {"en": "x"}))


def test_without_the_extension_searching_is_right_and_a_warning_says_so(services: str) -> None:
    def said() -> list[str | None]:
        messages = run_checks(tags=["database"], databases=["default"])
        return [one.id for one in messages if str(one.id).startswith("saphan")]

    # The test's PostgreSQL has the character type C.
    assert said() == ([] if services == "sqlite" else ["saphan.W102"])
    if services == "sqlite":
        drop(connection, TABLE)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP EXTENSION pg_trgm CASCADE")
            cursor.execute("CREATE ROLE nobody_special")
            cursor.execute("SET ROLE nobody_special")
            assert not make(connection, TABLE, column="bare", key="number")
            cursor.execute("RESET ROLE")
    assert said() == ["saphan.W101"]
    assert found("ค่าจ้าง") == {"wages"}
