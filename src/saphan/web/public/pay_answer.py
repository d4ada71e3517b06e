"""The page of an answer about pay: the claim, what it was made from, and whom to talk to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.http import urlencode

from saphan.domain.care.codes import Need
from saphan.domain.pay.claim import changes, claim
from saphan.domain.pay.law import PayLaw
from saphan.domain.period import Period
from saphan.foundation.plain import law_book
from saphan.foundation.words import Words
from saphan.pillars.care.queries import directory as queries
from saphan.rulebook.pay import pay_law
from saphan.web.public import pay_words
from saphan.web.public.help_words import Card, card
from saphan.web.public.pay_asked import NO, STEPS, YES, Asked
from saphan.web.public.pay_steps import places_of
from saphan.web.public.pay_told import Teller

#: What is asked again for each part of a period in which the minimum wage changed.
_AGAIN = (
    *("paid", "paid_ot", "paid_off", "days", "ot", "off"),
    *("rest", "rest_ot", "hol", "hol_ot"),
)
#: Stands for the days while nobody said which.
_NO_DAYS = Period(date.min, date.min)


def answer_page(asked: Asked, words: Words) -> dict[str, object]:
    """What the template of an answer needs: ``answer`` is None while the days are not known."""
    stint = asked.stint
    teller = Teller(words, law_book(), stint.period if stint else _NO_DAYS)
    told: dict[str, object] = {
        "answer": None,
        "unknown": ("unknown", words.say("We do not know.")),
        "contacts": _contacts(asked, words),
        "summary": list(_summary(asked, teller)),
    }
    if stint:
        law = law_for(asked, stint.period)
        found = claim([stint], law)
        told |= {
            "answer": teller.answer(found, basis_known="basis" in asked.given),
            "when": teller.days(stint.period),
            "parts": list(_parts(asked, stint.period, law, teller)),
        }
    return told


def law_for(asked: Asked, period: Period) -> PayLaw:
    """What the law book says about the place, the work and the days that were asked about."""
    book, place = law_book(), asked.given.get("place")
    if place in pay_words.PLACES and place not in places_of(book, asked.province):
        place = None
    return pay_law(
        book,
        province=asked.province,
        period=period,
        district=place,
        sector=asked.sector,
        work=asked.work,
    )


def link_to(asked: Asked, step: str) -> str:
    """The query string that shows a step with everything that was given."""
    return f"?{urlencode([*asked.query(), ('step', step)])}"


def _parts(asked: Asked, period: Period, law: PayLaw, teller: Teller) -> Iterator[tuple[str, str]]:
    """Words of each part with one minimum wage, and the link that asks about it alone."""
    parts = changes(period, law)
    for part in parts if len(parts) > 1 else ():
        days = {
            f"{letter}{which}": str(value)
            for which, day in (("1", part.first), ("2", part.last or part.first))
            for letter, value in (("d", day.day), ("m", day.month), ("y", day.year))
        }
        pairs = asked.query(**dict.fromkeys(_AGAIN, ""), **days)
        kept = [pair for pair in pairs if pair[0][:2] not in ("to", "a_", "c_")]
        yield teller.days(part), f"?{urlencode([*kept, ('step', 'pay')])}"


def _contacts(asked: Asked, words: Words) -> list[Card]:
    """Three services that can be called about wages."""
    found = queries.contacts_for(
        None, need=Need.WAGES, language=words.language, province=asked.province
    )
    return [card(one, words) for one in found]


# What was told ---------------------------------------------------------------------------------


def _summary(asked: Asked, teller: Teller) -> Iterator[tuple[str, str, str]]:
    """The label of every step, what was answered, and its name."""
    said = {
        "where": [_word(teller, pay_words.PROVINCES, asked.province)],
        "kind": [
            _word(teller, {**pay_words.SECTORS, **_WORKS}, asked.given.get("work", "")),
            _word(teller, pay_words.PLACES, asked.given.get("place", "")),
        ],
        "when": [teller.days(asked.stint.period)] if asked.stint else [],
        "pay": list(_pay(asked, teller)),
        "hours": list(_hours(asked, teller)),
        "cuts": list(_cuts(asked, teller)),
    }
    for step in STEPS:
        if step in said:
            told = " · ".join(part for part in said[step] if part)
            label = teller.words.say(_LABELS[step])
            yield label, told or teller.words.say("Not known"), step


_LABELS = {
    "where": "Province",
    "kind": "Work",
    "when": "Days",
    "pay": "Pay",
    "hours": "Working hours",
    "cuts": "Deductions",
}
_WORKS: dict[str, str] = {code.value: text for code, text in pay_words.WORKS.items()}
_BASES: dict[str, str] = {code.value: text for code, text in pay_words.BASES.items()}
_RECKONED: dict[str, str] = {code.value: text for code, text in pay_words.RECKONED.items()}
_CONSENTS: dict[str, str] = {code.value: text for code, text in pay_words.CONSENTS.items()}


def _word(teller: Teller, said: Mapping[str, str], code: str) -> str:
    return str(teller.words.say(said[code])) if code in said else ""


def _named(asked: Asked, teller: Teller, name: str, label: str) -> str:
    """A field with its label, as it was written."""
    value = asked.given.get(name)
    return f"{teller.words.say(label)}: {value}" if value else ""


def _pay(asked: Asked, teller: Teller) -> Iterator[str]:
    yield _word(teller, _BASES, asked.given.get("basis", ""))
    yield _named(asked, teller, "rate", "Agreed wage")
    yield _named(asked, teller, "paid", "Was paid")
    if "paid" in asked.given:
        yield _word(teller, _RECKONED, asked.given.get("reckoned", ""))
    yield _named(asked, teller, "paid_ot", "Overtime")
    yield _named(asked, teller, "paid_off", "Work on days off and public holidays")


def _hours(asked: Asked, teller: Teller) -> Iterator[str]:
    yield _named(asked, teller, "hours", "Hours a day")
    yield _named(asked, teller, "days", "Days worked")
    yield _named(asked, teller, "ot", "Hours of overtime")
    for name, label in (("rest", "Hours on weekly days off"), ("hol", "Hours on public holidays")):
        both = [asked.given.get(one, "") for one in (name, f"{name}_ot")]
        if any(both):
            yield f"{teller.words.say(label)}: {' + '.join(one or '?' for one in both)}"
    if asked.given.get("off") == NO:
        yield teller.words.say("No work on days off")


def _cuts(asked: Asked, teller: Teller) -> Iterator[str]:
    say = teller.words.say
    if not asked.took and asked.given.get("cut") == NO:
        yield say("Nothing was taken off")
    for one in asked.took:
        agreed = _word(teller, _CONSENTS, asked.given.get(f"c_{one}", ""))
        amount = asked.given.get(f"a_{one}") or "?"
        text = f"{say(pay_words.TAKEN[one])}: {amount}"
        yield f"{text} ({say('agreed')}: {agreed})" if agreed else text
    for name, label in (("house", "Housing from the employer"), ("food", "Food from the employer")):
        if asked.given.get(name) in (YES, NO):
            yield f"{say(label)}: {say('Yes' if asked.given[name] == YES else 'No')}"
