"""Each channel against a server on this machine that speaks its documented protocol."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from saphan.domain.notices.codes import Trouble
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import SENT, Outcome, never_sent, not_sent, perhaps_sent
from saphan.notices.channels import web
from saphan.notices.channels.email.sending import send as send_email
from saphan.notices.channels.email.settings import EmailSettings
from saphan.notices.channels.line.sending import send as send_line
from saphan.notices.channels.line.settings import LineSettings
from saphan.notices.channels.sms.sending import send as send_sms
from saphan.notices.channels.sms.settings import Shape, SmsSettings
from saphan.notices.channels.telegram.sending import send as send_telegram
from saphan.notices.channels.telegram.settings import TelegramSettings
from tests.apps.notices.mail import PASSWORD, USER, Mailbox, certificate, mail_server
from tests.apps.notices.services import Gateway, Line, Said, Service, Telegram, serving, told

TEXT = "055-000-001: မေးရန် K-4K7M-9QXC"
SHORT = 0.3
HEADER = ("Authorization", "Bearer sms-secret")
HER = {"line": "U" + "0a" * 16, "telegram": "987654321", "sms": "+66812345678"}
GARBAGE = [
    b"<html>Welcome to free WiFi</html>",
    b"[]",
    b'{"ok": "perhaps"}',
    b"\xff\xfe",
    b"",
    b"[" * 9999,
]


def message(address: str) -> Message:
    return Message(address, "A message for you", TEXT, "my", uuid4())


@pytest.fixture(autouse=True)
def _silence(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever happens, no log of the installation holds a token, an address or the text."""
    caplog.set_level(logging.ERROR, "mail.log")  # of the server in the test
    caplog.set_level(logging.DEBUG)
    yield
    heard = "\n".join(one.getMessage() for one in caplog.get_records("call"))
    secrets = (Line.TOKEN, Telegram.TOKEN, HEADER[1], PASSWORD)
    assert not [one for one in (*secrets, *HER.values(), "4K7M", "@example") if one in heard]


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    service = Line()
    with serving(service):
        yield service


@pytest.fixture(scope="module")
def telegram() -> Iterator[Telegram]:
    service = Telegram()
    with serving(service):
        yield service


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    service = Gateway(header=HEADER)
    with serving(service):
        yield service


def by_line(service: Line, one: Message, token: str = Line.TOKEN) -> Outcome:
    return send_line(LineSettings(token, service.base), one, within=SHORT)


def by_telegram(service: Telegram, one: Message, token: str = Telegram.TOKEN) -> Outcome:
    return send_telegram(TelegramSettings(token, service.base), one, within=SHORT)


def sms_settings(service: Service, shape: Shape = "form", *, key: bool = False) -> SmsSettings:
    fields = {"to": "{to}", "msg": "{text}", "from": "Centre"} | (
        {"reference": "{key}"} if key else {}
    )
    return SmsSettings(f"{service.base}/send", fields, shape, HEADER)


# LINE -----------------------------------------------------------------------------------------


def test_line_takes_a_message_once(line: Line) -> None:
    one = message(HER["line"])
    before = len(line.taken)
    assert by_line(line, one) == SENT
    assert by_line(line, one) == SENT
    assert line.taken[before:] == [{"to": HER["line"], "text": TEXT}]


def test_line_is_asked_again_with_the_same_key_after_no_answer(line: Line) -> None:
    one = message(HER["line"])
    before = len(line.taken)
    line.faults.extend([Said(hangs=True, after=True), Said(500, after=True)])
    assert by_line(line, one) == perhaps_sent(Trouble.NO_ANSWER)
    assert by_line(line, one) == perhaps_sent(Trouble.SERVER_FAULT)
    assert by_line(line, one) == SENT
    assert len(line.taken) == before + 1


def test_line_refuses_what_is_wrong(line: Line) -> None:
    assert by_line(line, message("Ma Aye")) == never_sent(Trouble.MESSAGE_REFUSED)
    assert by_line(line, message(HER["line"]), "wrong") == not_sent(Trouble.LOGIN_REFUSED)
    line.faults.append(told(429, message="The API rate limit has been exceeded. Try again later."))
    assert by_line(line, message(HER["line"])) == not_sent(Trouble.BUSY)


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_never_taken_for_sent(line: Line, telegram: Telegram, garbage: bytes) -> None:
    line.faults.append(Said(200, garbage))
    telegram.faults.append(Said(200, garbage))
    assert by_line(line, message(HER["line"])) == perhaps_sent(Trouble.ODD_ANSWER)
    assert by_telegram(telegram, message(HER["telegram"])) == perhaps_sent(Trouble.ODD_ANSWER)


# Telegram -------------------------------------------------------------------------------------


def test_telegram_takes_a_message_and_opens_no_link(telegram: Telegram) -> None:
    assert by_telegram(telegram, message(HER["telegram"])) == SENT
    assert telegram.taken[-1] == {
        "chat_id": 987654321,
        "text": TEXT,
        "link_preview_options": {"is_disabled": True},
    }


def test_telegram_says_how_long_to_wait(telegram: Telegram) -> None:
    telegram.faults.append(Telegram.wait(34))
    asked = not_sent(Trouble.BUSY, timedelta(seconds=34))
    assert by_telegram(telegram, message(HER["telegram"])) == asked


def test_telegram_refuses_what_is_wrong(telegram: Telegram) -> None:
    blocked = message(str(Telegram.BLOCKED))
    assert by_telegram(telegram, blocked) == never_sent(Trouble.ADDRESS_REFUSED)
    telegram.faults.append(told(400, ok=False, error_code=400, description="chat not found"))
    assert by_telegram(telegram, blocked) == never_sent(Trouble.ADDRESS_REFUSED)
    assert by_telegram(telegram, blocked, "1:wrong") == not_sent(Trouble.LOGIN_REFUSED)
    telegram.faults.extend([Said(502, b"<html>Bad Gateway"), Said(hangs=True)])
    assert by_telegram(telegram, blocked) == perhaps_sent(Trouble.SERVER_FAULT)
    assert by_telegram(telegram, blocked) == perhaps_sent(Trouble.NO_ANSWER)


# SMS ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["form", "json", "query"])
def test_a_gateway_is_asked_in_its_shape(gateway: Gateway, shape: Shape) -> None:
    assert send_sms(sms_settings(gateway, shape), message(HER["sms"])) == SENT
    assert gateway.taken[-1] == {"to": HER["sms"], "msg": TEXT, "from": "Centre"}
    assert gateway.asked[-1].method == ("GET" if shape == "query" else "POST")
    assert (gateway.asked[-1].body == b"") == (shape == "query")


def test_a_gateway_that_knows_the_key_sends_once(gateway: Gateway) -> None:
    one, settings = message(HER["sms"]), sms_settings(gateway, "json", key=True)
    before = len(gateway.taken)
    gateway.faults.append(Said(504, after=True))
    assert send_sms(settings, one) == perhaps_sent(Trouble.SERVER_FAULT)
    assert send_sms(settings, one) == SENT
    assert len(gateway.taken) == before + 1
    assert settings.repeatable
    assert not sms_settings(gateway).repeatable


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Said(429, headers={"Retry-After": "120"}), not_sent(Trouble.BUSY, timedelta(minutes=2))),
        (
            Said(503, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
            not_sent(Trouble.BUSY),
        ),
        (Said(401), not_sent(Trouble.LOGIN_REFUSED)),
        (Said(422), never_sent(Trouble.MESSAGE_REFUSED)),
        (Said(409), never_sent(Trouble.MESSAGE_REFUSED)),
        (Said(500), perhaps_sent(Trouble.SERVER_FAULT)),
        (Said(hangs=True), perhaps_sent(Trouble.NO_ANSWER)),
    ],
)
def test_what_a_gateway_answers(gateway: Gateway, fault: Said, outcome: Outcome) -> None:
    gateway.faults.append(fault)
    assert send_sms(sms_settings(gateway), message(HER["sms"]), within=SHORT) == outcome


def test_a_gateway_that_answers_200_to_everything(gateway: Gateway) -> None:
    settings = replace(sms_settings(gateway), taken='"status":"OK"')
    gateway.faults.extend([Said(200, b'{"status":"OK"}'), Said(200, b'{"status":"NO CREDIT"}')])
    assert send_sms(settings, message(HER["sms"])) == SENT
    assert send_sms(settings, message(HER["sms"])) == perhaps_sent(Trouble.ODD_ANSWER)


# Every service over HTTP ----------------------------------------------------------------------


def test_no_redirect_is_followed(gateway: Gateway, line: Line, telegram: Telegram) -> None:
    elsewhere = Gateway()
    with serving(elsewhere) as other:
        away = Said(307, headers={"Location": f"{other}/send"})
        for service in (gateway, line, telegram):
            service.faults.append(away)
        outcomes = {
            send_sms(sms_settings(gateway), message(HER["sms"])),
            by_line(line, message(HER["line"])),
            by_telegram(telegram, message(HER["telegram"])),
        }
    assert outcomes == {not_sent(Trouble.REDIRECTED)}
    assert not elsewhere.asked


def test_nobody_there_is_surely_not_sent() -> None:
    gone = Gateway()
    with serving(gone):
        pass
    outcome = send_sms(sms_settings(gone), message(HER["sms"]))
    assert outcome == not_sent(Trouble.UNREACHABLE)


def test_a_certificate_that_nobody_vouches_for_gets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, trusting = certificate(tmp_path)
    service = Gateway(header=HEADER)
    with serving(service, tls=server):
        settings = sms_settings(service)
        assert send_sms(settings, message(HER["sms"])) == not_sent(Trouble.UNREACHABLE)
        assert not service.asked
        monkeypatch.setattr(web, "_certificates", lambda: trusting)
        assert send_sms(settings, message(HER["sms"])) == SENT


def test_the_environment_has_no_say(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert send_sms(sms_settings(gateway), message(HER["sms"])) == SENT


def test_no_more_is_read_than_needed(line: Line) -> None:
    line.faults.append(Said(200, b"x" * (2 * web.LARGEST_ANSWER)))
    answer = web.ask(web.Request(f"{line.base}/v2/bot/message/push"))
    assert isinstance(answer, web.Answer)
    assert len(answer.content) == web.LARGEST_ANSWER
    assert line.asked[-1].headers["accept-encoding"] == "identity"


def test_what_is_asked_shows_nothing_of_itself(gateway: Gateway) -> None:
    shown = repr(
        [
            message(HER["sms"]),
            sms_settings(gateway),
            LineSettings(Line.TOKEN),
            TelegramSettings(Telegram.TOKEN),
            EmailSettings("h", 25, "c@example.org", "tls", USER, PASSWORD),
            web.Request("https://h/bot1:secret/x", headers={"a": "b"}, body={"c": "d"}),
        ]
    )
    for secret in ("secret", "6681", "4K7M", gateway.base):
        assert secret not in shown


# E-mail ---------------------------------------------------------------------------------------


def mail(port: int, **changed: object) -> EmailSettings:
    plain = EmailSettings("127.0.0.1", port, "centre@example.org", "none")
    return replace(plain, **changed)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path_factory.mktemp("mail"))


def test_a_letter_is_plain_automatic_and_known_again(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    server, trusting = contexts
    box, one = Mailbox(), message("aye@example.org")
    with mail_server(box, tls_context=server, require_starttls=True, auth_required=True) as port:
        settings = mail(port, security="starttls", trusted=trusting, user=USER, password=PASSWORD)
        assert send_email(settings, one) == SENT
        wrong = replace(settings, password="guessed")
        assert send_email(wrong, one) == not_sent(Trouble.LOGIN_REFUSED)
        distrusting = replace(settings, trusted=ssl.create_default_context())
        assert send_email(distrusting, one) == not_sent(Trouble.NOT_SAFE)
    [letter] = box.letters
    assert letter.get_content() == TEXT + "\n"
    assert letter.get_content_type() == "text/plain"
    headers = {name: str(letter[name]) for name in ("To", "From", "Subject", "Message-ID")}
    assert headers == {
        "To": "aye@example.org",
        "From": "centre@example.org",
        "Subject": "A message for you",
        "Message-ID": f"<{one.key}@example.org>",
    }
    assert letter["Auto-Submitted"] == "auto-generated"


def test_without_encryption_nothing_leaves() -> None:
    box = Mailbox()
    with mail_server(box) as port:
        settings = mail(port, security="starttls")
        assert send_email(settings, message("a@example.org")) == not_sent(Trouble.NOT_SAFE)
        assert send_email(mail(port), message("a@example.org")) == SENT
    assert len(box.letters) == 1
    assert send_email(mail(port), message("a@example.org")) == not_sent(Trouble.UNREACHABLE)


@pytest.mark.parametrize(
    ("rcpt", "data", "outcome"),
    [
        ("550 No such user", "", never_sent(Trouble.ADDRESS_REFUSED)),
        ("450 Mailbox busy", "", not_sent(Trouble.BUSY)),
        ("", "554 Looks like spam", never_sent(Trouble.MESSAGE_REFUSED)),
        ("", "451 Try later", not_sent(Trouble.BUSY)),
        ("", "hang up", perhaps_sent(Trouble.NO_ANSWER)),
    ],
)
def test_what_a_mail_server_answers(rcpt: str, data: str, outcome: Outcome) -> None:
    box = Mailbox(rcpt=rcpt, data=data)
    with mail_server(box) as port:
        assert send_email(mail(port), message("a@example.org")) == outcome
    assert not box.letters


def test_a_server_that_says_nothing(line: Line) -> None:
    """Something else answers at the port: HTTP waits for us to speak, SMTP for a greeting."""
    port = int(line.base.rpartition(":")[2])
    outcome = send_email(mail(port), message("a@example.org"), within=SHORT)
    assert outcome == not_sent(Trouble.UNREACHABLE)
