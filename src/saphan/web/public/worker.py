"""The script that keeps public pages on the phone, at ``/sw.js``, and the answers it keeps."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files as packaged

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from saphan.foundation.guards import public
from saphan.foundation.plain import law_book
from saphan.foundation.words import LANGUAGES
from saphan.web.public import kept
from saphan.web.public.addresses import AFTERWARDS, ANSWERS, FIRST
from saphan.web.public.offline_data import answers_script

_SCRIPT = "text/javascript; charset=utf-8"
#: Where the source leaves room for what is kept.
_ROOM = "const KEPT = {};"


@public
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker; each browser asks whether it changed whenever a public page is opened."""
    response = HttpResponse(worker_script(), content_type=_SCRIPT)
    response["Cache-Control"] = "no-cache"
    return response


@public
@require_safe
def answers(request: HttpRequest, language: str, checker: str) -> HttpResponse:
    """What a checker needs to answer without a network in one language, as of today."""
    if checker not in ANSWERS:
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    plain, small = _answers(language, checker, timezone.localdate(), law_book().digest)
    response = HttpResponse(small if packed else plain, content_type=_SCRIPT)
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = "public, max-age=3600"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@lru_cache(maxsize=len(LANGUAGES) * len(ANSWERS))
def _answers(language: str, checker: str, on: date, _digest: str) -> tuple[bytes, bytes]:
    """The answers as they are and packed; made once a day."""
    plain = answers_script(language, checker, on=on).encode("utf-8")
    return plain, gzip.compress(plain, mtime=0)


@lru_cache(maxsize=1)
def worker_script() -> str:
    """The service worker of this installation."""
    return script_keeping(LANGUAGES, version=kept.version(), index="")


def script_keeping(languages: Iterable[str], *, version: str, index: str) -> str:
    """The service worker for these languages, wherever it lies.

    ``index`` is the name of the file behind an address that ends in a slash, empty for a server
    that needs none.
    """
    files = {name for language in languages for name in kept.files(language)}
    told = {
        "version": version,
        "index": index,
        "answers": sorted(ANSWERS.values()),
        "first": [f"{page}{index}" for page in FIRST],
        "afterwards": [f"{page}{index}" for page in AFTERWARDS],
        "files": _below_root(name for name in files if not kept.is_font(name)),
        "fonts": {
            language: _below_root(name for name in kept.files(language) if kept.is_font(name))
            for language in languages
        },
    }
    room = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    source = packaged("saphan.web").joinpath("templates", "web", "public", "worker.js")
    return source.read_text(encoding="utf-8").replace(_ROOM, f"const KEPT = {room};")


def _below_root(addresses: Iterable[str]) -> list[str]:
    return sorted(address.removeprefix("/") for address in addresses)
