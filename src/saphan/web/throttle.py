"""The throttle of the log-in: guessing a password takes years, a typing error takes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from saphan.domain.refusals import Refused

#: Seconds for which failures are remembered.
WINDOW = 15 * 60
#: Failures allowed in the window for one name from one address, for one address, for one name.
LIMITS = {"pair": 5, "address": 30, "name": 60}


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


def _increase(key: str) -> None:
    try:
        cache.incr(key)
    except ValueError:  # it expired between the two lines: this failure is the first again
        cache.set(key, 1, WINDOW)


def tries(request: HttpRequest, name: str) -> Tries:
    """The tries of this request for a name, however its letters are cased."""
    return Tries(name.strip().casefold(), str(request.META.get("REMOTE_ADDR", "")))
