"""The words for the codes of notices on staff pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saphan.domain.notices.codes import Channel, Status, Trouble
from saphan.domain.notices.templates import Template

CHANNELS: Mapping[Channel, str | Promise] = {
    Channel.EMAIL: _("E-mail"),
    Channel.SMS: _("SMS"),
    Channel.LINE: "LINE",
    Channel.TELEGRAM: "Telegram",
    Channel.PERSON: _("A person tells"),
}
TEMPLATES: Mapping[Template, str | Promise] = {
    Template.NEWS: _("There is news about the request"),
    Template.APPOINTMENT: _("There is an appointment"),
    Template.CONTACT: _("Please contact us"),
    Template.REFERRAL_WAITS: _("A referral waits for an answer"),
    Template.REFERRAL_ANSWERED: _("An answer to a referral arrived"),
}
STATUSES: Mapping[Status, str | Promise] = {
    Status.WAITING: _("Waits to be sent"),
    Status.SENT: _("Sent"),
    Status.FAILED: _("Not delivered"),
    Status.HANDED_TO_PERSON: _("A person has to tell"),
    Status.TOLD: _("Told by a person"),
    Status.CANCELLED: _("Cancelled"),
}
TONES: Mapping[Status, str] = {
    Status.WAITING: "unknown",
    Status.SENT: "fine",
    Status.FAILED: "stop",
    Status.HANDED_TO_PERSON: "ask",
    Status.TOLD: "fine",
    Status.CANCELLED: "plain",
}
TROUBLES: Mapping[Trouble, str | Promise] = {
    Trouble.NO_CHANNEL: _("this way is not set up here"),
    Trouble.ADDRESS_UNFIT: _("the address does not fit this way"),
    Trouble.UNREACHABLE: _("the service could not be reached"),
    Trouble.NOT_SAFE: _("the connection would not have been safe"),
    Trouble.LOGIN_REFUSED: _("the service refused our log-in"),
    Trouble.REDIRECTED: _("the service sent us elsewhere"),
    Trouble.BUSY: _("the service had no time"),
    Trouble.SERVER_FAULT: _("the service had a fault; perhaps it was sent"),
    Trouble.NO_ANSWER: _("the service did not answer; perhaps it was sent"),
    Trouble.ODD_ANSWER: _("the answer could not be understood; perhaps it was sent"),
    Trouble.STOPPED: _("sending was interrupted; perhaps it was sent"),
    Trouble.TOO_LATE: _("a day passed before it could be sent"),
    Trouble.ADDRESS_REFUSED: _("the service does not know this address, or she blocked us"),
    Trouble.MESSAGE_REFUSED: _("the service refused the message"),
}


def why(trouble: Trouble | None) -> str:
    """Why a person has to tell her; empty when it was meant so."""
    return str(TROUBLES[trouble]) if trouble else ""
