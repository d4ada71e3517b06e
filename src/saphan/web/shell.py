"""What every page of the shell needs: languages, navigation, banners, the mark of the demo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.http import urlencode

from saphan.foundation.banners import Banner, told
from saphan.foundation.exports import invented
from saphan.foundation.figures import language_now
from saphan.foundation.places import Place, places_for
from saphan.foundation.words import OWN_NAMES, Words
from saphan.web.languages import STAFF, address_language

#: Where "leave this page" leads: the weather, which anyone may look up. Thai Meteorological
#: Department. An installation chooses its own with the setting QUICK_EXIT.
QUICK_EXIT = "https://www.tmd.go.th/"


#: What of a query string goes on into another language: names and values of codes and numbers,
#: in digits of any script. The rest is no answer of ours.
_NAME = re.compile(r"[a-z][a-z0-9_.-]{0,39}")
_VALUE = re.compile(r"[\w.,:+-]{1,40}")
#: The most values and the longest path that go on.
MOST_VALUES, LONGEST_PATH = 120, 200


class Shell:
    """One page's frame; nothing is read before the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = language_now()
        self.demo = invented()
        self.quick_exit = str(getattr(settings, "QUICK_EXIT", QUICK_EXIT))

    @cached_property
    def words(self) -> Words:
        """The words of the public pages in the page's language."""
        return Words(self.language, "public", "rights", "directory", "charge", "pay", "papers")

    @property
    def draft_note(self) -> str:
        """The note of a page that speaks unreviewed words."""
        return str(self.words.say("Draft translation, not yet reviewed"))

    def public_links(
        self, asked: Iterable[tuple[str, str]] | None = None
    ) -> list[tuple[str, str, str]]:
        """This public page, with what was asked, in every language: code, own name, address.

        ``asked`` is what the page understood of its query string, as pairs; without it the codes
        and numbers of the query string go on as they are.
        """
        rest = ""
        if self.is_public:
            pairs = codes_asked(self.request) if asked is None else list(asked)
            path = self.request.path.lstrip("/").partition("/")[2]
            rest = escape_uri_path(path) if len(path) <= LONGEST_PATH else ""
            rest += f"?{urlencode(pairs)}" if pairs else ""
        return [(code, name, f"/{code}/{rest}") for code, name in OWN_NAMES.items()]

    @property
    def staff_languages(self) -> list[tuple[str, str]]:
        """The languages of staff pages: code and own name."""
        return [(code, OWN_NAMES[code]) for code in STAFF]

    @property
    def is_public(self) -> bool:
        """Whether the page is one of the public pages, which carry their language."""
        return bool(address_language(self.request))

    @cached_property
    def member(self) -> object | None:
        """The signed-in member; None on public pages, which never ask."""
        user = None if self.is_public else getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def member_name(self) -> str:
        """How the member is called."""
        return str(getattr(self.member, "display_name", "") or self.member or "")

    @cached_property
    def places(self) -> list[tuple[Place, bool]]:
        """The navigation of the member, each with whether the page lies there."""
        if self.member is None:
            return []
        places = places_for(self.member)
        return [(place, place is _nearest(places, self.request.path)) for place in places]

    @cached_property
    def banners(self) -> list[Banner]:
        """What was just done."""
        return [] if self.member is None else told(self.request)


def codes_asked(request: HttpRequest) -> list[tuple[str, str]]:
    """The codes and numbers of the query string, in order; nothing of one that is too long."""
    try:
        given = request.GET
    except TooManyFieldsSent:
        return []
    found = [
        (name, str(value))
        for name, values in given.lists()
        for value in values
        if _NAME.fullmatch(name) and _VALUE.fullmatch(str(value))
    ]
    return found if len(found) <= MOST_VALUES else []


def _nearest(places: list[Place], path: str) -> Place | None:
    """The place whose address is the longest beginning of the path; home only for itself."""
    above = [
        p for p in places if p.address == path or (p.address != "/" and path.startswith(p.address))
    ]
    return max(above, key=lambda place: len(place.address), default=None)


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor: ``shell`` in every template."""
    return {"shell": Shell(request)}
