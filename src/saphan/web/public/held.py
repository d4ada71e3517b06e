"""Finished public pages, held in memory for a moment: in a burst everybody asks the same.

Nothing is written anywhere. A page is found by the SHA-256 of its address, which holds what was
asked and never who asked.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

#: Pages at the most, about thirty kilobytes each before they are squeezed.
_MOST = 512
_pages: OrderedDict[bytes, tuple[float, int, bytes, dict[str, str]]] = OrderedDict()
_lock = Lock()


def held_page(request: HttpRequest) -> HttpResponse | None:
    """The finished page of this address, when it was made a moment ago."""
    with _lock:
        found = _pages.get(_key(request))
    if found is None or monotonic() - found[0] >= settings.PUBLIC_PAGES_HELD:
        return None
    _, status, content, headers = found
    return HttpResponse(content, status=status, headers=headers)


def hold_page(request: HttpRequest, response: HttpResponse) -> None:
    """Keep a page that is right and complete; the oldest makes room."""
    if response.status_code != 200 or response.streaming or not settings.PUBLIC_PAGES_HELD:
        return
    with _lock:
        _pages[_key(request)] = (
            monotonic(),
            response.status_code,
            response.content,
            dict(response.items()),
        )
        while len(_pages) > _MOST:
            _pages.popitem(last=False)


def _key(request: HttpRequest) -> bytes:
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    told = f"{request.method} {squeezed} {request.get_host()} {request.get_full_path()}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
