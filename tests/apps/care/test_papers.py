"""The papers of a case: only those who agreed, by name where it may be, on the pages promised."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import docx
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from saphan.domain.care.case import CaseChanges
from saphan.domain.care.casework import Against
from saphan.domain.care.codes import Need
from saphan.domain.care.intake import Given, NewPerson
from saphan.domain.care.joint import Cell, Waits, Why
from saphan.domain.care.referral import LEAST, Detail, Means
from saphan.domain.care.told import Workplace
from saphan.domain.pay.codes import Basis
from saphan.domain.pay.records import Paid, Stint
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.identity import Identity
from saphan.domain.people.roles import Role
from saphan.domain.period import Period
from saphan.domain.recruitment.codes import Nationality
from saphan.foundation.paper.pdf import to_pdf
from saphan.foundation.paper.word import to_docx
from saphan.parties.actions import reach_organisation
from saphan.people.actions.consent import record_consent
from saphan.pillars.care.actions.cases import change_case
from saphan.pillars.care.actions.claims import tell_pay
from saphan.pillars.care.actions.consents import withdraw
from saphan.pillars.care.actions.members import stop_member
from saphan.pillars.care.actions.receivers import know_receiver
from saphan.pillars.care.actions.referrals import Request, prepare_referral, send_referral
from saphan.pillars.care.actions.respondents import add_respondent
from saphan.pillars.care.extract.joint_paper import Meeting, joint_paper
from saphan.pillars.care.extract.letter import MOST_NAMES, Asked, letter
from saphan.pillars.care.extract.people import without
from saphan.pillars.care.extract.slip import receipt_slips
from saphan.pillars.care.extract.statement import Sender
from saphan.pillars.care.models import Referral, Service
from saphan.pillars.care.queries.cases import case, members
from tests.apps.care.lists import bring, entry
from tests.apps.care.test_cases import group
from tests.apps.records import AT, house, member

ON = AT.date()
PHONE = "02 000 0000"
#: Own script and document name: the first two agree to act, the third does not, the fourth stops.
NAMES = [
    ("မသီတာ မောင်", "Thida Maung"),
    ("សុខ ចាន់ធី", "Sok Chanthy"),
    ("ວຽງໄຊ ພົມມາ", "Viengxay Phomma"),
    ("Nguyễn Thị Hoa", "Nguyen Thi Hoa"),
]
STORY = "นายจ้างไม่จ่ายค่าจ้างเดือนตุลาคม Viengxay Phomma และ Nguyễn Thị Hoa เห็นเหตุการณ์"


class Shared:
    """A case of four people with claims, and a member who is signed in."""

    def __init__(self) -> None:
        self.here = house("Invented Centre")
        self.by = member(self.here, Role.COUNSELLOR)
        reach_organisation(
            by=member(self.here, Role.ADMINISTRATOR),
            at=AT,
            organisation=self.here,
            phone=PHONE,
            address="1 ถนนสมมุติ",
        )
        people = [self._person(n, own, name) for n, (own, name) in enumerate(NAMES)]
        self.code = group(self.by, self.here, *people)
        self.case = case(self.by, code=self.code).id
        self.people = members(self.by, case=self.case)
        self._told()
        self.client = Client()
        self.client.force_login(self.by)

    def _person(self, number: int, own: str, name: str) -> NewPerson:
        purposes = [Purpose.RECORD, *([Purpose.LEGAL_ACTION] if number != 2 else [])]
        return NewPerson(
            language="my",
            consents=tuple(
                Given(one, self.here, Answer.GIVEN, Medium.THUMB_PRINT) for one in purposes
            ),
            identity=Identity(document_name=name, own_name=own),
            nationality=Nationality.MM,
        )

    def _told(self) -> None:
        stint = Stint(
            Period(date(2026, 10, 1), date(2026, 10, 31)),
            Basis.DAILY,
            rate=Fraction(300),
            days=Fraction(26),
            hours=Fraction(8),
            overtime=Fraction(20),
            holidays=(),
            paid=Paid(Fraction(5000)),
            deductions=(),
        )
        for one in self.people:
            where = Workplace("TH-10")
            tell_pay(by=self.by, at=AT, member=one.id, stint=stint, where=where)
        add_respondent(
            by=self.by, at=AT, case=self.case, kind=Against.EMPLOYER, name="บริษัท สมมุติ จำกัด"
        )
        seen, changes = CaseChanges(story=""), CaseChanges(story=STORY)
        change_case(by=self.by, at=AT, case=self.case, revision=0, seen=seen, changes=changes)
        stop_member(by=self.by, at=AT, member=self.people[3].id, on=ON)

    def get(self, route: str, *parts: str) -> Any:
        answer = self.client.get(reverse(f"care:{route}", args=[self.code, *parts]))
        assert answer.status_code == 200, answer.content
        return answer

    def refer(self, *which: int, details: frozenset[Detail] = LEAST) -> str:
        """Sent to a service, for those who agree to it now."""
        bring(entry("legal-help", needs=["legal"]))
        service = Service.objects.filter(status="active").order_by("key")[0].pk
        self.party = know_receiver(by=self.by, at=AT, organisation=self.here, service=service)
        for number in which:
            self.says(number, Answer.GIVEN, Purpose.REFERRAL, self.party)
        made = prepare_referral(
            by=self.by,
            at=AT,
            case=self.case,
            members=[self.people[number].id for number in which],
            service=service,
            party=self.party,
            request=Request(Need.LEGAL, reason="Thida Maung asks", details=details, language="my"),
        )
        send_referral(by=self.by, at=AT, referral=made.id, means=Means.LETTER)
        return made.code

    def says(self, number: int, answer: Answer, purpose: Purpose, party: UUID) -> None:
        worker = self.people[number].worker
        assert worker
        how = {"language": "my", "medium": Medium.SIGNATURE}
        about: Any = {"worker": worker, "purpose": purpose, "party": party, **how}
        if answer is Answer.WITHDRAWN:
            withdraw(by=self.by, at=AT, **about)
        else:
            record_consent(by=self.by, at=AT, answer=answer, **about)


@pytest.fixture
def shared(db: None) -> Shared:
    return Shared()


def text_of_pdf(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


def text_of_word(made: bytes) -> str:
    file = docx.Document(io.BytesIO(made))
    cells = [cell.text for grid in file.tables for row in grid.rows for cell in row.cells]
    return "\n".join([*(par.text for par in file.paragraphs), *cells])


def test_a_statement_names_who_agreed_and_nobody_else(shared: Shared) -> None:
    made = shared.get("statement", "docx").content
    told = text_of_word(made)
    for name in (*NAMES[0], *NAMES[1]):
        assert name in told
    for name in (*NAMES[2], *NAMES[3]):
        assert name not in told
    assert "[ไม่เปิดเผยชื่อ] และ [ไม่เปิดเผยชื่อ] เห็นเหตุการณ์" in told
    assert "พนักงานตรวจแรงงาน" in told
    assert "มิใช่แบบพิมพ์ของทางราชการ" in told
    assert "บริษัท สมมุติ จำกัด" in told
    fonts = re.findall(r'w:cs="([^"]+)"', docx.Document(io.BytesIO(made)).element.xml)
    assert {"Leelawadee UI", "Myanmar Text"} <= set(fonts)
    printed = text_of_pdf(shared.get("statement", "pdf").content)
    assert "Thida Maung" in printed
    assert not any(name in printed for _, name in NAMES[2:])
    amounts = re.findall(r"\d[\d,]*\.\d\d", told)
    assert amounts
    assert set(amounts) <= set(re.findall(r"\d[\d,]*\.\d\d", printed))
    shared.says(0, Answer.WITHDRAWN, Purpose.LEGAL_ACTION, shared.here)
    later = text_of_word(shared.get("statement", "docx").content)
    assert not any(name in later for name in NAMES[0])
    assert NAMES[1][0] in later


def test_a_letter_tells_initials_and_who_withdrew_is_in_no_paper(shared: Shared) -> None:
    key = shared.refer(0, 1)
    printed = text_of_pdf(shared.get("letter", key).content)
    assert "T. M.; S. C." in printed
    assert not any(name in printed for _, name in NAMES)
    assert PHONE in printed
    shared.says(0, Answer.WITHDRAWN, Purpose.REFERRAL, shared.party)
    printed = text_of_pdf(shared.get("letter", key).content)
    assert "S. C." in printed
    assert "T. M." not in printed
    shared.says(1, Answer.WITHDRAWN, Purpose.RECORD, shared.here)
    shared.says(0, Answer.WITHDRAWN, Purpose.RECORD, shared.here)
    paths = [
        reverse("care:letter", args=[shared.code, key]),
        reverse("care:statement", args=[shared.code, "docx"]),
    ]
    assert [shared.client.get(path).status_code for path in paths] == [409, 422]
    listed = text_of_pdf(shared.get("group_list").content)
    assert NAMES[2][1] in listed
    assert not any(NAMES[number][1] in listed for number in (0, 1, 3))


def test_a_sealed_letter_opens_with_its_passphrase_only(shared: Shared) -> None:
    key = shared.refer(0)
    page = shared.get("sealed_letter", key)
    passphrase, signed = page.context["passphrase"], page.context["signed"]
    assert re.fullmatch(r"\d{5}( \d{5}){3}", passphrase)
    assert passphrase != shared.get("sealed_letter", key).context["passphrase"]
    path = reverse("care:sealed_letter", args=[shared.code, key])
    made = shared.client.post(path, {"sealed": signed}).content
    assert b"/AESV3" in made
    shut = PdfReader(io.BytesIO(made))
    with pytest.raises(FileNotDecryptedError):
        shut.pages[0].extract_text()
    assert not shut.decrypt("00000 00000 00000 00000")
    assert shut.decrypt(passphrase)
    assert "T. M." in shut.pages[0].extract_text()
    forged = shared.client.post(path, {"sealed": "00000 00000 00000 00000"})
    assert forged.status_code == 422


def test_another_organisation_gets_no_paper(shared: Shared) -> None:
    key = shared.refer(0)
    stranger = member(house("Elsewhere"), Role.COUNSELLOR)
    routes = (
        ("papers",),
        ("statement", "pdf"),
        ("letter", key),
        ("sealed_letter", key),
        ("slip", "my"),
        ("group_list",),
    )
    shared.client.force_login(stranger)
    for route, *parts in routes:
        path = reverse(f"care:{route}", args=[shared.code, *parts])
        assert shared.client.get(path).status_code == 404, route


def test_the_page_lists_what_can_be_made_and_how_many_are_left_out(shared: Shared) -> None:
    key = shared.refer(0)
    page = shared.get("papers")
    told = page.content.decode()
    assert "1 person is left out" in told
    for route, *parts in (("statement", "docx"), ("letter", key), ("slip", "km"), ("group_list",)):
        assert reverse(f"care:{route}", args=[shared.code, *parts]) in told


def asked(**facts: Any) -> Asked:
    """A letter in which everything is as long as it can be."""
    long = "กรมสวัสดิการและคุ้มครองแรงงาน " * 14
    return Asked(
        **{
            "code": "R-4K7M-9QXC",
            "case_code": "K-4K7M-9QXC",
            "day": ON,
            "sender": Sender(long[:200], long, PHONE),
            "signed_by": long[:80],
            "service": long[:300],
            "need": "ค่าจ้างและชั่วโมงทำงาน",
            "urgency": "เร่งด่วน",
            "answer_by": datetime(2026, 11, 25, 16, 30, tzinfo=AT.tzinfo),
            "people": [f"{own} / {name} {'Long ' * 30}" for own, name in NAMES] * 10,
            "named": True,
            "language": "my",
            "staff": "ผู้หญิง",
            "reason": long[:400],
            "withheld": long[:200],
            "amount": "12,345.00 บาท",
            "link": "https://centre.example/care/answer/" + "x" * 43 + "/",
            "answers": [("ได้รับแล้ว", False), ("เอกสารไม่ครบ", True)] * 4,
            "refusals": ["เหตุผลอื่น"] * 8,
            **facts,
        }
    )


def test_a_letter_is_one_page_however_long_its_words() -> None:
    made = to_pdf(letter(asked()))
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) == 1
    printed = pages[0].extract_text()
    assert "R-4K7M-9QXC" in printed
    assert str(4 * 10 - MOST_NAMES) in printed


@pytest.mark.parametrize("language", ["my", "km"])
def test_a_slip_tells_a_code_and_a_number_and_nothing_else(language: str) -> None:
    paper = receipt_slips("K-4K7M-9QXC", PHONE, language=language, day=ON)
    made = PdfReader(io.BytesIO(to_pdf(paper)))
    printed = made.pages[0].extract_text()
    assert len(made.pages) == 1
    assert printed.count(PHONE) == 4
    assert printed.count("K-4K7M-9QXC") == 8


def test_names_are_taken_out_of_a_story_and_short_ones_are_not_guessed() -> None:
    told = without("SOK CHANTHY came with Ma.", ["Sok Chanthy", "Ma"], instead="[–]")
    assert told == "[–] came with Ma."


def test_the_joint_table_is_one_page_that_names_nobody() -> None:
    """Also when every cell is there: in Thai, in English, and as a Word file that opens."""
    pairs = [(Waits.RECEIVER, why) for why in list(Why)[:5]]
    pairs += [(Waits.INSPECTOR, why) for why in list(Why)[5:7]]
    cells = [Cell(*pair, 1200, 900) for pair in pairs] + [
        Cell(Waits.EMPLOYER, Why.ORDER_NOT_PAID, None, None)
    ]
    told = Meeting(
        organisation="Invented Centre",
        office="Office " * 9,
        day=ON,
        days=60,
        cells=cells,
        total=None,
    )
    for language, title in (("th", "ตารางติดตามร่วม"), ("en", "Joint table")):
        paper = joint_paper(told, language=language)
        assert len(PdfReader(io.BytesIO(to_pdf(paper))).pages) == 1
        assert title in text_of_word(to_docx(paper))
        [table] = docx.Document(io.BytesIO(to_docx(paper))).tables[:1]
        assert [cell.text for cell in table.rows[8].cells[1:3]] == ["–", "–"]


def test_the_joint_table_is_of_one_office(shared: Shared) -> None:
    code = shared.refer(0, 1)
    made = Referral.objects.get(code=code)
    Referral.objects.filter(pk=made.pk).update(sent_at=AT - timedelta(days=90))
    page = reverse("care:joint")
    seen = shared.client.get(page, {"with": str(shared.party)}).content.decode()
    assert f'<option value="{shared.party}" selected>' in seen
    assert "not shown" in seen
    assert shared.client.get(page, {"with": str(shared.here)}).status_code == 404
    paper = reverse("care:joint_paper", args=["en", "pdf"])
    answer = shared.client.get(paper, {"with": str(shared.party)})
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "no answer yet" in text
    assert "Invented Centre" in text
    secrets = (code, shared.code, *(one.worker_code for one in shared.people), "Thida")
    assert not [one for one in secrets if one in text + str(answer.headers)]
    for wrong in (("my", "pdf"), ("th", "xlsx")):
        assert shared.client.get(reverse("care:joint_paper", args=wrong)).status_code == 404
