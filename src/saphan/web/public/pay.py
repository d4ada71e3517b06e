"""Is my pay right? Short questions, then the answer with its arithmetic; without a trace."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saphan.foundation.guards import public
from saphan.foundation.plain import law_book
from saphan.foundation.words import Words
from saphan.web.public.pay_answer import answer_page, link_to
from saphan.web.public.pay_asked import STEPS, Asked, asked_for
from saphan.web.public.pay_steps import SHOWN, missing_step, step

#: Catalogues of these pages; the first that knows a sentence wins.
CATALOGUES = ("pay", "public", "rights", "directory", "charge", "papers")


@public
@require_safe
def pay(request: HttpRequest, language: str) -> HttpResponse:
    """The first question, the next one, or the answer to the query string."""
    asked = asked_for(request.GET.dict(), request.GET.getlist("took"))
    wanted = request.GET.get("step", "")
    if wanted not in STEPS and not asked.query():
        wanted = next(iter(STEPS))
    words = Words(language, *CATALOGUES)
    name = missing_step(asked, wanted)
    if name:
        return _question(request, asked, words, name, told=name != wanted)
    told = answer_page(asked, words) | {"asked_again": asked.query()}
    return render(request, "web/public/pay.html", told)


def _question(
    request: HttpRequest, asked: Asked, words: Words, name: str, *, told: bool
) -> HttpResponse:
    shown = step(name, asked, words, law_book(), told=told)
    where = {
        "asked_again": [*asked.query(), ("step", name)] if asked.query() else [],
        "step": shown,
        "progress": words.say("Question {number} of {all}", number=shown.number, all=len(SHOWN)),
        "last": not shown.next,
        "first": not shown.back,
        "back": link_to(asked, shown.back) if shown.back else "",
    }
    status = 422 if shown.faults else 200
    return render(request, "web/public/pay_step.html", where, status=status)
