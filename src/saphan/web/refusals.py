"""Refusals in words: the one place where a code becomes a sentence on a page.

Codes and facts come from ``domain.refusals``; a sentence names what is wrong and what to do.
A code without a sentence here still gets one from its family, so that nobody sees a code alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.domain.refusals import (
    Conflict,
    FileRefused,
    Incomplete,
    NotAllowed,
    NotFound,
    Refused,
    RowRefused,
)
from saphan.foundation import sentences as house
from saphan.foundation.figures import shown
from saphan.foundation.words import fill
from saphan.web.languages import address_language
from saphan.web.public.refused import turned_away
from saphan.web.sentences import SENTENCES

_STATUS: tuple[tuple[type[Refused], int], ...] = (
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (FileRefused, 422),
    (Incomplete, 422),
)
_FAMILIES: Mapping[int, str | Promise] = {
    403: gettext_lazy("You may not do or see this. Ask the person who runs this installation."),
    404: gettext_lazy("There is no such page, or you may not see it."),
    409: gettext_lazy("Somebody else changed this at the same time. Look at it again first."),
    422: gettext_lazy("This cannot be used as it is."),
}
_HEADINGS: Mapping[int, str | Promise] = {
    403: gettext_lazy("This is not open to you"),
    404: gettext_lazy("Not found"),
    409: gettext_lazy("Changed in the meantime"),
    422: gettext_lazy("This cannot be done"),
}


def status_of(refused: Refused) -> int:
    """The status code of its family."""
    return next((status for family, status in _STATUS if isinstance(refused, family)), 422)


def sentence(refused: Refused | RowRefused) -> str:
    """The refusal in the language of the page, its facts in place."""
    if refused.code in SENTENCES:
        known = str(SENTENCES[refused.code])
    elif refused.code in house.SENTENCES:
        known = _(house.SENTENCES[refused.code])
    else:
        return _fallback(refused)
    return fill(known, _Facts({key: shown(value) for key, value in refused.facts.items()}))


def _fallback(refused: Refused | RowRefused) -> str:
    """The sentence of the family, with the code for whoever is asked for help."""
    status = status_of(refused) if isinstance(refused, Refused) else 422
    return _("{sentence} (Reason: {code})").format(sentence=_FAMILIES[status], code=refused.code)


class _Facts(dict[str, str]):
    """Facts by name; one that was not given leaves a dash instead of an error page."""

    def __missing__(self, key: str) -> str:
        return shown(None)


def refused_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page of a refusal that no page caught itself; without a cookie for who is a stranger."""
    status = status_of(refused)
    if address_language(request):
        return turned_away(request, status, refused)
    told = {"heading": _HEADINGS[status], "sentence": sentence(refused), "code": refused.code}
    page = "web/refused.html" if request.user.is_authenticated else "web/turned_away.html"
    return render(request, page, told, status=status)
