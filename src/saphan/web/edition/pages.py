"""Which pages the edition has: what a phone keeps, every service, and the common answers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from saphan.foundation.words import Words
from saphan.web.public import offline_charge
from saphan.web.public.addresses import pages
from saphan.web.public.asked_often import Common, about_charges, about_pay
from saphan.web.public.rendering import page_at

#: The questions of a link in the directory that lead to a page of their own.
_OF_DIRECTORY = frozenset({"show", "page", "need"})
#: More pages of a directory than any list of services needs; beyond is a circle of links.
_MOST = 2_000
_LINK = re.compile(r'<a\b[^>]*\shref="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Contents:
    """The addresses of one language, and the common questions that its two checkers list."""

    language: str
    addresses: tuple[str, ...]
    charges: tuple[Common, ...]
    pay: tuple[Common, ...]


def contents(language: str, *, on: date) -> Contents:
    """What the edition of one language holds on a day.

    Raises ``RuntimeError`` when the links of the directory lead on without an end.
    """
    words = Words(language, *offline_charge.CATALOGUES)
    charges, pay = tuple(about_charges(words, on)), tuple(about_pay(words, on))
    common = (one.address for one in (*charges, *pay))
    kept = dict.fromkeys((*pages(language), *_directory(language), *common))
    return Contents(language, tuple(kept), charges, pay)


def _directory(language: str) -> Iterator[str]:
    """The pages behind the pages of the directory: single services, further pages of a list."""
    waiting = [address for address in pages(language) if "/help/" in address]
    seen = set(waiting)
    while waiting:
        here = waiting.pop(0)
        for to in _LINK.findall(page_at(here)):
            goal = urldefrag(urljoin(here, html.unescape(to))).url
            if goal not in seen and _is_directory(goal, language):
                seen.add(goal)
                waiting.append(goal)
                yield goal
        if len(seen) > _MOST:
            raise RuntimeError("more pages than a directory may have")


def _is_directory(address: str, language: str) -> bool:
    split = urlsplit(address)
    asked = {name for name, _ in parse_qsl(split.query)}
    within = re.fullmatch(rf"/{language}/help/([a-z]+/)?", split.path)
    return bool(within and asked and asked <= _OF_DIRECTORY and not split.netloc)
