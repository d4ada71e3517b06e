"""Is there news for you? The number and the PIN of a slip give one word and never a fact."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from saphan.domain.care.asking import Word, pin_shown
from saphan.domain.care.casework import Outcome
from saphan.domain.care.referral import Means, Reply, Via
from saphan.domain.people.consent import Answer, Medium, Purpose
from saphan.domain.people.contact import Reach, SafeContact
from saphan.domain.people.records import ErasureReason
from saphan.domain.people.roles import Role
from saphan.domain.refusals import Conflict
from saphan.foundation.ids import new_code
from saphan.foundation.paper.document import LinkCode
from saphan.foundation.words import LANGUAGES, Words
from saphan.parties.actions import reach_organisation
from saphan.people.actions.consent import record_consent
from saphan.people.actions.identity import record_contact
from saphan.people.queries import OPERATOR
from saphan.pillars.care.actions.cases import close_case
from saphan.pillars.care.actions.consents import withdraw
from saphan.pillars.care.actions.members import erase_person, renew_pin, stop_member
from saphan.pillars.care.actions.referrals import mark_told, record_answer, send_referral
from saphan.pillars.care.extract.slip import own_slip
from saphan.pillars.care.queries import asking
from saphan.pillars.care.queries.cases import CasesAsked, case, cases
from saphan.web.public.asking import ANSWERS
from saphan.web.throttle import GUESSES, network_of
from tests.apps.care.test_referrals import Sent
from tests.apps.records import AT, house, member
from tests.standing import standing
from tests.web.seen import seen

pytestmark = pytest.mark.django_db
PHONE = "02 000 0000"
LATER = AT + timedelta(days=1)
SOMEBODY = "203.0.113.7"


class World(Sent):
    """Two people in a case: both come back themselves, the first was referred and has a PIN."""

    def __init__(self) -> None:
        here = house("Centre Jasmine")
        super().__init__(member(here, Role.COUNSELLOR), here)
        reach_organisation(by=OPERATOR, at=AT, organisation=here, phone=PHONE, address="")
        self.code = case_code(self)
        for number in (0, 1):
            self.wants(number, Reach.COMES_BACK)
        self.agrees(0)
        self.made = self.prepare(0)
        send_referral(by=self.by, at=AT, referral=self.made.id, means=Means.LETTER)
        self.pins = [asking._pin(one.id) for one in self.people]

    def wants(self, number: int, reach: Reach) -> None:
        contact = SafeContact(reach, "" if reach is Reach.COMES_BACK else "0811111001")
        record_contact(by=self.by, at=AT, worker=self.worker(number), contact=contact)

    def worker(self, number: int) -> Any:
        return self.people[number].worker

    def answered(self, at: Any = AT) -> None:
        record_answer(by=self.by, at=at, referral=self.made.id, reply=Reply.RECEIVED, via=Via.PHONE)

    def takes_back_what_she_said(self, purpose: Purpose) -> None:
        said: dict[str, Any] = {
            "by": self.by,
            "worker": self.worker(0),
            "purpose": purpose,
            "party": self.here,
            "language": "my",
            "medium": Medium.SIGNATURE,
        }
        record_consent(at=AT, answer=Answer.GIVEN, **said)
        withdraw(at=LATER, **said)


def case_code(world: Sent) -> str:
    return cases(world.by, asked=CasesAsked()).cases[0].code


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with standing(django_db_blocker, World) as made:
        yield made


@pytest.fixture(autouse=True)
def _nobody_guessed() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ask(number: str, pin: str, *, language: str = "en", status: int = 200, **more: Any) -> Any:
    """What somebody without a cookie gets who sends the form."""
    client = Client(enforce_csrf_checks=True)
    sent = {"number": number, "pin": pin}
    answer = client.post(
        f"/{language}/code/",
        urlencode(sent),
        content_type="application/x-www-form-urlencoded",
        **{"REMOTE_ADDR": SOMEBODY, **more},
    )
    assert answer.status_code == status, answer.content
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert "Cookie" not in answer.get("Vary", "")
    return answer


def word_in(answer: Any, language: str = "en") -> Word:
    """Which of the answers the page gives."""
    words, told = Words(language, "public"), seen(answer).first("b").text
    (found,) = [word for word, (_, first, _) in ANSWERS.items() if words.say(first) == told]
    return found


def test_she_hears_of_an_answer_until_she_was_told(world: World) -> None:
    own = (world.code, world.pins[0])
    assert word_in(ask(*own)) is Word.NOTHING_NEW
    world.answered()
    assert word_in(ask(*own)) is Word.NEWS
    assert word_in(ask(*own)) is Word.NEWS, "nobody knows who looked"
    assert word_in(ask(world.code, world.pins[1])) is Word.NOTHING_NEW, "it is not about her"
    mark_told(by=world.by, at=LATER, referral=world.made.id)
    assert word_in(ask(*own)) is Word.NOTHING_NEW
    world.answered(LATER + timedelta(hours=1))
    assert word_in(ask(*own)) is Word.NEWS
    with CaptureQueriesContext(connection) as asked:
        ask(*own)
    assert all(one["sql"].startswith("SELECT") for one in asked.captured_queries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_in_its_language_and_tells_no_fact(world: World, language: str) -> None:
    own = (world.code, world.pins[0])
    form = seen(Client().get(f"/{language}/code/"))
    named = [(one.attributes["name"], one.attributes["autocomplete"]) for one in form.all("input")]
    assert named == [("number", "off"), ("pin", "off")]
    assert form.first("form").attributes["action"] == f"/{language}/code/"
    pages = [ask(*own, language=language), ask("K-1", "2", language=language)]
    world.answered()
    pages.insert(1, ask(*own, language=language))
    assert [word_in(one, language) for one in pages] == [Word.NOTHING_NEW, Word.NEWS, Word.SILENCE]
    for page in map(seen, pages):
        assert language == "en" or not list(page.first("main").all("span", lang="en"))
        for fact in ("Ma Invented", "Jasmine", "legal", world.made.code, *own, "K-1"):
            assert fact not in str(page.text)
    calls = [
        [one for one in seen(page).all("a") if "tel:" in one.attributes["href"]] for page in pages
    ]
    assert [[one.attributes["href"] for one in some] for some in calls] == [
        ["tel:020000000"],
        ["tel:020000000"],
        [],
    ]
    assert seen(pages[2]).text == seen(ask(new_code("K"), "1", language=language)).text


def _stop(world: World) -> None:
    stop_member(by=world.by, at=LATER, member=world.people[0].id, on=LATER.date())


def _close(world: World) -> None:
    mark_told(by=world.by, at=LATER, referral=world.made.id)
    found = case(world.by, code=world.code)
    close_case(by=world.by, at=LATER, case=found.id, outcome=Outcome.ADVISED, on=LATER.date())


SILENCED: dict[str, Callable[[World], None]] = {
    "wants a call": lambda world: world.wants(0, Reach.PHONE),
    "must not be contacted": lambda world: world.wants(0, Reach.NOT_AT_ALL),
    "took back the record": lambda world: world.takes_back_what_she_said(Purpose.RECORD),
    "took back that we contact": lambda world: world.takes_back_what_she_said(
        Purpose.CONTACT_AGAIN
    ),
    "stopped": _stop,
    "closed": _close,
    "erased": lambda world: erase_person(
        by=OPERATOR, at=LATER, worker=world.worker(0), reason=ErasureReason.ASKED
    ),
}


@pytest.mark.parametrize("why", SILENCED)
def test_who_is_not_answered_cannot_be_told_from_a_mistake(world: World, why: str) -> None:
    world.answered()
    assert word_in(ask(world.code, world.pins[0])) is Word.NEWS
    mistake = ask(new_code("K"), "12345678")
    SILENCED[why](world)
    with CaptureQueriesContext(connection) as asked:
        silent = ask(world.code, world.pins[0])
    assert (silent.content, silent.headers) == (mistake.content, mistake.headers)
    assert word_in(silent) is Word.SILENCE
    assert why == "closed" or len(asked) == 3
    pins = asking.slip_pins(world.by, case=world.case)
    assert (world.people[0].id in pins) is (why == "closed")


def test_every_mistake_gets_the_same_answer_in_the_same_number_of_questions(world: World) -> None:
    code, pin = world.code, world.pins[0]
    mistakes = [
        (new_code("K"), pin),
        (code, world.pins[0][::-1]),
        (code[:-1], pin),
        (world.made.code, pin),
        ("", ""),
        (code, ""),
        ("<script>", "x" * 40),
        ("K-\x00", "\ud83d"),
    ]
    answers = set()
    for number, typed in mistakes:
        with CaptureQueriesContext(connection) as asked:
            answer = ask(number, typed.encode("utf-8", "ignore").decode())
        answers.add((answer.content, tuple(sorted(answer.headers.items()))))
        assert len(asked) == 3, number
    assert len(answers) == 1


def test_guessing_ends_and_then_the_right_pin_is_not_looked_at(world: World) -> None:
    own = (world.code, world.pins[0])
    for n in range(GUESSES["number"]):
        assert word_in(ask(own[0], f"{n:08d}", REMOTE_ADDR=f"198.51.100.{n}")) is Word.SILENCE
    refused = ask(*own, status=429, REMOTE_ADDR="198.51.100.200")
    assert ask(own[0], "1", status=429).content == refused.content
    assert "15" in seen(refused).first("div", role="status").text
    cache.clear()
    for _ in range(GUESSES["network"]):
        ask(new_code("K"), "1")
    assert ask(*own, status=429)
    assert word_in(ask(*own, REMOTE_ADDR="198.51.100.1")) is Word.NOTHING_NEW


def test_guesses_from_many_places_end_together(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GUESSES, "all", 3)
    for n in range(3):
        ask(new_code("K"), "1", REMOTE_ADDR=f"198.51.100.{n}")
    ask(world.code, world.pins[0], status=429, REMOTE_ADDR="198.51.100.77")


def test_right_answers_are_never_throttled_and_nothing_readable_is_remembered(
    world: World,
) -> None:
    for _ in range(GUESSES["network"] + 2):
        assert word_in(ask(world.code, world.pins[0])) is Word.NOTHING_NEW
    ask(world.code, "1")
    remembered = " ".join(cache._cache)  # type: ignore[attr-defined]
    assert "slip:network:" in remembered
    assert SOMEBODY not in remembered
    assert world.code not in remembered


def test_a_network_of_the_newer_kind_counts_as_one() -> None:
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:203.0.113.7") == network_of(SOMEBODY) == SOMEBODY
    assert network_of("") == ""


def test_only_a_short_form_is_taken_and_only_here(client: Client) -> None:
    for body, kind, status in (
        (b"number=" + b"x" * 1_000_000, "application/x-www-form-urlencoded", 413),
        (b'{"number": "K"}', "application/json", 413),
        (b"--x--", "multipart/form-data; boundary=x", 413),
    ):
        answer = client.post("/my/code/", body, content_type=kind)
        assert answer.status_code == status
        assert answer["Cache-Control"] == "no-store"
        assert Words("my", "public").say("This did not work") in answer.content.decode()
    assert client.put("/my/code/").status_code == 405
    for address in ("/my/code/x/", "/my/help/", "/my/", "/my/code"):
        assert client.post(address).status_code == 405, address


def test_a_number_in_the_address_is_not_looked_at(world: World, client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        shown = seen(client.get(f"/en/code/?number={world.code}&pin={world.pins[0]}"))
    assert not asked.captured_queries
    assert not list(shown.all("div", role="status"))
    assert all(world.code not in one.attributes["href"] for one in shown.all("a"))


def test_no_answer_is_held_for_the_next_who_asks(world: World, settings: Any) -> None:
    settings.PUBLIC_PAGES_HELD = 60
    assert word_in(ask(world.code, world.pins[0])) is Word.NOTHING_NEW
    assert word_in(ask("K-1", "1")) is Word.SILENCE
    world.answered()
    assert word_in(ask(world.code, world.pins[0])) is Word.NEWS


def test_a_lost_slip_is_silent_and_its_owner_has_another_pin(world: World) -> None:
    lost = world.pins[0]
    desk, stranger = Client(), Client()
    desk.force_login(world.by)
    stranger.force_login(member(house("Another centre"), Role.COUNSELLOR))
    at, papers = (reverse(f"care:{name}", args=[world.code]) for name in ("new_pin", "papers"))
    shown = desk.get(papers).content.decode()
    assert f"Person 1 · {world.people[0].worker_code}</option>" in shown
    assert stranger.post(at, {"number": "1"}).status_code == 404
    wrong = ("", "3", "one", "9" * 5000)
    assert [desk.post(at, {"number": said}).status_code for said in wrong] == [404] * 4
    assert word_in(ask(world.code, lost)) is Word.NOTHING_NEW
    assert desk.post(at, {"number": "1"}).status_code == 302
    now = asking.slip_pins(world.by, case=world.case)
    assert now[world.people[1].id] == world.pins[1]
    assert word_in(ask(world.code, lost)) is Word.SILENCE
    assert word_in(ask(world.code, now[world.people[0].id])) is Word.NOTHING_NEW
    stop_member(by=world.by, at=LATER, member=world.people[0].id, on=LATER.date())
    with pytest.raises(Conflict):
        renew_pin(by=world.by, at=LATER, member=world.people[0].id)


def test_the_pin_is_on_her_own_slip_and_on_no_other_paper(world: World) -> None:
    client = Client()
    client.force_login(world.by)
    listed = client.get(reverse("care:papers", args=[world.code])).content.decode()
    path = reverse("care:own_slip", args=[world.code, 1, "my"])
    assert path in listed
    assert not any(pin in listed for pin in world.pins)
    made = client.get(path)
    (page,) = PdfReader(io.BytesIO(made.content)).pages
    printed = page.extract_text()
    assert printed.count(pin_shown(world.pins[0])) == 1
    assert "testserver/my/code/" in printed
    assert world.pins[0] not in made["Content-Disposition"]
    shared = client.get(reverse("care:slip", args=[world.code, "my"])).content
    assert pin_shown(world.pins[0]) not in PdfReader(io.BytesIO(shared)).pages[0].extract_text()
    world.wants(0, Reach.PHONE)
    assert client.get(path).status_code == 404
    assert path not in client.get(reverse("care:papers", args=[world.code])).content.decode()
    assert client.get(reverse("care:own_slip", args=[world.code, 9, "my"])).status_code == 404
    assert client.get(reverse("care:own_slip", args=[world.code, 2, "xx"])).status_code == 404
    client.force_login(member(house("Elsewhere"), Role.COUNSELLOR))
    assert client.get(reverse("care:own_slip", args=[world.code, 2, "my"])).status_code == 404


def test_the_qr_code_of_a_slip_leads_to_the_page_and_knows_nothing() -> None:
    address = "https://centre.example/km/code/"
    paper = own_slip(
        "K-4K7M-9QXC", PHONE, pin="12034567", address=address, language="km", day=AT.date()
    )
    (slip,) = paper.slips
    (code,) = [block for block in slip.blocks if isinstance(block, LinkCode)]
    assert code.address == address
