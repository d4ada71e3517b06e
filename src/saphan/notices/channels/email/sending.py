"""E-mail: one plain message to one person, handed to a mail server by SMTP.

Source: RFC 5321 (4yz: not now, 5yz: never), RFC 3207 and RFC 8314 (encryption), RFC 3834 (an
automatic message says so, so that nobody's holiday answers it). The Message-ID stays the same when
a message is repeated; not every server minds, so what was perhaps sent is not sent again.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate

from saphan.domain.notices.codes import Trouble
from saphan.domain.notices.records import Message
from saphan.domain.notices.retry import SENT, Outcome, never_sent, not_sent, perhaps_sent
from saphan.notices.channels.email.settings import EmailSettings

REPEATABLE = False
#: Seconds for each step of the conversation.
STEP_WITHIN = 20.0
_PERMANENT = 500
#: How we greet: an address that tells nothing (RFC 5321, 4.1.3); our own name is looked up nowhere.
_US = "[127.0.0.1]"


def send(settings: EmailSettings, message: Message, *, within: float = STEP_WITHIN) -> Outcome:
    """Send one message; says how it ended and never raises for what the server does."""
    letter = _letter(settings, message)
    try:
        server = _connected(settings, within)
    except smtplib.SMTPNotSupportedError:
        return not_sent(Trouble.NOT_SAFE)
    except smtplib.SMTPAuthenticationError:
        return not_sent(Trouble.LOGIN_REFUSED)
    except ssl.SSLError:
        return not_sent(Trouble.NOT_SAFE)
    except (smtplib.SMTPException, OSError):
        return not_sent(Trouble.UNREACHABLE)
    try:
        server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(Trouble.ADDRESS_REFUSED, *(code for code, _ in refused.recipients.values()))
    except smtplib.SMTPResponseException as refused:
        return _refused(Trouble.MESSAGE_REFUSED, refused.smtp_code)
    except (smtplib.SMTPException, OSError):
        return perhaps_sent(Trouble.NO_ANSWER)
    else:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        return SENT
    finally:
        server.close()


def _connected(settings: EmailSettings, within: float) -> smtplib.SMTP:
    """The server, greeted, encrypted and logged in."""
    trusted = settings.trusted or ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(settings.host, settings.port, _US, timeout=within, context=trusted)
        if settings.security == "tls"
        else smtplib.SMTP(settings.host, settings.port, _US, timeout=within)
    )
    try:
        if settings.security == "starttls":
            server.starttls(context=trusted)
        if settings.user:
            server.login(settings.user, settings.password)
    except BaseException:
        server.close()
        raise
    return server


def _letter(settings: EmailSettings, message: Message) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = settings.sender
    letter["To"] = message.address
    letter["Subject"] = message.heading
    letter["Date"] = formatdate(usegmt=True)
    letter["Message-ID"] = f"<{message.key}@{settings.sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["Content-Language"] = message.language
    letter.set_content(message.text + "\n", charset="utf-8", cte="base64")
    return letter


def _refused(trouble: Trouble, *codes: int) -> Outcome:
    if all(code >= _PERMANENT for code in codes):
        return never_sent(trouble)
    return not_sent(Trouble.BUSY)
