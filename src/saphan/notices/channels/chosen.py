"""The channels of this installation: each exists only where its settings are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from saphan.domain.notices.codes import Channel
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import Outcome
from saphan.notices.channels.email.settings import EmailSettings
from saphan.notices.channels.line.settings import LineSettings
from saphan.notices.channels.sms.settings import SmsSettings
from saphan.notices.channels.telegram.settings import TelegramSettings


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """The settings of every channel; None where there is none."""

    email: EmailSettings | None = None
    sms: SmsSettings | None = None
    line: LineSettings | None = None
    telegram: TelegramSettings | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How one channel is used. ``repeatable``: it knows a message that is sent again."""

    send: Callable[[Message], Outcome]
    repeatable: bool


def ways(settings: ChannelSettings) -> Mapping[Channel, Way]:
    """The channels that can be used, ready to send; modules of others are not loaded."""
    found: dict[Channel, Way] = {}
    if settings.email:
        found[Channel.EMAIL] = _email(settings.email)
    if settings.sms:
        found[Channel.SMS] = _sms(settings.sms)
    if settings.line:
        found[Channel.LINE] = _line(settings.line)
    if settings.telegram:
        found[Channel.TELEGRAM] = _telegram(settings.telegram)
    return found


def set_up(settings: ChannelSettings) -> frozenset[Channel]:
    """The channels that have settings."""
    return frozenset(
        channel
        for channel in Channel
        if channel is not Channel.PERSON and getattr(settings, channel.value)
    )


def _email(settings: EmailSettings) -> Way:
    from saphan.notices.channels.email.sending import REPEATABLE, send

    return Way(lambda message: send(settings, message), REPEATABLE)


def _sms(settings: SmsSettings) -> Way:
    from saphan.notices.channels.sms.sending import send

    return Way(lambda message: send(settings, message), settings.repeatable)


def _line(settings: LineSettings) -> Way:
    from saphan.notices.channels.line.sending import REPEATABLE, send

    return Way(lambda message: send(settings, message), REPEATABLE)


def _telegram(settings: TelegramSettings) -> Way:
    from saphan.notices.channels.telegram.sending import REPEATABLE, send

    return Way(lambda message: send(settings, message), REPEATABLE)
