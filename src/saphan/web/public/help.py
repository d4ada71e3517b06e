"""Who can help me? The directory by need, language, province, papers and hours; without a trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from saphan.domain.care.choosing import Asked, Choice, Speaks
from saphan.domain.care.codes import Need
from saphan.domain.care.hours import Now
from saphan.domain.care.records import Listing
from saphan.domain.text import clean
from saphan.foundation.guards import public
from saphan.foundation.words import Words, date_both_eras
from saphan.pillars.care.queries import directory as queries
from saphan.web.public import help_words
from saphan.web.public.help_words import Card, card, note_of

#: How many cards stand on one page, so that it stays light on a bad network.
AT_ONCE = 10
#: With fewer services than this, those of the nearest needs are named as well.
_FEW = 3
#: The longest value of the query string that is looked at, in letters.
_LONGEST = 40
#: Code, words, whether it is chosen.
Option = tuple[str, str, bool]


@public
@require_safe
def help_home(request: HttpRequest, language: str) -> HttpResponse:
    """The needs, the choices, and what fits the choices in the query string."""
    return _page(request, language, None)


@public
@require_safe
def help_need(request: HttpRequest, language: str, need: str) -> HttpResponse:
    """Everybody who helps with one need; the other choices are in the query string.

    Raises ``Http404`` for a need the house does not have.
    """
    if need not in [one.value for one in Need]:
        raise Http404
    return _page(request, language, Need(need))


def asked_for(given: Mapping[str, str], *, need: Need | None, language: str) -> Asked:
    """What a query string asks for. What is no code of ours is taken as not given."""
    needs = {one.value: one for one in Need}
    return Asked(
        need=need or needs.get(given.get("need", "")),
        language=_known(given.get("language", ""), help_words.LANGUAGES),
        province=_known(given.get("province", ""), help_words.PROVINCES),
        no_papers=given.get("papers") == "no",
        open_now=given.get("open") == "now",
        text=clean(given.get("q", "")),
        reader=language,
    )


def _page(request: HttpRequest, language: str, need: Need | None) -> HttpResponse:
    given = {name: str(value) for name, value in request.GET.items() if len(value) <= _LONGEST}
    asked = asked_for(given, need=need, language=language)
    words = Words(language, "directory", "public")
    everything = queries.services(None)
    told = _results(given, asked, words, everything)
    told |= {
        "needs": _needs(words),
        "form": _form(asked, words, everything),
        "title": words.say(help_words.NEEDS[asked.need]) if asked.need else "",
        "base": f"/{language}/help/",
        "asked_again": _asked_again(asked, need, told),
        "everything": _everything(everything) if not told["chosen"] else [],
        "loaded": bool(everything),
    }
    return render(request, "web/public/help.html", told)


def _asked_again(
    asked: Asked, need: Need | None, told: Mapping[str, object]
) -> list[tuple[str, str]]:
    """The query string of this page of results, for the same in another language."""
    single, number = told.get("single"), told.get("number", 1)
    pairs = [pair for pair in _query(asked) if not (need and pair[0] == "need")]
    if isinstance(single, Listing):
        return [("show", single.key)]
    return [*pairs, ("page", str(number))] if number != 1 else pairs


def _results(
    given: Mapping[str, str], asked: Asked, words: Words, everything: Sequence[Listing]
) -> dict[str, object]:
    """The cards of this page of results, and what to do when they are few."""
    single = next((one for one in everything if one.key == given.get("show")), None)
    if single:
        found = [Choice(single, Speaks.YES, Now.UNKNOWN)]
    elif asked == Asked(reader=asked.reader):
        return {"chosen": False}
    else:
        found = queries.choices(None, asked=asked, at=timezone.localtime())
    pages = max(1, -(-len(found) // AT_ONCE))
    number = _page_number(given.get("page", ""), pages)
    shown = found[(number - 1) * AT_ONCE : number * AT_ONCE]
    return {
        "chosen": True,
        "single": single,
        "cards": [_card(choice, asked, words) for choice in shown],
        "count": words.say("Found: {number}", number=len(found)),
        "near": [] if single else _near(asked, words, found),
        "at": _clock(words) if asked.open_now else "",
        "pages": _pages(asked, number, pages, words),
        "number": number,
        "hidden_note": asked.need is Need.SHELTER,
        "checked": _checked(found, words),
    }


def _card(choice: Choice, asked: Asked, words: Words) -> Card:
    return replace(card(choice.listing, words), badge=note_of(choice, words, now=asked.open_now))


def _near(asked: Asked, words: Words, found: Sequence[Choice]) -> list[Card]:
    """The services nearest to a need for which few that surely understand were found."""
    if sum(choice.speaks is Speaks.YES for choice in found) >= _FEW:
        return []
    contacts = queries.contacts_for(
        None,
        need=asked.need or Need.INFORMATION,
        language=asked.language or asked.reader,
        province=asked.province,
    )
    listed = [choice.listing for choice in found]
    return [card(one, words) for one in contacts if one not in listed]


def _checked(found: Iterable[Choice], words: Words) -> str:
    """When the sources were last looked at: the oldest day of what is shown."""
    days = [choice.listing.checked_on for choice in found]
    if not days:
        return ""
    day = date_both_eras(min(days), words.language)
    return words.say("We last looked at the source on {day}.", day=day)


def _clock(words: Words) -> str:
    now = timezone.localtime()
    return words.say("By the clock of Thailand: {time}", time=f"{now:%H:%M}")


def _page_number(given: str, pages: int) -> int:
    number = int(given) if given.isdecimal() and len(given) <= 4 else 1
    return min(max(number, 1), pages)


def _pages(asked: Asked, number: int, pages: int, words: Words) -> dict[str, object]:
    """The pager: where it leads, nothing when there is one page."""
    if pages == 1:
        return {}
    query = _query(asked)
    return {
        "words": words.say("Page {number} of {pages}", number=number, pages=pages),
        "back": f"?{urlencode([*query, ('page', str(number - 1))])}" if number > 1 else "",
        "next": f"?{urlencode([*query, ('page', number + 1)])}" if number < pages else "",
    }


def _query(asked: Asked) -> list[tuple[str, str]]:
    """What was asked for, as the query string that asks for it again."""
    given = (
        ("need", asked.need.value if asked.need else ""),
        ("language", asked.language),
        ("province", asked.province),
        ("papers", "no" if asked.no_papers else ""),
        ("open", "now" if asked.open_now else ""),
        ("q", asked.text),
    )
    return [(name, value) for name, value in given if value]


def _needs(words: Words) -> list[tuple[str, str]]:
    return [(need.value, words.say(said)) for need, said in help_words.NEEDS.items()]


def _form(asked: Asked, words: Words, everything: Iterable[Listing]) -> dict[str, object]:
    """The choices of the form; languages and provinces are those of the list."""
    listings = list(everything)
    return {
        "needs": [(code, said, asked.need == code) for code, said in _needs(words)],
        "languages": _languages(asked, words, listings),
        "provinces": _provinces(asked, words, listings),
        "no_papers": asked.no_papers,
        "open_now": asked.open_now,
        "text": asked.text,
    }


def _languages(asked: Asked, words: Words, listings: Iterable[Listing]) -> list[Option]:
    """The languages that are spoken, in the page's own: a page brings the font of one script."""
    spoken = {code for one in listings for code in one.languages}
    known = [code for code in help_words.LANGUAGES if code in spoken]
    return [(code, words.say(help_words.LANGUAGES[code]), code == asked.language) for code in known]


def _provinces(asked: Asked, words: Words, listings: Iterable[Listing]) -> list[Option]:
    places = {area for one in listings for area in one.serves if area in help_words.PROVINCES}
    named = sorted((words.say(help_words.PROVINCES[code]), code) for code in places)
    return [(code, str(said), code == asked.province) for said, code in named]


def _everything(listings: Iterable[Listing]) -> list[tuple[str, str, str]]:
    """Every service in a line: its key, its name, its first number."""
    return [(one.key, one.name, one.dialled[0].number if one.dialled else "") for one in listings]


def _known(value: str, codes: Iterable[str]) -> str:
    return value if value in codes else ""
