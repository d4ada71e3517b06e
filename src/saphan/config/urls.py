"""The addresses of the whole site: the shell, then one folder per pillar that is installed."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

#: Where each pillar lives on the site.
PILLARS = {"recruitment/": "saphan.pillars.recruitment.urls"}

urlpatterns: list[URLPattern | URLResolver] = [
    path(where, include(module)) for where, module in PILLARS.items() if find_spec(module)
]
if find_spec("saphan.web.urls"):
    urlpatterns.append(path("", include("saphan.web.urls")))
