"""The answer to share: a text for any messenger, and a picture with the same link as QR code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from threading import Lock

import typst
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from saphan.foundation.guards import public
from saphan.foundation.paper.data import qr_picture, shown
from saphan.foundation.paper.pdf import FONTS
from saphan.foundation.words import Words, date_both_eras
from saphan.web.public.charge_answer import Answer, Thing, answer
from saphan.web.public.charge_pictures import drawing
from saphan.web.public.charge_query import Step
from saphan.web.public.charge_visit import Visit, answer_pairs, link_of, visit_of
from saphan.web.public.share_png import few_colours

#: Payments that one picture shows; the link has them all.
ON_CARD = 6
#: What a picture may weigh, so that it arrives on a bad network, in bytes.
MOST_BYTES = 60_000
#: Pixels to the inch, the best first: the picture becomes 720, 600, 500 or 400 pixels wide.
_DENSITIES = (144, 120, 100, 80)
_COLOURS = 18
#: The colours of the template that mean something.
_KEEP = (
    *("#fffdf8", "#22302f", "#55605e", "#0b5a5e", "#e2eeec", "#a3221b", "#fbe9e6"),
    *("#7d4b00", "#fdf0d3", "#565d61", "#eceae5", "#000000"),
)
#: How long somebody waits for the picture of somebody else, in seconds.
_PATIENCE = 5
#: The longest address that a telephone still reads from a picture of this size.
_LONGEST_LINK = 900
_TEMPLATE = Path(__file__).with_name("share_card.typ")
_TEAL = "#0b5a5e"
_one_at_a_time = Lock()


@public
@require_safe
def share(request: HttpRequest, language: str) -> HttpResponse:
    """The answer as a text to copy, and the way to its picture.

    Raises ``Http404`` while a question is still open.
    """
    visit = _answered(request, language)
    found = answer(visit.given, visit.words, today=visit.today)
    query = urlencode(answer_pairs(visit.given))
    told = {
        "text": text_of(found, visit.words, link=link_of(request, visit)),
        "back": f"../?{query}",
        "card": f"../card.png?{query}",
    }
    return render(request, "web/public/share.html", told)


@public
@require_safe
def card(request: HttpRequest, language: str) -> HttpResponse:
    """The answer as a picture.

    Raises ``Http404`` while a question is still open.
    """
    visit = _answered(request, language)
    found = answer(visit.given, visit.words, today=visit.today)
    data = _card(found, visit, link_of(request, visit))
    try:
        image = _drawn(json.dumps(data, ensure_ascii=False, sort_keys=True))
    except TimeoutError:
        busy = {"Retry-After": str(_PATIENCE)}
        return HttpResponse(status=503, content_type="text/plain", headers=busy)
    return HttpResponse(image, content_type="image/png")


def _answered(request: HttpRequest, language: str) -> Visit:
    visit = visit_of(request, language)
    if visit.given.step[0] is not Step.ANSWER:
        raise Http404
    return visit


def text_of(found: Answer, words: Words, *, link: str) -> str:
    """The answer as plain text for a message, the link last."""
    lines = [words.say("Is this charge legal?"), _asked(found)]
    for thing in found.things:
        lines.append("")
        lines += _of_thing(thing, words)
    lines += ["", words.say("This is not legal advice."), link]
    return "\n".join(lines)


def _asked(found: Answer) -> str:
    return " · ".join((found.country, found.scheme, found.when))


def _of_thing(thing: Thing, words: Words) -> Iterator[str]:
    for payment in thing.payments:
        yield " · ".join(part for part in (thing.name, payment.amount, payment.payee) if part)
        for said in payment.said:
            yield f"– {said.law}: {said.headline}"
    for tariff in thing.tariffs:
        yield f"{words.say('Official amount')} ({tariff.what}): {tariff.amount or tariff.unknown}"


def _card(found: Answer, visit: Visit, link: str) -> dict[str, object]:
    """What the template of the picture reads; every text with its language."""
    words, language = visit.words, visit.language
    things = _that_fit(found.things)
    more = len(found.things) - len(things)
    day = date_both_eras(visit.today, language)
    return {
        "language": language,
        "title": shown(words.say("Is this charge legal?"), language),
        "asked": shown(_asked(found), language),
        "things": [_thing(thing, words) for thing in things],
        "more": words.say("{number} more behind the link", number=more) if more > 0 else "",
        "notes": [
            shown(words.say("This is not legal advice."), language),
            shown(words.say("By the rules as we know them on {day}.", day=day), language),
            *(
                [shown(words.say("Draft translation, not yet reviewed"), language)]
                * (language != "en")
            ),
        ],
        "qr": qr_picture(link) if len(link) <= _LONGEST_LINK else "",
    }


def _that_fit(things: Sequence[Thing]) -> list[Thing]:
    """The first things, as long as their payments have room; at least one."""
    rooms = accumulate(len(thing.payments) for thing in things)
    return [thing for thing, room in zip(things, rooms, strict=True) if room <= ON_CARD]


def _thing(thing: Thing, words: Words) -> dict[str, object]:
    language = words.language
    return {
        "picture": drawing(thing.item, _TEAL),
        "name": shown(thing.name, language),
        "payments": [
            {
                "paid": shown(" · ".join(filter(None, (one.amount, one.payee))), language),
                "said": [
                    [shown(said.law, language), said.tone, shown(said.headline, language)]
                    for said in one.said
                ],
            }
            for one in thing.payments
        ],
        "tariffs": [
            shown(
                f"{words.say('Official amount')} ({one.what}): {one.amount or one.unknown}",
                language,
            )
            for one in thing.tariffs
        ],
    }


@lru_cache(maxsize=64)
def _drawn(data: str) -> bytes:
    """The picture of such data, as large as it may weigh; one is drawn at a time.

    Raises ``TimeoutError`` when too many wait for theirs.
    """
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        raise TimeoutError
    try:
        made = (_set(data, density) for density in _DENSITIES)
        light = (picture for picture in made if len(picture) <= MOST_BYTES)
        return next(light, None) or _set(data, _DENSITIES[-1])
    finally:
        _one_at_a_time.release()


def _set(data: str, density: int) -> bytes:
    made = _compiler().compile(format="png", ppi=density, sys_inputs={"data": data})
    if not isinstance(made, bytes):
        raise TypeError(type(made).__name__)
    return few_colours(made, colours=_COLOURS, keep=_KEEP)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts)
