"""Throttles of the log-in and of the slips: guessing takes years, a typing error takes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from saphan.domain.refusals import Refused

#: Seconds for which failures are remembered.
WINDOW = 15 * 60
#: Failures allowed in the window for one name from one address, for one address, for one name.
LIMITS = {"pair": 5, "address": 30, "name": 60}
#: Tries in the window that found nobody: with one number, from one network, from everywhere.
GUESSES = {"number": 10, "network": 20, "all": 300}
#: Bits of an IPv6 address that name a network; a telephone chooses the rest anew. Source: RFC 4291.
_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Tries:
    """The failed log-ins for one name from one network address."""

    name: str
    address: str

    def check(self) -> None:
        """Raise ``Refused("login.too_many", minutes=...)`` when a limit is reached."""
        for kind, key in self._keys().items():
            if cache.get(key, 0) >= LIMITS[kind]:
                raise Refused("login.too_many", minutes=WINDOW // 60)

    def failed(self) -> None:
        """Count one failure everywhere it counts."""
        for key in self._keys().values():
            cache.add(key, 0, WINDOW)
            _increase(key)

    def succeeded(self) -> None:
        """Forget the failures of this name from this address."""
        cache.delete(self._keys()["pair"])

    def _keys(self) -> dict[str, str]:
        parts = {
            "pair": f"{self.name}|{self.address}",
            "address": self.address,
            "name": self.name,
        }
        return {
            kind: f"login:{kind}:{hashlib.sha256(part.encode()).hexdigest()}"
            for kind, part in parts.items()
        }


@dataclass(frozen=True, slots=True)
class Guesses:
    """The tries with a number of a slip, and from a network, that found nobody.

    Both are remembered as keyed fingerprints only, in memory, for ``WINDOW`` seconds.
    """

    number: str
    network: str

    def too_many(self) -> bool:
        """Whether a limit is reached; the right number and PIN are then no longer looked at."""
        return any(cache.get(key, 0) >= GUESSES[kind] for kind, key in self._keys().items())

    def wrong(self) -> None:
        """Count one try that found nobody."""
        for key in self._keys().values():
            cache.add(key, 0, WINDOW)
            _increase(key)

    def _keys(self) -> dict[str, str]:
        parts = {"number": self.number, "network": self.network, "all": ""}
        return {
            kind: f"slip:{kind}:{salted_hmac('saphan.slip', part, algorithm='sha256').hexdigest()}"
            for kind, part in parts.items()
        }


def _increase(key: str) -> None:
    try:
        cache.incr(key)
    except ValueError:  # it expired between the two lines: this failure is the first again
        cache.set(key, 1, WINDOW)


def tries(request: HttpRequest, name: str) -> Tries:
    """The tries of this request for a name, however its letters are cased."""
    return Tries(name.strip().casefold(), str(request.META.get("REMOTE_ADDR", "")))


def guesses(request: HttpRequest, number: str) -> Guesses:
    """The guesses of this request at a number."""
    return Guesses(number, network_of(str(request.META.get("REMOTE_ADDR", ""))))


def network_of(address: str) -> str:
    """An IPv4 address as it is, of an IPv6 address what names its network."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or int(found) >> (128 - _NETWORK))
    return str(found)
