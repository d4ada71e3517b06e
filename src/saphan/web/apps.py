"""The face of the house: shell, components, log-in, refusals in words."""

from __future__ import annotations

import logging

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from saphan.foundation.catalogues import compile_catalogues
from saphan.foundation.places import Place


class WebConfig(AppConfig):
    """Makes the words of every language ready before the first page."""

    name = "saphan.web"
    label = "web"
    places = (Place("web:home", _("This week")),)

    def ready(self) -> None:
        """Compile what translators changed; a folder that cannot be written to is no disaster."""
        try:
            compile_catalogues()
        except OSError as fault:
            logging.getLogger(__name__).warning("translations were not compiled: %s", fault)
