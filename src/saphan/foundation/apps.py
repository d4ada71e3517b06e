"""The foundation as an app: it owns the audit trail."""

from __future__ import annotations

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Django's plumbing of the house."""

    name = "saphan.foundation"
    label = "foundation"
