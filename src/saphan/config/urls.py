"""The addresses of the whole site: the shell, then one folder per pillar that is installed."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

#: Where each pillar, and the notices they send, live on the site.
PILLARS = {
    "care/": "saphan.pillars.care.urls",
    "notices/": "saphan.notices.urls",
    "recruitment/": "saphan.pillars.recruitment.urls",
}

handler400 = "saphan.web.public.refused.unreadable"
handler403 = "saphan.web.public.refused.denied"
handler404 = "saphan.web.public.refused.not_found"
handler500 = "saphan.web.public.refused.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path(where, include(module)) for where, module in PILLARS.items() if find_spec(module)
]
if find_spec("saphan.api"):
    urlpatterns.append(path("", include("saphan.api.urls")))
if find_spec("saphan.web.urls"):
    urlpatterns.append(path("", include("saphan.web.urls")))
