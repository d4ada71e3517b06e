"""Places and due work: what an app offers to the navigation and to the first page of staff.

An app says so in its ``AppConfig``::

    places = (Place("recruitment:home", _("Fee audits"), needs="recruitment.view"),)
    due = "saphan.pillars.recruitment.pages.due.due"   # due(viewer, *, week) -> list[Due]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from saphan.domain.period import Period
from saphan.foundation.guards import may


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: a route name, its (lazy) words, the permission it needs."""

    route: str
    words: str | Promise
    needs: str = ""
    about: str | Promise = ""

    @property
    def address(self) -> str:
        """The path of the route, empty when this installation does not have it."""
        try:
            return reverse(self.route)
        except NoReverseMatch:
            return ""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: a sentence, where to do it, the last good day (None: no date)."""

    sentence: str
    address: str
    on: date | None = None
    detail: str = ""


def places_for(viewer: object) -> list[Place]:
    """The places of all apps that exist here and that the viewer may open, in app order."""
    return [
        place
        for config in apps.get_app_configs()
        for place in cast("tuple[Place, ...]", getattr(config, "places", ()))
        if place.address and may(viewer, place.needs)
    ]


def due_for(viewer: object, *, week: Period) -> list[Due]:
    """What all apps say is due for the viewer in the period, dated work first."""
    waiting = [due for question in _questions() for due in question(viewer, week=week)]
    return sorted(waiting, key=lambda due: (due.on is None, due.on or date.min))


def _questions() -> Iterator[Callable[..., list[Due]]]:
    for config in apps.get_app_configs():
        name = getattr(config, "due", "")
        if name:
            yield cast("Callable[..., list[Due]]", import_string(name))
