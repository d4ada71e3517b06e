"""Is this charge legal? Pictures to tap, one question a screen, an answer that is a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saphan.domain.money import Currency
from saphan.domain.recruitment.codes import Item, Nationality, Scheme
from saphan.foundation.guards import public
from saphan.foundation.words import (
    Words,
    currency_name,
    month_both_eras,
    month_name,
)
from saphan.web.public import charge_words
from saphan.web.public.charge_page import answer_page
from saphan.web.public.charge_pictures import picture
from saphan.web.public.charge_query import (
    FIRST_YEAR,
    MOST_LINES,
    SCHEMES,
    Entry,
    Step,
    entry_name,
    plain_amount,
)
from saphan.web.public.charge_visit import Visit, visit_of

_QUESTIONS = {
    Step.ORIGIN: "Where do you come from?",
    Step.SCHEME: "How did you come to work in Thailand?",
    Step.WHEN: "When did you pay, or when must you pay?",
    Step.ITEMS: "What must you pay for?",
}


@public
@require_safe
def charge(request: HttpRequest, language: str) -> HttpResponse:
    """The next question, or the answer when nothing is left to ask."""
    visit = visit_of(request, language)
    step, item = visit.given.step
    if step is Step.ANSWER:
        return HttpResponse(answer_page(request, visit, faults=_faults(visit, None)))
    told: dict[str, object] = {
        "step": step.value,
        "faults": _faults(visit, item),
        "back": _back(visit, step),
    }
    if item is not None:
        told |= _amount(visit, item)
    else:
        told |= {"question": visit.words.say(_QUESTIONS[step])} | _choices(visit, step)
    return render(request, "web/public/charge.html", told)


def _faults(visit: Visit, item: Item | None) -> list[tuple[str, str]]:
    """Every answer that cannot be used: where to go on the page, and what to do."""
    if item is None and not visit.given.faults:
        return []
    say = visit.words.say
    found = [
        ("main" if name != "wage" else "wage", say(charge_words.FAULTS[name]))
        for name in sorted(visit.given.faults)
    ]
    for number, entry in enumerate(visit.given.entries.get(item, ()) if item else ()):
        if entry.fault and item:
            name = entry_name(item, number)
            at = f"{name}-to" if entry.fault == "nobody" else name
            found.append((at, say(charge_words.FAULTS[entry.fault])))
    return list(dict.fromkeys(found))


def _back(visit: Visit, step: Step) -> str:
    """The way to the question before; the first one has none."""
    before = list(Step)[: list(Step).index(step)]
    if not before:
        return ""
    return visit.link(change=before[-1].value)


def _choices(visit: Visit, step: Step) -> dict[str, object]:
    """The answers to one of the first four questions."""
    if step is Step.ORIGIN:
        return {"choices": _links(visit, step, charge_words.COUNTRIES)}
    if step is Step.SCHEME:
        return {"choices": _links(visit, step, {one: charge_words.SCHEMES[one] for one in SCHEMES})}
    if step is Step.WHEN:
        return _times(visit)
    return {
        "hidden": visit.given.pairs("item", "answer"),
        "items": [
            (item.value, visit.words.say(said), picture(item), item in visit.given.items)
            for item, said in charge_words.ITEMS.items()
        ],
    }


def _links(
    visit: Visit, step: Step, said: Mapping[Nationality, str] | Mapping[Scheme, str]
) -> list[tuple[str, str]]:
    """Each answer as a link that keeps everything else."""
    return [
        (visit.link(step.value, **{step.value: code.value}), visit.words.say(words))
        for code, words in said.items()
    ]


def _times(visit: Visit) -> dict[str, object]:
    """This month and the two before it, any other month, and that it is not known."""
    today = visit.today
    months = [
        (today.year - (today.month <= back), (today.month - back - 1) % 12 + 1)
        for back in (0, 1, 2)
    ]
    near = [
        (
            visit.link("when", when=f"{year:04d}-{month:02d}"),
            month_both_eras(year, month, visit.language),
        )
        for year, month in months
    ]
    unknown = visit.link("when", when="unknown"), visit.words.say("I do not know when")
    return {
        "choices": [*near, unknown],
        "hidden": visit.given.pairs("when"),
        "months": [(f"{month:02d}", month_name(month, visit.language)) for month in range(1, 13)],
        "years": [
            (year, f"{year} ({year + 543})") for year in range(today.year + 1, FIRST_YEAR - 1, -1)
        ],
    }


def _amount(visit: Visit, item: Item) -> dict[str, object]:
    """How much, and who is paid, for one item."""
    given, words = visit.given, visit.words
    entries: Sequence[Entry] = given.entries.get(item, ())
    blank = Entry(None, Currency.THB, None)
    shown = [*entries, blank] if given.more is item or not entries else list(entries)
    asks_wage = item is Item.SERVICE_FEE and given.origin is Nationality.VN
    return {
        "question": words.say(charge_words.ITEMS[item]),
        "picture": picture(item, 72),
        "place": words.say(
            "{number} of {total}", number=given.items.index(item) + 1, total=len(given.items)
        ),
        "item": item.value,
        "hidden": given.pairs(item.value, *(["wage"] if asks_wage else []), "answer"),
        "entries": [
            _entry(item, number, entry, words) for number, entry in enumerate(shown[:MOST_LINES])
        ],
        "more": len(shown) < MOST_LINES,
        "wage": {"value": plain_amount(given.wage) if given.wage is not None else ""}
        if asks_wage
        else None,
        "finish": given.enough or given.items[-1] is item,
        "enough": given.enough,
    }


def _entry(item: Item, number: int, entry: Entry, words: Words) -> dict[str, object]:
    name = entry_name(item, number)
    return {
        "name": name,
        "value": "" if entry.amount is None else plain_amount(entry.amount),
        "fault": words.say(charge_words.FAULTS[entry.fault]) if entry.fault else "",
        "about_payee": entry.fault == "nobody",
        "currencies": [
            (one.value, currency_name(one, words.language), one is entry.currency)
            for one in Currency
        ],
        "payees": [
            (one.value, words.say(said), one is entry.paid_to)
            for one, said in charge_words.PAYEES.items()
        ],
    }
