"""Every public page of a language, fetched and read without a browser, as its links lead."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit

from django.urls import resolve

from saphan.foundation.words import LANGUAGES
from tests.web.public.walking import BEHIND_FORMS, shape
from tests.web.seen import Node, read

#: A sentence: several words, not all of which are names.
_WORDS = re.compile(r"[A-Za-z].* [a-z]{2,}\b")


@dataclass(frozen=True, eq=False)
class Fetched:
    """One page: its address, how the server answered, what came, as text and as it is read."""

    where: str
    status: int
    html: str
    page: Node

    @cached_property
    def route(self) -> str:
        """The name of its route."""
        return name_of(self.where)


def name_of(address: str) -> str:
    """The route of an address."""
    return str(resolve(urlsplit(address).path).view_name)


@lru_cache(maxsize=len(LANGUAGES))
def pages_of(address: str, language: str) -> tuple[Fetched, ...]:
    """The pages of a language at a running demo, one of each kind."""
    home, done = f"/{language}/", dict[object, Fetched]()
    waiting = [home, *(f"{home}{rest}" for rest in BEHIND_FORMS)]
    while waiting:
        where = waiting.pop(0)
        if shape(where) in done or where.partition("?")[0].endswith(".png"):
            continue
        done[shape(where)] = one = fetched(address, where)
        links = (urljoin(where, a.attributes.get("href", "")) for a in one.page.all("a"))
        waiting += [link.partition("#")[0] for link in links if link.startswith(home)]
    return tuple(done.values())


def fetched(address: str, where: str) -> Fetched:
    """One page as the server sends it, whatever its status."""
    try:
        answer = urllib.request.urlopen(f"{address}{where}")
    except HTTPError as refused:
        answer = refused
    with answer:
        html = answer.read().decode()
        return Fetched(where, answer.status, html, read(html))


def own_texts(node: Node) -> Iterator[str]:
    """Every text in the language of the page: nothing in an element that names another one."""
    for child in node.children:
        if isinstance(child, str):
            yield " ".join(child.split())
        elif child.tag not in {"script", "style"} and "lang" not in child.attributes:
            yield from own_texts(child)


def english_of(address: str) -> frozenset[str]:
    """Every sentence of the English pages."""
    texts = (text for one in pages_of(address, "en") for text in own_texts(one.page.first("body")))
    return frozenset(text for text in texts if _WORDS.search(text))
