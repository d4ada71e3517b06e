"""The addresses of the interfaces for other programs."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, re_path

from saphan.domain.care.hsds.document import LISTS
from saphan.pillars.care.api import hsds

_LISTS = "|".join(LISTS)
_HSDS: list[URLPattern | URLResolver] = [
    re_path(r"^$", hsds.about, name="about"),
    re_path(r"^openapi\.json$", hsds.described, name="document"),
    re_path(r"^profile\.json$", hsds.added, name="profile"),
    re_path(r"^export\.zip$", hsds.package, name="package"),
    re_path(rf"^(?P<name>{_LISTS})/?$", hsds.listed, name="list"),
    re_path(rf"^(?P<name>{_LISTS})/(?P<key>[^/]+)/?$", hsds.one, name="one"),
    re_path(r"^(?P<rest>.*)$", hsds.nothing, name="nothing"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^hsds/", include((_HSDS, "hsds"))),
]
