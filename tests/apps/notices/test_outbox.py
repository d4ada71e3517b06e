"""The outbox: sent once, tried again when that can help, and a person at the end."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from saphan.cli import main
from saphan.cli.notices import _stopping, run
from saphan.config import env
from saphan.domain.notices.codes import Channel, Failure, Status, Trouble
from saphan.domain.notices.retry import MOST_TRIES, never_sent, not_sent, perhaps_sent
from saphan.domain.notices.templates import Template
from saphan.domain.people.roles import Role
from saphan.domain.refusals import Conflict, Incomplete, NotAllowed, NotFound, Refused
from saphan.foundation.audit import entries_about, first_broken
from saphan.foundation.database import protect, unprotect
from saphan.foundation.ids import new_id
from saphan.foundation.models import AuditRow
from saphan.notices import actions
from saphan.notices.actions import CLAIM_HOLDS, KEPT_SETTLED, Pass, send_due
from saphan.notices.channels.chosen import ChannelSettings, ways
from saphan.notices.channels.line.settings import LineSettings
from saphan.notices.models import Attempt, Notice
from saphan.notices.queries import (
    count_for_a_person,
    notice,
    notices_about,
    notices_for_a_person,
    other_notices,
)
from saphan.parties.models import Organisation
from saphan.people.queries import OPERATOR
from tests.apps.notices.outbox import (
    ADDRESSES,
    AT,
    CODE,
    HER_LINE,
    HER_MAIL,
    HER_PHONE,
    PHONE,
    SETTINGS,
    Ways,
    put,
    row,
)
from tests.apps.notices.services import Line, Said, serving
from tests.apps.records import house, member
from tests.postgres import as_default

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _set_up(settings: Any) -> None:
    settings.NOTICE_CHANNELS = SETTINGS


@pytest.fixture
def here(db: None) -> UUID:
    return house()


def go(used: Ways, at: Any = AT, *channels: Channel) -> Pass:
    return send_due(by=OPERATOR, at=at, by_ways=used.all(*channels))


# Into the outbox ------------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_notice_goes_out_once(database: str) -> None:
    used, key = Ways(), put(house())
    assert go(used) == Pass(sent=1)
    assert go(used, AT + HOUR) == Pass()
    [sent] = used.taken
    assert (sent.address, sent.language) == ("+66812345678", "my")
    assert sent.text.startswith(f"{PHONE}: ")
    assert CODE in sent.text
    assert row(key).status is Status.SENT
    [attempt] = Attempt.objects.filter(notice=key)
    assert (attempt.failure, attempt.channel) == (None, Channel.SMS)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempt.delete()
    assert first_broken() is None


def test_address_and_facts_are_sealed_and_in_no_trail(here: UUID) -> None:
    key = put(here)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, facts FROM notices_notice")
        kept = str(cursor.fetchall())
    actions.open_address(by=OPERATOR, at=AT, notice=key)
    go(Ways())
    trail = [entry.action for entry in entries_about("notice", key)]
    assert trail == ["notices.queue_notice", "notices.open_address", "notices.send_due"]
    for text in (kept, str(list(AuditRow.objects.values())), repr(notice(OPERATOR, key=key))):
        assert "812345678" not in text
        assert HER_PHONE not in text
    assert PHONE not in kept


@pytest.mark.parametrize(
    ("channel", "address", "trouble"),
    [
        (Channel.PERSON, "", None),
        (Channel.TELEGRAM, "987654321", Trouble.NO_CHANNEL),
        (Channel.LINE, "@aye", Trouble.ADDRESS_UNFIT),
        (Channel.SMS, "", Trouble.ADDRESS_UNFIT),
    ],
)
def test_what_cannot_be_sent_is_a_persons_at_once(
    here: UUID, channel: Channel, address: str, trouble: Trouble | None
) -> None:
    key, used = put(here, channel, address=address), Ways()
    found = notice(OPERATOR, key=key)
    assert (found.status, found.trouble) == (Status.HANDED_TO_PERSON, trouble)
    assert go(used) == Pass()
    with pytest.raises(Incomplete, match=r"notice\.no_way"):
        actions.try_again(by=OPERATOR, at=AT, notice=key)


@pytest.mark.parametrize(
    ("template", "facts", "code"),
    [
        (Template.NEWS, {"phone": PHONE, "code": "K-0000-0001"}, "notice.fact_unfit"),
        (Template.NEWS, {"phone": PHONE}, "notice.fact_missing"),
        (Template.REFERRAL_WAITS, {"link": "https://evil.example/a/b"}, "notice.link_elsewhere"),
    ],
)
def test_other_facts_are_refused_whole(
    here: UUID, template: Template, facts: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        put(here, template=template, facts=facts)
    assert refused.value.code == code
    assert not Notice.objects.exists()
    own = {"link": "https://testserver/answer/" + "a" * 43}
    assert put(here, template=Template.REFERRAL_WAITS, facts=own)


def test_a_language_that_we_do_not_speak_is_english(here: UUID) -> None:
    assert notice(OPERATOR, key=put(here, language="shn")).text.endswith("come to the centre.")


# Once more, or not ----------------------------------------------------------------------------


def test_waits_grow_and_a_person_is_at_the_end(here: UUID) -> None:
    key, used = put(here), Ways()
    used.ends.extend([not_sent(Trouble.BUSY)] * MOST_TRIES)
    at, waits = AT, []
    for _ in range(MOST_TRIES - 1):
        assert go(used, at) == Pass(again=1)
        due = row(key).next_try_at
        assert due
        assert go(used, due - timedelta(seconds=2)) == Pass()
        waits.append(round((due - at) / MINUTE))
        at = due
    assert waits == [1, 4, 16, 64, 240]
    assert go(used, at) == Pass(for_a_person=1)
    assert len({message.key for message in used.taken}) == 1
    assert Attempt.objects.filter(notice=key, failure=Failure.TEMPORARY).count() == MOST_TRIES
    assert [one.id for one in notices_for_a_person(OPERATOR)] == [key]
    assert row(key).trouble is Trouble.BUSY


def test_a_service_that_asks_to_wait_gets_its_wait(here: UUID) -> None:
    key, used = put(here), Ways()
    used.ends.append(not_sent(Trouble.BUSY, timedelta(minutes=30)))
    go(used)
    due = row(key).next_try_at
    assert due
    assert round((due - AT) / MINUTE) == 30


@pytest.mark.parametrize("repeatable", [False, True])
def test_what_was_perhaps_sent_is_repeated_only_where_that_is_known(
    here: UUID, repeatable: bool
) -> None:
    key, used = put(here), Ways(repeatable=repeatable)
    used.ends.append(perhaps_sent(Trouble.NO_ANSWER))
    go(used)
    assert row(key).status is (Status.WAITING if repeatable else Status.FAILED)
    go(used, AT + HOUR)
    assert len(used.taken) == 1 + repeatable


def test_a_refused_address_is_a_persons_at_once(here: UUID) -> None:
    used = Ways()
    used.ends.append(never_sent(Trouble.ADDRESS_REFUSED))
    put(here)
    assert go(used) == Pass(for_a_person=1)


def test_a_channel_that_does_not_work_rests_and_others_do_not_wait(here: UUID) -> None:
    for channel in (Channel.SMS, Channel.SMS, Channel.SMS, Channel.EMAIL):
        put(here, channel)
    used = Ways()
    used.ends.append(not_sent(Trouble.UNREACHABLE))
    assert go(used) == Pass(sent=1, again=1)
    assert [message.address for message in used.taken] == ["+66812345678", HER_MAIL]
    assert go(used, AT + HOUR) == Pass(sent=3)


def test_a_person_gets_what_a_day_could_not_send(here: UUID) -> None:
    key, used = put(here), Ways()
    used.ends.append(not_sent(Trouble.BUSY))
    go(used)
    assert go(used, AT + 25 * HOUR) == Pass(for_a_person=1)
    assert row(key).trouble is Trouble.TOO_LATE
    assert len(used.taken) == 1
    actions.try_again(by=OPERATOR, at=AT + 26 * HOUR, notice=key)
    assert go(used, AT + 26 * HOUR) == Pass(sent=1)


def test_a_channel_that_was_taken_away_leaves_a_person(here: UUID) -> None:
    key = put(here)
    assert go(Ways(), AT, Channel.LINE) == Pass(for_a_person=1)
    assert row(key).trouble is Trouble.NO_CHANNEL


def test_what_a_process_left_behind_was_perhaps_sent(here: UUID) -> None:
    key = put(here)
    Notice.objects.update(claimed_at=AT, attempts=1)
    for what in (actions.mark_told, actions.cancel, actions.hand_to_person):
        with pytest.raises(Conflict, match=r"notice\.being_sent"):
            what(by=OPERATOR, at=AT, notice=key)
    assert go(Ways(), AT + CLAIM_HOLDS - MINUTE) == Pass()
    assert go(Ways(), AT + CLAIM_HOLDS) == Pass(for_a_person=1)
    assert row(key).trouble is Trouble.STOPPED


def test_line_gives_her_one_message_whatever_happens(here: UUID) -> None:
    """The whole way, through the protocol: no answer, a fault, then the answer to a known key."""
    service = Line()
    with serving(service):
        used = ways(ChannelSettings(line=LineSettings(Line.TOKEN, service.base)))
        service.faults.extend([Said(500, after=True), Said(200, b"<html>free WiFi</html>")])
        key = put(here, Channel.LINE)
        passes = [send_due(by=OPERATOR, at=AT + n * HOUR, by_ways=used) for n in range(4)]
    assert passes == [Pass(again=1), Pass(again=1), Pass(sent=1), Pass()]
    [taken] = service.taken
    assert taken == {"to": HER_LINE, "text": notice(OPERATOR, key=key).text}


# Two workers ----------------------------------------------------------------------------------


def _send_together(config: dict[str, Any]) -> None:
    count, workers = 24, 3
    here, used, begin = house(), Ways(), Barrier(workers)
    for number in range(count):
        put(here, Channel.EMAIL, address=f"n{number}@example.org")

    def worker(_: int) -> Pass:
        with as_default(config):
            begin.wait(timeout=30)
            return send_due(by=OPERATOR, at=AT, by_ways=used.all())

    with ThreadPoolExecutor(workers) as pool:
        passes = list(pool.map(worker, range(workers)))
    times = Counter(message.address for message in used.taken)
    assert (len(times), set(times.values())) == (count, {1})
    assert sum(done.sent for done in passes) == count
    assert Attempt.objects.count() == count
    assert not Notice.objects.exclude(status=Status.SENT).exists()


def test_two_workers_never_send_the_same_on_sqlite(
    tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> None:
    file = tmp_path / "outbox.sqlite3"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
        with as_default(env.sqlite(file)) as config:
            _send_together(config.settings_dict)


@pytest.fixture
def emptied(migrated_postgres: dict[str, Any], django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """PostgreSQL with all tables; what is written here is gone afterwards."""
    protected: tuple[type[Model], ...] = (Attempt, AuditRow)
    with django_db_blocker.unblock(), as_default(migrated_postgres):
        yield migrated_postgres
        for model in protected:
            unprotect(connection, model._meta.db_table)
        written: tuple[type[Model], ...] = (*protected, Notice, Organisation)
        for model in written:
            model._default_manager.all().delete()
        for model in protected:
            protect(connection, model._meta.db_table)


@pytest.mark.postgres
def test_two_workers_never_send_the_same_on_postgresql(emptied: dict[str, Any]) -> None:
    _send_together(emptied)


# A person -------------------------------------------------------------------------------------


def test_told_cancelled_and_tried_again_can_be_taken_back(here: UUID) -> None:
    who = member(here, Role.COUNSELLOR)
    key, used = put(here, by=who), Ways()
    used.ends.append(never_sent(Trouble.ADDRESS_REFUSED))
    go(used)
    actions.mark_told(by=who, at=AT, notice=key)
    with pytest.raises(Conflict, match=r"notice\.not_now"):
        actions.cancel(by=who, at=AT, notice=key)
    actions.take_back(by=who, at=AT, notice=key)
    assert row(key).status is Status.FAILED
    actions.cancel(by=who, at=AT, notice=key)
    actions.take_back(by=who, at=AT, notice=key)
    actions.try_again(by=who, at=AT + HOUR, notice=key)
    assert (row(key).status, row(key).attempts) == (Status.WAITING, 0)
    actions.hand_to_person(by=who, at=AT + HOUR, notice=key)
    assert go(used, AT + 2 * HOUR) == Pass()
    actions.try_again(by=who, at=AT + 2 * HOUR, notice=key)
    actions.cancel(by=who, at=AT + 2 * HOUR, notice=key)
    actions.take_back(by=who, at=AT + 3 * HOUR, notice=key)
    assert go(used, AT + 3 * HOUR) == Pass(sent=1)
    with pytest.raises(Conflict, match=r"notice\.not_now"):
        actions.take_back(by=who, at=AT, notice=key)


def test_nobody_of_another_house_sees_or_does_anything(here: UUID) -> None:
    about = ("referral", new_id())
    key = put(here, about=about)
    stranger = member(house("Other"), Role.COUNSELLOR, Role.ADMINISTRATOR)
    analyst = member(here, Role.ANALYST, Role.OFFICER)
    for who in (stranger, analyst):
        assert notices_about(who, *about) == notices_for_a_person(who) == []
        assert other_notices(who, at=AT) == []
        with pytest.raises(NotFound):
            notice(who, key=key)
        with pytest.raises(NotAllowed):
            put(here, by=who)
        assert send_due(by=who, at=AT, by_ways=Ways().all()) == Pass()
    keeper = member(here, Role.ADMINISTRATOR)
    assert [one.id for one in notices_about(keeper, *about)] == [key]
    for what in (actions.open_address, actions.mark_told, actions.cancel, actions.take_back):
        for who in (stranger, analyst, keeper):
            with pytest.raises(NotFound):
                what(by=who, at=AT, notice=key)
    assert actions.open_address(by=member(here, Role.COUNSELLOR), at=AT, notice=key)
    assert actions.forget_notices(by=stranger, at=AT, about=about) == 0


def test_settled_notices_forget_their_address(here: UUID) -> None:
    key = put(here)
    go(Ways())
    go(Ways(), AT + KEPT_SETTLED - HOUR)
    assert row(key).address
    go(Ways(), AT + KEPT_SETTLED + HOUR)
    found = row(key)
    assert (found.address, found.facts, found.code) == (None, "{}", CODE)
    assert CODE in notice(OPERATOR, key=key).text


def test_who_is_erased_is_told_nothing_more(here: UUID) -> None:
    about = ("worker", new_id())
    keys = [put(here, channel, about=about) for channel in (Channel.SMS, Channel.PERSON)]
    other, used = put(here), Ways()
    Notice.objects.filter(pk=keys[0]).update(claimed_at=AT)
    keeper = member(here, Role.ADMINISTRATOR)
    assert actions.forget_notices(by=keeper, at=AT, about=about) == 2
    assert go(used) == Pass(sent=1)
    assert row(other).status is Status.SENT
    for key in keys:
        assert row(key).status is Status.CANCELLED
        assert (row(key).address, json.loads(row(key).facts)) == (None, {})
        with pytest.raises(Conflict, match=r"notice\.gone"):
            actions.take_back(by=OPERATOR, at=AT, notice=key)


def test_who_is_erased_while_it_is_sent_stays_erased(here: UUID, monkeypatch: Any) -> None:
    about, used = ("worker", new_id()), Ways()
    key = put(here, about=about)

    def send(message: Any) -> Any:
        actions.forget_notices(by=OPERATOR, at=AT, about=about)
        return Ways.send(used, message)

    monkeypatch.setattr(used, "send", send)
    assert go(used) == Pass()
    assert (row(key).status, row(key).address) == (Status.CANCELLED, None)
    assert Attempt.objects.filter(notice=key, failure=None).count() == 1


def test_what_waits_for_a_person_is_counted_from_the_first(here: UUID) -> None:
    assert count_for_a_person(OPERATOR) == (0, None)
    put(here, Channel.PERSON, at=AT + HOUR)
    put(here, Channel.PERSON)
    assert count_for_a_person(OPERATOR) == (2, AT)


# The command ----------------------------------------------------------------------------------


def test_the_command_makes_one_pass(here: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    put(here, at=AT - 365 * 24 * HOUR)
    assert main(["notices", "send"]) == 0
    assert capsys.readouterr().out == "0 sent, 1 to be tried again, 0 left to a person.\n"
    with pytest.raises(SystemExit):
        main(["notices", "send", "--every", "1"])
    assert "at least 5 seconds" in capsys.readouterr().err


def test_the_command_stops_when_it_is_asked_to(
    here: UUID, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """In the middle of a pass: the message on its way is ended, the next one is not begun."""
    settings.NOTICE_CHANNELS = SETTINGS
    keys = [put(here, address=ADDRESSES[Channel.SMS], at=AT - 365 * 24 * HOUR) for _ in range(2)]
    used = Ways()

    def send(message: Any) -> Any:
        os.kill(os.getpid(), signal.SIGTERM)
        return Ways.send(used, message)

    monkeypatch.setattr(used, "send", send)
    monkeypatch.setattr(actions, "ways", lambda _: used.all())
    with _stopping() as stop:
        run(stop, every=3600)
    assert sorted(row(key).status for key in keys) == [Status.SENT, Status.WAITING]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
