"""Care: who can help whom. The directory of services is its first room."""

from __future__ import annotations

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Where Django finds the tables."""

    name = "saphan.pillars.care"
    label = "care"
