"""Ethical recruitment: what workers paid, what is owed back, and the plan that repays it."""

from __future__ import annotations

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    """Where Django finds the tables."""

    name = "saphan.pillars.recruitment"
    label = "recruitment"
