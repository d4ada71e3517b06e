"""The page on which a receiver answers once, without an account; in Thai, or in English."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from saphan.domain.care.referral import replies
from saphan.domain.refusals import NotFound, Refused
from saphan.foundation.guards import public
from saphan.foundation.sentences import sentence
from saphan.foundation.words import Words
from saphan.pillars.care.actions.referrals import RECEIVER, answer_by_link
from saphan.pillars.care.forms import labels, referral_labels
from saphan.pillars.care.forms.directory_labels import tongue
from saphan.pillars.care.forms.referrals import ReplyForm
from saphan.pillars.care.queries.answering import Envelope, envelope

_LANGUAGES = ("th", "en")


@public
@csrf_exempt  # the secret in the address is the permission; there is no cookie to abuse
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """What is asked, and the answer to it. A guessed, used or old link does not exist."""
    language = request.GET.get("language", _LANGUAGES[0])
    with translation.override(language if language in _LANGUAGES else _LANGUAGES[0]):
        now = timezone.now()
        try:
            asked = envelope(None, secret=secret, at=now)
        except NotFound as refusal:
            said = sentence(refusal, Words(translation.get_language(), "django"))
            shown = {"said": said, "languages": _languages()}
            return _private(render(request, "care/gone.html", shown, status=404))
        form = ReplyForm(request.POST or None, replies=replies(asked.state))
        refused: Refused | None = None
        if request.method == "POST" and form.is_valid():
            try:
                following = answer_by_link(by=RECEIVER, at=now, secret=secret, **form.told())
            except Refused as refusal:
                refused = refusal
            else:
                return _private(_thanks(request, asked, following))
        status = 422 if form.errors or refused else 200
        facts = {"form": form, "refused": refused, **_shown(asked), "languages": _languages()}
        return _private(render(request, "care/answer.html", facts, status=status))


def _shown(asked: Envelope) -> dict[str, object]:
    return {
        "asked": asked,
        "language": tongue(asked.language),
        "need": referral_labels.NEEDS[asked.need],
        "urgency": labels.URGENCIES[asked.urgency],
    }


def _languages() -> list[tuple[str, bool]]:
    return [(code, code == translation.get_language()) for code in _LANGUAGES]


def _thanks(request: HttpRequest, asked: Envelope, following: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("care:answer", args=[following]))
    facts = {"asked": asked, "link": link if following else ""}
    return render(request, "care/thanks.html", facts)


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by no browser and no cache, and its address told to nobody."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
