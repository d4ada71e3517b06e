"""What goes over the wire, from the server that `saphan serve` starts."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from waitress.server import create_server

from saphan.cli.run import server_settings
from saphan.config.wsgi import application

Address = tuple[str, int]


@pytest.fixture(scope="module")
def server() -> Iterator[Address]:
    made = create_server(application, **server_settings(host="127.0.0.1", port=0, threads=1))
    running = threading.Thread(target=made.run, daemon=True)
    running.start()
    yield "127.0.0.1", made.effective_port
    made.close()
    made.task_dispatcher.shutdown()
    running.join(timeout=5)


def _heard(server: Address, method: str, path: str) -> tuple[bytes, bytes]:
    """The head and everything that follows it, until the server has no more to say."""
    asked = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with socket.create_connection(server, timeout=10) as line:
        line.sendall(asked.encode())
        heard = b"".join(iter(lambda: line.recv(65536), b""))
    head, _, rest = heard.partition(b"\r\n\r\n")
    return head, rest


@pytest.mark.parametrize("path", ["/en/", "/en/rights/", "/nothing-here/", "/static/web/face.css"])
def test_nothing_follows_the_head_that_was_asked_for(server: Address, path: str) -> None:
    """A browser reads what follows as the beginning of the next answer, and loses that one."""
    head, rest = _heard(server, "HEAD", path)
    whole, body = _heard(server, "GET", path)
    assert (rest, head.partition(b"\r\n")[0]) == (b"", whole.partition(b"\r\n")[0])
    assert f"Content-Length: {len(body)}".encode() in head
