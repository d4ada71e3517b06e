"""Services on this machine that speak the documented protocols of the channels.

Each checks what it is asked as the real one does, remembers what it took, and plays the faults
that a test puts before it.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID


@dataclass(frozen=True)
class Asked:
    """One request as a service got it."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True)
class Said:
    """One answer. ``after``: the message is taken first; ``hangs``: nothing is answered at all."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    after: bool = False
    hangs: bool = False


def told(status: int, **facts: Any) -> Said:
    return Said(status, json.dumps(facts).encode(), {"Content-Type": "application/json"})


class Service:
    """A service over HTTP. ``faults`` are played once each, before it works again."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.taken: list[dict[str, Any]] = []
        self.faults: deque[Said] = deque()
        self.released = Event()
        self.base = ""

    def work(self, asked: Asked) -> Said:
        """What the service does when nothing is wrong."""
        raise NotImplementedError

    def answer(self, asked: Asked) -> Said:
        self.asked.append(asked)
        if not self.faults:
            return self.work(asked)
        fault = self.faults.popleft()
        if fault.after:
            self.work(asked)
        return fault


class Line(Service):
    """LINE Messaging API, "Send push message" and "Retry failed API requests"."""

    TOKEN = "line-secret-token"

    def __init__(self) -> None:
        super().__init__()
        self.accepted: dict[UUID, str] = {}

    def work(self, asked: Asked) -> Said:
        if (asked.method, asked.path) != ("POST", "/v2/bot/message/push"):
            return told(404, message="Not found")
        if asked.headers.get("authorization") != f"Bearer {self.TOKEN}":
            return told(
                401, message="Authentication failed. Confirm that the access token is valid."
            )
        if not asked.headers.get("content-type", "").startswith("application/json"):
            return told(415, message="Unsupported media type")
        try:
            key = UUID(asked.headers.get("x-line-retry-key", ""))
        except ValueError:
            return told(400, message="Invalid retry key")
        return self._push(key, asked.json())

    def _push(self, key: UUID, body: dict[str, Any]) -> Said:
        if not re.fullmatch(r"[UCR][0-9a-f]{32}", str(body.get("to"))):
            return told(
                400,
                message="The property, 'to', in the request body is invalid (line: -, column: -)",
            )
        messages = body.get("messages")
        if not isinstance(messages, list) or not 1 <= len(messages) <= 5:
            return told(400, message="The request body has 1 error(s)")
        for one in messages:
            if one.get("type") != "text" or not 1 <= len(one.get("text", "")) <= 5000:
                return told(400, message="The request body has 1 error(s)")
        if key in self.accepted:
            header = {"X-Line-Accepted-Request-Id": self.accepted[key]}
            return Said(409, b'{"message":"The retry key is already accepted"}', header)
        self.accepted[key] = f"request-{len(self.taken)}"
        self.taken.append({"to": body["to"], "text": messages[0]["text"]})
        return told(200, sentMessages=[{"id": "461230966842064897", "quoteToken": "IStG5h1Tz7b"}])


class Telegram(Service):
    """Telegram Bot API, "Making requests", "sendMessage", "ResponseParameters"."""

    TOKEN = "123456:telegram-secret"
    BLOCKED = 4040

    def work(self, asked: Asked) -> Said:
        if asked.path != f"/bot{self.TOKEN}/sendMessage":
            return told(401, ok=False, error_code=401, description="Unauthorized")
        body = asked.json()
        if not isinstance(body.get("chat_id"), int) or not body.get("text"):
            return told(400, ok=False, error_code=400, description="Bad Request: chat not found")
        if body["chat_id"] == self.BLOCKED:
            said = "Forbidden: bot was blocked by the user"
            return told(403, ok=False, error_code=403, description=said)
        self.taken.append(body)
        chat = {"id": body["chat_id"], "type": "private"}
        sent = {"message_id": 7, "date": 1795600000, "chat": chat, "text": body["text"]}
        return told(200, ok=True, result=sent)

    @staticmethod
    def wait(seconds: int) -> Said:
        """The answer that asks to wait."""
        said = f"Too Many Requests: retry after {seconds}"
        parameters = {"retry_after": seconds}
        return told(429, ok=False, error_code=429, description=said, parameters=parameters)


class Gateway(Service):
    """A gateway for text messages as docs/notices.md describes its shapes."""

    def __init__(self, *, header: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.header = header

    def work(self, asked: Asked) -> Said:
        if self.header and asked.headers.get(self.header[0].lower()) != self.header[1]:
            return told(401)
        fields = self._fields(asked)
        if not re.fullmatch(r"\+?66[0-9]{8,9}", fields.get("to", "")):
            return told(422, error="number")
        key = fields.get("reference")
        if key and any(one.get("reference") == key for one in self.taken):
            return told(409, error="duplicate")
        self.taken.append(fields)
        return told(202, queued=True)

    def _fields(self, asked: Asked) -> dict[str, str]:
        if asked.method == "GET":
            return dict(asked.query)
        if asked.headers["content-type"].startswith("application/json"):
            return asked.json()
        return dict(parse_qsl(asked.body.decode()))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: Service

    def _do(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", 0))
        asked = Asked(
            self.command,
            parts.path,
            dict(parse_qsl(parts.query)),
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(length),
        )
        said = self.service.answer(asked)
        if said.hangs:
            self.service.released.wait(10)
            self.close_connection = True
            return
        self.send_response(said.status)
        for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said.body)

    do_GET = _do  # noqa: N815
    do_POST = _do  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Silent."""


@contextmanager
def serving(service: Service, *, tls: Any = None) -> Iterator[str]:
    """The service on a free port; gives its address."""
    handler = type("Handler", (_Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    service.base = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    try:
        yield service.base
    finally:
        service.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
