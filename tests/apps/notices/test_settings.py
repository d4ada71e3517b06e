"""Channels exist when they are set up, and a setting that cannot be used says which it is."""

from __future__ import annotations

import pytest

from saphan.config.channels import channels
from saphan.config.env import SettingError
from saphan.domain.notices.codes import Channel
from saphan.notices.channels.chosen import ChannelSettings, set_up, ways
from saphan.notices.channels.email.settings import EmailSettings
from saphan.notices.channels.line.settings import LineSettings
from saphan.notices.channels.sms.settings import SmsSettings
from saphan.notices.channels.telegram.settings import TelegramSettings

MAIL = {
    "SAPHAN_MAIL_SERVER": "smtps://centre:s%40cret@mail.example.org",
    "SAPHAN_MAIL_SENDER": "centre@example.org",
}
SMS = {"SAPHAN_SMS_URL": "https://gateway.example.org/send"}


def test_without_settings_there_is_no_channel() -> None:
    assert channels({}) == ChannelSettings()
    assert set_up(channels({})) == frozenset()
    assert not ways(channels({}))


def test_every_channel_is_set_up_by_its_own() -> None:
    given = {
        **MAIL,
        **SMS,
        "SAPHAN_SMS_SHAPE": "json",
        "SAPHAN_SMS_FIELDS": "to={digits}&message={text}&reference={key}&from=A%26B",
        "SAPHAN_SMS_HEADER": "Authorization: Bearer a:b",
        "SAPHAN_SMS_TAKEN": "OK",
        "SAPHAN_LINE_TOKEN": "abc+=",
        "SAPHAN_TELEGRAM_TOKEN": "1:abc",
        "SAPHAN_TELEGRAM_URL": "http://127.0.0.1:8081/",
    }
    found = channels(given)
    assert found == ChannelSettings(
        EmailSettings("mail.example.org", 465, "centre@example.org", "tls", "centre", "s@cret"),
        SmsSettings(
            SMS["SAPHAN_SMS_URL"],
            {"to": "{digits}", "message": "{text}", "reference": "{key}", "from": "A&B"},
            "json",
            ("Authorization", "Bearer a:b"),
            "OK",
        ),
        LineSettings("abc+="),
        TelegramSettings("1:abc", "http://127.0.0.1:8081"),
    )
    assert set_up(found) == set(Channel) - {Channel.PERSON} == ways(found).keys()
    repeatable = {channel for channel, way in ways(found).items() if way.repeatable}
    assert repeatable == {Channel.LINE, Channel.SMS}


def test_mail_is_encrypted_except_on_this_machine() -> None:
    for server, security, port in (
        ("smtp://mail.example.org", "starttls", 587),
        ("smtp://192.168.1.5:25", "starttls", 25),
        ("smtp://localhost:25", "none", 25),
        ("smtp://127.0.0.1", "none", 587),
    ):
        found = channels({**MAIL, "SAPHAN_MAIL_SERVER": server}).email
        assert found
        assert (found.security, found.port) == (security, port)


@pytest.mark.parametrize(
    "wrong",
    [
        {"SAPHAN_MAIL_SENDER": "centre@example.org"},
        {**MAIL, "SAPHAN_MAIL_SENDER": "Centre <centre@example.org>"},
        {**MAIL, "SAPHAN_MAIL_SERVER": "mail.example.org s3cret"},
        {**MAIL, "SAPHAN_MAIL_SERVER": "smtp://u:s3cret\u0e01@mail.example.org"},
        {**MAIL, "SAPHAN_MAIL_SERVER": "smtp://u:s3cret@mail.example.org:port"},
        {"SAPHAN_SMS_URL": "http://gateway.example.org/s3cret"},
        {"SAPHAN_SMS_URL": "http://203.0.113.5/s3cret"},
        {"SAPHAN_SMS_URL": "https://gateway.example.org/send?key=s3cret"},
        {**SMS, "SAPHAN_SMS_SHAPE": "s3cret"},
        {**SMS, "SAPHAN_SMS_FIELDS": "to={to}&pass=s3cret"},
        {**SMS, "SAPHAN_SMS_FIELDS": "to={to}&text={text}&x={s3cret_of}&y={name}"},
        {**SMS, "SAPHAN_SMS_HEADER": "s3cret"},
        {**SMS, "SAPHAN_SMS_HEADER": "A: b\r\nC: s3cret"},
        {"SAPHAN_LINE_TOKEN": "two s3cret"},
        {"SAPHAN_TELEGRAM_TOKEN": "1:s3cret/../x"},
        {"SAPHAN_TELEGRAM_TOKEN": "1:a", "SAPHAN_TELEGRAM_URL": "http://example.org/s3cret"},
    ],
)
def test_a_wrong_setting_is_named_and_never_repeated(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingError) as refused:
        channels(wrong)
    assert "s3cret" not in str(refused.value)
    assert any(name in str(refused.value) for name in wrong)


def test_a_telephone_of_ones_own_network_may_send() -> None:
    assert channels({"SAPHAN_SMS_URL": "http://192.168.1.20:8080/send"}).sms
