"""Is there news for you? Asked with the number and the PIN of a slip, answered without a fact."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from saphan.domain.care.asking import Word, number_typed
from saphan.domain.care.numbers import dialled, number_fault
from saphan.foundation.guards import public
from saphan.pillars.care.queries.asking import heard
from saphan.web.shell import Shell
from saphan.web.throttle import WINDOW, guesses

#: Tone and sentences of each answer. The last is for whoever is not answered, for any reason.
ANSWERS: Mapping[Word, tuple[str, str, str]] = {
    Word.NEWS: (
        "fine",
        "There is news for you.",
        "Call us and say your number, or come to the centre.",
    ),
    Word.NOTHING_NEW: (
        "plain",
        "There is no news for you yet.",
        "You do not need to do anything. Ask again in a few days.",
    ),
    Word.SILENCE: (
        "unknown",
        "We have no answer for this number and PIN.",
        "Look at your paper and type both again, or call the telephone number on it.",
    ),
}
_TOO_OFTEN = (
    "ask",
    "This was tried too often.",
    "Wait {minutes} minutes, or call the telephone number on your paper.",
)


@public
@csrf_exempt  # it only reads, and there is no cookie that another site could make use of
@sensitive_post_parameters("number", "pin")
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001  the shell reads it
    """The form, and one of three answers. What was typed is neither kept nor shown again."""
    if request.method != "POST":
        return _page(request)
    number, pin = request.POST.get("number", ""), request.POST.get("pin", "")
    so_far = guesses(request, number_typed(number))
    if so_far.too_many():
        return _page(request, _TOO_OFTEN, status=429)
    found = heard(None, number=number, pin=pin)
    if found.word is Word.SILENCE:
        so_far.wrong()
    return _page(request, ANSWERS[found.word], phone=found.phone)


def _page(
    request: HttpRequest,
    answer: tuple[str, str, str] | None = None,
    *,
    phone: str = "",
    status: int = 200,
) -> HttpResponse:
    told: dict[str, object] = {"asked_again": []}
    if answer:
        tone, first, then = answer
        words = Shell(request).words
        told |= {
            "tone": tone,
            "first": words.say(first),
            "then": words.say(then, minutes=WINDOW // 60),
            "call": "" if number_fault(phone) else f"tel:{dialled(phone)}",
            "call_words": words.say("Call {number}", number=phone) if phone else "",
            "again": answer is ANSWERS[Word.SILENCE],
        }
    return render(request, "web/public/by_code.html", told, status=status)
