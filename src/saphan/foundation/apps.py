"""The foundation as an app: it owns the audit trail and what may be found by its words."""

from __future__ import annotations

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Django's plumbing of the house."""

    name = "saphan.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Import the checks; importing registers them."""
        from saphan.foundation import checks  # noqa: F401
