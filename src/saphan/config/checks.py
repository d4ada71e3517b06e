"""Checks of the installation: what may never run, said before it runs."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
_SHORTEST_SECRET = 32


@register(Tags.security)
def check_installation(**_: Any) -> list[CheckMessage]:
    """Every mistake of the settings that would put people at risk."""
    return [*_open_to_others(), *_keys(), *_driver()]


def _open_to_others() -> Iterable[CheckMessage]:
    if set(settings.ALLOWED_HOSTS) <= _THIS_MACHINE:
        return
    if settings.DEBUG:
        hint = "Unset SAPHAN_DEBUG, or allow only this machine in SAPHAN_ALLOWED_HOSTS."
        yield Error("SAPHAN_DEBUG shows code to others.", hint=hint, id="saphan.E001")
    if settings.DEMO:
        hint = "Unset SAPHAN_DEMO, or allow only this machine in SAPHAN_ALLOWED_HOSTS."
        yield Error("The demo's log-ins are known to all.", hint=hint, id="saphan.E002")


def _keys() -> Iterable[CheckMessage]:
    if len(settings.SECRET_KEY) < _SHORTEST_SECRET:
        hint = f"Give at least {_SHORTEST_SECRET} random characters, or none to have them made."
        yield Error("SAPHAN_SECRET_KEY is too short.", hint=hint, id="saphan.E003")
    if not settings.VAULT_KEYS or not all(map(_is_key, settings.VAULT_KEYS)):
        hint = "Each key is 32 bytes in URL-safe base64; give none to have one made."
        yield Error("SAPHAN_VAULT_KEY is not a Fernet key.", hint=hint, id="saphan.E004")


def _driver() -> Iterable[CheckMessage]:
    engine = str(settings.DATABASES["default"]["ENGINE"])
    if engine.endswith("postgresql") and not find_spec("psycopg"):
        hint = "Install saphan[postgres]."
        yield Error("The PostgreSQL driver is missing.", hint=hint, id="saphan.E005")


def _is_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True
