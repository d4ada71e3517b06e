"""A file with headings of its own, from the upload to the rows that are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from saphan.domain.people.roles import Role
from saphan.domain.recruitment.mapping import from_json, to_json
from saphan.foundation import held
from saphan.people.models import Member
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.actions.mappings import save_mapping
from saphan.pillars.recruitment.queries import imports, intake_of, mappings
from tests.apps.mapping.books import Rows, book, thai_interviews, thai_rates, thai_roster
from tests.apps.records import AT, house, member
from tests.audit.tables import PAYMENTS, ROSTER, worker, write_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Member:
    return member(house(), Role.OFFICER)


@pytest.fixture
def audit(officer: Member) -> str:
    """An audit of the officer's house without any file."""
    keeper = officer.grants.get().organisation_id
    return open_audit(by=officer, at=AT, organisation=keeper, title="Invented plant")


@pytest.fixture
def web(client: Client, officer: Member) -> Client:
    """The browser of the officer."""
    client.force_login(officer)
    return client


@pytest.fixture(autouse=True)
def _own_home(settings: Any, tmp_path: Path) -> None:
    """Files wait in a folder of this test, where no other one removes them."""
    settings.HOME = tmp_path / "home"


def send(web: Client, audit: str, kind: str, path: Path, **more: str) -> Any:
    """Upload a file on the page that brings files in."""
    with path.open("rb") as file:
        given = {"kind": kind, "file": file, **more}
        return web.post(reverse("recruitment:bring", args=[audit]), given)


def chosen(web: Client, address: str) -> dict[str, Any]:
    """What the form on a page would send as it stands."""
    form = web.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def through(web: Client, answer: Any, **meanings: str) -> str:
    """Accept the suggested columns, give meanings, and stand before the rows; gives the address."""
    columns = answer.headers["Location"]
    second = web.post(columns, chosen(web, columns)).headers["Location"]
    third = web.post(second, chosen(web, second) | meanings)
    assert third.status_code == 302, third.context["form"].errors
    return str(third.headers["Location"])


def word(web: Client, rows: str, text: str) -> str:
    """The name of the field of an unknown word."""
    form = web.get(rows.replace("/rows/", "/meanings/")).context["form"]
    return next(str(one.name) for one in form.unknown_words if f"“{text}”" in str(one.label))


def with_roster(web: Client, audit: str, tmp_path: Path) -> None:
    rows = [worker(f"00{number}") for number in range(1, 5)]
    write_workbook(tmp_path / "plain.xlsx", {"roster": (ROSTER, rows)})
    assert "/imports/" in send(web, audit, "roster", tmp_path / "plain.xlsx").headers["Location"]


def test_a_thai_roster_is_led_through_the_pages_and_kept(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    first = send(web, audit, "roster", thai_roster(tmp_path / "r.xlsx"))
    page = web.get(first.headers["Location"])
    assert "This file has headings of its own" in page.content.decode()
    assert "๑๕ ม.ค. ๒๕๖๗ · 15/1/2567 · 1967-03-15" in page.content.decode()
    rows = through(web, first, buddhist="on")
    assert imports(officer, code=audit) == []
    looked = web.get(rows)
    assert "The word “ประจำการ” is not known" in looked.content.decode()
    name = word(web, rows, "ประจำการ")
    meanings = rows.replace("/rows/", "/meanings/")
    web.post(meanings, chosen(web, meanings) | {name: "current"})
    kept = web.post(rows, {"title": ""})
    assert "/imports/" in kept.headers["Location"]
    workers = intake_of(officer, code=audit).workers
    assert [(one.code, str(one.arrival), one.agent) for one in workers] == [
        ("001", "2024-01", "ดอกบัว"),
        ("002", "2024-01", "ดอกบัว"),
        ("003", "2024-03", "ดาว"),
        ("004", "2024-03", "ดาว"),
    ]
    assert mappings(officer) == []
    assert held.waiting(owner=officer.code, at=timezone.now()) == []


def test_what_the_page_shows_is_what_is_kept(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    with_roster(web, audit, tmp_path)
    first = send(web, audit, "interviews", thai_interviews(tmp_path / "i.xlsx"))
    rows = through(web, first, all_borne_by="worker")
    looked = web.get(rows).context["looked"]
    told = [(one.sheet, one.row, one.column, one.code) for one in looked.refused]
    assert ("สัมภาษณ์", 6, "ค่าใช้จ่าย (บาท) / วีซ่า", "number.ambiguous_number") in told
    web.post(rows, {"title": ""})
    (found,) = [one for one in imports(officer, code=audit) if one.kind == "interviews"]
    assert found.kept == looked.kept == 4
    assert sorted(told) == sorted((o.sheet, o.row, o.column, o.code) for o in found.rejected)
    payments = intake_of(officer, code=audit).payments
    assert len(payments) == len(looked.payments) == 8
    assert {one.borne_by.value for one in payments} == {"worker"}


def test_a_kept_file_can_be_taken_back(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    rows = through(web, send(web, audit, "roster", thai_roster(tmp_path / "r.xlsx")))
    report = web.get(web.post(rows, {"title": "List"}).headers["Location"])
    undo = reverse("recruitment:undo", args=[audit, imports(officer, code=audit)[0].id])
    assert f'action="{undo}"' in report.content.decode()
    web.post(undo)
    assert intake_of(officer, code=audit).workers == ()
    assert [one.title for one in mappings(officer)] == ["List"]


def test_saved_choices_are_offered_for_the_file_of_the_next_month(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    head = ["Staff ID", "Nat.", "Recruiter", "Status"]
    path = book(tmp_path / "a.xlsx", {"October": [head, ["W1", "b", "A", "in"]]})
    first = send(web, audit, "roster", path)
    columns = first.headers["Location"]
    second = web.post(columns, chosen(web, columns) | {"c1": "nationality"}).headers["Location"]
    names = {one.label[:4]: one.name for one in web.get(second).context["form"].unknown_words}
    given = {names["“b” "]: "MM", names["“in”"]: "current"}
    rows = web.post(second, chosen(web, second) | given).headers["Location"]
    web.post(rows, {"title": " The factory's list "})
    later = [["Invented plant"], [], head, ["W2", "b", "A", "in"]]
    path = book(tmp_path / "b.xlsx", {"Notes": [["x"]], "November": later})
    offered = send(web, audit, "roster", path)
    assert offered.headers["Location"].endswith("/rows/")
    page = web.get(offered.headers["Location"])
    assert "“The factory&#x27;s list”" in page.content.decode()
    assert page.context["form"]["title"].value() == ""
    web.post(offered.headers["Location"], {"title": ""})
    assert {one.code for one in intake_of(officer, code=audit).workers} == {"W1", "W2"}
    assert [one.title for one in mappings(officer)] == ["The factory's list"]


def test_a_fault_loses_nothing_that_was_chosen(web: Client, audit: str, tmp_path: Path) -> None:
    first = send(web, audit, "roster", thai_roster(tmp_path / "r.xlsx"))
    columns = first.headers["Location"]
    given = chosen(web, columns) | {"c0": "", "c2": "nationality", "c5": "left_on"}
    answer: Any = web.post(columns, given)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert [form[f"c{at}"].value() for at in (0, 2, 5)] == ["", "nationality", "left_on"]
    text = answer.content.decode()
    assert "“Nationality” is chosen for two columns: B and C." in text
    assert 'href="#id_c2"' in text
    assert "Say which column holds: Code of the worker." in text
    wrong: Any = web.post(columns, chosen(web, columns) | {"c_row": "third"})
    assert wrong.status_code == 422
    assert wrong.context["form"]["c_row"].value() == "third"


def test_the_headings_can_be_looked_for_elsewhere(web: Client, audit: str, tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "First": [["x", "y"], [1, 2]],
        "Second": [["t"], ["Staff ID", "Sex"], ["W1", "f"]],
    }
    first = send(web, audit, "roster", book(tmp_path / "r.xlsx", sheets))
    columns = first.headers["Location"]
    web.post(columns, chosen(web, columns) | {"sheet": "First", "look": "1"})
    assert [one.field.label for one in web.get(columns).context["form"].main_lines] == ["x", "y"]
    moved = web.post(columns, chosen(web, columns) | {"sheet": "Second"})
    assert moved.headers["Location"] == columns
    form = web.get(columns).context["form"]
    assert (form["c_row"].value(), form["c0"].value()) == (2, "worker_code")
    web.post(columns, chosen(web, columns) | {"c_row": "3", "look": "1"})
    assert [one.field.label for one in web.get(columns).context["form"].main_lines] == ["W1", "f"]


def test_payments_may_stand_on_a_sheet_of_their_own(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    with_roster(web, audit, tmp_path)
    sheets: dict[str, Rows] = {
        "People": [["Worker ID", "Nationality"], ["001", "MM"], ["002", "MM"]],
        "Money": [["Staff", "For", "Sum"], ["002", "visa", "1,900 THB"], ["9", "visa", 1]],
    }
    first = send(web, audit, "interviews", book(tmp_path / "i.xlsx", sheets))
    columns = first.headers["Location"]
    web.post(columns, chosen(web, columns) | {"payments": "Money", "look": "1"})
    uses = {"p0": "worker_code", "p1": "item", "p2": "amount"}
    second = web.post(columns, chosen(web, columns) | uses).headers["Location"]
    rows = web.post(second, chosen(web, second) | {"all_currency": "THB"}).headers["Location"]
    looked = web.get(rows).context["looked"]
    assert [(one.interview, int(one.low)) for one in looked.payments] == [("002", 1900)]
    assert [(one.sheet, one.row, one.code) for one in looked.refused] == [
        ("Money", 3, "payment.no_interview")
    ]


def test_rates_may_lack_a_source_that_the_page_asks_for(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    first = send(web, audit, "rates", thai_rates(tmp_path / "x.xlsx"))
    columns = first.headers["Location"]
    second = web.post(columns, chosen(web, columns)).headers["Location"]
    answer: Any = web.post(second, chosen(web, second) | {"decimal": ","})
    assert answer.status_code == 422
    assert answer.context["form"]["decimal"].value() == ","
    assert 'href="#id_all_source"' in answer.content.decode()
    said = {"decimal": ",", "all_source": "an invented bank"}
    rows = web.post(second, chosen(web, second) | said).headers["Location"]
    web.post(rows, {"title": ""})
    rates = intake_of(officer, code=audit).rates
    assert {(one.currency.value, str(one.thb_per_unit)) for one in rates} == {
        ("MMK", "33/2000"),
        ("KHR", "17/2000"),
        ("USD", "69/2"),
        ("USD", "143/4"),
    }


def test_a_canonical_file_still_goes_in_at_once_unless_asked_otherwise(
    web: Client, audit: str, tmp_path: Path
) -> None:
    with_roster(web, audit, tmp_path)
    write_workbook(tmp_path / "b.xlsx", {"roster": (ROSTER, [worker("W9")])})
    asked = send(web, audit, "roster", tmp_path / "b.xlsx", own="on")
    assert "/columns/" in asked.headers["Location"]


def test_an_export_of_a_form_server_needs_no_mapping(
    web: Client, audit: str, tmp_path: Path
) -> None:
    with_roster(web, audit, tmp_path)
    main: Rows = [["interview_code", "worker_code", "_index", "_uuid"], ["I1", "001", 1, "u"]]
    sheets: dict[str, Rows] = {
        "form": main,
        "payments": [list(PAYMENTS), ["visa", 1, *[None] * 8, 1]],
    }
    answer = send(web, audit, "interviews", book(tmp_path / "k.xlsx", sheets), own="on")
    assert "/imports/" in answer.headers["Location"]
    broken: dict[str, Rows] = {
        "form": [["colour", "_uuid"], ["red", "u"]],
        "payments": [["x"], [1]],
    }
    refused = send(web, audit, "interviews", book(tmp_path / "b.xlsx", broken))
    assert refused.status_code == 422
    assert refused.context["refused"].code == "file.column_missing"


def test_two_files_cannot_be_mapped_at_once(web: Client, audit: str, tmp_path: Path) -> None:
    path = thai_interviews(tmp_path / "i.xlsx")
    with path.open("rb") as second:
        given: Any = {"own": "on", "payments": second}
        answer = send(web, audit, "interviews", path, **given)
    assert answer.status_code == 422
    assert "a sheet of the same file" in answer.content.decode()


@pytest.mark.parametrize("kind", ["interviews", "roster"])
def test_what_could_never_be_kept_is_refused_before_any_work(
    web: Client, audit: str, tmp_path: Path, kind: str
) -> None:
    path = thai_roster(tmp_path / "r.xlsx")
    if kind == "roster":
        web.post(through(web, send(web, audit, "roster", path)), {"title": ""})
    answer = send(web, audit, kind, path)
    assert answer.status_code == 422
    code = "import.roster_first" if kind == "interviews" else "import.same_file"
    assert answer.context["refused"].code == code


def test_a_file_in_which_nothing_can_be_read_cannot_be_kept(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    path = book(tmp_path / "r.xlsx", {"S": [["Staff ID", "Scheme"], ["W1", "walked"]]})
    page = web.get(through(web, send(web, audit, "roster", path)))
    assert "No row of this file can be used" in page.content.decode()
    assert 'name="title"' not in page.content.decode()


def test_a_file_waits_for_its_member_alone(
    client: Client, web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    first = send(web, audit, "roster", thai_roster(tmp_path / "r.xlsx"))
    columns = first.headers["Location"]
    stored = [path for path in held._folder(officer.code).iterdir() if path.is_file()]
    assert len(stored) == 2
    assert not any("ทะเบียน".encode() in path.read_bytes() for path in stored)
    keeper = officer.grants.get().organisation_id
    other = member(keeper, Role.OFFICER)
    client.force_login(other)
    assert client.get(columns).status_code == 404
    client.force_login(member(keeper, Role.ANALYST))
    assert client.get(columns).status_code == 403
    client.force_login(member(house("Another"), Role.OFFICER))
    assert client.get(columns).status_code == 404


def test_a_member_who_may_only_look_here_brings_nothing(
    client: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    keeper = officer.grants.get().organisation_id
    both = member(house("Elsewhere"), Role.OFFICER)
    both.grants.create(organisation_id=keeper, role=Role.ANALYST)
    client.force_login(both)
    answer = send(client, audit, "roster", thai_roster(tmp_path / "r.xlsx"))
    assert answer.status_code == 403
    assert held.waiting(owner=both.code, at=timezone.now()) == []


def test_an_upload_ends_after_a_day_or_when_it_is_removed(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    first = send(web, audit, "roster", thai_roster(tmp_path / "r.xlsx"))
    columns = first.headers["Location"]
    bring = web.get(reverse("recruitment:bring", args=[audit])).content.decode()
    assert columns in bring
    (waits,) = held.waiting(owner=officer.code, at=timezone.now())
    old = timezone.now() - timedelta(hours=25)
    held.note(replace(waits, at=old), waits.facts)
    gone = web.get(columns)
    assert gone.status_code == 404
    assert "no longer waits here" in gone.content.decode()
    second = send(web, audit, "roster", thai_roster(tmp_path / "r.xlsx"))
    leave = second.headers["Location"] + "leave/"
    assert web.post(leave).status_code == 302
    assert held.waiting(owner=officer.code, at=timezone.now()) == []
    assert web.post(leave).status_code == 404


def test_an_upload_of_one_audit_is_none_of_another(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    first = send(web, audit, "roster", thai_roster(tmp_path / "r.xlsx"))
    keeper = officer.grants.get().organisation_id
    other = open_audit(by=officer, at=AT, organisation=keeper, title="Another")
    assert web.get(first.headers["Location"].replace(audit, other)).status_code == 404
    assert web.get(reverse("recruitment:bring", args=[other])).context["unfinished"] == []


def test_a_saved_mapping_of_another_house_is_not_offered(
    web: Client, audit: str, officer: Member, tmp_path: Path
) -> None:
    path = thai_roster(tmp_path / "r.xlsx")
    first = send(web, audit, "roster", path)
    (waits,) = held.waiting(owner=officer.code, at=timezone.now())
    mapping = from_json(waits.facts["mapping"])
    assert to_json(mapping) == json.loads(json.dumps(waits.facts["mapping"]))
    other = house("Another")
    save_mapping(
        by=member(other, Role.OFFICER), at=AT, organisation=other, title="Theirs", mapping=mapping
    )
    officer.grants.create(organisation_id=other, role=Role.OFFICER)
    page = web.get(first.headers["Location"])
    assert page.context["saved"] == []
    keeper = officer.grants.get(organisation__name="Centre").organisation_id
    save_mapping(by=officer, at=AT, organisation=keeper, title="Ours", mapping=mapping)
    page = web.get(first.headers["Location"])
    (record,) = page.context["saved"]
    used = web.post(first.headers["Location"], {"use": str(record.id)})
    assert used.headers["Location"].endswith("/rows/")
    assert "“Ours”" in web.get(used.headers["Location"]).content.decode()
