"""Answers of the interface: JSON, lines of JSON, problems; kept by caches while nothing changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import http_date, parse_http_date_safe, quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from saphan.domain.refusals import NotAllowed, NotFound, Refused
from saphan.foundation.guards import public
from saphan.foundation.sentences import sentence
from saphan.pillars.care.queries import directory

#: Seconds for which an answer may be kept without asking whether it changed.
KEPT = 60
View = Callable[..., HttpResponseBase]


def as_json(content: object, *, status: int = 200) -> HttpResponse:
    """An answer in JSON, every letter as itself."""
    text = json.dumps(content, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/json")


def as_lines(objects: Iterable[object]) -> StreamingHttpResponse:
    """Every object in a line of its own, sent while they are made."""
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


def problem(status: int, refused: Refused) -> HttpResponse:
    """Why not, in JSON. Source: RFC 9457, problem details."""
    titles = {400: "Bad request", 404: "Not found", 405: "Method not allowed"}
    told = {
        "type": "about:blank",
        "title": titles.get(status, "Not possible"),
        "status": status,
        "detail": sentence(refused),
        "code": refused.code,
        "field": str(refused.facts.get("field", "")),
    }
    text = json.dumps(told, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/problem+json")


def answers(*methods: str) -> Callable[[View], View]:
    """An address that anybody may ask with these methods; whatever is refused is told in JSON.

    What was read with GET may be kept, what was asked with POST may not: it is asked that way so
    that nobody keeps it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, /, **keys: str) -> HttpResponseBase:
            allowed = ", ".join((*methods, "OPTIONS"))
            if request.method == "OPTIONS":
                return _open_to_all(HttpResponse(status=204, headers={"Allow": allowed}), allowed)
            if request.method not in methods:
                response = problem(405, Refused("hsds.method", allowed=allowed))
                response["Allow"] = allowed
                return _open_to_all(response, allowed)
            return _open_to_all(_asked(view, request, keys), allowed)

        return csrf_exempt(public(gzip_page(answered)))

    return decorate


def _asked(view: View, request: HttpRequest, keys: dict[str, str]) -> HttpResponseBase:
    mark, changed = _mark(request)
    reading = request.method in {"GET", "HEAD"}
    if reading and _unchanged(request, mark, changed):
        return _kept(HttpResponse(status=304), mark, changed)
    try:
        response = view(request, **keys)
    except Refused as refused:
        return problem(_status(refused), refused)
    if not reading:
        response["Cache-Control"] = "no-store"
        return response
    return _kept(response, mark, changed)


def _status(refused: Refused) -> int:
    if isinstance(refused, NotFound):
        return 404
    if isinstance(refused, NotAllowed):
        return 403
    return 415 if refused.code == "hsds.body_kind" else 400


def _mark(request: HttpRequest) -> tuple[str, float | None]:
    """What changes with the directory and the question, and when the directory last changed."""
    stamp = directory.stamp(None)
    newest = directory.newest(None)
    told = f"{stamp} {request.get_host()} {request.get_full_path()}"
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return quote_etag(digest), newest.timestamp() if newest else None


def _unchanged(request: HttpRequest, mark: str, changed: float | None) -> bool:
    if request.GET.get("open_now"):
        return False
    known = request.headers.get("If-None-Match")
    if known is not None:
        return known.strip() == "*" or mark in [
            one.strip().removeprefix("W/") for one in known.split(",")
        ]
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return changed is not None and since is not None and int(changed) <= since


def _kept(response: HttpResponseBase, mark: str, changed: float | None) -> HttpResponseBase:
    response["ETag"] = mark
    response["Cache-Control"] = f"public, max-age={KEPT}"
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    return response


def _open_to_all(response: HttpResponseBase, allowed: str) -> HttpResponseBase:
    """Pages of other sites may read it: it is the same for everybody and knows nobody."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = allowed
    response["Access-Control-Allow-Headers"] = "Content-Type"
    return response
