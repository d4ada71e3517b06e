"""SMS: a text message through a gateway that is asked by HTTP.

Gateways differ; the settings say how one is asked (``SmsSettings``). Statuses as RFC 9110 means
them: 2xx taken, 429 and 503 not now, 400, 404 and 422 never, 401 and 403 wrong log-in; after
other 5xx nobody knows. Where the key travels along, 409 says that the message was taken before.
"""

from __future__ import annotations

from saphan.domain.notices.codes import Trouble
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import SENT, Outcome, never_sent, not_sent, perhaps_sent
from saphan.foundation.words import fill
from saphan.notices.channels.sms.settings import SmsSettings
from saphan.notices.channels.web import ANSWER_WITHIN, Answer, Request, ask


def send(settings: SmsSettings, message: Message, *, within: float = ANSWER_WITHIN) -> Outcome:
    """Send one message; says how it ended and never raises for what the gateway does."""
    answer = ask(_request(settings, message), within=within)
    return _outcome(settings, answer) if isinstance(answer, Answer) else answer


def _request(settings: SmsSettings, message: Message) -> Request:
    facts = {
        "to": message.address,
        "digits": message.address.removeprefix("+"),
        "text": message.text,
        "key": str(message.key),
    }
    fields = {name: fill(value, facts) for name, value in settings.fields.items()}
    headers = dict([settings.header] if settings.header else [])
    match settings.shape:
        case "json":
            return Request(settings.url, headers=headers, body=fields)
        case "query":
            return Request(settings.url, method="GET", headers=headers, query=fields)
    return Request(settings.url, headers=headers, form=fields)


def _outcome(settings: SmsSettings, answer: Answer) -> Outcome:
    match answer.status:
        case status if 200 <= status < 300:
            taken = settings.taken.encode() in answer.content
            return SENT if taken else perhaps_sent(Trouble.ODD_ANSWER)
        case 409 if settings.repeatable:
            return SENT
        case 401 | 403 | 407:
            return not_sent(Trouble.LOGIN_REFUSED)
        case 429 | 503:
            return not_sent(Trouble.BUSY, answer.wait)
        case status if 300 <= status < 400:
            return not_sent(Trouble.REDIRECTED)
        case status if 400 <= status < 500:
            return never_sent(Trouble.MESSAGE_REFUSED)
    return perhaps_sent(Trouble.SERVER_FAULT)
