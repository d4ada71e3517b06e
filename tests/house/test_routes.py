"""Every address of the site says who may open it, and keeps its word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from saphan.foundation.guards import guard_of

SOME_UUID = "00000000-0000-4000-8000-000000000000"


def routes(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Every route of the tree with its full name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from routes(pattern, spaces + space)
        else:
            yield ":".join([*spaces, pattern.name or ""]), pattern


ROUTES = list(routes())
GUARDED = [(name, route) for name, route in ROUTES if guard_of(route.callback) != "public"]


def some_address(name: str, route: URLPattern) -> str:
    """An address that the route answers, with invented values."""
    values: dict[str, object] = {}
    for key, converter in route.pattern.converters.items():
        if isinstance(converter, IntConverter):
            values[key] = 1
        else:
            values[key] = SOME_UUID if isinstance(converter, UUIDConverter) else "x"
    return reverse(name, kwargs=values)


def test_every_route_has_a_guard() -> None:
    guards = {name: guard_of(route.callback) for name, route in ROUTES}
    assert len(guards) > 5
    wrong = [
        name
        for name, guard in guards.items()
        if guard not in {"public", "signed_in"} and not guard.removeprefix("needs:").count(".")
    ]
    assert not wrong


def test_every_route_has_a_name() -> None:
    assert not [str(route.pattern) for name, route in ROUTES if not name or name.endswith(":")]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "route"), GUARDED, ids=[name for name, _ in GUARDED])
def test_strangers_are_sent_to_the_log_in(client: Client, name: str, route: URLPattern) -> None:
    for answer in (client.get(some_address(name, route)), client.post(some_address(name, route))):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/login/")


def test_two_pages_take_a_form_without_the_protection_that_needs_a_cookie() -> None:
    """A receiver's one-time page, whose secret is the permission, and one that only reads.

    The interface of the directory answers no form at all.
    """
    open_ones = {name for name, route in ROUTES if getattr(route.callback, "csrf_exempt", False)}
    assert {name for name in open_ones if not name.startswith("hsds:")} == {
        "care:answer",
        "web:by_code",
    }
