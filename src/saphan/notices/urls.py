"""The addresses of notices."""

from __future__ import annotations

from django.urls import path

from saphan.notices.pages import outbox

app_name = "notices"
urlpatterns = [
    path("", outbox.home, name="home"),
    path("<uuid:key>/", outbox.one, name="one"),
    path("<uuid:key>/address/", outbox.show_address, name="address"),
    path("<uuid:key>/told/", outbox.told, name="told"),
    path("<uuid:key>/again/", outbox.again, name="again"),
    path("<uuid:key>/cancel/", outbox.cancel, name="cancel"),
    path("<uuid:key>/by-hand/", outbox.by_hand, name="by_hand"),
    path("<uuid:key>/back/", outbox.back, name="back"),
]
