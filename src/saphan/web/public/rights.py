"""Rights in plain language: a list of topics, and one page for each."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from saphan.domain.finding import Standing
from saphan.foundation.guards import public
from saphan.foundation.law_words import STANDINGS, reason_said
from saphan.foundation.plain import Basis, Line, Shown, law_book, page_of, show_page
from saphan.foundation.words import Words
from saphan.rulebook.plain import TOPICS, State


@public
@require_safe
def rights(request: HttpRequest, language: str) -> HttpResponse:
    """The topics in one language."""
    topics = [(topic, page_of(language, topic).title) for topic in TOPICS]
    return render(request, "web/public/rights.html", {"topics": topics})


@public
@require_safe
def right(request: HttpRequest, language: str, topic: str) -> HttpResponse:
    """One topic in one language, as the rules stand today.

    Raises ``Http404`` for a topic the house does not have.
    """
    if topic not in TOPICS:
        raise Http404
    return render(request, "web/public/right.html", told(language, topic, timezone.localdate()))


def told(language: str, topic: str, on: date) -> dict[str, object]:
    """What the template of a topic needs."""
    words = Words(language, "public", "rights")
    page = show_page(page_of(language, topic), law_book(), language=language, on=on)
    return {
        "page": page,
        "parts": [
            (part.heading, [_line(line, words) for line in part.lines]) for part in page.parts
        ],
        "is_draft": page.review == "draft",
        "looked_up": _looked_up(page, words),
    }


def _looked_up(page: Shown, words: Words) -> str:
    return str(words.say("This page was held against the rules on {day}.", day=page.checked))


def _line(line: Line, words: Words) -> dict[str, object]:
    """One statement: its claim or that we do not know, and the rules under it."""
    return {
        "state": str(line.state),
        "safe": line.safe,
        "unknown": _unknown(line, words),
        "bases": [_basis(basis, words) for basis in line.bases],
    }


def _unknown(line: Line, words: Words) -> str:
    if line.state is not State.LOST:
        return ""
    if not line.since:
        return str(words.say("We do not know"))
    return str(words.say("We do not know since {day}", day=line.since))


def _basis(basis: Basis, words: Words) -> dict[str, object]:
    standing = STANDINGS.get(Standing(basis.answer.standing)) if basis.answer.standing else None
    return {
        "answer": basis.answer,
        "starts": basis.starts,
        "ends": basis.ends,
        "since": basis.since,
        "standing": words.say(standing) if standing else "",
        "caveat": reason_said(basis.answer.caveat, words.language),
    }
