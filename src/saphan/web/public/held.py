"""Finished public pages and pieces of them, held in memory for a moment.

In a burst everybody asks the same page; otherwise many pages share most of their pieces. Nothing
is written anywhere. A page is found by the SHA-256 of its address, which holds what was asked and
never who asked; a piece by codes and by what the rules say, never by an amount.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from random import uniform
from threading import Lock
from time import monotonic
from typing import TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

#: Pages at the most, about thirty kilobytes each before they are squeezed.
_MOST = 512
#: Pieces at the most, about three kilobytes each.
_MOST_PIECES = 8192
_pages: OrderedDict[bytes, tuple[float, int, bytes, dict[str, str]]] = OrderedDict()
_pieces: OrderedDict[Hashable, tuple[float, object]] = OrderedDict()
_lock = Lock()

Piece = TypeVar("Piece")


def fingerprint(request: HttpRequest) -> bytes:
    """What a page is found by: its address, and whether it is squeezed."""
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    asked = request.META.get("QUERY_STRING", "")
    told = f"{request.method} {squeezed} {request.get_host()} {request.path}?{asked}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()


def held_page(key: bytes) -> HttpResponse | None:
    """The finished page with this fingerprint, when it was made a moment ago."""
    with _lock:
        found = _pages.get(key)
    if found is None or monotonic() - found[0] >= settings.PUBLIC_PAGES_HELD:
        return None
    _, status, content, headers = found
    return HttpResponse(content, status=status, headers=headers)


def hold_page(key: bytes, response: HttpResponse) -> None:
    """Keep a page that is right and complete; the oldest makes room."""
    if response.status_code != 200 or response.streaming or not settings.PUBLIC_PAGES_HELD:
        return
    with _lock:
        _pages[key] = (
            monotonic(),
            response.status_code,
            response.content,
            dict(response.items()),
        )
        while len(_pages) > _MOST:
            _pages.popitem(last=False)


def held_piece(key: Hashable, make: Callable[[], Piece]) -> Piece:
    """What was made for the key not longer ago than a page is held, otherwise what is made now.

    The key says everything that decides the piece, beginning with its kind.
    """
    now, hold = monotonic(), settings.PUBLIC_PAGES_HELD
    found = _pieces.get(key)
    if hold and found is not None and now < found[0]:
        return cast("Piece", found[1])
    made = make()
    if hold:
        # What was made together is not made anew together, while people wait.
        _hold_piece(key, now + hold * uniform(0.5, 1), made)  # noqa: S311  no secret
    return made


def _hold_piece(key: Hashable, until: float, made: object) -> None:
    with _lock:
        _pieces.pop(key, None)
        _pieces[key] = (until, made)
        while len(_pieces) > _MOST_PIECES:
            _pieces.popitem(last=False)
