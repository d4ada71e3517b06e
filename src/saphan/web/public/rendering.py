"""A public page as any visitor would get it, made without a browser: for copies that are kept."""

from __future__ import annotations

import io
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation

#: Stands for the site in addresses that a page writes out in full.
SITE = "http://site.invalid"


class _Nobody(WSGIRequest):
    """The request of somebody nobody knows, to a site that has no name yet."""

    def __init__(self, address: str) -> None:
        split = urlsplit(address)
        super().__init__(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote(split.path),
                "QUERY_STRING": split.query,
                "wsgi.url_scheme": urlsplit(SITE).scheme,
                "wsgi.input": io.BytesIO(),
            }
        )
        self.user = AnonymousUser()
        first = split.path.lstrip("/").split("/")[0]
        known = {code for code, _ in settings.LANGUAGES}
        self.LANGUAGE_CODE = first if first in known else settings.LANGUAGE_CODE

    def get_host(self) -> str:
        """The host of ``SITE``."""
        return urlsplit(SITE).netloc


def page_at(address: str) -> str:
    """The page at an address such as ``/my/help/?need=wages``; full addresses begin with ``SITE``.

    Raises ``Http404`` for an address that answers with anything but a page.
    """
    request = _Nobody(address)
    match = resolve(request.path_info)
    with translation.override(request.LANGUAGE_CODE):
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    if response.status_code != 200:
        raise Http404(address)
    return response.content.decode("utf-8")


def page_from(template: str, told: dict[str, object], *, address: str) -> str:
    """A page of its own from a template, as if it stood at the address."""
    request = _Nobody(address)
    with translation.override(request.LANGUAGE_CODE):
        return render_to_string(template, told, request=request)
