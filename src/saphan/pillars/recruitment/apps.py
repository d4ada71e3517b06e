"""Ethical recruitment: what workers paid, what is owed back, and the plan that repays it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from saphan.foundation.places import Place


class RecruitmentConfig(AppConfig):
    """Where Django finds the tables."""

    name = "saphan.pillars.recruitment"
    label = "recruitment"
    places = (
        Place(
            "recruitment:home",
            _("Fee audits"),
            needs="recruitment.brand",  # whoever sees any audit sees at least its cohorts
            about=_("What workers paid, and who pays it back"),
        ),
    )
    due = "saphan.pillars.recruitment.pages.due.due"
