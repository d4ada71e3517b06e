"""Telegram: a message from the centre's bot to a private chat.

Source: Telegram Bot API, "Making requests", "sendMessage" and "ResponseParameters". The address
is the identifier of the chat, which the bot knows once the person has written to it. The API
knows no repeated message, so what was perhaps sent is never sent again.
"""

from __future__ import annotations

from datetime import timedelta

from saphan.domain.notices.codes import Trouble
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import SENT, Outcome, never_sent, not_sent, perhaps_sent
from saphan.notices.channels.telegram.settings import TelegramSettings
from saphan.notices.channels.web import ANSWER_WITHIN, Answer, Request, ask, seconds

REPEATABLE = False


def send(settings: TelegramSettings, message: Message, *, within: float = ANSWER_WITHIN) -> Outcome:
    """Send one message; says how it ended and never raises for what the service does.

    Telegram fetches no preview of a link: it would open a page that opens once.
    """
    request = Request(
        url=f"{settings.base}/bot{settings.token}/sendMessage",
        body={
            "chat_id": int(message.address),
            "text": message.text,
            "link_preview_options": {"is_disabled": True},
        },
    )
    answer = ask(request, within=within)
    return _outcome(answer) if isinstance(answer, Answer) else answer


def _outcome(answer: Answer) -> Outcome:
    told = answer.told()
    if 300 <= answer.status < 400:
        return not_sent(Trouble.REDIRECTED)
    if answer.status >= 500:
        return perhaps_sent(Trouble.SERVER_FAULT)
    if answer.status == 200 and told.get("ok") is True:
        return SENT
    if told.get("ok") is not False:
        return perhaps_sent(Trouble.ODD_ANSWER)
    match answer.status:
        case 401 | 404:
            return not_sent(Trouble.LOGIN_REFUSED)
        case 429:
            return not_sent(Trouble.BUSY, _asked(told) or answer.wait)
        case 400 | 403:
            return never_sent(Trouble.ADDRESS_REFUSED)
    return never_sent(Trouble.MESSAGE_REFUSED)


def _asked(told: object) -> timedelta | None:
    """The seconds in ``parameters.retry_after``."""
    parameters = told.get("parameters") if isinstance(told, dict) else None
    return seconds(parameters.get("retry_after")) if isinstance(parameters, dict) else None
