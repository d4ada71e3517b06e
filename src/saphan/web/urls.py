"""The addresses of the house itself."""

from __future__ import annotations

from django.urls import path

from saphan.web import handing, pages, patterns
from saphan.web.public import urls as public_face

app_name = "web"
urlpatterns = [
    path("", pages.home, name="home"),
    path("login/", pages.log_in, name="log_in"),
    path("logout/", pages.log_out, name="log_out"),
    path("language/", pages.language, name="language"),
    path("health/", pages.health, name="health"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("patterns/form/", patterns.form, name="patterns_form"),
    path("patterns/undo/", patterns.undo, name="patterns_undo"),
    path("patterns/progress/", patterns.progress, name="patterns_progress"),
    path(
        "hand-off/overcharge/<str:audit>/<str:interview>/",
        handing.overcharge,
        name="hand_overcharge",
    ),
    path("hand-off/protocol/<str:case>/", handing.protocol, name="hand_protocol"),
    path("hand-off/return/<str:case>/<int:number>/", handing.returned, name="hand_return"),
    *public_face.urlpatterns,
]
