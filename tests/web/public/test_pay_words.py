"""The pay checker has words for every code, in six languages, and a name for every place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlencode

import polib
import pytest
from django.test import Client

from saphan.domain.care.codes import PROVINCES
from saphan.domain.pay.codes import Basis, Consent, LineKind, Reckoned, Taken, Work
from saphan.domain.pay.formula import Factor, Unit, difference, least, product, quotient
from saphan.domain.pay.reasons import ASSUMPTIONS, PROBLEMS, REASONS
from saphan.domain.period import Period
from saphan.foundation.law_words import STANDINGS
from saphan.foundation.plain import law_book
from saphan.foundation.words import LANGUAGES, Words, check_catalogues, words_folder
from saphan.rulebook.wages import DAILY, SECTOR
from saphan.web.public import pay_words
from saphan.web.public.pay import CATALOGUES
from saphan.web.public.pay_steps import places_of, sectors_of
from saphan.web.public.pay_told import Teller
from tests.apps.care.lists import bring_shipped
from tests.web.public.test_pay import JULY, LONG, PLAIN, WORKED

TEMPLATES = Path(pay_words.__file__).parents[1] / "templates" / "web" / "public"


def sentences() -> Iterator[str]:
    """Everything these pages can say."""
    maps = (
        *(REASONS, ASSUMPTIONS, PROBLEMS, pay_words.FAULTS, pay_words.PROVINCES, pay_words.PLACES),
        *(pay_words.SECTORS, pay_words.WORKS, pay_words.BASES, pay_words.RECKONED),
        *(pay_words.CONSENTS, pay_words.TAKEN, pay_words.LINES, pay_words.ON_HOLIDAYS),
    )
    for each in maps:
        yield from each.values()
    for many, one in pay_words.UNITS.values():
        yield from (many, one)
    yield from STANDINGS.values()
    for file in TEMPLATES.glob("pay*.html"):
        yield from re.findall(r'{% say "([^"]+)" %}', file.read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_in_the_language(language: str) -> None:
    words = Words(language, *CATALOGUES)
    said = set(sentences())
    assert len(said) > 250
    missing = [text for text in said if words.review_state(text) == "missing"]
    assert missing == []


def test_the_catalogue_is_complete() -> None:
    assert not [fault for fault in check_catalogues() if "/pay:" in fault]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_falls_back_to_english(client: Client, language: str) -> None:
    bring_shipped()
    faulty = urlencode(JULY | {"rate": "abc", "hours": "99", "y1": "69"})
    steps = [f"?step={step}&province=TH-84" for step in ("kind", "when", "pay", "hours", "cuts")]
    rest = ("", *steps, f"?step=sums&{LONG}", f"?{LONG}", f"share/?{LONG}", f"?{faulty}")
    for where in rest:
        html = client.get(f"/{language}/pay/{where}").content.decode()
        assert f'<html lang="{language}"' in html
        strange = re.findall(r'<span lang="en">([^<]*)<', html)
        allowed = [text for text in strange if re.match(r"s\.\d", text)]
        assert language == "en" or strange == allowed


def test_every_code_has_words() -> None:
    assert set(pay_words.TAKEN) == set(Taken)
    assert set(pay_words.WORKS) == set(Work)
    assert set(pay_words.BASES) == set(Basis)
    assert set(pay_words.RECKONED) == set(Reckoned)
    assert set(pay_words.CONSENTS) == set(Consent) - {Consent.UNKNOWN}
    assert set(pay_words.LINES) == set(LineKind)
    assert set(pay_words.UNITS) == set(Unit) - {Unit.TIMES}


def test_every_place_of_the_law_book_has_a_name() -> None:
    book = law_book()
    assert set(pay_words.PROVINCES) == set(PROVINCES)
    places = {place for province in PROVINCES for place in places_of(book, province)}
    assert places == set(pay_words.PLACES)
    assert sectors_of(book, "") == set(pay_words.SECTORS)
    named = {row.note: row.where for row in book.rule(DAILY).rows if "province" in row.where}
    for note, where in named.items():
        if "district" not in where:
            assert note.startswith(pay_words.PROVINCES[next(iter(where["province"]))])
    assert places_of(book, "TH-84") == {"ko-samui"}
    assert {row.where["sector"] for row in book.rule(SECTOR).rows}


def test_provinces_keep_their_letters_where_no_form_is_sure() -> None:
    """The Thai name stands behind, so that it can be compared with a paper or a sign."""
    for language in ("my", "km", "lo"):
        entries = polib.pofile(str(words_folder() / language / "LC_MESSAGES" / "pay.po"))
        found = {entry.msgid: entry.msgstr for entry in entries}
        assert found["Samut Sakhon"] == "Samut Sakhon (สมุทรสาคร)"


# Formulas in the reader's language -------------------------------------------------------------

_BAHT, _HOURS = Unit.BAHT_AN_HOUR, Unit.HOURS


def teller(language: str) -> Teller:
    day = Period(*(next(iter(law_book().rule(DAILY).rows)).first or pytest.fail("no day"),) * 2)
    return Teller(Words(language, *CATALOGUES), law_book(), day)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "8 hours × 52.50 baht an hour × 1.5 = 630 baht"),
        ("th", "8 ชั่วโมง × ชั่วโมงละ 52.50 บาท × 1.5 = 630 บาท"),
        ("my", "၈ နာရီ × တစ်နာရီ ၅၂.၅၀ ဘတ် × ၁.၅ = ၆၃၀ ဘတ်"),
        ("km", "៨ ម៉ោង × ៥២.៥០ បាតក្នុងមួយម៉ោង × ១.៥ = ៦៣០ បាត"),
        ("lo", "8 ຊົ່ວໂມງ × ຊົ່ວໂມງລະ 52,50 ບາດ × 1,5 = 630 ບາດ"),
        ("vi", "8 giờ × 52,50 baht một giờ × 1,5 = 630 baht"),
    ],
)
def test_a_formula_is_written_as_its_reader_counts(language: str, expected: str) -> None:
    overtime = Factor(worth("1.5"), Unit.TIMES)
    step = product(Unit.BAHT, Factor(worth("8"), _HOURS), Factor(worth("52.5"), _BAHT), overtime)
    assert teller(language).formula(step) == expected


def worth(text: str) -> Fraction:
    return Fraction(text)


def test_what_is_not_exact_says_so_and_shares_are_per_cent() -> None:
    say = teller("en")
    seventh = quotient(_BAHT, Factor(worth("400"), Unit.BAHT_A_DAY), Factor(worth("7"), _HOURS))
    assert say.formula(seventh) == "400 baht a day ÷ 7 hours ≈ 57.1429 baht an hour"
    share = product(Unit.BAHT, Factor(worth("15000"), Unit.BAHT), Factor(worth("0.05"), Unit.TIMES))
    assert say.formula(share) == "15,000 baht × 5% = 750 baht"
    less = difference(Unit.BAHT, Factor(worth("5"), Unit.BAHT), Factor(worth("1"), Unit.BAHT))
    assert say.formula(less) == "5 baht − 1 baht = 4 baht"
    smaller = least(Unit.BAHT, Factor(worth("5"), Unit.BAHT), Factor(worth("1"), Unit.BAHT))
    assert say.formula(smaller) == "the smaller of 5 baht · 1 baht = 1 baht"
    assert say.amount(Factor(worth("1"), Unit.DAYS)) == "1 day"


@pytest.mark.django_db
def test_the_answer_is_in_the_digits_of_the_reader(client: Client) -> None:
    query = urlencode(WORKED | PLAIN | {"paid": "9000"})
    assert "၁,၄၀၀.၀၀" in client.get(f"/my/pay/?{query}").content.decode()
    assert "1.400,00" in client.get(f"/vi/pay/?{query}").content.decode()
