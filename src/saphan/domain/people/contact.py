"""Safe contact: whether and how somebody may be reached without putting her in danger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from saphan.domain.people.consent import State
from saphan.domain.refusals import Incomplete


class Reach(StrEnum):
    """The way by which somebody may be reached."""

    NOT_AT_ALL = "not_at_all"
    COMES_BACK = "comes_back"
    PHONE = "phone"
    SMS = "sms"
    LINE = "line"
    MESSENGER = "messenger"
    VIBER = "viber"
    TELEGRAM = "telegram"
    EMAIL = "email"
    SOMEBODY = "somebody"
    UNKNOWN = "unknown"


#: The ways that need no number or name to be written down.
WITHOUT_ADDRESS = frozenset({Reach.NOT_AT_ALL, Reach.COMES_BACK, Reach.UNKNOWN})


@dataclass(frozen=True, slots=True)
class SafeContact:
    """The answer to the first question of an intake.

    ``hours`` say when, ``who_may_answer`` who else may pick up, ``code_word`` what is said first;
    ``voicemail`` whether a message may be left (None: not known).
    """

    reach: Reach = Reach.UNKNOWN
    address: str = ""
    hours: str = ""
    who_may_answer: str = ""
    voicemail: bool | None = None
    code_word: str = ""

    def __repr__(self) -> str:
        """Nothing of it, so that no log or error page shows how to find a person."""
        return "SafeContact(...)"


def check_contact(contact: SafeContact) -> None:
    """A way that needs a number or a name has one.

    Raises ``Incomplete("contact.address_missing")``.
    """
    if contact.reach not in WITHOUT_ADDRESS and not contact.address.strip():
        raise Incomplete("contact.address_missing")


def is_answered_by_code(reach: Reach, *, record: State, contact_again: State) -> bool:
    """Whether somebody who asks with the number and the PIN of her slip is answered.

    She chose to take the step herself, agrees that a record is kept, and took nothing back. That
    she does not want to be called is no reason to stay silent when she asks.
    """
    chose = reach is Reach.COMES_BACK
    return chose and record is State.GIVEN and contact_again is not State.WITHDRAWN
