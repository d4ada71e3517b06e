"""The questions that many people ask, each with the address of its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.http import urlencode

from saphan.domain.recruitment.codes import Item, Nationality, Payee, Scheme
from saphan.foundation.words import Words
from saphan.web.public import charge_words
from saphan.web.public.charge_query import MOST_LINES, entry_name
from saphan.web.public.offline_pay import codes, pay_query, place_name

#: The channels, and the payees of one answer: those who recruit. Everybody else is asked about
#: with the form.
_SCHEMES = (Scheme.MOU, Scheme.REGISTRATION, Scheme.BORDER_PASS)
_PAYEES = (Payee.THAI_AGENCY, Payee.ORIGIN_AGENCY, Payee.SUB_AGENT)[:MOST_LINES]


@dataclass(frozen=True, slots=True)
class Common:
    """One question: where its answer stands, the heading of its group, its own words."""

    address: str
    group: str
    words: str


def about_charges(words: Words, on: date) -> Iterator[Common]:
    """Every item of every country and channel, paid this month to those who recruit."""
    for origin in (one for one in Nationality if one is not Nationality.UNKNOWN):
        for scheme in _SCHEMES:
            country = words.say(charge_words.COUNTRIES[origin])
            group = f"{country} · {words.say(charge_words.SCHEMES[scheme])}"
            for item in Item:
                said = words.say(charge_words.ITEMS[item])
                query = urlencode(_charge_query(origin, scheme, item, on))
                yield Common(f"/{words.language}/charge/?{query}", group, said)


def _charge_query(
    origin: Nationality, scheme: Scheme, item: Item, on: date
) -> list[tuple[str, str]]:
    paid = [(f"{entry_name(item, at)}-to", to.value) for at, to in enumerate(_PAYEES)]
    when = f"{on:%Y-%m}"
    first = [("from", origin.value), ("scheme", scheme.value), ("when", when), ("item", item.value)]
    return [*first, *paid, ("answer", "1")]


def about_pay(words: Words, on: date) -> Iterator[Common]:
    """One ordinary day of work in every place with a minimum wage."""
    for code in codes():
        query = urlencode(pay_query(code, on))
        yield Common(f"/{words.language}/pay/?{query}", "", place_name(code, words))
