"""Middleware: the language of a page, the headers of its safety, refusals as pages."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers

from saphan.domain.refusals import Refused
from saphan.web.languages import address_language, language_of
from saphan.web.public.addresses import BY_CODE
from saphan.web.public.held import fingerprint, held_page, hold_page
from saphan.web.public.refused import turned_away
from saphan.web.refusals import refused_page

Answer = Callable[[HttpRequest], HttpResponse]

#: Seconds for which a public page may be kept.
KEPT = 300

#: Bytes below which squeezing gains nothing.
_SMALL = 200
#: zlib's level. The next one takes half as long again and saves one byte in a hundred. Measured.
_LEVEL = 5
_GZIP = re.compile(r"\bgzip\b")
#: The largest form that a public page takes, in bytes, and how it is written.
_LARGEST_FORM = 2_000
_FORM = "application/x-www-form-urlencoded"

#: Nothing from elsewhere, nothing inline: a page can only run what this site serves as a file.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class LanguageMiddleware:
    """Speaks the language of the page while it is made, and no longer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the page."""
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        if not address_language(request):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class HeadersMiddleware:
    """Tells the browser what a page may load, and to forget what members saw.

    A response that brings its own Content-Security-Policy keeps it. Public pages never ask who
    looks at them.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers added."""
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        if not address_language(request) and request.user.is_authenticated:
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True, private=True)
        return response


class PublicMiddleware:
    """Public pages only read: small on the wire, the same for everybody, without a cookie.

    Answers, whose address holds what was asked, are kept by no browser, since phones are shared;
    everything else by any cache. One page is asked by a short form instead, so that what is typed
    stands in no address; its answers are held nowhere, not even here.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the page does, squeezed; refuse what would send something."""
        if not address_language(request):
            return self.answer(request)
        if request.method not in ("GET", "HEAD"):
            return self._sent(request)
        address = fingerprint(request)
        held = held_page(address)
        if held is not None:
            return held
        response = self.answer(request)
        if response.status_code == 200 and not response.has_header("Cache-Control"):
            asked = request.META.get("QUERY_STRING")
            response["Cache-Control"] = "no-store" if asked else f"public, max-age={KEPT}"
        if response.get("Content-Type", "").startswith("text/"):
            _squeeze(request, response)
        hold_page(address, response)
        return response

    def _sent(self, request: HttpRequest) -> HttpResponse:
        """The answer to a form, made anew each time and kept by nobody; a refusal of the rest."""
        if request.method != "POST" or request.path_info.split("/", 2)[2:] != [BY_CODE]:
            response = turned_away(request, 405)
            response["Allow"] = "GET, HEAD"
        elif not _is_short_form(request):
            response = turned_away(request, 413)
        else:
            response = self.answer(request)
            _squeeze(request, response)
        response["Cache-Control"] = "no-store"
        return response


def _is_short_form(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    fits = length.isdecimal() and int(length) <= _LARGEST_FORM
    return fits and request.content_type == _FORM


def _squeeze(request: HttpRequest, response: HttpResponse) -> None:
    """Compress a page for a browser that can read it.

    Django's own middleware hides secrets among random bytes. These pages hold none, and are smaller
    without them.
    """
    if response.streaming or response.has_header("Content-Encoding"):
        return
    if len(response.content) < _SMALL:
        return
    patch_vary_headers(response, ("Accept-Encoding",))
    if not _GZIP.search(request.headers.get("Accept-Encoding", "")):
        return
    squeezed = gzip.compress(response.content, _LEVEL, mtime=0)
    if len(squeezed) < len(response.content):
        response.content = squeezed
        response.headers["Content-Length"] = str(len(squeezed))
        response.headers["Content-Encoding"] = "gzip"


class RefusalMiddleware:
    """Turns refusals into pages; everything else unexpected stays Django's to report."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the page does."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page of a refusal, None for any other exception."""
        return refused_page(request, fault) if isinstance(fault, Refused) else None
