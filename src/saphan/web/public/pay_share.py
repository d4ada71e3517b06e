"""The answer about pay to share: a text for any messenger, and a picture with the same link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from saphan.foundation.guards import public
from saphan.foundation.words import Words, date_both_eras
from saphan.web.public import pay_words
from saphan.web.public.help_words import Card
from saphan.web.public.pay import CATALOGUES
from saphan.web.public.pay_answer import answer_page
from saphan.web.public.pay_asked import Asked, asked_for
from saphan.web.public.pay_steps import missing_step
from saphan.web.public.pay_told import Answer, Basis, Told, figures
from saphan.web.public.share import CardLine, CardPart, ShareCard, more, notes, picture_of

#: Lines that one picture shows; the link has them all.
ON_CARD = 12


@public
@require_safe
def pay_share(request: HttpRequest, language: str) -> HttpResponse:
    """The answer as a text to copy, and the way to its picture.

    Raises ``Http404`` while nothing was asked, or something of it cannot be right.
    """
    asked, words = _answered(request), Words(language, *CATALOGUES)
    told = {
        "question": words.say("Is my pay right?"),
        "text": text_of(answer_page(asked, words), words, link=_link(request, language, asked)),
        "query": urlencode(asked.query()),
        "asked_again": asked.query(),
    }
    return render(request, "web/public/share.html", told)


@public
@require_safe
def pay_card(request: HttpRequest, language: str) -> HttpResponse:
    """The answer as a picture.

    Raises ``Http404`` while nothing was asked, or something of it cannot be right.
    """
    asked, words = _answered(request), Words(language, *CATALOGUES)
    return picture_of(_card(asked, words, _link(request, language, asked)))


def _answered(request: HttpRequest) -> Asked:
    asked = asked_for(request.GET.dict(), request.GET.getlist("took"))
    if not asked.query() or missing_step(asked, ""):
        raise Http404
    return asked


def _link(request: HttpRequest, language: str, asked: Asked) -> str:
    """The whole address of the answer: it holds what was chosen, not who chose it."""
    return request.build_absolute_uri(f"/{language}/pay/?{urlencode(asked.query())}")


# As a text ------------------------------------------------------------------------------------


def text_of(told: Mapping[str, object], words: Words, *, link: str) -> str:
    """The answer in a few lines; ``told`` is what the page shows, ``link`` leads to it."""
    return "\n".join(_text(told, words, link))


def _text(told: Mapping[str, object], words: Words, link: str) -> Iterator[str]:
    yield words.say("Is my pay right?")
    answer = told["answer"]
    if isinstance(answer, Answer):
        yield str(told["when"])
        yield answer.badge[1]
        if answer.note:
            yield answer.note
        yield from (_line(line) for line in answer.lines)
    else:
        yield words.say("We do not know.")
    yield words.say("This is not legal advice. Talk to an organisation that helps workers:")
    contacts = told["contacts"]
    if isinstance(contacts, list):
        yield from (_contact(one) for one in contacts if isinstance(one, Card))
    yield link


def _line(line: Told) -> str:
    """Its heading, its verdict, its last arithmetic, its amounts."""
    parts = [
        f"{line.heading} ({line.when})" if line.when else line.heading,
        line.badge[1],
        *line.formula[-1:],
        *_facts(line),
    ]
    return "• " + ". ".join(parts)


def _facts(line: Told) -> Iterator[str]:
    return (f"{label}: {value}" for label, value in line.facts)


def _contact(one: Card) -> str:
    return " ".join([one.name, *(call.address.removeprefix("tel:") for call in one.calls)])


# As a picture ---------------------------------------------------------------------------------


def _card(asked: Asked, words: Words, link: str) -> ShareCard:
    told = answer_page(asked, words)
    answer = told["answer"]
    day = date_both_eras(timezone.localdate(), words.language)
    province = pay_words.PROVINCES.get(asked.province, "")
    place = words.say(province) if province else ""
    lines = answer.lines if isinstance(answer, Answer) else ()
    parts = [CardPart(tuple(_of_line(line))) for line in lines[:ON_CARD]]
    return ShareCard(
        language=words.language,
        title=words.say("Is my pay right?"),
        asked=" · ".join(filter(None, (str(told.get("when", "")), place))),
        answer=_first(answer, words),
        parts=(*parts, *_official(answer, words)),
        more=more(words, len(lines) - ON_CARD),
        notes=notes(words, figures(day, words.language)),
        link=link,
    )


def _first(answer: object, words: Words) -> CardLine:
    """The whole answer in large letters."""
    if isinstance(answer, Answer):
        return CardLine(answer.note, *answer.badge)
    why = words.say("Nobody can compare your pay without the days for which it was paid.")
    return CardLine(why, "unknown", words.say("We do not know."))


def _of_line(line: Told) -> Iterator[CardLine]:
    yield CardLine(line.heading, *line.badge)
    told = " · ".join(filter(None, (line.when, *_facts(line))))
    if told:
        yield CardLine(told, small=True)


def _official(answer: object, words: Words) -> Iterator[CardPart]:
    """The minimum wage of these days, since when it holds, and who says so."""
    bases = answer.bases if isinstance(answer, Answer) else ()
    lines = tuple(
        CardLine(" · ".join(_of_basis(one, words)), small=True) for one in bases if one.figure
    )
    if lines:
        yield CardPart(lines)


def _of_basis(basis: Basis, words: Words) -> Iterator[str]:
    say = words.say
    yield f"{say('Official amount')} ({say('Minimum wage')}): {basis.figure}"
    if basis.starts:
        yield f"{say('Holds from')}: {basis.starts}"
    if basis.ends:
        yield f"{say('Holds until')}: {basis.ends}"
    yield from (source.title for source in basis.sources)
