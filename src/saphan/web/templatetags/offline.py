"""The last lines of every public page: ``{% load offline %}{% offline %}``."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils import timezone

from saphan.foundation.words import Words, date_both_eras
from saphan.web.public.addresses import ANSWERS

register = template.Library()


@register.inclusion_tag("web/public/offline.html", takes_context=True)
def offline(context: Context) -> dict[str, object]:
    """What makes a page usable without a network, and what its copy says of itself."""
    language = context["shell"].language
    words = Words(language, "offline")
    day = date_both_eras(timezone.localdate(), language)
    return {
        "home": f"/{language}/",
        "answers": {checker: f"/{language}/{name}" for checker, name in ANSWERS.items()},
        "note": words.say("You have no network. This is a copy of {day}.", day=day),
        "choice": words.say("What you chose could not be applied to it."),
    }
