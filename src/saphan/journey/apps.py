"""The shared record: one worker, one timeline, one row per payment."""

from __future__ import annotations

from django.apps import AppConfig


class JourneyConfig(AppConfig):
    """Where Django finds the tables."""

    name = "saphan.journey"
    label = "journey"
