"""Notices: an outbox with retry and a human at the end."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from saphan.foundation.places import Place


class NoticesConfig(AppConfig):
    """Where Django finds the tables."""

    name = "saphan.notices"
    label = "notices"
    places = (
        Place(
            "notices:home",
            _("Notices"),
            needs="notices.see",
            about=_("Whom a message did not reach, and who has to be told by a person"),
        ),
    )
    due = "saphan.notices.pages.due.due"
