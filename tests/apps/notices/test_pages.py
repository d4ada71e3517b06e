"""The pages of the outbox: who has to be told, by which means, with a way back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from saphan.domain.notices.codes import Channel, Status, Trouble
from saphan.domain.notices.retry import never_sent
from saphan.domain.people.roles import Role
from saphan.domain.period import Period
from saphan.foundation.audit import entries_about
from saphan.notices.actions import send_due
from saphan.notices.pages.due import ONE_BY_ONE, due
from saphan.people.models import Member
from saphan.people.queries import OPERATOR
from tests.apps.notices.outbox import CODE, HER_MAIL, SETTINGS, Ways, put, row
from tests.apps.records import house, member

pytestmark = pytest.mark.django_db
WEEK = Period(date(2026, 11, 23), date(2026, 11, 29))
HER_NUMBER = "+66812345678"
HOME = "/notices/"


@pytest.fixture(autouse=True)
def _set_up(settings: Any) -> None:
    settings.NOTICE_CHANNELS = SETTINGS


@pytest.fixture
def here() -> UUID:
    return house()


@pytest.fixture
def failed(here: UUID) -> UUID:
    """A text message that her number refused just now."""
    key, used = put(here, at=timezone.now()), Ways()
    used.ends.append(never_sent(Trouble.ADDRESS_REFUSED))
    send_due(by=OPERATOR, at=timezone.now(), by_ways=used.all())
    return key


def browser(who: Member, language: str = "en") -> Client:
    who.language = language
    who.save(update_fields=["language"])
    client = Client()
    client.force_login(who)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def press(client: Client, what: str, key: UUID) -> str:
    """Press a button of one notice; gives the page that follows."""
    answer = client.post(reverse(f"notices:{what}", args=[key]), follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_the_address_is_shown_on_request_and_that_stays_in_the_trail(
    here: UUID, failed: UUID
) -> None:
    client = browser(member(here, Role.COUNSELLOR))
    one = f"{HOME}{failed}/"
    for text in (page(client, HOME), page(client, one), page(client, HOME + "?export=csv")):
        assert CODE in text
        assert HER_NUMBER not in text
    assert page(client, one).count('lang="my"') == 1
    opened = [entry.action for entry in entries_about("notice", failed)].count
    assert opened("notices.open_address") == 0
    assert HER_NUMBER in press(client, "address", failed)
    trail = [entry.action for entry in entries_about("notice", failed)]
    assert trail[-1] == "notices.open_address"
    assert client.get(reverse("notices:address", args=[failed])).status_code == 405
    assert client.get(HOME + "?export=xlsx").status_code == 200


def test_each_button_acts_at_once_and_can_be_taken_back(here: UUID, failed: UUID) -> None:
    client = browser(member(here, Role.COUNSELLOR))
    for what, status in (("told", Status.TOLD), ("cancel", Status.CANCELLED)):
        said = press(client, what, failed)
        assert row(failed).status is status
        undo = reverse("notices:back", args=[failed])
        assert f'action="{undo}"' in said
        press(client, "back", failed)
        assert row(failed).status is Status.FAILED
    undo = reverse("notices:by_hand", args=[failed])
    assert f'action="{undo}"' in press(client, "again", failed)
    assert row(failed).status is Status.WAITING
    press(client, "by_hand", failed)
    assert row(failed).status is Status.HANDED_TO_PERSON
    press(client, "told", failed)
    late = client.post(reverse("notices:told", args=[failed]))
    assert late.status_code == 409


def test_try_again_is_offered_where_there_is_a_way(here: UUID, failed: UUID) -> None:
    client = browser(member(here, Role.COUNSELLOR))
    by_hand = put(here, Channel.PERSON)
    assert reverse("notices:again", args=[failed]) in page(client, f"{HOME}{failed}/")
    assert reverse("notices:again", args=[by_hand]) not in page(client, f"{HOME}{by_hand}/")
    assert client.post(reverse("notices:again", args=[by_hand])).status_code == 422


def test_an_administrator_sees_no_address_and_others_see_nothing(here: UUID, failed: UUID) -> None:
    keeper = browser(member(here, Role.ADMINISTRATOR))
    text = page(keeper, f"{HOME}{failed}/")
    assert "<form" not in text.partition("<main")[2].partition("</main>")[0]
    for what in ("address", "told", "again", "cancel", "by_hand", "back"):
        assert keeper.post(reverse(f"notices:{what}", args=[failed])).status_code == 403
    stranger = browser(member(house("Other"), Role.COUNSELLOR))
    assert CODE not in page(stranger, HOME)
    assert stranger.get(f"{HOME}{failed}/").status_code == 404
    for what in ("address", "told", "again", "cancel", "by_hand", "back"):
        assert stranger.post(reverse(f"notices:{what}", args=[failed])).status_code == 404
    assert browser(member(here, Role.OFFICER)).get(HOME).status_code == 403


def test_pages_speak_thai(here: UUID, failed: UUID) -> None:
    client = browser(member(here, Role.COUNSELLOR), "th")
    for address in (HOME, f"{HOME}{failed}/"):
        text = page(client, address)
        assert "ข้อความแจ้ง" in text
        for english in ("Notices", "Outbox", "Not delivered", "She was told", "Try again"):
            assert english not in text


def test_what_no_machine_could_tell_is_due(here: UUID, failed: UUID) -> None:
    counsellor = member(here, Role.COUNSELLOR)
    [first] = due(counsellor, week=WEEK)
    assert first.sentence == f"Tell by hand: There is news about the request · {CODE}"
    assert first.detail.startswith("SMS · the service does not know this address")
    assert (first.address, first.on) == (f"{HOME}{failed}/", timezone.localdate())
    for _ in range(ONE_BY_ONE):
        put(here, Channel.EMAIL, address="no mailbox", at=timezone.now())
    listed = due(counsellor, week=WEEK)
    assert len(listed) == ONE_BY_ONE + 1
    assert listed[-1].sentence == "1 more notice waits for a person"
    assert due(member(here, Role.ADMINISTRATOR), week=WEEK) == []
    assert due(member(house("Other"), Role.COUNSELLOR), week=WEEK) == []
    text = page(browser(counsellor), "/")
    assert first.sentence in text
    assert HER_MAIL not in text
