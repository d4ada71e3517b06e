"""Care: one case, the right service, an answer that comes back."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from saphan.foundation.places import Place


class CareConfig(AppConfig):
    """Where Django finds the tables."""

    name = "saphan.pillars.care"
    label = "care"
    places = (
        Place(
            "care:home",
            _("Cases"),
            needs="care.see",
            about=_("Who has come, what is being done, what is due"),
        ),
        Place(
            "care:directory",
            _("Directory"),
            needs="care.edit_directory",
            about=_("Services that help, checked and corrected"),
        ),
        Place(
            "care:protocols",
            _("Protocols"),
            needs="care.sign",
            about=_("What was signed about telling others"),
        ),
    )
    due = "saphan.pillars.care.pages.due.due"
