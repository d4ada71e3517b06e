"""A notice as others get it, and a message as a channel gets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from saphan.domain.notices.codes import Channel, Status, Trouble
from saphan.domain.notices.templates import Template


@dataclass(frozen=True, slots=True)
class Message:
    """What one channel sends once. ``key`` stays the same when the same message is repeated."""

    address: str
    heading: str
    text: str
    language: str
    key: UUID

    def __repr__(self) -> str:
        """Nothing of it, so that no log or error page shows how to find a person."""
        return "Message(...)"


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice without its address. ``text`` is in ``language``; ``about`` is kind and key."""

    id: UUID
    organisation: UUID
    channel: Channel
    template: Template
    code: str
    text: str
    language: str
    about: tuple[str, UUID]
    status: Status
    trouble: Trouble | None
    attempts: int
    next_try_at: datetime | None
    changed_at: datetime
    at: datetime
    has_address: bool
