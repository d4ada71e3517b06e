"""The pages of an audit in English and Thai: what stands on them is what was decided."""

from __future__ import annotations

import io
import json
import re
from fractions import Fraction
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from saphan.domain.money import half_up
from saphan.domain.people.roles import Role
from saphan.domain.recruitment.codes import Item
from saphan.domain.recruitment.terms import Method
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.models import Interview
from saphan.pillars.recruitment.pages import plans
from saphan.pillars.recruitment.queries import brand, fee_lines, recomputed, version
from saphan.rulebook.charges import load_charges
from tests.apps.records import AT
from tests.apps.recruitment.desk import LEAVER, LOTUS, REASON, TITLE, UNHEARD, Desk, calculated
from tests.audit.by_hand import percentile_inc
from tests.web.recruitment.conftest import As
from tests.web.recruitment.latin import latin_words
from tests.web.recruitment.test_routes import OURS, addresses_of
from tests.web.seen import Node, seen, summary, table, totals

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "th"]


_AMOUNT = re.compile(r"(\d[\d,]*)\.(\d\d)(?!\d)")


def satang(text: str) -> int:
    """The amount that stands in a text, with or without its currency behind it."""
    [(whole, part)] = _AMOUNT.findall(text)
    return int(whole.replace(",", "")) * 100 + int(part)


def amounts(text: str) -> set[int]:
    """Every amount with two decimals in a text."""
    return {int(whole.replace(",", "") + part) for whole, part in _AMOUNT.findall(text)}


def opened(browser: Client, here: Desk, name: str, *more: object) -> Node:
    answer = browser.get(reverse(f"recruitment:{name}", args=[here.audit, *more]))
    assert answer.status_code == 200, answer.content
    return seen(answer)


def pages(browser: Client, here: Desk) -> dict[str, Node]:
    """Every page of the pillar that the browser's member may open, by its route."""
    found = {}
    for name, where in sorted(addresses_of(here).items()):
        answer = browser.get(where)
        html = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and html:
            found[name] = seen(answer)
    return found


def test_every_page_is_whole(here: Desk, officer: Client, as_role: As) -> None:
    """One heading, a title, a language, labels for all controls, and no placeholder left over."""
    found = pages(officer, here)
    files = {"recruitment:blank_form", "recruitment:paper", "recruitment:brand_file"}
    assert set(found) >= OURS - files
    for name, page in found.items():
        assert len(list(page.all("h1"))) == 1, name
        assert page.first("h1").text, name
        assert page.first("title").text, name
        assert page.first("html").attributes["lang"] == "en", name
        assert not re.search(r"%\(|\{\w*\}|\{%|None\b|&lt;", page.text), name
        labelled = {one.attributes["for"] for one in page.all("label") if "for" in one.attributes}
        for control in page.all("input", "select", "textarea"):
            kind = control.attributes.get("type", "")
            assert kind in {"hidden", "submit"} or control.attributes["id"] in labelled, name
        ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
        assert len(ids) == len(set(ids)), name


_TOLD = (
    *("title", "h1", "h2", "h3", "th", "td", "dt", "dd", "p", "li", "option", "figcaption"),
    *("summary", "caption", "label", "legend", "button", "a"),
)


def test_thai_pages_are_thai(here: Desk, as_role: As) -> None:
    """No word of a Thai page was forgotten in English; sources and articles are quoted."""
    browser = as_role(here.officer, "th")
    rules = load_charges()
    quoted = {text for one in rules for text in (one.source, one.article) if text}
    quoted |= {REASON, TITLE, *(str(one["source"]) for one in here.tables.rates)}
    left = set()
    for name, page in pages(browser, here).items():
        assert page.first("html").attributes["lang"] == "th", name
        for one in page.all(*_TOLD):
            if latin_words(one.text, quoted):
                left.add((name.removeprefix("recruitment:"), one.tag, one.text[:80]))
    assert not sorted(left)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_version_shows_the_plan(here: Desk, as_role: As, language: str) -> None:
    page = opened(as_role(here.officer, language), here, "version", 1)
    kept = version(here.officer, code=here.audit, number=1)
    second = calculated(here.tables)
    facts = list(summary(page).values())
    assert satang(facts[0]) == second.total
    assert facts[1] == str(len(second.lines))
    assert REASON in facts
    assert here.officer.code in facts
    captions = [one.text for one in page.all("caption")]
    current, left, unresolved = (table(page, caption) for caption in captions)
    rows = [list(row.values()) for row in (*current, *left)]
    assert {row[0]: satang(row[1]) for row in rows} == second.lines
    assert [next(iter(row.values())) for row in left] == [LEAVER]
    assert [next(iter(row.values())) for row in unresolved] == [UNHEARD] == second.unresolved
    whole = satang(totals(page, captions[0])[1])
    assert whole == second.total - second.lines[LEAVER]
    assert kept.fingerprint[:16] in page.text
    again = recomputed(here.officer, code=here.audit, number=1)
    assert len(list(page.first("ol").all("li"))) == len(again.outcome.assumptions)


def test_the_page_says_that_it_decided_anew(
    here: Desk, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "same to the satang" in opened(officer, here, "version", 1).text
    broken = recomputed(here.officer, code=here.audit, number=1)
    monkeypatch.setattr(plans, "recomputed", lambda *_, **__: type(broken)(broken.outcome, False))
    assert "NOT the same" in opened(officer, here, "version", 1).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_cohorts_with_their_spread(here: Desk, as_role: As, language: str) -> None:
    page = opened(as_role(here.officer, language), here, "cohorts")
    [caption] = [one.text for one in page.first("section").all("caption")]
    second = calculated(here.tables).cohorts
    found = {}
    for row in table(page, caption):
        cells = list(row.values())
        found[cells[0].split(" · ")[1]] = cells[1:]
    lotus = second["MM", LOTUS, "mou", "2024"]
    names = ("median_minor", "p75_minor", "max_minor", "total_minor")
    assert found[LOTUS][:3] == ["7", "1", "6"]
    assert [satang(cell) for cell in found[LOTUS][3:]] == [lotus[name] for name in names]
    assert found["Invented Agency Dragon"] == ["1", "0", "0", *["–"] * 4]
    total = calculated(here.tables).total
    assert totals(page, caption)[1:4] == ["15", "1", "13"]
    assert satang(totals(page, caption)[-1]) == total


def test_one_cohort_opens_to_its_interviews(here: Desk, officer: Client) -> None:
    page = opened(officer, here, "cohorts")
    listed = page.first("section").first("tbody")
    links = {a.text: a.attributes["href"] for a in listed.all("a")}
    [where] = [href for words, href in links.items() if LOTUS in words]
    cohort = seen(officer.get(where))
    second = calculated(here.tables).cohorts["MM", LOTUS, "mou", "2024"]
    facts = list(summary(cohort).values())
    assert facts[:3] == ["7", "1", "6"]
    names = ("median_minor", "p75_minor", "max_minor", "total_minor")
    assert [satang(fact) for fact in facts[3:]] == [second[name] for name in names]
    rows = table(cohort, "Interviews of this cohort")
    own = calculated(here.tables, "individual").lines
    heard = {row["Worker"]: satang(row["Owed, baht"]) for row in rows}
    assert heard == {code: own[code] for code in ("W01", "W02", "W03", "W04", "W05", "W06")}
    middle = percentile_inc([Fraction(minor, 100) for minor in heard.values()], "0.5")
    assert half_up(middle * 100) == second["median_minor"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_methods_side_by_side(here: Desk, as_role: As, language: str) -> None:
    page = opened(as_role(here.officer, language), here, "methods")
    caption = page.first("section").first("caption").text
    rows = [list(row.values()) for row in table(page, caption)]
    second = {method: calculated(here.tables, method.value) for method in Method}
    assert [(satang(row[1]), row[2], row[4]) for row in rows] == [
        (one.total, str(len(one.lines)), str(len(one.unresolved))) for one in second.values()
    ]
    assert [bool(row[5]) for row in rows] == [method is Method.MEDIAN for method in Method]
    assert amounts(page.first("figure").text) >= {one.total for one in second.values()}


def test_interviews_and_what_each_is_owed(here: Desk, officer: Client) -> None:
    page = opened(officer, here, "interviews")
    own = calculated(here.tables, "individual").lines
    rows = table(page, "Interviews")
    assert {row["Worker"]: satang(row["Owed, baht"]) for row in rows} == own
    assert len(rows) == 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interview_with_three_verdicts_for_each_payment(
    here: Desk, as_role: As, language: str
) -> None:
    page = opened(as_role(here.officer, language), here, "interview", "I005")
    own = calculated(here.tables, "individual").lines["W05"]
    assert satang(list(summary(page).values())[-1]) == own
    [line] = list(page.all("article"))
    assert amounts(line.text) >= {5000_00, 300_00}
    verdicts = list(line.first("dl", **{"class": "verdicts"}).all("details"))
    assert len(verdicts) == 3
    for one in verdicts:
        assert one.first("summary").text
        assert len(list(one.all("dt"))) >= 2
    assert satang(line.first("p", **{"class": "owed"}).text) == own
    [kept] = fee_lines(here.officer, code=here.audit, interview="I005")
    assert kept.item is Item.SERVICE_FEE
    links = [a.attributes["href"] for a in line.all("a") if "correct" in a.attributes["href"]]
    assert links == [reverse("recruitment:correct", args=[here.audit, kept.id, "I005"])]


def test_a_range_and_an_unconverted_payment_say_so(here: Desk, officer: Client) -> None:
    assert "point of a stated range" in opened(officer, here, "interview", "I004").text
    officer.post(reverse("recruitment:undo", args=[here.audit, here.rates]))
    assert "no rate, not counted" in opened(officer, here, "interview", "I007").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_says_what_is_there(here: Desk, as_role: As, language: str) -> None:
    page = opened(as_role(here.officer, language), here, "audit")
    assert page.first("h1").text == TITLE
    steps = [item.text for item in page.first("ul", **{"class": "plain-list steps"}).all("li")]
    assert len(steps) == 4
    for step, numbers in zip(steps, ("15", "13", "1", "1"), strict=True):
        assert re.search(rf"(?<!\d){numbers}(?!\d)", step)
    caption = page.first("section").first("caption").text
    rows = [list(row.values()) for row in table(page, caption)]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("rates.xlsx", "1", "0"),
        ("interviews.xlsx", "13", "0"),
        ("roster.xlsx", "15", "0"),
    ]


def test_an_empty_audit_says_what_to_do_first(here: Desk, officer: Client) -> None:
    code = open_audit(by=here.officer, at=AT, organisation=here.keeper, title="Empty, invented")
    assert "missing Roster" in seen(officer.get(reverse("recruitment:audit", args=[code]))).text
    for name in ("cohorts", "methods"):
        page = seen(officer.get(reverse(f"recruitment:{name}", args=[code])))
        assert page.first("h1").text == "No plan yet"
    page = seen(officer.get(reverse("recruitment:brand", args=[code])))
    assert "No plan was decided yet." in page.text
    answer = officer.get(reverse("recruitment:brand_file", args=[code]))
    assert json.loads(answer.content) == {"cohorts": [], "total_minor": None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_audits(here: Desk, as_role: As, language: str) -> None:
    page = seen(as_role(here.officer, language).get(reverse("recruitment:home")))
    [row] = table(page, page.first("section").first("caption").text)
    cells = list(row.values())
    assert (cells[0], cells[1], cells[3]) == (TITLE, here.audit, "1")
    assert "2026" in cells[2] if language == "en" else "2569" in cells[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brand_sees_cohorts_of_five_and_more(here: Desk, as_role: As, language: str) -> None:
    viewer = as_role(Role.BRAND_VIEWER, language)
    page = opened(viewer, here, "brand")
    view = brand(here.officer, code=here.audit)
    assert view is not None
    caption = page.first("section").first("caption").text
    with translation.override(language):
        withheld = translation.gettext("withheld")
    second = calculated(here.tables).cohorts
    large = {key[1]: figures for key, figures in second.items() if figures["interviewed"] >= 5}
    for row in table(page, caption):
        cells = list(row.values())
        agent = cells[0].split(" · ")[1]
        figures = large.get(agent)
        if figures:
            assert cells[1:3] == [str(figures["headcount"]), str(figures["interviewed"])]
            owed = [satang(cell) for cell in cells[3:]]
            assert owed == [figures["median_minor"], figures["total_minor"]]
        else:
            assert cells[1:] == [withheld] * 4
    assert page.first("p", **{"class": "total"}).first("strong").text == withheld
    names = ("median_minor", "p75_minor", "max_minor", "total_minor")
    small = {figures[n] for key, figures in second.items() if key[1] not in large for n in names}
    assert small
    assert not small & amounts(page.text)
    for kind in ("csv", "xlsx"):
        told = viewer.get(reverse("recruitment:brand", args=[here.audit]), {"export": kind}).content
        text = told.decode() if kind == "csv" else str(_cells(told))
        assert "870000" not in text.replace(",", "").replace(".", "")


def _cells(workbook: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def test_the_brands_file_holds_no_small_cohort(here: Desk, as_role: As) -> None:
    answer = as_role(Role.BRAND_VIEWER).get(reverse("recruitment:brand_file", args=[here.audit]))
    told = json.loads(answer.content)
    assert told["total_minor"] is None
    assert {one["nationality"]: one["suppressed"] for one in told["cohorts"]} == {
        "MM": False,
        "KH": False,
        "LA": True,
        "VN": True,
    }
    for one in told["cohorts"]:
        figures = {one[key] for key in ("headcount", "interviewed", "median_minor", "total_minor")}
        assert (figures == {None}) is one["suppressed"]


PAPERS = {
    "report.pdf": b"%PDF-",
    "report.html": b"<!doctype html>",
    "schedule.xlsx": b"PK\x03\x04",
    "audit.json": b"{",
}


def test_every_paper_that_the_page_offers_opens(here: Desk, officer: Client) -> None:
    page = opened(officer, here, "version", 1)
    offered = [a.attributes["href"] for a in page.first("ul", **{"class": "papers"}).all("a")]
    assert {where.rpartition("/")[2] for where in offered} >= set(PAPERS)
    for where in offered:
        answer = officer.get(where)
        assert answer.status_code == 200, where
        start = PAPERS.get(where.rpartition("/")[2], b"%PDF-")
        assert answer.content.startswith(start), where
        assert here.audit in answer.headers["Content-Disposition"]
    where = reverse("recruitment:paper", args=[here.audit, 1, "names.xlsx"])
    assert officer.get(where).status_code == 404
    where = reverse("recruitment:paper", args=[here.audit, 9, "audit.json"])
    assert officer.get(where).status_code == 404


def test_papers_are_made_from_the_version(here: Desk, officer: Client) -> None:
    second = calculated(here.tables)
    audit = json.loads(
        officer.get(reverse("recruitment:paper", args=[here.audit, 1, "audit.json"])).content
    )
    lines = {one["worker_code"]: one["amount_minor"] for one in audit["plan"]["lines"]}
    assert lines == second.lines
    sheet = _cells(
        officer.get(reverse("recruitment:paper", args=[here.audit, 1, "schedule.xlsx"])).content
    )
    assert {row[0] for row in sheet} >= set(second.lines)


def test_the_paper_for_the_screen_brings_its_own_styles(here: Desk, officer: Client) -> None:
    answer = officer.get(reverse("recruitment:paper", args=[here.audit, 1, "report.html"]))
    policy = answer.headers["Content-Security-Policy"]
    assert {"default-src 'none'", "style-src 'unsafe-inline'", "font-src data:"} <= set(
        policy.split("; ")
    )
    assert "script-src" not in policy
    assert b"style-src 'sha256-" in answer.content


def test_papers_of_the_demo_are_called_invented(here: Desk, officer: Client, settings: Any) -> None:
    where = reverse("recruitment:paper", args=[here.audit, 1, "report.html"])
    assert b"Invented demo data" not in officer.get(where).content
    settings.DEMO = True
    answer = officer.get(where)
    assert b"Invented demo data" in answer.content
    assert "invented-demo" in answer.headers["Content-Disposition"]
    assert "Invented demo data" in opened(officer, here, "version", 1).text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_tables_are_exported_as_exact_figures(here: Desk, officer: Client, kind: str) -> None:
    answer = officer.get(
        reverse("recruitment:version", args=[here.audit, 1]), {"current.export": kind}
    )
    second = calculated(here.tables)
    if kind == "csv":
        lines = [line.split(",") for line in answer.content.decode("utf-8-sig").splitlines()[1:]]
        found = {line[0]: round(Fraction(line[1]) * 100) for line in lines}
    else:
        found = {
            str(row[0]): round(Fraction(str(row[1])) * 100) for row in _cells(answer.content)[1:]
        }
    assert found == {code: minor for code, minor in second.lines.items() if code != LEAVER}


def test_an_interview_with_odd_letters_in_its_code_opens(here: Desk, officer: Client) -> None:
    odd = "ก/1 #2?"
    Interview.objects.filter(code="I001").update(code=odd)
    where = reverse("recruitment:interview", args=[here.audit, odd])
    assert quote("ก/1 #2?") in where
    assert odd in seen(officer.get(where)).first("h1").text


def test_what_is_not_there_is_said_in_the_language_of_the_page(here: Desk, as_role: As) -> None:
    browser = as_role(here.officer, "th")
    for name, more in (
        ("version", [7]),
        ("import", ["00000000-0000-4000-8000-000000000000"]),
        ("interview", ["I999"]),
        ("cohort", []),
    ):
        answer = browser.get(reverse(f"recruitment:{name}", args=[here.audit, *more]))
        assert answer.status_code == 404
        lead = seen(answer).first("p", **{"class": "lead"}).text
        assert lead
        assert not latin_words(lead)
