"""Forms of the audit pages: what was typed stays, every fault is said and leads to its field."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from saphan.domain.people.roles import Role
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.actions.plans import change_fee_line
from saphan.pillars.recruitment.queries import (
    audits,
    fee_lines,
    version,
    versions,
)
from tests.apps.records import AT, house
from tests.apps.recruitment.desk import TERMS, Desk, calculated, everything, plant
from tests.web.recruitment.conftest import As
from tests.web.recruitment.faulty import DECIDE, LANGUAGES, thai_only, told
from tests.web.recruitment.latin import latin_words
from tests.web.recruitment.test_pages import satang
from tests.web.seen import faults, seen, summary, typed

pytestmark = pytest.mark.django_db
LINE = {
    "item": "service_fee",
    "low": "๖,๕๐๐.๕๕",
    "high": "",
    "currency": "THB",
    "paid_on": "15.3.2567",
    "paid_to": "thai_agency",
    "borne_by": "worker",
    "receipt": "photo",
    "refunded": "",
    "reason": "A receipt turned up (invented)",
    "revision": "0",
}


def at(here: Desk, name: str, *more: object) -> str:
    return reverse(f"recruitment:{name}", args=[here.audit, *more])


# Opening an audit -----------------------------------------------------------------------------


def test_an_audit_is_opened(here: Desk, officer: Client) -> None:
    given = {"title": "Invented Plant 9", "organisation": str(here.keeper)}
    answer = officer.post(reverse("recruitment:new"), given)
    newest = audits(here.officer)[0]
    assert newest.title == "Invented Plant 9"
    assert answer.headers["Location"] == reverse("recruitment:audit", args=[newest.code])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "id_title"),
        ({"title": "x" * 201}, "id_title"),
        ({"organisation": ""}, "id_organisation"),
        ({"organisation": "elsewhere"}, "id_organisation"),
    ],
)
def test_an_audit_that_cannot_be_opened(
    here: Desk, as_role: As, wrong: dict[str, str], field: str
) -> None:
    elsewhere = {"elsewhere": str(house("Elsewhere"))}
    given = {"title": "Invented", "organisation": str(here.keeper)} | wrong
    given["organisation"] = elsewhere.get(given["organisation"], given["organisation"])
    before = everything()
    for language in LANGUAGES:
        page = told(as_role(here.officer, language).post(reverse("recruitment:new"), given))
        assert [anchor for anchor, _ in faults(page)] == [field]
        if "title" in wrong:
            assert typed(page)["title"] == given["title"].strip()
        assert language == "en" or thai_only(page)
    assert everything() == before


# Deciding -------------------------------------------------------------------------------------


def test_a_plan_is_decided_with_the_terms_given(here: Desk, officer: Client) -> None:
    answer = officer.post(at(here, "decide"), DECIDE)
    assert answer.headers["Location"] == at(here, "version", 2)
    kept = version(here.officer, code=here.audit, number=2)
    assert kept.total_minor == calculated(here.tables, "p75").total
    assert (str(kept.terms.as_of), kept.terms.instalments) == ("2026-11-23", 6)
    assert str(kept.terms.first_payroll) == "2027-01"
    assert (kept.by, kept.reason) == (here.officer.code, DECIDE["reason"])
    page = seen(officer.get(at(here, "decide")))
    again = typed(page)
    assert {key: again[key] for key in ("method", "definition", "instalments")} == {
        key: DECIDE[key] for key in ("method", "definition", "instalments")
    }
    assert again["reason"] == ""


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"reason": " "}, ["id_reason"]),
        ({"reason": "x" * 501}, ["id_reason"]),
        ({"as_of": ""}, ["id_as_of"]),
        ({"as_of": "11/2026"}, ["id_as_of"]),
        ({"as_of": "soon"}, ["id_as_of"]),
        ({"instalments": "0"}, ["id_instalments"]),
        ({"instalments": "61"}, ["id_instalments"]),
        ({"instalments": "many"}, ["id_instalments"]),
        ({"instalments": ""}, ["id_instalments"]),
        ({"first_payroll": "soon"}, ["id_first_payroll"]),
        ({"interest": "a lot"}, ["id_interest"]),
        ({"interest": "-3"}, ["id_interest"]),
        ({"interest": "5"}, [""]),
        ({"interest": "500", "interest_reason": "Invented"}, [""]),
        ({"method": ""}, ["id_method_0"]),
        ({"method": "dice"}, ["id_method_0"]),
        ({"definition": "", "reason": ""}, ["id_definition_0", "id_reason"]),
        ({"window": "week", "range_choice": ""}, ["id_range_choice", "id_window"]),
    ],
)
def test_a_plan_that_cannot_be_decided(
    here: Desk, as_role: As, wrong: dict[str, str], fields: list[str]
) -> None:
    given = DECIDE | wrong
    free = ("as_of", "instalments", "first_payroll", "interest", "interest_reason")
    before = everything()
    for language in LANGUAGES:
        page = told(as_role(here.officer, language).post(at(here, "decide"), given))
        assert [anchor for anchor, _ in faults(page)] == fields
        kept = typed(page)
        assert {key: kept[key] for key in free} == {key: given[key] for key in free}
        assert kept["reason"] == given["reason"].strip()
        assert language == "en" or thai_only(page), faults(page)
    assert everything() == before


def test_a_plan_without_workers(here: Desk, as_role: As) -> None:
    empty = open_audit(by=here.officer, at=AT, organisation=here.keeper, title="Empty (invented)")
    for language in ("en", "th"):
        where = reverse("recruitment:decide", args=[empty])
        page = told(as_role(here.officer, language).post(where, DECIDE))
        assert language == "en" or thai_only(page)
        assert typed(page)["reason"] == DECIDE["reason"]
    assert versions(here.officer, code=empty) == []


# Correcting -----------------------------------------------------------------------------------


def correct(here: Desk, interview: str = "I001") -> str:
    [line] = fee_lines(here.officer, code=here.audit, interview=interview)
    return at(here, "correct", line.id, interview)


def test_a_payment_is_corrected(here: Desk, officer: Client) -> None:
    where = correct(here)
    before = typed(seen(officer.get(where)))
    assert (before["low"], before["high"], before["revision"]) == ("1000.00", "", "0")
    answer = officer.post(where, LINE)
    assert answer.headers["Location"] == at(here, "interview", "I001")
    rows = plant()
    rows.payments[0]["amount"] = "6500.55"
    newest, first = versions(here.officer, code=here.audit)
    assert (newest.total_minor, newest.reason) == (calculated(rows).total, LINE["reason"])
    assert first.total_minor == calculated(here.tables).total
    page = seen(officer.get(answer.headers["Location"]))
    assert "version 2 of the plan was decided" in page.text
    assert satang(list(summary(page).values())[-1]) == 6500_55


def test_a_range_is_shown_and_kept(here: Desk, officer: Client) -> None:
    where = correct(here, "I004")
    before = typed(seen(officer.get(where)))
    assert (before["low"], before["high"]) == ("4000.00", "6000.00")
    assert officer.post(where, before | {"reason": "Looked again (invented)"}).status_code == 302
    [line] = fee_lines(here.officer, code=here.audit, interview="I004")
    assert (line.amount.low, line.amount.high, line.revision) == (4000_00, 6000_00, 0)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"low": ""}, ["id_low"]),
        ({"low": "-5"}, ["id_low"]),
        ({"low": "much"}, ["id_low"]),
        ({"low": "900", "high": "100"}, ["id_high"]),
        ({"low": "900", "refunded": "901"}, ["id_refunded"]),
        ({"paid_on": "then"}, ["id_paid_on"]),
        ({"reason": ""}, ["id_reason"]),
        ({"reason": "x" * 301}, ["id_reason"]),
        ({"item": "gift", "currency": "EUR"}, ["id_item", "id_currency"]),
        ({"paid_to": "", "borne_by": ""}, ["id_paid_to", "id_borne_by"]),
    ],
)
def test_a_correction_that_cannot_be_taken(
    here: Desk, as_role: As, wrong: dict[str, str], fields: list[str]
) -> None:
    given = LINE | wrong
    free = ("low", "high", "paid_on", "refunded", "reason")
    before = everything()
    for language in LANGUAGES:
        page = told(as_role(here.officer, language).post(correct(here), given))
        assert [anchor for anchor, _ in faults(page)] == fields
        kept = typed(page)
        assert {key: kept[key] for key in free} == {key: given[key] for key in free}
        assert language == "en" or thai_only(page), faults(page)
    assert everything() == before


def test_somebody_else_was_faster(here: Desk, as_role: As) -> None:
    """The second of two corrections is not taken; what was typed stays on the page."""
    where = correct(here)
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    change_fee_line(
        by=here.officer,
        at=AT,
        audit=here.audit,
        payment=line.id,
        reason="First (invented)",
        terms=TERMS,
        refunded=1_00,
    )
    for language in ("en", "th"):
        page = told(as_role(here.officer, language).post(where, LINE))
        assert typed(page)["low"] == LINE["low"]
        assert language == "en" or thai_only(page)
    assert len(versions(here.officer, code=here.audit)) == 2


def test_a_payment_of_another_interview_is_not_there(here: Desk, officer: Client) -> None:
    [line] = fee_lines(here.officer, code=here.audit, interview="I001")
    for interview in ("I002", "I999"):
        assert officer.get(at(here, "correct", line.id, interview)).status_code == 404


# What every form of a site needs --------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "th"])
def test_a_forged_form_is_refused_in_our_words(here: Desk, language: str) -> None:
    here.officer.language = language
    here.officer.save(update_fields=["language"])
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(here.officer)
    before = everything()
    for name, more in (("decide", ()), ("bring", ()), ("undo", (here.rates,))):
        answer = browser.post(at(here, name, *more), DECIDE)
        assert answer.status_code == 403
        page = seen(answer)
        assert page.first("html").attributes["lang"] == language
        assert page.first("p", **{"class": "lead"}).text
    assert everything() == before


def test_taking_back_is_never_a_link(here: Desk, officer: Client) -> None:
    before = everything()
    assert officer.get(at(here, "undo", here.rates)).status_code == 405
    assert everything() == before


def test_a_refused_undo_says_why(here: Desk, as_role: As) -> None:
    for language in ("en", "th"):
        answer = as_role(here.officer, language).post(at(here, "undo", here.roster))
        assert answer.status_code == 409
        lead = seen(answer).first("p", **{"class": "lead"}).text
        assert lead
        assert language == "en" or not latin_words(lead)


def test_the_interview_form_is_a_workbook(here: Desk, as_role: As) -> None:
    answer = as_role(Role.ANALYST).get(reverse("recruitment:blank_form"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert "xl/workbook.xml" in book.namelist()
