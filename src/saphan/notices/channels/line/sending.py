"""LINE: a push message from the centre's official account.

Source: LINE Developers, Messaging API reference, "Send push message" and "Retry failed API
requests". The address is the user's identifier for that account. 200 and 409 (accepted before,
with the same retry key) mean sent; after 500 or no answer the same key is sent again; other 4xx
do not change by repeating.
"""

from __future__ import annotations

from saphan.domain.notices.codes import Trouble
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import SENT, Outcome, never_sent, not_sent, perhaps_sent
from saphan.notices.channels.line.settings import LineSettings
from saphan.notices.channels.web import ANSWER_WITHIN, Answer, Request, ask

#: The retry key makes a repeated request harmless.
REPEATABLE = True


def send(settings: LineSettings, message: Message, *, within: float = ANSWER_WITHIN) -> Outcome:
    """Send one message; says how it ended and never raises for what the service does."""
    request = Request(
        url=f"{settings.base}/v2/bot/message/push",
        headers={
            "Authorization": f"Bearer {settings.token}",
            "X-Line-Retry-Key": str(message.key),
        },
        body={"to": message.address, "messages": [{"type": "text", "text": message.text}]},
    )
    answer = ask(request, within=within)
    return _outcome(answer) if isinstance(answer, Answer) else answer


def _outcome(answer: Answer) -> Outcome:
    match answer.status:
        case 200:
            taken = isinstance(answer.told().get("sentMessages"), list)
            return SENT if taken else perhaps_sent(Trouble.ODD_ANSWER)
        case 409:
            return SENT
        case 401 | 403:
            return not_sent(Trouble.LOGIN_REFUSED)
        case 429:
            return not_sent(Trouble.BUSY, answer.wait)
        case status if 300 <= status < 400:
            return not_sent(Trouble.REDIRECTED)
        case status if 400 <= status < 500:
            return never_sent(Trouble.MESSAGE_REFUSED)
        case status if status >= 500:
            return perhaps_sent(Trouble.SERVER_FAULT)
    return perhaps_sent(Trouble.ODD_ANSWER)
