"""Walks through the public pages with Django's client, as links lead."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.db import transaction
from django.test import Client

from tests.apps.care.lists import bring_shipped
from tests.web.seen import Node, read

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

_PAY = (
    "pay/?province=TH-10&work=ordinary&d1=16&m1=6&y1=2568&d2=15&m2=7&y2=2025&basis=daily&rate=372"
    "&paid=9000&hours=8&days=25&ot=14&rest=16"
)
#: Pages behind forms, below the address of a language: questions, faults and answers.
BEHIND_FORMS = (
    "charge/?from=MM&scheme=mou&when=2026-11",
    "charge/?from=MM&scheme=mou&when=2026-11&item=service_fee&item=visa",
    "charge/?from=MM&scheme=mou&when=2026-11&item=visa&visa=many&asked=visa",
    "charge/?from=MM&scheme=mou&when=2026-11&item=service_fee&service_fee=16500"
    "&service_fee-to=origin_agency&item=passport&passport=500&passport-to=employer&answer=1",
    "charge/?from=VN&scheme=mou&when=unknown&item=service_fee&service_fee=40000"
    "&service_fee-to=origin_agency&wage=9000&answer=1",
    "pay/?step=kind&province=TH-20",
    "pay/?step=when&province=TH-10&work=ordinary",
    "pay/?step=pay&province=TH-10&rate=abc",
    "pay/?step=hours&province=TH-10&basis=daily",
    "pay/?step=cuts&province=TH-10&paid=9000",
    f"{_PAY}&took=housing&took=fine&a_housing=500&a_fine=100&house=yes&step=sums",
    f"{_PAY}&took=housing&took=fine&a_housing=500&a_fine=100&c_housing=no&house=yes",
    "pay/?province=TH-10&days=5",
    "pay/share/?province=TH-10&m1=7&y1=2568&basis=daily&rate=400&days=26&hours=8&paid=9000",
    "help/?province=TH-63&papers=no&open=now",
)


def shape(address: str) -> tuple[str, tuple[str, ...]]:
    """A page and which questions are answered in its address; one of each is visited."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted({name for name, _ in parse_qsl(parts.query)}))


@dataclass(frozen=True, eq=False)
class Walked:
    """One page as it was sent, squeezed, and as it is read."""

    where: str
    response: _MonkeyPatchedWSGIResponse
    page: Node

    @property
    def weight(self) -> int:
        """Its bytes over the line."""
        return len(self.response.content)


@cache
def walk(language: str) -> tuple[Walked, ...]:
    """Every public page of one language that can be reached with the shipped directory.

    They are opened once for all tests; no picture is drawn. Needs the database.
    """
    with transaction.atomic():
        bring_shipped()
        found = tuple(_walk(Client(headers={"Accept-Encoding": "gzip"}), f"/{language}/"))
        transaction.set_rollback(True)
    return found


def _walk(client: Client, home: str) -> Iterator[Walked]:
    waiting, done = [home, *(f"{home}{rest}" for rest in BEHIND_FORMS)], set[object]()
    while waiting:
        where = waiting.pop(0)
        if shape(where) in done or urlsplit(where).path.endswith(".png"):
            continue
        done.add(shape(where))
        response = client.get(where)
        assert response.headers["Content-Type"].startswith("text/html"), where
        assert response.headers["Content-Encoding"] == "gzip", where
        page = read(gzip.decompress(response.content).decode())
        yield Walked(where, response, page)
        links = (urljoin(where, a.attributes.get("href", "")) for a in page.all("a"))
        waiting += [link.partition("#")[0] for link in links if link.startswith(home)]
