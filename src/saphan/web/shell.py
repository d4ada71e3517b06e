"""What every page of the shell needs: languages, navigation, banners, the mark of the demo."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from saphan.foundation.banners import Banner, told
from saphan.foundation.figures import language_now
from saphan.foundation.places import Place, places_for
from saphan.foundation.words import LANGUAGES, Words
from saphan.web.languages import OWN_NAMES, STAFF

#: Where "leave this page" leads: the weather, which anyone may look up. Thai Meteorological
#: Department. An installation chooses its own with the setting QUICK_EXIT.
QUICK_EXIT = "https://www.tmd.go.th/"


class Shell:
    """One page's frame; nothing is read before the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = language_now()
        self.demo = bool(getattr(settings, "DEMO", False))
        self.quick_exit = str(getattr(settings, "QUICK_EXIT", QUICK_EXIT))

    @cached_property
    def words(self) -> Words:
        """The words of the public pages in the page's language."""
        return Words(self.language, "public", "rights", "directory", "papers")

    @property
    def draft_note(self) -> str:
        """The note of a page that speaks unreviewed words."""
        return str(self.words.say("Draft translation, not yet reviewed"))

    @cached_property
    def public_links(self) -> list[tuple[str, str, str]]:
        """This public page in every language: code, own name, address."""
        rest = self.request.path.lstrip("/").partition("/")[2] if self.is_public else ""
        return [(code, OWN_NAMES[code], f"/{code}/{rest}") for code in LANGUAGES]

    @property
    def staff_languages(self) -> list[tuple[str, str]]:
        """The languages of staff pages: code and own name."""
        return [(code, OWN_NAMES[code]) for code in STAFF]

    @property
    def is_public(self) -> bool:
        """Whether the page is one of the public pages, which carry their language."""
        return self.request.path.lstrip("/").split("/")[0] in LANGUAGES

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


def _nearest(places: list[Place], path: str) -> Place | None:
    """The place whose address is the longest beginning of the path; home only for itself."""
    above = [
        p for p in places if p.address == path or (p.address != "/" and path.startswith(p.address))
    ]
    return max(above, key=lambda place: len(place.address), default=None)


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor: ``shell`` in every template."""
    return {"shell": Shell(request)}
