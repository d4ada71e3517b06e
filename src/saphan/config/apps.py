"""The configuration as an app, so that its checks run before anything else does."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of the installation."""

    name = "saphan.config"
    label = "config"

    def ready(self) -> None:
        """Import the checks; importing registers them."""
        from saphan.config import checks  # noqa: F401
