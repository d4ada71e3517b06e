"""Parties: organisations, their sites and licences."""

from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Where Django finds the tables."""

    name = "saphan.parties"
    label = "parties"
