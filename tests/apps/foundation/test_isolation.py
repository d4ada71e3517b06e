"""The tests reach nothing but this machine and keep nothing in the checkout."""

from __future__ import annotations

import os
import socket
import tempfile
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from tests.network import NetworkShutError

#: An address set aside for documents (RFC 5737): nobody answers there.
ELSEWHERE = ("192.0.2.1", 80)


def test_no_connection_leaves_this_machine() -> None:
    with socket.socket() as out, pytest.raises(NetworkShutError):
        out.connect(ELSEWHERE)
    with socket.socket() as out, pytest.raises(NetworkShutError):
        out.connect_ex(ELSEWHERE)


def test_no_datagram_leaves_this_machine() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as out, pytest.raises(NetworkShutError):
        out.sendto(b"x", ELSEWHERE)


def test_no_name_is_looked_up() -> None:
    with pytest.raises(NetworkShutError):
        socket.getaddrinfo("example.org", 80)
    with pytest.raises(NetworkShutError):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_this_machine_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as here,
        socket.create_connection(here.getsockname(), timeout=5) as out,
    ):
        assert out.getpeername() == here.getsockname()


def test_the_home_is_thrown_away_afterwards() -> None:
    home = Path(os.environ["SAPHAN_HOME"]).resolve()
    assert home == settings.HOME
    assert home.is_relative_to(Path(tempfile.gettempdir()).resolve())
