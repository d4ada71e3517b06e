"""The codes of notices: by which way, where one stands, why one did not arrive."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """The way a notice goes; ``PERSON`` means that a person tells her."""

    EMAIL = "email"
    SMS = "sms"
    LINE = "line"
    TELEGRAM = "telegram"
    PERSON = "person"


class Status(StrEnum):
    """Where a notice stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    HANDED_TO_PERSON = "handed_to_person"
    TOLD = "told"
    CANCELLED = "cancelled"


class Failure(StrEnum):
    """What a failed try means for the next one.

    ``TEMPORARY``: surely not sent, another try may succeed. ``UNCERTAIN``: nobody knows whether it
    was sent. ``PERMANENT``: another try would fail as well.
    """

    TEMPORARY = "temporary"
    UNCERTAIN = "uncertain"
    PERMANENT = "permanent"


class Trouble(StrEnum):
    """Why a notice was not sent; all that is kept of an error, because its words may tell more."""

    NO_CHANNEL = "no_channel"
    ADDRESS_UNFIT = "address_unfit"
    UNREACHABLE = "unreachable"
    NOT_SAFE = "not_safe"
    LOGIN_REFUSED = "login_refused"
    REDIRECTED = "redirected"
    BUSY = "busy"
    SERVER_FAULT = "server_fault"
    NO_ANSWER = "no_answer"
    ODD_ANSWER = "odd_answer"
    STOPPED = "stopped"
    TOO_LATE = "too_late"
    ADDRESS_REFUSED = "address_refused"
    MESSAGE_REFUSED = "message_refused"


#: A person has to tell her.
NEEDS_PERSON = frozenset({Status.FAILED, Status.HANDED_TO_PERSON})
#: Nothing more will be done.
SETTLED = frozenset({Status.SENT, Status.TOLD, Status.CANCELLED})
#: Faults of the installation or of a whole service, not of one address: the channel rests.
OF_THE_CHANNEL = frozenset(
    {
        Trouble.UNREACHABLE,
        Trouble.NOT_SAFE,
        Trouble.LOGIN_REFUSED,
        Trouble.REDIRECTED,
        Trouble.BUSY,
        Trouble.SERVER_FAULT,
        Trouble.NO_ANSWER,
    }
)
