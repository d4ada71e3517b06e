"""The network is shut in every test of this run, whoever asks; only this machine answers."""

from __future__ import annotations

import socket

import pytest

from tests.network import NetworkShutError


def test_the_network_is_shut() -> None:
    with pytest.raises(NetworkShutError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_no_name_is_looked_up() -> None:
    with pytest.raises(NetworkShutError):
        socket.create_connection(("example.org", 443), timeout=1)


def test_this_machine_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
