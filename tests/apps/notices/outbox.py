"""A centre with people who may do different things to its notices, and ways that do as told."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from saphan.domain.notices.codes import Channel
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import SENT, Outcome
from saphan.domain.notices.templates import Template
from saphan.foundation.ids import new_id
from saphan.notices.actions import queue_notice
from saphan.notices.channels.chosen import ChannelSettings, Way
from saphan.notices.channels.email.settings import EmailSettings
from saphan.notices.channels.line.settings import LineSettings
from saphan.notices.channels.sms.settings import SmsSettings
from saphan.notices.models import Notice
from saphan.people.queries import OPERATOR, Viewer

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CODE, PHONE = "K-0000-000T", "055-000-001"
HER_LINE, HER_PHONE, HER_MAIL = "U" + "0a" * 16, "081-234-5678", "aye@example.org"
ADDRESSES = {
    Channel.LINE: HER_LINE,
    Channel.SMS: HER_PHONE,
    Channel.EMAIL: HER_MAIL,
    Channel.TELEGRAM: "987654321",
    Channel.PERSON: "her sister",
}
#: LINE, SMS and e-mail are set up; Telegram is not.
SETTINGS = ChannelSettings(
    email=EmailSettings("127.0.0.1", 25, "centre@example.org", "none"),
    sms=SmsSettings("http://127.0.0.1:9/send", {"to": "{to}", "text": "{text}"}),
    line=LineSettings("token", "http://127.0.0.1:9"),
)


@dataclass
class Ways:
    """Ways that keep what they are given and end as they are told, at first."""

    taken: list[Message] = field(default_factory=list)
    ends: deque[Outcome] = field(default_factory=deque)
    repeatable: bool = False

    def send(self, message: Message) -> Outcome:
        self.taken.append(message)
        return self.ends.popleft() if self.ends else SENT

    def all(self, *channels: Channel) -> dict[Channel, Way]:
        return {
            channel: Way(self.send, self.repeatable)
            for channel in channels or (Channel.LINE, Channel.SMS, Channel.EMAIL)
        }


def put(here: UUID, channel: Channel = Channel.SMS, **changed: Any) -> UUID:
    """A notice in the outbox of the centre."""
    by: Viewer = changed.pop("by", OPERATOR)
    facts: dict[str, Any] = {
        "at": AT,
        "organisation": here,
        "channel": channel,
        "address": ADDRESSES[channel],
        "template": Template.NEWS,
        "facts": {"code": CODE, "phone": PHONE},
        "language": "my",
        "about": ("case", new_id()),
    }
    return queue_notice(by=by, **(facts | changed))


def row(key: UUID) -> Notice:
    """The notice as the database has it."""
    return Notice.objects.get(pk=key)
