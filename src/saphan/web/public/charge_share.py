"""The answer about charges to share: a text for any messenger, and a picture with the same link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from saphan.foundation.guards import public
from saphan.foundation.words import Words, date_both_eras
from saphan.web.public.charge_answer import Answer, Payment, Tariff, Thing, answer
from saphan.web.public.charge_pictures import drawing
from saphan.web.public.charge_query import Step
from saphan.web.public.charge_visit import Visit, answer_pairs, link_of, visit_of
from saphan.web.public.share import CardLine, CardPart, ShareCard, more, notes, picture_of

#: Payments that one picture shows; the link has them all.
ON_CARD = 6
_TEAL = "#0b5a5e"


@public
@require_safe
def charge_share(request: HttpRequest, language: str) -> HttpResponse:
    """The answer as a text to copy, and the way to its picture.

    Raises ``Http404`` while a question is still open.
    """
    visit = _answered(request, language)
    found = answer(visit.given, visit.words, today=visit.today)
    told = {
        "question": visit.words.say("Is this charge legal?"),
        "text": text_of(found, visit.words, link=link_of(request, visit)),
        "query": urlencode(answer_pairs(visit.given)),
    }
    return render(request, "web/public/share.html", told)


@public
@require_safe
def charge_card(request: HttpRequest, language: str) -> HttpResponse:
    """The answer as a picture.

    Raises ``Http404`` while a question is still open.
    """
    visit = _answered(request, language)
    found = answer(visit.given, visit.words, today=visit.today)
    return picture_of(_card(found, visit, link_of(request, visit)))


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
        yield " · ".join(filter(None, (thing.name, _paid(payment))))
        for said in payment.said:
            yield f"– {said.law}: {said.headline}"
    for tariff in thing.tariffs:
        yield _official(tariff, words)


def _paid(payment: Payment) -> str:
    return " · ".join(filter(None, (payment.amount, payment.payee)))


def _official(tariff: Tariff, words: Words) -> str:
    return f"{words.say('Official amount')} ({tariff.what}): {tariff.amount or tariff.unknown}"


def _card(found: Answer, visit: Visit, link: str) -> ShareCard:
    words = visit.words
    things = _that_fit(found.things)
    return ShareCard(
        language=visit.language,
        title=words.say("Is this charge legal?"),
        asked=_asked(found),
        answer=None,
        parts=tuple(
            CardPart(tuple(_lines(thing, words)), thing.name, drawing(thing.item, _TEAL))
            for thing in things
        ),
        more=more(words, len(found.things) - len(things)),
        notes=notes(words, date_both_eras(visit.today, visit.language)),
        link=link,
    )


def _that_fit(things: Sequence[Thing]) -> list[Thing]:
    """The first things, as long as their payments have room; at least one."""
    rooms = accumulate(len(thing.payments) for thing in things)
    return [thing for thing, room in zip(things, rooms, strict=True) if room <= ON_CARD]


def _lines(thing: Thing, words: Words) -> Iterator[CardLine]:
    for payment in thing.payments:
        yield CardLine(_paid(payment))
        for said in payment.said:
            yield CardLine(said.law, said.tone, said.headline)
    for tariff in thing.tariffs:
        yield CardLine(_official(tariff, words), small=True)
