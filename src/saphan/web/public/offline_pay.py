"""What a phone needs to compare pay without a network: minimum wages, each with its rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.template.loader import render_to_string

from saphan.domain.pay.claim import claim
from saphan.domain.pay.codes import LineKind, Reckoned, Topic, Work
from saphan.domain.period import Period
from saphan.foundation.plain import law_book
from saphan.foundation.words import Words
from saphan.web.public.offline_pieces import Pieces
from saphan.web.public.pay_answer import law_for
from saphan.web.public.pay_asked import ELSEWHERE, asked_for
from saphan.web.public.pay_steps import Field, places_of
from saphan.web.public.pay_told import Teller
from saphan.web.public.pay_words import PLACES, PROVINCES, RECKONED, WORKS

#: Catalogues of these words; the first that knows a sentence wins.
CATALOGUES = ("pay", "offline", "public", "rights", "directory")
_PAID = "How much were you paid for these days, in baht?"


def pay_query(code: str, on: date) -> dict[str, str]:
    """The question for one day of ordinary work and nothing else, in a place of ``codes``."""
    province, _, place = code.partition("/")
    days = {f"{name}{which}": str(value) for which in "12" for name, value in _parts(on)}
    told = {"province": province, "place": place, "work": Work.ORDINARY.value, "basis": "daily"}
    nothing_else = {"days": "1", "ot": "0", "off": "no"}
    return {name: value for name, value in {**told, **days, **nothing_else}.items() if value}


def _parts(on: date) -> tuple[tuple[str, int], ...]:
    return ("d", on.day), ("m", on.month), ("y", on.year)


def codes() -> Iterator[str]:
    """Every province, and as ``province/place`` its parts with a rate of their own."""
    for province in PROVINCES:
        yield province
        yield from (f"{province}/{place}" for place in sorted(places_of(law_book(), province)))


def place_name(code: str, words: Words) -> str:
    """The name of a province, and of its part."""
    province, _, place = code.partition("/")
    return " · ".join(words.say(name) for name in (PROVINCES[province], PLACES.get(place)) if name)


def wages(words: Words, pieces: Pieces, on: date) -> dict[str, list[int | None]]:
    """For each code its piece and the satang of one day, None where nobody knows them."""
    return {code: _wage(code, words, pieces, on) for code in codes()}


def _wage(code: str, words: Words, pieces: Pieces, on: date) -> list[int | None]:
    """The minimum wage of a place as a claim about one day says it."""
    query = pay_query(code, on)
    query.setdefault("place", ELSEWHERE)
    asked = asked_for(query, ())
    if asked.stint is None:
        raise LookupError(code)
    found = claim([asked.stint], law_for(asked, asked.stint.period))
    teller = Teller(words, law_book(), asked.stint.period)
    told = teller.answer(found, basis_known=True)
    at = next(n for n, line in enumerate(found.lines) if line.kind is LineKind.MINIMUM_WAGE)
    line, due = told.lines[at], found.lines[at].due
    said = {
        "heading": line.heading,
        "work": words.say(WORKS[Work.ORDINARY]),
        "unknown": line.badge if due is None else None,
        "formula": line.formula,
        "bases": [basis for basis in told.bases if basis.number in line.rules],
        "labels": _labels(words),
    }
    html = render_to_string("web/public/kept_wage.html", said)
    return [pieces.number(html), None if due is None else due.minor]


def _labels(words: Words) -> dict[str, str]:
    named = {"source": "Where does this come from?", "starts": "Holds from"}
    more = {"ends": "Holds until", "since": "Unknown since"}
    return {key: str(words.say(text)) for key, text in {**named, **more}.items()}


def holds_until(on: date) -> date:
    """The last day on which all these wages are known to be what they are, within a year."""
    return _holds_until(on, law_book().digest)


@lru_cache(maxsize=2)
def _holds_until(on: date, _digest: str) -> date:
    year = Period(on, on + timedelta(days=365))
    return min(_until(code, year) for code in codes())


def _until(code: str, year: Period) -> date:
    asked = asked_for(pay_query(code, year.first), ())
    parts = law_for(asked, year).parts(Topic.MINIMUM_WAGE, year)
    return parts[0].period.last or year.first


def fields(words: Words) -> list[Field]:
    """The short form: the place, the days, what was paid for them."""
    options = [(code, place_name(code, words), False) for code in codes()]
    options.sort(key=lambda option: option[1])
    place = ("", words.say("I do not know"), True)
    say = words.say
    return [
        Field("place", "select", say("Province"), options=(place, *options)),
        Field("days", "number", say("How many days did you work, without days off?")),
        Field("paid", "number", say(_PAID), say(RECKONED[Reckoned.BEFORE_DEDUCTIONS])),
    ]
