"""Guards: who may open a route, written above the page and readable by a test.

Every view of the URL tree carries one attribute ``guard``: ``public``, ``signed_in`` or
``needs:<permission>``. A route without it is a mistake that the house test reports.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from saphan.domain.refusals import NotAllowed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

#: The attribute of a view that tells its guard.
GUARD = "guard"


class Holder(Protocol):
    """Somebody who may hold permissions; a member of people is one."""

    def has_perm(self, perm: str) -> bool:
        """Whether the permission (a dotted name such as ``recruitment.import``) is held."""
        ...  # pragma: no cover


def may(viewer: object, permission: str) -> bool:
    """Whether the viewer holds the permission; an empty name asks for none."""
    return not permission or cast("Holder", viewer).has_perm(permission)


def public(view: View[P]) -> View[P]:
    """Open to everyone: no log-in, no session, no cookie."""
    vars(view)[GUARD] = "public"
    return view


def signed_in(view: View[P]) -> View[P]:
    """Open to every signed-in member; others are sent to the log-in and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_login(request)
        return view(request, *args, **kwargs)

    vars(guarded)[GUARD] = "signed_in"
    return guarded


def needs(permission: str) -> Callable[[View[P]], View[P]]:
    """Open to members who hold the permission.

    Raises ``NotAllowed("permission.missing", permission=...)`` for other members.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not may(request.user, permission):
                raise NotAllowed("permission.missing", permission=permission)
            return view(request, *args, **kwargs)

        guarded = signed_in(asked)
        vars(guarded)[GUARD] = f"needs:{permission}"
        return guarded

    return decorate


def guard_of(view: object) -> str:
    """The guard of a view, empty when it has none."""
    return str(getattr(view, GUARD, ""))


def _to_login(request: HttpRequest) -> HttpResponse:
    """To the log-in page, and back afterwards: to this page, or to the form that was sent."""
    asked = request.method in {"GET", "HEAD"}
    back = request.get_full_path() if asked else _form_page(request)
    query = "?" + urlencode({"next": back}) if back else ""
    return redirect(resolve_url(settings.LOGIN_URL) + query)


def _form_page(request: HttpRequest) -> str:
    """The page of this site from which something was sent, empty when unknown."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ""
    return urlunsplit(("", "", came_from.path, came_from.query, ""))
