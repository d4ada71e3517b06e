"""What a public page says when there is nothing to show: in its own language, without a trace."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views import defaults

from saphan.domain.refusals import Refused
from saphan.foundation.figures import shown
from saphan.foundation.sentences import SENTENCES
from saphan.web.languages import address_language
from saphan.web.shell import Shell

_MISSING = (
    "Not found",
    "There is no such page. Its address may be mistyped, or it has moved.",
)
_BROKEN = (
    "Something went wrong",
    "The fault is ours, not yours. Nothing was kept. Go back and try again.",
)
_REFUSED = (
    "This did not work",
    "What was sent cannot be used here. Nothing was kept. Go back and try again.",
)


def turned_away(request: HttpRequest, status: int, refused: Refused | None = None) -> HttpResponse:
    """The page of a refusal at a public address; the refusal's own sentence if it is translated."""
    heading, sentence = {404: _MISSING, 500: _BROKEN}.get(status, _REFUSED)
    words = Shell(request).words
    told = {
        "heading": words.say(heading),
        "sentence": _own_sentence(request, refused) or words.say(sentence),
    }
    return render(request, "web/public/refused.html", told, status=status)


def _own_sentence(request: HttpRequest, refused: Refused | None) -> str:
    """The sentence of a refusal, empty when the catalogues of the public pages lack it."""
    words, said = Shell(request).words, SENTENCES.get(refused.code, "") if refused else ""
    if refused is None or words.review_state(said) == "missing" or not said:
        return ""
    return words.told(said, {key: shown(value) for key, value in refused.facts.items()})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """The page for an address that leads nowhere (``handler404``)."""
    if address_language(request):
        return turned_away(request, 404)
    return defaults.page_not_found(request, exception)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """The page for a request that cannot be read (``handler400``)."""
    if address_language(request):
        return turned_away(request, 400)
    return defaults.bad_request(request, exception)


def denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """The page for what may not be done (``handler403``)."""
    if address_language(request):
        return turned_away(request, 403)
    return defaults.permission_denied(request, exception)


def broken(request: HttpRequest) -> HttpResponseBase:
    """The page for a fault of ours (``handler500``)."""
    if address_language(request):
        return turned_away(request, 500)
    return defaults.server_error(request)
