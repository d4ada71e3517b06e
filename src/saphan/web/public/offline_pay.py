"""What a phone needs to count pay without a network: the rules on pay of every place and day.

They are the dated rules that the page itself counts with. How to count is written twice, in
``saphan.domain.pay`` and for phones in ``kept-pay.js``; a test asks both the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from django.template.loader import render_to_string
from django.utils.html import escape

from saphan.domain.finding import Verdict
from saphan.domain.pay.codes import EXCEPTIONS, Taken, Topic, Work
from saphan.domain.pay.law import PayLaw, Provision
from saphan.domain.pay.reasons import ASSUMPTIONS, REASONS
from saphan.domain.period import Period
from saphan.foundation.plain import law_book
from saphan.foundation.words import Words, date_forms, month_name
from saphan.rulebook.pay import pay_law
from saphan.web.public import pay_told, pay_words
from saphan.web.public.offline_layout import Numbered
from saphan.web.public.offline_pieces import Pieces
from saphan.web.public.pay_asked import ELSEWHERE, asked_for
from saphan.web.public.pay_steps import Field, Group, places_of, sectors_of, step

#: Catalogues of these words; the first that knows a sentence wins.
CATALOGUES = ("pay", "offline", "public", "rights", "directory")
#: Years before this one about which a phone can be asked.
_YEARS_BACK = 10
#: Topics that are the same in every place, beside the hours of a day.
_TOPICS = (
    *(Topic.MONTH_DAYS, Topic.WAGES_PAID, Topic.OVERTIME, Topic.HOLIDAY_OVERTIME),
    *(Topic.HOLIDAY_PAID, Topic.HOLIDAY_UNPAID),
)
Code = TypeVar("Code", bound=str)
_NO_DAYS = Period(date.min, date.min)
#: The words of an answer.
_SAYS: Mapping[str, str] = {
    "down": pay_told.SHORT_AT_LEAST,
    "unknown": "We do not know.",
    "right": "What could be counted looks right, but not everything is known.",
    "no_days": "Nobody can compare your pay without the days for which it was paid.",
    "least": "at least {amount}",
    "line": "We do not know",
    "since": "We do not know since {day}",
    "lines": "Line by line",
    "how": "How it was counted",
    "rules": "Where does this come from?",
    "rule": "Rule",
    "by_day": "You did not say how your wage is counted; it was counted by the day.",
    "changed": "The minimum wage changed in these days. For an exact answer ask about each part:",
    "rest": "Deductions and social security are not counted without a network.",
}


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
    for province in pay_words.PROVINCES:
        yield province
        yield from (f"{province}/{place}" for place in sorted(places_of(law_book(), province)))


def place_name(code: str, words: Words) -> str:
    """The name of a province, and of its part."""
    province, _, place = code.partition("/")
    names = pay_words.PROVINCES[province], _PARTS.get(place)
    return " · ".join(words.say(name) for name in names if name)


_PARTS: Mapping[str, str] = {**pay_words.PLACES, ELSEWHERE: "Another part of this province"}


# The rules ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of every place, in numbers.

    A strand is what holds one after the other: first day, number of the provision, and the parts
    of the province with a rate of their own.
    """

    provisions: Numbered[Provision] = field(default_factory=Numbered)
    strands: Numbered[tuple[tuple[str, int, tuple[str, ...]], ...]] = field(
        default_factory=Numbered
    )
    wages: dict[str, int] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=dict)


def span(on: date) -> Period:
    """The days about which a phone can be asked."""
    return Period(date(on.year - _YEARS_BACK, 1, 1), date(on.year + 1, 12, 31))


@lru_cache(maxsize=2)
def _rules(on: date, _digest: str) -> _Rules:
    found, period = _Rules(), span(on)
    sectors = ("", *sorted(sectors_of(law_book(), "")))
    for place in ("", f"/{ELSEWHERE}", *codes(), *_elsewhere()):
        for sector in sectors:
            number = _wages(found, place, sector, period)
            key = f"{place} {sector}" if sector else place
            if not sector or number != found.wages[place]:
                found.wages[key] = number
    for work in (Work.ORDINARY, Work.HAZARDOUS):
        law = pay_law(law_book(), province="", period=period, work=work)
        found.topics[work.value] = _strand(found, law, Topic.DAY_HOURS, period)
    law = pay_law(law_book(), province="", period=period)
    found.topics.update((topic.value, _strand(found, law, topic, period)) for topic in _TOPICS)
    return found


def _elsewhere() -> Iterator[str]:
    """The rest of each province that has parts with a rate of their own."""
    for province in pay_words.PROVINCES:
        if places_of(law_book(), province):
            yield f"{province}/{ELSEWHERE}"


def _wages(found: _Rules, code: str, sector: str, period: Period) -> int:
    province, _, place = code.partition("/")

    def of(days: Period) -> PayLaw:
        return pay_law(
            law_book(),
            province=province,
            period=days,
            district=place or None,
            sector=sector or None,
        )

    law = of(period)
    spans = []
    for part in law.parts(Topic.MINIMUM_WAGE, period):
        others = of(part.period).elsewhere if law.elsewhere else ()
        number = found.provisions.number(replace(part, period=_NO_DAYS))
        spans.append((part.period.first.isoformat(), number, others))
    return found.strands.number(tuple(spans))


def _strand(found: _Rules, law: PayLaw, topic: Topic, period: Period) -> int:
    parts = law.parts(topic, period)
    spans = [
        (part.period.first, found.provisions.number(replace(part, period=_NO_DAYS)))
        for part in parts
    ]
    return found.strands.number(tuple((first.isoformat(), number, ()) for first, number in spans))


def rules(words: Words, pieces: Pieces, on: date) -> dict[str, object]:
    """The rules of every place and day, and the words in which an answer is given."""
    found = _rules(on, law_book().digest)
    teller = pay_told.Teller(words, law_book(), _NO_DAYS)
    labels = _said(words, {"starts": "Holds from", "ends": "Holds until", "since": "Unknown since"})
    known = span(on)
    return {
        "from": known.first.isoformat(),
        "to": str(known.last),
        "wages": found.wages,
        "topics": found.topics,
        "strands": found.strands.things,
        "provisions": [
            _provision(each, teller, pieces, labels) for each in found.provisions.things
        ],
        "exceptions": sorted(EXCEPTIONS),
        "sectors": sorted(pay_words.SECTORS),
        "works": sorted([*pay_words.SECTORS, *(work.value for work in Work)]),
        "taken": [one.value for one in Taken],
        "told": _words(words),
    }


def _provision(
    said: Provision, teller: pay_told.Teller, pieces: Pieces, labels: Mapping[str, str]
) -> list[object]:
    """Its value or None, why it is unknown, the piece of its rule, since when it is unknown."""
    basis = replace(teller.basis(said, 0), number=0)
    piece = pieces.drawn(basis, "web/public/kept_basis.html", one=basis, labels=labels)
    value = None if said.value is None else str(said.value)
    return [value, said.reason_code, piece, basis.since]


def holds_until(on: date) -> date:
    """The last day on which a phone may count; a rule that ends before answers nothing."""
    return on + timedelta(days=365)


# The words ------------------------------------------------------------------------------------


def _said(words: Words, texts: Mapping[Code, str]) -> dict[str, str]:
    """Each text in the language, its places left open."""
    return {str(name): escape(words.told(text, _OPEN)) for name, text in texts.items()}


_OPEN = {name: f"{{{name}}}" for name in ("amount", "amounts", "day", "number")}


def _words(words: Words) -> dict[str, object]:
    """Everything the script says: by code, with places for numbers and days."""
    day, month = date_forms(words.language)
    kinds = {kind.value: text for kind, text in pay_words.LINES.items()}
    holidays = {f"{kind} {which}": text for (kind, which), text in pay_words.ON_HOLIDAYS.items()}
    return {
        **_said(words, _SAYS),
        "facts": [escape(words.say(text)) for text in pay_told.PAY_LABELS],
        "badges": {
            verdict.value: [tone, escape(words.say(text))]
            for verdict, (tone, text) in pay_told.BADGES.items()
            if verdict in (Verdict.PROHIBITED, Verdict.PERMITTED)
        },
        "heads": _said(words, {**kinds, **holidays}),
        "reasons": _said(words, REASONS),
        "assumed": _said(words, ASSUMPTIONS),
        "faults": _said(words, pay_words.FAULTS),
        "places": _said(words, pay_words.PLACES),
        "units": {
            unit.value: [escape(words.say(text, number="{number}")) for text in texts]
            for unit, texts in pay_words.UNITS.items()
        },
        "signs": {one.value: sign for one, sign in pay_told.SIGNS.items()},
        "extremes": _said(words, pay_told.EXTREMES),
        "day": day,
        "month": month,
        "months": [month_name(number, words.language) for number in range(1, 13)],
    }


def form(words: Words, _on: date) -> str:
    """The short form: the questions of the page on one screen, deductions as one sum."""
    groups = [Group("", (_place(words),)), *_groups(words, *_STEPS), *_groups(words, "cuts")[:1]]
    cut, *_ = groups.pop().fields
    amount = Field(f"a_{Taken.OTHER}", "number", words.say("How much, in baht?"))
    told = {
        "groups": [*groups, Group("", (cut, amount))],
        "lead": words.say(_LEAD),
        "eras": words.say(_ERAS),
        "rest": words.say(_SAYS["rest"]),
        "show": words.say("Show the answer"),
    }
    return Pieces.packed(render_to_string("web/public/kept_pay.html", told))


_STEPS = ("kind", "when", "pay", "hours")
_LEAD = "Answer what you know. Leave empty what you do not know. Nobody asks for your name."
_ERAS = "Both kinds of years are read: 2569 or 2026. For a whole month leave the days empty."


def _groups(words: Words, *names: str) -> list[Group]:
    """The fields of some steps, empty."""
    nothing = asked_for({}, ())
    shown = (step(name, nothing, words, law_book(), told=False) for name in names)
    return [group for one in shown for group in one.groups]


def _place(words: Words) -> Field:
    """The province, and as choices of their own its parts with another rate."""
    all_codes = [*codes(), *_elsewhere()]
    options = sorted((place_name(code, words), code) for code in all_codes)
    unknown = ("", words.say("I do not know"), True)
    label = words.say("In which province did you work?")
    return Field(
        "where",
        "select",
        label,
        options=(unknown, *((code, name, False) for name, code in options)),
    )
