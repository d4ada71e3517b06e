"""A list of people: read from a real spreadsheet, looked at, kept at once, taken back at once."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from saphan.domain.care.casework import AgeBand, Channel, StepKind
from saphan.domain.care.intake import Given, NewPerson, Visit
from saphan.domain.people.consent import Answer, Medium, Purpose, State
from saphan.domain.people.identity import Identity
from saphan.domain.people.roles import Role
from saphan.domain.recruitment.codes import Nationality
from saphan.foundation.models import AuditRow
from saphan.journey.models import Payment
from saphan.people.actions.consent import record_consent
from saphan.people.actions.identity import open_identities
from saphan.people.models import Consent, Member, SafeContact, Tombstone, Worker
from saphan.people.queries import consent_states
from saphan.pillars.care.actions.cases import write_down
from saphan.pillars.care.actions.intake import register_person
from saphan.pillars.care.models import Case, CaseMember, Contact, Intake
from tests.apps.records import AT, house, member
from tests.web.seen import seen

pytestmark = pytest.mark.django_db

HEADINGS = (
    *("ลำดับ", "รหัส", "ชื่อ", "นามสกุล", "ชื่อพม่า", "เพศ", "ปีเกิด", "สัญชาติ", "ช่องทาง", "เบอร์โทร"),
    *("ยินยอม", "ยินยอมให้ดำเนินการแทน", "วันที่ยินยอม", "ค่าวีซ่า (บาท)", "จ่ายค่าอะไร 2", "จำนวนเงิน 2"),
)
MAY = "เอ เอ มอน"
ROWS: tuple[tuple[Any, ...], ...] = (
    (
        1,
        "F-01",
        "ခင်ခင်",
        None,
        "ခင်ခင်ဝင်း",
        "ญ",
        2533,
        "พม่า",
        "โทรศัพท์",
        812345678,
        "ใช่",
        "ใช่",
        "1/11/2568",
        "๕,๐๐๐",
        "passport",
        1200,
    ),
    (
        2,
        "F-02",
        "<script>alert(1)</script>",
        None,
        "សុខ ស្រីមុំ",
        "ស្រី",
        "๒๕๔๐",
        "กัมพูชา",
        None,
        "+855 12 345 678",
        "yes",
        "ไม่",
        None,
        None,
        None,
        None,
    ),
    (
        3,
        "F-03",
        "Khin",
        "Khin Win",
        None,
        None,
        1990,
        "MM",
        None,
        None,
        True,
        None,
        None,
        None,
        None,
        None,
    ),
    (
        4,
        "F-04",
        "ບຸນມີ",
        None,
        None,
        "ຊາຍ",
        None,
        "ລາວ",
        "line",
        "bounmee",
        "✓",
        None,
        None,
        None,
        None,
        None,
    ),
    (
        5,
        "F-05",
        "Silent Person",
        None,
        None,
        None,
        None,
        None,
        None,
        "0899999999",
        "ไม่",
        None,
        None,
        None,
        None,
        None,
    ),
    (
        6,
        "F-06",
        "Wrong Row",
        None,
        None,
        "Mars",
        "31/2/2533",
        None,
        "โทร",
        "none here",
        "ใช่",
        None,
        "1/1/2600",
        "-5",
        None,
        None,
    ),
)


def sheet(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["โรงงานสมมติ"])
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def client_of(who: Member) -> Client:
    client = Client()
    client.force_login(who)
    return client


class Desk:
    """A centre with a counsellor and somebody it knows already."""

    def __init__(self) -> None:
        self.here = house()
        self.counsellor = member(self.here, Role.COUNSELLOR)
        self.client = client_of(self.counsellor)
        agrees = Given(Purpose.RECORD, self.here, Answer.GIVEN, Medium.SIGNATURE)
        person = NewPerson("my", (agrees,), Identity(document_name="Khin Khin Win"))
        self.known = register_person(
            by=self.counsellor,
            at=AT,
            organisation=self.here,
            visit=Visit(AT.date(), Channel.PHONE, "my"),
            person=person,
        ).worker

    def upload(self, content: bytes, code: str = "", name: str = "Ma Hla.xlsx", **said: str) -> Any:
        where = reverse("care:people_list", args=[code]) if code else reverse("care:new_list")
        file = SimpleUploadedFile(name, content)
        given = {"on": "20.11.2026", "channel": "walk_in", "language": "my"}
        given |= {"danger": "not_asked", "medium": "signature", "employer": "Invented Seafood"}
        return self.client.post(where, given | said | {"file": file})

    def bring(self, content: bytes, code: str = "", **answers: str) -> Any:
        answer = self.upload(content, code)
        assert answer.status_code == 302, answer.content.decode()
        return self.client.post(answer["Location"], answers)


@pytest.fixture
def desk(tmp_path: Path, settings: Any) -> Desk:
    settings.HOME = tmp_path
    return Desk()


def taken_back(desk: Desk, case: Case) -> Any:
    batch = Worker.objects.filter(batch__isnull=False).values_list("batch", flat=True).first()
    return desk.client.post(reverse("care:take_back_list", args=[case.code, batch]))


def only_worker(case: Case, number: int = 1) -> Worker:
    found = case.members.get(number=number).worker
    assert found
    return found


def test_a_list_becomes_a_case_and_its_rest_comes_later(desk: Desk) -> None:
    answer = desk.upload(sheet(ROWS))
    preview = desk.client.get(answer["Location"])
    shown = preview.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert(1)" not in shown
    assert "Silent Person" not in shown
    asked = set(re.findall(r'name="(row-\d+)"', shown))
    assert asked == {"row-3", "row-5"}
    assert str(desk.known) in shown
    for path in (Path(settings.HOME) / ".uploads").rglob("*"):
        assert path.is_dir() or b"Khin" not in path.read_bytes()
    before = Case.objects.count(), Worker.objects.count(), Contact.objects.count()
    assert desk.client.post(answer["Location"], {"row-3": "new"}).status_code == 422
    assert (Case.objects.count(), Worker.objects.count(), Contact.objects.count()) == before
    kept = desk.client.post(answer["Location"], {"row-3": "new", "row-5": str(desk.known)})
    case = Case.objects.get()
    assert kept["Location"] == reverse("care:people_list", args=[case.code])
    assert desk.client.get(answer["Location"]).status_code == 404
    workers = list(case.members.order_by("number").values_list("worker", flat=True))
    assert workers[2] == desk.known
    assert len(workers) == 4
    _as_written(desk, workers)
    rest = desk.client.get(kept["Location"]).content.decode()
    link = re.search(r'href="([^"]+rest\.xlsx)"', rest)
    assert link
    book = load_workbook(io.BytesIO(desk.client.get(link[1]).content))
    ((*headings,), row) = book.worksheets[0].iter_rows(values_only=True)
    assert "Wrong Row" in row
    assert "31/2/2533" in str(row[0])
    right: list[Any] = [*row]
    for heading, cell in {"เพศ": "ชาย", "ปีเกิด": 2533, "เบอร์โทร": 812222222}.items():
        right[headings.index(heading)] = cell
    for heading, cell in {"วันที่ยินยอม": "1/11/2569", "ค่าวีซ่า (บาท)": 5}.items():
        right[headings.index(heading)] = cell
    again = desk.bring(sheet([right], [str(one) for one in headings]), case.code)
    assert again["Location"] == reverse("care:members", args=[case.code])
    assert case.members.count() == 5


def _as_written(desk: Desk, workers: list[UUID]) -> None:
    """What the list said stands in the record, and nothing about whoever did not agree."""
    at = AT
    names = open_identities(by=desk.counsellor, at=at, workers=workers, purpose=Purpose.RECORD)
    assert names[workers[0]].own_name == "ခင်ခင်ဝင်း"
    assert names[workers[1]].document_name == "<script>alert(1)</script>"
    assert names[desk.known].document_name == "Khin Khin Win"
    first = Worker.objects.get(pk=workers[0])
    assert (first.birth_year, first.sex.value, first.language) == (1990, "f", "my")
    assert SafeContact.objects.get(worker=first).address == "0812345678"
    assert Intake.objects.get(pk=workers[1]).age_band is AgeBand.AGE_25_34
    assert "F-01" in Intake.objects.get(pk=workers[0]).note
    paid = Payment.objects.filter(journey__worker=first).order_by("item")
    assert [(one.item.value, one.amount.low) for one in paid] == [
        ("passport", 120000),
        ("visa", 500000),
    ]
    said = Consent.objects.filter(worker_id=first.pk, purpose=Purpose.RECORD).get()
    assert said.at.date().isoformat() == "2025-11-01"
    states = consent_states(
        desk.counsellor, workers=workers, purpose=Purpose.LEGAL_ACTION, party=desk.here
    )
    assert [states[key] for key in workers[:3]] == [
        State.GIVEN,
        State.REFUSED,
        State.NOT_ASKED,
    ]
    counted = Contact.objects.exclude(at=AT)
    assert counted.filter(worker__isnull=False, people=1).count() == 4
    assert counted.filter(worker__isnull=True).get().people == 1
    assert counted.get(worker=desk.known).returning
    assert Contact.objects.get(worker=workers[3]).nationality is Nationality.LA
    every = list(Worker.objects.values_list("pk", flat=True))
    known = open_identities(by=desk.counsellor, at=at, workers=every, purpose=Purpose.RECORD)
    assert len(known) == 4
    assert not any("Silent Person" in one.names for one in known.values())
    assert "Khin" not in str(list(AuditRow.objects.values_list("facts", flat=True)))


def test_a_list_is_taken_back_unless_somebody_worked_on_it(desk: Desk) -> None:
    people = [row for row in ROWS if row[0] in {1, 4}]
    content = sheet(people)
    desk.bring(content, **{"row-3": str(desk.known)})
    case = Case.objects.get()
    again = desk.upload(content)
    answers = {"row-3": "new", "row-4": "new"}
    refused = desk.client.post(again["Location"], answers)
    assert refused.status_code == 422
    assert "brought in already" in refused.content.decode()
    new = only_worker(case, 2)
    assert taken_back(desk, case)["Location"] == reverse("care:home")
    assert not Case.objects.exists()
    assert list(Worker.objects.values_list("pk", flat=True)) == [desk.known]
    assert Tombstone.objects.get().worker_id == new.pk
    assert Contact.objects.count() == 1
    assert not Payment.objects.exists()
    assert desk.client.post(again["Location"], {"row-3": "out"}).status_code == 302
    case = Case.objects.get()
    later = timezone.now()
    note = StepKind.NOTE
    write_down(by=desk.counsellor, at=later, case=case.pk, kind=note, on=AT.date())
    assert taken_back(desk, case).status_code == 409
    assert case.members.count() == 1


def test_what_is_not_read_is_told(desk: Desk) -> None:
    content = (
        "name,own script,consent,colour of shoes,empty\nInvented One,\u1019\u101c\u103e,yes,red,\n"
    )
    shown = desk.client.get(desk.upload(content.encode(), name="list.csv")["Location"])
    (told,) = [one for one in seen(shown).all("p") if "not read" in one.text]
    assert "colour of shoes" in told.text
    assert not [word for word in ("own script", "consent,", "empty") if word in told.text]


def test_who_took_back_stays_out_and_nobody_comes_twice(desk: Desk) -> None:
    record_consent(
        by=desk.counsellor,
        at=AT,
        worker=desk.known,
        purpose=Purpose.RECORD,
        party=desk.here,
        answer=Answer.WITHDRAWN,
        language="my",
        medium=Medium.SIGNATURE,
    )
    row = list(ROWS[2])
    row[12] = "1/11/2569"
    twin = [*row]
    twin[1], twin[10] = "F-99", "ใช่"
    twin[6] = 1991
    same = str(desk.known)
    refused = desk.bring(sheet([row]), **{"row-3": same})
    assert (refused.status_code, Case.objects.count()) == (422, 0)
    assert "no record is kept: rows 3" in refused.content.decode()
    refused = desk.bring(sheet([row, twin]), **{"row-3": same, "row-4": same})
    assert "the same person: 3, 4" in refused.content.decode()
    assert not CaseMember.objects.exists()


def test_a_list_is_nobody_elses(desk: Desk) -> None:
    desk.bring(sheet(ROWS[:1]), **{"row-3": "new"})
    case = Case.objects.get()
    waiting = desk.upload(sheet(ROWS[:2]), case.code)["Location"]
    key = waiting.split("/")[-2]
    stranger = client_of(member(house("Other"), Role.COUNSELLOR))
    colleague = client_of(member(desk.here, Role.COUNSELLOR))
    for client in (stranger, colleague):
        for route in ("list_rows", "list_columns", "list_rest"):
            assert client.get(reverse(f"care:{route}", args=[key])).status_code == 404
        assert client.post(reverse("care:leave_list", args=[key])).status_code == 404
    where = reverse("care:people_list", args=[case.code])
    assert (stranger.get(where).status_code, colleague.get(where).status_code) == (404, 200)
    assert "lists/" + key not in colleague.get(where).content.decode()
    batch = Worker.objects.get(code=only_worker(case).code).batch
    back = reverse("care:take_back_list", args=[case.code, batch])
    assert stranger.post(back).status_code == 404
    officer = client_of(member(desk.here, Role.OFFICER))
    assert [officer.get(where).status_code, officer.post(back).status_code] == [403, 403]
    assert desk.client.get(waiting).status_code == 200
    assert desk.client.post(reverse("care:leave_list", args=[key])).status_code == 302
    assert desk.client.get(waiting).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.4", "list.xlsx", "is not a spreadsheet"),
        (b"<html><body>no</body></html>", "list.xls", "is not a spreadsheet"),
        (b"name,consent\n" + b"Aye,yes\n" * 50_000, "list.csv", "holds more than 4,000 rows"),
        (b"", "list.csv", "The file is empty."),
    ],
)
def test_another_file_is_refused(desk: Desk, content: bytes, name: str, said: str) -> None:
    answer = desk.upload(content, name=name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Invented Seafood" in answer.content.decode()
    assert not list((Path(settings.HOME) / ".uploads").glob("*/*.content"))


def test_more_people_than_a_case_holds_are_refused_and_columns_are_chosen(desk: Desk) -> None:
    many = [(f"Somebody {number}", "yes") for number in range(601)]
    answer = desk.upload(sheet(many, ("Who", "Says")))
    columns = answer["Location"]
    assert columns.endswith("/columns/")
    assert desk.client.post(columns, {"c0": "document_name"}).status_code == 422
    chosen = desk.client.post(columns, {"c0": "document_name", "c1": "record"})
    shown = desk.client.post(chosen["Location"])
    assert shown.status_code == 422
    assert "600 members at most" in shown.content.decode()
    assert not Worker.objects.exclude(pk=desk.known).exists()


def test_the_empty_list_is_filled_in_and_read(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(desk.client.get(reverse("care:list_template")).content))
    people, payments, words = book.worksheets
    headings = [str(cell.value).split(" / ")[0] for cell in people[3]]
    offered = {
        str(cell.value): [word.value for word in column[1:] if word.value]
        for cell, column in zip(words[1], words.columns, strict=True)
    }
    rules = people.data_validations.dataValidation
    assert len(rules) == 18
    row: dict[str, Any] = {"Worker code of the employer": "007", "Name as in the document": "Aye"}
    row |= {"Nationality": offered["nationality"][2], "Sex": offered["sex"][0]}
    row |= {"Agrees: keep a record": offered["yes"][0], "How they agreed": offered["medium"][3]}
    row |= {"Safe way to contact": offered["reach"][1], "Age": "๑๗"}
    for heading, value in row.items():
        people.cell(4, headings.index(heading) + 1, value)
    for at, amount in enumerate((100, 200, 300), start=4):
        payments.cell(at, 1, "007")
        payments.cell(at, 2, offered["item"][at])
        payments.cell(at, 3, amount)
    made = io.BytesIO()
    book.save(made)
    answer = desk.bring(made.getvalue())
    assert answer.status_code == 302, answer.content.decode()
    worker = only_worker(Case.objects.get())
    assert Intake.objects.get(pk=worker.pk).age_band is AgeBand.AGE_15_17
    said = Consent.objects.get(worker_id=worker.pk)
    assert (said.medium, said.witness) == (Medium.WITNESSED, desk.counsellor.code)
    assert Payment.objects.filter(journey__worker=worker).count() == 3
