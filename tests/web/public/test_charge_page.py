"""An answer put together from held pieces is the answer that its templates draw at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, product
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from saphan.domain.care.codes import Need
from saphan.domain.recruitment.codes import Item, Nationality, Payee
from saphan.foundation.plain import law_book
from saphan.foundation.words import LANGUAGES, date_both_eras
from saphan.pillars.care.queries.directory import contacts_for
from saphan.web.public import charge_page, held, stencil
from saphan.web.public.charge_answer import Thing, answer, by_standing
from saphan.web.public.charge_query import SCHEMES, entry_name
from saphan.web.public.charge_visit import Visit, answer_pairs, visit_of
from saphan.web.public.help_words import card
from saphan.web.shell import Shell, codes_asked
from tests.apps.care.lists import bring, bring_shipped, entry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
START = "from=MM&scheme=mou&when=2026-11"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The day, which a test may change."""
    now = [TODAY]
    monkeypatch.setattr(timezone, "localdate", lambda: now[0])
    return now


@pytest.fixture(autouse=True)
def holding(settings: Any) -> Iterator[None]:
    """Pages and pieces are held, and none of them by another test."""
    settings.PUBLIC_PAGES_HELD = 60
    held._pages.clear()
    held._pieces.clear()
    yield
    held._pages.clear()
    held._pieces.clear()


def page(client: Client, query: str, language: str = "en") -> str:
    """The page, put together now: no page is held, pieces may be."""
    held._pages.clear()
    response = client.get(f"/{language}/charge/?{query}")
    assert response.status_code == 200
    return response.content.decode()


# The same page from its templates at once -----------------------------------------------------


def plainly(query: str, language: str) -> str:
    """The page without holes, from what texts and pictures of the answer are made of."""
    request = RequestFactory().get(f"/{language}/charge/?{query}")
    with translation.override(language):
        visit = visit_of(request, language)
        found = answer(visit.given, visit.words, today=TODAY)
        need = Need.COMPLAINT if found.forbidden else Need.LEGAL
        cards = [card(one, visit.words) for one in contacts_for(None, need=need, language=language)]
        rules = (
            part(request, "rules", standing=standing, rules=joined(request, bases))
            for standing, bases in by_standing(found.bases).items()
        )
        say, told = visit.words.say, [found.country, found.scheme, found.when]
        labels = ("Country", "How you came", "When"), told, ("from", "scheme", "when")
        whole: dict[str, object] = {
            "step": "answer",
            "start": f"/{language}/charge/",
            "faults": faults(visit),
            "asked_again": codes_asked(request),
            "summary": [
                (say(label), said, change) for label, said, change in zip(*labels, strict=True)
            ],
            "things": mark_safe("".join(thing(request, one) for one in found.things)),
            "hidden": part(request, "hidden", hidden=visit.given.pairs()),
            "need": need.value,
            "contacts": part(request, "contacts", contacts=cards),
            "advice": [say(one) for one in charge_page._WITHOUT_NAME],
            "rules": mark_safe("".join(rules)),
            "as_of": say(
                "By the rules as we know them on {day}.", day=date_both_eras(TODAY, language)
            ),
            "checked": found.checked,
            "share": urlencode(answer_pairs(visit.given)),
        }
        return render_to_string("web/public/charge.html", whole, request)


def faults(visit: Visit) -> list[tuple[str, str]]:
    wrong = "Write the amount in digits without dots or commas, such as 1500."
    return [("wage", visit.words.say(wrong))] if visit.given.faults else []


def part(request: HttpRequest, name: str, /, **told: object) -> SafeString:
    drawn = render_to_string(f"web/public/charge_{name}.html", told, request)
    return mark_safe(drawn.removesuffix("\n"))


def joined(request: HttpRequest, bases: list[tuple[int, Any]]) -> SafeString:
    return mark_safe(
        "".join(part(request, "basis", number=number, basis=basis) for number, basis in bases)
    )


def thing(request: HttpRequest, one: Thing) -> str:
    tariffs = (part(request, "tariff", one=each, number=each.basis) for each in one.tariffs)
    payments = (
        part(
            request,
            "payment",
            amount=paid.amount,
            payee=paid.payee,
            said=mark_safe(
                "".join(part(request, "said", one=each, number=each.basis) for each in paid.said)
            ),
        )
        for paid in one.payments
    )
    return part(
        request,
        "thing",
        code=one.item.value,
        name=one.name,
        picture=one.picture,
        payments=mark_safe("".join(payments)),
        tariffs=mark_safe("".join(tariffs)),
    )


def questions(count: int) -> Iterator[str]:
    """All sorts of questions, the same in every run."""
    chance = Random(20261125)
    for number in range(count):
        items = chance.sample(list(Item), chance.choice((1, 2, 3, 6)))
        asked = [
            ("from", chance.choice(list(Nationality)).value),
            ("scheme", chance.choice(SCHEMES).value),
            ("when", chance.choice(("2026-11", "2025", "2023-05", "2017-02", "unknown"))),
            *(("item", item.value) for item in items),
        ]
        for item in items:
            for place in range(chance.choice((0, 1, 1, 3))):
                name = entry_name(item, place)
                asked.append((f"{name}-to", chance.choice(list(Payee)).value))
                asked.append((name, chance.choice(("", "500", "16500.50", "30001"))))
                asked.append((f"{name}-in", chance.choice(("THB", "MMK", "VND"))))
        wage = "9000" if number % 2 or Item.SERVICE_FEE in items else "x"
        asked += [("wage", wage), ("z", "<b>'&"), ("answer", "1")]
        yield urlencode(asked)


def neighbours() -> Iterator[str]:
    """Questions that differ in one code, about items of which the answer depends on it."""
    items = "&item=visa&item=passport&item=document_renewal&item=bribe&item=training"
    for origin, scheme in product(("MM", "KH"), ("mou", "registration")):
        yield f"from={origin}&scheme={scheme}&when=2026-11{items}&answer=1"


def test_a_page_of_pieces_is_the_page_that_its_templates_draw(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_shipped()
    asked = list(zip(questions(30), cycle(LANGUAGES), strict=False))
    asked += [(query, "lo") for query in neighbours()]
    wanted = [plainly(query, language) for query, language in asked]
    assert [page(client, query, language) for query, language in asked] == wanted

    def never(*_given: object) -> None:
        raise AssertionError("a template was drawn")

    for name in ("piece", "frame", "Telling"):
        monkeypatch.setattr(charge_page, name, never)
    assert [page(client, query, language) for query, language in asked] == wanted


# What is never held too long ------------------------------------------------------------------


def test_an_answer_says_the_rules_of_its_day(client: Client, day: list[date]) -> None:
    last = law_book().answer("th.fees.visa-mou", on=TODAY).ends
    assert last is not None
    query = "from=MM&scheme=mou&when=unknown&item=visa&answer=1"
    day[0] = last
    assert "Visa for 2 years, MoU: 500 baht" in seen_text(page(client, query))
    day[0] = last + timedelta(days=1)
    after = seen_text(page(client, query))
    since = date_both_eras(day[0], "en")
    assert f"Visa for 2 years, MoU: We do not know since {since}" in after
    assert f"By the rules as we know them on {since}." in after


def seen_text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", html)).replace("\u00a0", " ")


def test_another_verdict_is_another_answer_though_the_question_is_the_same(client: Client) -> None:
    asked = "from=MM&scheme=mou&when=2023-05&item=service_fee&answer=1"
    asked += "&service_fee-in=MMK&service_fee-to=origin_agency&service_fee="
    within, above, again = (page(client, f"{asked}{n}") for n in (300_000, 300_001, 299_999))
    assert "You may be asked to pay, up to 300,000" in seen_text(within)
    assert "Not allowed: more than 300,000" in seen_text(above)
    assert "Not allowed: more than 300,000" not in seen_text(again)


def test_a_change_of_the_directory_shows_at_once(client: Client) -> None:
    bring(entry("a", needs=["complaint"]), entry("b", needs=["complaint"]))
    query = f"{START}&item=visa&answer=1"
    assert "Invented a" in page(client, query)
    bring(entry("b", needs=["complaint"]), entry("c", needs=["complaint"]))
    shown = page(client, query)
    assert "Invented a" not in shown
    assert "Invented c" in shown


def test_no_amount_stays_in_what_is_held(client: Client) -> None:
    query = f"{START}&item=visa&visa=987654.25&visa-to=employer&wage=43215&answer=1"
    query += "&item=service_fee&service_fee=1234567&service_fee-in=MMK&service_fee-to=employer"
    shown = page(client, query)
    assert "987,654.25" in shown
    assert "1,234,567" in shown
    kept = "".join(f"{key}{told(piece)}" for key, (_, piece) in held._pieces.items())
    assert "The employer must pay" in kept
    for amount in ("987654", "987,654", "43215", "1234567", "1,234,567"):
        assert amount not in kept


def told(piece: object) -> str:
    return "".join(piece._parts) if isinstance(piece, stencil.Stencil) else repr(piece)


# Holes ----------------------------------------------------------------------------------------


def test_a_hole_without_its_piece_is_a_fault_and_not_a_gap() -> None:
    made = stencil.Stencil(f"<b>{stencil.hole('a')}</b>{stencil.hole('b-1')}", unreviewed=False)
    assert made.filled({"a": "1", "b-1": "2", "c": "3"}) == "<b>1</b>2"
    with pytest.raises(KeyError):
        made.filled({"a": "1"})


@pytest.mark.parametrize("unreviewed", [True, False])
def test_the_frame_tells_of_unreviewed_words_in_its_pieces(unreviewed: bool) -> None:
    request = RequestFactory().get("/en/charge/")
    with translation.override("en"):
        made = stencil.frame(
            "web/public.html", {}, request, unreviewed=unreviewed, holes={"<main": "<i></i><main"}
        )
        note = str(Shell(request).draft_note)
    html = made.filled({})
    assert (note in html) is unreviewed
    assert "<i></i><main" in html
