"""What a phone needs to answer "Is this charge legal?" without a network, for the common questions.

Every answer comes from the page's own functions; it is then taken apart, because a few dozen texts
make all of them. Amounts are not asked: an answer names its limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from saphan.domain.money import Currency
from saphan.domain.period import PartialDate
from saphan.domain.recruitment.check import check
from saphan.domain.recruitment.codes import Item, Law, Nationality, Payee, Scheme
from saphan.foundation.plain import law_book
from saphan.foundation.words import Words
from saphan.rulebook.official import official_fees
from saphan.web.public import charge_words
from saphan.web.public.charge_answer import answer
from saphan.web.public.charge_query import SCHEMES, Entry, Given
from saphan.web.public.offline_pieces import Pieces
from saphan.web.public.pay_steps import Field

#: Catalogues of these words; the first that knows a sentence wins.
CATALOGUES = (*charge_words.CATALOGUES, "pay", "offline")
#: Months before this one for which there are answers, as many as the page names.
_MONTHS_BACK = 2
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``when`` is a year, a month, or unknown."""

    origin: Nationality
    scheme: Scheme
    when: str
    item: Item
    paid_to: Payee


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which questions have the same answer: for each row its numbers, for each number a question.

    A row holds the answers for every item and payee of one origin, channel and time.
    """

    rows: dict[str, tuple[int, ...]]
    askers: tuple[Question, ...]


def times(on: date) -> list[str]:
    """This month and those before it, this year and the last, and that nobody knows when."""
    months = [_month(on, back) for back in range(_MONTHS_BACK + 1)]
    return [*months, str(on.year), str(on.year - 1), _UNKNOWN]


def _month(on: date, back: int) -> str:
    year, month = divmod(on.year * 12 + on.month - 1 - back, 12)
    return f"{year:04d}-{month + 1:02d}"


def answers(words: Words, pieces: Pieces, on: date) -> dict[str, object]:
    """The answers: ``rows`` by origin, channel and time, then item by item and payee by payee."""
    layout = _layout(on, law_book().digest)
    rows: list[tuple[int, ...]] = list(dict.fromkeys(layout.rows.values()))
    return {
        "items": [item.value for item in Item],
        "payees": [payee.value for payee in Payee],
        "rows": {key: rows.index(row) for key, row in layout.rows.items()},
        "answers": [list(row) for row in rows],
        "parts": [_parts(question, words, pieces, on) for question in layout.askers],
    }


@lru_cache(maxsize=2)
def _layout(on: date, _digest: str) -> _Layout:
    """Worked out once a day for all languages."""
    numbers: dict[tuple[object, ...], int] = {}
    askers: list[Question] = []
    rows: dict[str, tuple[int, ...]] = {}
    for when in times(on):
        for origin in Nationality:
            for scheme in SCHEMES:
                row = []
                for question, said in _answered(origin, scheme, when, on):
                    if said not in numbers:
                        numbers[said] = len(askers)
                        askers.append(question)
                    row.append(numbers[said])
                rows[f"{origin} {scheme} {when}"] = tuple(row)
    return _Layout(rows, tuple(askers))


def _answered(
    origin: Nationality, scheme: Scheme, when: str, on: date
) -> Iterator[tuple[Question, tuple[object, ...]]]:
    """Every question of a row with all that its answer depends on."""
    given = _given([Question(origin, scheme, when, item, to) for item in Item for to in Payee])
    fees = {
        item: official_fees(
            law_book(),
            item,
            nationality=origin,
            scheme=scheme,
            on=given.paid_on or PartialDate.from_date(on),
        )
        for item in Item
    }
    for one in check(given.asked(), law_book().charges(), as_of=on):
        question = Question(origin, scheme, when, one.line.item, one.line.paid_to)
        told = tuple((law, said) for law, said in one.told.items())
        yield question, (origin, told, repr(fees[one.line.item]))


def holds_until(on: date) -> date:
    """The last day on which the ILO definition is known to say what it says, within a year.

    National law is that of the day of payment, which does not change any more.
    """
    ends = [
        rule.period.last
        for rule in law_book().charges()
        if rule.law is Law.ILO and rule.period.holds(on) and rule.period.last
    ]
    return min([*ends, on + timedelta(days=365)])


def _given(questions: list[Question]) -> Given:
    """What somebody gave who asked all these at once and knows no amount."""
    first = questions[0]
    entries: dict[Item, tuple[Entry, ...]] = {}
    for one in questions:
        entry = Entry(None, Currency.THB, one.paid_to)
        entries[one.item] = (*entries.get(one.item, ()), entry)
    return Given(first.origin, first.scheme, first.when, tuple(entries), entries, enough=True)


def _parts(question: Question, words: Words, pieces: Pieces, on: date) -> list[object]:
    """The answer to one question, taken apart: three verdicts, official amounts, rules."""
    found = answer(_given([question]), words, today=on)
    thing = found.things[0]
    fees = {
        "official": words.say("Official amount"),
        "none": words.say("We know of none."),
        "tariffs": thing.tariffs,
    }
    return [
        [
            pieces.drawn(replace(one, basis=0), "web/public/kept_said.html", {"said": one})
            for one in thing.payments[0].said
        ],
        pieces.drawn(thing.tariffs, "web/public/kept_tariff.html", fees),
        [pieces.drawn(one, "web/public/kept_rule.html", {"basis": one}) for one in found.bases],
    ]


def fields(words: Words, on: date) -> list[Field]:
    """The short form: five choices, all of which the answer needs."""
    schemes = {one: charge_words.SCHEMES[one] for one in SCHEMES}
    when = {time: charge_words.time_of(Given(when=time), words) for time in times(on)}
    return [
        _choice(
            "from", words.say("Where do you come from?"), charge_words.COUNTRIES.items(), words
        ),
        _choice(
            "scheme", words.say("How did you come to work in Thailand?"), schemes.items(), words
        ),
        _options("when", words.say("When did you pay, or when must you pay?"), when),
        _choice("item", words.say("What must you pay for?"), charge_words.ITEMS.items(), words),
        _choice("to", words.say("Who is paid?"), charge_words.PAYEES.items(), words),
    ]


def _choice(name: str, label: str, said: Iterable[tuple[str, str]], words: Words) -> Field:
    return _options(name, label, {code: words.say(text) for code, text in said})


def _options(name: str, label: str, said: Mapping[str, str]) -> Field:
    options = tuple((str(code), text, False) for code, text in said.items())
    return Field(name, "select", label, options=options)
