"""One request to one service: short, encrypted, to that address only, and silent about it.

Nothing that is sent appears in an error: whoever asks gets an outcome by code.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

import httpx

from saphan.domain.notices.codes import Trouble
from saphan.domain.notices.retry import Outcome, not_sent, perhaps_sent

#: Seconds to reach a service, and for everything after that.
CONNECT_WITHIN, ANSWER_WITHIN = 10.0, 20.0
#: Of an answer no more is read.
LARGEST_ANSWER = 64 * 1024
_LONGEST_WAIT = 10**6
#: A compressed answer could unpack to anything.
_OURS = {"User-Agent": "Saphan", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the form or the JSON body is empty when there is none."""

    url: str = field(repr=False)
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: object = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service said, cut off after ``LARGEST_ANSWER`` bytes."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    def told(self) -> Mapping[str, object]:
        """The JSON object of the answer; empty when it is none."""
        try:
            found = json.loads(self.content)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def wait(self) -> timedelta | None:
        """How long the service asks to wait, from Retry-After in seconds (RFC 9110, 10.2.3)."""
        return seconds(self.headers.get("retry-after", ""))


def seconds(written: object) -> timedelta | None:
    """So many whole seconds, None when it is no such number."""
    text = str(written)
    if not (text.isascii() and text.isdigit()):
        return None
    return timedelta(seconds=min(int(text[:12]), _LONGEST_WAIT))


def ask(request: Request, *, within: float = ANSWER_WITHIN) -> Answer | Outcome:
    """The answer of the service, or how the try ended when there was none.

    No redirect is followed, certificates are checked, no proxy or password of the environment is
    used. Before the connection stands nothing was sent; after that nobody knows.
    """
    limits = httpx.Timeout(within, connect=min(CONNECT_WITHIN, within))
    try:
        with (
            httpx.Client(
                verify=_certificates(), timeout=limits, follow_redirects=False, trust_env=False
            ) as client,
            client.stream(
                request.method,
                request.url,
                params=dict(request.query) or None,
                data=dict(request.form) or None,
                json=request.body,
                headers={**_OURS, **request.headers},
            ) as response,
        ):
            content = _read(response, until=time.monotonic() + within)
            return Answer(response.status_code, response.headers, content)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL):
        return not_sent(Trouble.UNREACHABLE)
    except httpx.HTTPError:
        return perhaps_sent(Trouble.NO_ANSWER)


def _read(response: httpx.Response, *, until: float) -> bytes:
    """The beginning of the answer, as it comes; a service may not hold us with single bytes."""
    content = b""
    for piece in response.iter_raw():
        content += piece
        if len(content) > LARGEST_ANSWER or time.monotonic() > until:
            break
    return content[:LARGEST_ANSWER]


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """The authorities that this machine trusts."""
    return ssl.create_default_context()
