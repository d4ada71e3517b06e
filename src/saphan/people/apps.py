"""People: members and their roles, workers, identities kept apart, consent."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Where Django finds the tables."""

    name = "saphan.people"
    label = "people"
