"""Who can help me? In six languages, without a trace, whatever stands in the query string."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.html import escape

from saphan.domain.care.codes import Need
from saphan.foundation.words import LANGUAGES, Words, check_catalogues
from saphan.web.public.help_words import NEEDS
from tests.apps.care.lists import SERVICES_IN_LIST, bring, bring_shipped, entry

pytestmark = pytest.mark.django_db
#: A Monday at ten in the morning and a Sunday at three at night, in Thailand.
MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def cards(html: str) -> list[str]:
    """The keys of the services that a page shows as cards."""
    return re.findall(r'<article class="helper" id="([a-z0-9-]+)">', html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_its_language_whole(client: Client, language: str) -> None:
    bring_shipped()
    words = Words(language, "directory")
    home = page(client, f"/{language}/help/")
    assert escape(words.say("Who can help me?")) in home
    for need in Need:
        html = page(client, f"/{language}/help/{need.value}/")
        assert f"<h1>{escape(words.say(NEEDS[need]))}</h1>" in html
        assert '<span lang="en">' not in html.replace('<span lang="en">English', "")
    assert not words.fell_back


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_and_pages_are_said_in_the_language(client: Client, language: str) -> None:
    bring_shipped()
    words = Words(language, "directory")
    html = page(client, f"/{language}/help/?province=TH-63")
    assert escape(words.say("Page {number} of {pages}", number=1, pages=3)) in html
    found = len(cards(html)) + sum(
        len(cards(page(client, f"/{language}/help/?province=TH-63&page={n}"))) for n in (2, 3)
    )
    assert escape(words.say("Found: {number}", number=found)) in html
    assert ("Found:" in html) == (language == "en")


def test_the_catalogue_is_complete() -> None:
    assert not [fault for fault in check_catalogues() if "/directory:" in fault]


def test_the_first_page_names_every_public_service(client: Client) -> None:
    bring_shipped()
    html = page(client, "/en/help/")
    assert len(re.findall(r"\?show=", html)) == SERVICES_IN_LIST - 1
    for need in Need:
        assert f'href="/en/help/{need.value}/"' in html


def test_numbers_are_tapped_as_digits_and_extensions_are_told(client: Client) -> None:
    bring_shipped()
    html = page(client, "/en/help/refugees/")
    assert 'href="tel:+6625125632"' in html
    assert "extension 101" in html
    html = page(client, "/en/help/complaint/")
    assert 'href="tel:1506"' in html
    assert "then press 5" in html
    assert set(re.findall(r'href="tel:([^"]*)"', html)) == {"1546", "1506", "1111", "022468994"}


def test_a_disputed_number_is_told_and_not_offered(client: Client) -> None:
    bring_shipped()
    html = page(client, "/en/help/?show=ddc-1422")
    assert "Two numbers are published for this line: 1422 and 1442." in html
    assert "tel:" not in html


def test_every_card_tells_its_source_and_that_it_is_not_verified(client: Client) -> None:
    bring_shipped()
    html = page(client, "/en/help/wages/")
    assert "Not verified. The source is of the year 2017." in html
    assert 'href="https://www.mol.go.th/en/news/the-employer-has-paid' in html
    assert "23 November 2026" in html
    bring(entry("fresh", needs=["union"], verified_on="2026-11-20", verified_by="Invented centre"))
    assert "Verified on 20 November 2026" in page(client, "/en/help/?show=fresh")


def test_choices_narrow_the_list(client: Client) -> None:
    bring_shipped()
    assert cards(page(client, "/en/help/?need=union"))[:1] == ["itf-fishers"]
    spoken = cards(page(client, "/en/help/?language=km&need=documents"))
    assert spoken[0] == "doe-1694"
    near = cards(page(client, "/en/help/?province=TH-63&need=health"))
    assert "mae-tao-clinic" in near
    assert "marist-asia" not in near


def test_words_are_looked_for_in_every_script_and_with_one_letter(client: Client) -> None:
    bring_shipped()
    told = [{"field": "name", "language": "my", "text": "ပြည်တွင်း လုပ်ခ", "state": "human"}]
    bring(entry("invented", translations=told))
    for asked in ("လုပ်ခ", "ခ", "INVENTED", "nvent", "020000000"):
        html = page(client, f"/my/help/?q={quote(asked)}")
        assert "invented" in cards(html), asked
        assert f'value="{asked}"' in html
    assert "doe-1694" in cards(page(client, "/en/help/?q=employment&need=documents"))
    assert cards(page(client, "/en/help/?q=nothing+of+the+kind").split("<h2>")[0]) == []
    sensitive = page(client, "/en/help/?q=trec")
    assert "L-TReC" not in sensitive


def test_the_form_keeps_what_was_chosen(client: Client) -> None:
    bring_shipped()
    html = page(client, "/en/help/?need=health&language=my&province=TH-63&papers=no&open=now")
    for chosen in ("health", "my", "TH-63"):
        assert f'<option value="{chosen}" selected>' in html
    assert html.count(" checked>") == 2
    assert '<form method="get"' in html


def test_open_now_never_takes_unknown_hours_for_closed(client: Client) -> None:
    bring_shipped()
    with patch("django.utils.timezone.now", return_value=MONDAY):
        day = page(client, "/en/help/?need=documents&open=now")
    with patch("django.utils.timezone.now", return_value=SUNDAY_NIGHT):
        night = page(client, "/en/help/?need=documents&open=now")
        unknown = page(client, "/en/help/?need=wages&open=now")
    assert "doe-1694" in cards(day)
    assert "By the clock of Thailand: 10:00" in day
    assert "doe-1694" not in cards(night.split("<h2>These may help")[0])
    assert "dlpw-1546" in cards(unknown)
    assert "Hours are not known" in unknown


def test_nothing_sensitive_is_on_any_page(client: Client) -> None:
    bring_shipped()
    pages = ["", "?show=lpn-l-trec", "?need=shelter", "?province=TH-13", "?open=now&page=2"]
    for rest in [*pages, *(f"{need.value}/" for need in Need)]:
        html = page(client, f"/en/help/{rest}")
        assert "L-TReC" not in html
        assert "Pathum Thani" not in html
    shelter = page(client, "/en/help/shelter/")
    assert "Places that keep people safe are not shown" in shelter
    assert "tel:191" in shelter


def test_a_page_leaves_no_trace(client: Client) -> None:
    bring_shipped()
    answer = client.get("/en/help/?need=violence")
    assert not answer.cookies
    html = answer.content.decode()
    assert not re.search(r'<(?:img|script|link)[^>]*(?:src|href)="https?:', html)


CRAFTED = (
    "q=<script>alert(1)</script>" + "y" * 60,
    "need=<script>alert(1)</script>",
    "language=%F0%9F%98%80%F0%9F%98%80",
    "province=TH-63'%22><svg onload=x>",
    "show=../../etc/passwd",
    "page=99999999999999999999",
    "page=%E0%B9%92",
    "page=-1&need=health",
    "page=²&need=health",
    "need=wages&need=magic",
    "papers[]=no&open=always",
    "zz=" + "y" * 1_000_000,
    "need=" + "%00" * 50,
    "language=my%00",
)


@pytest.mark.parametrize("query", CRAFTED)
def test_a_crafted_query_gives_a_plain_page_and_comes_back_nowhere(
    client: Client, query: str
) -> None:
    bring_shipped()
    html = page(client, f"/en/help/?{query}")
    for bad in ("alert(1)", "onload=x", "etc/passwd", "\U0001f600", "yyyyyyyy", "magic", "\x00"):
        assert bad not in html


def test_thousands_of_fields_are_refused_plainly(client: Client) -> None:
    answer = client.get("/en/help/?" + "&".join(f"a{n}=1" for n in range(5000)))
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/xx/help/", "/en/help/magic/", "/fr/help/wages/"])
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_markup_in_a_name_stays_text(client: Client) -> None:
    bring(entry("a", name="<b>Invented</b>", needs=["union"]))
    html = page(client, "/en/help/union/")
    assert "<b>Invented" not in html
    assert "&lt;b&gt;Invented&lt;/b&gt;" in html


def test_few_results_name_the_nearest_as_well(client: Client) -> None:
    bring_shipped()
    html = page(client, "/my/help/complaint/?language=my")
    assert "doe-1694" in cards(html)


def test_long_lists_have_pages_that_keep_the_choices(client: Client) -> None:
    bring_shipped()
    html = page(client, "/en/help/?language=th")
    assert len(cards(html)) == 10
    assert 'href="?language=th&amp;page=2"' in html
    second = page(client, "/en/help/?language=th&page=2")
    assert not set(cards(html)) & set(cards(second))


def test_an_empty_directory_says_so(client: Client) -> None:
    assert "has not been loaded here yet" in page(client, "/en/help/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_stay_light(client: Client, language: str) -> None:
    bring_shipped()
    for rest in ("", "?open=now", "information/", "?language=th"):
        assert len(client.get(f"/{language}/help/{rest}").content) <= 36_000
