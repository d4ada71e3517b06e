"""Languages of the face: which exist, how they name themselves, and which one a page speaks."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from saphan.foundation.words import LANGUAGES, SOURCE_LANGUAGE

#: The languages staff pages are written in.
STAFF = ("th", "en")


def language_of(request: HttpRequest) -> str:
    """The language this page speaks.

    Public pages carry it in their address (``/my/…``). Staff pages follow the cookie, then the
    member, then the browser; they exist in Thai and English.
    """
    return address_language(request) or _first_of(
        STAFF, [_cookie(request), _of_member(request), *browser_languages(request)]
    )


def address_language(request: HttpRequest) -> str:
    """The language in the address of a public page; empty for every other page."""
    first = request.path_info.lstrip("/").split("/")[0]
    return first if first in LANGUAGES else ""


def public_language(request: HttpRequest) -> str:
    """The language a visitor without an address in mind most likely reads."""
    return _first_of(LANGUAGES, [_cookie(request), *browser_languages(request)])


def browser_languages(request: HttpRequest) -> list[str]:
    """The languages the browser asks for, best first, without their regions."""
    header = request.headers.get("Accept-Language", "")
    wanted = parse_accept_lang_header(header)
    return [code.split("-")[0] for code, _ in wanted]


def _cookie(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")


def _of_member(request: HttpRequest) -> str:
    return str(getattr(request.user, "language", ""))


def _first_of(known: Sequence[str], wanted: Sequence[str]) -> str:
    return next((code for code in wanted if code in known), SOURCE_LANGUAGE)
