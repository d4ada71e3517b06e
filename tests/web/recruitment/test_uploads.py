"""Bringing files in through the page: good ones, bad ones, twice, back again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from saphan.foundation.sheets import reading
from saphan.pillars.recruitment.actions.audits import open_audit
from saphan.pillars.recruitment.queries import (
    imports,
    intake_of,
)
from tests.apps.records import AT
from tests.apps.recruitment.desk import Desk, calculated, everything, plant
from tests.audit.damage import OLE
from tests.audit.tables import INTERVIEWS, PAYMENTS, ROSTER, as_csv, write
from tests.web.recruitment.conftest import As
from tests.web.recruitment.faulty import DECIDE, thai_only, told
from tests.web.recruitment.test_pages import satang
from tests.web.seen import faults, seen, summary, table, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty(here: Desk) -> str:
    """A second audit with nothing in it."""
    return open_audit(by=here.officer, at=AT, organisation=here.keeper, title="Next (invented)")


def upload(
    browser: Client, code: str, kind: str, content: bytes, name: str = "file.xlsx", **more: Any
) -> Any:
    file = SimpleUploadedFile(name, content)
    where = reverse("recruitment:bring", args=[code])
    return browser.post(where, {"kind": kind, "file": file, **more})


def test_three_files_and_back(here: Desk, officer: Client, empty: str, tmp_path: Path) -> None:
    """As an officer does it: each file is told, the plan is made, each file can be taken back."""
    written = write(tmp_path, plant())
    for kind, path, kept in (
        ("roster", written.roster, 15),
        ("interviews", written.interviews, 13),
        ("rates", written.rates, 1),
    ):
        offered = seen(officer.get(reverse("recruitment:bring", args=[empty])))
        assert typed(offered)["kind"] == kind
        answer = upload(officer, empty, kind, path.read_bytes(), path.name)
        newest = imports(here.officer, code=empty)[0]
        assert answer.headers["Location"] == reverse("recruitment:import", args=[empty, newest.id])
        page = seen(officer.get(answer.headers["Location"]))
        assert page.first("h1").text == path.name
        assert f"{kept} rows were kept, 0 not used." in page.text or kept == 1
        undo = reverse("recruitment:undo", args=[empty, newest.id])
        assert {form.attributes["action"] for form in page.first("main").all("form")} >= {undo}
    answer = officer.post(reverse("recruitment:decide", args=[empty]), DECIDE)
    assert answer.headers["Location"] == reverse("recruitment:version", args=[empty, 1])
    page = seen(officer.get(answer.headers["Location"]))
    assert satang(next(iter(summary(page).values()))) == calculated(plant(), "p75").total
    for one in imports(here.officer, code=empty):
        answer = officer.post(reverse("recruitment:undo", args=[empty, one.id]))
        assert answer.headers["Location"] == reverse("recruitment:audit", args=[empty])
    page = seen(officer.get(answer.headers["Location"]))
    assert [row["State"] for row in table(page, "Files brought in")] == ["taken back"] * 3
    assert intake_of(here.officer, code=empty).workers == ()
    page = seen(officer.get(reverse("recruitment:version", args=[empty, 1])))
    assert satang(next(iter(summary(page).values()))) == calculated(plant(), "p75").total


@pytest.mark.parametrize("language", ["en", "th"])
def test_every_row_that_was_not_used_is_listed(
    here: Desk, as_role: As, empty: str, language: str
) -> None:
    browser = as_role(here.officer, language)
    rows = [
        *plant().roster,
        {**plant().roster[0], "worker_code": "W90", "nationality": "Mars"},
        {**plant().roster[0], "worker_code": "W91", "arrival_month": "2024"},
    ]
    answer = upload(browser, empty, "roster", as_csv(ROSTER, rows).encode(), "own <b>.csv")
    page = seen(browser.get(answer.headers["Location"]))
    assert page.first("h1").text == "own <b>.csv"
    assert not list(page.first("main").all("b"))
    [caption] = [one.text for one in page.first("main").all("caption")]
    found = [list(row.values()) for row in table(page, caption)]
    assert [(row[1], row[2]) for row in found] == [("17", "nationality"), ("18", "arrival_month")]
    for row in found:
        assert len(row[3]) > 10
        assert "." not in row[3].split()[0]
    assert "Mars" in found[0][3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_letters_of_any_program_are_read(
    here: Desk, officer: Client, empty: str, encoding: str
) -> None:
    thai = [{**row, "agent": "นายหน้าสมมติ"} for row in plant().roster]
    answer = upload(officer, empty, "roster", as_csv(ROSTER, thai).encode(encoding), "ไทย.csv")
    assert answer.status_code == 302
    agents = {worker.agent for worker in intake_of(here.officer, code=empty).workers}
    assert agents == {"นายหน้าสมมติ"}


def test_payments_may_come_in_a_file_apart(here: Desk, officer: Client, empty: str) -> None:
    rows = plant()
    upload(officer, empty, "roster", as_csv(ROSTER, rows.roster).encode(), "roster.csv")
    apart = SimpleUploadedFile("payments.csv", as_csv(PAYMENTS, rows.payments).encode())
    heard = as_csv(INTERVIEWS, rows.interviews).encode()
    assert upload(officer, empty, "interviews", heard, "i.csv", payments=apart).status_code == 302
    assert len(intake_of(here.officer, code=empty).payments) == len(rows.payments)


def packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


BAD: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "blank": lambda: b" \n\n ",
    "pdf": lambda: b"%PDF-1.7 invented",
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(64),
    "page": lambda: b"<html><body>invented</body></html>",
    "bytes": lambda: bytes(range(256)) * 40,
    "document": lambda: packed({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>"}),
    "torn": lambda: packed({"xl/workbook.xml": b"<workbook/>"})[:-30],
    "locked": lambda: OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1024),
    "bomb": lambda: packed({"xl/workbook.xml": b" " * (30 << 20)}),
    "headings alone": lambda: (",".join(ROSTER) + "\r\n").encode(),
}


@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_bad_file_gets_one_sentence(here: Desk, as_role: As, empty: str, kind: str) -> None:
    before = everything()
    sentences = set()
    for language in ("en", "th"):
        browser = as_role(here.officer, language)
        after = everything() if language == "th" else before
        answer = upload(browser, empty, "roster", BAD[kind](), "wrong.xlsx")
        page = told(answer)
        [(_, sentence)] = faults(page)
        assert typed(page)["kind"] == "roster"
        assert language == "en" or thai_only(page), sentence
        sentences.add(sentence)
        assert everything() == after
    assert len(sentences) == 2


def test_a_file_above_the_limit(
    here: Desk, officer: Client, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 500)
    page = told(upload(officer, empty, "roster", as_csv(ROSTER, plant().roster).encode(), "r.csv"))
    assert faults(page) == [("", "The file r.csv is too large to be a list of interviews.")]
    assert imports(here.officer, code=empty) == []


def test_the_same_file_or_the_wrong_order(here: Desk, as_role: As, empty: str) -> None:
    rows = plant()
    roster = as_csv(ROSTER, rows.roster).encode()
    heard = as_csv(INTERVIEWS, rows.interviews).encode()
    for language in ("en", "th"):
        browser = as_role(here.officer, language)
        apart = SimpleUploadedFile("payments.csv", as_csv(PAYMENTS, rows.payments).encode())
        if language == "en":
            page = told(upload(browser, empty, "interviews", heard, "i.csv", payments=apart))
            assert "Bring in the roster first" in faults(page)[0][1]
            upload(browser, empty, "roster", roster, "roster.csv")
        page = told(upload(browser, empty, "roster", roster, "again.csv"))
        assert language == "en" or thai_only(page)
    assert [one.kind.value for one in imports(here.officer, code=empty)] == ["roster"]


@pytest.mark.parametrize("language", ["en", "th"])
def test_nothing_chosen(here: Desk, as_role: As, language: str) -> None:
    browser = as_role(here.officer, language)
    where = reverse("recruitment:bring", args=[here.audit])
    page = told(browser.post(where, {"kind": ""}))
    assert [anchor for anchor, _ in faults(page)] == ["id_kind_0", "id_file"]
    assert language == "en" or thai_only(page)
    page = told(browser.post(where, {"kind": "weather"}))
    assert language == "en" or thai_only(page)
