"""The network is shut in tests: only this machine can be reached.

Loaded with ``-p tests.network``. Python tells its audit hooks about every connection before it is
made, whichever library asks, so there is no way around it within this process.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any

_SENDING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_ASKING = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})


class NetworkShutError(RuntimeError):
    """Something tried to leave this machine."""


def _guard(event: str, args: tuple[Any, ...]) -> None:
    if event in _SENDING:
        sender, address = args[0], args[-1]
        if sender.family in {socket.AF_INET, socket.AF_INET6} and address and not _near(address[0]):
            raise NetworkShutError(f"the network is shut in tests: {address!r}")
    elif event in _ASKING and not _near(args[0]):
        raise NetworkShutError(f"the network is shut in tests: {args[0]!r}")


def _near(host: object) -> bool:
    """Whether the host is this machine; no host means all addresses of this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback or str(name) in {"0.0.0.0", "::"}
    except ValueError:
        return False


sys.addaudithook(_guard)
